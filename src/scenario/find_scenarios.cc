// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "fakestream/base/text.h"
#include "fakestream/scenario/loader.h"

namespace fakestream {
namespace {

namespace fs = std::filesystem;

bool IsScenarioName(std::string_view name) {
  return name.ends_with(".json") && !name.ends_with(".schema.json");
}

class Finder {
 public:
  Checked<std::vector<std::string>> Find(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) Look(path);
    if (!problems_.empty()) return std::move(problems_);
    std::sort(found_.begin(), found_.end());
    DropDuplicates();
    return std::move(found_);
  }

 private:
  void Refuse(const std::string& path, std::string what, std::string hint = {}) {
    problems_.push_back({.file = path, .what = std::move(what), .hint = std::move(hint)});
  }

  void Look(const std::string& path) {
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (status.type() == fs::file_type::not_found) {
      Refuse(path, "there is no such file or folder");
    } else if (problem) {
      Refuse(path, "cannot be read: " + problem.message());
    } else if (status.type() == fs::file_type::regular) {
      found_.push_back(path);
    } else if (status.type() == fs::file_type::directory) {
      const std::size_t before = found_.size();
      const std::size_t problems_before = problems_.size();
      LookInto(path);
      if (found_.size() == before && problems_.size() == problems_before) {
        Refuse(path, "there are no scenarios in this folder", "they are files *.json");
      }
    } else {
      Refuse(path, "cannot be read: it is neither a file nor a folder");
    }
  }

  // Links to folders are not followed, so that loops of them do no harm.
  void LookInto(const fs::path& folder) {
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
      std::error_code ignored;
      if (entry->is_directory(ignored)) {
        if (!entry->is_symlink(ignored)) LookInto(entry->path());
      } else if (entry->is_regular_file(ignored) &&
                 IsScenarioName(entry->path().filename().native())) {
        found_.push_back(entry->path().native());
      }
    }
    if (problem) Refuse(folder.native(), "cannot be read: " + problem.message());
  }

  // One file may be meant twice, as by a folder and by its name.
  void DropDuplicates() {
    std::set<std::string> seen;
    const auto is_seen = [&](const std::string& path) {
      std::error_code problem;
      const fs::path real = fs::canonical(path, problem);
      return !seen.insert(problem ? path : real.native()).second;
    };
    std::vector<std::string> unique;
    for (std::string& path : found_) {
      if (!is_seen(path)) unique.push_back(std::move(path));
    }
    found_ = std::move(unique);
  }

  std::vector<std::string> found_{};
  Diagnostics problems_{};
};

}  // namespace

Checked<std::vector<std::string>> FindScenarios(const std::vector<std::string>& paths) {
  return Finder().Find(paths);
}

}  // namespace fakestream
