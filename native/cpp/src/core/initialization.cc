// SPDX-License-Identifier: Apache-2.0
#include "core/initialization.h"

#include <algorithm>
#include <cmath>

#include "canter/random.h"
#include "core/lanes.h"
#include "core/philox.h"

namespace canter {

namespace {

// normals of vector `vector` of a layer
void draw(double* out, int64_t n, uint64_t seed, int32_t layer, int64_t vector) {
  const RandomPlace place = {seed, CANTER_STREAM_INITIALIZATION, static_cast<uint32_t>(layer),
                             static_cast<uint32_t>(vector), 0};
  fill_normals(out, place, n);
}

double dot(const double* x, const double* y, int64_t n) {
  return lane_sum(0, n, [&](int64_t i) { return x[i] * y[i]; });
}

// makes v[n] orthogonal to q[count, n] and of length 1
void orthonormalize(double* v, const double* q, int64_t count, int64_t n) {
  // twice: one pass of modified Gram-Schmidt loses digits where v lies close to the span of q
  for (int pass = 0; pass < 2; ++pass) {
    for (int64_t j = 0; j < count; ++j) {
      const double* qj = q + j * n;
      const double along = dot(v, qj, n);
      for (int64_t i = 0; i < n; ++i) v[i] -= along * qj[i];
    }
  }
  const double length = std::sqrt(dot(v, v, n));
  for (int64_t i = 0; i < n; ++i) v[i] /= length;
}

// weight[inputs, outputs] = gain times a matrix with orthonormal rows (or columns, if those are
// fewer)
template <typename Real>
void fill_orthogonal(Real* weight, double* q, int64_t inputs, int64_t outputs, int32_t layer,
                     double gain, uint64_t seed) {
  const bool rows = inputs <= outputs;
  const int64_t count = rows ? inputs : outputs;
  const int64_t length = rows ? outputs : inputs;
  for (int64_t j = 0; j < count; ++j) {
    draw(q + j * length, length, seed, layer, j);
    orthonormalize(q + j * length, q, j, length);
  }
  for (int64_t i = 0; i < inputs; ++i) {
    for (int64_t o = 0; o < outputs; ++o) {
      const double unit = rows ? q[i * length + o] : q[o * length + i];
      weight[i * outputs + o] = static_cast<Real>(gain * unit);
    }
  }
}

// weight[inputs, outputs] = normals of standard deviation gain / sqrt(inputs)
template <typename Real>
void fill_normal(Real* weight, double* row, int64_t inputs, int64_t outputs, int32_t layer,
                 double gain, uint64_t seed) {
  const double deviation = gain / std::sqrt(static_cast<double>(inputs));
  for (int64_t i = 0; i < inputs; ++i) {
    draw(row, outputs, seed, layer, i);
    for (int64_t o = 0; o < outputs; ++o) {
      weight[i * outputs + o] = static_cast<Real>(deviation * row[o]);
    }
  }
}

// numbers of work memory that the largest layer needs
int64_t work_size(const Network& network, canter_initialization scheme) {
  int64_t most = 0;
  for (int32_t l = 0; l < network.layers; ++l) {
    const int64_t outputs = network.widths[l + 1];
    const int64_t all = network.widths[l] * outputs;
    most = std::max(most, scheme == CANTER_ORTHOGONAL ? all : outputs);
  }
  return most;
}

}  // namespace

template <typename Real>
void initialize(const Network& network, Real* theta, canter_initialization scheme,
                const double* gains, uint64_t seed) {
  std::vector<double> work(static_cast<size_t>(work_size(network, scheme)));
  for (int32_t l = 0; l < network.layers; ++l) {
    const int64_t inputs = network.widths[l], outputs = network.widths[l + 1];
    Real* weight = theta + network.weight_offset[l];
    if (scheme == CANTER_ORTHOGONAL) {
      fill_orthogonal(weight, work.data(), inputs, outputs, l, gains[l], seed);
    } else {
      fill_normal(weight, work.data(), inputs, outputs, l, gains[l], seed);
    }
    std::fill_n(theta + network.bias_offset[l], outputs, Real{0});
  }
}

template void initialize(const Network&, float*, canter_initialization, const double*, uint64_t);
template void initialize(const Network&, double*, canter_initialization, const double*, uint64_t);

}  // namespace canter
