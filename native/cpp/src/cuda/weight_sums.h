// SPDX-License-Identifier: Apache-2.0
//
// Samples of a stage in shared memory, and the sums of weight gradients as a thread has them.
#ifndef CANTER_CUDA_WEIGHT_SUMS_H_
#define CANTER_CUDA_WEIGHT_SUMS_H_

#include "cuda/weight_plan.h"

namespace canter::cuda {

// fours of samples of a stage
constexpr int kStageFours = kWeightSamples / 4;
// Where the four `four` of row r lies in a stage. Two rows share the 128 bytes of all banks; in
// which order follows from the group, so threads that read the same row of different groups find it
// in different banks though none is padded.
CANTER_DEVICE int staged_at(int r, int four) {
  const int place = (r % 2 * kStageFours + four) ^ (r / kWeightGroup % 8);
  return r / 2 * 2 * kWeightSamples + place * 4;
}

// The sums of eight inputs by eight outputs since they were last taken.
struct WeightSums {
  // stages whose sums stay in float: 128 samples of a strand, of which there are two or four
  static constexpr int kFloatStages = 2 * 128 / kWeightSamples;
  float part[kWeightGroup][kWeightGroup];

  CANTER_DEVICE void clear() {
    for (int r = 0; r < kWeightGroup; ++r) {
      for (int c = 0; c < kWeightGroup; ++c) part[r][c] = 0.0f;
    }
  }
  // four samples more of groups i and o
  CANTER_DEVICE void add(const float* a, int i, const float* d, int o, int four) {
    // the rows of a group lie in two rows of 128 bytes each, after these
    const float* inputs[2] = {a + staged_at(i * kWeightGroup, four),
                              a + staged_at(i * kWeightGroup + 1, four)};
    const float* outputs[2] = {d + staged_at(o * kWeightGroup, four),
                               d + staged_at(o * kWeightGroup + 1, four)};
    Four x[kWeightGroup];
    for (int r = 0; r < kWeightGroup; ++r) {
      x[r] = load_four(inputs[r % 2] + r / 2 * 2 * kWeightSamples);
    }
    for (int c = 0; c < kWeightGroup; ++c) {
      const Four y = load_four(outputs[c % 2] + c / 2 * 2 * kWeightSamples);
      for (int k = 0; k < 4; ++k) {
        for (int r = 0; r < kWeightGroup; ++r) part[r][c] = fmaf(x[r].x[k], y.x[k], part[r][c]);
      }
    }
  }

  // where the total of row r and column c of a square lies
  CANTER_DEVICE static int64_t total_at(int r, int c, int32_t squares, int32_t square) {
    return int64_t{r * kWeightGroup + c} * squares + square;
  }
  // the float sums to the totals
  CANTER_DEVICE void take(double* totals, int32_t squares, int square) {
    for (int r = 0; r < kWeightGroup; ++r) {
      for (int c = 0; c < kWeightGroup; ++c) {
        totals[(r * kWeightGroup + c) * squares + square] += part[r][c];
      }
    }
    clear();
  }
};

}  // namespace canter::cuda

#endif  // CANTER_CUDA_WEIGHT_SUMS_H_
