// SPDX-License-Identifier: Apache-2.0
#include <canter_physics/version.h>
#include <gtest/gtest.h>

namespace {

TEST(PhysicsVersion, LoadedLibraryIsTheOneCompiledAgainst) {
  EXPECT_GT(canterp_mujoco_version_compiled(), 0);
  EXPECT_EQ(canterp_mujoco_version_compiled(), canterp_mujoco_version_loaded());
}

TEST(PhysicsVersion, NameStartsWithADigit) {
  const char* name = canterp_mujoco_version_name();
  ASSERT_NE(name, nullptr);
  EXPECT_TRUE(name[0] >= '0' && name[0] <= '9') << name;
}

}  // namespace
