// SPDX-License-Identifier: Apache-2.0
#include "json/reader.h"

#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include "base/letters.h"

namespace fakestream::internal {
namespace {

// Trees are made of single rules, steps and images. Beyond this a file is an attack on our memory.
constexpr std::size_t kMaxNodes = 4'000'000;

// Moves a place that others can see, since the parser's events do not tell theirs.
class WatchedIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  explicit WatchedIterator(const char*& at) : at_(&at) {}

  reference operator*() const { return **at_; }

  WatchedIterator& operator++() {
    ++*at_;
    return *this;
  }

  friend bool operator==(const WatchedIterator& a, const WatchedIterator& b) {
    return *a.at_ == *b.at_;
  }

 private:
  const char** at_;
};

// Takes nlohmann's events and makes trees of them.
class TreeMaker {
 public:
  TreeMaker(std::string_view text, std::size_t deepest, Tree& tree, PieceListener& listener)
      : text_(text), deepest_(deepest), tree_(tree), listener_(listener) {
    if (text.starts_with(kByteOrderMark)) end_of_last_ = kByteOrderMark.size();
  }

  std::optional<SyntaxProblem> Read() {
    at_ = text_.data() + end_of_last_;
    const char* end = text_.data() + text_.size();
    if (!nlohmann::json::sax_parse(WatchedIterator(at_), WatchedIterator(end), this)) {
      return std::move(problem_);
    }
    // The parser takes a NUL byte for the end of the text.
    if (NextPlace() == text_.size()) return std::nullopt;
    return ExplainSyntax(text_, end_of_last_, ReadLast::kDocument, false);
  }

  // What follows is called by the parser, behind each token and before it reads the next. False
  // ends it.
  bool null() { return AddScalar(Node::Kind::kNull); }

  bool boolean(bool) { return AddScalar(Node::Kind::kBoolean); }

  bool number_integer(std::int64_t) { return AddNumber(); }

  bool number_unsigned(std::uint64_t) { return AddNumber(); }

  bool number_float(double, const std::string&) { return AddNumber(); }

  // JSON has none.
  static bool binary(nlohmann::json::binary_t&) { return false; }

  bool string(std::string& text) {
    const std::size_t place = NextPlace();
    if (!Begin(Node::Kind::kText, place)) return false;
    if (!is_skipping_) tree_.nodes.back().text = Kept(text, place);
    return End(Taken());
  }

  bool key(std::string& text) {
    const std::size_t place = NextPlace();
    if (take_ != Take::kNothing) key_ = Kept(text, place);
    key_place_ = static_cast<std::uint32_t>(place);
    end_of_last_ = Taken();
    last_ = ReadLast::kKey;
    return true;
  }

  bool start_object(std::size_t) { return Open(Node::Kind::kObject); }

  bool start_array(std::size_t) { return Open(Node::Kind::kList); }

  bool end_object() { return Close(); }

  bool end_array() { return Close(); }

  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) {
    const bool is_object = !open_.empty() && open_.back().kind == Node::Kind::kObject;
    problem_ = ExplainSyntax(text_, end_of_last_, last_, is_object);
    return false;
  }

 private:
  // An object or list that has begun and not ended.
  struct Opened {
    Node::Kind kind;
    std::size_t node;  // in the tree; of no meaning where it is not there
    bool is_apart;
  };

  // How many bytes the parser has taken.
  std::size_t Taken() const { return static_cast<std::size_t>(at_ - text_.data()); }

  // Where the token begins whose end was read last: behind the one before it, blanks, and what
  // separates them.
  std::size_t NextPlace() const {
    std::size_t place = end_of_last_;
    while (place < text_.size() &&
           (IsBlank(text_[place]) || text_[place] == ',' || text_[place] == ':')) {
      ++place;
    }
    return place;
  }

  // What a text says, as a view into the source where nothing in it is escaped.
  std::string_view Kept(std::string& text, std::size_t place) {
    const std::string_view raw = text_.substr(place + 1, Taken() - place - 2);
    if (raw.size() == text.size()) return raw;
    // The tree is cleared when the piece of this key begins.
    if (!take_) return key_of_piece_ = std::move(text);
    return tree_.unescaped.emplace_back(std::move(text));
  }

  bool AddScalar(Node::Kind kind) {
    const std::size_t place = NextPlace();
    if (!Begin(kind, place)) return false;
    if (!is_skipping_) tree_.nodes.back().text = text_.substr(place, Taken() - place);
    return End(Taken());
  }

  // The end of a number shows by what follows it, so that one byte too many was read.
  bool AddNumber() {
    const std::size_t place = NextPlace();
    if (!Begin(Node::Kind::kNumber, place)) return false;
    std::size_t end = IsDigit(text_[Taken() - 1]) ? Taken() : Taken() - 1;
    // As in 01, which is refused at its second digit.
    const std::size_t first = text_[place] == '-' ? place + 1 : place;
    if (text_[first] == '0' && end > first + 1 && IsDigit(text_[first + 1])) end = first + 1;
    if (!is_skipping_) tree_.nodes.back().text = text_.substr(place, end - place);
    return End(end);
  }

  bool Open(Node::Kind kind) {
    const std::size_t place = NextPlace();
    if (open_.size() == deepest_) {
      return Fail(place,
                  fmt::format("lists and objects stand more than {} deep in each other", deepest_));
    }
    if (!Begin(kind, place)) return false;
    open_.push_back({kind, tree_.nodes.size() - 1, take_ == Take::kApart});
    if (take_ == Take::kApart) {
      take_ = std::nullopt;
      is_skipping_ = false;
    }
    end_of_last_ = Taken();
    last_ = ReadLast::kOpening;
    return true;
  }

  bool Close() {
    const Opened closed = open_.back();
    open_.pop_back();
    if (closed.is_apart) {
      listener_.Ends();
    } else if (!is_skipping_) {
      tree_.nodes[closed.node].size = static_cast<std::uint32_t>(tree_.nodes.size() - closed.node);
      if (closed.kind == Node::Kind::kObject) FindDuplicates(tree_, closed.node);
    }
    return End(Taken());
  }

  // Makes the node of a value that begins, and asks for it where nobody has.
  bool Begin(Node::Kind kind, std::size_t place) {
    const bool is_member = last_ == ReadLast::kKey;
    const auto here = static_cast<std::uint32_t>(place);
    const Node head{.key = is_member ? key_ : std::string_view(),
                    .key_place = is_member ? key_place_ : here,
                    .place = here,
                    .kind = kind};
    if (!take_) {
      take_ = listener_.Begins(head);
      level_ = open_.size();
      is_skipping_ = take_ != Take::kWhole;
      tree_.Clear();
    }
    if (is_skipping_) return true;
    if (tree_.nodes.size() >= kMaxNodes) {
      return Fail(place, "more values in one piece than can be kept");
    }
    tree_.nodes.push_back(head);
    return true;
  }

  // A value has ended, and with it perhaps the piece.
  bool End(std::size_t end) {
    end_of_last_ = end;
    last_ = open_.empty() ? ReadLast::kDocument : ReadLast::kValue;
    if (take_ && level_ == open_.size()) {
      if (take_ == Take::kWhole) listener_.Read(tree_);
      take_ = std::nullopt;
      is_skipping_ = false;
    }
    return true;
  }

  bool Fail(std::size_t place, std::string what) {
    problem_ = {.place = place, .what = std::move(what)};
    return false;
  }

  std::string_view text_;
  std::size_t deepest_;
  Tree& tree_;
  PieceListener& listener_;
  const char* at_ = nullptr;     // the byte that the parser takes next
  std::size_t end_of_last_ = 0;  // of the token before this one
  ReadLast last_ = ReadLast::kNothing;
  std::string_view key_{};
  std::string key_of_piece_{};
  std::uint32_t key_place_ = 0;
  std::vector<Opened> open_{};
  std::optional<Take> take_{};  // of the piece that is being read
  std::size_t level_ = 0;       // at which it began
  bool is_skipping_ = false;
  std::optional<SyntaxProblem> problem_{};
};

// Wants all of it at once.
class WholeDocument : public PieceListener {
 public:
  Take Begins(const Node&) override { return Take::kWhole; }

  void Read(const Tree&) override {}

  void Ends() override {}
};

}  // namespace

std::optional<SyntaxProblem> ReadJson(std::string_view text, std::size_t deepest,
                                      PieceListener& listener) {
  if (auto problem = ExplainStart(text)) return problem;
  Tree tree;
  return TreeMaker(text, deepest, tree, listener).Read();
}

std::optional<SyntaxProblem> ReadJson(std::string_view text, std::size_t deepest, Tree& tree) {
  if (auto problem = ExplainStart(text)) return problem;
  WholeDocument whole;
  return TreeMaker(text, deepest, tree, whole).Read();
}

}  // namespace fakestream::internal
