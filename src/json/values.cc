// SPDX-License-Identifier: Apache-2.0
#include "fakestream/json/values.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "fakestream/base/clean_text.h"
#include "fakestream/base/text.h"

#include "json/problems.h"
#include "json/reader.h"
#include "json/special_bytes.h"

namespace fakestream {
namespace {

// Of a reply's body, so that it is not moved while it grows.
constexpr std::size_t kUsualLength = 256;

class Writer {
 public:
  explicit Writer(JsonStyle style) : style_(style) { text.reserve(kUsualLength); }

  void operator()(std::nullptr_t) { text += "null"; }

  void operator()(bool value) { text += value ? "true" : "false"; }

  void operator()(std::int64_t value) { text += fmt::format_int(value).str(); }

  void operator()(const std::string& value) { WriteText(value); }

  void operator()(double value) {
    // JSON has no words for infinity and the like; null is what JavaScript writes, too.
    if (!std::isfinite(value)) {
      text += "null";
      return;
    }
    std::array<char, 32> buffer{};
    const auto* const end = std::to_chars(buffer.begin(), buffer.end(), value).ptr;
    const std::string_view digits(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    text += digits;
    // What was no whole number must not become one on the way back.
    if (digits.find_first_of(".e") == std::string_view::npos) text += ".0";
  }

  void operator()(Instant value) {
    if (style_.instants == InstantStyle::kIso8601) {
      WriteText(ToText(value));
      return;
    }
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
      WriteText(member.name);
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

  void WriteText(std::string_view raw) {
    text += '"';
    if (IsValidUtf8(raw)) {
      WriteEscaped(raw);
    } else {
      WriteEscaped(ValidUtf8(raw));
    }
    text += '"';
  }

  void WriteEscaped(std::string_view valid) {
    constexpr std::string_view kEscaped = "\"\\\b\f\n\r\t";
    constexpr std::string_view kLetters = "\"\\bfnrt";
    std::size_t written = 0;
    for (std::size_t i = 0; i < valid.size(); ++i) {
      const char c = valid[i];
      if (!internal::kIsSpecial[static_cast<unsigned char>(c)]) continue;
      text += valid.substr(written, i - written);
      written = i + 1;
      const std::size_t index = kEscaped.find(c);
      if (index != std::string_view::npos) {
        text += '\\';
        text += kLetters[index];
      } else {
        text += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
      }
    }
    text += valid.substr(written);
  }

  JsonStyle style_;
  int level_ = 0;
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
  internal::Reader reader(text, kMaxJsonDepth);
  internal::Tree tree;
  if (!reader.ReadTree(tree) || !reader.Finish()) return problems.Take(*reader.problem());
  problems.Enter(tree, "");
  if (!problems.empty()) return problems.Take();
  return internal::ToValue(tree.root(), nullptr);
}

}  // namespace fakestream
