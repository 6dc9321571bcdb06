// SPDX-License-Identifier: Apache-2.0
//
// From the text of an instruction to what runs it.
#include <algorithm>

#include "ptx_access.h"
#include "ptx_operations.h"
#include "ptx_reader.h"

namespace canter::ptx {
namespace {

using Words = std::vector<std::string_view>;

// what the registers of "{%r1, %r2}" are, or the one that stands alone
Words unpacked(std::string_view word) {
  if (!word.starts_with("{")) return {word};
  return operands_of(word.substr(1, word.size() - 2));
}

// functions that answer with fewer bits than the format has
bool is_approximate(std::string_view name) {
  for (const char* part : {".approx", ".full", ".ftz"}) {
    if (name.find(part) != std::string_view::npos) return true;
  }
  return false;
}

// what stands between the name and the type of a load or store
bool qualify(Instruction& in, std::string_view part) {
  static const std::map<std::string_view, Space> spaces = {
      {"global", Space::kGlobal}, {"shared", Space::kShared}, {"param", Space::kParameters}};
  if (const auto space = spaces.find(part); space != spaces.end()) {
    in.space = space->second;
  } else if (part == "v2" || part == "v4") {
    in.count = part[1] - '0';
  } else {
    // threads run one after the other here, so every load sees what was stored
    return part == "volatile" || part == "nc";
  }
  return true;
}

int width_of(std::string_view type) { return type.ends_with("64") ? 64 : 32; }

}  // namespace

void Reader::decode(Instruction& in, std::string_view name, const Words& words) {
  if (is_approximate(name)) refuse("an approximate function");
  const bool known = decode_control(in, name, words) || decode_exchange(in, name, words) ||
                     decode_access(in, name, words);
  if (!known) decode_form(in, name, words);
  // what lanes wait at for each other would need more than is known here
  const bool free = in.kind == Kind::kPlain || in.kind == Kind::kBranch;
  if (!free && in.guard != kTrue) refuse("a guard where none is known");
}

bool Reader::decode_control(Instruction& in, std::string_view name, const Words& words) {
  if (name == "bra" || name == "bra.uni") {
    if (words.size() != 1) refuse("not a branch that is known");
    in.kind = Kind::kBranch;
    in.uniform = name == "bra.uni";
    branches_.emplace_back(entry_.code.size(), words[0]);
  } else if (name == "ret" && words.empty()) {
    in.kind = Kind::kReturn;
  } else if (name == "bar.sync" && words == Words{"0"}) {
    in.kind = Kind::kBarrier;
  } else if (name == "bar.warp.sync" && words == Words{"-1"}) {
    in.kind = Kind::kWarpBarrier;
  } else {
    return false;
  }
  return true;
}

// cp.async, atom
bool Reader::decode_exchange(Instruction& in, std::string_view name, const Words& words) {
  const bool adds = name == "atom.global.add.u64";
  if (name == "cp.async.wait_all" && words.empty()) {
    in.run = await_copies;
  } else if (name == "cp.async.cg.shared.global" && words.size() == 3 && words[2] == "16") {
    in.run = start_copy;
    in.at = address(words[0], Space::kShared);
    in.from = address(words[1], Space::kGlobal);
  } else if ((adds || name == "atom.global.max.u64") && words.size() == 3) {
    in.run = adds ? atomic_add : atomic_max;
    in.space = Space::kGlobal;
    in.at = address(words[1], in.space);
    in.rows = {written(words[0], 64), read(words[2], 64)};
  } else {
    return false;
  }
  return true;
}

// ld.SPACE.vN.TYPE, st.SPACE.vN.TYPE
bool Reader::decode_access(Instruction& in, std::string_view name, const Words& words) {
  const Words parts = words_of(name, ".");
  const bool stores = parts[0] == "st";
  if ((!stores && parts[0] != "ld") || words.size() != 2) return false;
  for (size_t i = 1; i + 1 < parts.size(); ++i) {
    if (!qualify(in, parts[i])) return false;
  }
  in.at = address(words[stores ? 0 : 1], in.space);
  decode_move(in, stores, parts.back(), unpacked(words[stores ? 1 : 0]));
  return true;
}

// registers may be wider than what lies in memory, and are all of one width
void Reader::decode_move(Instruction& in, bool stores, std::string_view type, const Words& words) {
  if (words.size() != static_cast<size_t>(in.count)) refuse("not as many registers as numbers");
  int bits = 0;
  for (std::string_view word : words) {
    if (word.starts_with("%")) bits = bits_of(word);
  }
  if (bits == 0) bits = width_of(type);
  for (size_t i = 0; i < words.size(); ++i) {
    in.rows[i] = stores ? read(words[i], bits) : written(words[i], bits);
  }
  in.run = find_access(stores, type, bits);
  if (in.run == nullptr) refuse("unknown instruction");
}

void Reader::decode_form(Instruction& in, std::string_view name, const Words& words) {
  Words all;
  for (std::string_view word : words) {
    for (std::string_view part : unpacked(word)) all.push_back(part);
  }
  std::string key(name);
  if (name == "mov.b64" && all.size() != words.size()) {
    key += words[0].starts_with("{") ? " apart" : " together";
  }
  // a conversion reads the lower half of a register that is wider than its type
  const bool converts = name.starts_with("cvt.") && all.size() == 2 && all[1].starts_with("%");
  if (converts && bits_of(all[1]) == 64 && width_of(name) == 32) key += " wide";
  const Form* const form = find_form(key);
  if (form == nullptr) refuse("unknown instruction");
  if (form->bits.size() != all.size()) refuse("not as many operands as are known");
  in.run = form->run;
  if (form->product) in.kind = Kind::kProduct;
  for (size_t i = 0; i < all.size(); ++i) {
    const int bits = form->bits[i];
    in.rows[i] = i < form->written ? written(all[i], bits) : read(all[i], bits);
  }
}

}  // namespace canter::ptx
