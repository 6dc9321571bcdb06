// SPDX-License-Identifier: Apache-2.0
//
// Files in memory, by name, and their hand-over to MuJoCo's virtual file system.
#ifndef CANTERP_SRC_FILES_H_
#define CANTERP_SRC_FILES_H_

#include <mujoco/mujoco.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "canter_physics/model.h"

struct canterp_files {
  // content by full name
  std::map<std::string, std::string, std::less<>> content;
};

namespace canterp {

// what MuJoCo goes by: the part of a name after the last slash
std::string_view base_name(std::string_view name);

// refuses a name that is absolute, leaves its folder, or has characters that some system reads as
// more than a name; `where` says whose name it is
void need_contained(std::string_view name, const std::string& where);

struct DeleteVfs {
  void operator()(mjVFS* vfs) const;
};
using Vfs = std::unique_ptr<mjVFS, DeleteVfs>;

// MuJoCo's view of the files (2 MB with MuJoCo 2, so on the heap)
Vfs make_vfs(const canterp_files& files);

// Where the models are said to lie. MuJoCo looks on the disk for what its virtual file system
// lacks; below a path that is no folder there is nothing to find.
inline constexpr char kNowhere[] = "/dev/null/";

}  // namespace canterp

#endif  // CANTERP_SRC_FILES_H_
