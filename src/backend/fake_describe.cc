// SPDX-License-Identifier: Apache-2.0
// DescribeImages.
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include "backend/fake_app_stream.h"
#include "backend/lookup.h"
#include "backend/page_token.h"

#include "fakestream/service/codec.h"

namespace fakestream {
namespace {

constexpr std::int64_t kDefaultPage = 25;

// An image with its key, where the store has it.
using KeyedImage = Images::value_type;

// The images that a request names, in the order of their keys. Nothing: it names none, so all are
// meant.
using Selection = std::optional<std::vector<const KeyedImage*>>;

bool Names(const std::optional<std::vector<std::string>>& list) {
  return list && !list->empty();
}

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
const KeyedImage* FindByName(const ServiceState& state, const Images& images,
                             const std::string& name) {
  const auto own = images.find(Mine(state, name));
  if (own != images.end() && own->second.is_visible) return &*own;
  for (auto it = images.lower_bound({.name = name, .owner = ""});
       it != images.end() && it->first.name == name; ++it) {
    if (it->second.image.visibility == Visibility::kPublic) return &*it;
  }
  return nullptr;
}

const KeyedImage* FindVisibleByArn(const Images& images, const std::string& arn) {
  // An ARN ends in the name, which is where the map can be entered.
  const std::size_t slash = arn.rfind('/');
  if (slash == std::string::npos) return nullptr;
  const std::string name = arn.substr(slash + 1);
  for (auto it = images.lower_bound({.name = name, .owner = ""});
       it != images.end() && it->first.name == name; ++it) {
    if (it->second.image.arn == arn && it->second.is_visible) return &*it;
  }
  return nullptr;
}

Outcome<Selection> Select(const ServiceState& state, const Images& images,
                          const DescribeImagesRequest& request) {
  if (!Names(request.names) && !Names(request.arns)) return Selection{};
  std::vector<const KeyedImage*> entries;
  const bool is_by_name = Names(request.names);
  for (const std::string& wanted : is_by_name ? *request.names : *request.arns) {
    const KeyedImage* const entry =
        is_by_name ? FindByName(state, images, wanted) : FindVisibleByArn(images, wanted);
    if (entry != nullptr) {
      entries.push_back(entry);
    } else if (state.behavior.unknown_name_in_describe == UnknownName::kNotFound) {
      return is_by_name ? NoSuchImage(state, wanted)
                        : ServiceSays(state, ErrorCode::kResourceNotFound,
                                      fmt::format("The image {} does not exist.", wanted));
    }
  }
  std::sort(entries.begin(), entries.end(),
            [](const KeyedImage* a, const KeyedImage* b) { return a->first < b->first; });
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  return Selection{std::move(entries)};
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

std::string PositionOf(const ImageKey& key) {
  return key.name + '/' + key.owner;
}

ImageKey KeyAt(const std::string& position) {
  const std::size_t slash = position.find('/');
  return {.name = position.substr(0, slash), .owner = position.substr(slash + 1)};
}

struct Page {
  std::size_t size = 0;
  std::vector<const KeyedImage*> entries{};
  bool has_more = false;  // behind it
};

// Puts the image on the page when it belongs there. Returns whether the next may still do so.
bool Offer(const KeyedImage& entry, const DescribeImagesRequest& request, Page& page) {
  const ImageRecord& record = entry.second;
  if (request.type && record.image.visibility != request.type->value()) return true;
  if (!record.is_visible) return true;
  page.has_more = page.entries.size() == page.size;
  if (!page.has_more) page.entries.push_back(&entry);
  return !page.has_more;
}

// Walks from the start or behind the last page's end until the page is full and one more is seen.
Page TakePage(const Images& images, const std::optional<ImageKey>& after,
              const Selection& selection, const DescribeImagesRequest& request) {
  const std::int64_t asked = request.max_results.value_or(0);
  Page page{.size = static_cast<std::size_t>(asked > 0 ? asked : kDefaultPage)};
  if (selection) {
    for (const KeyedImage* entry : *selection) {
      if (after && !(*after < entry->first)) continue;
      if (!Offer(*entry, request, page)) break;
    }
    return page;
  }
  for (auto it = after ? images.upper_bound(*after) : images.begin(); it != images.end(); ++it) {
    if (!Offer(*it, request, page)) break;
  }
  return page;
}

DescribeImagesResult ResultOf(const std::string& region, const DescribeImagesRequest& request,
                              const Page& page) {
  DescribeImagesResult result;
  result.images.reserve(page.entries.size());
  for (const KeyedImage* entry : page.entries) result.images.push_back(entry->second.image);
  if (page.has_more) {
    result.next_token =
        MakePageToken(ScopeOf(region, request), PositionOf(page.entries.back()->first));
  }
  return result;
}

// Copies that end after so many describes have been described once more.
void CountShown(ServiceState& state, const std::string& region,
                const std::vector<const KeyedImage*>& shown) {
  for (const KeyedImage* entry : shown) {
    if (entry->second.describes_left == 0) continue;
    const ImageKey key = entry->first;  // what ends may be gone
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
  const Images past = is_stale
                          ? state_->store.AsOf(region_, state_->now() - state_->directives.stale_by)
                          : Images{};
  const Images& images = is_stale ? past : state_->store.In(region_);
  std::optional<ImageKey> after;
  if (request.next_token) {
    const auto position = ReadPageToken(ScopeOf(region_, request), *request.next_token);
    if (!position) return BadCombination(*state_, "The NextToken is not valid for this request.");
    after = KeyAt(*position);
  }
  const Outcome<Selection> selection = Select(*state_, images, request);
  const Page page = selection ? TakePage(images, after, *selection, request) : Page{};
  DescribeImagesResult result = ResultOf(region_, request, page);
  if (!is_stale) CountHidden(*state_, region_, request);
  if (!selection) return selection.GetError();
  if (!is_stale) CountShown(*state_, region_, page.entries);
  return result;
}

}  // namespace fakestream
