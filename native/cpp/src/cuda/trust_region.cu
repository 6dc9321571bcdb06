// SPDX-License-Identifier: Apache-2.0
//
// A trust-region step: the solve as a graph, all candidates evaluated in one batch (a candidate a
// layer of the grid), and one wait at the end, after which the host picks from a few numbers.
#include "core/trust_region.h"
#include "cuda/objective.h"
#include "cuda/solver.h"

namespace canter::cuda {

namespace {

// theta[k, P] = theta + size k * s; the solve's report tells the size of candidate 0, and each is
// the one before times shrink; 28 to 30 registers, no shared memory, full occupancy
struct Candidates {
  const float* theta;
  const float* step;
  const double* report;
  float* out;
  int64_t parameters;
  double max_kl, shrink;

  CANTER_DEVICE void operator()(int64_t i) const {
    const int64_t k = i / parameters, p = i % parameters;
    const double quadratic = report[1];
    const double length = quadratic > 0.0 ? sqrt(2.0 * max_kl / quadratic) : 0.0;
    double size = is_finite(length) ? length : 0.0;
    for (int64_t j = 0; j < k; ++j) size *= shrink;
    out[i] = static_cast<float>(size * step[p] + theta[p]);
  }
};

}  // namespace

void Gpu::trust_region_step(canter_context& context, void* theta, void* direction,
                            canter_trust_region_result* result, const TrustRegionProblem& problem) {
  const canter_trust_region_settings& settings = problem.settings;
  const int64_t n = problem.policy.parameters, count = settings.candidates;
  const LinearSystem system = {nullptr,           nullptr, problem.gradient, n, settings.iterations,
                               settings.tolerance};
  const CurvatureMatrix matrix = {&problem.policy, &problem.policy.network, problem.fisher_tape,
                                  theta,           problem.fisher_action,   settings.damping};
  float* step = context.shared<float>(Slot::kCandidates, static_cast<size_t>((count + 1) * n));
  float* tried = step + n;
  const Solver solver(context, problem.gradient, n, settings.iterations, settings.tolerance);
  enqueue_solve(context, solver, matrix, step, system);
  const Candidates candidates = {floats(theta),   step,           solver.report(), tried, n,
                                 settings.max_kl, settings.shrink};
  over_elements(*this, candidates, count * n);
  const double* statistics = evaluate_sets(context, problem.policy, tried, static_cast<int>(count),
                                           n, problem.batch, problem.objective);
  // the only wait
  std::vector<double> numbers(static_cast<size_t>(count * CANTER_STAT_COUNT));
  double report[Solver::kReport + 1];
  copy_out_all({{report, solver.report(), sizeof report},
                {numbers.data(), statistics, numbers.size() * sizeof(double)}});
  canter_trust_region_result found = {};
  solver.read(report, nullptr, &found.solve);
  found.first_residual = report[Solver::kReport];
  choose_candidate(&found, numbers.data(), problem);
  const size_t bytes = static_cast<size_t>(n) * sizeof(float);
  copy_within(direction, step, bytes);
  if (found.accepted >= 0) copy_within(theta, tried + found.accepted * n, bytes);
  *result = found;
}

}  // namespace canter::cuda
