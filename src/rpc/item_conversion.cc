#include "rpc/item_conversion.h"

#include <utility>

#include "munhang/text/normalizer.h"

namespace munhang::rpc {
namespace {

constexpr size_t kMostItemIdBytes = 256;

void ConvertText(v1::Item& item, TextNeed need, const ItemLimits& limits, Item* out,
                 std::vector<FieldViolation>* violations) {
  if (item.item_id().size() > kMostItemIdBytes) {
    violations->push_back({"item.item_id", "is longer than " + Bytes(kMostItemIdBytes)});
  }
  if (item.text().size() > limits.text_bytes) {
    violations->push_back({"item.text", "is " + std::to_string(item.text().size()) +
                                            " bytes long; at most " + Bytes(limits.text_bytes) +
                                            " are allowed"});
  } else if (need == TextNeed::kAlways && IsBlank(item.text())) {
    violations->push_back({"item.text", "is empty; labels can be corrected of a text only"});
  } else if (need == TextNeed::kUnlessImages && item.images().empty() && IsBlank(item.text())) {
    violations->push_back({"item.text", "is empty and there is no image"});
  }
  out->id = std::move(*item.mutable_item_id());
  out->text = std::move(*item.mutable_text());
}

void ConvertImages(v1::Item& item, const ItemLimits& limits, Item* out,
                   std::vector<FieldViolation>* violations) {
  if (static_cast<size_t>(item.images_size()) > limits.images) {
    violations->push_back({"item.images", "has " + std::to_string(item.images_size()) +
                                              " images; at most " + std::to_string(limits.images) +
                                              " are allowed"});
    return;
  }
  for (int i = 0; i < item.images_size(); ++i) {
    v1::Image& image = *item.mutable_images(i);
    const std::string path = "item.images[" + std::to_string(i) + "]";
    if (image.content().size() > limits.image_bytes) {
      violations->push_back({path + ".content", "is " + std::to_string(image.content().size()) +
                                                    " bytes long; at most " +
                                                    Bytes(limits.image_bytes) + " are allowed"});
      continue;
    }
    const auto format = DetectImageFormat(image.content());
    if (!format) {
      violations->push_back({path + ".content", "is not a PNG, JPEG, WebP or GIF image"});
      continue;
    }
    if (!image.mime_type().empty() && image.mime_type() != MimeType(*format)) {
      violations->push_back({path + ".mime_type", "does not agree with the content, which is " +
                                                      std::string(MimeType(*format))});
      continue;
    }
    out->images.push_back({*format, std::move(*image.mutable_content())});
  }
}

}  // namespace

std::string Bytes(size_t count) {
  if (count >= (1 << 20) && count % (1 << 20) == 0) return std::to_string(count >> 20) + " MiB";
  if (count >= (1 << 10) && count % (1 << 10) == 0) return std::to_string(count >> 10) + " KiB";
  return std::to_string(count) + " bytes";
}

bool IsBlank(std::string_view text) {
  constexpr size_t kMostBlankBytes = 64;
  return text.size() <= kMostBlankBytes && text::Normalize(text).canonical.empty();
}

Item ToItem(v1::Item& item, TextNeed need, const ItemLimits& limits,
            std::vector<FieldViolation>* violations) {
  Item out;
  ConvertText(item, need, limits, &out, violations);
  ConvertImages(item, limits, &out, violations);
  return out;
}

}  // namespace munhang::rpc
