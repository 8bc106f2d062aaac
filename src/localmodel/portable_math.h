#ifndef MUNHANG_LOCALMODEL_PORTABLE_MATH_H_
#define MUNHANG_LOCALMODEL_PORTABLE_MATH_H_

namespace munhang::localmodel {

// exp and log from IEEE additions and multiplications alone, in a fixed order. Those of the C
// library may differ in the last bit from one machine to the next, and a model must come out the
// same on all of them. Relative error below 1e-14 (tested against the C library). Thread-safe.

// 0 below -700, exp(700) above 700.
double PortableExp(double x);

// x > 0 and normal.
double PortableLog(double x);

}  // namespace munhang::localmodel

#endif  // MUNHANG_LOCALMODEL_PORTABLE_MATH_H_
