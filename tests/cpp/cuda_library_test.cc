// SPDX-License-Identifier: Apache-2.0
//
// Loading libcanter_cuda: what is missing is named. The library that the build made is loaded for
// real, on machines with and without a driver.
#include <canter/cuda.h>
#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "core/cuda_backend.h"

namespace canter_test {
namespace {

std::string Refusal(const std::string& path) {
  EXPECT_EQ(canter_cuda_load(path.c_str()), CANTER_UNSUPPORTED);
  const std::string text = canter_last_error();
  EXPECT_NE(text.find("; "), std::string::npos) << text;
  return text;
}

TEST(CudaLibrary, MissingAndBrokenLibrariesAreNamed) {
  EXPECT_EQ(canter_cuda_load(nullptr), CANTER_NULL_POINTER);
  const std::string missing = Refusal("/nowhere/libcanter_cuda.so");
  EXPECT_NE(missing.find("lies at /nowhere/libcanter_cuda.so: it does not"), std::string::npos)
      << missing;
  EXPECT_NE(missing.find("use the processor"), std::string::npos) << missing;
  const std::filesystem::path broken =
      std::filesystem::path(testing::TempDir()) / "broken_libcanter_cuda.so";
  std::ofstream(broken) << "this is no library";
  const std::string text = Refusal(broken.string());
  EXPECT_EQ(text.find("libcanter_cuda loads: "), 0u) << text;
  EXPECT_NE(text.find("build it anew"), std::string::npos) << text;
  std::filesystem::remove(broken);
}

TEST(CudaLibrary, AnotherLibraryIsNotTakenForIt) {
  // in every process that runs this test
  const std::string text = Refusal("libm.so.6");
  EXPECT_NE(text.find("build both libraries together"), std::string::npos) << text;
}

// a library that was left behind by another build would be called with tables that it does not have
TEST(CudaLibrary, RefusesOtherVersionsAndSizes) {
  void* library = dlopen(CANTER_EMULATED_LIBRARY, RTLD_NOW | RTLD_LOCAL);
  ASSERT_NE(library, nullptr) << dlerror();
  const auto entry =
      reinterpret_cast<canter::CudaBackendFunction>(dlsym(library, "canter_cuda_backend"));
  ASSERT_NE(entry, nullptr);
  const auto keep = [](const char*) {};
  const int32_t version = canter::kCudaBackendVersion;
  const canter::CudaBackendSizes good = canter::kCudaBackendSizes;
  EXPECT_NE(entry(version, keep, &good), nullptr);
  EXPECT_EQ(entry(version - 1, keep, &good), nullptr);
  canter::CudaBackendSizes other = good;
  other.table -= sizeof(void*);
  EXPECT_EQ(entry(version, keep, &other), nullptr);
  other = good;
  other.backend += sizeof(void*);
  EXPECT_EQ(entry(version, keep, &other), nullptr);
  dlclose(library);
}

TEST(CudaLibrary, BeforeItIsLoadedEveryCallSaysSo) {
  int32_t count = -1;
  EXPECT_EQ(canter_cuda_device_count(&count), CANTER_UNSUPPORTED);
  EXPECT_NE(std::string(canter_last_error()).find("call canter_cuda_load"), std::string::npos);
  EXPECT_EQ(count, -1);
}

#if defined(CANTER_CUDA_LIBRARY)
// one of these, each with its remedy: no runtime, no driver, an old one, no device
TEST(CudaLibrary, LoadsOrSaysWhatIsMissing) {
  if (!std::filesystem::exists(CANTER_CUDA_LIBRARY)) {
    GTEST_SKIP() << "not built: " << CANTER_CUDA_LIBRARY;
  }
  const canter_status status = canter_cuda_load(CANTER_CUDA_LIBRARY);
  if (status == CANTER_OK) {
    int32_t count = 0;
    EXPECT_EQ(canter_cuda_device_count(&count), CANTER_OK);
    EXPECT_GE(count, 1);
    return;
  }
  EXPECT_EQ(status, CANTER_UNSUPPORTED);
  const std::string text = canter_last_error();
  std::printf("%s\n", text.c_str());
  const char* const reasons[][2] = {{"libcudart.so.13: cannot open", "install the CUDA runtime 13"},
                                    {"an NVIDIA driver is installed: none", "driver 580"},
                                    {"the NVIDIA driver serves CUDA", "driver 580"},
                                    {"a GPU is visible: none", "CUDA_VISIBLE_DEVICES"}};
  int named = 0;
  for (const auto& [reason, remedy] : reasons) {
    const bool found = text.find(reason) != std::string::npos;
    named += found && text.find(remedy) != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(named, 1) << text;
}
#endif

}  // namespace
}  // namespace canter_test
