#ifndef MUNHANG_LOCALMODEL_MODEL_FILE_H_
#define MUNHANG_LOCALMODEL_MODEL_FILE_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace munhang::localmodel {

// Largest file that is written or read.
inline constexpr size_t kMostModelBytes = size_t{16} << 20;

// Version of the layout below.
inline constexpr uint32_t kModelFormat = 1;

// What a model file consists of. A number never changes its meaning.
enum class Section : uint32_t {
  kDescription = 1,      // JSON: versions, codes, sizes, calibration, figures
  kFeatureHashes = 2,    // uint64
  kFeatureIdf = 3,       // float
  kStandardScales = 4,   // float, one for each feature
  kStandardWeights = 5,  // int8, features x standards
  kStandardBias = 6,     // float
  kTraitScales = 7,      // float, one for each feature
  kTraitWeights = 8,     // int8, features x trait columns
  kTraitBias = 9,        // float
  kTextStandards = 10,   // uint16: standards of the known texts
  kTextConcepts = 11,    // uint16: bit i for concept i of the standard
  kTextFeatures = 12,    // uint16, texts x kTextFeatureCount; the heaviest, ascending
  kTextWeights = 13,     // uint8, 255ths; 0 where a text has fewer
  kTextOffsets = 14,     // uint32, texts + 1: where each begins in kTexts
  kTexts = 15,           // UTF-8
};

// A model file: a header (the bytes "MUNHANGM", format, number of sections, size of the file,
// SHA-256 of all that follows the header), the table of sections, the sections at multiples of 64
// bytes. Little-endian. Immutable and thread-safe.
class ModelFile {
 public:
  // Maps the file into memory. NOT_FOUND without one; INVALID_ARGUMENT, naming the file and what is
  // wrong, when it is no model file, of another format, cut short or damaged.
  static absl::StatusOr<ModelFile> Map(const std::string& path);

  // The same for bytes in memory, which the result refers to; `name` stands for the path in errors.
  // The bytes are aligned to 8.
  static absl::StatusOr<ModelFile> FromBytes(std::string_view bytes, const std::string& name);

  // Empty for a section that the file does not have.
  std::string_view Bytes(Section section) const;

  // A section as numbers. What is left over at its end is dropped.
  template <typename T>
  std::span<const T> Array(Section section) const {
    const std::string_view bytes = Bytes(section);
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }

  const std::string& name() const { return name_; }

 private:
  struct Entry {
    uint32_t section;
    uint32_t reserved;
    uint64_t offset;
    uint64_t size;
  };
  class Mapping;

  ModelFile(std::string_view bytes, std::string name);
  absl::Status Check();

  std::string name_;
  std::shared_ptr<const Mapping> mapping_;
  std::string_view bytes_;
  std::vector<Entry> entries_;

  friend class ModelFileWriter;
};

// Collects sections and puts the file together.
class ModelFileWriter {
 public:
  void Add(Section section, std::string_view bytes);

  template <typename T>
  void Add(Section section, std::span<const T> values) {
    Add(section,
        std::string_view(reinterpret_cast<const char*>(values.data()), values.size_bytes()));
  }

  // RESOURCE_EXHAUSTED when the file would be larger than kMostModelBytes.
  absl::StatusOr<std::string> Finish() const;

 private:
  std::vector<std::pair<Section, std::string>> sections_;
};

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_MODEL_FILE_H_
