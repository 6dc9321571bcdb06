// SPDX-License-Identifier: Apache-2.0
//
// Instructions that read and write registers alone.
#ifndef CANTER_TESTS_PTX_OPERATIONS_H_
#define CANTER_TESTS_PTX_OPERATIONS_H_

#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ptx_warp.h"

namespace canter::ptx {

// what an instruction is to a reader: the bits of its operands, the first `written` of which it
// writes; 1 is a predicate
struct Form {
  Operation run;
  std::vector<int> bits;
  size_t written = 1;
  // all lanes of a warp have to come to it together
  bool product = false;
};

using Forms = std::unordered_map<std::string, Form>;

// null if there is none of this name
const Form* find_form(const std::string& name);

void add_whole_numbers(Forms& forms);
void add_floats(Forms& forms);
// sixteen by eight numbers of a sum, by the lanes that hold them
void add_product(Forms& forms);

// to = F(from...) in every lane that is active
template <typename F, typename To, typename... From, size_t... I>
void each_lane(Warp& warp, const Instruction& in, std::index_sequence<I...>) {
  const auto value = [... from = warp.row<From>(in.rows[1 + I])](int lane) -> To {
    return F()(from[lane]...);
  };
  if constexpr (std::is_same_v<To, bool>) {
    uint32_t bits = 0;
    for (int lane = 0; lane < kLanes; ++lane) bits |= uint32_t{value(lane)} << lane;
    warp.set_predicate(in.rows[0], bits);
  } else {
    const Row<To> to = warp.row<To>(in.rows[0]);
    for_lanes(warp.active(), [&](int lane) { to.put(lane, value(lane)); });
  }
}

template <typename F, typename To, typename... From>
void run_form(Warp& warp, const Instruction& in) {
  each_lane<F, To, From...>(warp, in, std::index_sequence_for<From...>());
}

template <typename T>
constexpr int bits_of_type() {
  return std::is_same_v<T, bool> ? 1 : static_cast<int>(sizeof(T)) * 8;
}

template <typename F, typename To, typename... From>
Form form_of(To (F::*)(From...) const) {
  return {run_form<F, To, From...>, {bits_of_type<To>(), bits_of_type<From>()...}};
}

// an instruction from what it does to the numbers of one lane: its types are those of the operands
template <typename F>
Form form(F) {
  return form_of(&F::operator());
}

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_OPERATIONS_H_
