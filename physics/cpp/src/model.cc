// SPDX-License-Identifier: Apache-2.0
#include "model.h"

#include <locale.h>

#include <cstring>

#include "arrays.h"
#include "files.h"
#include "handlers.h"
#include "references.h"
#include "status.h"

namespace canterp {

namespace {

// MuJoCo reads numbers with the process's locale in some versions, and a JVM sets the user's: "0,5"
class PlainNumbers {
 public:
  PlainNumbers() : plain_(newlocale(LC_NUMERIC_MASK, "C", nullptr)) {
    if (plain_ != nullptr) before_ = uselocale(plain_);
  }
  ~PlainNumbers() {
    if (plain_ == nullptr) return;
    uselocale(before_);
    freelocale(plain_);
  }
  PlainNumbers(const PlainNumbers&) = delete;
  PlainNumbers& operator=(const PlainNumbers&) = delete;

 private:
  locale_t plain_;
  locale_t before_ = nullptr;
};

// MuJoCo's texts end in line breaks
std::string trimmed(const char* text) {
  std::string out(text);
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

ModelPointer compile(const canterp_files& files, const std::string& main_name,
                     std::string& warning) {
  // MuJoCo keeps the last XML in a global for saving; nobody here saves, and loads take turns
  static std::mutex turn;
  const std::lock_guard<std::mutex> mine(turn);
  const Vfs vfs = make_vfs(files);
  const PlainNumbers plain;
  const ThrowingErrors errors;
  char text[1000] = "";
  ModelPointer model;
  try {
    const std::string name = kNowhere + std::string(base_name(main_name));
    model.reset(mj_loadXML(name.c_str(), vfs.get(), text, sizeof(text)));
  } catch (const std::exception& error) {
    fail(CANTERP_BAD_MODEL, "%s: MuJoCo: %s", main_name.c_str(), error.what());
  }
  if (!model) fail(CANTERP_BAD_MODEL, "%s: MuJoCo: %s", main_name.c_str(), trimmed(text).c_str());
  mj_freeLastXML();
  warning = trimmed(text);
  return model;
}

// MuJoCo's number for each canterp_object
constexpr int kObjects[] = {mjOBJ_BODY,   mjOBJ_JOINT,    mjOBJ_GEOM,   mjOBJ_SITE,
                            mjOBJ_CAMERA, mjOBJ_LIGHT,    mjOBJ_MESH,   mjOBJ_MATERIAL,
                            mjOBJ_TENDON, mjOBJ_ACTUATOR, mjOBJ_SENSOR, mjOBJ_NUMERIC,
                            mjOBJ_KEY};

int object_of(const canterp_object& kind) {
  const int number = number_of(kind);
  constexpr int count = sizeof(kObjects) / sizeof(kObjects[0]);
  return number < 0 || number >= count ? mjOBJ_UNKNOWN : kObjects[number];
}

ArrayView need_array(const canterp_model* model, const char* name) {
  need(model, "model");
  need(name, "name");
  ArrayView view;
  if (!find_array(*model->mujoco, name, view))
    fail(CANTERP_BAD_VALUE,
         "array \"%s\": MuJoCo %s has none of that name; names are those of mjModel, such as "
         "body_mass, and opt.timestep for options",
         name, mj_versionString());
  return view;
}

}  // namespace

}  // namespace canterp

using canterp::fail;
using canterp::guarded;
using canterp::need;

canterp_status canterp_model_load(canterp_model** out, const canterp_files* files,
                                  const char* main_name) {
  return guarded([&] {
    need(out, "out");
    need(files, "files");
    need(main_name, "main_name");
    const std::string name(main_name);
    if (!name.ends_with(".xml"))
      fail(CANTERP_BAD_MODEL, "%s: only XML models are read; convert it with MuJoCo's own tools",
           main_name);
    if (!files->content.contains(name))
      fail(CANTERP_BAD_VALUE, "main_name = \"%s\": the set has no such file; add it first",
           main_name);
    canterp::check_references(*files);
    auto model = std::make_unique<canterp_model>();
    model->mujoco = canterp::compile(*files, name, model->warning);
    model->fingerprint = canterp::fingerprint(*model->mujoco);
    canterp::publish(out, std::move(model));
  });
}

void canterp_model_destroy(canterp_model* model) { canterp::retire(model); }

canterp_status canterp_model_size(int64_t* out, const canterp_model* model, const char* name) {
  return guarded([&] {
    need(out, "out");
    need(model, "model");
    need(name, "name");
    if (!canterp::find_size(*model->mujoco, name, *out))
      fail(CANTERP_BAD_VALUE, "size \"%s\": MuJoCo %s has none of that name; try nq, nv, nu, nbody",
           name, mj_versionString());
  });
}

const char* canterp_model_object_name(const canterp_model* model, canterp_object kind, int32_t id) {
  if (model == nullptr) return nullptr;
  const int object = canterp::object_of(kind);
  int64_t count = 0;
  if (id < 0 || !canterp::count_objects(*model->mujoco, object, count) || id >= count)
    return nullptr;
  const char* name = mj_id2name(model->mujoco.get(), object, id);
  return name == nullptr ? "" : name;
}

int32_t canterp_model_object_id(const canterp_model* model, canterp_object kind, const char* name) {
  if (model == nullptr || name == nullptr || *name == '\0') return -1;
  return mj_name2id(model->mujoco.get(), canterp::object_of(kind), name);
}

canterp_status canterp_model_array_shape(int64_t* rows, int64_t* width, const canterp_model* model,
                                         const char* name) {
  return guarded([&] {
    need(rows, "rows");
    need(width, "width");
    const canterp::ArrayView view = canterp::need_array(model, name);
    *rows = view.rows;
    *width = view.width;
  });
}

canterp_status canterp_model_array(double* out, const canterp_model* model, const char* name,
                                   int64_t capacity) {
  return guarded([&] {
    need(out, "out");
    const canterp::ArrayView view = canterp::need_array(model, name);
    const int64_t numbers = view.rows * view.width;
    if (capacity < numbers)
      fail(CANTERP_BAD_SHAPE, "capacity = %lld for %s [%lld, %lld]: room for %lld is needed",
           static_cast<long long>(capacity), name, static_cast<long long>(view.rows),
           static_cast<long long>(view.width), static_cast<long long>(numbers));
    for (int64_t i = 0; i < numbers; ++i) out[i] = view.number(i);
  });
}

int32_t canterp_model_array_count(void) { return canterp::array_count(); }

const char* canterp_model_array_name(int32_t index) { return canterp::array_name(index); }

int64_t canterp_model_fingerprint(const canterp_model* model) {
  return model == nullptr ? 0 : static_cast<int64_t>(model->fingerprint);
}

const char* canterp_model_warning(const canterp_model* model) {
  return model == nullptr ? "" : model->warning.c_str();
}
