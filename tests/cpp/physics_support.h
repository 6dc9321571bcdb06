// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the physics layer share: handles that free themselves, models from text and
// from the resources, and pools of them.
#ifndef CANTER_TESTS_PHYSICS_SUPPORT_H_
#define CANTER_TESTS_PHYSICS_SUPPORT_H_

#include <canter_physics/snapshot.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace physics_test {

// throws with the status's name and text unless the status is CANTERP_OK
inline void Check(canterp_status status) {
  if (status != CANTERP_OK)
    throw std::runtime_error(std::string(canterp_status_name(status)) + ": " +
                             canterp_last_error());
}

template <auto destroy>
struct Destroy {
  template <class T>
  void operator()(T* handle) const {
    destroy(handle);
  }
};

using Files = std::unique_ptr<canterp_files, Destroy<canterp_files_destroy>>;
using Model = std::unique_ptr<canterp_model, Destroy<canterp_model_destroy>>;
using Pool = std::unique_ptr<canterp_pool, Destroy<canterp_pool_destroy>>;
using FileMap = std::map<std::string, std::string>;

inline Files MakeFiles(const FileMap& map) {
  canterp_files* files = nullptr;
  Check(canterp_files_create(&files));
  Files owner(files);
  for (const auto& [name, content] : map)
    Check(canterp_files_add(files, name.c_str(), content.data(),
                            static_cast<int64_t>(content.size())));
  return owner;
}

// the status of loading main.xml of a set of files; the model goes to *model where it is not null
inline canterp_status Load(const FileMap& map, Model* model = nullptr) {
  const Files files = MakeFiles(map);
  canterp_model* loaded = nullptr;
  const canterp_status status = canterp_model_load(&loaded, files.get(), "main.xml");
  Model owner(loaded);
  if (model != nullptr) *model = std::move(owner);
  return status;
}

inline Model ModelOf(const std::string& xml) {
  Model model;
  Check(Load({{"main.xml", xml}}, &model));
  return model;
}

// the text of a model of ours, such as "gym/hopper.xml"
inline std::string Resource(const std::string& name) {
  const auto root = std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
  std::ifstream in(root / "physics/src/main/resources/org/canter/physics/models" / name);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) throw std::runtime_error("cannot read the model " + name);
  return text.str();
}

inline int64_t Size(const Model& model, const char* name) {
  int64_t size = 0;
  Check(canterp_model_size(&size, model.get(), name));
  return size;
}

inline canterp_plan Plan(const Model& model, int64_t simulations, int64_t contacts = -1,
                         int64_t constraints = -1, int64_t stack = -1) {
  canterp_plan plan;
  Check(canterp_pool_plan(&plan, model.get(), contacts, constraints, stack, simulations));
  return plan;
}

inline Pool PoolOf(const Model& model, const canterp_plan& plan) {
  canterp_pool* pool = nullptr;
  Check(canterp_pool_create(&pool, model.get(), &plan));
  return Pool(pool);
}

inline Pool PoolOf(const Model& model, int64_t simulations) {
  return PoolOf(model, Plan(model, simulations));
}

inline std::vector<double> Read(const Pool& pool, const Model& model, canterp_field field,
                                int64_t first = 0, int64_t count = 1) {
  const int64_t width = canterp_field_width(model.get(), field);
  std::vector<double> out(static_cast<size_t>(count * width));
  double none = 0;
  Check(canterp_pool_read(pool.get(), out.empty() ? &none : out.data(), field, first, count));
  return out;
}

// resets everything; throws on a fault
inline void Reset(const Pool& pool) {
  const int64_t n = canterp_pool_simulations(pool.get());
  std::vector<uint8_t> faults(static_cast<size_t>(n));
  Check(canterp_pool_reset(pool.get(), faults.data(), nullptr, nullptr, 0, n));
  for (uint8_t fault : faults) {
    if (fault != CANTERP_FAULT_NONE) throw std::runtime_error("a fault in reset");
  }
}

// one frame of one simulation
inline uint8_t Advance(const Pool& pool, const std::vector<double>& ctrl, int frame_skip = 1,
                       int64_t simulation = 0) {
  uint8_t fault = 255;
  const double none = 0;
  Check(canterp_pool_advance(pool.get(), nullptr, &fault, ctrl.empty() ? &none : ctrl.data(),
                             nullptr, frame_skip, 0, simulation, 1));
  return fault;
}

inline std::vector<char> Snapshot(const Pool& pool, const Model& model, int64_t simulation = 0) {
  std::vector<char> bytes(static_cast<size_t>(canterp_snapshot_bytes(model.get())));
  Check(canterp_pool_snapshot(pool.get(), bytes.data(), simulation, 1));
  return bytes;
}

// a ball that falls on a floor, with a motor that lifts it and one at a hinge
inline constexpr char kBall[] = R"(<mujoco model="ball">
  <option timestep="0.01"/>
  <worldbody>
    <geom name="floor" type="plane" size="5 5 0.1"/>
    <body name="ball" pos="0 0 0.2">
      <joint name="lift" type="slide" axis="0 0 1"/>
      <joint name="spin" type="hinge" axis="0 1 0" limited="true" range="-90 90"/>
      <geom name="shell" size="0.1"/>
      <site name="top" pos="0 0 0.1"/>
    </body>
  </worldbody>
  <actuator>
    <motor name="up" joint="lift" ctrllimited="true" ctrlrange="-1 1" gear="5"/>
    <motor name="roll" joint="spin"/>
  </actuator>
  <sensor><jointpos name="height" joint="lift"/></sensor>
</mujoco>)";

// numbers in [-1, 1), the same in every run
class Numbers {
 public:
  explicit Numbers(uint64_t seed) : state_(seed) {}
  uint64_t Word() {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return state_ >> 20;
  }
  double Next() { return static_cast<double>(Word() % 2000001) / 1e6 - 1; }
  std::vector<double> Vector(int64_t n) {
    std::vector<double> out(static_cast<size_t>(n));
    for (double& x : out) x = Next();
    return out;
  }

 private:
  uint64_t state_;
};

}  // namespace physics_test

#endif  // CANTER_TESTS_PHYSICS_SUPPORT_H_
