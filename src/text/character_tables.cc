#include "text/character_tables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace munhang::text {
namespace {

struct Replacement {
  char32_t from;
  char32_t to;
};

struct Spelling {
  char32_t from;
  std::u32string_view to;
};

// Sorted by code point, as are the tables below.
constexpr auto kOneSpelling = std::to_array<Replacement>(
    {{0x00AB, U'<'},   {0x00B4, U'\''},  {0x00BA, U'°'},   {0x00BB, U'>'},   {0x02B9, U'\''},
     {0x02BC, U'\''},  {0x02D7, U'-'},   {0x02DA, U'°'},   {0x02DC, U'~'},   {0x0387, U'·'},
     {0x119E, U'·'},   {0x1D52, U'°'},   {0x2010, U'-'},   {0x2011, U'-'},   {0x2012, U'-'},
     {0x2013, U'-'},   {0x2014, U'-'},   {0x2015, U'-'},   {0x2016, U'∥'},   {0x2018, U'\''},
     {0x2019, U'\''},  {0x201A, U'\''},  {0x201B, U'\''},  {0x201C, U'"'},   {0x201D, U'"'},
     {0x201E, U'"'},   {0x201F, U'"'},   {0x2022, U'·'},   {0x2024, U'.'},   {0x2027, U'·'},
     {0x2032, U'\''},  {0x2043, U'-'},   {0x2044, U'/'},   {0x2206, U'△'},   {0x2212, U'-'},
     {0x2215, U'/'},   {0x2218, U'°'},   {0x2219, U'·'},   {0x2221, U'∠'},   {0x2222, U'∠'},
     {0x2236, U':'},   {0x223C, U'~'},   {0x2245, U'≡'},   {0x2248, U'≒'},   {0x2253, U'≒'},
     {0x2266, U'≤'},   {0x2267, U'≥'},   {0x2272, U'≤'},   {0x2273, U'≥'},   {0x22C5, U'×'},
     {0x22EF, 0x2026}, {0x2329, U'<'},   {0x232A, U'>'},   {0x2395, U'□'},   {0x24EB, 0x246A},
     {0x24EC, 0x246B}, {0x24ED, 0x246C}, {0x24EE, 0x246D}, {0x24EF, 0x246E}, {0x24F0, 0x246F},
     {0x24F1, 0x2470}, {0x24F2, 0x2471}, {0x24F3, 0x2472}, {0x24F4, 0x2473}, {0x24F5, 0x2460},
     {0x24F6, 0x2461}, {0x24F7, 0x2462}, {0x24F8, 0x2463}, {0x24F9, 0x2464}, {0x24FA, 0x2465},
     {0x24FB, 0x2466}, {0x24FC, 0x2467}, {0x24FD, 0x2468}, {0x24FE, 0x2469}, {0x24FF, 0x24EA},
     {0x2573, U'×'},   {0x25A2, U'□'},   {0x25AD, U'□'},   {0x25AF, U'□'},   {0x25B5, U'△'},
     {0x25EF, U'○'},   {0x25FB, U'□'},   {0x25FD, U'□'},   {0x2610, U'□'},   {0x26AA, U'○'},
     {0x2715, U'×'},   {0x2716, U'×'},   {0x2776, 0x2460}, {0x2777, 0x2461}, {0x2778, 0x2462},
     {0x2779, 0x2463}, {0x277A, 0x2464}, {0x277B, 0x2465}, {0x277C, 0x2466}, {0x277D, 0x2467},
     {0x277E, 0x2468}, {0x277F, 0x2469}, {0x2780, 0x2460}, {0x2781, 0x2461}, {0x2782, 0x2462},
     {0x2783, 0x2463}, {0x2784, 0x2464}, {0x2785, 0x2465}, {0x2786, 0x2466}, {0x2787, 0x2467},
     {0x2788, 0x2468}, {0x2789, 0x2469}, {0x278A, 0x2460}, {0x278B, 0x2461}, {0x278C, 0x2462},
     {0x278D, 0x2463}, {0x278E, 0x2464}, {0x278F, 0x2465}, {0x2790, 0x2466}, {0x2791, 0x2467},
     {0x2792, 0x2468}, {0x2793, 0x2469}, {0x2795, U'+'},   {0x2796, U'-'},   {0x2797, U'÷'},
     {0x27C2, U'⊥'},   {0x27E8, U'<'},   {0x27E9, U'>'},   {0x27EA, U'<'},   {0x27EB, U'>'},
     {0x2A09, U'×'},   {0x2A2F, U'×'},   {0x2A7D, U'≤'},   {0x2A7E, U'≥'},   {0x2AFD, U'∥'},
     {0x2B1A, U'□'},   {0x2B1C, U'□'},   {0x2B58, U'○'},   {0x2E3A, U'-'},   {0x2E3B, U'-'},
     {0x3001, U','},   {0x3002, U'.'},   {0x3008, U'<'},   {0x3009, U'>'},   {0x300A, U'<'},
     {0x300B, U'>'},   {0x3010, U'['},   {0x3011, U']'},   {0x3014, U'['},   {0x3015, U']'},
     {0x301C, U'~'},   {0x3030, U'~'},   {0x30FB, U'·'},   {0x318D, U'·'},   {0xA789, U':'},
     {0xFE58, U'-'},   {0xFF61, U'.'},   {0xFF64, U','},   {0xFF65, U'·'}});

// Superscripts.
constexpr auto kRaised = std::to_array<Replacement>({{0x00B2, U'2'},
                                                     {0x00B3, U'3'},
                                                     {0x00B9, U'1'},
                                                     {0x02B8, U'y'},
                                                     {0x02E3, U'x'},
                                                     {0x1D4F, U'k'},
                                                     {0x1D50, U'm'},
                                                     {0x2070, U'0'},
                                                     {0x2071, U'i'},
                                                     {0x2074, U'4'},
                                                     {0x2075, U'5'},
                                                     {0x2076, U'6'},
                                                     {0x2077, U'7'},
                                                     {0x2078, U'8'},
                                                     {0x2079, U'9'},
                                                     {0x207A, U'+'},
                                                     {0x207B, U'-'},
                                                     {0x207F, U'n'}});

// Subscripts.
constexpr auto kLowered = std::to_array<Replacement>({{0x2080, U'0'},
                                                      {0x2081, U'1'},
                                                      {0x2082, U'2'},
                                                      {0x2083, U'3'},
                                                      {0x2084, U'4'},
                                                      {0x2085, U'5'},
                                                      {0x2086, U'6'},
                                                      {0x2087, U'7'},
                                                      {0x2088, U'8'},
                                                      {0x2089, U'9'},
                                                      {0x2090, U'a'},
                                                      {0x2099, U'n'}});

constexpr auto kSpelled = std::to_array<Spelling>({{0x2025, U".."},
                                                   {0x2026, U"..."},
                                                   {0x2033, U"''"},
                                                   {0x2103, U"°C"},
                                                   {0x2109, U"°F"},
                                                   {0x221B, U"√[3]"},
                                                   {0x221C, U"√[4]"},
                                                   {0x3395, U"μL"},
                                                   {0x3396, U"mL"},
                                                   {0x3397, U"dL"},
                                                   {0x3398, U"kL"},
                                                   {0x339F, U"mm^2"},
                                                   {0x33A0, U"cm^2"},
                                                   {0x33A1, U"m^2"},
                                                   {0x33A2, U"km^2"},
                                                   {0x33A3, U"mm^3"},
                                                   {0x33A4, U"cm^3"},
                                                   {0x33A5, U"m^3"},
                                                   {0x33A6, U"km^3"}});

static_assert(std::ranges::is_sorted(kOneSpelling, {}, &Replacement::from));
static_assert(std::ranges::is_sorted(kRaised, {}, &Replacement::from));
static_assert(std::ranges::is_sorted(kLowered, {}, &Replacement::from));
static_assert(std::ranges::is_sorted(kSpelled, {}, &Spelling::from));

char32_t Find(std::span<const Replacement> table, char32_t c, char32_t otherwise) {
  const auto found = std::ranges::lower_bound(table, c, {}, &Replacement::from);
  return found != table.end() && found->from == c ? found->to : otherwise;
}

}  // namespace

char32_t OneSpelling(char32_t c) { return Find(kOneSpelling, c, c); }

std::u32string_view Spelled(char32_t c) {
  const auto found = std::ranges::lower_bound(kSpelled, c, {}, &Spelling::from);
  return found != kSpelled.end() && found->from == c ? found->to : std::u32string_view();
}

char32_t Raised(char32_t c) { return Find(kRaised, c, 0); }

char32_t Lowered(char32_t c) { return Find(kLowered, c, 0); }

char32_t StandaloneJamo(char32_t c) {
  constexpr std::u32string_view kInitial = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
  constexpr std::u32string_view kFinal = U"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
  if (c >= 0x1100 && c <= 0x1112) return kInitial[c - 0x1100];
  if (c >= 0x1161 && c <= 0x1175) return c - 0x1161 + U'ㅏ';
  if (c >= 0x11A8 && c <= 0x11C2) return kFinal[c - 0x11A8];
  return c;
}

}  // namespace munhang::text
