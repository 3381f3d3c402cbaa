// SPDX-License-Identifier: Apache-2.0
#pragma once

// What is wrong with input that came from outside, said so that its author can mend it.
//
//   Checked<Scenario> scenario = LoadScenario(text, "copy.json");
//   if (!scenario) {
//     for (const Diagnostic& problem : scenario.diagnostics()) print(ToText(problem));
//   }

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fakestream/base/check.h"

namespace fakestream {

// One problem. `line` and `column` count from 1; 0 means that the place is not known. `where` is a
// JSON pointer ("/faults/0/calls"; "" is the whole document), `column` counts bytes.
struct Diagnostic {
  std::string file{};
  int line = 0;
  int column = 0;
  std::string where{};
  std::string what{};
  std::string hint{};

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

// Returns one line, `file:line:column: where: what (hint)`, without parts that are not known.
std::string ToText(const Diagnostic& diagnostic);

using Diagnostics = std::vector<Diagnostic>;

// A value, or at least one reason why there is none.
template <class T>
class Checked {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as return
  Checked(T value) : value_(std::move(value)) {}

  Checked(Diagnostics diagnostics)  // NOLINT(google-explicit-constructor)
      : diagnostics_(std::move(diagnostics)) {
    FAKESTREAM_CHECK(!diagnostics_.empty());
  }

  Checked(Diagnostic diagnostic) {  // NOLINT(google-explicit-constructor)
    diagnostics_.push_back(std::move(diagnostic));
  }

  bool ok() const { return value_.has_value(); }

  explicit operator bool() const { return ok(); }

  // The value. Throws Misuse when there is none; the message holds the diagnostics.
  const T& value() const& { return Get(*this); }

  T& value() & { return Get(*this); }

  T&& value() && { return std::move(Get(*this)); }

  const T& operator*() const& { return value(); }

  T& operator*() & { return value(); }

  const T* operator->() const { return &value(); }

  T* operator->() { return &value(); }

  // Empty exactly when there is a value.
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  template <class Self>
  static auto& Get(Self& self) {
    if (!self.value_) {
      std::string message = "there is no value to read; test the Checked first:";
      for (const Diagnostic& diagnostic : self.diagnostics_) {
        message += "\n  " + ToText(diagnostic);
      }
      throw Misuse(message);
    }
    return *self.value_;
  }

  std::optional<T> value_;
  Diagnostics diagnostics_;
};

}  // namespace fakestream
