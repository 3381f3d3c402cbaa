// SPDX-License-Identifier: Apache-2.0
// The file is read in one pass. Of its long lists only one item at a time is held as a tree, so
// that memory goes to what the scenario keeps. Keys may stand in any order: what needs two of them
// is looked at when all are read.
#include "fakestream/scenario/loader.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include "backend/regions.h"

#include "fakestream/base/text.h"

#include "json/reader.h"
#include "json/rule_keys.h"
#include "scenario/keys_file.h"
#include "scenario/keys_finally.h"
#include "scenario/keys_given.h"
#include "scenario/keys_step.h"

namespace fakestream {
namespace {

using internal::DoubtfulError;
using internal::Key;
using internal::Node;
using internal::Problems;
using internal::ReadContext;
using internal::StepDraft;
using internal::Take;
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

// An object whose members are read one by one, by the table of its keys.
template <class T, std::size_t N>
struct ObjectApart {
  const std::array<Key<T>, N>& keys;
  T& target;
  std::string pointer{};
  std::uint32_t place = 0;
  std::array<bool, N> is_found{};
  std::size_t current = 0;  // of the keys: the one that is being read
};

// What the file is taken apart into.
enum class Part : std::uint8_t { kDocument, kFile, kGiven, kImages, kFaults, kSteps, kFinally };

struct PartRow {
  Part part;
  Part parent;
  std::string_view key;
  Node::Kind kind;
};

constexpr std::array kParts = std::to_array<PartRow>({
    {Part::kGiven, Part::kFile, internal::kGivenKey, Node::Kind::kObject},
    {Part::kImages, Part::kGiven, internal::kImagesKey, Node::Kind::kList},
    {Part::kFaults, Part::kFile, internal::kFaultsKey, Node::Kind::kList},
    {Part::kSteps, Part::kFile, internal::kStepsKey, Node::Kind::kList},
    {Part::kFinally, Part::kFile, internal::kFinallyKey, Node::Kind::kList},
});

const PartRow* FindPart(Part parent, std::string_view key) {
  for (const PartRow& row : kParts) {
    if (row.parent == parent && row.key == key) return &row;
  }
  return nullptr;
}

class Loader : private internal::PieceListener {
 public:
  Loader(std::string_view text, std::string_view file)
      : text_(text),
        lines_(text),
        problems_(text, file),
        context_{.problems = problems_,
                 .doubtful_regions = &doubtful_regions_,
                 .doubtful_errors = &doubtful_errors_} {
    scenario_.file = file;
  }

  Checked<Scenario> Load() {
    if (auto problem = internal::ReadJson(text_, kMaxScenarioDepth, *this)) {
      return problems_.Take(*problem);
    }
    CheckImages();
    CheckIds();
    CheckRegions();
    CheckErrors();
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

  Take Begins(const Node& head) override {
    switch (part_) {
      case Part::kDocument: return BeginsDocument(head);
      case Part::kFile: return BeginsMember(file_, head);
      case Part::kGiven: return BeginsMember(given_, head);
      default: ++index_; return Take::kWhole;
    }
  }

  void Read(const Tree& tree) override {
    const Node& node = tree.root();
    problems_.Enter(tree, pointer_, index_);
    switch (part_) {
      case Part::kDocument: break;
      case Part::kFile: ReadMember(file_, node); break;
      case Part::kGiven: ReadMember(given_, node); break;
      case Part::kImages: ReadImage(node); break;
      case Part::kFaults: ReadFault(node); break;
      case Part::kSteps: ReadStep(node); break;
      case Part::kFinally: ReadCondition(node); break;
    }
  }

  void Ends() override {
    index_ = -1;
    if (part_ == Part::kFile) CheckRequired(file_);
    if (part_ == Part::kGiven) CheckRequired(given_);
    part_ = part_ == Part::kFile     ? Part::kDocument
            : part_ == Part::kImages ? Part::kGiven
                                     : Part::kFile;
  }

  Take BeginsDocument(const Node& head) {
    if (head.kind != Node::Kind::kObject) {
      problems_.AddAt(head.place, "",
                      "expected an object but found " + internal::FoundAt(text_, head.place));
      return Take::kNothing;
    }
    file_.place = head.place;
    part_ = Part::kFile;
    return Take::kApart;
  }

  template <class T, std::size_t N>
  Take BeginsMember(ObjectApart<T, N>& object, const Node& head) {
    pointer_ = object.pointer + PointerStep(head.key);
    std::size_t i = 0;
    while (i < N && object.keys[i].name != head.key) ++i;
    if (i == N) {
      problems_.AddAt(head.key_place, pointer_, "unknown key " + Quoted(head.key),
                      problems_.HintOfNames(head.key, internal::NamesOf(object.keys)));
      return Take::kNothing;
    }
    if (std::exchange(object.is_found[i], true)) {
      problems_.AddAt(head.key_place, pointer_, "duplicate key " + Quoted(head.key),
                      "keep one of them");
      return Take::kNothing;
    }
    object.current = i;
    const PartRow* const part = FindPart(part_, head.key);
    return part != nullptr && part->kind == head.kind ? BeginsPart(*part, head) : Take::kWhole;
  }

  Take BeginsPart(const PartRow& row, const Node& head) {
    part_ = row.part;
    list_place_ = head.place;
    if (part_ == Part::kGiven) given_.place = head.place;
    if (part_ == Part::kSteps) scenario_.steps.emplace();
    return Take::kApart;
  }

  template <class T, std::size_t N>
  void ReadMember(ObjectApart<T, N>& object, const Node& node) {
    const Key<T>& key = object.keys[object.current];
    if (const PartRow* const part = FindPart(part_, key.name)) {
      const bool is_list = part->kind == Node::Kind::kList;
      internal::Expected(context_, node, is_list ? "list" : "object");
    } else {
      key.read(context_, node, object.target);
    }
  }

  template <class T, std::size_t N>
  void CheckRequired(const ObjectApart<T, N>& object) {
    for (std::size_t i = 0; i < N; ++i) {
      if (!object.keys[i].is_required || object.is_found[i]) continue;
      problems_.AddAt(object.place, object.pointer, "missing key " + Quoted(object.keys[i].name),
                      fmt::format("write \"version\": {}", kScenarioVersion));
    }
  }

  // Doubling a long vector would take three times its memory for a while: the rate so far says how
  // long it will be at most.
  template <class T>
  void MakeRoom(std::vector<T>& items, const Node& here) const {
    constexpr std::size_t kEnoughToTell = 64;
    if (items.size() < items.capacity() || items.size() < kEnoughToTell) return;
    const std::size_t rest = text_.size() - here.place;
    const std::size_t expected = rest * items.size() / (here.place - list_place_);
    items.reserve(items.size() + expected + expected / 64 + kEnoughToTell);
  }

  void ReadImage(const Node& node) {
    auto& images = scenario_.given.images;
    MakeRoom(images, node);
    internal::ReadGivenImage(context_, node, images.emplace_back());
    image_places_.push_back(node.place);
  }

  void ReadFault(const Node& node) {
    MakeRoom(scenario_.faults, node);
    MakeRoom(scenario_.fault_lines, node);
    internal::ReadRule(context_, node, scenario_.faults.emplace_back());
    scenario_.fault_lines.push_back(LineOf(node));
    if (scenario_.faults.back().id.empty()) return;
    ids_.push_back({scenario_.faults.size() - 1, node.Find("id")->place});
  }

  void ReadStep(const Node& node) {
    auto& steps = *scenario_.steps;
    MakeRoom(steps, node);
    StepDraft draft;
    internal::ReadStep(context_, node, draft);
    draft.step.line = LineOf(node);
    if (draft.quotas) late_quotas_.push_back({steps.size(), std::move(*draft.quotas)});
    steps.push_back(std::move(draft.step));
  }

  void ReadCondition(const Node& node) {
    Condition& condition = scenario_.finally.emplace_back();
    internal::ReadCondition(context_, node, condition);
    condition.line = LineOf(node);
  }

  int LineOf(const Node& node) { return lines_.LineOf(node.place); }

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

  void CheckErrors() {
    if (doubtful_errors_.empty()) return;
    std::set<std::string_view> scripted;
    for (const Rule& rule : scenario_.faults) {
      const auto* const fail = std::get_if<Fail>(&rule.effect);
      if (rule.is_unmodeled && fail != nullptr) scripted.insert(fail->error);
    }
    for (DoubtfulError& doubt : doubtful_errors_) {
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
  LineCounter lines_;
  Problems problems_;
  ReadContext context_;
  Scenario scenario_{};
  ObjectApart<Scenario, internal::kFileKeys.size()> file_{internal::kFileKeys, scenario_};
  ObjectApart<WorldOptions, internal::kGivenKeys.size()> given_{internal::kGivenKeys,
                                                                scenario_.given, "/given"};
  Part part_ = Part::kDocument;
  std::string pointer_{};    // of the piece, or of the list whose items are the pieces
  std::int64_t index_ = -1;  // of the item
  std::uint32_t list_place_ = 0;
  std::vector<std::uint32_t> image_places_{};
  std::vector<FaultId> ids_{};
  std::vector<DoubtfulError> doubtful_errors_{};
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
