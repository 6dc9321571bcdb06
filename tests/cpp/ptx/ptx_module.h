// SPDX-License-Identifier: Apache-2.0
//
// PTX as nvcc writes it, read into instructions that ptx_machine.h runs. What is not known is
// refused with its place: an instruction that is guessed would test nothing.
#ifndef CANTER_TESTS_PTX_MODULE_H_
#define CANTER_TESTS_PTX_MODULE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace canter::ptx {

class Warp;
struct Instruction;

// what an instruction does to the lanes of a warp that are active
using Operation = void (*)(Warp&, const Instruction&);

enum class Kind : uint8_t { kPlain, kBranch, kReturn, kBarrier, kWarpBarrier, kProduct };
enum class Space : uint8_t { kGeneric, kGlobal, kShared, kParameters };

// A register is a row of 32 numbers, one a lane; it is named by its first byte among the registers
// of a warp. A predicate is a word with a bit a lane, and named by its number.
constexpr int kLanes = 32;
constexpr uint32_t kAllLanes = ~uint32_t{0};

// the rows that are the same in every kernel: special registers of 32 bits, in this order, then the
// address of the parameters
constexpr std::array<std::string_view, 6> kSpecialRegisters = {
    "%tid.x", "%ntid.x", "%ctaid.x", "%ctaid.y", "%nctaid.x", "%nctaid.y"};
constexpr uint32_t kParameterRow = kSpecialRegisters.size() * 4 * kLanes;
constexpr uint32_t kFirstFreeRow = kParameterRow + 8 * kLanes;
// the predicates that never change
constexpr uint32_t kTrue = 0, kFalse = 1, kFirstFreePredicate = 2;

// [register + offset]; without a register (bits is 0) the offset alone
struct Address {
  uint32_t row = 0;
  int bits = 0;
  int64_t offset = 0;
};

struct Instruction {
  Operation run = nullptr;
  Kind kind = Kind::kPlain;
  Space space = Space::kGeneric;
  // lanes go along for which the guard holds, or does not
  uint32_t guard = kTrue;
  bool unless = false;
  // a branch of which the compiler says that lanes take it together
  bool uniform = false;
  int target = 0;
  // rows or predicates: first what is written, then what is read
  std::array<uint32_t, 14> rows = {};
  // how many of them a load or store moves
  int count = 1;
  Address at, from;
  int line = 0;
  std::string_view text;
};

struct Entry {
  // demangled: "void canter::cuda::run<T>(T)"
  std::string name;
  // "moments" of moments.ptx
  std::string file;
  size_t parameter_bytes = 0;
  int most_threads = 0;
  std::vector<Instruction> code;
  // what registers hold when a kernel begins: constants, and what nobody should read
  std::vector<std::byte> registers;
  uint32_t predicates = kFirstFreePredicate;
};

class Module {
 public:
  // `file` is for messages, `text` is its content; throws std::runtime_error with the place of what
  // is not understood
  Module(std::string file, std::string text);
  Module(const Module&) = delete;
  Module& operator=(const Module&) = delete;

  static std::string read(const std::string& path);

  const std::string& file() const { return file_; }
  const std::vector<Entry>& entries() const { return entries_; }

 private:
  const std::string file_;
  // instructions look into it
  const std::string text_;
  std::vector<Entry> entries_;
};

// the name that a compiler made from that of a type or function, as it was written
std::string demangled(const std::string& name);

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_MODULE_H_
