#include "munhang/domain/item.h"

namespace munhang {

std::string_view MimeType(ImageFormat format) {
  switch (format) {
    case ImageFormat::kPng:
      return "image/png";
    case ImageFormat::kJpeg:
      return "image/jpeg";
    case ImageFormat::kWebp:
      return "image/webp";
    case ImageFormat::kGif:
      return "image/gif";
  }
  return "";
}

std::optional<ImageFormat> DetectImageFormat(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return ImageFormat::kPng;
  if (bytes.starts_with("\xff\xd8\xff"sv)) return ImageFormat::kJpeg;
  if (bytes.starts_with("GIF87a"sv) || bytes.starts_with("GIF89a"sv)) return ImageFormat::kGif;
  if (bytes.size() >= 12 && bytes.starts_with("RIFF"sv) && bytes.substr(8, 4) == "WEBP"sv) {
    return ImageFormat::kWebp;
  }
  return std::nullopt;
}

std::string_view Name(Tier tier) {
  switch (tier) {
    case Tier::kUnspecified:
      return "unspecified";
    case Tier::kLocal:
      return "local";
    case Tier::kCheap:
      return "cheap";
    case Tier::kPremium:
      return "premium";
    case Tier::kSpecialist:
      return "specialist";
  }
  return "";
}

}  // namespace munhang
