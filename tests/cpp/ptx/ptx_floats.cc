// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic of floats and doubles, to the nearest: the processor's own.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "ptx_operations.h"

namespace canter::ptx {
namespace {

// the NaN that every operation of floats gives on a device
float plain(float x) { return std::isnan(x) ? std::bit_cast<float>(0x7fffffffu) : x; }
double plain(double x) { return x; }

template <typename T>
void add_arithmetic(Forms& forms, const std::string& type) {
  forms["add.rn." + type] = form([](T a, T b) { return plain(a + b); });
  forms["sub.rn." + type] = form([](T a, T b) { return plain(a - b); });
  forms["mul.rn." + type] = form([](T a, T b) { return plain(a * b); });
  forms["div.rn." + type] = form([](T a, T b) { return plain(a / b); });
  forms["fma.rn." + type] = form([](T a, T b, T c) { return plain(std::fma(a, b, c)); });
  forms["sqrt.rn." + type] = form([](T a) { return plain(std::sqrt(a)); });
  forms["rcp.rn." + type] = form([](T a) { return plain(T{1} / a); });
  forms["neg." + type] = form([](T a) { return -a; });
  forms["abs." + type] = form([](T a) { return std::abs(a); });
  forms["mov." + type] = form([](T a) { return a; });
  forms["selp." + type] = form([](T a, T b, bool first) { return first ? a : b; });
}

// a comparison with NaN is false, or true if its name ends in u
template <typename T>
void add_comparisons(Forms& forms, const std::string& type) {
  forms["setp.eq." + type] = form([](T a, T b) { return a == b; });
  forms["setp.ne." + type] = form([](T a, T b) { return a < b || a > b; });
  forms["setp.lt." + type] = form([](T a, T b) { return a < b; });
  forms["setp.le." + type] = form([](T a, T b) { return a <= b; });
  forms["setp.gt." + type] = form([](T a, T b) { return a > b; });
  forms["setp.ge." + type] = form([](T a, T b) { return a >= b; });
  forms["setp.equ." + type] = form([](T a, T b) { return !(a < b || a > b); });
  forms["setp.neu." + type] = form([](T a, T b) { return !(a == b); });
  forms["setp.ltu." + type] = form([](T a, T b) { return !(a >= b); });
  forms["setp.leu." + type] = form([](T a, T b) { return !(a > b); });
  forms["setp.gtu." + type] = form([](T a, T b) { return !(a <= b); });
  forms["setp.geu." + type] = form([](T a, T b) { return !(a < b); });
  forms["setp.nan." + type] = form([](T a, T b) { return std::isnan(a) || std::isnan(b); });
  forms["setp.num." + type] = form([](T a, T b) { return !std::isnan(a) && !std::isnan(b); });
}

// towards zero; what does not fit becomes the nearest that does, NaN becomes 0
template <typename Whole, typename T>
Whole whole(T x) {
  using Limits = std::numeric_limits<Whole>;
  if (std::isnan(x)) return 0;
  // the most negative number is a power of two, which the most positive one is not
  if (x >= -static_cast<T>(Limits::min())) return Limits::max();
  return x <= static_cast<T>(Limits::min()) ? Limits::min() : static_cast<Whole>(x);
}

void add_conversions(Forms& forms) {
  forms["cvt.f64.f32"] = form([](float a) { return double{a}; });
  forms["cvt.rn.f32.f64"] = form([](double a) { return plain(static_cast<float>(a)); });
  forms["cvt.rzi.s32.f32"] = form([](float a) { return whole<int32_t>(a); });
  forms["cvt.rzi.s64.f64"] = form([](double a) { return whole<int64_t>(a); });
  forms["cvt.rn.f32.s32"] = form([](int32_t a) { return static_cast<float>(a); });
  forms["cvt.rn.f32.u32"] = form([](uint32_t a) { return static_cast<float>(a); });
  forms["cvt.rn.f32.s64"] = form([](int64_t a) { return static_cast<float>(a); });
  forms["cvt.rn.f64.s32"] = form([](int32_t a) { return static_cast<double>(a); });
  forms["cvt.rn.f64.u32"] = form([](uint32_t a) { return static_cast<double>(a); });
  forms["cvt.rn.f64.s64"] = form([](int64_t a) { return static_cast<double>(a); });
}

}  // namespace

void add_floats(Forms& forms) {
  add_arithmetic<float>(forms, "f32");
  add_arithmetic<double>(forms, "f64");
  add_comparisons<float>(forms, "f32");
  add_comparisons<double>(forms, "f64");
  add_conversions(forms);
}

}  // namespace canter::ptx
