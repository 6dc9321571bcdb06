// SPDX-License-Identifier: Apache-2.0
#include "ptx_library.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace canter::ptx {
namespace {

// "moments" of "/somewhere/moments.cu"
std::string stem_of(const char* path) { return std::filesystem::path(path).stem().string(); }

// the name of the kernel that run<T> is, as nvcc's mangled names come out
std::string entry_name(const std::string& type) {
  const char* const close = type.ends_with(">") ? " >(" : ">(";
  return "void canter::cuda::run<" + type + close + type + ")";
}

}  // namespace

Library::Library(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const std::string file = std::filesystem::path(path).filename().string();
    const Module& module = modules_.emplace_back(file, Module::read(path));
    for (const Entry& entry : module.entries()) kernels_[entry.name].push_back({&entry});
    size_ += module.entries().size();
  }
}

// Of a kernel that only one file can name that file's; of others the one that ran least, so that
// all of them run.
Library::Kernel& Library::find(const cuda::EmulatedLaunch& launch) {
  const std::string name = entry_name(demangled(launch.type.name()));
  const auto found = kernels_.find(name);
  if (found == kernels_.end()) throw std::runtime_error("no PTX of " + name);
  std::vector<Kernel>& same = found->second;
  if (name.find("(anonymous namespace)") == std::string::npos) {
    return *std::min_element(same.begin(), same.end(), [](const Kernel& a, const Kernel& b) {
      return a.launches < b.launches;
    });
  }
  const std::string file = stem_of(launch.source);
  for (Kernel& kernel : same) {
    if (kernel.entry->file == file) return kernel;
  }
  throw std::runtime_error("no PTX of " + name + " in " + file + ".ptx");
}

void Library::run(const cuda::EmulatedLaunch& launch, WarpOrder order) {
  try {
    Kernel& kernel = find(launch);
    ++kernel.launches;
    Machine(*kernel.entry, {launch.kernel, launch.bytes, launch.blocks, launch.layers,
                            launch.threads, launch.shared_bytes, order})
        .run();
  } catch (const std::runtime_error& error) {
    faults_.push_back(error.what());
  }
}

std::vector<std::string> Library::take_faults() { return std::exchange(faults_, {}); }

std::vector<std::string> Library::never_run() const {
  std::vector<std::string> names;
  for (const auto& [name, same] : kernels_) {
    for (const Kernel& kernel : same) {
      if (kernel.launches == 0) names.push_back(kernel.entry->file + ".ptx: " + name);
    }
  }
  return names;
}

}  // namespace canter::ptx
