// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions: those of cpu/math.h for one number, with the same coefficients and the same
// order of operations. Multiply-adds are written where they are wanted and nothing is contracted,
// so a card, the emulator and an AVX2 context agree in every bit.
#ifndef CANTER_CUDA_MATH_H_
#define CANTER_CUDA_MATH_H_

#include <cmath>
#include <cstring>

#include "canter/network.h"
#include "cuda/block.h"

namespace canter::cuda {

CANTER_DEVICE uint32_t bits_of(float x) {
  uint32_t v;
  memcpy(&v, &x, sizeof v);
  return v;
}
CANTER_DEVICE float float_of(uint32_t x) {
  float v;
  memcpy(&v, &x, sizeof v);
  return v;
}
CANTER_DEVICE float magnitude(float x) { return float_of(bits_of(x) & 0x7fffffffu); }
CANTER_DEVICE bool is_finite(float x) { return (bits_of(x) & 0x7f800000u) != 0x7f800000u; }
CANTER_DEVICE bool is_finite(double x) { return x - x == 0.0; }
CANTER_DEVICE float not_a_number() { return float_of(0x7fc00000u); }
CANTER_DEVICE float infinity() { return float_of(0x7f800000u); }
// a NaN in x stays
CANTER_DEVICE float at_most(float x, float bound) { return bound < x ? bound : x; }
CANTER_DEVICE float at_least(float x, float bound) { return bound > x ? bound : x; }

// 2^n for n in -126..127
CANTER_DEVICE float power_of_two(int32_t n) {
  return float_of((static_cast<uint32_t>(n) + 127u) << 23);
}

// x = n * ln 2 + r with |r| <= ln 2 / 2, for |x| < 2^21
struct Reduced {
  int32_t n;
  float r;
};

CANTER_DEVICE Reduced reduce_exponent(float x) {
  const float shift = 12582912.0f;
  const float sum = fmaf(x, 1.44269504f, shift);
  const float n = sum - shift;
  float r = fmaf(n, -0.693145752f, x);
  r = fmaf(n, -1.42860677e-6f, r);
  return {static_cast<int32_t>(bits_of(sum) - bits_of(shift)), r};
}

// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2
CANTER_DEVICE float exp_quotient(float r) {
  float q = fmaf(0.00139058405f, r, 0.00836296286f);
  q = fmaf(q, r, 0.041666761f);
  q = fmaf(q, r, 0.166665792f);
  return fmaf(q, r, 0.5f);
}

CANTER_DEVICE float exp_of(float x) {
  const Reduced v = reduce_exponent(at_least(at_most(x, 89.0f), -104.0f));
  const float p = fmaf(v.r, v.r * exp_quotient(v.r), v.r) + 1.0f;
  const int32_t half = v.n >> 1;
  return p * power_of_two(half) * power_of_two(v.n - half);
}

CANTER_DEVICE float expm1_of(float x) {
  const Reduced v = reduce_exponent(at_least(at_most(x, 89.0f), -18.0f));
  const float p = fmaf(v.r, v.r * exp_quotient(v.r), v.r);
  const float half = power_of_two(v.n - 1);
  const float y = 2.0f * fmaf(half, p, half - 0.5f);
  return v.n == 0 ? p : y;
}

// e^x - 1 - x, never negative
CANTER_DEVICE float exp_remainder_of(float x) {
  const float near = (x * x) * exp_quotient(x);
  return magnitude(x) < 0.34f ? near : expm1_of(x) - x;
}

// (log(1 + f) - f + f^2 / 2) / f^3 for f in [-1/4, 1/2]
CANTER_DEVICE float log_quotient(float f) {
  const float f2 = f * f;
  const float low =
      fmaf(fmaf(-0.166468784f, f, 0.19990848f), f2, fmaf(-0.250001103f, f, 0.333334506f));
  const float high =
      fmaf(fmaf(-0.0451522693f, f, 0.10472551f), f2, fmaf(-0.131639361f, f, 0.1447763f));
  return fmaf(high, f2 * f2, low);
}

// n * ln 2 + log(1 + f)
CANTER_DEVICE float log_sum(float n, float f) {
  const float square = f * f;
  float y = fmaf(square, f * log_quotient(f), n * 1.42860677e-6f);
  y = fmaf(square, -0.5f, y);
  return fmaf(n, 0.693145752f, y + f);
}

// log x for normal, finite, positive x
CANTER_DEVICE float log_normal_of(float x) {
  const uint32_t bits = bits_of(x) - 0x3f400000u;
  const float f = float_of((bits & 0x007fffffu) + 0x3f400000u) - 1.0f;
  return log_sum(static_cast<float>(static_cast<int32_t>(bits) >> 23), f);
}

// log(1 + t) for t in [0, 1]
CANTER_DEVICE float log1p_of(float t) {
  const bool large = t > 0.5f;
  const float f = large ? fmaf(t, 0.5f, -0.5f) : t;
  return log_sum(large ? 1.0f : 0.0f, f);
}

CANTER_DEVICE float softplus_of(float x) {
  return at_least(x, 0.0f) + log1p_of(exp_of(-magnitude(x)));
}

CANTER_DEVICE float tanh_of(float x) {
  const float bound = 9.01f;
  x = at_least(at_most(x, bound), -bound);
  const float s = x * x;
  float p = fmaf(1.34282017e-8f, s, 2.06643836e-5f);
  float q = fmaf(7.80732023e-7f, s, 3.29122209e-4f);
  p = fmaf(p, s, 3.49904993e-3f);
  q = fmaf(q, s, 2.58902758e-2f);
  p = fmaf(p, s, 0.133839831f);
  q = fmaf(q, s, 0.46717304f);
  p = fmaf(x * s, p, x);
  q = fmaf(q, s, 1.0f);
  return at_least(at_most(p / q, 1.0f), -1.0f);
}

// sin and cos of 2 pi u, for u in (0, 1)
struct SinCos {
  float sin;
  float cos;
};

CANTER_DEVICE SinCos sincos_turn(float u) {
  const float shift = 12582912.0f;
  const float sum = fmaf(u, 4.0f, shift);
  const float f = fmaf(u, 4.0f, shift - sum);
  const uint32_t quadrant = bits_of(sum);
  const float s = f * f;
  float p = fmaf(-0.00460251188f, s, 0.0796803609f);
  p = fmaf(p, s, -0.64596349f);
  p = fmaf(p, s, -4.87985012e-08f);
  p = fmaf(f, 1.57079637f, f * p);
  float q = fmaf(0.000894473458f, s, -0.0208555944f);
  q = fmaf(q, s, 0.253668547f);
  q = fmaf(q, s, -1.23370051f);
  q = fmaf(q, s, 1.0f);
  const bool odd = (quadrant & 1u) != 0u;
  const uint32_t sin_sign = (quadrant & 2u) << 30, cos_sign = ((quadrant + 1u) & 2u) << 30;
  return {float_of(bits_of(odd ? q : p) ^ sin_sign), float_of(bits_of(odd ? p : q) ^ cos_sign)};
}

CANTER_DEVICE float activate(canter_activation activation, float z) {
  switch (activation) {
    case CANTER_TANH:
      return tanh_of(z);
    case CANTER_RELU:
      return at_least(z, 0.0f);
    case CANTER_ELU:
      return z > 0.0f ? z : expm1_of(z);
    case CANTER_SOFTPLUS:
      return softplus_of(z);
    default:
      return z;
  }
}

// the derivative at z, from a = activate(z)
CANTER_DEVICE float slope(canter_activation activation, float a) {
  switch (activation) {
    case CANTER_TANH:
      return fmaf(-a, a, 1.0f);
    case CANTER_RELU:
      return a > 0.0f ? 1.0f : 0.0f;
    case CANTER_ELU:
      return a > 0.0f ? 1.0f : a + 1.0f;
    case CANTER_SOFTPLUS:
      return -expm1_of(-a);
    default:
      return 1.0f;
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_MATH_H_
