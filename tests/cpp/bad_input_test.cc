// SPDX-License-Identifier: Apache-2.0
//
// What handles, row calls and passes refuse.
#include "cases/problem.h"
#include "refusals.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

TEST(BadInput, ContextCreate) {
  canter_context* out = nullptr;
  EXPECT_EQ(canter_context_create(nullptr, CANTER_F32, CANTER_ISA_AUTO, 1), CANTER_NULL_POINTER);
  const struct {
    int real, isa, threads;
    Statuses wanted;
  } rows[] = {
      {2, CANTER_ISA_AUTO, 1, {CANTER_BAD_VALUE}},
      {-1, CANTER_ISA_AUTO, 1, {CANTER_BAD_VALUE}},
      {CANTER_F32, 4, 1, {CANTER_BAD_VALUE}},
      {CANTER_F32, CANTER_ISA_AUTO, 0, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE}},
      {CANTER_F32, CANTER_ISA_AUTO, -3, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE}},
      {CANTER_F32, CANTER_ISA_AUTO, CANTER_MAX_THREADS + 1, {CANTER_BAD_VALUE, CANTER_BAD_SHAPE}},
      {CANTER_F64, CANTER_ISA_AVX2, 1, {CANTER_UNSUPPORTED, CANTER_BAD_VALUE}},
  };
  for (const auto& row : rows) {
    const canter_status status = canter_context_create(
        &out, static_cast<canter_real>(row.real), static_cast<canter_isa>(row.isa), row.threads);
    EXPECT_EQ(row.wanted.count(status), 1u) << canter_status_name(status) << canter_last_error();
    EXPECT_NE(std::string(canter_last_error()), "");
    EXPECT_EQ(out, nullptr);
  }
  for (canter_isa isa : {CANTER_ISA_PLAIN, CANTER_ISA_AVX2, CANTER_ISA_AVX512}) {
    if (canter_isa_available(isa)) continue;
    EXPECT_EQ(canter_context_create(&out, CANTER_F32, isa, 1), CANTER_UNSUPPORTED);
    EXPECT_EQ(out, nullptr);
  }
}

TEST(BadInput, NetworkCreate) {
  canter_network* out = nullptr;
  const int32_t widths[CANTER_MAX_LAYERS + 2] = {3, 4, 2, 1, 1, 1, 1, 1, 1,
                                                 1, 1, 1, 1, 1, 1, 1, 1, 1};
  auto create = [&](const int32_t* w, int32_t layers, int hidden = CANTER_TANH,
                    int output = CANTER_IDENTITY) {
    return canter_network_create(&out, w, layers, static_cast<canter_activation>(hidden),
                                 static_cast<canter_activation>(output));
  };
  EXPECT_EQ(canter_network_create(nullptr, widths, 2, CANTER_TANH, CANTER_TANH),
            CANTER_NULL_POINTER);
  EXPECT_EQ(create(nullptr, 2), CANTER_NULL_POINTER);
  for (int32_t layers : {0, -1, CANTER_MAX_LAYERS + 1, INT32_MAX, INT32_MIN}) {
    EXPECT_EQ(create(widths, layers), CANTER_BAD_SHAPE) << layers;
    EXPECT_NE(std::string(canter_last_error()).find(std::to_string(layers)), std::string::npos);
  }
  for (int32_t bad : {0, -1, CANTER_MAX_WIDTH + 1, INT32_MAX, INT32_MIN}) {
    for (int at : {0, 1, 2}) {
      int32_t changed[3] = {3, 4, 2};
      changed[at] = bad;
      EXPECT_EQ(create(changed, 2), CANTER_BAD_SHAPE) << bad;
      EXPECT_NE(std::string(canter_last_error()).find(std::to_string(bad)), std::string::npos);
    }
  }
  for (int bad : {-1, 5, 1000}) {
    EXPECT_EQ(create(widths, 2, bad), CANTER_BAD_VALUE);
    EXPECT_EQ(create(widths, 2, CANTER_TANH, bad), CANTER_BAD_VALUE);
  }
  EXPECT_EQ(out, nullptr);
}

TEST(BadInput, DistributionCreate) {
  canter_distribution* out = nullptr;
  auto create = [&](int kind, std::vector<int32_t> sizes) {
    return canter_distribution_create(&out, static_cast<canter_distribution_kind>(kind),
                                      sizes.data(), static_cast<int32_t>(sizes.size()));
  };
  const int32_t size = 3;
  EXPECT_EQ(canter_distribution_create(nullptr, CANTER_GAUSSIAN, &size, 1), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_distribution_create(&out, CANTER_GAUSSIAN, nullptr, 1), CANTER_NULL_POINTER);
  EXPECT_EQ(create(2, {3}), CANTER_BAD_VALUE);
  EXPECT_EQ(create(-1, {3}), CANTER_BAD_VALUE);
  EXPECT_EQ(create(CANTER_GAUSSIAN, {0}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_GAUSSIAN, {-5}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_GAUSSIAN, {CANTER_MAX_WIDTH + 1}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_GAUSSIAN, {3, 3}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_CATEGORICAL, {3, 1}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_CATEGORICAL, {3, -1}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_CATEGORICAL, {CANTER_MAX_WIDTH, 2}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_CATEGORICAL, {INT32_MAX, INT32_MAX}), CANTER_BAD_SHAPE);
  EXPECT_EQ(create(CANTER_CATEGORICAL, std::vector<int32_t>(CANTER_MAX_FACTORS + 1, 2)),
            CANTER_BAD_SHAPE);
  EXPECT_EQ(canter_distribution_create(&out, CANTER_CATEGORICAL, &size, 0), CANTER_BAD_SHAPE);
  EXPECT_EQ(canter_distribution_create(&out, CANTER_CATEGORICAL, &size, -1), CANTER_BAD_SHAPE);
  EXPECT_EQ(out, nullptr);
}

TEST(BadInput, PolicyAndTapeCreate) {
  const Network network = MakeNetwork({3, 4, 2});
  const Distribution fits = MakeGaussian(2), other = MakeGaussian(3);
  canter_policy* policy = nullptr;
  EXPECT_EQ(canter_policy_create(nullptr, network.get(), fits.get()), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_policy_create(&policy, nullptr, fits.get()), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_policy_create(&policy, network.get(), nullptr), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_policy_create(&policy, network.get(), other.get()), CANTER_BAD_SHAPE);
  EXPECT_EQ(policy, nullptr);
  const Context context = MakeContext(CANTER_F32);
  canter_tape* tape = nullptr;
  EXPECT_EQ(canter_tape_create(nullptr, context.get(), network.get(), 1), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_tape_create(&tape, nullptr, network.get(), 1), CANTER_NULL_POINTER);
  EXPECT_EQ(canter_tape_create(&tape, context.get(), nullptr, 1), CANTER_NULL_POINTER);
  for (int64_t rows : {int64_t{0}, int64_t{-1}, INT64_MAX, INT64_MAX / 4, INT64_MIN}) {
    const canter_status status = canter_tape_create(&tape, context.get(), network.get(), rows);
    EXPECT_EQ(status, CANTER_BAD_SHAPE) << rows << " " << canter_status_name(status);
  }
  EXPECT_EQ(tape, nullptr);
}

// what a handle's getters say of nothing
TEST(BadInput, NullHandlesHaveNoSize) {
  canter_context_destroy(nullptr);
  canter_network_destroy(nullptr);
  canter_distribution_destroy(nullptr);
  canter_policy_destroy(nullptr);
  canter_tape_destroy(nullptr);
  EXPECT_EQ(canter_context_threads(nullptr), 0);
  EXPECT_EQ(canter_context_real(nullptr), CANTER_F32);
  EXPECT_EQ(canter_context_isa(nullptr), CANTER_ISA_PLAIN);
  EXPECT_EQ(canter_context_workspace_bytes(nullptr), 0);
  EXPECT_EQ(canter_network_layers(nullptr), 0);
  EXPECT_EQ(canter_network_width(nullptr, 0), 0);
  EXPECT_EQ(canter_network_parameters(nullptr), 0);
  EXPECT_EQ(canter_network_weight_offset(nullptr, 0), -1);
  EXPECT_EQ(canter_network_bias_offset(nullptr, 0), -1);
  EXPECT_EQ(canter_distribution_width(nullptr), 0);
  EXPECT_EQ(canter_distribution_actions(nullptr), 0);
  EXPECT_EQ(canter_distribution_free(nullptr), 0);
  EXPECT_EQ(canter_policy_parameters(nullptr), 0);
  EXPECT_EQ(canter_policy_log_std_offset(nullptr), -1);
  EXPECT_EQ(canter_tape_capacity(nullptr), 0);
  EXPECT_EQ(canter_tape_rows(nullptr), 0);
  EXPECT_EQ(canter_tape_bytes(nullptr), 0);
  const Context context = MakeContext(CANTER_F32);
  const Network network = MakeNetwork({3, 2});
  EXPECT_EQ(canter_mlp_scratch_bytes(nullptr, network.get(), 1), 0);
  EXPECT_EQ(canter_mlp_scratch_bytes(context.get(), nullptr, 1), 0);
  EXPECT_EQ(canter_mlp_scratch_bytes(context.get(), network.get(), 0), 0);
  EXPECT_EQ(canter_mlp_scratch_bytes(context.get(), network.get(), -1), 0);
  EXPECT_EQ(canter_policy_scratch_bytes(context.get(), nullptr, 1), 0);
}

TEST(BadInput, NetworkInitialize) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({3, 4, 2}));
    const double* gains = bench.Fixed(std::vector<double>{1, 0.5});
    GoodCall good(bench, "canter_network_initialize", canter_network_initialize, bench.context(),
                  network, bench.Out("theta", 26), CANTER_ORTHOGONAL, gains, uint64_t{1});
    good.RefusesNulls();
    good.RefusesAliases();
    good.Refuses<3>(static_cast<canter_initialization>(2), {CANTER_BAD_VALUE});
    good.Refuses<3>(static_cast<canter_initialization>(-1), {CANTER_BAD_VALUE});
    good.Refuses<4>(bench.Fixed(std::vector<double>{1, kNaN}), {CANTER_NON_FINITE});
    good.Refuses<4>(bench.Fixed(std::vector<double>{kInfinity, 1}), {CANTER_NON_FINITE});
    good.Refuses<4>(bench.Fixed(std::vector<double>{1, -1}), {CANTER_BAD_VALUE});
    good.Accepts();
  }
}

TEST(BadInput, MlpForward) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({3, 4, 2}));
    const int64_t bytes = canter_mlp_scratch_bytes(bench.context(), network, 5);
    GoodCall good(bench, "canter_mlp_forward", canter_mlp_forward, bench.context(), network,
                  bench.Out("y", 10), bench.Input(std::vector<double>(26, 0.1)),
                  bench.Input(std::vector<double>(15, 0.2)), int64_t{5}, bench.Scratch(bytes),
                  bytes);
    good.RefusesNulls();
    good.RefusesSizes({5});
    good.RefusesAliases();
    good.RefusesNanIn<3>();
    for (int64_t less : {bytes - 1, int64_t{0}, int64_t{-1}}) {
      good.Refuses<7>(less, {CANTER_TOO_SMALL}, " less scratch");
    }
    good.Accepts();
  }
}

TEST(BadInput, PolicyAct) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({3, 4, 2}));
    const canter_policy* policy = bench.Keep(MakePolicy(network, bench.Keep(MakeGaussian(2))));
    const int64_t bytes = canter_policy_scratch_bytes(bench.context(), policy, 5);
    GoodCall good(bench, "canter_policy_act", canter_policy_act, bench.context(), policy,
                  bench.Out("action", 10), bench.Out("log_probability", 5),
                  bench.Out("parameters", 10), bench.Input(std::vector<double>(28, 0.1)),
                  bench.Input(std::vector<double>(15, 0.2)), uint64_t{1}, 0u,
                  bench.Fixed(std::vector<uint32_t>(15)), int64_t{5}, bench.Scratch(bytes), bytes);
    good.RefusesNulls();
    good.RefusesSizes({10});
    good.RefusesAliases();
    good.RefusesNanIn<5>();
    good.Refuses<8>(65536, {CANTER_BAD_VALUE}, " stream");
    good.Refuses<12>(bytes - 1, {CANTER_TOO_SMALL}, " less scratch");
    good.Accepts();
  }
}

TEST(BadInput, MlpRecordBackwardTangent) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_network* network = bench.Keep(MakeNetwork({3, 4, 2}));
    const canter_network* other = bench.Keep(MakeNetwork({3, 5, 2}));
    const canter_network* relu = bench.Keep(MakeNetwork({3, 4, 2}, CANTER_RELU));
    canter_tape* tape = bench.Keep(MakeTape(bench.context(), network, 5));
    canter_tape* small = bench.Keep(MakeTape(bench.context(), network, 4));
    canter_tape* foreign = bench.Keep(MakeTape(bench.context(), other, 5));
    canter_tape* blank = bench.Keep(MakeTape(bench.context(), network, 5));
    const Context context64 = MakeContext(setting.real == CANTER_F64 ? CANTER_F32 : CANTER_F64);
    canter_tape* other_real = bench.Keep(MakeTape(context64.get(), network, 5));
    void* theta = bench.Input(std::vector<double>(26, 0.1));
    const int32_t* index = bench.Index({6, 0, 2, 2, 5});

    GoodCall record(bench, "canter_mlp_record", canter_mlp_record, bench.context(), network, tape,
                    bench.Out("y", 10), theta, bench.Input(std::vector<double>(21, 0.2)), index,
                    int64_t{7}, int64_t{5});
    record.RefusesNulls({3, 6});
    record.RefusesSizes({7});
    record.RefusesSizes({8}, {CANTER_BAD_SHAPE, CANTER_TOO_SMALL});
    record.RefusesAliases();
    record.RefusesNanIn<4>();
    record.Refuses<2>(small, {CANTER_TOO_SMALL});
    record.Refuses<2>(foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE});
    record.Refuses<2>(other_real, {CANTER_BAD_STATE, CANTER_BAD_SHAPE});
    record.Refuses<6>(bench.Index({0, 1, 2, 3, 7}), {CANTER_BAD_VALUE}, " index beyond");
    record.Refuses<6>(bench.Index({0, -1, 2, 3, 4}), {CANTER_BAD_VALUE}, " index below");
    // without an index B may not exceed M
    GoodCall plain(bench, "canter_mlp_record without index", canter_mlp_record, bench.context(),
                   network, tape, nullptr, theta, bench.Input(std::vector<double>(15, 0.2)),
                   nullptr, int64_t{5}, int64_t{5});
    plain.Refuses<7>(4, {CANTER_BAD_SHAPE}, " too few rows");
    EXPECT_EQ(canter_tape_rows(tape), 0);
    record.Accepts();
    // a refusal afterwards leaves the recording alone
    EXPECT_EQ(plain.Call(), CANTER_OK);
    EXPECT_EQ(canter_tape_rows(tape), 5);

    Workbench second(setting);
    void* dy = second.Input(std::vector<double>(10, 0.3));
    void* theta2 = second.Input(std::vector<double>(26, 0.1));
    void* v = second.Input(std::vector<double>(26, 0.4));
    GoodCall backward(second, "canter_mlp_backward", canter_mlp_backward, bench.context(), network,
                      second.Out("gradient", 26), tape, theta2, dy);
    GoodCall tangent(second, "canter_mlp_tangent", canter_mlp_tangent, bench.context(), network,
                     second.Out("dy", 10), tape, theta2, v);
    auto check = [&](const auto& good) {
      good.RefusesNulls();
      good.RefusesAliases();
      good.template RefusesNanIn<4>();
      good.template Refuses<3>(blank, {CANTER_BAD_STATE}, " not recorded");
      good.template Refuses<3>(foreign, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
      good.template Refuses<3>(other_real, {CANTER_BAD_STATE, CANTER_BAD_SHAPE}, " other real");
      good.template Refuses<1>(other, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other network");
      good.template Refuses<1>(relu, {CANTER_BAD_SHAPE, CANTER_BAD_STATE}, " other activation");
    };
    check(backward);
    check(tangent);
    tangent.RefusesNanIn<5>();
    backward.Accepts();
    tangent.Accepts();
  }
}

}  // namespace
}  // namespace canter_test
