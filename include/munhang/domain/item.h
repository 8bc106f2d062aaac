#ifndef MUNHANG_DOMAIN_ITEM_H_
#define MUNHANG_DOMAIN_ITEM_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "munhang/domain/money.h"
#include "munhang/domain/standard_code.h"

namespace munhang {

enum class ImageFormat : uint8_t { kPng, kJpeg, kWebp, kGif };

// "image/png" and so on.
std::string_view MimeType(ImageFormat format);

// The format that the first bytes of an image file name; nullopt when they name none that Munhang
// reads.
std::optional<ImageFormat> DetectImageFormat(std::string_view bytes);

struct Image {
  ImageFormat format = ImageFormat::kPng;
  std::string bytes;
};

// What a student is asked. The text is valid UTF-8.
struct Item {
  std::string id;
  std::string text;
  std::vector<Image> images;
};

// Where an answer comes from, cheapest first.
enum class Tier : uint8_t { kUnspecified, kLocal, kCheap, kPremium, kSpecialist };

// "local", "cheap" and so on; a bounded set, fit for metric labels.
std::string_view Name(Tier tier);

// One request: the item and how its caller wants it answered.
struct ClassifyQuery {
  Item item;
  // The answer keeps to this grade group when set.
  std::optional<GradeGroup> grade_group;
  // Most that models may cost; unset leaves it to the tenant's budget.
  std::optional<MicroUsd> max_cost;
  // The tier asked for; kUnspecified leaves the choice to the router.
  Tier tier = Tier::kUnspecified;
  bool bypass_cache = false;
};

}  // namespace munhang

#endif  // MUNHANG_DOMAIN_ITEM_H_
