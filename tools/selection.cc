// SPDX-License-Identifier: Apache-2.0
#include "tools/selection.h"

#include <array>

#include <fmt/format.h>
#include "base/output_file.h"

#include "fakestream/base/text.h"

#include "tools/variable.h"

namespace fakestream::tool {
namespace {

struct ShardVariables {
  const char* index;
  const char* count;
};

constexpr std::array kShardVariables = {
    ShardVariables{"TEST_SHARD_INDEX", "TEST_TOTAL_SHARDS"},
    ShardVariables{"GTEST_SHARD_INDEX", "GTEST_TOTAL_SHARDS"},
};

// The empty text counts as not set, as shells leave it.
Checked<Shard> ShardFrom(const ShardVariables& names, const std::string& index_text,
                         const std::string& count_text) {
  if (index_text.empty() || count_text.empty()) {
    return Diagnostic{
        .what = fmt::format("{} and {} must be set both or neither", names.index, names.count),
        .hint = "or say --shard I/N"};
  }
  const std::optional<std::uint64_t> index = ParseNumber(index_text);
  const std::optional<std::uint64_t> count = ParseNumber(count_text);
  if (!index || !count || *index >= *count) {
    return Diagnostic{.what = fmt::format("{}={} and {}={} name no shard", names.index, index_text,
                                          names.count, count_text),
                      .hint = "the index counts from 0 and is below the total"};
  }
  return Shard{*index, *count};
}

// Bazel wants to see the file; what it holds does not matter.
std::optional<Diagnostic> TellBazel() {
  const std::string path = Variable("TEST_SHARD_STATUS_FILE");
  if (path.empty()) return std::nullopt;
  const WriteProblem why = WriteOutputFile(path, "");
  if (!why) return std::nullopt;
  return Diagnostic{.file = path, .what = "cannot create TEST_SHARD_STATUS_FILE: " + *why};
}

std::string_view StemOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  if (path.ends_with(".json")) path.remove_suffix(5);
  return path;
}

}  // namespace

Checked<Shard> ShardFromEnvironment() {
  for (const ShardVariables& names : kShardVariables) {
    const std::string index = Variable(names.index);
    const std::string count = Variable(names.count);
    if (index.empty() && count.empty()) continue;
    Checked<Shard> shard = ShardFrom(names, index, count);
    if (!shard) return shard;
    if (const std::optional<Diagnostic> problem = TellBazel()) return *problem;
    return shard;
  }
  return Shard{};
}

std::vector<std::string> Filtered(const std::vector<std::string>& paths, std::string_view glob) {
  std::vector<std::string> matching;
  for (const std::string& path : paths) {
    if (MatchesGlob(glob, path) || MatchesGlob(glob, StemOf(path))) matching.push_back(path);
  }
  return matching;
}

std::vector<std::string> ShareOf(const std::vector<std::string>& paths, Shard shard) {
  std::vector<std::string> share;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (i % shard.count == shard.index) share.push_back(paths[i]);
  }
  return share;
}

}  // namespace fakestream::tool
