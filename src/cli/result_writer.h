#ifndef MUNHANG_CLI_RESULT_WRITER_H_
#define MUNHANG_CLI_RESULT_WRITER_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cli/byte_source.h"

namespace munhang::cli {

// Appends lines to a file or to standard output. Not thread-safe.
class ResultWriter {
 public:
  // Keeps the first `keep_bytes` of the file and cuts off the rest; 0 starts it anew. `path` "-" is
  // standard output, of which nothing is cut off. FAILED_PRECONDITION when the file is `input`,
  // which would be lost.
  static absl::StatusOr<std::unique_ptr<ResultWriter>> Open(const std::string& path,
                                                            uint64_t keep_bytes,
                                                            const FileIdentity& input);
  // Lines that are not flushed are lost.
  ~ResultWriter();
  ResultWriter(const ResultWriter&) = delete;
  ResultWriter& operator=(const ResultWriter&) = delete;

  // Adds a line; passes lines on when enough have come together. Errors as of Flush.
  absl::Status Append(std::string_view line);

  // Passes everything on to the system. CANCELLED when nobody reads the output any more.
  absl::Status Flush();

 private:
  ResultWriter(std::string path, int descriptor)
      : path_(std::move(path)), descriptor_(descriptor) {}

  const std::string path_;
  const int descriptor_;
  std::string pending_;
};

}  // namespace munhang::cli

#endif  // MUNHANG_CLI_RESULT_WRITER_H_
