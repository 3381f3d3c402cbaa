// SPDX-License-Identifier: Apache-2.0
#include "endpoint/elsewhere.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include "base/letters.h"
#include "endpoint/canonical_request.h"
#include "endpoint/escapes.h"

#include "fakestream/service/error_catalog.h"

#include "wire/authorization.h"
#include "wire/framing.h"
#include "wire/route.h"

namespace fakestream::internal {
namespace {

// No name of AWS's, so that no client takes it for the service's own word or tries again.
constexpr std::string_view kErrorName = "ServiceNotSimulated";

std::string HostIn(std::string_view authority) {
  const std::size_t user = authority.rfind('@');
  if (user != std::string_view::npos) authority.remove_prefix(user + 1);
  if (authority.starts_with('[')) {
    return LowerCase(authority.substr(1, authority.find(']') - 1));
  }
  return LowerCase(authority.substr(0, authority.find(':')));
}

bool IsAddress(std::string_view host) {
  const bool is_v6 = host.find(':') != std::string_view::npos;
  return is_v6 ||
         (!host.empty() && host.find_first_not_of("0123456789.") == std::string_view::npos);
}

bool IsOurs(std::string_view host, std::string_view address) {
  if (host == "localhost" || host == "::1" || host == address) return true;
  if (host.starts_with("127.") && IsAddress(host)) return true;
  const bool is_any = address == "0.0.0.0" || address == "::";
  return is_any && IsAddress(host);
}

// The service in "KEY/20261122/us-east-1/s3/aws4_request".
std::optional<std::string> ServiceIn(std::string_view credential) {
  constexpr std::string_view kEnd = "/aws4_request";
  if (!credential.ends_with(kEnd)) return std::nullopt;
  credential.remove_suffix(kEnd.size());
  const std::size_t slash = credential.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  return LowerCase(credential.substr(slash + 1));
}

// Of a presigned URL.
std::string CredentialInQuery(std::string_view target) {
  constexpr std::string_view kName = "X-Amz-Credential=";
  const std::size_t begin = target.find(kName);
  if (begin == std::string_view::npos) return {};
  target.remove_prefix(begin + kName.size());
  return Unescaped(target.substr(0, target.find('&'))).value_or("");
}

HttpReply Reply(const HttpRequest& request, int status, std::string_view type, std::string body) {
  HttpReply reply{.status = status,
                  .headers = {{"Content-Type", std::string(type)},
                              {"Content-Length", std::to_string(body.size())}}};
  if (request.method != "HEAD") reply.body = std::move(body);
  return reply;
}

bool IsOfType(const HttpRequest& request, std::string_view type) {
  const std::string* const header = FindHeader(request.headers, "Content-Type");
  return header != nullptr && LowerCase(*header).starts_with(type);
}

// Nothing that XML would read.
std::string PlainName(std::string_view service) {
  std::string name(service.substr(0, 64));
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-'; }, '_');
  return name;
}

HttpReply XmlError(const HttpRequest& request, std::string_view service,
                   const std::string& message) {
  const std::string error =
      fmt::format("<Code>{}</Code><Message>{}</Message>", kErrorName, message);
  std::string body;
  if (service == "s3") {
    body = "<Error>" + error + "</Error>";
  } else if (service == "ec2") {
    body = "<Response><Errors><Error>" + error + "</Error></Errors></Response>";
  } else {
    body = "<ErrorResponse><Error><Type>Sender</Type>" + error + "</Error></ErrorResponse>";
  }
  return Reply(request, 400, "text/xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body);
}

}  // namespace

std::optional<std::string> HostMeant(const HttpRequest& request, std::string_view address) {
  if (request.authority.empty()) return std::nullopt;
  std::string host = HostIn(request.authority);
  if (request.method != "CONNECT" && IsOurs(host, address)) return std::nullopt;
  return host;
}

HttpReply RefuseHost(const HttpRequest& request, std::string_view host) {
  return Reply(
      request, 403, "text/plain",
      fmt::format("fakestream is AppStream alone and passes nothing on: {} is refused\n", host));
}

std::optional<std::string> ServiceMeant(const HttpRequest& request) {
  const std::string* const header = FindHeader(request.headers, "Authorization");
  // Nearly all are ours: they need no closer reading.
  if (header != nullptr && header->find("/appstream/aws4_request") != std::string::npos) {
    return std::nullopt;
  }
  std::optional<std::string> service = header != nullptr
                                           ? ServiceIn(ReadAuthorization(*header).credential)
                                           : ServiceIn(CredentialInQuery(request.target));
  if (!service || *service == "appstream") return std::nullopt;
  return service;
}

HttpReply RefuseService(const HttpRequest& request, std::string_view service, ReplyFrame frame) {
  const std::string name = PlainName(service);
  const std::string message =
      fmt::format("fakestream is AppStream alone, and this request is signed for {}", name);
  const bool is_cbor = ProtocolOf(request) == WireProtocol::kCbor;
  if (is_cbor || FindHeader(request.headers, kTargetHeader) != nullptr) {
    frame.protocol = ProtocolOf(request);
    return ErrorReply(MakeNamedError(kErrorName, message, 400), frame);
  }
  const bool is_query = IsOfType(request, "application/x-www-form-urlencoded");
  if (is_query || name == "s3" || name == "route53" || name == "cloudfront") {
    return XmlError(request, name, message);
  }
  HttpReply reply = Reply(request, 400, "application/json",
                          fmt::format(R"({{"code":"{}","message":"{}"}})", kErrorName, message));
  reply.headers.push_back({"x-amzn-ErrorType", std::string(kErrorName)});
  return reply;
}

}  // namespace fakestream::internal
