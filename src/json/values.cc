// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/values.h"

#include <string>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include "base/clean_text.h"
#include "json/problems.h"
#include "json/reader.h"

namespace fakestream {
namespace {

// Of a reply's body, so that it is not moved while it grows.
constexpr std::size_t kUsualLength = 256;

// Writes brackets and lines itself, and everything else by nlohmann/json: a document of its own
// would cost a reply more than its text does.
class Writer {
 public:
  explicit Writer(JsonStyle style) : style_(style) { text.reserve(kUsualLength); }

  // Null stands for infinity and the like, too, as JavaScript writes it.
  template <class T>
  void operator()(const T& value) {
    serializer_.dump(value, false, false, 0);
  }

  void operator()(const std::string& value) {
    text_.get_ref<std::string&>() = value;
    serializer_.dump(text_, false, false, 0);
  }

  void operator()(Instant value) {
    if (style_.instants == InstantStyle::kIso8601) return (*this)(ToText(value));
    const std::int64_t microseconds = value.since_epoch.count();
    text += fmt::format("{}", microseconds / 1'000'000);
    if (microseconds % 1'000'000 == 0) return;
    std::string fraction = fmt::format("{:06}", microseconds % 1'000'000);
    while (fraction.back() == '0') fraction.pop_back();
    text += "." + fraction;
  }

  void operator()(const ValueList& items) {
    text += '[';
    ++level_;
    for (const Value& item : items) {
      BreakLine(&item == &items.front());
      std::visit(*this, item.data);
    }
    Close(items.empty(), ']');
  }

  void operator()(const ValueMembers& members) {
    text += '{';
    ++level_;
    for (const NamedValue& member : members) {
      BreakLine(&member == &members.front());
      (*this)(member.name);
      text += style_.indent < 0 ? ":" : ": ";
      std::visit(*this, member.value.data);
    }
    Close(members.empty(), '}');
  }

  std::string text{};

 private:
  void BreakLine(bool is_first) {
    if (!is_first) text += ',';
    if (style_.indent < 0) return;
    text += '\n';
    text.append(static_cast<std::size_t>(level_) * static_cast<std::size_t>(style_.indent), ' ');
  }

  void Close(bool is_empty, char bracket) {
    --level_;
    if (!is_empty) BreakLine(true);
    text += bracket;
  }

  JsonStyle style_;
  int level_ = 0;
  nlohmann::json text_ = std::string();  // of the serializer's kind, which keeps its memory
  nlohmann::detail::serializer<nlohmann::json> serializer_{
      nlohmann::detail::output_adapter<char>(text), ' ', nlohmann::json::error_handler_t::replace};
};

}  // namespace

std::string ToJson(const Value& value, JsonStyle style) {
  Writer writer(style);
  std::visit(writer, value.data);
  // On several lines it is for people and terminals; on one it is for the wire.
  return style.indent < 0 ? std::move(writer.text) : PrintableJson(writer.text);
}

Checked<Value> ParseJson(std::string_view text, std::string_view file) {
  internal::Problems problems(text, file);
  internal::Tree tree;
  if (auto problem = internal::ReadJson(text, kMaxJsonDepth, tree)) return problems.Take(*problem);
  problems.Enter(tree, "");
  if (!problems.empty()) return problems.Take();
  return internal::ToValue(tree.root(), nullptr);
}

}  // namespace fakestream
