#include "localmodel/model_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <string>

namespace munhang::localmodel {
namespace {

using testing::HasSubstr;

std::string SmallFile() {
  ModelFileWriter writer;
  writer.Add(Section::kDescription, "{}");
  const std::array<float, 3> idf = {1, 2, 3};
  writer.Add<float>(Section::kFeatureIdf, idf);
  return writer.Finish().value();
}

std::string ErrorOf(const std::string& bytes) {
  return std::string(ModelFile::FromBytes(bytes, "x.model").status().message());
}

TEST(ModelFileTest, GivesBackWhatWasAdded) {
  const std::string bytes = SmallFile();
  const auto file = ModelFile::FromBytes(bytes, "x.model");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->Bytes(Section::kDescription), "{}");
  EXPECT_THAT(file->Array<float>(Section::kFeatureIdf), testing::ElementsAre(1, 2, 3));
  EXPECT_EQ(file->Bytes(Section::kTexts), "");
}

TEST(ModelFileTest, EveryDamagedByteIsNoticed) {
  const std::string bytes = SmallFile();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    // The last eight bytes of the header are not used.
    if (i >= 56 && i < 64) continue;
    EXPECT_FALSE(ModelFile::FromBytes(damaged, "x.model").ok()) << i;
  }
}

TEST(ModelFileTest, SaysWhatIsWrong) {
  const std::string bytes = SmallFile();
  EXPECT_EQ(ErrorOf(""), "x.model: no model file: too short");
  EXPECT_EQ(ErrorOf(std::string(100, 'x')),
            "x.model: no model file: it does not begin with MUNHANGM");
  EXPECT_THAT(ErrorOf(bytes.substr(0, bytes.size() - 1)), HasSubstr("damaged: it has"));
  std::string damaged = bytes;
  damaged.back() = 'x';
  EXPECT_EQ(ErrorOf(damaged), "x.model: damaged: its checksum is wrong");
  std::string other_format = bytes;
  other_format[8] = 9;
  EXPECT_THAT(ErrorOf(other_format), HasSubstr("model format 9, this program reads 1"));
}

TEST(ModelFileTest, MapsAFile) {
  const std::string path = testing::TempDir() + "/munhang_model_file_test.model";
  std::ofstream(path, std::ios::binary) << SmallFile();
  const auto file = ModelFile::Map(path);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->Bytes(Section::kDescription), "{}");
  std::remove(path.c_str());
  EXPECT_EQ(ModelFile::Map(path).status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(ModelFile::Map(path).status().message()), HasSubstr(path));
}

TEST(ModelFileTest, RefusesAnEmptyFileAndADirectory) {
  EXPECT_FALSE(ModelFile::Map("/dev/null").ok());
  EXPECT_FALSE(ModelFile::Map(testing::TempDir()).ok());
}

TEST(ModelFileWriterTest, KeepsToTheSize) {
  ModelFileWriter writer;
  writer.Add(Section::kTexts, std::string(kMostModelBytes, 'x'));
  EXPECT_EQ(writer.Finish().status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace munhang::localmodel
