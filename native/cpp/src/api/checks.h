// SPDX-License-Identifier: Apache-2.0
//
// Checks of arguments. Each throws a Refusal whose text names the failing expression, the numbers
// and the remedy. What runs on every call is inline and allocates nothing; the texts are made
// elsewhere.
#ifndef CANTER_API_CHECKS_H_
#define CANTER_API_CHECKS_H_

#include <cstdint>
#include <cstring>
#include <initializer_list>

#include "core/context.h"

namespace canter {

// the most rows of a batch: with the widest layer, the largest tape and doubles, byte counts fit
// int64
constexpr int64_t kMaxRows = int64_t{1} << 34;
// the most numbers of one buffer: more than a process can address
constexpr int64_t kMaxNumbers = int64_t{1} << 48;

// refusals with a text; out of line, so that the checks stay small
[[noreturn]] void refuse_null(const char* name);
[[noreturn]] void refuse_size(const char* name, int64_t size, int64_t most);
[[noreturn]] void refuse_area(const char* rows_name, int64_t rows, const char* width_name,
                              int64_t width);
[[noreturn]] void refuse_overlap(const char* output, const char* other);
[[noreturn]] void refuse_enumerator(const char* name, int value, int most, const char* header);

// a pointer that must not be null
inline void need(const void* pointer, const char* name) {
  if (pointer == nullptr) [[unlikely]]
    refuse_null(name);
}

// a size in 1..most
inline void need_size(int64_t size, const char* name, int64_t most = kMaxNumbers) {
  if (size < 1 || size > most) [[unlikely]]
    refuse_size(name, size, most);
}

// rows of a batch
inline void need_rows(int64_t rows, const char* name = "rows") { need_size(rows, name, kMaxRows); }

// two sizes whose product is the length of a buffer
inline void need_area(int64_t rows, const char* rows_name, int64_t width, const char* width_name) {
  need_size(rows, rows_name);
  need_size(width, width_name);
  if (rows > kMaxNumbers / width) [[unlikely]]
    refuse_area(rows_name, rows, width_name, width);
}

// the number behind an enumerator of the caller, who may have passed any: reading it as what it
// says to be would be undefined
template <typename Enumeration>
int number_of(const Enumeration& enumerator) {
  static_assert(sizeof(Enumeration) == sizeof(int));
  int number;
  std::memcpy(&number, &enumerator, sizeof(number));
  return number;
}

// an enumerator in 0..most, declared in a header
template <typename Enumeration>
void need_enumerator(const Enumeration& enumerator, int most, const char* name,
                     const char* header) {
  const int value = number_of(enumerator);
  if (value < 0 || value > most) [[unlikely]]
    refuse_enumerator(name, value, most, header);
}

// coefficients: NaN and infinity are refused as such, what lies outside the range by a text
void need_finite(double value, const char* name);
void need_at_least_zero(double value, const char* name);  // [0, infinity)
void need_positive(double value, const char* name);       // (0, infinity)
void need_unit(double value, const char* name);           // [0, 1]
void need_below_one(double value, const char* name);      // [0, 1)
void need_stream(uint32_t stream);                        // < 65536

// n numbers of double without NaN and infinity
void need_finite_doubles(const double* x, int64_t n, const char* name);

// names the first culprit of n numbers of the context's element type
[[noreturn]] void refuse_non_finite(const Context& context, const void* x, int64_t n, int64_t count,
                                    const char* name);

// bytes of one number
inline int64_t real_bytes(const Context& context) { return context.real == CANTER_F64 ? 8 : 4; }

// A buffer as a range of bytes; a null or empty one overlaps nothing.
struct Span {
  const void* data;
  int64_t bytes;
  const char* name;
};

inline bool overlap(const Span& a, const Span& b) {
  const auto x = reinterpret_cast<uintptr_t>(a.data), y = reinterpret_cast<uintptr_t>(b.data);
  if (x == 0 || y == 0 || a.bytes <= 0 || b.bytes <= 0) return false;
  return x < y + static_cast<uintptr_t>(b.bytes) && y < x + static_cast<uintptr_t>(a.bytes);
}

// no output may overlap another output or an input
inline void need_disjoint(std::initializer_list<Span> outputs, std::initializer_list<Span> inputs) {
  for (const Span* out = outputs.begin(); out != outputs.end(); ++out) {
    for (const Span* other = out + 1; other != outputs.end(); ++other) {
      if (overlap(*out, *other)) [[unlikely]]
        refuse_overlap(out->name, other->name);
    }
    for (const Span& input : inputs) {
      if (overlap(*out, input)) [[unlikely]]
        refuse_overlap(out->name, input.name);
    }
  }
}

// Makes spans of the context's element type.
class Reals {
 public:
  explicit Reals(const Context& context) : bytes_(real_bytes(context)) {}
  Span operator()(const void* data, int64_t numbers, const char* name) const {
    return {data, numbers * bytes_, name};
  }

 private:
  int64_t bytes_;
};

// a span of n objects of type T
template <typename T>
Span span(const T* data, int64_t n, const char* name) {
  return {data, n * static_cast<int64_t>(sizeof(T)), name};
}

}  // namespace canter

#endif  // CANTER_API_CHECKS_H_
