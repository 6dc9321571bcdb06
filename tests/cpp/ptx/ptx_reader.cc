// SPDX-License-Identifier: Apache-2.0
#include "ptx_reader.h"

#include <charconv>
#include <cstring>

namespace canter::ptx {
namespace {

// the number that a word begins with, as unsigned and signed alike
bool whole_number(std::string_view word, uint64_t* value) {
  const bool negative = word.starts_with("-");
  if (negative) word.remove_prefix(1);
  const bool hexadecimal = word.starts_with("0x");
  if (hexadecimal) word.remove_prefix(2);
  const char* const end = word.data() + word.size();
  const auto [at, error] = std::from_chars(word.data(), end, *value, hexadecimal ? 16 : 10);
  if (negative) *value = ~*value + 1;
  return error == std::errc() && at == end;
}

int number_of(std::string_view word) {
  int value = -1;
  std::from_chars(word.data(), word.data() + word.size(), value);
  return value;
}

// what names of registers have in common: "%rd" of "%rd12"
std::string_view letters_of(std::string_view name) {
  return name.substr(0, name.find_last_not_of("0123456789") + 1);
}

}  // namespace

Reader::Reader(const std::string& file, const std::set<std::string_view>& shared,
               std::string_view text, int line)
    : file_(file), shared_(shared), text_(text), line_(line) {
  entry_.registers.resize(kFirstFreeRow);
  entry_.file = file.substr(0, file.find('.'));
  header(text);
}

void Reader::refuse(const std::string& why) const { ptx::refuse(file_, line_, text_, why); }

// NAME( .param .align 8 .b8 PARAMETER[56] ) .maxntid 256, 1, 1 .minnctapersm 2
void Reader::header(std::string_view text) {
  const auto words = words_of(text, " \t\r\n(),[]");
  if (words.size() < 10 || words[1] != ".param" || words[4] != ".b8" || words[7] != ".maxntid") {
    refuse("not a kernel of one struct with a bound on its threads");
  }
  entry_.name = demangled(std::string(words[0]));
  parameter_ = words[5];
  entry_.parameter_bytes = static_cast<size_t>(number_of(words[6]));
  entry_.most_threads = number_of(words[8]);
  const bool more = words.size() > 11;
  if (more && (words.size() != 13 || words[11] != ".minnctapersm")) refuse("unknown directive");
}

Entry Reader::body(Text& text) {
  for (int depth = 1; depth > 0;) {
    const char next = text.next();
    if (next == '{' || next == '}') {
      text.skip();
      depth += next == '{' ? 1 : -1;
      continue;
    }
    if (next == '$') {
      labels_[text.until(":")] = static_cast<int>(entry_.code.size());
      continue;
    }
    text_ = text.until(";");
    line_ = text.line();
    if (text_.starts_with(".reg")) {
      declare(text_);
    } else if (!text_.starts_with(".pragma")) {
      statement(text_);
    }
  }
  finish();
  return std::move(entry_);
}

// .reg .b32 %r<112> or .reg .b64 %tmp
void Reader::declare(std::string_view text) {
  const auto words = words_of(text, " \t<>");
  if (words.size() < 3 || words[1].size() < 3) refuse("not a declaration that is known");
  const int bits = words[1] == ".pred" ? 1 : number_of(words[1].substr(2));
  const auto [at, fresh] = declared_.emplace(words[2], bits);
  if (bits < 1 || at->second != bits) refuse("not a declaration that is known");
}

void Reader::statement(std::string_view text) {
  Instruction in;
  in.text = text;
  in.line = line_;
  if (text.starts_with("@")) {
    const size_t end = text.find_first_of(" \t");
    in.unless = text[1] == '!';
    const size_t start = in.unless ? 2 : 1;
    in.guard = read(text.substr(start, end - start), 1);
    text = trimmed(text.substr(end));
  }
  const size_t end = std::min(text.find_first_of(" \t"), text.size());
  decode(in, text.substr(0, end), operands_of(text.substr(end)));
  entry_.code.push_back(in);
}

void Reader::finish() {
  for (const auto& [at, label] : branches_) {
    const auto found = labels_.find(label);
    if (found == labels_.end()) refuse("a branch to nowhere, " + std::string(label));
    entry_.code[at].target = found->second;
  }
  const bool ends =
      !entry_.code.empty() && entry_.code.back().guard == kTrue &&
      (entry_.code.back().kind == Kind::kReturn || entry_.code.back().kind == Kind::kBranch);
  if (!ends) refuse("a kernel that does not end");
}

int Reader::bits_of(std::string_view name) const {
  auto found = declared_.find(letters_of(name));
  if (found == declared_.end()) found = declared_.find(name);
  if (found == declared_.end()) refuse("no register, " + std::string(name));
  return found->second;
}

uint32_t Reader::new_row(int bits) {
  if (bits == 1) return entry_.predicates++;
  const auto row = static_cast<uint32_t>(entry_.registers.size());
  // a number that shows in a result
  entry_.registers.resize(row + static_cast<size_t>(bits) / 8 * kLanes, std::byte{0x7f});
  return row;
}

uint32_t Reader::register_row(std::string_view name, int bits) {
  if (bits_of(name) != bits) refuse("a register of another width, " + std::string(name));
  const auto [at, fresh] = registers_.emplace(name, 0);
  if (fresh) at->second = new_row(bits);
  return at->second;
}

uint32_t Reader::written(std::string_view word, int bits) {
  return word == "_" ? new_row(bits) : register_row(word, bits);
}

uint32_t Reader::read(std::string_view word, int bits) {
  for (size_t i = 0; i < kSpecialRegisters.size(); ++i) {
    if (word == kSpecialRegisters[i] && bits == 32) return static_cast<uint32_t>(i * 4 * kLanes);
  }
  if (word.starts_with("%")) return register_row(word, bits);
  if (word == parameter_ && bits == 64) return kParameterRow;
  return constant(word, bits);
}

uint32_t Reader::constant(std::string_view word, int bits) {
  uint64_t value = 0;
  // the memory that a launch asks for begins at the first address of its space
  bool known = shared_.count(word) != 0 || whole_number(word, &value);
  const bool is_float = bits == 32 && word.size() == 10 && word.starts_with("0f");
  const bool is_double = bits == 64 && word.size() == 18 && word.starts_with("0d");
  if (is_float || is_double) {
    const char* const end = word.data() + word.size();
    known = std::from_chars(word.data() + 2, end, value, 16).ptr == end;
  }
  if (!known) refuse("not an operand that is known, " + std::string(word));
  if (bits == 1) return value != 0 ? kTrue : kFalse;
  return constant_row(bits, bits == 64 ? value : value & ((uint64_t{1} << bits) - 1));
}

uint32_t Reader::constant_row(int bits, uint64_t value) {
  const auto [at, fresh] = constants_.emplace(std::pair(bits, value), 0);
  if (!fresh) return at->second;
  at->second = new_row(bits);
  const size_t bytes = static_cast<size_t>(bits) / 8;
  for (size_t lane = 0; lane < kLanes; ++lane) {
    std::memcpy(&entry_.registers[at->second + lane * bytes], &value, bytes);
  }
  return at->second;
}

// [register+offset], [name+offset]
Address Reader::address(std::string_view word, Space space) {
  const auto parts = words_of(word, "[]+");
  uint64_t offset = 0;
  const bool good = word.starts_with("[") && word.ends_with("]") && !parts.empty() &&
                    (parts.size() == 1 || (parts.size() == 2 && whole_number(parts[1], &offset)));
  if (!good) refuse("not an address that is known, " + std::string(word));
  Address at;
  at.offset = static_cast<int64_t>(offset);
  if (parts[0].starts_with("%")) {
    at.bits = bits_of(parts[0]);
    at.row = register_row(parts[0], at.bits);
  } else if (parts[0] == parameter_ && space == Space::kParameters) {
    at.bits = 64;
    at.row = kParameterRow;
  } else if (shared_.count(parts[0]) == 0 || space != Space::kShared) {
    refuse("not an address that is known, " + std::string(word));
  }
  return at;
}

}  // namespace canter::ptx
