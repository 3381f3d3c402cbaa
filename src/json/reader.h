// SPDX-License-Identifier: Apache-2.0
#pragma once

// Reads JSON text (RFC 8259) by nlohmann/json into positioned trees, whole or in pieces, and says
// in plain words where and why it is not JSON.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "json/syntax.h"
#include "json/tree.h"

namespace fakestream::internal {

// How the listener wants a value that begins.
enum class Take : std::uint8_t {
  kWhole,    // as one tree
  kApart,    // its members or items one by one; a list's or an object's alone
  kNothing,  // read over
};

// Is told of a document in its order, so that one of any size can be read with a tree of one list
// item at a time.
class PieceListener {
 public:
  virtual ~PieceListener() = default;

  // The document itself begins, or a member or an item of what is taken apart. The head has the
  // key, the places and the kind, and no text yet.
  virtual Take Begins(const Node& head) = 0;
  // What was wanted whole is in the tree, until the next begins.
  virtual void Read(const Tree& tree) = 0;
  // What was taken apart ends.
  virtual void Ends() = 0;
};

// Reads the text to its end. `deepest` is how many lists and objects may stand in each other. The
// text must outlive the trees and be shorter than 4 GiB. A byte order mark is passed over. Returns
// why it is no JSON, if it is none.
std::optional<SyntaxProblem> ReadJson(std::string_view text, std::size_t deepest,
                                      PieceListener& listener);

// The same as one tree.
std::optional<SyntaxProblem> ReadJson(std::string_view text, std::size_t deepest, Tree& tree);

}  // namespace fakestream::internal
