// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads JSON text (RFC 8259) strictly, piece by piece, and says in plain words where and why it is
// not JSON. A document of any size can be read with a tree of one list item at a time:
//
//   Reader reader(text, 64);
//   reader.OpenList();
//   while (reader.NextItem()) {
//     tree.Clear();
//     if (reader.ReadTree(tree)) Use(tree.root());
//   }
//   reader.Finish();
//   if (reader.problem()) ...

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>

#include "json/tree.h"

namespace fakestream::internal {

// Why a text is not JSON. `place` is an offset into it.
struct SyntaxProblem {
  std::size_t place = 0;
  std::string what{};
  std::string hint{};
};

class Reader {
 public:
  // `deepest` is how many lists and objects may stand in each other. The text must outlive the
  // reader and all trees that it fills, and be shorter than 4 GiB. A byte order mark is passed
  // over.
  Reader(std::string_view text, std::size_t deepest);

  // What the next value starts with; past white space.
  bool AtObject() { return Next() == '{'; }

  bool AtList() { return Next() == '['; }

  std::uint32_t place() {
    Next();
    return Place();
  }

  // Reads the next value whole, behind what the tree holds, or reads it and forgets it. False when
  // there is a problem; so are all of these from then on.
  bool ReadTree(Tree& tree);
  bool Skip();

  // Steps into the object or list that is next; each Next… is true when a member or item follows,
  // whose value must then be read, and false at the end.
  bool OpenObject();
  bool NextMember(std::string_view& key, std::uint32_t& key_place);
  bool OpenList();
  bool NextItem();

  // Checks that only white space is left.
  bool Finish();

  const std::optional<SyntaxProblem>& problem() const { return problem_; }

 private:
  struct MemberName {
    std::string_view name{};
    std::uint32_t place = 0;
  };

  char Next();  // 0 at the end, and for a NUL byte

  std::uint32_t Place() const { return static_cast<std::uint32_t>(at_ - start_); }

  bool ReadValue(Tree& tree, MemberName key);
  bool ReadObject(Tree& tree, std::size_t parent);
  bool ReadList(Tree& tree, std::size_t parent);
  bool ReadNumber(std::string_view& spelling);
  bool SkipDigits();  // at least one
  bool SkipIf(std::string_view letters);
  bool ReadWord(std::string_view word);
  bool ReadName(std::list<std::string>& unescaped, MemberName& name);
  bool ReadText(std::list<std::string>& unescaped, std::string_view& text);
  bool ReadEscapedText(const char* begin, std::string& text);
  bool ReadEscape(std::string& text);
  bool ReadHex(std::uint32_t& unit);
  bool CheckUtf8(const char* begin, const char* end);
  bool Separate(char closing, bool is_first, bool& is_end);
  bool Descend();
  void Close(Tree& tree, std::size_t parent) const;

  bool Fail(const char* place, std::string what, std::string hint = {});
  bool FailExpecting(std::string_view expected, std::string_view hint = {});
  std::string Found() const;
  std::string HintForFound() const;

  const char* start_;
  const char* at_;
  const char* end_;
  std::size_t deepest_;
  std::size_t depth_ = 0;
  bool is_first_ = false;  // nothing was read yet of the object or list that was opened
  bool is_skipping_ = false;
  std::list<std::string> names_{};  // unescaped keys that NextMember gave out
  std::optional<SyntaxProblem> problem_{};
};

}  // namespace fakestream::internal
