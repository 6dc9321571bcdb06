// SPDX-License-Identifier: Apache-2.0
#include "references.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "status.h"

namespace canterp {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// Walks the tags of one XML text. It accepts less than XML allows, never more.
class Scanner {
 public:
  Scanner(const std::string& name, std::string_view text, const std::set<std::string_view>& known)
      : name_(name), text_(text), known_(known) {}

  void run() {
    while ((at_ = text_.find('<', at_)) != std::string_view::npos) {
      if (starts("<!--")) {
        skip_past("-->");
      } else if (starts("<?")) {
        skip_past("?>");
      } else if (starts("<!")) {
        refuse("a document type declaration or CDATA section; remove it");
      } else {
        tag();
      }
    }
  }

 private:
  bool starts(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }

  void skip_past(std::string_view end) {
    const size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) refuse("a comment or an instruction that does not end");
    at_ = found + end.size();
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  char next() {
    if (at_ >= text_.size()) refuse("an element that does not end");
    return text_[at_];
  }

  void tag() {
    ++at_;
    const size_t begin = at_;
    while (next() != '>' && !is_space(next())) ++at_;
    element_ = lower(text_.substr(begin, at_ - begin));
    // a closing tag, or an element without attributes
    if (next() == '>' || text_[begin] == '/') {
      skip_past(">");
      return;
    }
    for (skip_space(); next() != '>'; skip_space()) {
      if (next() == '/') {
        ++at_;
      } else {
        attribute();
      }
    }
    ++at_;
  }

  void attribute() {
    const size_t begin = at_;
    while (next() != '=' && next() != '>' && next() != '<' && !is_space(next())) ++at_;
    const std::string key = lower(text_.substr(begin, at_ - begin));
    skip_space();
    if (key.empty() || next() != '=') refuse("an attribute without a value");
    ++at_;
    skip_space();
    const char quote = next();
    if (quote != '"' && quote != '\'') refuse("an attribute's value without quotes");
    const size_t from = ++at_;
    while (next() != quote) ++at_;
    check(key, text_.substr(from, at_ - from));
    ++at_;
  }

  void check(const std::string& key, std::string_view value) const {
    const bool file = key.starts_with("file");
    const bool folder = key == "meshdir" || key == "texturedir" || key == "assetdir";
    if (value.empty() || (!file && !folder)) return;
    need_contained(value, place() + ": " + key);
    if (file && !known_.contains(base_name(value)))
      fail(CANTERP_BAD_MODEL, "%s: %s = \"%s\": there is no such file in the set of files",
           place().c_str(), key.c_str(), std::string(value).c_str());
    // what is read as XML is scanned as XML, and that goes by the name
    if (element_ == "include" && !lower(value).ends_with(".xml"))
      fail(CANTERP_BAD_MODEL, "%s: include \"%s\": only files that end in .xml are included",
           place().c_str(), std::string(value).c_str());
  }

  std::string place() const {
    const auto begin = text_.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(at_, text_.size()));
    return name_ + ":" + std::to_string(1 + std::count(begin, end, '\n'));
  }

  [[noreturn]] void refuse(const char* what) const {
    fail(CANTERP_BAD_MODEL, "%s: XML is not well formed: %s", place().c_str(), what);
  }

  const std::string& name_;
  std::string_view text_;
  const std::set<std::string_view>& known_;
  size_t at_ = 0;
  std::string element_;
};

}  // namespace

void check_references(const canterp_files& files) {
  std::set<std::string_view> known;
  for (const auto& [name, content] : files.content) known.insert(base_name(name));
  for (const auto& [name, content] : files.content) {
    if (lower(name).ends_with(".xml")) Scanner(name, content, known).run();
  }
}

}  // namespace canterp
