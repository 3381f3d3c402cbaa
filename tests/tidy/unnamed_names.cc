// SPDX-License-Identifier: Apache-2.0
#include "tidy/unnamed_names.h"

#include <array>
#include <optional>
#include <regex>
#include <sstream>

namespace fakestream::internal {
namespace {

// A line as clang-format lays out what begins a definition.
std::optional<std::string> NameDefinedIn(const std::string& line) {
  static const std::array kForms = {
      std::regex(R"(^(?:enum class|enum|struct|class|union) (\w+))"),
      std::regex(R"(^using (\w+) =)"),
      std::regex(
          R"(^(?:inline |static |constexpr |const )+[\w:<>, ]+[ &*](\w+)(?:\[\w*\])? ?[={;])"),
      std::regex(R"(^[A-Za-z_][\w:<>,&* ]*[ &*](\w+)\()"),
  };
  if (line.empty() || line.front() == ' ' || line.front() == '/') return std::nullopt;
  std::smatch found;
  for (const std::regex& form : kForms) {
    if (std::regex_search(line, found, form)) return found[1].str();
  }
  return std::nullopt;
}

// "src/base" of src/base/text.cc, "tools" of tools/main.cc.
std::string FolderOf(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

}  // namespace

Findings CheckUnnamedNames(const std::map<std::string, std::string>& sources) {
  struct Place {
    std::string path;
    int line;
  };

  std::map<std::string, Place> first;  // by folder and name
  Findings findings;
  for (const auto& [path, text] : sources) {
    std::istringstream lines(text);
    std::string line;
    bool is_unnamed = false;
    for (int number = 1; std::getline(lines, line); ++number) {
      if (line == "namespace {") is_unnamed = true;
      if (line == "}  // namespace") is_unnamed = false;
      const auto name = is_unnamed ? NameDefinedIn(line) : std::nullopt;
      if (!name) continue;
      const auto [place, is_new] = first.emplace(FolderOf(path) + " " + *name, Place{path, number});
      if (is_new || place->second.path == path) continue;
      findings.push_back({.path = path,
                          .line = number,
                          .what = *name + " is a name of " + place->second.path + ":" +
                                  std::to_string(place->second.line) +
                                  " as well: share it or call it something else"});
    }
  }
  return findings;
}

}  // namespace fakestream::internal
