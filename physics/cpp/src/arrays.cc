// SPDX-License-Identifier: Apache-2.0
#include "arrays.h"

#include <mujoco/mjxmacro.h>

#include <cstring>
#include <string_view>

// later versions of MuJoCo list their sizes under another name
#if !defined(MJMODEL_INTS) && defined(MJMODEL_SIZES)
#define MJMODEL_INTS MJMODEL_SIZES
#endif

// sizes that appear as a number of columns are members of the model
#undef MJ_M
#define MJ_M(n) model.n

namespace canterp {

namespace {

template <typename Element>
ArrayView view_of(const char* name, const Element* data, int64_t rows, int64_t width) {
  return {name,
          data,
          [](const void* array, int64_t index) {
            return static_cast<double>(static_cast<const Element*>(array)[index]);
          },
          rows,
          width,
          sizeof(Element)};
}

// visit(view) for every array until it answers true
template <typename Visit>
bool visit_arrays(const mjModel& model, const Visit& visit) {
#define X(type, name, rows, width) \
  if (visit(view_of<type>(#name, model.name, int64_t{model.rows}, int64_t{width}))) return true;
  MJMODEL_POINTERS
#undef X
#define X(type, name, ...) \
  if (visit(view_of<type>("opt." #name, &model.opt.name, 1, 1))) return true;
#define XVEC(type, name, size) \
  if (visit(view_of<type>("opt." #name, model.opt.name, 1, int64_t{size}))) return true;
#if defined(MJOPTION_FIELDS)
  MJOPTION_FIELDS
#undef X
#else
  MJOPTION_FLOATS
  MJOPTION_INTS
#undef X
#define X(name, size) XVEC(mjtNum, name, size)
  MJOPTION_VECTORS
#undef X
#endif
#undef XVEC
  return false;
}

// visit(name, size) for every size until it answers true
template <typename Visit>
bool visit_sizes(const mjModel& model, const Visit& visit) {
#define X(name) \
  if (visit(#name, static_cast<int64_t>(model.name))) return true;
  MJMODEL_INTS
#undef X
  return false;
}

class Hash {
 public:
  void add(const void* data, int64_t bytes) {
    const auto* at = static_cast<const unsigned char*>(data);
    for (int64_t i = 0; i < bytes; ++i) value_ = (value_ ^ at[i]) * 0x100000001b3u;
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325u;
};

// what only says how much room a simulation gets
bool is_capacity(std::string_view name) {
  return name == "njmax" || name == "nconmax" || name == "nstack" || name == "narena" ||
         name == "nbuffer";
}

}  // namespace

bool find_array(const mjModel& model, const char* name, ArrayView& out) {
  return visit_arrays(model, [&](const ArrayView& view) {
    if (std::strcmp(view.name, name) != 0) return false;
    out = view;
    return true;
  });
}

bool find_size(const mjModel& model, const char* name, int64_t& out) {
  return visit_sizes(model, [&](const char* size_name, int64_t size) {
    if (std::strcmp(size_name, name) != 0) return false;
    out = size;
    return true;
  });
}

bool count_objects(const mjModel& model, int object, int64_t& out) {
  switch (object) {
    case mjOBJ_BODY:
      return find_size(model, "nbody", out);
    case mjOBJ_JOINT:
      return find_size(model, "njnt", out);
    case mjOBJ_GEOM:
      return find_size(model, "ngeom", out);
    case mjOBJ_SITE:
      return find_size(model, "nsite", out);
    case mjOBJ_CAMERA:
      return find_size(model, "ncam", out);
    case mjOBJ_LIGHT:
      return find_size(model, "nlight", out);
    case mjOBJ_MESH:
      return find_size(model, "nmesh", out);
    case mjOBJ_MATERIAL:
      return find_size(model, "nmat", out);
    case mjOBJ_TENDON:
      return find_size(model, "ntendon", out);
    case mjOBJ_ACTUATOR:
      return find_size(model, "nu", out);
    case mjOBJ_SENSOR:
      return find_size(model, "nsensor", out);
    case mjOBJ_NUMERIC:
      return find_size(model, "nnumeric", out);
    case mjOBJ_KEY:
      return find_size(model, "nkey", out);
    default:
      return false;
  }
}

int32_t array_count() {
  // names do not depend on a model's content
  static const mjModel empty{};
  int32_t count = 0;
  visit_arrays(empty, [&](const ArrayView&) {
    ++count;
    return false;
  });
  return count;
}

const char* array_name(int32_t index) {
  static const mjModel empty{};
  const char* name = nullptr;
  int32_t at = 0;
  if (index < 0) return nullptr;
  visit_arrays(empty, [&](const ArrayView& view) {
    if (at++ < index) return false;
    name = view.name;
    return true;
  });
  return name;
}

uint64_t fingerprint(const mjModel& model) {
  Hash hash;
  const int version = mj_version();
  hash.add(&version, sizeof(version));
  visit_sizes(model, [&](const char* name, int64_t size) {
    if (!is_capacity(name)) hash.add(&size, sizeof(size));
    return false;
  });
  visit_arrays(model, [&](const ArrayView& view) {
    hash.add(view.data, view.rows * view.width * view.element_bytes);
    return false;
  });
  return hash.value();
}

}  // namespace canterp
