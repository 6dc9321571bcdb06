// SPDX-License-Identifier: Apache-2.0
//
// Elements of a buffer as the host can read and write them: where they are, or as a copy of what a
// device holds. Used where a refusal is put into words and where something small is computed on the
// host.
#ifndef CANTER_API_HOST_COPY_H_
#define CANTER_API_HOST_COPY_H_

#include <vector>

#include "core/context.h"

namespace canter {

template <typename T>
class HostCopy {
 public:
  HostCopy(const Context& context, const T* data, int64_t n) : data_(data) {
    if (context.device == nullptr || data == nullptr) return;
    copy_.resize(static_cast<size_t>(n));
    context.device->copy_out(copy_.data(), data, copy_.size() * sizeof(T));
    data_ = copy_.data();
  }
  const T* get() const { return data_; }
  const T& operator[](int64_t i) const { return data_[i]; }

 private:
  const T* data_;
  std::vector<T> copy_;
};

// body(host memory) fills n elements of a buffer, wherever it lies
template <typename T, typename Body>
void fill_on_host(const Context& context, void* out, int64_t n, const Body& body) {
  if (context.device == nullptr) return body(static_cast<T*>(out));
  std::vector<T> values(static_cast<size_t>(n));
  body(values.data());
  context.device->copy_in(out, values.data(), values.size() * sizeof(T));
}

}  // namespace canter

#endif  // CANTER_API_HOST_COPY_H_
