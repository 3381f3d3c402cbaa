// SPDX-License-Identifier: Apache-2.0
// DescribeImages.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "backend/lookup.h"
#include "fakestream/backend/fake_app_stream.h"
#include "fakestream/backend/page_token.h"
#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

constexpr std::int64_t kDefaultPage = 25;

// The images that a request names. Nothing: it names none, so all are meant.
using Selection = std::optional<std::set<ImageKey>>;

bool Names(const std::optional<std::vector<std::string>>& list) { return list && !list->empty(); }

ServiceError BadCombination(const ServiceState& state, std::string message) {
  return ServiceSays(state, ErrorCode::kInvalidParameterCombination, std::move(message));
}

std::optional<ServiceError> CombinationProblem(const ServiceState& state,
                                               const DescribeImagesRequest& request) {
  if (Names(request.names) && Names(request.arns)) {
    return BadCombination(state, "Names and Arns can't be specified together.");
  }
  if (Names(request.names) && request.type) {
    return BadCombination(state, "Names and Type can't be specified together.");
  }
  return std::nullopt;
}

// By name an account sees its own images and public ones; shared ones only by ARN and in lists.
std::optional<ImageKey> KeyByName(const ServiceState& state, const Images& images,
                                  const std::string& name) {
  const ImageKey mine = Mine(state, name);
  const auto own = images.find(mine);
  if (own != images.end() && own->second.is_visible) return mine;
  for (auto it = images.lower_bound({.name = name, .owner = ""});
       it != images.end() && it->first.name == name; ++it) {
    if (it->second.image.visibility == Visibility::kPublic) return it->first;
  }
  return std::nullopt;
}

std::optional<ImageKey> KeyByArn(const Images& images, const std::string& arn) {
  // An ARN ends in the name, which is where the map can be entered.
  const std::size_t slash = arn.rfind('/');
  if (slash == std::string::npos) return std::nullopt;
  const std::string name = arn.substr(slash + 1);
  for (auto it = images.lower_bound({.name = name, .owner = ""});
       it != images.end() && it->first.name == name; ++it) {
    if (it->second.image.arn == arn && it->second.is_visible) return it->first;
  }
  return std::nullopt;
}

Outcome<Selection> Select(const ServiceState& state, const Images& images,
                          const DescribeImagesRequest& request) {
  if (!Names(request.names) && !Names(request.arns)) return Selection{};
  std::set<ImageKey> keys;
  const bool is_by_name = Names(request.names);
  for (const std::string& wanted : is_by_name ? *request.names : *request.arns) {
    const auto key = is_by_name ? KeyByName(state, images, wanted) : KeyByArn(images, wanted);
    if (key) {
      keys.insert(*key);
    } else if (state.behavior.unknown_name_in_describe == UnknownName::kNotFound) {
      return is_by_name ? NoSuchImage(state, wanted)
                        : ServiceSays(state, ErrorCode::kResourceNotFound,
                                      fmt::format("The image {} does not exist.", wanted));
    }
  }
  return Selection{std::move(keys)};
}

// What must stay the same from page to page.
std::uint64_t ScopeOf(const std::string& region, const DescribeImagesRequest& request) {
  const DescribeImagesRequest filters{
      .names = request.names, .arns = request.arns, .type = request.type};
  StableHash hash;
  hash.Add(ops::DescribeImages::kName);
  hash.Add(std::string_view(region));
  HashInto(hash, filters);
  return hash.value();
}

std::string PositionOf(const ImageKey& key) { return key.name + '/' + key.owner; }

ImageKey KeyAt(const std::string& position) {
  const std::size_t slash = position.find('/');
  return {.name = position.substr(0, slash), .owner = position.substr(slash + 1)};
}

struct Page {
  std::vector<ImageKey> keys{};
  DescribeImagesResult result{};
};

// Walks from the start or behind the last page's end until the page is full and one more is seen.
Page TakePage(const Images& images, Images::const_iterator from, const Selection& selection,
              const DescribeImagesRequest& request) {
  const std::int64_t asked = request.max_results.value_or(0);
  const auto size = static_cast<std::size_t>(asked > 0 ? asked : kDefaultPage);
  Page page;
  for (auto it = from; it != images.end(); ++it) {
    const auto& [key, record] = *it;
    if (selection && !selection->contains(key)) continue;
    if (request.type && record.image.visibility != request.type->value()) continue;
    if (!record.is_visible) continue;
    if (page.keys.size() == size) {
      page.result.next_token = PositionOf(page.keys.back());
      break;
    }
    page.keys.push_back(key);
    page.result.images.push_back(record.image);
  }
  return page;
}

// Copies that end after so many describes have been described once more.
void CountShown(ServiceState& state, const std::string& region,
                const std::vector<ImageKey>& keys) {
  for (const ImageKey& key : keys) {
    const ImageRecord* const shown = state.store.Find(region, key);
    if (shown == nullptr || shown->describes_left == 0) continue;
    ImageRecord& record = state.store.Bookkeeping(region, key);
    if (--record.describes_left == 0) {
      EndTransition(state, region, key, record.generation, record.failure);
    }
  }
}

bool AsksFor(const DescribeImagesRequest& request, const Image& image) {
  const auto has = [](const std::vector<std::string>& list, const std::string& wanted) {
    return std::find(list.begin(), list.end(), wanted) != list.end();
  };
  if (Names(request.names)) return has(*request.names, image.name);
  if (Names(request.arns)) return has(*request.arns, image.arn.value_or(""));
  return !request.type || image.visibility == request.type->value();
}

// A copy that does not show yet was asked for: that is one describe less to wait.
void CountHidden(ServiceState& state, const std::string& region,
                 const DescribeImagesRequest& request) {
  if (state.timing.visible.describes == 0) return;
  for (const auto& [key, record] : state.store.In(region)) {
    if (record.is_visible || !AsksFor(request, record.image)) continue;
    ImageRecord& hidden = state.store.Bookkeeping(region, key);
    if (--hidden.describes_until_visible == 0) Show(state, region, key);
  }
}

}  // namespace

Outcome<DescribeImagesResult> FakeAppStream::DescribeImages(const DescribeImagesRequest& request) {
  if (auto problem = CombinationProblem(*state_, request)) return *std::move(problem);
  const bool is_stale = state_->directives.stale_by > Duration{};
  const Images past = is_stale ? state_->store.AsOf(region_, state_->now() -
                                                                 state_->directives.stale_by)
                               : Images{};
  const Images& images = is_stale ? past : state_->store.In(region_);
  auto from = images.begin();
  const std::uint64_t scope = ScopeOf(region_, request);
  if (request.next_token) {
    const auto position = ReadPageToken(scope, *request.next_token);
    if (!position) return BadCombination(*state_, "The NextToken is not valid for this request.");
    from = images.upper_bound(KeyAt(*position));
  }
  const Outcome<Selection> selection = Select(*state_, images, request);
  Page page = selection ? TakePage(images, from, *selection, request) : Page{};
  if (!is_stale) CountHidden(*state_, region_, request);
  if (!selection) return selection.GetError();
  if (page.result.next_token) {
    page.result.next_token = MakePageToken(scope, *page.result.next_token);
  }
  if (!is_stale) CountShown(*state_, region_, page.keys);
  return std::move(page.result);
}

}  // namespace fakestream
