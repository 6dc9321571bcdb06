// SPDX-License-Identifier: Apache-2.0
#include "files.h"

#include <algorithm>
#include <climits>
#include <cstring>

#include "status.h"

namespace canterp {

std::string_view base_name(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

void need_contained(std::string_view name, const std::string& where) {
  const std::string text(name);
  if (name.front() == '/')
    fail(CANTERP_BAD_MODEL,
         "%s = \"%s\": an absolute path; write one relative to the model's folder", where.c_str(),
         text.c_str());
  const auto odd = [](char c) {
    return c == '\\' || c == ':' || c == '&' || static_cast<unsigned char>(c) < 32;
  };
  if (std::any_of(name.begin(), name.end(), odd))
    fail(CANTERP_BAD_MODEL,
         "%s = \"%s\": backslashes, colons, ampersands and control characters are refused in names",
         where.c_str(), text.c_str());
  for (size_t from = 0; from <= name.size();) {
    const size_t slash = std::min(name.find('/', from), name.size());
    if (name.substr(from, slash - from) == "..")
      fail(CANTERP_BAD_MODEL, "%s = \"%s\": it leaves the model's folder; move the file into it",
           where.c_str(), text.c_str());
    from = slash + 1;
  }
}

void DeleteVfs::operator()(mjVFS* vfs) const {
  mj_deleteVFS(vfs);
  delete vfs;
}

Vfs make_vfs(const canterp_files& files) {
  Vfs vfs(new mjVFS);
  mj_defaultVFS(vfs.get());
  for (const auto& [name, content] : files.content) {
    const std::string base(base_name(name));
    const int bytes = static_cast<int>(content.size());
#if mjVERSION_HEADER >= 316
    const int refused = mj_addBufferVFS(vfs.get(), base.c_str(), content.data(), bytes);
#else
    const int refused = mj_makeEmptyFileVFS(vfs.get(), base.c_str(), bytes);
    const int index = mj_findFileVFS(vfs.get(), base.c_str());
    if (refused == 0 && index >= 0)
      std::memcpy(vfs->filedata[index], content.data(), content.size());
#endif
    if (refused != 0)
      fail(CANTERP_BAD_MODEL,
           "file %s: MuJoCo took %s (%d); file names must differ without their folders, and the "
           "number of files is limited",
           name.c_str(), refused == 2 ? "the name to be another file's" : "no more files", refused);
  }
  return vfs;
}

}  // namespace canterp

using canterp::fail;
using canterp::guarded;

canterp_status canterp_files_create(canterp_files** out) {
  return guarded([&] {
    canterp::need(out, "out");
    canterp::publish(out, std::make_unique<canterp_files>());
  });
}

void canterp_files_destroy(canterp_files* files) { canterp::retire(files); }

canterp_status canterp_files_add(canterp_files* files, const char* name, const void* data,
                                 int64_t bytes) {
  return guarded([&] {
    canterp::need(files, "files");
    canterp::need(name, "name");
    canterp::need(data, "data");
    if (bytes < 1 || bytes > INT_MAX)
      fail(CANTERP_BAD_SHAPE, "bytes = %lld, expected 1..%d; an empty file is no model's",
           static_cast<long long>(bytes), INT_MAX);
    // MuJoCo 2 cuts names at 999 bytes
    if (std::strlen(name) > 900 || canterp::base_name(name).empty())
      fail(CANTERP_BAD_VALUE, "name: empty or longer than 900 bytes; shorten it");
    canterp::need_contained(name, "name");
    std::string content(static_cast<const char*>(data), static_cast<size_t>(bytes));
    if (!files->content.emplace(name, std::move(content)).second)
      fail(CANTERP_BAD_VALUE, "name = \"%s\": this set has a file of that name already", name);
  });
}
