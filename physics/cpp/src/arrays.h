// SPDX-License-Identifier: Apache-2.0
//
// The sizes, options and arrays of mjModel by name, from MuJoCo's own lists of its fields: whatever
// version the headers are of.
#ifndef CANTERP_SRC_ARRAYS_H_
#define CANTERP_SRC_ARRAYS_H_

#include <mujoco/mujoco.h>

#include <cstdint>

namespace canterp {

// A numeric array [rows, width] of a model.
struct ArrayView {
  const char* name = nullptr;
  const void* data = nullptr;
  double (*get)(const void* data, int64_t index) = nullptr;
  int64_t rows = 0;
  int64_t width = 0;
  int64_t element_bytes = 0;

  double number(int64_t index) const { return get(data, index); }
};

// false: there is no array, no size of that name
bool find_array(const mjModel& model, const char* name, ArrayView& out);
bool find_size(const mjModel& model, const char* name, int64_t& out);

// how many objects of an mjtObj there are; false for other numbers
bool count_objects(const mjModel& model, int object, int64_t& out);

int32_t array_count();
const char* array_name(int32_t index);

// FNV-1a over sizes, options and arrays; capacities do not count
uint64_t fingerprint(const mjModel& model);

}  // namespace canterp

#endif  // CANTERP_SRC_ARRAYS_H_
