// SPDX-License-Identifier: Apache-2.0
//
// Backward scans as segmented associative scans. y[t] = a[t] + b[t] y[t + 1], with b = 0 where an
// episode ends, so a stretch of steps is one map y -> a + b y, and maps of neighbours compose.
//
// A block owns some neighbouring columns and goes through them from the end, a window of steps at a
// time. Each thread keeps the maps of its few steps of a column in registers; the maps of a
// column's threads are composed in shared memory; then each thread writes its steps. So everything
// is read from memory once and written once, in one launch. Arithmetic is in double.
#ifndef CANTER_CUDA_COLUMN_SCAN_H_
#define CANTER_CUDA_COLUMN_SCAN_H_

#include "canter/scan.h"
#include "core/kernel_table.h"
#include "cuda/alarm.h"
#include "cuda/gpu.h"

namespace canter::cuda {

// What the scans read. An element is named by its offset, t * N + n.
struct Trajectories {
  const float* reward;
  const float* value;      // null where a scan has no use for it
  const float* bootstrap;  // null counts as 0
  const uint8_t* step;
  int64_t environments;
  int64_t last;  // where the last step begins
  // kinds that do not exist are noted here, unless they were looked at before; they end a sum
  Alarm alarm;

  CANTER_DEVICE void look_at(int64_t at, uint8_t kind) const {
    if (kind > CANTER_FAULT && alarm.found != nullptr) note(alarm, 0, at, kind, 1);
  }
  CANTER_DEVICE bool goes_on(int64_t at, uint8_t kind) const {
    return kind == CANTER_MID && at < last;
  }
  // v' where the sum ends; the bootstrap is read only where it counts, elsewhere it may be NaN
  CANTER_DEVICE double end_value(int64_t at, uint8_t kind) const {
    return kind == CANTER_TERMINAL || bootstrap == nullptr ? 0.0 : bootstrap[at];
  }
};

// one step, as it was read
struct StepRow {
  int64_t at;
  uint8_t kind;
  float reward, value, following;  // the values of this step and the next one

  CANTER_DEVICE double gain() const { return kind == CANTER_FAULT ? 0.0 : reward; }
};

// y -> a + b y
struct LinearMap {
  double a, b;
  // this one after `first`
  CANTER_DEVICE LinearMap after(const LinearMap& first) const {
    return {a + b * first.a, b * first.b};
  }
};

constexpr int kScanThreads = 512;
// of one thread, in registers: enough loads on their way to hide what each takes
constexpr int kScanSteps = 16;

// How many neighbouring columns a block owns, a power of two; the shape alone decides. Eight are a
// sector of memory, so fewer are for narrow batches alone.
inline int scan_columns_of(ScanShape shape) {
  int columns = 32;
  const auto window = [&] { return int64_t{kScanThreads / columns} * kScanSteps; };
  while ((columns > 8 && window() < shape.steps) ||
         (columns > 1 && shape.environments <= columns / 2)) {
    columns /= 2;
  }
  return columns;
}

// A scan has kValues, map(row) of a step, and write(row's place, y, value).
//
// 100 registers for advantages (120 on sm_90), 82 for returns (90), 8.5 KiB of shared memory: one
// block of 512 threads to a multiprocessor, whose threads have up to 48 loads each on their way
template <typename Scan>
struct ColumnScan {
  static constexpr int kThreads = kScanThreads;
  Scan scan;
  int64_t steps;
  int columns;

  // what a thread keeps of its steps; those before the first one of a column change nothing
  struct Kept {
    double a[kScanSteps];
    float value[kScanSteps + 1];
    uint32_t goes_on;
    double entering;
    LinearMap whole;
  };

  CANTER_DEVICE int strands() const { return kScanThreads / columns; }

  // rare, so the steps are read once more
  CANTER_DEVICE void note_kinds(int64_t first, int64_t n) const {
    const Trajectories& x = scan.x;
    CANTER_ROLLED
    for (int64_t t = first < 0 ? 0 : first; t < first + kScanSteps; ++t) {
      const int64_t at = t * x.environments + n;
      x.look_at(at, x.step[at]);
    }
  }

  // reads the steps from `first` on of column n
  CANTER_DEVICE void read(Kept& kept, int64_t first, int64_t n) const {
    const Trajectories& x = scan.x;
    float reward[kScanSteps];
    uint8_t kind[kScanSteps];
    uint32_t kinds = 0;
    for (int j = 0; j < kScanSteps; ++j) {
      const int64_t t = first + j, at = t * x.environments + n;
      const bool real = t >= 0;
      kind[j] = real ? x.step[at] : static_cast<uint8_t>(CANTER_MID);
      kinds |= kind[j];
      reward[j] = real ? x.reward[at] : 0.0f;
      kept.value[j] = Scan::kValues && real ? x.value[at] : 0.0f;
    }
    if (kinds > CANTER_FAULT) note_kinds(first, n);
    const int64_t next = (first + kScanSteps) * x.environments + n;
    kept.value[kScanSteps] =
        Scan::kValues && next >= 0 && next <= x.last + n ? x.value[next] : 0.0f;
    kept.goes_on = 0;
    kept.whole = {0.0, 1.0};
    for (int j = kScanSteps - 1; j >= 0; --j) {
      const int64_t at = (first + j) * x.environments + n;
      const StepRow row = {at, kind[j], reward[j], kept.value[j], kept.value[j + 1]};
      const bool real = first + j >= 0;
      const bool on = !real || x.goes_on(at, kind[j]);
      kept.a[j] = real ? scan.term(row, on) : 0.0;
      kept.goes_on |= static_cast<uint32_t>(on) << j;
      if (real) kept.whole = LinearMap{kept.a[j], on ? scan.decay : 0.0}.after(kept.whole);
    }
  }

  CANTER_DEVICE void write(const Kept& kept, int64_t first, int64_t n) const {
    double y = kept.entering;
    for (int j = kScanSteps - 1; j >= 0; --j) {
      if (first + j < 0) break;
      y = kept.a[j] + (kept.goes_on >> j & 1u ? scan.decay : 0.0) * y;
      scan.write((first + j) * scan.x.environments + n, y, kept.value[j]);
    }
  }

  // maps[thread]: this strand's map after those of all later strands of the column
  CANTER_DEVICE void compose(const Block& block, PerThread<Kept>& kept, LinearMap* maps) const {
    block.threads([&](int t) { maps[t] = kept[t].whole; });
    for (int distance = 1; distance < strands(); distance *= 2) {
      block.threads([&](int t) {
        if (t / columns + distance < strands()) {
          kept[t].whole = kept[t].whole.after(maps[t + distance * columns]);
        }
      });
      block.threads([&](int t) { maps[t] = kept[t].whole; });
    }
  }

  CANTER_DEVICE void operator()(const Block& block) const {
    LinearMap* maps = reinterpret_cast<LinearMap*>(block.shared());
    double* carry = reinterpret_cast<double*>(maps + kScanThreads);
    const int64_t column = block.index() * columns, window = int64_t{strands()} * kScanSteps;
    PerThread<Kept> kept(block);
    block.items(columns, [&](int c) { carry[c] = 0.0; });
    for (int64_t end = steps; end > 0; end -= window) {
      const auto first = [&](int t) { return end - window + int64_t{t / columns} * kScanSteps; };
      const auto inside = [&](int t) { return column + t % columns < scan.x.environments; };
      block.threads([&](int t) {
        kept[t].whole = {0.0, 1.0};
        if (inside(t)) read(kept[t], first(t), column + t % columns);
      });
      compose(block, kept, maps);
      block.threads([&](int t) {
        const double from_below = carry[t % columns];
        const bool deepest = t / columns + 1 == strands();
        kept[t].entering =
            deepest ? from_below : maps[t + columns].a + maps[t + columns].b * from_below;
        if (inside(t)) write(kept[t], first(t), column + t % columns);
      });
      block.items(columns, [&](int c) { carry[c] = maps[c].a + maps[c].b * carry[c]; });
    }
  }
};

template <typename Scan>
void scan_columns(Context& context, const Scan& scan, ScanShape shape) {
  const int columns = scan_columns_of(shape);
  const Grid grid = {(shape.environments + columns - 1) / columns, kScanThreads,
                     kScanThreads * sizeof(LinearMap) + 32 * sizeof(double)};
  launch(gpu_of(context), ColumnScan<Scan>{scan, shape.steps, columns}, grid);
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_COLUMN_SCAN_H_
