#include "localmodel/model_file.h"

#include <absl/status/status.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <utility>

namespace munhang::localmodel {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr std::string_view kMagic = "MUNHANGM";
constexpr size_t kAlignment = 64;
constexpr size_t kMostSections = 64;

struct Header {
  std::array<char, 8> magic;
  uint32_t format;
  uint32_t sections;
  uint64_t size;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  uint64_t reserved;
};
static_assert(sizeof(Header) == kAlignment);

std::array<unsigned char, SHA256_DIGEST_LENGTH> Digest(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return digest;
}

size_t Aligned(size_t size) { return (size + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

// A file in memory, gone with its last user.
class ModelFile::Mapping {
 public:
  explicit Mapping(std::string_view bytes) : bytes_(bytes) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { munmap(const_cast<char*>(bytes_.data()), bytes_.size()); }

 private:
  std::string_view bytes_;
};

ModelFile::ModelFile(std::string_view bytes, std::string name)
    : name_(std::move(name)), bytes_(bytes) {}

absl::StatusOr<ModelFile> ModelFile::Map(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return absl::ErrnoToStatus(errno, path);
  }
  struct stat status{};
  void* memory = MAP_FAILED;
  int error = 0;
  if (fstat(file, &status) != 0) {
    error = errno;
  } else if (status.st_size > 0 && static_cast<uint64_t>(status.st_size) <= kMostModelBytes) {
    memory = mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, file, 0);
    if (memory == MAP_FAILED) error = errno;
  }
  close(file);
  if (error != 0) return absl::ErrnoToStatus(error, path);
  if (memory == MAP_FAILED) {
    return absl::InvalidArgumentError(path + ": no model file: it has " +
                                      std::to_string(status.st_size) + " bytes");
  }
  const std::string_view bytes(static_cast<const char*>(memory),
                               static_cast<size_t>(status.st_size));
  ModelFile model(bytes, path);
  model.mapping_ = std::make_shared<const Mapping>(bytes);
  if (absl::Status checked = model.Check(); !checked.ok()) return checked;
  return model;
}

absl::StatusOr<ModelFile> ModelFile::FromBytes(std::string_view bytes, const std::string& name) {
  ModelFile model(bytes, name);
  if (absl::Status checked = model.Check(); !checked.ok()) return checked;
  return model;
}

absl::Status ModelFile::Check() {
  const auto fault = [this](const std::string& what) {
    return absl::InvalidArgumentError(name_ + ": " + what);
  };
  Header header{};
  if (bytes_.size() < sizeof header) return fault("no model file: too short");
  std::memcpy(&header, bytes_.data(), sizeof header);
  if (std::string_view(header.magic.data(), header.magic.size()) != kMagic) {
    return fault("no model file: it does not begin with " + std::string(kMagic));
  }
  if (header.format != kModelFormat) {
    return fault("model format " + std::to_string(header.format) + ", this program reads " +
                 std::to_string(kModelFormat) + "; train again with this program");
  }
  if (header.size != bytes_.size()) {
    return fault("damaged: it has " + std::to_string(bytes_.size()) + " bytes and should have " +
                 std::to_string(header.size));
  }
  if (Digest(bytes_.substr(sizeof header)) != header.digest) {
    return fault("damaged: its checksum is wrong");
  }
  if (header.sections > kMostSections ||
      sizeof header + header.sections * sizeof(Entry) > bytes_.size()) {
    return fault("damaged: its table of sections is too long");
  }
  entries_.resize(header.sections);
  std::memcpy(entries_.data(), bytes_.data() + sizeof header, entries_.size() * sizeof(Entry));
  for (const Entry& entry : entries_) {
    if (entry.offset % kAlignment != 0 || entry.offset > bytes_.size() ||
        entry.size > bytes_.size() - entry.offset) {
      return fault("damaged: section " + std::to_string(entry.section) + " lies outside the file");
    }
  }
  return absl::OkStatus();
}

std::string_view ModelFile::Bytes(Section section) const {
  for (const Entry& entry : entries_) {
    if (entry.section == static_cast<uint32_t>(section)) {
      return bytes_.substr(entry.offset, entry.size);
    }
  }
  return {};
}

void ModelFileWriter::Add(Section section, std::string_view bytes) {
  sections_.emplace_back(section, bytes);
}

absl::StatusOr<std::string> ModelFileWriter::Finish() const {
  std::vector<ModelFile::Entry> entries;
  size_t end = Aligned(sizeof(Header) + sections_.size() * sizeof(ModelFile::Entry));
  for (const auto& [section, bytes] : sections_) {
    entries.push_back({static_cast<uint32_t>(section), 0, end, bytes.size()});
    end = Aligned(end + bytes.size());
  }
  if (end > kMostModelBytes) {
    return absl::ResourceExhaustedError("the model has " + std::to_string(end) +
                                        " bytes; at most " + std::to_string(kMostModelBytes) +
                                        " are allowed");
  }
  std::string file(end, '\0');
  std::memcpy(file.data() + sizeof(Header), entries.data(),
              entries.size() * sizeof(ModelFile::Entry));
  for (size_t i = 0; i < entries.size(); ++i) {
    std::memcpy(file.data() + entries[i].offset, sections_[i].second.data(), entries[i].size);
  }
  Header header{};
  std::memcpy(header.magic.data(), kMagic.data(), kMagic.size());
  header.format = kModelFormat;
  header.sections = static_cast<uint32_t>(entries.size());
  header.size = file.size();
  header.digest = Digest(std::string_view(file).substr(sizeof header));
  std::memcpy(file.data(), &header, sizeof header);
  return file;
}

}  // namespace munhang::localmodel
