// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <limits>

#include "physics_support.h"

namespace physics_test {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// a body of many small balls that falls on the floor: more contacts than a small plan holds
std::string Heap(int balls) {
  std::string xml = "<mujoco><worldbody><geom type='plane' size='5 5 .1'/>";
  for (int i = 0; i < balls; ++i)
    xml +=
        "<body pos='" + std::to_string(i * 0.5) + " 0 0.099'><freejoint/><geom size='.1'/></body>";
  return xml + "</worldbody></mujoco>";
}

TEST(PhysicsFault, BadNumbersAreNoticedInTheSameFrame) {
  const Model model = ModelOf(Resource("gym/walker2d.xml"));
  const Pool pool = PoolOf(model, 1);
  const double bad[] = {kNaN, kInfinity, -kInfinity, 1e30, -1e30};
  const canterp_field fields[] = {CANTERP_QPOS, CANTERP_QVEL, CANTERP_CTRL};
  const int want[] = {CANTERP_FAULT_BAD_QPOS, CANTERP_FAULT_BAD_QVEL, CANTERP_FAULT_BAD_CTRL};
  Numbers numbers(8);
  for (int trial = 0; trial < 600; ++trial) {
    Reset(pool);
    const int frames = static_cast<int>(numbers.Word() % 4);
    const int skip = 1 + static_cast<int>(numbers.Word() % 3);
    for (int i = 0; i < frames; ++i)
      ASSERT_EQ(Advance(pool, numbers.Vector(6), skip), CANTERP_FAULT_NONE);
    const size_t kind = numbers.Word() % 3;
    std::vector<double> ctrl = numbers.Vector(6);
    std::vector<double> values = kind == 2 ? ctrl : Read(pool, model, fields[kind]);
    const double number = bad[numbers.Word() % 5];
    values[numbers.Word() % values.size()] = number;
    if (kind == 2) {
      ctrl = values;
    } else {
      Check(canterp_pool_write(pool.get(), values.data(), fields[kind], 0, 1));
    }
    ASSERT_EQ(Advance(pool, ctrl, skip), want[kind]) << number << " in field " << fields[kind];
    ASSERT_EQ(canterp_fault_kind_of(canterp_pool_fault(pool.get(), 0)), CANTERP_KIND_INSTABILITY);
    for (double q : Read(pool, model, CANTERP_QPOS)) ASSERT_TRUE(std::isfinite(q));
  }
}

TEST(PhysicsFault, WhatTheLastStepLeavesBehindIsNoticed) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 1);
  Reset(pool);
  // each number passes MuJoCo's own look before the step, their sum does not
  const double qpos[] = {9.99e9, 0}, qvel[] = {9.9e9, 0};
  Check(canterp_pool_write(pool.get(), qpos, CANTERP_QPOS, 0, 1));
  Check(canterp_pool_write(pool.get(), qvel, CANTERP_QVEL, 0, 1));
  EXPECT_EQ(Advance(pool, {0, 0}), CANTERP_FAULT_BAD_QPOS);
}

TEST(PhysicsFault, ForcesThatAreNoneAreNoticed) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 1);
  const double force[] = {kNaN, 0};
  for (const canterp_field field : {CANTERP_QFRC_APPLIED, CANTERP_QACC_WARMSTART}) {
    Reset(pool);
    Check(canterp_pool_write(pool.get(), force, field, 0, 1));
    const uint8_t fault = Advance(pool, {0, 0});
    if (fault == CANTERP_FAULT_NONE) {
      for (double q : Read(pool, model, CANTERP_QPOS)) EXPECT_TRUE(std::isfinite(q));
    }
  }
}

TEST(PhysicsFault, AFaultCanBeReplayedFromTheStartOfItsFrame) {
  const Model model = ModelOf(Resource("gym/hopper.xml"));
  const Pool pool = PoolOf(model, 1), other = PoolOf(model, 3);
  Reset(pool);
  Numbers numbers(2);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(Advance(pool, numbers.Vector(3), 4), CANTERP_FAULT_NONE);
  const std::vector<double> before = Read(pool, model, CANTERP_QPOS);
  std::vector<double> qvel = Read(pool, model, CANTERP_QVEL);
  qvel[3] = 9e9;
  Check(canterp_pool_write(pool.get(), qvel.data(), CANTERP_QVEL, 0, 1));
  const std::vector<double> ctrl = {0.1, -0.2, 0.3};
  const uint8_t fault = Advance(pool, ctrl, 4);
  ASSERT_NE(fault, CANTERP_FAULT_NONE);
  const std::string text = canterp_pool_fault_text(pool.get(), 0);
  EXPECT_NE(text.find("of 4 of the frame from time 0.16"), std::string::npos) << text;

  std::vector<char> start(static_cast<size_t>(canterp_snapshot_bytes(model.get())));
  Check(canterp_pool_frame_start(pool.get(), start.data(), 0));
  Reset(other);
  Check(canterp_pool_restore(other.get(), start.data(), 2, 1));
  EXPECT_EQ(Read(other, model, CANTERP_QPOS, 2), before);
  EXPECT_EQ(Read(other, model, CANTERP_QVEL, 2), qvel);
  EXPECT_EQ(Read(other, model, CANTERP_CTRL, 2), ctrl);
  EXPECT_EQ(Advance(other, ctrl, 4, 2), fault);
  EXPECT_EQ(text, canterp_pool_fault_text(other.get(), 2));
}

TEST(PhysicsFault, TheOthersOfTheSliceGoOn) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 3), alone = PoolOf(model, 1);
  Reset(pool);
  Reset(alone);
  const double ctrl[] = {0.5, 0.1, kNaN, 0, 0.5, 0.1};
  uint8_t faults[3];
  Check(canterp_pool_advance(pool.get(), nullptr, faults, ctrl, nullptr, 5, 0, 0, 3));
  EXPECT_EQ(faults[0], CANTERP_FAULT_NONE);
  EXPECT_EQ(faults[1], CANTERP_FAULT_BAD_CTRL);
  EXPECT_EQ(faults[2], CANTERP_FAULT_NONE);
  ASSERT_EQ(Advance(alone, {0.5, 0.1}, 5), CANTERP_FAULT_NONE);
  EXPECT_EQ(Snapshot(pool, model, 2), Snapshot(alone, model, 0));
  // the third goes on from a clean start
  Check(canterp_pool_advance(pool.get(), nullptr, faults, ctrl, nullptr, 5, 0, 0, 1));
  EXPECT_EQ(faults[0], CANTERP_FAULT_NONE);
}

TEST(PhysicsFault, AFatalErrorIsAFaultAndTheSimulationIsUsableAfter) {
  const Model model = ModelOf(Resource("gym/hopper.xml"));
  const Pool pool = PoolOf(model, Plan(model, 2, -1, -1, 64));
  const double ctrl[6] = {};
  uint8_t faults[2];
  for (int i = 0; i < 5; ++i) {
    Check(canterp_pool_advance(pool.get(), nullptr, faults, ctrl, nullptr, 4, 0, 0, 2));
    EXPECT_EQ(faults[0], CANTERP_FAULT_ENGINE);
    EXPECT_EQ(faults[1], CANTERP_FAULT_ENGINE);
    const std::string text = canterp_pool_fault_text(pool.get(), 1);
    EXPECT_NE(text.find("tack overflow"), std::string::npos) << text;
  }
  EXPECT_EQ(Read(pool, model, CANTERP_QPOS)[1], 1.25);
  const Pool tiny = PoolOf(model, Plan(model, 1, -1, -1, 1));
  Check(canterp_pool_reset(tiny.get(), faults, nullptr, nullptr, 0, 1));
  EXPECT_EQ(faults[0], CANTERP_FAULT_ENGINE);
  EXPECT_FALSE(std::filesystem::exists("MUJOCO_LOG.TXT"));
}

TEST(PhysicsFault, ARebuiltSimulationGivesTheSameBits) {
  // the heap at rest needs little stack in the air and more on the floor
  const Model model = ModelOf(Heap(6));
  const Pool roomy = PoolOf(model, 1);
  const canterp_plan plan = Plan(model, 1);
  // the largest stack that still overflows on the floor
  int64_t stack = plan.stack;
  Pool tight;
  std::vector<double> high(42);
  for (size_t i = 0; i < 6; ++i) {
    high[i * 7] = static_cast<double>(i) / 2;
    high[i * 7 + 2] = 5;
    high[i * 7 + 3] = 1;
  }
  uint8_t fault = CANTERP_FAULT_NONE;
  for (; stack > 16 && fault != CANTERP_FAULT_ENGINE; stack = stack * 4 / 5) {
    tight = PoolOf(model, Plan(model, 1, plan.contacts, plan.constraints, stack));
    fault = Advance(tight, {});
  }
  ASSERT_EQ(fault, CANTERP_FAULT_ENGINE);
  Check(canterp_pool_reset(tight.get(), &fault, high.data(), nullptr, 0, 1));
  ASSERT_EQ(fault, CANTERP_FAULT_NONE) << canterp_pool_fault_text(tight.get(), 0);
  Check(canterp_pool_reset(roomy.get(), &fault, high.data(), nullptr, 0, 1));
  for (int i = 0; i < 20; ++i) {
    ASSERT_EQ(Advance(tight, {}), CANTERP_FAULT_NONE);
    ASSERT_EQ(Advance(roomy, {}), CANTERP_FAULT_NONE);
  }
  EXPECT_EQ(Snapshot(tight, model), Snapshot(roomy, model));
}

TEST(PhysicsFault, CapacitiesThatAreTooSmallSurface) {
  const Model model = ModelOf(Heap(20));
  const Pool contacts = PoolOf(model, Plan(model, 1, 3, 200, -1));
  EXPECT_EQ(Advance(contacts, {}), CANTERP_FAULT_CONTACTS_FULL);
  EXPECT_NE(std::string(canterp_pool_fault_text(contacts.get(), 0)).find("room for 3"),
            std::string::npos)
      << canterp_pool_fault_text(contacts.get(), 0);
  const Pool constraints = PoolOf(model, Plan(model, 1, 100, 6, -1));
  EXPECT_EQ(Advance(constraints, {}), CANTERP_FAULT_CONSTRAINTS_FULL);
  EXPECT_EQ(canterp_fault_kind_of(canterp_pool_fault(constraints.get(), 0)), CANTERP_KIND_CAPACITY);
  const Pool automatic = PoolOf(model, 1);
  EXPECT_EQ(Advance(automatic, {}, 50), CANTERP_FAULT_NONE);
}

TEST(PhysicsFault, ResetRefusesBadNumbersAndForgetsOldFaults) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 1);
  const double bad[] = {0, kNaN}, good[] = {0.1, 0.2};
  uint8_t fault = 255;
  Check(canterp_pool_reset(pool.get(), &fault, bad, nullptr, 0, 1));
  EXPECT_EQ(fault, CANTERP_FAULT_BAD_QPOS);
  Check(canterp_pool_reset(pool.get(), &fault, good, bad, 0, 1));
  EXPECT_EQ(fault, CANTERP_FAULT_BAD_QVEL);
  Check(canterp_pool_reset(pool.get(), &fault, good, good, 0, 1));
  EXPECT_EQ(fault, CANTERP_FAULT_NONE);
  EXPECT_EQ(canterp_pool_fault(pool.get(), 0), CANTERP_FAULT_NONE);
  EXPECT_STREQ(canterp_pool_fault_text(pool.get(), 0), "");
  char start[4096];
  EXPECT_EQ(canterp_pool_frame_start(pool.get(), start, 0), CANTERP_BAD_STATE);
}

TEST(PhysicsFault, EveryFaultHasANameAndAKind) {
  for (int fault = 1; fault < CANTERP_FAULTS; ++fault) {
    EXPECT_STRNE(canterp_fault_name(static_cast<canterp_fault>(fault)), "unknown");
    EXPECT_NE(canterp_fault_kind_of(static_cast<canterp_fault>(fault)), CANTERP_KIND_NONE);
  }
}

}  // namespace
}  // namespace physics_test
