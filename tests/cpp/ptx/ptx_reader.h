// SPDX-License-Identifier: Apache-2.0
//
// Reads the body of one kernel.
#ifndef CANTER_TESTS_PTX_READER_H_
#define CANTER_TESTS_PTX_READER_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ptx_module.h"
#include "ptx_text.h"

namespace canter::ptx {

class Reader {
 public:
  // `header` is what stands between .entry and the body, `shared` are the names of the memory that
  // a launch asks for
  Reader(const std::string& file, const std::set<std::string_view>& shared, std::string_view header,
         int line);
  // the body, from behind its first brace to its last
  Entry body(Text& text);

 private:
  [[noreturn]] void refuse(const std::string& why) const;

  void header(std::string_view header);
  void declare(std::string_view statement);
  void statement(std::string_view statement);
  void finish();

  // by the kind of instruction
  void decode(Instruction& in, std::string_view name, const std::vector<std::string_view>& words);
  bool decode_control(Instruction& in, std::string_view name,
                      const std::vector<std::string_view>& words);
  bool decode_exchange(Instruction& in, std::string_view name,
                       const std::vector<std::string_view>& words);
  bool decode_access(Instruction& in, std::string_view name,
                     const std::vector<std::string_view>& words);
  void decode_move(Instruction& in, bool stores, std::string_view type,
                   const std::vector<std::string_view>& words);
  void decode_form(Instruction& in, std::string_view name,
                   const std::vector<std::string_view>& words);

  // operands; bits is 1 for a predicate
  int bits_of(std::string_view name) const;
  uint32_t written(std::string_view word, int bits);
  uint32_t read(std::string_view word, int bits);
  uint32_t constant(std::string_view word, int bits);
  uint32_t constant_row(int bits, uint64_t value);
  uint32_t register_row(std::string_view name, int bits);
  uint32_t new_row(int bits);
  Address address(std::string_view word, Space space);

  const std::string& file_;
  const std::set<std::string_view>& shared_;
  Entry entry_;
  std::string_view parameter_;
  // of the statement in progress
  std::string_view text_;
  int line_;
  // what is declared: bits by the letters of a name
  std::map<std::string_view, int> declared_;
  std::map<std::string_view, uint32_t> registers_;
  std::map<std::pair<int, uint64_t>, uint32_t> constants_;
  std::map<std::string_view, int> labels_;
  std::vector<std::pair<size_t, std::string_view>> branches_;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_READER_H_
