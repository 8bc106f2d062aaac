#include "localmodel/portable_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace munhang::localmodel {
namespace {

TEST(PortableMathTest, AgreesWithTheLibrary) {
  for (double x = -690; x < 690; x += 0.37) {
    EXPECT_NEAR(PortableExp(x) / std::exp(x), 1, 1e-14) << x;
  }
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    const double expected = std::log(x);
    EXPECT_NEAR(PortableLog(x), expected, 1e-14 * std::max(1.0, std::abs(expected))) << x;
  }
  EXPECT_EQ(PortableLog(1), 0);
  EXPECT_EQ(PortableExp(0), 1);
}

TEST(PortableMathTest, StaysFiniteAtTheEnds) {
  EXPECT_EQ(PortableExp(-1e300), 0);
  EXPECT_EQ(PortableExp(1e300), PortableExp(700));
  EXPECT_TRUE(std::isfinite(PortableExp(700)));
}

}  // namespace
}  // namespace munhang::localmodel
