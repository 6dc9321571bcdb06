// SPDX-License-Identifier: Apache-2.0
//
// Arithmetic of whole numbers, bits and predicates. Sums and products wrap around.
#include <algorithm>
#include <limits>
#include <type_traits>

#include "ptx_operations.h"

namespace canter::ptx {
namespace {

template <typename T>
using Unsigned = std::make_unsigned_t<T>;

template <typename T>
T quotient(T a, T b) {
  if (b == 0) throw Misuse("a division by zero");
  // the one quotient that does not fit
  if (std::is_signed_v<T> && b == static_cast<T>(-1)) return static_cast<T>(Unsigned<T>{0} - a);
  return static_cast<T>(a / b);
}

template <typename T>
T wrapped_product(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

template <typename T>
T wrapped_difference(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
}

template <typename T>
T wrapped_sum(T a, T b) {
  return static_cast<T>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}

// shifts by more than there are bits shift all of them out
template <typename T>
T shifted_left(T a, uint32_t by) {
  return by < sizeof(T) * 8 ? static_cast<T>(a << by) : T{0};
}

template <typename T>
T shifted_right(T a, uint32_t by) {
  const auto most = static_cast<uint32_t>(sizeof(T) * 8 - 1);
  if (by > most && std::is_unsigned_v<T>) return T{0};
  return static_cast<T>(a >> std::min(by, most));
}

// the lower bits of a, put into b
template <typename T>
T with_field(T a, T b, uint32_t position, uint32_t length) {
  const uint32_t bits = sizeof(T) * 8, first = position & 0xff, count = length & 0xff;
  if (first >= bits || count == 0) return b;
  const T ones = count < bits ? static_cast<T>((T{1} << count) - 1) : static_cast<T>(~T{0});
  const T field = static_cast<T>(ones << first);
  return static_cast<T>((b & ~field) | ((a & ones) << first));
}

template <typename T>
void add_comparisons(Forms& forms, const std::string& type) {
  forms["setp.eq." + type] = form([](T a, T b) { return a == b; });
  forms["setp.ne." + type] = form([](T a, T b) { return a != b; });
  forms["setp.lt." + type] = form([](T a, T b) { return a < b; });
  forms["setp.le." + type] = form([](T a, T b) { return a <= b; });
  forms["setp.gt." + type] = form([](T a, T b) { return a > b; });
  forms["setp.ge." + type] = form([](T a, T b) { return a >= b; });
}

template <typename T>
void add_moves(Forms& forms, const std::string& type) {
  forms["mov." + type] = form([](T a) { return a; });
  forms["selp." + type] = form([](T a, T b, bool first) { return first ? a : b; });
}

template <typename T>
void add_arithmetic(Forms& forms, const std::string& type) {
  forms["add." + type] = form([](T a, T b) { return wrapped_sum(a, b); });
  forms["sub." + type] = form([](T a, T b) { return wrapped_difference(a, b); });
  forms["mul.lo." + type] = form([](T a, T b) { return wrapped_product(a, b); });
  forms["mad.lo." + type] =
      form([](T a, T b, T c) { return wrapped_sum(wrapped_product(a, b), c); });
  forms["neg." + type] = form([](T a) { return wrapped_difference(T{0}, a); });
  forms["min." + type] = form([](T a, T b) { return std::min(a, b); });
  forms["max." + type] = form([](T a, T b) { return std::max(a, b); });
  forms["div." + type] = form([](T a, T b) { return quotient(a, b); });
  forms["rem." + type] =
      form([](T a, T b) { return wrapped_difference(a, wrapped_product(quotient(a, b), b)); });
  forms["shr." + type] = form([](T a, uint32_t by) { return shifted_right(a, by); });
  add_comparisons<T>(forms, type);
  add_moves<T>(forms, type);
}

template <typename T>
void add_bits(Forms& forms, const std::string& type) {
  forms["and." + type] = form([](T a, T b) { return static_cast<T>(a & b); });
  forms["or." + type] = form([](T a, T b) { return static_cast<T>(a | b); });
  forms["xor." + type] = form([](T a, T b) { return static_cast<T>(a ^ b); });
  forms["not." + type] = form([](T a) { return static_cast<T>(~a); });
  forms["shl." + type] = form([](T a, uint32_t by) { return shifted_left(a, by); });
  forms["shr." + type] = form([](T a, uint32_t by) { return shifted_right(a, by); });
  forms["bfi." + type] = form([](T a, T b, uint32_t position, uint32_t length) {
    return with_field(a, b, position, length);
  });
  add_comparisons<T>(forms, type);
  add_moves<T>(forms, type);
}

// the whole product, and its upper half
template <typename Wide, typename T>
void add_wide_product(Forms& forms, const std::string& type) {
  forms["mul.wide." + type] = form([](T a, T b) { return Wide{a} * Wide{b}; });
  forms["mul.hi." + type] =
      form([](T a, T b) { return static_cast<T>(Wide{a} * Wide{b} >> sizeof(T) * 8); });
}

void add_conversions(Forms& forms) {
  forms["cvt.s64.s32"] = form([](int32_t a) { return int64_t{a}; });
  forms["cvt.u64.u32"] = form([](uint32_t a) { return uint64_t{a}; });
  forms["cvt.s64.s32 wide"] = form([](uint64_t a) { return int64_t{static_cast<int32_t>(a)}; });
  forms["cvt.u64.u32 wide"] = form([](uint64_t a) { return uint64_t{static_cast<uint32_t>(a)}; });
  forms["cvt.u32.u64"] = form([](uint64_t a) { return static_cast<uint32_t>(a); });
  forms["cvt.s32.s64"] = form([](int64_t a) { return static_cast<int32_t>(a); });
  forms["cvt.u16.u32"] = form([](uint32_t a) { return static_cast<uint16_t>(a); });
  forms["cvt.u32.u16"] = form([](uint16_t a) { return uint32_t{a}; });
  forms["cvt.u64.u16"] = form([](uint16_t a) { return uint64_t{a}; });
}

void add_predicates(Forms& forms) {
  forms["and.pred"] = form([](bool a, bool b) { return a && b; });
  forms["or.pred"] = form([](bool a, bool b) { return a || b; });
  forms["xor.pred"] = form([](bool a, bool b) { return a != b; });
  forms["not.pred"] = form([](bool a) { return !a; });
  forms["mov.pred"] = form([](bool a) { return a; });
}

// two halves of a number
void take_apart(Warp& warp, const Instruction& in) {
  for_lanes(warp.active(), [&](int lane) {
    const uint64_t whole = warp.row<uint64_t>(in.rows[2])[lane];
    warp.row<uint32_t>(in.rows[0]).put(lane, static_cast<uint32_t>(whole));
    warp.row<uint32_t>(in.rows[1]).put(lane, static_cast<uint32_t>(whole >> 32));
  });
}

void to_shared(Warp& warp, const Instruction& in) {
  for_lanes(warp.active(), [&](int lane) {
    const uint64_t generic = warp.row<uint64_t>(in.rows[1])[lane];
    warp.row<uint64_t>(in.rows[0]).put(lane, generic - warp.shared().window());
  });
}

void from_shared(Warp& warp, const Instruction& in) {
  for_lanes(warp.active(), [&](int lane) {
    const uint64_t offset = warp.row<uint64_t>(in.rows[1])[lane];
    warp.row<uint64_t>(in.rows[0]).put(lane, offset + warp.shared().window());
  });
}

void add_addresses(Forms& forms) {
  // generic addresses of the device are its addresses
  forms["cvta.to.global.u64"] = forms["cvta.global.u64"] = form([](uint64_t a) { return a; });
  forms["cvta.param.u64"] = form([](uint64_t a) { return a; });
  forms["cvta.to.shared.u64"] = {to_shared, {64, 64}};
  forms["cvta.shared.u64"] = {from_shared, {64, 64}};
  forms["mov.b64 apart"] = {take_apart, {32, 32, 64}, 2};
  forms["mov.b64 together"] =
      form([](uint32_t low, uint32_t high) { return uint64_t{high} << 32 | low; });
}

}  // namespace

void add_whole_numbers(Forms& forms) {
  add_arithmetic<int32_t>(forms, "s32");
  add_arithmetic<uint32_t>(forms, "u32");
  add_arithmetic<int64_t>(forms, "s64");
  add_arithmetic<uint64_t>(forms, "u64");
  add_arithmetic<int16_t>(forms, "s16");
  add_arithmetic<uint16_t>(forms, "u16");
  add_bits<uint16_t>(forms, "b16");
  add_bits<uint32_t>(forms, "b32");
  add_bits<uint64_t>(forms, "b64");
  add_wide_product<int64_t, int32_t>(forms, "s32");
  add_wide_product<uint64_t, uint32_t>(forms, "u32");
  add_wide_product<int32_t, int16_t>(forms, "s16");
  add_wide_product<uint32_t, uint16_t>(forms, "u16");
  add_conversions(forms);
  add_predicates(forms);
  add_addresses(forms);
}

const Form* find_form(const std::string& name) {
  static const Forms all = [] {
    Forms forms;
    add_whole_numbers(forms);
    add_floats(forms);
    add_product(forms);
    return forms;
  }();
  const auto found = all.find(name);
  return found != all.end() ? &found->second : nullptr;
}

}  // namespace canter::ptx
