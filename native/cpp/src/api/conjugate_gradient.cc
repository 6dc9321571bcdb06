// SPDX-License-Identifier: Apache-2.0
#include "core/conjugate_gradient.h"

#include "api/guard.h"
#include "api/product_checks.h"
#include "core/lanes.h"

using namespace canter;

namespace {

// what the four calls check alike, last of all; `others` are inputs of theirs
void need_solve(const Context& context, BufferChecks& checks, const void* x,
                const double* residuals, const canter_cg_result* result, const LinearSystem& system,
                std::initializer_list<Span> others = {}) {
  need(x, "x");
  need(result, "result");
  need(system.b, "b");
  need_size(system.n, "n");
  if (system.iterations < 1) {
    fail(CANTER_BAD_VALUE, "iterations >= 1: %d; 10 is usual", system.iterations);
  }
  need_at_least_zero(system.tolerance, "tolerance");
  const Span out_x = Reals(context)(x, system.n, "x"), out_result = span(result, 1, "result");
  const Span out_residuals = span(residuals, int64_t{system.iterations} + 1, "residuals");
  need_disjoint({out_x, out_residuals, out_result}, {Reals(context)(system.b, system.n, "b")});
  for (const Span& other : others) need_disjoint({out_x, out_residuals, out_result}, {other});
  checks.finite(system.b, system.n, "b");
  checks.run();
}

// A dense matrix as a product: each row's sum in double.
struct DenseProduct {
  Context& context;
  const void* matrix;
  int64_t n;

  template <typename Real>
  void multiply(Real* out, const Real* v) const {
    const Real* a = static_cast<const Real*>(matrix);
    context.pool.run(n, [&](int64_t row, int32_t) {
      out[row] = static_cast<Real>(lane_sum(0, n, [&](int64_t i) {
        return static_cast<double>(a[row * n + i]) * static_cast<double>(v[i]);
      }));
    });
  }

  static canter_status apply(void* self, void* out, const void* v) {
    const auto& product = *static_cast<const DenseProduct*>(self);
    if (product.context.device != nullptr) {
      product.context.device->dense_product(out, product.matrix, v, product.n);
      return CANTER_OK;
    }
    if (product.context.real == CANTER_F64) {
      product.multiply(static_cast<double*>(out), static_cast<const double*>(v));
    } else {
      product.multiply(static_cast<float*>(out), static_cast<const float*>(v));
    }
    return CANTER_OK;
  }
};

// The damped Fisher matrix of a recorded batch.
struct FisherProduct {
  Context& context;
  const Policy& policy;
  const Tape& tape;
  const void* theta;
  const void* action;
  double damping;

  static canter_status apply(void* self, void* out, const void* v) {
    const auto& f = *static_cast<const FisherProduct*>(self);
    f.context.kernels->fisher_product(f.context, f.policy, out, f.tape, f.theta, f.action, v,
                                      f.damping);
    return CANTER_OK;
  }
};

// The damped Gauss-Newton matrix of a recorded batch.
struct GaussNewtonProduct {
  Context& context;
  const Network& network;
  const Tape& tape;
  const void* theta;
  double damping;

  static canter_status apply(void* self, void* out, const void* v) {
    const auto& g = *static_cast<const GaussNewtonProduct*>(self);
    g.context.kernels->gauss_newton_product(g.context, g.network, out, g.tape, g.theta, v,
                                            g.damping);
    return CANTER_OK;
  }
};

// on the context's device, or on the host with `product` in turns
void solve(Context& context, void* x, double* residuals, canter_cg_result* result,
           const LinearSystem& system) {
  if (context.device == nullptr) {
    conjugate_gradient(context, x, residuals, result, system);
  } else {
    context.device->conjugate_gradient(context, x, residuals, result, system);
  }
}

// the same for a curvature matrix: a device needs no turns
void solve(Context& context, void* x, double* residuals, canter_cg_result* result,
           const LinearSystem& system, const CurvatureMatrix& matrix) {
  if (context.device == nullptr) {
    conjugate_gradient(context, x, residuals, result, system);
  } else {
    context.device->conjugate_gradient_of(context, x, residuals, result, matrix, system);
  }
}

}  // namespace

canter_status canter_conjugate_gradient(canter_context* context, void* x, double* residuals,
                                        canter_cg_result* result, canter_linear_operator op,
                                        void* self, const void* b, int64_t n, int32_t iterations,
                                        double tolerance) {
  return pool_call(context, [&](Context& c) {
    if (op == nullptr) refuse_null("op");
    BufferChecks checks(c, "canter_conjugate_gradient");
    const LinearSystem system = {op, self, b, n, iterations, tolerance};
    need_solve(c, checks, x, residuals, result, system);
    solve(c, x, residuals, result, system);
  });
}

canter_status canter_conjugate_gradient_dense(canter_context* context, void* x, double* residuals,
                                              canter_cg_result* result, const void* matrix,
                                              const void* b, int64_t n, int32_t iterations,
                                              double tolerance) {
  return pool_call(context, [&](Context& c) {
    need(matrix, "matrix");
    BufferChecks checks(c, "canter_conjugate_gradient_dense");
    need_area(n, "n", n, "n");
    DenseProduct product = {c, matrix, n};
    const LinearSystem system = {DenseProduct::apply, &product, b, n, iterations, tolerance};
    need_solve(c, checks, x, residuals, result, system, {Reals(c)(matrix, n * n, "matrix")});
    solve(c, x, residuals, result, system);
  });
}

canter_status canter_conjugate_gradient_fisher(canter_context* context, const canter_policy* policy,
                                               void* x, double* residuals, canter_cg_result* result,
                                               const canter_tape* tape, const void* theta,
                                               const void* action, const void* b, double damping,
                                               int32_t iterations, double tolerance) {
  return pool_call(context, [&](Context& c) {
    BufferChecks checks(c, "canter_conjugate_gradient_fisher");
    need_fisher(c, checks, policy, tape, theta, action, damping);
    const int64_t n = policy->parameters;
    FisherProduct product = {c, *policy, *tape, theta, action, damping};
    const LinearSystem system = {FisherProduct::apply, &product, b, n, iterations, tolerance};
    need_solve(c, checks, x, residuals, result, system,
               {Reals(c)(theta, n, "theta"), action_span(c, *policy, *tape, action)});
    solve(c, x, residuals, result, system,
          CurvatureMatrix{policy, &policy->network, *tape, theta, action, damping});
  });
}

canter_status canter_conjugate_gradient_gauss_newton(canter_context* context,
                                                     const canter_network* network, void* x,
                                                     double* residuals, canter_cg_result* result,
                                                     const canter_tape* tape, const void* theta,
                                                     const void* b, double damping,
                                                     int32_t iterations, double tolerance) {
  return pool_call(context, [&](Context& c) {
    BufferChecks checks(c, "canter_conjugate_gradient_gauss_newton");
    need_gauss_newton(c, checks, network, tape, theta, damping);
    const int64_t n = network->parameters;
    GaussNewtonProduct product = {c, *network, *tape, theta, damping};
    const LinearSystem system = {GaussNewtonProduct::apply, &product, b, n, iterations, tolerance};
    need_solve(c, checks, x, residuals, result, system, {Reals(c)(theta, n, "theta")});
    solve(c, x, residuals, result, system,
          CurvatureMatrix{nullptr, network, *tape, theta, nullptr, damping});
  });
}
