// SPDX-License-Identifier: Apache-2.0
#include "ptx_module.h"

#include <cxxabi.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "ptx_reader.h"
#include "ptx_text.h"

namespace canter::ptx {
namespace {

// the name of ".extern .shared .align 16 .b8 NAME[];"
std::string_view shared_name(const std::string& file, int line, std::string_view declaration) {
  const auto words = words_of(declaration, " \t[];");
  const bool known = words.size() == 6 && words[0] == ".extern" && words[1] == ".shared" &&
                     declaration.ends_with("[];");
  if (!known) refuse(file, line, declaration, "not a declaration that is known");
  return words[5];
}

bool says_nothing(std::string_view line) {
  return line.starts_with(".version") || line.starts_with(".target") || line == ".address_size 64";
}

}  // namespace

std::string demangled(const std::string& name) {
  int status = 0;
  char* const text = abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status);
  std::string result = text != nullptr ? text : name;
  std::free(text);
  return result;
}

std::string Module::read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Module::Module(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)) {
  std::set<std::string_view> shared;
  Text rest(file_, text_);
  while (rest.more()) {
    std::string_view line = rest.until("\n");
    const int number = rest.line();
    if (says_nothing(line)) continue;
    if (const size_t at = line.find(".entry"); at != std::string_view::npos) {
      const std::string_view tail = rest.until("{");
      line.remove_prefix(at + 6);
      // both lie in the same text: the header is what reaches from one to the other
      const auto size = static_cast<size_t>(tail.data() + tail.size() - line.data());
      entries_.push_back(Reader(file_, shared, {line.data(), size}, number).body(rest));
    } else {
      shared.insert(shared_name(file_, number, line));
    }
  }
}

}  // namespace canter::ptx
