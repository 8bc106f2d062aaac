#include "app/configuration_reference.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "configuration_test.pb.h"
#include "munhang/app/configuration.h"

namespace munhang::app {
namespace {

void ExpectContains(const std::string& page, const std::string& part) {
  EXPECT_NE(page.find(part), std::string::npos) << part << "\nis not in:\n" << page;
}

TEST(Reference, IsTheOneInTheDocumentation) {
  std::ifstream file(MUNHANG_SOURCE_DIR "/docs/configuration.md");
  std::stringstream documented;
  documented << file.rdbuf();
  EXPECT_TRUE(documented.str() == ConfigurationReference())
      << "docs/configuration.md is not what the schema says; run "
         "`munhang config reference > docs/configuration.md`";
}

TEST(Reference, ShowsTypesDefaultsBoundsAndComments) {
  const std::string page = ConfigurationReference();
  ExpectContains(page, "| `text_bytes` | size | `64KiB` | 1 to 16MiB | Text of one item. |\n");
  ExpectContains(page,
                 "| `item_deadline` | duration | `30s` | 1ms to 1h | Longest time for one item,"
                 " whatever deadline the client set. |\n");
  ExpectContains(page,
                 "| `level` | text | `info` | `debug`, `info`, `warning`, `error`, `off` |"
                 " Least urgent lines that are written. |\n");
  ExpectContains(page, "| [`server.tls`](#servertls) | keys | absent |  | Certificate files.");
  ExpectContains(page, "## `tenants`\n\nAPI keys and rates.");
  ExpectContains(page, "| `name` | text | required |  | Name in logs");
  // A pipe would end the cell.
  ExpectContains(page, "printf %s \"$KEY\" \\| sha256sum |\n");
}

TEST(Reference, CoversEveryKindOfField) {
  const std::string page = WriteReference(*testing::Everything::descriptor(), SchemaComments(""));
  for (const std::string row :
       {"| `boolean` | true or false | `false` |  |  |\n",
        "| `int32` | whole number | `0` |  |  |\n", "| `text` | text | `\"\"` |  |  |\n",
        "| `binary` | base64 | `\"\"` |  |  |\n",
        "| `color` | text | `COLOR_UNSPECIFIED` | `COLOR_UNSPECIFIED`, `COLOR_RED` |  |\n",
        "| `duration` | duration | absent |  |  |\n",
        "| `optional_whole` | whole number | absent |  |  |\n",
        "| `durations` | list of durations | `[]` |  |  |\n",
        "| [`parts`](#parts) | list of keys | `[]` |  |  |\n",
        "| `numbers_by_name` | map to whole numbers | `{}` |  |  |\n",
        "| [`parts_by_number`](#parts_by_number) | map to keys | `{}` |  |  |\n",
        "| `sizes` | list of sizes | `[1KiB, 2KiB]` |  |  |\n",
        "| `least` | number | `0` | at least -1.5 |  |\n",
        "| `most` | whole number | `-3` | at most 7 |  |\n",
        "| `key` | text | `\"\"` | `env:NAME` or `file:PATH` |  |\n",
        "| [`nest.filled`](#nestfilled) | keys |  |  |  |\n",
        "| [`nest.absent`](#nestabsent) | keys | absent |  |  |\n",
        "| `nest` | keys | absent |  |  |\n"}) {
    ExpectContains(page, row);
  }
}

}  // namespace
}  // namespace munhang::app
