// Holds the text module to what its headers promise, for any bytes.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "munhang/text/fingerprint.h"
#include "munhang/text/normalizer.h"
#include "munhang/text/number_slots.h"

namespace {

using munhang::text::NormalizedText;
using munhang::text::NumberSlot;
using munhang::text::SlottedText;

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckNormalized(std::string_view input, const NormalizedText& text) {
  Require(munhang::text::IsValidUtf8(text.canonical));
  Require(munhang::text::IsValidUtf8(text.compact));
  Require(text.compact.find(' ') == text.compact.npos);
  Require(text.canonical.find_first_of("\\$") == text.canonical.npos);
  Require(text.canonical.size() <=
          munhang::text::kMaxExpansionFactor * input.size() + munhang::text::kMaxExpansionBytes);
  const NormalizedText again = munhang::text::Normalize(text.canonical);
  Require(again.canonical == text.canonical);
  Require(again.compact == text.compact);
}

void CheckSlots(std::string_view canonical, const SlottedText& slotted) {
  std::size_t previous_end = 0;
  for (const NumberSlot& slot : slotted.numbers) {
    Require(slot.begin >= previous_end && slot.begin < slot.end && slot.end <= canonical.size());
    Require(munhang::text::IsValidUtf8(canonical.substr(slot.begin, slot.end - slot.begin)));
    Require(slot.value - slot.value == 0);  // finite
    previous_end = slot.end;
  }
  Require(slotted.slotted.size() <= 10 * canonical.size());
  Require(slotted.relations.size() <= 2 * slotted.numbers.size());
  Require(munhang::text::IsValidUtf8(slotted.slotted));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const NormalizedText text = munhang::text::Normalize(input);
  CheckNormalized(input, text);
  CheckSlots(text.canonical, munhang::text::Slot(text));
  // Slot takes any struct, also one that Normalize did not make.
  NormalizedText raw;
  raw.canonical = input;
  static_cast<void>(munhang::text::Slot(raw));
  static_cast<void>(munhang::text::TextFingerprint(text));
#ifdef MUNHANG_FUZZ_TRAP_DEGRADED
  Require(!text.degraded);
#endif
  return 0;
}
