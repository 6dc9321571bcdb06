// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "physics_support.h"

namespace physics_test {
namespace {

class PhysicsSnapshotOf : public testing::TestWithParam<const char*> {};

TEST_P(PhysicsSnapshotOf, ContinuesWithTheSameBitsAnywhere) {
  const Model model = ModelOf(Resource(GetParam()));
  const int64_t nu = Size(model, "nu");
  const Pool pool = PoolOf(model, 2);
  // another pool, with MuJoCo's default capacities
  const Pool other = PoolOf(model, Plan(model, 3, 100, 500, 1250000));
  Reset(pool);
  Numbers numbers(4);
  for (int i = 0; i < 40; ++i) ASSERT_EQ(Advance(pool, numbers.Vector(nu), 3), CANTERP_FAULT_NONE);

  const std::vector<char> middle = Snapshot(pool, model);
  Check(canterp_pool_restore(pool.get(), middle.data(), 1, 1));
  Check(canterp_pool_restore(other.get(), middle.data(), 2, 1));
  EXPECT_EQ(Snapshot(pool, model, 1), middle);
  EXPECT_EQ(Snapshot(other, model, 2), middle);
  for (int i = 0; i < 25; ++i) {
    const std::vector<double> ctrl = numbers.Vector(nu);
    ASSERT_EQ(Advance(pool, ctrl, 3, 0), CANTERP_FAULT_NONE);
    ASSERT_EQ(Advance(pool, ctrl, 3, 1), CANTERP_FAULT_NONE);
    ASSERT_EQ(Advance(other, ctrl, 3, 2), CANTERP_FAULT_NONE);
  }
  const std::vector<char> end = Snapshot(pool, model, 0);
  EXPECT_NE(end, middle);
  EXPECT_EQ(Snapshot(pool, model, 1), end);
  EXPECT_EQ(Snapshot(other, model, 2), end);
}

INSTANTIATE_TEST_SUITE_P(Models, PhysicsSnapshotOf,
                         testing::Values("gym/hopper.xml", "gym/humanoid.xml",
                                         "gym/half_cheetah.xml", "gym/ant.xml", "gym/reacher.xml"),
                         [](const auto& info) {
                           std::string name = info.param;
                           name = name.substr(name.find('/') + 1);
                           name.resize(name.find('.'));
                           return name;
                         });

TEST(PhysicsSnapshot, IsRefusedByAnotherModelAndWhenItIsNone) {
  const Model ball = ModelOf(kBall), hopper = ModelOf(Resource("gym/hopper.xml"));
  const Pool pool = PoolOf(ball, 2);
  Reset(pool);
  const std::vector<char> before = Snapshot(pool, ball, 0);
  std::vector<char> foreign = Snapshot(PoolOf(hopper, 1), hopper);
  ASSERT_GE(foreign.size(), before.size());
  EXPECT_EQ(canterp_pool_restore(pool.get(), foreign.data(), 0, 1), CANTERP_BAD_STATE);
  std::vector<char> zeros(before.size());
  EXPECT_EQ(canterp_pool_restore(pool.get(), zeros.data(), 0, 1), CANTERP_BAD_STATE);
  // the second of two is bad: the first is not restored either
  ASSERT_EQ(Advance(pool, {0.1, 0.1}), CANTERP_FAULT_NONE);
  const std::vector<char> now = Snapshot(pool, ball, 0);
  std::vector<char> two = before;
  two.insert(two.end(), zeros.begin(), zeros.end());
  EXPECT_EQ(canterp_pool_restore(pool.get(), two.data(), 0, 2), CANTERP_BAD_STATE);
  EXPECT_EQ(Snapshot(pool, ball, 0), now);
}

TEST(PhysicsSnapshot, KeepsWhatATaskReadsBeforeAStep) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 2);
  Reset(pool);
  ASSERT_EQ(Advance(pool, {0.5, 0.2}, 7), CANTERP_FAULT_NONE);
  const std::vector<char> bytes = Snapshot(pool, model);
  Check(canterp_pool_restore(pool.get(), bytes.data(), 1, 1));
  for (int f = 0; f < CANTERP_FIELDS; ++f) {
    const canterp_field field = static_cast<canterp_field>(f);
    EXPECT_EQ(Read(pool, model, field, 0), Read(pool, model, field, 1))
        << canterp_field_name(field);
  }
}

TEST(PhysicsSnapshot, BytesMayLieAnywhere) {
  const Model model = ModelOf(kBall);
  const Pool pool = PoolOf(model, 1);
  Reset(pool);
  const std::vector<char> bytes = Snapshot(pool, model);
  std::vector<char> odd(bytes.size() + 3);
  Check(canterp_pool_snapshot(pool.get(), odd.data() + 3, 0, 1));
  EXPECT_EQ(std::vector<char>(odd.begin() + 3, odd.end()), bytes);
  Check(canterp_pool_restore(pool.get(), odd.data() + 3, 0, 1));
  EXPECT_EQ(Snapshot(pool, model), bytes);
}

}  // namespace
}  // namespace physics_test
