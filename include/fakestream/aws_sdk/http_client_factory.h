// SPDX-License-Identifier: Apache-2.0
#pragma once

// A World inside aws-sdk-cpp, 1.8 or later: its HTTP client hands each request to the fake instead
// of a socket. The real AppStreamClient then does its own encoding, signing, retrying and error
// parsing, in whichever protocol it speaks, with no network.
//
//   Aws::InitAPI(options);
//   World world({.images = {{.name = "golden"}}});
//   Aws::Http::SetHttpClientFactory(std::make_shared<SdkHttpClientFactory>(world));
//   Aws::Client::ClientConfiguration configuration;
//   configuration.region = "us-east-1";
//   configuration.retryStrategy =
//       std::make_shared<VirtualRetry<Aws::Client::DefaultRetryStrategy>>(world.clock());
//   const Aws::Auth::AWSCredentials credentials("test", "test");
//   Aws::AppStream::AppStreamClient client(credentials, configuration);
//
// The region of a call is that of the client that signed it. Clients made before
// SetHttpClientFactory keep their own HTTP clients; what other services' clients send is refused,
// never sent.

#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <aws/core/Core_EXPORTS.h>
#include <aws/core/http/HttpClient.h>
#include <aws/core/http/HttpClientFactory.h>
#include <aws/core/http/HttpRequest.h>
#include <aws/core/http/HttpResponse.h>
#include <aws/core/http/HttpTypes.h>
#include <aws/core/http/URI.h>
#include <aws/core/http/standard/StandardHttpRequest.h>
#include <aws/core/http/standard/StandardHttpResponse.h>
#include <aws/core/utils/memory/stl/AWSStreamFwd.h>
#include <aws/core/utils/memory/stl/AWSString.h>
#include <aws/core/utils/stream/ResponseStream.h>

#include "fakestream/aws_sdk/real_clock.h"
#include "fakestream/aws_sdk/sdk_text.h"
#include "fakestream/aws_sdk/virtual_retry.h"
#include "fakestream/wire/service.h"

namespace fakestream {

struct SdkHttpOptions {
  // The SDK's own HTTP client compares a reply with its Content-Length and calls a truncated one a
  // broken connection, which is tried again. With `true` its parser meets the cut reply, as it does
  // behind HTTP clients that do not compare.
  bool cut_replies_reach_parser = false;
};

namespace internal {

// Words that the SDK's own client has for each way in which a connection breaks: libcurl's.
inline const char* CurlErrorOf(ConnectionFault fault) {
  switch (fault) {
    case ConnectionFault::kRefused: return "curlCode: 7, Couldn't connect to server";
    case ConnectionFault::kTimeout: return "curlCode: 28, Timeout was reached";
    case ConnectionFault::kTruncated: return "curlCode: 18, Transferred a partial file";
    case ConnectionFault::kReset:
    case ConnectionFault::kGarbage: break;  // garbage arrives as a reply, it breaks nothing
  }
  return "curlCode: 56, Failure when receiving data from the peer";
}

inline std::string BodyOf(const Aws::Http::HttpRequest& request) {
  const auto& body = request.GetContentBody();
  if (body == nullptr) return {};
  body->clear();
  body->seekg(0);
  std::string text{std::istreambuf_iterator<char>(*body), {}};
  body->clear();
  return text;
}

inline HttpRequest RequestOf(const Aws::Http::HttpRequest& request) {
  HttpRequest result;
  result.method = Aws::Http::HttpMethodMapper::GetNameForHttpMethod(request.GetMethod());
  result.target = FromSdk(request.GetUri().GetURLEncodedPath());
  if (result.target.empty()) result.target = "/";
  result.target += FromSdk(request.GetUri().GetQueryString());
  for (const auto& [name, value] : request.GetHeaders()) {
    result.headers.push_back({FromSdk(name), FromSdk(value)});
  }
  result.body = BodyOf(request);
  return result;
}

// Whether it was meant for AppStream, and not for another service or the metadata of an instance.
// What is not signed tells by its target or path.
inline bool IsForAppStream(const HttpRequest& request) {
  constexpr std::string_view kService = "PhotonAdminProxyService";
  if (const std::string* const signer = FindHeader(request.headers, "Authorization")) {
    return signer->find("/appstream/aws4_request") != std::string::npos;
  }
  const std::string* const target = FindHeader(request.headers, "X-Amz-Target");
  return (target != nullptr && target->find(kService) != std::string::npos) ||
         request.target.find(kService) != std::string::npos;
}

class SdkHttpClient final : public Aws::Http::HttpClient {
 public:
  SdkHttpClient(std::shared_ptr<WireService> service, SdkHttpOptions options)
      : service_(std::move(service)), options_(options) {}

  std::shared_ptr<Aws::Http::HttpResponse> MakeRequest(
      const std::shared_ptr<Aws::Http::HttpRequest>& request,
      Aws::Utils::RateLimits::RateLimiterInterface*,
      Aws::Utils::RateLimits::RateLimiterInterface*) const override {
    auto response = std::make_shared<Aws::Http::Standard::StandardHttpResponse>(request);
    const HttpRequest message = RequestOf(*request);
    if (!IsForAppStream(message)) {
      response->SetClientErrorType(Aws::Client::CoreErrors::INVALID_ACTION);
      response->SetClientErrorMessage("fakestream answers for AppStream alone, not for " +
                                      request->GetUri().GetAuthority());
      return response;
    }
    // Real time: the SDK takes a date that is far from its own for the reason of any failure.
    const Exchange exchange = service_->Handle(message, RealClock().Now());
    if (const auto* const reply = std::get_if<HttpReply>(&exchange)) {
      Fill(*response, *reply, reply->body.size());
    } else {
      Break(*response, std::get<TransportFault>(exchange));
    }
    return response;
  }

 private:
  static void Fill(Aws::Http::HttpResponse& response, const HttpReply& reply, std::size_t length) {
    response.SetResponseCode(static_cast<Aws::Http::HttpResponseCode>(reply.status));
    for (const HttpHeader& header : reply.headers) {
      response.AddHeader(ToSdk(header.name), ToSdk(header.value));
    }
    response.GetResponseBody().write(reply.body.data(), static_cast<std::streamsize>(length));
    response.GetResponseBody().flush();
  }

  void Break(Aws::Http::HttpResponse& response, const TransportFault& fault) const {
    // A reply that is cut before its body would pass for an empty one, which is a success.
    const std::size_t left = fault.cut_reply ? CutLength(*fault.cut_reply) : 0;
    if (left > 0 && options_.cut_replies_reach_parser) {
      return Fill(response, *fault.cut_reply, left);
    }
    response.SetClientErrorType(Aws::Client::CoreErrors::NETWORK_CONNECTION);
    response.SetClientErrorMessage(CurlErrorOf(fault.fault));
  }

  std::shared_ptr<WireService> service_;  // shared with the factory and its other clients
  SdkHttpOptions options_;
};

}  // namespace internal

// For Aws::Http::SetHttpClientFactory. The World must outlive every client made meanwhile. Clients
// may be used from several threads at once, the SDK's own included: each request takes the World's
// lock.
class SdkHttpClientFactory final : public Aws::Http::HttpClientFactory {
 public:
  explicit SdkHttpClientFactory(World& world, SdkHttpOptions options = {})
      : service_(std::make_shared<WireService>(world)), options_(options) {}

  std::shared_ptr<Aws::Http::HttpClient> CreateHttpClient(
      const Aws::Client::ClientConfiguration&) const override {
    return std::make_shared<internal::SdkHttpClient>(service_, options_);
  }

  std::shared_ptr<Aws::Http::HttpRequest> CreateHttpRequest(
      const Aws::String& uri, Aws::Http::HttpMethod method,
      const Aws::IOStreamFactory& stream_factory) const override {
    return CreateHttpRequest(Aws::Http::URI(uri), method, stream_factory);
  }

  std::shared_ptr<Aws::Http::HttpRequest> CreateHttpRequest(
      const Aws::Http::URI& uri, Aws::Http::HttpMethod method,
      const Aws::IOStreamFactory& stream_factory) const override {
    auto request = std::make_shared<Aws::Http::Standard::StandardHttpRequest>(uri, method);
    request->SetResponseStreamFactory(stream_factory);
    return request;
  }

 private:
  std::shared_ptr<WireService> service_;  // shared with the clients, which outlive the factory
  SdkHttpOptions options_;
};

}  // namespace fakestream
