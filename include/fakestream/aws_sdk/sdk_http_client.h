// SPDX-License-Identifier: Apache-2.0
#pragma once

// The HTTP client that the SDK's clients are given. For http_client_factory.h and sdk_worlds.h.

#include <exception>
#include <iterator>
#include <memory>
#include <optional>
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

#include "fakestream/aws_sdk/home_thread.h"
#include "fakestream/aws_sdk/real_clock.h"
#include "fakestream/aws_sdk/sdk_lines.h"
#include "fakestream/aws_sdk/sdk_text.h"

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
  SdkHttpClient(std::shared_ptr<SdkLines> lines, SdkHttpOptions options)
      : lines_(std::move(lines)), options_(options) {}

  std::shared_ptr<Aws::Http::HttpResponse> MakeRequest(
      const std::shared_ptr<Aws::Http::HttpRequest>& request,
      Aws::Utils::RateLimits::RateLimiterInterface*,
      Aws::Utils::RateLimits::RateLimiterInterface*) const override {
    auto response = std::make_shared<Aws::Http::Standard::StandardHttpResponse>(request);
    const HttpRequest message = RequestOf(*request);
    if (!IsForAppStream(message)) {
      Refuse(*response, CoreErrors::INVALID_ACTION,
             "fakestream answers for AppStream alone, not for " +
                 FromSdk(request->GetUri().GetAuthority()));
      return response;
    }
    const std::string id = ScopeOf(message).access_key_id;
    const std::shared_ptr<SdkLine> line = lines_->Of(id);
    if (line == nullptr) {
      Refuse(*response, CoreErrors::INVALID_ACTION,
             "no World answers the access key id \"" + id +
                 "\": make the client with credentials that SdkWorlds::Add knows");
      return response;
    }
    Answer(*line, message, *response);
    return response;
  }

 private:
  using CoreErrors = Aws::Client::CoreErrors;

  void Answer(SdkLine& line, const HttpRequest& message, Aws::Http::HttpResponse& response) const {
    std::optional<Exchange> exchange;
    try {
      // Real time: the SDK takes a date that is far from its own for the reason of any failure.
      line.world.Use([&](World&) { exchange = line.service.Handle(message, RealClock().Now()); });
    } catch (const Exhausted& limit) {
      if (home_.IsHere()) throw;
      return Refuse(response, CoreErrors::INTERNAL_FAILURE,
                    "a limit of the World was passed: " + limit.what);
    } catch (const std::exception& error) {
      if (home_.IsHere()) throw;
      return Refuse(response, CoreErrors::INTERNAL_FAILURE, error.what());
    } catch (...) {
      if (home_.IsHere()) throw;
      return Refuse(response, CoreErrors::INTERNAL_FAILURE, "something that is no std::exception");
    }
    SetRetriesAllowed(exchange.has_value());
    if (!exchange) {
      Refuse(response, CoreErrors::NETWORK_CONNECTION,
             "the World of this client is gone; declare the World before whatever uses its "
             "clients, so that it lives longer");
    } else if (const auto* const reply = std::get_if<HttpReply>(&*exchange)) {
      Fill(response, *reply, reply->body.size());
    } else {
      Break(response, std::get<TransportFault>(*exchange));
    }
  }

  // The SDK tries a broken connection again after a pause, on a clock that may be gone with the
  // World: not where its HTTP client says that it was told to stop.
  void SetRetriesAllowed(bool is_allowed) const {
    if (is_allowed == !is_stopped_.load()) return;
    is_stopped_ = !is_allowed;
    auto* const self = const_cast<SdkHttpClient*>(this);  // NOLINT: the SDK's request is const
    if (is_allowed) self->EnableRequestProcessing();
    if (!is_allowed) self->DisableRequestProcessing();
  }

  static void Refuse(Aws::Http::HttpResponse& response, CoreErrors type,
                     const std::string& message) {
    response.SetClientErrorType(type);
    response.SetClientErrorMessage(ToSdk(message));
  }

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
    Refuse(response, CoreErrors::NETWORK_CONNECTION, CurlErrorOf(fault.fault));
  }

  std::shared_ptr<SdkLines> lines_;  // shared with the factory and its other clients
  SdkHttpOptions options_;
  HomeThread home_{};
  mutable std::atomic<bool> is_stopped_ = false;  // the SDK's request is const
};

// What all factories do alike.
class SdkHttpClientFactoryBase : public Aws::Http::HttpClientFactory {
 public:
  std::shared_ptr<Aws::Http::HttpClient> CreateHttpClient(
      const Aws::Client::ClientConfiguration&) const override {
    return std::make_shared<SdkHttpClient>(lines_, options_);
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

 protected:
  SdkHttpClientFactoryBase(std::shared_ptr<SdkLines> lines, SdkHttpOptions options)
      : lines_(std::move(lines)), options_(options) {}

  SdkLines& lines() { return *lines_; }

  const std::shared_ptr<SdkLines>& shared_lines() const { return lines_; }

 private:
  std::shared_ptr<SdkLines> lines_;  // shared with the clients, which may outlive the factory
  SdkHttpOptions options_;
};

}  // namespace internal

}  // namespace fakestream
