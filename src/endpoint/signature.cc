// SPDX-License-Identifier: Apache-2.0
// The texts are those of AWS's services with this protocol, as users have quoted them.
#include "endpoint/signature.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "base/letters.h"
#include "endpoint/canonical_request.h"
#include "endpoint/sha256.h"

#include "fakestream/base/text.h"
#include "fakestream/base/time.h"

#include "wire/authorization.h"

namespace fakestream::internal {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";
constexpr std::string_view kService = "appstream";
constexpr std::chrono::minutes kTolerance{5};

// "20150830T123600Z", as ISO 8601 calls its basic format.
std::optional<Instant> ParseBasic(std::string_view text) {
  constexpr std::string_view kForm = "00000000T000000Z";
  if (text.size() != kForm.size()) return std::nullopt;
  std::string extended;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !is_digit : text[i] != kForm[i]) return std::nullopt;
    if (i == 4 || i == 6) extended += '-';
    if (i == 11 || i == 13) extended += ':';
    extended += text[i];
  }
  return ParseInstant(extended);
}

std::string ToBasic(Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at.since_epoch);
  std::string text = ToText(Instant{seconds});
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// One request on its way past the guard; each step speaks only when those before are content.
class SignatureVerifier {
 public:
  SignatureVerifier(const HttpRequest& request, const std::vector<Credentials>& credentials,
                    Instant now)
      : request_(&request), credentials_(&credentials), now_(now) {}

  std::optional<ServiceError> Check() {
    if (auto refusal = ReadHeaders()) return refusal;
    if (auto refusal = CheckTime()) return refusal;
    if (auto refusal = CheckScope()) return refusal;
    if (auto refusal = FindSigner()) return refusal;
    return CheckSignature();
  }

 private:
  static std::optional<ServiceError> Incomplete(std::string message) {
    return MakeError(ErrorCode::kIncompleteSignature, std::move(message));
  }

  static std::optional<ServiceError> Invalid(std::string message) {
    return MakeError(ErrorCode::kInvalidSignature, std::move(message));
  }

  std::optional<ServiceError> ReadHeaders() {
    const std::string* const header = FindHeader(request_->headers, "Authorization");
    if (header == nullptr || !header->starts_with("AWS4-")) {
      return MakeError(ErrorCode::kMissingAuthenticationToken);
    }
    const HttpHeaders& all = request_->headers;
    if (std::count_if(all.begin(), all.end(), [](const HttpHeader& one) {
          return IsSameWord(one.name, "Authorization");
        }) > 1) {
      return Incomplete("Authorization header is there twice. Authorization=" + *header);
    }
    const Authorization read = ReadAuthorization(*header);
    if (read.algorithm != kAlgorithm) {
      return Incomplete("Unsupported AWS 'algorithm': '" + std::string(read.algorithm) + "'.");
    }
    if (const std::string* const time = FindTime()) time_ = *time;
    std::string missing;
    const auto demand = [&](std::string_view value, std::string_view name) {
      if (!value.empty()) return;
      missing.append("Authorization header requires '").append(name).append("' parameter. ");
    };
    demand(read.credential, "Credential");
    demand(read.signature, "Signature");
    demand(read.signed_headers, "SignedHeaders");
    if (time_.empty()) {
      missing +=
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    if (read.repeats) missing += "Authorization header has a parameter twice. ";
    if (!missing.empty()) return Incomplete(missing + "Authorization=" + *header);
    signature_ = read.signature;
    if (auto refusal = ReadSignedHeaders(read.signed_headers)) return refusal;
    return ReadCredential(std::string(read.credential));
  }

  std::optional<ServiceError> ReadSignedHeaders(std::string_view names) {
    const std::string all(names);
    while (!names.empty()) signed_headers_.emplace_back(TakeUntil(names, ';'));
    std::vector<std::string> sorted = signed_headers_;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end()) return std::nullopt;
    return Incomplete("'SignedHeaders' names a header twice: '" + all + "'");
  }

  const std::string* FindTime() const {
    const std::string* const own = FindHeader(request_->headers, "X-Amz-Date");
    return own != nullptr ? own : FindHeader(request_->headers, "Date");
  }

  std::optional<ServiceError> ReadCredential(const std::string& credential) {
    if (std::count(credential.begin(), credential.end(), '/') != 4) {
      return Incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g. "
          "keyid/date/region/service/term, got '" +
          credential + "'");
    }
    std::string_view rest = credential;
    for (std::string* const part : {&scope_.access_key_id, &scope_.date, &scope_.region,
                                    &scope_.service, &scope_.terminator}) {
      *part = TakeUntil(rest, '/');
    }
    return std::nullopt;
  }

  std::optional<ServiceError> CheckTime() const {
    const std::optional<Instant> at = ParseBasic(time_);
    if (!at) {
      return Incomplete("Date must be in ISO-8601 'basic format'. Got '" + time_ +
                        "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }
    const Instant earliest = now_ - kTolerance;
    const Instant latest = now_ + kTolerance;
    if (*at < earliest) {
      return Invalid("Signature expired: " + time_ + " is now earlier than " + ToBasic(earliest) +
                     " (" + ToBasic(now_) + " - 5 min.)");
    }
    if (*at > latest) {
      return Invalid("Signature not yet current: " + time_ + " is still later than " +
                     ToBasic(latest) + " (" + ToBasic(now_) + " + 5 min.)");
    }
    return std::nullopt;
  }

  // All that is wrong, in one message.
  std::optional<ServiceError> CheckScope() const {
    std::vector<std::string> wrong;
    if (scope_.region.empty()) {
      wrong.emplace_back("Credential should be scoped to a valid region, not ''.");
    }
    if (scope_.service != kService) {
      wrong.push_back("Credential should be scoped to correct service: '" + std::string(kService) +
                      "'.");
    }
    if (scope_.terminator != kTerminator) {
      wrong.push_back("Credential should be scoped with a valid terminator: '" +
                      std::string(kTerminator) + "', not '" + scope_.terminator + "'.");
    }
    const std::string day = time_.substr(0, time_.find('T'));
    if (scope_.date != day) {
      wrong.push_back(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
          "from HTTP: '" +
          scope_.date + "' != '" + day + "', from '" + time_ + "'.");
    }
    if (wrong.empty()) return std::nullopt;
    return Invalid(Join(wrong, " "));
  }

  std::optional<ServiceError> FindSigner() {
    const auto found = std::find_if(
        credentials_->begin(), credentials_->end(),
        [&](const Credentials& one) { return one.access_key_id == scope_.access_key_id; });
    const std::string* const token = FindHeader(request_->headers, "X-Amz-Security-Token");
    const std::string_view given = token == nullptr ? std::string_view() : *token;
    if (found == credentials_->end() || found->session_token != given) {
      return MakeError(ErrorCode::kUnrecognizedClient);
    }
    signer_ = &*found;
    return std::nullopt;
  }

  bool IsSigned(std::string_view name) const {
    return std::find(signed_headers_.begin(), signed_headers_.end(), name) != signed_headers_.end();
  }

  // Whoever comes between client and service could have added what is not signed.
  std::optional<ServiceError> CheckSignedHeaders() const {
    if (!IsSigned("host")) {
      return Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (const HttpHeader& header : request_->headers) {
      const std::string name = LowerCase(header.name);
      if (!name.starts_with("x-amz-") || IsSigned(name)) continue;
      return Invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
    }
    return std::nullopt;
  }

  // What is hashed is the body, whatever the header says: only S3 takes UNSIGNED-PAYLOAD.
  std::optional<ServiceError> CheckContentHash() const {
    for (const HttpHeader& header : request_->headers) {
      if (!IsSameWord(header.name, "x-amz-content-sha256")) continue;
      const std::string hash = ToHex(Sha256(request_->body));
      if (header.value == hash) continue;
      ServiceError error = MakeError(ErrorCode::kInvalidSignature);
      error.message += "\n\nThe value of 'x-amz-content-sha256' is '" + header.value +
                       "', the SHA-256 of the body is '" + hash + "'\n";
      return error;
    }
    return std::nullopt;
  }

  std::optional<ServiceError> CheckSignature() const {
    if (auto refusal = CheckSignedHeaders()) return refusal;
    if (auto refusal = CheckContentHash()) return refusal;
    const std::string canonical = CanonicalRequest(*request_, signed_headers_);
    const std::string to_sign = StringToSign(canonical, time_, scope_);
    const std::string& secret = signer_->secret_access_key;
    if (SignatureOf(to_sign, secret, scope_) == signature_) return std::nullopt;
    ServiceError error = MakeError(ErrorCode::kInvalidSignature);
    error.message += "\n\nThe Canonical String for this request should have been\n'" + canonical +
                     "'\n\nThe String-to-Sign should have been\n'" + to_sign + "'\n";
    return error;
  }

  const HttpRequest* request_;
  const std::vector<Credentials>* credentials_;
  Instant now_;
  SigningScope scope_{};
  std::vector<std::string> signed_headers_{};
  std::string signature_{};
  std::string time_{};
  const Credentials* signer_ = nullptr;
};

}  // namespace

std::optional<ServiceError> CheckSignature(const HttpRequest& request,
                                           const std::vector<Credentials>& credentials,
                                           Instant now) {
  return SignatureVerifier(request, credentials, now).Check();
}

}  // namespace fakestream::internal
