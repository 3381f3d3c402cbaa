// SPDX-License-Identifier: Apache-2.0
#include "json/reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

// Trees are made of single rules, steps and images. Beyond this a file is an attack on our memory.
constexpr std::size_t kMaxNodes = 4'000'000;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool IsBlank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

}  // namespace

Reader::Reader(std::string_view text, std::size_t deepest)
    : start_(text.data()), at_(start_), end_(start_ + text.size()), deepest_(deepest) {
  if (text.starts_with("\xEF\xBB\xBF")) at_ += 3;
  if (text.size() > std::numeric_limits<std::uint32_t>::max()) {
    Fail(at_, "the text is larger than 4 GiB");
  } else if (at_ == end_) {
    Fail(at_, "the file is empty");
  } else if (std::all_of(at_, end_, IsBlank)) {
    Fail(at_, "the file holds only white space");
  } else if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    Fail(at_, "the text is UTF-16", "save it as UTF-8");
  }
}

char Reader::Next() {
  while (at_ != end_ && IsBlank(*at_)) ++at_;
  return at_ != end_ ? *at_ : '\0';
}

bool Reader::ReadTree(Tree& tree) {
  is_first_ = false;
  return !problem_ && ReadValue(tree, {});
}

bool Reader::Skip() {
  Tree tree;
  is_skipping_ = true;
  const bool is_good = ReadTree(tree);
  is_skipping_ = false;
  return is_good;
}

bool Reader::OpenObject() {
  if (problem_) return false;
  if (!AtObject()) return FailExpecting("an object");
  is_first_ = true;
  return Descend();
}

bool Reader::OpenList() {
  if (problem_) return false;
  if (!AtList()) return FailExpecting("a list");
  is_first_ = true;
  return Descend();
}

bool Reader::NextMember(std::string_view& key, std::uint32_t& key_place) {
  bool is_end = false;
  if (problem_ || !Separate('}', std::exchange(is_first_, false), is_end) || is_end) return false;
  MemberName name;
  if (!ReadName(names_, name)) return false;
  key = name.name;
  key_place = name.place;
  return true;
}

bool Reader::NextItem() {
  bool is_end = false;
  return !problem_ && Separate(']', std::exchange(is_first_, false), is_end) && !is_end;
}

bool Reader::Finish() {
  if (problem_) return false;
  Next();
  return at_ == end_ || FailExpecting("the end of the file", "a file holds one object");
}

bool Reader::ReadValue(Tree& tree, MemberName key) {
  const char first = Next();
  const std::size_t index = tree.nodes.size();
  if (index >= kMaxNodes) return Fail(at_, "more values in one piece than can be kept");
  const std::uint32_t place = Place();
  tree.nodes.push_back({.key = key.name, .key_place = key.place, .place = place});
  const auto is = [&](Node::Kind kind) { tree.nodes[index].kind = kind; };
  std::string_view& text = tree.nodes[index].text;
  switch (first) {
    case '{': is(Node::Kind::kObject); return ReadObject(tree, index);
    case '[': is(Node::Kind::kList); return ReadList(tree, index);
    case '"': is(Node::Kind::kText); return ReadText(tree.unescaped, text);
    case 't':
      is(Node::Kind::kBoolean);
      text = "true";
      return ReadWord(text);
    case 'f':
      is(Node::Kind::kBoolean);
      text = "false";
      return ReadWord(text);
    case 'n': text = "null"; return ReadWord(text);
    default: break;
  }
  if (first != '-' && !IsDigit(first)) return FailExpecting("a value");
  is(Node::Kind::kNumber);
  return ReadNumber(text);
}

// Comes to the next member or item: past a comma, unless it is the first, or past the closing
// bracket.
bool Reader::Separate(char closing, bool is_first, bool& is_end) {
  const char next = Next();
  is_end = next == closing;
  if (is_end) {
    ++at_;
    --depth_;
    return true;
  }
  if (is_first) return true;
  if (next != ',') {
    const bool is_text = next == '"';
    return FailExpecting(closing == '}' ? R"("," or "}")" : R"("," or "]")",
                         is_text ? "a comma or a quote is missing before it" : "");
  }
  const char* const comma = at_++;
  if (Next() != closing) return true;
  return Fail(comma, fmt::format("nothing follows this comma but \"{}\"", closing),
              "remove the comma");
}

bool Reader::Descend() {
  if (depth_ == deepest_) {
    return Fail(at_,
                fmt::format("lists and objects stand more than {} deep in each other", deepest_));
  }
  ++depth_;
  ++at_;
  return true;
}

void Reader::Close(Tree& tree, std::size_t parent) const {
  if (is_skipping_) {
    tree.nodes.resize(parent + 1);
    tree.unescaped.clear();
  }
  tree.nodes[parent].size = static_cast<std::uint32_t>(tree.nodes.size() - parent);
}

bool Reader::ReadObject(Tree& tree, std::size_t parent) {
  if (!Descend()) return false;
  bool is_end = false;
  for (bool is_first = true;; is_first = false) {
    if (!Separate('}', is_first, is_end)) return false;
    if (is_end) break;
    MemberName name;
    if (!ReadName(tree.unescaped, name) || !ReadValue(tree, name)) return false;
    if (is_skipping_) Close(tree, parent);
  }
  Close(tree, parent);
  FindDuplicates(tree, parent);
  return true;
}

bool Reader::ReadList(Tree& tree, std::size_t parent) {
  if (!Descend()) return false;
  bool is_end = false;
  for (bool is_first = true;; is_first = false) {
    if (!Separate(']', is_first, is_end)) return false;
    if (is_end) break;
    const std::uint32_t place = (Next(), Place());
    if (!ReadValue(tree, {.place = place})) return false;
    if (is_skipping_) Close(tree, parent);
  }
  Close(tree, parent);
  return true;
}

bool Reader::ReadName(std::list<std::string>& unescaped, MemberName& name) {
  if (Next() != '"') return FailExpecting("a key in double quotes");
  name.place = Place();
  if (!ReadText(unescaped, name.name)) return false;
  if (Next() != ':') return FailExpecting("\":\" after the key");
  ++at_;
  return true;
}

bool Reader::ReadWord(std::string_view word) {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  if (!rest.starts_with(word)) return FailExpecting("a value");
  at_ += word.size();
  return true;
}

bool Reader::SkipDigits() {
  if (at_ == end_ || !IsDigit(*at_)) return FailExpecting("a digit");
  while (at_ != end_ && IsDigit(*at_)) ++at_;
  return true;
}

bool Reader::SkipIf(std::string_view letters) {
  if (at_ == end_ || letters.find(*at_) == std::string_view::npos) return false;
  ++at_;
  return true;
}

bool Reader::ReadNumber(std::string_view& spelling) {
  const char* const begin = at_;
  SkipIf("-");
  const char* const whole = at_;
  if (!SkipDigits()) return false;
  if (*whole == '0' && at_ - whole > 1) return Fail(begin, "a number starts with 0");
  if (SkipIf(".") && !SkipDigits()) return false;
  if (SkipIf("eE")) {
    SkipIf("+-");
    if (!SkipDigits()) return false;
  }
  spelling = {begin, static_cast<std::size_t>(at_ - begin)};
  // Shorter ones without an exponent always fit a double.
  if (spelling.size() < 300 && spelling.find_first_of("eE") == std::string_view::npos) return true;
  double number = 0;
  const bool fits = std::from_chars(begin, at_, number).ec == std::errc{};
  return fits || Fail(begin, "the number is out of range");
}

bool Reader::Fail(const char* place, std::string what, std::string hint) {
  problem_ = {static_cast<std::size_t>(place - start_), std::move(what), std::move(hint)};
  return false;
}

bool Reader::FailExpecting(std::string_view expected, std::string_view hint) {
  return Fail(at_, fmt::format("expected {} but found {}", expected, Found()),
              hint.empty() ? HintForFound() : std::string(hint));
}

// What stands here, for people.
std::string Reader::Found() const {
  if (at_ == end_) return "the end of the file";
  const auto byte = static_cast<unsigned char>(*at_);
  if (byte == 0) return "a NUL byte";
  if (byte == '\n' || byte == '\r') return "the end of the line";
  if (byte == '\t') return "a tab";
  if (byte < 0x20 || byte == 0x7F) return fmt::format("control character 0x{:02x}", byte);
  if (byte >= 0x80) return fmt::format("byte 0x{:02x}", byte);
  const char* stop = at_ + 1;
  while (IsLetter(*at_) && stop != end_ && stop - at_ < 20 && IsLetter(*stop)) ++stop;
  return Quoted({at_, static_cast<std::size_t>(stop - at_)});
}

// What people write who do not know JSON by heart.
std::string Reader::HintForFound() const {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  if (rest.empty()) return "the file may have been cut off";
  if (rest.starts_with("//") || rest.starts_with("/*") || rest.front() == '#') {
    return "JSON has no comments; use a \"note\" key";
  }
  if (rest.front() == '\'') return "use double quotes";
  if (rest.starts_with("True") || rest.starts_with("False") || rest.starts_with("None") ||
      rest.starts_with("TRUE") || rest.starts_with("FALSE") || rest.starts_with("NULL")) {
    return "write true, false or null";
  }
  return IsLetter(rest.front()) ? "text stands in double quotes" : "";
}

}  // namespace fakestream::internal
