// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "physics_support.h"

namespace physics_test {
namespace {

using ::testing::TestWithParam;

TEST(PhysicsModel, HasSizesNamesAndArrays) {
  const Model model = ModelOf(kBall);
  EXPECT_EQ(Size(model, "nq"), 2);
  EXPECT_EQ(Size(model, "nu"), 2);
  EXPECT_STREQ(canterp_model_object_name(model.get(), CANTERP_BODY, 1), "ball");
  EXPECT_STREQ(canterp_model_object_name(model.get(), CANTERP_BODY, 2), nullptr);
  EXPECT_EQ(canterp_model_object_id(model.get(), CANTERP_ACTUATOR, "roll"), 1);
  EXPECT_EQ(canterp_model_object_id(model.get(), CANTERP_ACTUATOR, "none"), -1);
  double range[4];
  Check(canterp_model_array(range, model.get(), "actuator_ctrlrange", 4));
  EXPECT_EQ(range[0], -1);
  EXPECT_EQ(range[1], 1);
  double timestep = 0, gravity[3];
  Check(canterp_model_array(&timestep, model.get(), "opt.timestep", 1));
  Check(canterp_model_array(gravity, model.get(), "opt.gravity", 3));
  EXPECT_EQ(timestep, 0.01);
  EXPECT_EQ(gravity[2], -9.81);
}

TEST(PhysicsModel, EveryArrayHasAShapeAndCanBeRead) {
  const Model model = ModelOf(kBall);
  ASSERT_GT(canterp_model_array_count(), 150);
  for (int32_t i = 0; i < canterp_model_array_count(); ++i) {
    const char* name = canterp_model_array_name(i);
    int64_t rows = -1, width = -1;
    Check(canterp_model_array_shape(&rows, &width, model.get(), name));
    std::vector<double> out(static_cast<size_t>(rows * width) + 1);
    EXPECT_EQ(canterp_model_array(out.data(), model.get(), name, rows * width), CANTERP_OK) << name;
  }
  EXPECT_EQ(canterp_model_array_name(-1), nullptr);
  EXPECT_EQ(canterp_model_array_name(canterp_model_array_count()), nullptr);
}

TEST(PhysicsModel, FingerprintIsOfTheContent) {
  std::string other = kBall;
  other.replace(other.find("0 0 0.2"), 7, "0 0 0.3");
  const Model a = ModelOf(kBall), b = ModelOf(kBall), c = ModelOf(other);
  EXPECT_EQ(canterp_model_fingerprint(a.get()), canterp_model_fingerprint(b.get()));
  EXPECT_NE(canterp_model_fingerprint(a.get()), canterp_model_fingerprint(c.get()));
}

TEST(PhysicsModel, IncludesComeFromTheSet) {
  const FileMap files = {{"main.xml", "<mujoco><include file='parts/ball.xml'/></mujoco>"},
                         {"parts/ball.xml",
                          "<mujoco><worldbody><body name='b'><geom size='1'/></body></worldbody>"
                          "</mujoco>"}};
  Model model;
  ASSERT_EQ(Load(files, &model), CANTERP_OK) << canterp_last_error();
  EXPECT_EQ(canterp_model_object_id(model.get(), CANTERP_BODY, "b"), 1);
}

TEST(PhysicsModel, RefusalsOfLookUpsNameWhatIsWrong) {
  const Model model = ModelOf(kBall);
  int64_t size = 7;
  EXPECT_EQ(canterp_model_size(&size, model.get(), "nonsense"), CANTERP_BAD_VALUE);
  EXPECT_NE(std::string(canterp_last_error()).find("nonsense"), std::string::npos);
  EXPECT_EQ(size, 7);
  double out[1];
  EXPECT_EQ(canterp_model_array(out, model.get(), "qpos0", 1), CANTERP_BAD_SHAPE);
  EXPECT_EQ(canterp_model_array(out, model.get(), "opt.nonsense", 1), CANTERP_BAD_VALUE);
  EXPECT_EQ(canterp_model_array(nullptr, model.get(), "qpos0", 1), CANTERP_NULL_POINTER);
  EXPECT_EQ(canterp_model_size(&size, nullptr, "nq"), CANTERP_NULL_POINTER);
}

struct BadModel {
  const char* label;
  const char* xml;
  const char* text;
};
void PrintTo(const BadModel& bad, std::ostream* out) { *out << bad.label; }

class PhysicsBadModel : public TestWithParam<BadModel> {};

TEST_P(PhysicsBadModel, IsRefusedWithAReason) {
  EXPECT_EQ(Load({{"main.xml", GetParam().xml}}), CANTERP_BAD_MODEL);
  EXPECT_NE(std::string(canterp_last_error()).find(GetParam().text), std::string::npos)
      << canterp_last_error();
  EXPECT_NE(std::string(canterp_last_error()).find("main.xml"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PhysicsBadModel,
    testing::Values(
        BadModel{"Unknown", "<mujoco>\n<worldbody>\n<gem/></worldbody></mujoco>", "line 3"},
        BadModel{"Massless", "<mujoco><worldbody><body><freejoint/></body></worldbody></mujoco>",
                 "mass"},
        BadModel{"Cut", "<mujoco><worldbody>", "XML"}, BadModel{"NotXml", "hello", "XML"},
        BadModel{"Doctype", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><mujoco/>",
                 "document type"},
        BadModel{"Cdata", "<mujoco><![CDATA[x]]></mujoco>", "document type"},
        BadModel{"Absolute", "<mujoco><include file='/etc/hostname.xml'/></mujoco>", "absolute"},
        BadModel{"Parent", "<mujoco><include file='../a.xml'/></mujoco>", "leaves"},
        BadModel{"ParentInside", "<mujoco><include file='a/../../a.xml'/></mujoco>", "leaves"},
        BadModel{"Drive", "<mujoco><include file='c:a.xml'/></mujoco>", "colons"},
        BadModel{"Backslash", "<mujoco><include file='..\\a.xml'/></mujoco>", "backslashes"},
        BadModel{"Entity", "<mujoco><include file='&#47;etc/a.xml'/></mujoco>", "ampersands"},
        BadModel{"NotThere", "<mujoco><include file='a.xml'/></mujoco>", "no such file"},
        BadModel{"NotXmlName", "<mujoco><include file='main.xml.txt'/></mujoco>", "no such file"},
        BadModel{"Mesh", "<mujoco>\n<asset><mesh file='/etc/a.stl'/></asset></mujoco>",
                 "main.xml:2"},
        BadModel{"Folder", "<mujoco><compiler meshdir='/etc'/></mujoco>", "absolute"},
        BadModel{"TextureSide",
                 "<mujoco><asset><texture type='cube' fileright='/a.png'/></asset></mujoco>",
                 "absolute"},
        BadModel{"Itself", "<mujoco><include file='main.xml'/></mujoco>", "included"}),
    [](const auto& info) { return std::string(info.param.label); });

TEST(PhysicsModel, IncludesThatGoRoundAreRefused) {
  const FileMap files = {{"main.xml", "<mujoco><include file='a.xml'/></mujoco>"},
                         {"a.xml", "<mujoco><include file='b.xml'/></mujoco>"},
                         {"b.xml", "<mujoco><include file='a.xml'/></mujoco>"}};
  EXPECT_EQ(Load(files), CANTERP_BAD_MODEL);
}

TEST(PhysicsModel, DeepNestingIsRefusedNotACrash) {
  std::string xml = "<mujoco><worldbody>";
  for (int i = 0; i < 100000; ++i) xml += "<body>";
  EXPECT_EQ(Load({{"main.xml", xml}}), CANTERP_BAD_MODEL);
}

TEST(PhysicsModel, FilesOfOneNameInTwoFoldersAreRefused) {
  const FileMap files = {{"main.xml", "<mujoco/>"}, {"a/x.stl", "1"}, {"b/x.stl", "2"}};
  EXPECT_EQ(Load(files), CANTERP_BAD_MODEL);
  EXPECT_NE(std::string(canterp_last_error()).find("x.stl"), std::string::npos);
}

TEST(PhysicsModel, FilesAreChecked) {
  const Files files = MakeFiles({});
  EXPECT_EQ(canterp_files_add(files.get(), "a.xml", "x", 0), CANTERP_BAD_SHAPE);
  EXPECT_EQ(canterp_files_add(files.get(), "", "x", 1), CANTERP_BAD_VALUE);
  EXPECT_EQ(canterp_files_add(files.get(), "/a.xml", "x", 1), CANTERP_BAD_MODEL);
  EXPECT_EQ(canterp_files_add(files.get(), "a.xml", nullptr, 1), CANTERP_NULL_POINTER);
  EXPECT_EQ(canterp_files_add(files.get(), "a.xml", "x", 1), CANTERP_OK);
  EXPECT_EQ(canterp_files_add(files.get(), "a.xml", "x", 1), CANTERP_BAD_VALUE);
  canterp_model* model = nullptr;
  EXPECT_EQ(canterp_model_load(&model, files.get(), "b.xml"), CANTERP_BAD_VALUE);
  EXPECT_EQ(canterp_model_load(&model, files.get(), "a.mjb"), CANTERP_BAD_MODEL);
  EXPECT_EQ(model, nullptr);
}

TEST(PhysicsModel, HandlesAreCounted) {
  const int64_t before = canterp_live_handles();
  {
    const Model model = ModelOf(kBall);
    const Pool pool = PoolOf(model, 2);
    EXPECT_EQ(canterp_live_handles(), before + 2);
  }
  EXPECT_EQ(canterp_live_handles(), before);
}

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
// bytes that are allocated now; AddressSanitizer finds leaks by itself
size_t BytesInUse() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST(PhysicsModel, TenThousandOpenCloseCyclesLeaveNothing) {
  const FileMap good = {{"main.xml",
                         "<mujoco><worldbody><body><joint/><geom size='.1'/></body>"
                         "</worldbody></mujoco>"}};
  const FileMap bad = {{"main.xml", "<mujoco><worldbody><geom/></worldbody></mujoco>"}};
  const auto cycle = [&](int i) {
    if (i % 4 == 0) {
      EXPECT_EQ(Load(bad), CANTERP_BAD_MODEL);
      return;
    }
    Model model;
    Check(Load(good, &model));
    // every other pool fails in its first frame, and rebuilds
    const Pool pool = PoolOf(model, Plan(model, 2, 2, 8, i % 2 == 0 ? 1 : 2000));
    Advance(pool, {});
  };
  for (int i = 0; i < 200; ++i) cycle(i);
  const size_t before = BytesInUse();
  for (int i = 0; i < 10000; ++i) cycle(i);
  EXPECT_LE(BytesInUse(), before + 16384);
}
#endif

}  // namespace
}  // namespace physics_test
