// SPDX-License-Identifier: Apache-2.0
#include "ptx_text.h"

#include <algorithm>
#include <stdexcept>

namespace canter::ptx {

std::string_view trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> operands_of(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' || text[i] == '[') ++depth;
    if (text[i] == '}' || text[i] == ']') --depth;
    if (text[i] != ',' || depth != 0) continue;
    parts.push_back(trimmed(text.substr(start, i - start)));
    start = i + 1;
  }
  const std::string_view last = trimmed(text.substr(start));
  if (!last.empty()) parts.push_back(last);
  return parts;
}

std::vector<std::string_view> words_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> words;
  size_t start = text.find_first_not_of(separators);
  while (start != std::string_view::npos) {
    const size_t end = std::min(text.find_first_of(separators, start), text.size());
    words.push_back(text.substr(start, end - start));
    start = text.find_first_not_of(separators, end);
  }
  return words;
}

void refuse(const std::string& file, int line, std::string_view text, const std::string& why) {
  throw std::runtime_error(file + ":" + std::to_string(line) + ": " + why + ": " +
                           std::string(text));
}

void Text::pass(size_t count) {
  here_ += static_cast<int>(std::count(text_.begin() + static_cast<ptrdiff_t>(at_),
                                       text_.begin() + static_cast<ptrdiff_t>(at_ + count), '\n'));
  at_ += count;
}

bool Text::more() {
  for (;;) {
    pass(std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()) - at_);
    if (text_.substr(at_, 2) != "//") return at_ < text_.size();
    pass(std::min(text_.find('\n', at_), text_.size()) - at_);
  }
}

std::string_view Text::until(std::string_view ends) {
  more();
  line_ = here_;
  const size_t end = text_.find_first_of(ends, at_);
  if (end == std::string_view::npos) refuse(file_, line_, text_.substr(at_, 80), "has no end");
  const std::string_view found = text_.substr(at_, end - at_);
  pass(found.size() + 1);
  return trimmed(found);
}

}  // namespace canter::ptx
