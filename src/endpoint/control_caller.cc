// SPDX-License-Identifier: Apache-2.0
#include "endpoint/control_caller.h"

#include <algorithm>
#include <string_view>

#include <boost/asio/ip/address.hpp>

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

bool IsPort(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "[::1]:80" is "::1".
std::string_view WithoutPort(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    const bool is_whole =
        end != std::string_view::npos &&
        (end + 1 == host.size() || (host[end + 1] == ':' && IsPort(host.substr(end + 2))));
    return is_whole ? host.substr(1, end - 1) : std::string_view();
  }
  const std::size_t colon = host.find(':');
  if (colon == std::string_view::npos) return host;
  return IsPort(host.substr(colon + 1)) ? host.substr(0, colon) : std::string_view();
}

bool IsAddressOrLocalhost(std::string_view host) {
  const std::string_view name = WithoutPort(host);
  if (IsSameWord(name, "localhost")) return true;
  boost::system::error_code error;
  boost::asio::ip::make_address(std::string(name), error);
  return !error;
}

std::string ForeignHost(std::string_view host) {
  return "control orders name this server by its address or as localhost, not as " + Quoted(host) +
         ": a page of a stranger's could send them";
}

}  // namespace

std::optional<std::string> RefuseCaller(const HttpRequest& order) {
  const std::string* const host = FindHeader(order.headers, "Host");
  for (const std::string* const name : {host, &order.authority}) {
    const bool is_said = name != nullptr && (name == host || !name->empty());
    if (is_said && !IsAddressOrLocalhost(*name)) return ForeignHost(*name);
  }
  const std::string own = "http://" + (host == nullptr ? std::string() : *host);
  for (const HttpHeader& header : order.headers) {
    const bool is_origin = IsSameWord(header.name, "Origin");
    const bool is_site = IsSameWord(header.name, "Sec-Fetch-Site");
    const bool is_foreign = is_origin ? !IsSameWord(header.value, own)
                                      : is_site && (IsSameWord(header.value, "cross-site") ||
                                                    IsSameWord(header.value, "same-site"));
    if (is_foreign) {
      return "control orders are not taken from pages of other sites: " + header.name + " is " +
             Quoted(header.value);
    }
  }
  return std::nullopt;
}

}  // namespace fakestream::internal
