#ifndef MUNHANG_DOMAIN_STANDARD_CODE_H_
#define MUNHANG_DOMAIN_STANDARD_CODE_H_

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace munhang {

// Two school years in elementary school, all of middle school.
enum class GradeGroup : uint8_t { kElementary12, kElementary34, kElementary56, kMiddle13 };
inline constexpr size_t kGradeGroupCount = 4;

// The four content domains, the same in every grade group.
enum class Domain : uint8_t { kNumber, kChange, kGeometry, kData };
inline constexpr size_t kDomainCount = 4;

// Official names: "초1-2" … "중1-3", and "수와 연산" … "자료와 가능성".
std::string_view Name(GradeGroup grade_group);
std::string_view Name(Domain domain);
std::optional<GradeGroup> ParseGradeGroup(std::string_view name);
std::optional<Domain> ParseDomain(std::string_view name);

// The code of an achievement standard, such as 4수01-03: the last grade of its grade group (2, 4,
// 6, or 9 for middle school), the subject 수, the domain 01-04 and a serial number. A value of this
// type is well formed; whether the standard exists is the taxonomy's business. Ordered as in the
// curriculum.
class StandardCode {
 public:
  // Accepts "4수01-03" and "[4수01-03]"; nullopt for anything else.
  static std::optional<StandardCode> Parse(std::string_view text);

  GradeGroup grade_group() const { return grade_group_; }
  Domain domain() const { return domain_; }
  // 1 to 99.
  int serial() const { return serial_; }
  // Without brackets.
  std::string ToString() const;

  auto operator<=>(const StandardCode&) const = default;

 private:
  StandardCode(GradeGroup grade_group, Domain domain, uint8_t serial)
      : grade_group_(grade_group), domain_(domain), serial_(serial) {}

  GradeGroup grade_group_;
  Domain domain_;
  uint8_t serial_;
};

}  // namespace munhang

template <>
struct std::hash<munhang::StandardCode> {
  size_t operator()(const munhang::StandardCode& code) const noexcept {
    return (static_cast<size_t>(code.grade_group()) << 16) |
           (static_cast<size_t>(code.domain()) << 8) | static_cast<size_t>(code.serial());
  }
};

#endif  // MUNHANG_DOMAIN_STANDARD_CODE_H_
