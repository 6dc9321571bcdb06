// SPDX-License-Identifier: Apache-2.0
//
// A call with good arguments, of which one at a time is replaced by a bad one: the status must be
// the documented one, the text must say something, and nothing may have been written.
#ifndef CANTER_TESTS_REFUSALS_H_
#define CANTER_TESTS_REFUSALS_H_

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <tuple>

#include "workbench.h"

namespace canter_test {

using Statuses = std::set<canter_status>;

inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

// one element of a real buffer holds another value while this lives
class Spoilt {
 public:
  Spoilt(canter_real real, const void* buffer, int64_t i, double value)
      : real_(real), buffer_(const_cast<void*>(buffer)), i_(i), first_(Exchange(value)) {}
  ~Spoilt() { Exchange(first_); }
  Spoilt(const Spoilt&) = delete;
  Spoilt& operator=(const Spoilt&) = delete;

 private:
  double Exchange(double value) {
    double old = 0;
    if (real_ == CANTER_F64) {
      std::swap(static_cast<double*>(buffer_)[i_], value);
      old = value;
    } else {
      old = static_cast<float*>(buffer_)[i_];
      static_cast<float*>(buffer_)[i_] = static_cast<float>(value);
    }
    return old;
  }

  canter_real real_;
  void* buffer_;
  int64_t i_;
  double first_;
};

// after a refused call: its status, its text, and that everything on the workbench is as it was
void ExpectRefused(const Workbench& bench, const std::string& what, canter_status got,
                   const Statuses& wanted);

// which pointers hold numbers, as opposed to handles and structs
template <class T>
inline constexpr bool kIsData =
    std::is_pointer_v<T> &&
    (std::is_void_v<std::remove_pointer_t<T>> ||
     std::is_arithmetic_v<std::remove_pointer_t<T>>)&&!std::is_function_v<std::remove_pointer_t<T>>;
template <class T>
inline constexpr bool kIsOutput = kIsData<T> && !std::is_const_v<std::remove_pointer_t<T>>;

template <class... A>
class GoodCall {
 public:
  using Arguments = std::tuple<A...>;

  GoodCall(Workbench& bench, const std::string& name, canter_status (*function)(A...),
           std::type_identity_t<A>... arguments)
      : bench_(bench), name_(name), function_(function), arguments_(arguments...) {}

  canter_status Call() const { return std::apply(function_, arguments_); }

  // last: that the arguments were good after all
  void Accepts() const { EXPECT_EQ(Call(), CANTER_OK) << name_ << ": " << canter_last_error(); }

  // argument I replaced by `bad`
  template <size_t I>
  void Refuses(std::tuple_element_t<I, Arguments> bad, const Statuses& wanted,
               const std::string& why = "") const {
    Arguments arguments = arguments_;
    std::get<I>(arguments) = bad;
    ExpectRefused(bench_, Place(I) + why, std::apply(function_, arguments), wanted);
  }

  // every pointer but the optional ones
  void RefusesNulls(const std::set<size_t>& optional = {}) const {
    ForEach([&]<size_t I>() {
      if constexpr (std::is_pointer_v<std::tuple_element_t<I, Arguments>>) {
        if (optional.count(I) == 0) Refuses<I>(nullptr, {CANTER_NULL_POINTER}, " null");
      }
    });
  }

  // sizes, at the given places: zero, negative, overflowing
  void RefusesSizes(const std::set<size_t>& places,
                    const Statuses& wanted = {CANTER_BAD_SHAPE}) const {
    ForEach([&]<size_t I>() {
      using T = std::tuple_element_t<I, Arguments>;
      if constexpr (std::is_integral_v<T>) {
        if (places.count(I) == 0) return;
        using Limits = std::numeric_limits<T>;
        for (T bad : {T{0}, static_cast<T>(-1), Limits::min()}) {
          Refuses<I>(bad, wanted, " " + std::to_string(bad));
        }
        // elements that fit into 64 bits, but whose bytes do not; 32 bits count steps, without
        // limit
        if constexpr (sizeof(T) == 8) {
          for (T bad : {Limits::max(), Limits::max() / 2, Limits::max() / 4}) {
            Refuses<I>(bad, wanted, " huge");
          }
        }
      }
    });
  }

  // every double: NaN and infinity
  void RefusesNonFiniteNumbers(const std::set<size_t>& infinity_allowed = {}) const {
    ForEach([&]<size_t I>() {
      if constexpr (std::is_same_v<std::tuple_element_t<I, Arguments>, double>) {
        Refuses<I>(kNaN, {CANTER_NON_FINITE}, " NaN");
        if (infinity_allowed.count(I) == 0) {
          Refuses<I>(kInfinity, {CANTER_NON_FINITE, CANTER_BAD_VALUE}, " infinity");
        }
      }
    });
  }

  // every output where another buffer begins, and over the last bytes of that buffer
  void RefusesAliases(const std::set<std::pair<size_t, size_t>>& allowed = {}) const {
    ForEach([&]<size_t I>() {
      if constexpr (kIsOutput<std::tuple_element_t<I, Arguments>>) {
        ForEach([&]<size_t J>() {
          if constexpr (I != J && kIsData<std::tuple_element_t<J, Arguments>>) {
            if (std::get<I>(arguments_) == nullptr || std::get<J>(arguments_) == nullptr) return;
            RefusesAlias<I, J>(allowed.count({I, J}) != 0);
          }
        });
      }
    });
  }

  // NaN in the first, a middle and the last element of the real buffer at argument I
  template <size_t I>
  void RefusesNanIn() const {
    const void* buffer = std::get<I>(arguments_);
    const int64_t size = bench_.BytesAt(buffer) / (bench_.real() == CANTER_F64 ? 8 : 4);
    ASSERT_GT(size, 0) << Place(I);
    for (int64_t i : {int64_t{0}, size / 2, size - 1}) {
      for (double bad : {kNaN, -kInfinity}) RefusesElement<I>(i, bad, {CANTER_NON_FINITE});
    }
  }

  // one bad element in the real buffer at argument I
  template <size_t I>
  void RefusesElement(int64_t i, double bad, const Statuses& wanted) const {
    canter_status status;
    {
      const Spoilt spoilt(bench_.real(), std::get<I>(arguments_), i, bad);
      status = Call();
    }
    ExpectRefused(bench_, Place(I) + "[" + std::to_string(i) + "] " + std::to_string(bad), status,
                  wanted);
  }

 private:
  std::string Place(size_t i) const { return name_ + ", argument " + std::to_string(i); }

  template <class F>
  void ForEach(F visit) const {
    [&]<size_t... I>(std::index_sequence<I...>) { (visit.template operator()<I>(), ...); }
    (std::index_sequence_for<A...>{});
  }

  template <size_t I, size_t J>
  void RefusesAlias(bool same_allowed) const {
    using T = std::tuple_element_t<I, Arguments>;
    char* other =
        static_cast<char*>(const_cast<void*>(static_cast<const void*>(std::get<J>(arguments_))));
    const std::string why = " over argument " + std::to_string(J);
    if (!same_allowed) {
      Refuses<I>(static_cast<T>(static_cast<void*>(other)), {CANTER_ALIASED}, why);
    }
    const int64_t bytes = bench_.BytesAt(other);
    ASSERT_GT(bytes, 0) << Place(J);
    // where one element is all there is, its last bytes are the buffer
    const int64_t last = bytes - std::min<int64_t>(bytes, bench_.real() == CANTER_F64 ? 8 : 4);
    if (last > 0) {
      Refuses<I>(static_cast<T>(static_cast<void*>(other + last)), {CANTER_ALIASED},
                 why + ", its end");
    }
  }

  Workbench& bench_;
  std::string name_;
  canter_status (*function_)(A...);
  Arguments arguments_;
};

}  // namespace canter_test

#endif  // CANTER_TESTS_REFUSALS_H_
