// SPDX-License-Identifier: Apache-2.0
//
// The text of a PTX file, statement by statement.
#ifndef CANTER_TESTS_PTX_TEXT_H_
#define CANTER_TESTS_PTX_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace canter::ptx {

std::string_view trimmed(std::string_view text);

// the parts of "a, {b, c}, [d+4]" between commas that are in no brackets
std::vector<std::string_view> operands_of(std::string_view text);

// the parts between any of these separators, empty ones left out
std::vector<std::string_view> words_of(std::string_view text, std::string_view separators);

// refuses a file with the place and the text of what was not understood
[[noreturn]] void refuse(const std::string& file, int line, std::string_view text,
                         const std::string& why);

// walks through a file; comments and empty lines are passed over
class Text {
 public:
  Text(const std::string& file, std::string_view text) : file_(file), text_(text) {}

  // whether there is anything left
  bool more();
  // up to and without one of these characters, which is passed over, too
  std::string_view until(std::string_view ends);
  // the character that comes next
  char next() { return more() ? text_[at_] : '\0'; }
  void skip() { ++at_; }
  // of what was given last
  int line() const { return line_; }

 private:
  void pass(size_t count);

  const std::string& file_;
  std::string_view text_;
  size_t at_ = 0;
  int here_ = 1;
  int line_ = 1;
};

}  // namespace canter::ptx

#endif  // CANTER_TESTS_PTX_TEXT_H_
