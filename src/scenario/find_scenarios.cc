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

constexpr std::string_view kStandardInput = "-";
constexpr const char* kBrokenLink = "it is a link that leads nowhere";

bool IsLink(const fs::path& path) {
  std::error_code ignored;
  return fs::is_symlink(path, ignored);
}

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
    if (path == kStandardInput) {
      LookAtStandardInput();
      return;
    }
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    if (status.type() == fs::file_type::not_found) {
      Refuse(path, IsLink(path) ? kBrokenLink : "there is no such file or folder");
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

  // Its text is gone once it was read.
  void LookAtStandardInput() {
    const bool is_first = std::find(found_.begin(), found_.end(), kStandardInput) == found_.end();
    if (is_first) {
      found_.emplace_back(kStandardInput);
    } else {
      Refuse(std::string(kStandardInput), "standard input can be read only once");
    }
  }

  void LookInto(const fs::path& folder) {
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
      LookAtEntry(entry->path());
    }
    if (problem) Refuse(folder.native(), "cannot be read: " + problem.message());
  }

  // Links to folders are not followed, so that loops of them do no harm. What is called like a
  // scenario is one, or a problem: one that is passed over in silence would seem to hold.
  void LookAtEntry(const fs::path& path) {
    std::error_code problem;
    const fs::file_status status = fs::status(path, problem);
    const bool is_folder = status.type() == fs::file_type::directory;
    if (is_folder && !IsLink(path)) {
      LookInto(path);
    } else if (!IsScenarioName(path.filename().native())) {
      return;
    } else if (status.type() == fs::file_type::regular) {
      found_.push_back(path.native());
    } else if (is_folder) {
      Refuse(path.native(), "it is a link to a folder, which is not followed",
             "name the folder on the command line, or the link without .json");
    } else if (status.type() == fs::file_type::not_found) {
      Refuse(path.native(), kBrokenLink);
    } else if (problem) {
      Refuse(path.native(), "cannot be read: " + problem.message());
    } else {
      Refuse(path.native(), "cannot be read: it is neither a file nor a folder");
    }
  }

  // One file may be meant twice, as by a folder and by its name.
  void DropDuplicates() {
    std::set<std::string> seen;
    const auto is_seen = [&](const std::string& path) {
      if (path == kStandardInput) return false;
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
