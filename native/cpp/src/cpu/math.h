// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of a vector of floats. Coefficients are minimax fits made for these very
// intervals, rounded to float one after the other. Comments give the largest relative error found
// over every float of the range, with fma and without, in units of 2^-24 (rounding alone costs up
// to 1). A NaN comes out as a NaN; nothing branches, so a lane never depends on the others.
#ifndef CANTER_CPU_MATH_H_
#define CANTER_CPU_MATH_H_

#include "cpu/simd.h"

namespace canter::CANTER_ISA {

CANTER_INLINE U unsigned_of(F x) {
  U v;
  std::memcpy(&v, &x, sizeof v);
  return v;
}

CANTER_INLINE F float_of(U x) {
  F v;
  std::memcpy(&v, &x, sizeof v);
  return v;
}

CANTER_INLINE F magnitude(F x) { return float_of(unsigned_of(x) & 0x7fffffffu); }

// 2^n for n in -126..127, as an integer in two's complement
CANTER_INLINE F power_of_two(U n) { return float_of((n + 127u) << 23); }

// x = n * ln 2 + r with |r| <= ln 2 / 2, for |x| < 2^21
struct Reduced {
  U n;
  F r;
};

CANTER_INLINE Reduced reduce_exponent(F x) {
  // adding 1.5 * 2^23 leaves the rounded quotient in the low bits of the sum
  const F shift = broadcast(12582912.0f);
  const F sum = fma(x, broadcast(1.44269504f), shift);
  const F n = sum - shift;
  // ln 2 in two parts, the first of 15 bits: n times it is exact without fma too
  F r = fma(n, broadcast(-0.693145752f), x);
  r = fma(n, broadcast(-1.42860677e-6f), r);
  return {unsigned_of(sum) - unsigned_of(shift), r};
}

// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2
CANTER_INLINE F exp_quotient(F r) {
  F q = fma(broadcast(0.00139058405f), r, broadcast(0.00836296286f));
  q = fma(q, r, broadcast(0.041666761f));
  q = fma(q, r, broadcast(0.166665792f));
  return fma(q, r, broadcast(0.5f));
}

// e^x, for every x: error 1.53, 1.48, subnormal results within one unit of theirs. exp(0) is 1
CANTER_INLINE F exp_lanes(F x) {
  // beyond these bounds the result is infinite or 0
  const Reduced v = reduce_exponent(at_least(at_most(x, broadcast(89.0f)), broadcast(-104.0f)));
  const F p = fma(v.r, v.r * exp_quotient(v.r), v.r) + 1.0f;
  // two factors, because 2^n itself may be out of range
  const U half = (U)((I)v.n >> 1);
  return p * power_of_two(half) * power_of_two(v.n - half);
}

// e^x - 1, for every x: error 2.17, 2.15
CANTER_INLINE F expm1_lanes(F x) {
  const Reduced v = reduce_exponent(at_least(at_most(x, broadcast(89.0f)), broadcast(-18.0f)));
  const F p = fma(v.r, v.r * exp_quotient(v.r), v.r);
  // half of 2^n, because 2^128 is out of range
  const F half = power_of_two(v.n - 1u);
  const F y = 2.0f * fma(half, p, half - 0.5f);
  return v.n == 0u ? p : y;
}

// e^x - 1 - x, never negative, for every x: error 11.96, 12.81; for |x| < 0.34: 4.75
CANTER_INLINE F exp_remainder_lanes(F x) {
  const F near = (x * x) * exp_quotient(x);
  return magnitude(x) < 0.34f ? near : expm1_lanes(x) - x;
}

// (log(1 + f) - f + f^2 / 2) / f^3 for f in [-1/4, 1/2]
CANTER_INLINE F log_quotient(F f) {
  // in pairs and pairs of pairs: a chain would take twice as long
  const F f2 = f * f;
  const F low = fma(fma(broadcast(-0.166468784f), f, broadcast(0.19990848f)), f2,
                    fma(broadcast(-0.250001103f), f, broadcast(0.333334506f)));
  const F high = fma(fma(broadcast(-0.0451522693f), f, broadcast(0.10472551f)), f2,
                     fma(broadcast(-0.131639361f), f, broadcast(0.1447763f)));
  return fma(high, f2 * f2, low);
}

// n * ln 2 + log(1 + f), for a whole number n and f as above
CANTER_INLINE F log_sum(F n, F f) {
  const F square = f * f;
  F y = fma(square, f * log_quotient(f), n * 1.42860677e-6f);
  y = fma(square, broadcast(-0.5f), y);
  return fma(n, broadcast(0.693145752f), y + f);
}

// log x for normal, finite, positive x: the same
CANTER_INLINE F log_normal_lanes(F x) {
  // x = 2^n (1 + f) with 1 + f in [3/4, 3/2)
  const U bits = unsigned_of(x) - 0x3f400000u;
  const F f = float_of((bits & 0x007fffffu) + 0x3f400000u) - 1.0f;
  return log_sum(to_float((I)bits >> 23), f);
}

// log x, for every x: error 1.48, 1.48. -inf for 0, NaN below
CANTER_INLINE F log_lanes(F x) {
  // subnormals are scaled up by 2^23 first
  const I tiny = x < 1.17549435e-38f;
  const F y = log_normal_lanes(tiny ? x * 8388608.0f : x) -
              (tiny ? broadcast(15.9423847f) : broadcast(0.0f));
  const F infinity = broadcast(__builtin_inff());
  const F edge = x == 0.0f ? -infinity : (x == infinity ? x : broadcast(__builtin_nanf("")));
  return ((x > 0.0f) & (x < infinity)) ? y : edge;
}

// log(1 + t) for t in [0, 1]: error 1.34, 1.34
CANTER_INLINE F log1p_lanes(F t) {
  // from 1/2 on, 1 + t = 2 (1 + f)
  const I large = t > 0.5f;
  const F f = large ? fma(t, broadcast(0.5f), broadcast(-0.5f)) : t;
  return log_sum(large ? broadcast(1.0f) : broadcast(0.0f), f);
}

// log(1 + e^x), for every x: error 2.24, 2.24
CANTER_INLINE F softplus_lanes(F x) {
  return at_least(x, broadcast(0.0f)) + log1p_lanes(exp_lanes(-magnitude(x)));
}

// tanh x, for every x: error 5.21, 6.34; for |x| < 1: 3.09, 3.22. Never beyond 1
CANTER_INLINE F tanh_lanes(F x) {
  const F one = broadcast(1.0f);
  const F bound = broadcast(9.01f);
  x = at_least(at_most(x, bound), -bound);
  // (x + x s p(s)) / (1 + s q(s)) with s = x^2
  const F s = x * x;
  F p = fma(broadcast(1.34282017e-8f), s, broadcast(2.06643836e-5f));
  F q = fma(broadcast(7.80732023e-7f), s, broadcast(3.29122209e-4f));
  p = fma(p, s, broadcast(3.49904993e-3f));
  q = fma(q, s, broadcast(2.58902758e-2f));
  p = fma(p, s, broadcast(0.133839831f));
  q = fma(q, s, broadcast(0.46717304f));
  p = fma(x * s, p, x);
  q = fma(q, s, one);
  return at_least(at_most(p / q, one), -one);
}

// sin and cos of 2 pi u, for u in (0, 1): absolute error 5.1e-8, 7.1e-8
struct SinCos {
  F sin;
  F cos;
};

CANTER_INLINE SinCos sincos_turn(F u) {
  // 4 u = quadrant + f, exactly, with |f| <= 1/2
  const F shift = broadcast(12582912.0f);
  const F sum = fma(u, broadcast(4.0f), shift);
  const F f = fma(u, broadcast(4.0f), shift - sum);
  const U quadrant = unsigned_of(sum);
  const F s = f * f;
  // sin(pi f / 2) with pi / 2 in two parts, and cos(pi f / 2)
  F p = fma(broadcast(-0.00460251188f), s, broadcast(0.0796803609f));
  p = fma(p, s, broadcast(-0.64596349f));
  p = fma(p, s, broadcast(-4.87985012e-08f));
  p = fma(f, broadcast(1.57079637f), f * p);
  F q = fma(broadcast(0.000894473458f), s, broadcast(-0.0208555944f));
  q = fma(q, s, broadcast(0.253668547f));
  q = fma(q, s, broadcast(-1.23370051f));
  q = fma(q, s, broadcast(1.0f));
  // odd quadrants swap the two; the sine changes sign in 2 and 3, the cosine in 1 and 2
  const I odd = (quadrant & 1u) != 0u;
  const U sin_sign = (quadrant & 2u) << 30;
  const U cos_sign = ((quadrant + 1u) & 2u) << 30;
  return {float_of(unsigned_of(odd ? q : p) ^ sin_sign),
          float_of(unsigned_of(odd ? p : q) ^ cos_sign)};
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_MATH_H_
