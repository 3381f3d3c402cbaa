// SPDX-License-Identifier: Apache-2.0
// The file is read in one pass. Of its long lists only one item at a time is held as a tree, so
// that memory goes to what the scenario keeps. Keys may stand in any order: what needs two of them
// is looked at when all are read.
#include "fakestream/scenario/loader.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include "backend/regions.h"

#include "fakestream/base/text.h"

#include "json/rule_keys.h"
#include "scenario/keys_file.h"
#include "scenario/keys_finally.h"
#include "scenario/keys_given.h"
#include "scenario/keys_step.h"

namespace fakestream {
namespace {

using internal::DoubtfulError;
using internal::Key;
using internal::Problems;
using internal::ReadContext;
using internal::Reader;
using internal::StepDraft;
using internal::Tree;

// Counts lines on the way through a text.
class LineCounter {
 public:
  explicit LineCounter(std::string_view text) : text_(text) {}

  // `place` must not be before that of the last call.
  int LineOf(std::size_t place) {
    const char* at = text_.data() + at_;
    const char* const end = text_.data() + place;
    // Many times as fast as counting byte by byte.
    while (const void* const found = std::memchr(at, '\n', static_cast<std::size_t>(end - at))) {
      at = static_cast<const char*>(found) + 1;
      ++line_;
    }
    at_ = place;
    return line_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

class Loader {
 public:
  Loader(std::string_view text, std::string_view file)
      : text_(text),
        reader_(text, kMaxScenarioDepth),
        lines_(text),
        problems_(text, file),
        context_{.problems = problems_, .doubtful_regions = &doubtful_regions_} {
    scenario_.file = file;
  }

  Checked<Scenario> Load() {
    const std::uint32_t place = reader_.place();
    if (reader_.OpenObject()) {
      ReadKeys(internal::kFileKeys, "", place, scenario_,
               [this](std::string_view key) { return ReadLongKey(key); });
    }
    if (!reader_.Finish()) return problems_.Take(*reader_.problem());
    CheckImages();
    CheckIds();
    CheckRegions();
    CheckDoubts();
    if (!problems_.empty()) return problems_.Take();
    SettleQuotas();
    return std::move(scenario_);
  }

 private:
  struct LateQuotas {
    std::size_t step = 0;
    Value members{};
  };

  struct FaultId {
    std::size_t fault = 0;
    std::uint32_t place = 0;
  };

  // Reads the members of the object that was opened. `read_long` reads those values itself that it
  // returns true for.
  template <class T, std::size_t N, class ReadLong>
  void ReadKeys(const std::array<Key<T>, N>& keys, const std::string& pointer, std::uint32_t place,
                T& target, ReadLong&& read_long) {
    std::array<bool, N> is_found{};
    std::string_view name;
    std::uint32_t key_place = 0;
    while (reader_.NextMember(name, key_place)) {
      const std::string where = pointer + PointerStep(name);
      std::size_t i = 0;
      while (i < N && keys[i].name != name) ++i;
      if (i == N) {
        problems_.AddAt(key_place, where, "unknown key " + Quoted(name),
                        problems_.HintOfNames(name, internal::NamesOf(keys)));
        reader_.Skip();
        continue;
      }
      if (std::exchange(is_found[i], true)) {
        problems_.AddAt(key_place, where, "duplicate key " + Quoted(name), "keep one of them");
        reader_.Skip();
        continue;
      }
      if (read_long(name)) continue;
      if (!ReadPiece(where, -1)) return;
      keys[i].read(context_, tree_.root(), target);
    }
    for (std::size_t i = 0; i < N && !reader_.problem(); ++i) {
      if (keys[i].is_required && !is_found[i]) {
        problems_.AddAt(place, pointer, "missing key " + Quoted(keys[i].name),
                        fmt::format("write \"version\": {}", kScenarioVersion));
      }
    }
  }

  bool ReadPiece(const std::string& pointer, std::int64_t index) {
    tree_.Clear();
    if (!reader_.ReadTree(tree_)) return false;
    pointer_ = pointer;
    problems_.Enter(tree_, pointer_, index);
    return true;
  }

  bool ReadLongKey(std::string_view key) {
    if (key == internal::kGivenKey) {
      ReadGiven();
    } else if (key == internal::kFaultsKey) {
      ReadFaults();
    } else if (key == internal::kStepsKey) {
      ReadSteps();
    } else if (key == internal::kFinallyKey) {
      ReadFinally();
    } else {
      return false;
    }
    return true;
  }

  void ReadGiven() {
    if (!reader_.AtObject()) {
      if (ReadPiece("/given", -1)) internal::Expected(context_, tree_.root(), "object");
      return;
    }
    const std::uint32_t place = reader_.place();
    reader_.OpenObject();
    ReadKeys(internal::kGivenKeys, "/given", place, scenario_.given, [this](std::string_view key) {
      if (key != internal::kImagesKey) return false;
      ReadImages();
      return true;
    });
  }

  // Calls `read(index)` with each item in the tree.
  template <class Read>
  void ReadItems(const std::string& pointer, Read&& read) {
    if (!reader_.AtList()) {
      if (ReadPiece(pointer, -1)) internal::Expected(context_, tree_.root(), "list");
      return;
    }
    reader_.OpenList();
    for (std::int64_t index = 0; reader_.NextItem(); ++index) {
      if (!ReadPiece(pointer, index)) return;
      read();
    }
  }

  // Doubling a long vector would take three times its memory for a while: the rate so far says how
  // long it will be at most.
  template <class T>
  void MakeRoom(std::vector<T>& items, std::size_t list_place) const {
    constexpr std::size_t kEnoughToTell = 64;
    if (items.size() < items.capacity() || items.size() < kEnoughToTell) return;
    const std::size_t here = tree_.root().place;
    const std::size_t expected = (text_.size() - here) * items.size() / (here - list_place);
    items.reserve(items.size() + expected + expected / 64 + kEnoughToTell);
  }

  void ReadImages() {
    auto& images = scenario_.given.images;
    const std::size_t list_place = reader_.place();
    ReadItems("/given/images", [&] {
      MakeRoom(images, list_place);
      internal::ReadGivenImage(context_, tree_.root(), images.emplace_back());
      image_places_.push_back(tree_.root().place);
    });
  }

  void ReadFaults() {
    const std::size_t list_place = reader_.place();
    ReadItems("/faults", [&] {
      MakeRoom(scenario_.faults, list_place);
      MakeRoom(scenario_.fault_lines, list_place);
      internal::ReadRule(context_, tree_.root(), scenario_.faults.emplace_back());
      scenario_.fault_lines.push_back(LineOf(tree_.root()));
      if (scenario_.faults.back().id.empty()) return;
      ids_.push_back({scenario_.faults.size() - 1, tree_.root().Find("id")->place});
    });
  }

  void ReadSteps() {
    auto& steps = scenario_.steps.emplace();
    const std::size_t list_place = reader_.place();
    ReadItems("/steps", [&] {
      MakeRoom(steps, list_place);
      StepDraft draft;
      internal::ReadStep(context_, tree_.root(), draft);
      draft.step.line = LineOf(tree_.root());
      if (draft.doubt) doubts_.push_back(std::move(*draft.doubt));
      if (draft.quotas) late_quotas_.push_back({steps.size(), std::move(*draft.quotas)});
      steps.push_back(std::move(draft.step));
    });
  }

  void ReadFinally() {
    ReadItems("/finally", [&] {
      Condition& condition = scenario_.finally.emplace_back();
      internal::ReadCondition(context_, tree_.root(), condition);
      condition.line = LineOf(tree_.root());
    });
  }

  int LineOf(const internal::Node& node) { return lines_.LineOf(node.place); }

  // Two images of one name, place and owner would be one image.
  void CheckImages() {
    const WorldOptions& given = scenario_.given;
    using Place = std::tuple<std::string_view, std::string_view, std::string_view>;
    std::map<Place, std::size_t> seen;
    for (std::size_t i = 0; i < given.images.size(); ++i) {
      const GivenImage& image = given.images[i];
      const std::string_view region = image.region.empty() ? given.region : image.region;
      const bool is_public = image.details.visibility == Visibility::kPublic;
      const std::string_view owner = !image.owner.empty() ? std::string_view(image.owner)
                                     : is_public          ? std::string_view("AWS")
                                                          : given.account.id;
      const auto [first, is_new] = seen.emplace(Place(region, image.name, owner), i);
      if (is_new || image.name.empty()) continue;
      problems_.AddAt(image_places_[i], fmt::format("/given/images/{}", i),
                      fmt::format("a second image {} in {}", Quoted(image.name), region),
                      fmt::format("the first is /given/images/{}", first->second));
    }
  }

  // An id names one fault.
  void CheckIds() {
    std::map<std::string_view, std::size_t> seen;
    for (const FaultId& id : ids_) {
      const std::string& text = scenario_.faults[id.fault].id;
      const auto [first, is_new] = seen.emplace(text, id.fault);
      if (is_new) continue;
      problems_.AddAt(id.place, fmt::format("/faults/{}/id", id.fault),
                      "duplicate id " + Quoted(text),
                      fmt::format("the first is /faults/{}", first->second));
    }
  }

  void CheckRegions() {
    if (internal::AllowsAnyRegion(scenario_.given.behavior)) return;
    for (internal::DoubtfulRegion& doubt : doubtful_regions_) {
      if (!problems_.has_room()) {
        problems_.CountMore(1);
      } else if (auto problem = internal::ProblemOfRegion(doubt.region)) {
        problems_.AddAt(doubt.place, std::move(doubt.where), std::move(problem->what),
                        std::move(problem->hint));
      }
    }
  }

  // AWS documents no refusal of the copy of an image of somebody else's.
  bool IsAnsweredByBehavior(const DoubtfulError& doubt) const {
    return scenario_.given.behavior.copy_of_foreign_image == ForeignCopy::kNotPermitted &&
           doubt.operation == kOperation<ops::CopyImage> &&
           doubt.name == RowOf(ErrorCode::kOperationNotPermitted).name;
  }

  void CheckDoubts() {
    if (doubts_.empty()) return;
    std::set<std::string_view> scripted;
    for (const Rule& rule : scenario_.faults) {
      const auto* const fail = std::get_if<Fail>(&rule.effect);
      if (rule.is_unmodeled && fail != nullptr) scripted.insert(fail->error);
    }
    for (DoubtfulError& doubt : doubts_) {
      if (scripted.contains(doubt.name) || IsAnsweredByBehavior(doubt)) continue;
      problems_.AddAt(doubt.place, std::move(doubt.where), std::move(doubt.what),
                      std::move(doubt.hint));
    }
  }

  // A step leaves the quotas that it does not name as they are then.
  void SettleQuotas() {
    Quotas quotas = scenario_.given.quotas;
    for (const LateQuotas& late : late_quotas_) {
      internal::Decode(late.members, quotas);
      std::get_if<SetStep>(&(*scenario_.steps)[late.step].action)->quotas = quotas;
    }
  }

  std::string_view text_;
  Reader reader_;
  LineCounter lines_;
  Problems problems_;
  ReadContext context_;
  Scenario scenario_{};
  Tree tree_{};
  std::string pointer_{};
  std::vector<std::uint32_t> image_places_{};
  std::vector<FaultId> ids_{};
  std::vector<DoubtfulError> doubts_{};
  std::vector<internal::DoubtfulRegion> doubtful_regions_{};
  std::vector<LateQuotas> late_quotas_{};
};

}  // namespace

Checked<Scenario> LoadScenario(std::string_view text, std::string_view file) {
  if (text.size() > kLargestScenario) {
    return Diagnostic{
        .file = std::string(file),
        .what = fmt::format("the file is larger than {} MiB", kLargestScenario >> 20U)};
  }
  return Loader(text, file).Load();
}

}  // namespace fakestream
