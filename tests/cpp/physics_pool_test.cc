// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <mujoco/mujoco.h>

#include <cmath>
#include <thread>

#include "allocation.h"
#include "physics_support.h"

namespace physics_test {
namespace {

// MuJoCo's own compilation of a text, for comparisons
struct Raw {
  mjModel* model = nullptr;
  mjData* data = nullptr;
  explicit Raw(const std::string& xml) {
    auto vfs = std::make_unique<mjVFS>();
    mj_defaultVFS(vfs.get());
    mj_makeEmptyFileVFS(vfs.get(), "raw.xml", static_cast<int>(xml.size()));
    std::memcpy(vfs->filedata[0], xml.data(), xml.size());
    char error[500] = "";
    model = mj_loadXML("raw.xml", vfs.get(), error, sizeof(error));
    mj_deleteVFS(vfs.get());
    if (model == nullptr) throw std::runtime_error(error);
  }
  ~Raw() {
    mj_deleteData(data);
    mj_deleteModel(model);
  }
};

class PhysicsPoolOf : public testing::TestWithParam<const char*> {};

TEST_P(PhysicsPoolOf, PlanIsWhatMujocoTakes) {
  const std::string xml = Resource(GetParam());
  const Model model = ModelOf(xml);
  const canterp_plan plan = Plan(model, 3);
  Raw raw(xml);
  raw.model->nconmax = static_cast<int>(plan.contacts);
  raw.model->njmax = static_cast<int>(plan.constraints);
  raw.model->nstack = static_cast<int>(plan.stack);
  raw.data = mj_makeData(raw.model);
  const int64_t taken =
      static_cast<int64_t>(sizeof(mjData)) + raw.data->nbuffer + 8 * int64_t{raw.data->nstack};
  EXPECT_GE(plan.bytes_per_simulation, taken);
  EXPECT_LE(plan.bytes_per_simulation, taken + 8192);
  EXPECT_EQ(plan.total_bytes, 3 * plan.bytes_per_simulation + plan.shared_bytes);
  // MuJoCo's default is 13 to 15 MB
  EXPECT_LT(plan.bytes_per_simulation, 2'000'000);
}

TEST_P(PhysicsPoolOf, GivesTheBitsOfPlainSteps) {
  const std::string xml = Resource(GetParam());
  const Model model = ModelOf(xml);
  const Pool pool = PoolOf(model, 1);
  Reset(pool);
  Raw raw(xml);
  raw.data = mj_makeData(raw.model);
  mj_forward(raw.model, raw.data);
  Numbers numbers(3);
  for (int frame = 0; frame < 60; ++frame) {
    const std::vector<double> ctrl = numbers.Vector(raw.model->nu);
    for (int u = 0; u < raw.model->nu; ++u) raw.data->ctrl[u] = ctrl[static_cast<size_t>(u)];
    for (int step = 0; step < 4; ++step) mj_step(raw.model, raw.data);
    mj_rnePostConstraint(raw.model, raw.data);
    uint8_t fault = 255;
    Check(canterp_pool_advance(pool.get(), nullptr, &fault, ctrl.data(), nullptr, 4,
                               CANTERP_BODY_FORCES, 0, 1));
    ASSERT_EQ(fault, CANTERP_FAULT_NONE) << canterp_pool_fault_text(pool.get(), 0);
  }
  const auto same = [&](canterp_field field, const mjtNum* want) {
    const std::vector<double> got = Read(pool, model, field);
    return std::memcmp(got.data(), want, got.size() * sizeof(double)) == 0;
  };
  EXPECT_TRUE(same(CANTERP_QPOS, raw.data->qpos));
  EXPECT_TRUE(same(CANTERP_QVEL, raw.data->qvel));
  EXPECT_TRUE(same(CANTERP_QACC_WARMSTART, raw.data->qacc_warmstart));
  EXPECT_TRUE(same(CANTERP_CFRC_EXT, raw.data->cfrc_ext));
  EXPECT_TRUE(same(CANTERP_CINERT, raw.data->cinert));
  EXPECT_TRUE(same(CANTERP_XIPOS, raw.data->xipos));
}

TEST_P(PhysicsPoolOf, AutomaticPlanHoldsWhatHappens) {
  const Model model = ModelOf(Resource(GetParam()));
  const Pool pool = PoolOf(model, 1);
  const int64_t nv = Size(model, "nv"), nu = Size(model, "nu");
  Numbers numbers(11);
  for (int episode = 0; episode < 10; ++episode) {
    std::vector<double> qvel = numbers.Vector(nv);
    for (double& v : qvel) v *= 3;
    uint8_t fault = 255;
    Check(canterp_pool_reset(pool.get(), &fault, nullptr, qvel.data(), 0, 1));
    ASSERT_EQ(fault, CANTERP_FAULT_NONE);
    for (int step = 0; step < 100; ++step) {
      ASSERT_EQ(Advance(pool, numbers.Vector(nu)), CANTERP_FAULT_NONE)
          << canterp_pool_fault_text(pool.get(), 0);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, PhysicsPoolOf,
                         testing::Values("gym/hopper.xml", "gym/humanoid.xml", "gym/swimmer.xml",
                                         "gym/ant.xml", "gym/inverted_pendulum.xml"),
                         [](const auto& info) {
                           std::string name = info.param;
                           name = name.substr(name.find('/') + 1);
                           name.resize(name.find('.'));
                           return name;
                         });

TEST(PhysicsPool, ReadingsFollowTheirPlan) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 3);
  Reset(pool);
  const int32_t fields[] = {CANTERP_QVEL, CANTERP_XPOS, CANTERP_SENSORDATA};
  const int32_t offsets[] = {0, 3, 0}, lengths[] = {2, 3, 1};
  Check(canterp_pool_set_readings(pool.get(), fields, offsets, lengths, 3));
  ASSERT_EQ(canterp_pool_readings_width(pool.get()), 6);
  std::vector<double> readings(3 * 6), ctrl = {0.5, 0.1, -0.5, 0.2, 0, 0.3};
  uint8_t faults[3];
  Check(
      canterp_pool_advance(pool.get(), readings.data(), faults, ctrl.data(), nullptr, 2, 0, 0, 3));
  for (int64_t n = 0; n < 3; ++n) {
    const double* row = readings.data() + n * 6;
    const std::vector<double> qvel = Read(pool, model, CANTERP_QVEL, n);
    const std::vector<double> xpos = Read(pool, model, CANTERP_XPOS, n);
    EXPECT_EQ(std::vector<double>(row, row + 2), qvel);
    EXPECT_EQ(std::vector<double>(row + 2, row + 5), std::vector<double>(&xpos[3], &xpos[3] + 3));
    EXPECT_EQ(row[5], Read(pool, model, CANTERP_SENSORDATA, n)[0]);
  }
  std::vector<double> again(6);
  Check(canterp_pool_gather(pool.get(), again.data(), 2, 1));
  EXPECT_EQ(again, std::vector<double>(readings.begin() + 12, readings.end()));
}

TEST(PhysicsPool, WhatIsNotActiveIsLeftAlone) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 3);
  Reset(pool);
  const int32_t field = CANTERP_TIME, offset = 0, length = 1;
  Check(canterp_pool_set_readings(pool.get(), &field, &offset, &length, 1));
  const std::vector<char> before = Snapshot(pool, model, 1);
  const std::vector<double> ctrl(6, 0.5);
  const uint8_t active[] = {1, 0, 1};
  double times[] = {-1, -1, -1};
  uint8_t faults[] = {7, 7, 7};
  Check(canterp_pool_advance(pool.get(), times, faults, ctrl.data(), active, 1, 0, 0, 3));
  EXPECT_EQ(std::vector<double>(times, times + 3), (std::vector<double>{0.01, -1, 0.01}));
  EXPECT_EQ(std::vector<int>(faults, faults + 3), (std::vector<int>{0, 0, 0}));
  EXPECT_EQ(Snapshot(pool, model, 1), before);
}

TEST(PhysicsPool, StateIsWrittenAndDerivedFieldsAreNot) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 2);
  const double qpos[] = {0.3, 0.1, 0.4, 0.2};
  Check(canterp_pool_write(pool.get(), qpos, CANTERP_QPOS, 0, 2));
  EXPECT_EQ(Read(pool, model, CANTERP_QPOS, 0, 2), std::vector<double>(qpos, qpos + 4));
  EXPECT_EQ(canterp_pool_write(pool.get(), qpos, CANTERP_XPOS, 0, 1), CANTERP_BAD_VALUE);
  uint8_t faults[2];
  Check(canterp_pool_forward(pool.get(), faults, CANTERP_BODY_FORCES, 0, 2));
  EXPECT_NEAR(Read(pool, model, CANTERP_XPOS, 1)[5], 0.6, 1e-12);
}

TEST(PhysicsPool, ContactsCarryGeomsAndForces) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 1);
  Reset(pool);
  for (int step = 0; step < 300; ++step) ASSERT_EQ(Advance(pool, {0, 0}), CANTERP_FAULT_NONE);
  int32_t count = 0;
  double row[CANTERP_CONTACT_WIDTH];
  Check(canterp_pool_contacts(pool.get(), &count, row, 1, 0, 1));
  ASSERT_EQ(count, 1);
  EXPECT_EQ(row[CANTERP_CONTACT_GEOM1], 0);
  EXPECT_EQ(row[CANTERP_CONTACT_GEOM2], 1);
  // it rests: the floor carries its weight
  double mass[2];
  Check(canterp_model_array(mass, model.get(), "body_mass", 2));
  EXPECT_NEAR(row[CANTERP_CONTACT_FORCE], 9.81 * mass[1], 1e-3 * mass[1]);
  EXPECT_EQ(row[CANTERP_CONTACT_FRAME + 2], 1);
}

TEST(PhysicsPool, BytesDoNotDependOnThreads) {
  const Model model = ModelOf(Resource("gym/humanoid.xml"));
  constexpr int64_t kSimulations = 7;
  const int64_t nu = Size(model, "nu");
  const auto bytes = [&](int64_t threads) {
    const Pool pool = PoolOf(model, kSimulations);
    Reset(pool);
    std::vector<double> ctrl = Numbers(5).Vector(kSimulations * nu);
    const auto work = [&](int64_t first, int64_t count) {
      std::vector<uint8_t> faults(static_cast<size_t>(count));
      for (int frame = 0; frame < 12; ++frame)
        Check(canterp_pool_advance(pool.get(), nullptr, faults.data(), &ctrl[first * nu], nullptr,
                                   5, CANTERP_BODY_FORCES, first, count));
    };
    std::vector<std::thread> team;
    for (int64_t t = 0; t < threads; ++t) {
      const int64_t first = kSimulations * t / threads, end = kSimulations * (t + 1) / threads;
      team.emplace_back(work, first, end - first);
    }
    for (std::thread& thread : team) thread.join();
    std::vector<char> all;
    for (int64_t n = 0; n < kSimulations; ++n) {
      const std::vector<char> one = Snapshot(pool, model, n);
      all.insert(all.end(), one.begin(), one.end());
    }
    return all;
  };
  const std::vector<char> alone = bytes(1);
  for (int64_t threads : {2, 3, 7}) EXPECT_EQ(bytes(threads), alone) << threads << " threads";
}

TEST(PhysicsPool, CallsAllocateNothing) {
  const Model model = ModelOf(Resource("gym/hopper.xml"));
  const Pool pool = PoolOf(model, 2);
  Reset(pool);
  std::vector<double> ctrl(6);
  std::vector<char> snapshot = Snapshot(pool, model);
  uint8_t faults[2];
  const int64_t before = canter_test::Allocations();
  for (int frame = 0; frame < 100; ++frame) {
    canterp_pool_advance(pool.get(), nullptr, faults, ctrl.data(), nullptr, 4, CANTERP_BODY_FORCES,
                         0, 2);
    canterp_pool_snapshot(pool.get(), snapshot.data(), 0, 1);
    canterp_pool_restore(pool.get(), snapshot.data(), 0, 1);
    canterp_pool_reset(pool.get(), faults, nullptr, nullptr, 1, 1);
  }
  EXPECT_EQ(canter_test::Allocations(), before);
}

TEST(PhysicsPool, ArgumentsAreChecked) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 2);
  double ctrl[4] = {};
  uint8_t faults[2] = {77, 77};
  const auto advance = [&](canterp_pool* p, uint8_t* f, const double* c, int skip, int64_t first,
                           int64_t count) {
    return canterp_pool_advance(p, nullptr, f, c, nullptr, skip, 0, first, count);
  };
  EXPECT_EQ(advance(nullptr, faults, ctrl, 1, 0, 1), CANTERP_NULL_POINTER);
  EXPECT_EQ(advance(pool.get(), nullptr, ctrl, 1, 0, 1), CANTERP_NULL_POINTER);
  EXPECT_EQ(advance(pool.get(), faults, nullptr, 1, 0, 1), CANTERP_NULL_POINTER);
  EXPECT_EQ(advance(pool.get(), faults, ctrl, 0, 0, 1), CANTERP_BAD_VALUE);
  EXPECT_EQ(advance(pool.get(), faults, ctrl, 1, -1, 1), CANTERP_BAD_SHAPE);
  EXPECT_EQ(advance(pool.get(), faults, ctrl, 1, 0, 0), CANTERP_BAD_SHAPE);
  EXPECT_EQ(advance(pool.get(), faults, ctrl, 1, 1, 2), CANTERP_BAD_SHAPE);
  EXPECT_EQ(advance(pool.get(), faults, ctrl, 1, INT64_MAX, 2), CANTERP_BAD_SHAPE);
  EXPECT_EQ(faults[0], 77);
  const int32_t field = CANTERP_QPOS, offset = 1, length = 2, none = -1;
  EXPECT_EQ(canterp_pool_set_readings(pool.get(), &field, &offset, &length, 1), CANTERP_BAD_SHAPE);
  EXPECT_EQ(canterp_pool_set_readings(pool.get(), &none, &offset, &length, 1), CANTERP_BAD_VALUE);
  canterp_plan plan;
  EXPECT_EQ(canterp_pool_plan(&plan, model.get(), -1, -1, -1, 0), CANTERP_BAD_SHAPE);
  EXPECT_EQ(canterp_pool_plan(&plan, model.get(), -2, -1, -1, 1), CANTERP_BAD_SHAPE);
  EXPECT_EQ(canterp_pool_plan(&plan, model.get(), -1, 1 << 20, -1, 1), CANTERP_CAPACITY);
}

}  // namespace
}  // namespace physics_test
