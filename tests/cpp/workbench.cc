// SPDX-License-Identifier: Apache-2.0
#include "workbench.h"

#include <cstdlib>

namespace canter_test {

TestMemory& Memory() {
  static TestMemory memory = {std::malloc, std::free};
  return memory;
}

std::string Name(const Setting& setting) {
  return std::string(setting.real == CANTER_F64 ? "double, " : "float, ") +
         canter_isa_name(setting.isa) + ", " + std::to_string(setting.threads) + " threads" +
         (setting.tf32 ? ", TF32" : "");
}

std::vector<Setting> FloatSettings() {
  std::vector<Setting> settings;
  for (canter_isa isa : InstructionSets()) settings.push_back({CANTER_F32, isa, 1});
  return settings;
}

std::vector<Setting> AllSettings() {
  std::vector<Setting> settings = FloatSettings();
  settings.insert(settings.begin(), kOracle);
  return settings;
}

void* Workbench::Input(const std::vector<double>& values) {
  inputs_.push_back(MakeReal(setting_.real, values));
  return inputs_.back()->data();
}

const int32_t* Workbench::Index(const std::vector<int32_t>& index) {
  return index.empty() ? nullptr : Fixed(index);
}

void* Workbench::Out(const std::string& name, int64_t n, double bound, bool each) {
  results_.push_back({name, MakeReal(setting_.real, n), nullptr, bound, each});
  return results_.back().buffer->data();
}

double* Workbench::Doubles(const std::string& name, int64_t n, double bound, bool each) {
  results_.push_back({name, MakeReal(CANTER_F64, n), nullptr, bound, each});
  return static_cast<double*>(results_.back().buffer->data());
}

void* Workbench::InOut(const std::string& name, const std::vector<double>& values, double bound) {
  repeatable_ = false;
  results_.push_back({name, MakeReal(setting_.real, values), nullptr, bound, false});
  return results_.back().buffer->data();
}

double* Workbench::DoublesInOut(const std::string& name, const std::vector<double>& values,
                                double bound) {
  repeatable_ = false;
  results_.push_back({name, MakeReal(CANTER_F64, values), nullptr, bound, false});
  return static_cast<double*>(results_.back().buffer->data());
}

void Workbench::Report(const std::string& name, std::function<std::vector<double>()> values,
                       double bound) {
  results_.push_back({name, nullptr, std::move(values), bound, true});
}

void* Workbench::Scratch(int64_t bytes) {
  // bytes, aligned like a real and no better
  const size_t guard = 37 * (setting_.real == CANTER_F64 ? sizeof(double) : sizeof(float));
  scratch_.push_back(std::make_unique<Guarded<uint8_t>>(bytes, guard));
  return scratch_.back()->data();
}

canter_network* Workbench::Keep(Network network) {
  networks_.push_back(std::move(network));
  return networks_.back().get();
}

canter_distribution* Workbench::Keep(Distribution distribution) {
  distributions_.push_back(std::move(distribution));
  return distributions_.back().get();
}

canter_policy* Workbench::Keep(Policy policy) {
  policies_.push_back(std::move(policy));
  return policies_.back().get();
}

canter_tape* Workbench::Keep(Tape tape) {
  tapes_.push_back(std::move(tape));
  return tapes_.back().get();
}

void Workbench::Finish() const {
  if (setting_.isa == CANTER_ISA_CUDA) Check(canter_cuda_synchronize(context_.get()));
}

std::vector<Output> Workbench::Outputs() const {
  Finish();
  std::vector<Output> outputs;
  for (const Result& result : results_) {
    outputs.push_back({result.name, result.buffer ? result.buffer->Values() : result.report(),
                       result.bound, result.each});
  }
  return outputs;
}

std::string Workbench::Damage() const {
  Finish();
  for (size_t i = 0; i < inputs_.size(); ++i) {
    const std::string name = "input " + std::to_string(i);
    if (!inputs_[i]->GuardsIntact()) return "beyond the ends of " + name;
    if (!inputs_[i]->Unchanged()) return name;
  }
  for (const Result& result : results_) {
    if (result.buffer && !result.buffer->GuardsIntact()) return "beyond the ends of " + result.name;
  }
  for (const auto& scratch : scratch_) {
    if (!scratch->GuardsIntact()) return "beyond the ends of the scratch";
  }
  return "";
}

bool Workbench::OutputsUntouched() const {
  Finish();
  for (const Result& result : results_) {
    if (result.buffer && !result.buffer->Unchanged()) return false;
  }
  return true;
}

int64_t Workbench::BytesAt(const void* data) const {
  for (const auto& input : inputs_) {
    if (input->data() == data) return input->bytes();
  }
  for (const Result& result : results_) {
    if (result.buffer && result.buffer->data() == data) return result.buffer->bytes();
  }
  for (const auto& scratch : scratch_) {
    if (scratch->data() == data) return scratch->bytes();
  }
  return 0;
}

}  // namespace canter_test
