#ifndef MUNHANG_APP_CONFIGURATION_PROBLEMS_H_
#define MUNHANG_APP_CONFIGURATION_PROBLEMS_H_

#include <absl/status/status.h>

#include <map>
#include <string>
#include <vector>

namespace munhang::app {

// What is wrong with one configuration, and where its keys stand. Paths are written as users read
// them: "limits.text_bytes", "tenants[0].name", and "" for the whole. Lines count from 1; 0 is
// unknown.
class Problems {
 public:
  // `source` is the file's name in messages.
  explicit Problems(std::string source) : source_(std::move(source)) {}

  // Remembers on which line the key at `path` stands.
  void Locate(const std::string& path, int line) { lines_[path] = line; }

  // The line of `path` or, for a key that is not in the file, of the nearest key around it.
  int LineOf(const std::string& path) const;

  // Reports that the value at `path` is wrong. `text` completes the sentence "PATH: …".
  void Add(const std::string& path, const std::string& text) { AddAt(LineOf(path), path, text); }
  void AddAt(int line, const std::string& path, const std::string& text);

  // Whether something at, inside or around `path` has been reported, so that a check which relies
  // on its value would only add noise.
  bool Concern(const std::string& path) const;

  // Whether an entry of the list at `path` could not be read. The message then lacks it, and the
  // numbers of those after it no longer match their paths.
  bool LostEntryOf(const std::string& path) const;

  // OK, or INVALID_ARGUMENT with one line for each problem in the order of the file.
  absl::Status ToStatus() const;

 private:
  struct Problem {
    int line;
    std::string path;
    std::string text;
  };

  std::string source_;
  std::map<std::string, int> lines_;
  std::vector<Problem> problems_;
};

}  // namespace munhang::app

#endif  // MUNHANG_APP_CONFIGURATION_PROBLEMS_H_
