// SPDX-License-Identifier: Apache-2.0
#include "wire/route.h"

#include "wire/framing.h"

namespace fakestream::internal {
namespace {

bool SkipPrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes the last segment of a path off it, with its slash.
std::string_view TakeLastSegment(std::string_view& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view segment = path.substr(slash + 1);
  path = path.substr(0, slash);
  return segment;
}

std::optional<std::string_view> OperationInTarget(const HttpRequest& request) {
  const std::string* const header = FindHeader(request.headers, kTargetHeader);
  if (header == nullptr) return std::nullopt;
  std::string_view name = *header;
  if (!SkipPrefix(name, kServiceShape) || !SkipPrefix(name, ".")) return std::nullopt;
  return name;
}

// Only the last four segments count; the service may be spelt with its namespace.
std::optional<std::string_view> OperationInPath(const HttpRequest& request) {
  std::string_view path = request.target;
  path = path.substr(0, path.find('?'));
  const std::string_view name = TakeLastSegment(path);
  if (TakeLastSegment(path) != "operation") return std::nullopt;
  std::string_view service = TakeLastSegment(path);
  SkipPrefix(service, "com.amazonaws.appstream.");
  if (service != kServiceShape || TakeLastSegment(path) != "service") return std::nullopt;
  return name;
}

}  // namespace

WireProtocol ProtocolOf(const HttpRequest& request) {
  const std::string* const header = FindHeader(request.headers, kProtocolHeader);
  const bool is_cbor = header != nullptr && *header == kProtocolName;
  return is_cbor ? WireProtocol::kCbor : WireProtocol::kJson;
}

std::optional<std::string_view> OperationNameIn(const HttpRequest& request, WireProtocol protocol) {
  return protocol == WireProtocol::kCbor ? OperationInPath(request) : OperationInTarget(request);
}

}  // namespace fakestream::internal
