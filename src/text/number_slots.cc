#include "munhang/text/number_slots.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "text/characters.h"
#include "text/number_reader.h"
#include "text/number_relations.h"
#include "text/utf8.h"

namespace munhang::text {
namespace {

// School standards tell numbers up to four digits apart, then those up to 만's thousands, then 억
// and above.
void AppendDigitSize(std::size_t digits, std::string& out) {
  out.push_back(static_cast<char>('0' + (digits <= 4 ? digits : digits <= 8 ? 5 : 9)));
}

void AppendDecimalSize(std::size_t decimals, std::string& out) {
  out.push_back('.');
  out.push_back(static_cast<char>('0' + std::min<std::size_t>(decimals, 4)));
}

std::size_t CountDigits(std::uint64_t number) {
  std::size_t digits = 1;
  for (; number >= 10; number /= 10) ++digits;
  return digits;
}

char FractionLetter(FractionKind kind) {
  switch (kind) {
    case FractionKind::kUnit:
      return 'u';
    case FractionKind::kProper:
      return 'p';
    default:
      return 'i';
  }
}

void AppendSlot(const NumberSlot& slot, std::string& out) {
  out.append("⟨");
  if (slot.negative) out.push_back('-');
  // The 00 of 12:00 is no zero to count with.
  if (slot.value == 0 && slot.kind != NumberKind::kPercent && slot.digits == 1) {
    out.append("0⟩");
    return;
  }
  switch (slot.kind) {
    case NumberKind::kNatural:
      out.push_back('N');
      AppendDigitSize(slot.digits, out);
      break;
    case NumberKind::kDecimal:
    case NumberKind::kRecurring:
      out.push_back(slot.kind == NumberKind::kDecimal ? 'D' : 'R');
      AppendDigitSize(slot.digits, out);
      AppendDecimalSize(slot.decimals, out);
      break;
    case NumberKind::kFraction:
      out.push_back('F');
      out.push_back(FractionLetter(slot.fraction));
      AppendDigitSize(CountDigits(slot.denominator), out);
      break;
    case NumberKind::kMixed:
      out.push_back('M');
      out.push_back(FractionLetter(slot.fraction));
      AppendDigitSize(slot.digits, out);
      out.push_back('.');
      AppendDigitSize(CountDigits(slot.denominator), out);
      break;
    case NumberKind::kPercent:
      out.push_back('P');
      AppendDigitSize(slot.digits, out);
      if (slot.decimals > 0) AppendDecimalSize(slot.decimals, out);
      break;
  }
  out.append("⟩");
}

bool IsDigitByte(char c) { return c >= '0' && c <= '9'; }

bool IsLetterByte(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether a minus sign after this character is a sign, not a subtraction.
bool AllowsUnaryMinus(char32_t before) {
  return !EndsOperand(before) && before != U'%' && before != U'°';
}

// Particles have two forms, chosen by the sound of the number before.
struct Particle {
  std::string_view after_consonant;
  std::string_view after_vowel;
  bool ends_word;  // else it may go on: 으로, 으로써
};

constexpr auto kParticles = std::to_array<Particle>({{"을", "를", true},
                                                     {"은", "는", true},
                                                     {"과", "와", true},
                                                     {"이", "가", true},
                                                     {"이라", "라", false},
                                                     {"으로", "로", false}});

class SlotWriter {
 public:
  explicit SlotWriter(std::string_view text) : text_(text) {}

  SlottedText Run() {
    result_.slotted.reserve(text_.size() * 2);
    while (at_ < text_.size()) {
      if (IsDigitByte(text_[at_])) {
        WriteDigits();
      } else if (IsScriptGroup()) {
        CopyGroup();
      } else {
        CopyCharacter();
      }
    }
    result_.relations = FindRelations(text_, result_.numbers);
    return std::move(result_);
  }

 private:
  void CopyCharacter() {
    const DecodedCharacter character = DecodeUtf8At(text_, at_);
    result_.slotted.append(text_.substr(at_, character.length));
    before_last_ = std::exchange(last_, character.code_point);
    at_ += character.length;
  }

  bool IsScriptGroup() const { return (last_ == U'^' || last_ == U'_') && text_[at_] == '('; }

  // Copies a parenthesised exponent or subscript: its numbers decide what is meant.
  void CopyGroup() {
    int open = 0;
    do {
      if (text_[at_] == '(') ++open;
      if (text_[at_] == ')') --open;
      CopyCharacter();
    } while (open > 0 && at_ < text_.size());
  }

  void CopyDigits() {
    while (at_ < text_.size() && IsDigitByte(text_[at_])) CopyCharacter();
  }

  void WriteDigits() {
    if (IsLiteral()) {
      CopyDigits();
      return;
    }
    NumberSlot slot = ReadNumber(text_, at_);
    if (last_ == U'-' && AllowsUnaryMinus(before_last_)) {
      slot.negative = true;
      slot.value = -slot.value;
      --slot.begin;
      result_.slotted.pop_back();
    }
    AppendSlot(slot, result_.slotted);
    before_last_ = 0;
    last_ = static_cast<std::uint8_t>(text_[slot.end - 1]);
    // The last byte of a multiplier such as 만 is no character; any operand stands for it.
    if (last_ >= 0x80) last_ = U'0';
    at_ = slot.end;
    WriteParticle();
    result_.numbers.push_back(std::move(slot));
  }

  // The particle after a number in the form that follows a vowel, so that 24를 and 18을 agree.
  void WriteParticle() {
    const std::string_view rest = text_.substr(at_);
    for (const Particle& particle : kParticles) {
      if (!rest.starts_with(particle.after_consonant)) continue;
      const std::size_t end = at_ + particle.after_consonant.size();
      if (particle.ends_word && end < text_.size() &&
          IsHangulSyllable(DecodeUtf8At(text_, end).code_point)) {
        continue;
      }
      result_.slotted.append(particle.after_vowel);
      before_last_ = 0;
      last_ = DecodeUtf8At(particle.after_vowel, 0).code_point;
      at_ = end;
      return;
    }
  }

  // Whether the digits here name something rather than count: x^2, a_1, A4, √[3], (1).
  bool IsLiteral() const {
    if (last_ == U'^' || last_ == U'_') return true;
    if (last_ == U'[' && before_last_ == U'√') return true;
    if (IsLatin(last_)) return !FollowsFunctionName();
    return last_ == U'(' && (before_last_ == U' ' || before_last_ == 0) && IsQuestionMarker();
  }

  bool FollowsFunctionName() const {
    const std::string_view before = text_.substr(0, at_);
    if (before.size() > 3 && IsLetterByte(before[before.size() - 4])) return false;
    return before.ends_with("sin") || before.ends_with("cos") || before.ends_with("tan");
  }

  // One or two digits and ")", then no operator.
  bool IsQuestionMarker() const {
    std::size_t end = at_;
    while (end < text_.size() && end - at_ < 3 && IsDigitByte(text_[end])) ++end;
    if (end - at_ > 2 || end >= text_.size() || text_[end] != ')') return false;
    if (end + 1 >= text_.size()) return true;
    const char32_t after = DecodeUtf8At(text_, end + 1).code_point;
    return !IsTightSign(after);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  char32_t last_ = 0;         // the character before at_, 0 at the start
  char32_t before_last_ = 0;  // and the one before that
  SlottedText result_;
};

}  // namespace

SlottedText Slot(const NormalizedText& text) { return SlotWriter(text.canonical).Run(); }

}  // namespace munhang::text
