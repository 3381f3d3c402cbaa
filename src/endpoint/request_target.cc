// SPDX-License-Identifier: Apache-2.0
#include "endpoint/request_target.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/letters.h"

namespace fakestream::internal {
namespace {

// RFC 3986, section 3.1, but for what no scheme of a request has.
bool IsScheme(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsLetter);
}

bool SplitAbsoluteForm(HttpRequest& request) {
  constexpr std::string_view kMark = "://";
  const std::string_view target = request.target;
  const std::size_t mark = target.find(kMark);
  if (mark == std::string_view::npos || !IsScheme(target.substr(0, mark))) return false;
  std::string_view path = target.substr(mark + kMark.size());
  const std::string_view authority = path.substr(0, path.find_first_of("/?"));
  if (authority.empty()) return false;
  path.remove_prefix(authority.size());
  request.authority = authority;
  std::string rest = path.starts_with('/') ? "" : "/";
  request.target = std::move(rest.append(path));
  return true;
}

}  // namespace

bool SplitTarget(HttpRequest& request) {
  if (request.method == "CONNECT") {
    request.authority = request.target;
    return true;
  }
  if (request.target.starts_with('/') || request.target == "*") return true;
  return SplitAbsoluteForm(request);
}

}  // namespace fakestream::internal
