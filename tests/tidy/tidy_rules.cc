// SPDX-License-Identifier: Apache-2.0
#include "tidy/tidy_rules.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidy/vocabulary.h"

namespace fakestream::internal {
namespace {

constexpr int kMaxLines = 400;

// Lower layers first. The umbrella headers stand with the highest layer that they show.
const std::map<std::string, int, std::less<>>& LayerRanks() {
  static const std::map<std::string, int, std::less<>> kRanks = {
      {"base", 0},      {"service", 1},       {"sim", 2},       {"backend", 3},  {"fault", 4},
      {"trace", 5},     {"world", 6},         {"json", 7},      {"report", 8},   {"scenario", 9},
      {"wire", 10},     {"explore", 11},      {"endpoint", 12}, {"testing", 13}, {"aws_sdk", 13},
      {"version.h", 1}, {"fakestream.h", 11}, {"testing.h", 14}};
  return kRanks;
}

bool StartsWithAny(std::string_view path, const std::vector<std::string_view>& prefixes) {
  return std::ranges::any_of(prefixes,
                             [&](std::string_view prefix) { return path.starts_with(prefix); });
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

bool IsHeader(std::string_view path) {
  return path.ends_with(".h");
}

bool IsPublic(std::string_view path) {
  return path.starts_with("include/");
}

bool IsLibrary(std::string_view path) {
  return StartsWithAny(path, {"include/", "src/"});
}

// "base/time.h" → "base"; "fakestream.h" stays.
std::string FirstPart(std::string_view path) {
  return std::string(path.substr(0, path.find('/')));
}

// Returns the layer that a file of the library belongs to.
std::string LayerOf(std::string_view path) {
  for (const std::string_view root : {"include/fakestream/", "src/"}) {
    if (path.starts_with(root)) return FirstPart(path.substr(root.size()));
  }
  return "";
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Cuts a trailing comment off, for prose may name what code may not use. The "//" of a URL in a
// literal follows a colon.
std::string WithoutComment(const std::string& line) {
  std::size_t at = line.find("//");
  while (at != std::string::npos && at > 0 && line[at - 1] == ':') at = line.find("//", at + 2);
  return line.substr(0, at);
}

// Calls `check(line, number)` for each line; what it returns, if anything, becomes a finding there.
template <typename Check>
Findings ForEachLine(std::string_view path, std::string_view text, const Check& check) {
  Findings findings;
  int number = 0;
  for (const std::string& line : Lines(text)) {
    ++number;
    if (std::optional<std::string> what = check(line)) {
      findings.push_back({.path = std::string(path), .line = number, .what = *std::move(what)});
    }
  }
  return findings;
}

// Says what is wrong with including `header` ("fakestream/base/time.h", "base/private.h") from
// `layer`, if anything.
std::optional<std::string> MisplacedInclude(std::string_view header, const std::string& layer,
                                            bool from_public) {
  const bool is_public = header.starts_with("fakestream/");
  const std::string target =
      FirstPart(is_public ? header.substr(std::string_view("fakestream/").size()) : header);
  const auto& ranks = LayerRanks();
  if (!ranks.contains(target)) {
    return "\"" + std::string(header) +
           "\" is in no layer: include fakestream/<layer>/x.h or <layer>/x.h";
  }
  if (from_public && !is_public) {
    return "public header includes private \"" + std::string(header) +
           "\": include it in the .cc, or make it public";
  }
  if (target != layer && ranks.at(target) >= ranks.at(layer)) {
    return layer + " may not know " + target +
           ": move what is needed down, or pass it in from above";
  }
  return std::nullopt;
}

bool IsWordCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// Returns where `word` ends in `text` for the first time, as a whole word where it begins or ends
// with a letter. Regular expressions would say this in a line each, and take minutes under
// sanitizers.
std::size_t EndOfWord(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || word.front() == '_' || !IsWordCharacter(text[at - 1]);
    const bool ends =
        end == text.size() || !IsWordCharacter(word.back()) || !IsWordCharacter(text[end]);
    if (begins && ends) return end;
  }
  return std::string_view::npos;
}

struct Ban {
  std::vector<std::string_view> words = {};
  std::string_view instead = {};
  std::vector<std::string_view> allowed_in = {};  // Beginnings of paths.
};

const std::vector<Ban>& Bans() {
  static const std::vector<std::string_view> kTimeKeepers = {
      "include/fakestream/endpoint/", "src/endpoint/", "include/fakestream/aws_sdk/",
      "src/aws_sdk/"};
  static const std::vector<std::string_view> kThreadStarters = {
      "include/fakestream/endpoint/", "src/endpoint/", "src/scenario/parallel_replay.cc"};
  static const std::vector<std::string_view> kSleepers = {
      "include/fakestream/endpoint/", "src/endpoint/", "src/scenario/parallel_replay.cc",
      "include/fakestream/aws_sdk/real_clock.h",
      "include/fakestream/aws_sdk/home_thread.h"};  // Asks which thread it is on.
  static const std::vector<Ban> kBans = {
      {{"system_clock", "steady_clock", "high_resolution_clock", "gettimeofday", "clock_gettime",
        "std::time"},
       "take the time from sim's Clock",
       kTimeKeepers},
      {{"random_device", "rand(", "srand(", "std::shuffle", "_distribution<"},
       "draw from sim's Random"},
      {{"std::this_thread"}, "wait on sim's Clock", kSleepers},
      {{"std::thread", "std::jthread", "std::async"},
       "the core is single-threaded; threads belong to endpoint and "
       "src/scenario/parallel_replay.cc",
       kThreadStarters},
      {{"thread_local"}, "keep state in the World that owns it"},
      {{"std::hash"}, "its values differ between libraries: use base's stable hash"},
      // Of a test program its environment is the command line.
      {{"getenv"},
       "let tools/ read the environment and pass the value in",
       {"include/fakestream/testing/explore_faults.h"}},
      {{"localtime", "localtime_r", "setlocale", "std::locale"},
       "format with base's own functions, which know no zone and no locale"}};
  return kBans;
}

std::optional<std::string> Nondeterminism(std::string_view path, std::string_view code) {
  for (const Ban& ban : Bans()) {
    if (StartsWithAny(path, ban.allowed_in)) continue;
    for (const std::string_view word : ban.words) {
      if (EndOfWord(code, word) == std::string_view::npos) continue;
      return "\"" + std::string(word) + "\" is not deterministic: " + std::string(ban.instead);
    }
  }
  return std::nullopt;
}

// Returns the text between `open` and `close` of an #include line, if it is one of that kind.
std::optional<std::string> Included(std::string_view line, char open, char close) {
  static constexpr std::string_view kBlank = " \t";
  const auto skip = [&](std::string_view word) {
    const std::size_t begin = line.find_first_not_of(kBlank);
    line.remove_prefix(begin == std::string_view::npos ? line.size() : begin);
    if (!line.starts_with(word)) return false;
    line.remove_prefix(word.size());
    return true;
  };
  if (!skip("#") || !skip("include") || !skip(std::string_view(&open, 1))) return std::nullopt;
  return std::string(line.substr(0, line.find(close)));
}

}  // namespace

Findings CheckLayers(std::string_view path, std::string_view text) {
  if (!IsLibrary(path)) return {};
  const std::string layer = LayerOf(path);
  if (!LayerRanks().contains(layer)) {
    return {{.path = std::string(path),
             .line = 1,
             .what = "lies in no layer: move it, or add the layer to tests/tidy"}};
  }
  return ForEachLine(path, text, [&](const std::string& line) -> std::optional<std::string> {
    const std::optional<std::string> header = Included(line, '"', '"');
    return header ? MisplacedInclude(*header, layer, IsPublic(path)) : std::nullopt;
  });
}

Findings CheckLength(std::string_view path, std::string_view text) {
  const auto count = static_cast<int>(Lines(text).size());
  if (count <= kMaxLines) return {};
  return {{.path = std::string(path),
           .line = count,
           .what = "has " + std::to_string(count) + " lines, " + std::to_string(kMaxLines) +
                   " at most: split it by ideas"}};
}

Findings CheckDeterminism(std::string_view path, std::string_view text) {
  if (!IsLibrary(path)) return {};
  return ForEachLine(path, text, [&](const std::string& line) -> std::optional<std::string> {
    const std::string code = WithoutComment(line);
    if (code.find("std::unordered_") != std::string::npos &&
        line.find("// never iterated") == std::string::npos) {
      return "the order of an unordered container differs between libraries: use an ordered one, "
             "or say \"// never iterated\"";
    }
    return Nondeterminism(path, code);
  });
}

Findings CheckOutputs(std::string_view path, std::string_view text) {
  // Words by which a file comes into being, or another takes its name.
  static const std::vector<Ban> kWriters = {
      {{"std::ofstream", "std::fstream", "fopen", "freopen", "O_CREAT", "O_RDWR", "creat(",
        "mkstemp", "mkostemp", "rename(", "copy_file", "sendfile"},
       "write by base/output_file.h",
       {"src/base/output_file.cc"}},
      {{"O_WRONLY"}, "write by base/output_file.h", {"src/base/output_file.cc", "tools/child.cc"}},
      {{"create_directory", "create_directories", "mkdir"},
       "nobody asked for a folder",
       {"include/fakestream/testing/explore_faults.h"}}};
  if (path.starts_with("tests/")) return {};
  return ForEachLine(path, text, [&](const std::string& line) -> std::optional<std::string> {
    const std::string code = WithoutComment(line);
    for (const Ban& ban : kWriters) {
      if (StartsWithAny(path, ban.allowed_in)) continue;
      for (const std::string_view word : ban.words) {
        if (EndOfWord(code, word) == std::string_view::npos) continue;
        return "\"" + std::string(word) + "\" is another way out: " + std::string(ban.instead);
      }
    }
    return std::nullopt;
  });
}

Findings CheckThirdParty(std::string_view path, std::string_view text) {
  if (!IsPublic(path)) return {};
  if (StartsWithAny(path, {"include/fakestream/testing", "include/fakestream/aws_sdk/"})) return {};
  return ForEachLine(path, text, [](const std::string& line) -> std::optional<std::string> {
    const std::optional<std::string> header = Included(line, '<', '>');
    // Headers of the C++ standard library have neither a folder nor a suffix.
    if (!header || header->find_first_of("./") == std::string::npos) return std::nullopt;
    return "<" + *header +
           "> in a public header: only the C++ standard library may show, move it to the .cc";
  });
}

Findings CheckOpening(std::string_view path, std::string_view text) {
  constexpr std::string_view kLicence = "// SPDX-License-Identifier: Apache-2.0\n";
  Findings findings;
  if (!text.starts_with(kLicence)) {
    findings.push_back({.path = std::string(path),
                        .line = 1,
                        .what = "must begin with \"// SPDX-License-Identifier: Apache-2.0\""});
  }
  if (IsHeader(path) && text.find("\n#pragma once\n") == std::string_view::npos) {
    findings.push_back({.path = std::string(path),
                        .line = 1,
                        .what = "header without #pragma once: put it after the licence"});
  }
  return findings;
}

Findings CheckTodo(std::string_view path, std::string_view text) {
  return ForEachLine(path, text, [](const std::string& line) -> std::optional<std::string> {
    const std::size_t end = EndOfWord(line,
                                      "TO"
                                      "DO");  // In two parts, or this line would be a finding.
    if (end == std::string::npos) return std::nullopt;
    const std::string_view after = std::string_view(line).substr(end);
    if (after.starts_with("(#") && after.size() > 2 && IsDigit(after[2])) return std::nullopt;
    return "nobody will find this again: open an issue and name it, as in \"(#12)\" right after "
           "the word";
  });
}

Findings CheckRegistered(std::string_view path, const std::set<std::string>& registered) {
  if (!path.starts_with("tests/") || !path.ends_with("_test.cc") ||
      registered.contains(std::string(path)))
    return {};
  return {{.path = std::string(path),
           .line = 1,
           .what = "no program contains this test: move it to tests/<folder>/, one level deep (see "
                   "tests/CMakeLists.txt)"}};
}

Findings CheckSource(std::string_view path, std::string_view text) {
  Findings all;
  for (const auto& check : {CheckLayers, CheckLength, CheckDeterminism, CheckOutputs,
                            CheckThirdParty, CheckOpening, CheckTodo, CheckVocabulary}) {
    Findings found = check(path, text);
    all.insert(all.end(), std::make_move_iterator(found.begin()),
               std::make_move_iterator(found.end()));
  }
  return all;
}

}  // namespace fakestream::internal
