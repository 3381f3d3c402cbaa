// SPDX-License-Identifier: Apache-2.0
// The texts are those of AWS's services with this protocol, as users have quoted them.
#include "endpoint/signature.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <string_view>

#include "endpoint/canonical_request.h"

#include "fakestream/base/time.h"

namespace fakestream::internal {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";
constexpr std::string_view kService = "appstream";
constexpr std::chrono::minutes kTolerance{5};

using Objection = std::optional<ServiceError>;

// Takes what comes before the separator off a text, with the separator.
std::string TakeUntil(std::string_view& text, char separator) {
  const std::string part(text.substr(0, text.find(separator)));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

std::string Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return std::string(text);
}

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

// One request on its way past the guard; the steps are in AWS's order.
class Guard {
 public:
  Guard(const HttpRequest& request, const std::vector<Credentials>& credentials, Instant now)
      : request_(&request), credentials_(&credentials), now_(now) {}

  Objection Check() {
    if (Objection objection = ReadAuthorization()) return objection;
    if (Objection objection = CheckTime()) return objection;
    if (Objection objection = CheckScope()) return objection;
    if (Objection objection = FindSigner()) return objection;
    return CheckSignature();
  }

 private:
  static Objection Incomplete(std::string message) {
    return MakeError(ErrorCode::kIncompleteSignature, std::move(message));
  }

  static Objection Invalid(std::string message) {
    return MakeError(ErrorCode::kInvalidSignature, std::move(message));
  }

  Objection ReadAuthorization() {
    const std::string* const header = FindHeader(request_->headers, "Authorization");
    if (header == nullptr || !header->starts_with("AWS4-")) {
      return MakeError(ErrorCode::kMissingAuthenticationToken);
    }
    std::string_view rest = *header;
    const std::string algorithm = TakeUntil(rest, ' ');
    if (algorithm != kAlgorithm)
      return Incomplete("Unsupported AWS 'algorithm': '" + algorithm + "'.");
    std::string credential;
    std::string headers;
    while (!rest.empty()) {
      const std::string parameter = Trimmed(TakeUntil(rest, ','));
      const std::size_t equals = std::min(parameter.find('='), parameter.size());
      const std::string_view name = std::string_view(parameter).substr(0, equals);
      const std::string value = parameter.substr(std::min(equals + 1, parameter.size()));
      if (name == "Credential") credential = value;
      if (name == "SignedHeaders") headers = value;
      if (name == "Signature") signature_ = value;
    }
    if (const std::string* const time = FindTime()) time_ = *time;
    std::string missing;
    const auto demand = [&](std::string_view value, std::string_view name) {
      if (!value.empty()) return;
      missing.append("Authorization header requires '").append(name).append("' parameter. ");
    };
    demand(credential, "Credential");
    demand(signature_, "Signature");
    demand(headers, "SignedHeaders");
    if (time_.empty()) {
      missing +=
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
    }
    if (!missing.empty()) return Incomplete(missing + "Authorization=" + *header);
    for (std::string_view names = headers; !names.empty();) {
      signed_headers_.push_back(TakeUntil(names, ';'));
    }
    return ReadCredential(credential);
  }

  const std::string* FindTime() const {
    const std::string* const own = FindHeader(request_->headers, "X-Amz-Date");
    return own != nullptr ? own : FindHeader(request_->headers, "Date");
  }

  Objection ReadCredential(const std::string& credential) {
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

  Objection CheckTime() const {
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

  Objection CheckScope() const {
    if (scope_.region.empty()) return Invalid("Credential should be scoped to a valid region.");
    if (scope_.service != kService) {
      return Invalid("Credential should be scoped to correct service: '" + std::string(kService) +
                     "'.");
    }
    if (scope_.terminator != kTerminator) {
      return Invalid("Credential should be scoped with a valid terminator: '" +
                     std::string(kTerminator) + "', not '" + scope_.terminator + "'.");
    }
    const std::string day = time_.substr(0, time_.find('T'));
    if (scope_.date != day) {
      return Invalid(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date "
          "from HTTP: '" +
          scope_.date + "' != '" + day + "', from '" + time_ + "'.");
    }
    return std::nullopt;
  }

  Objection FindSigner() {
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

  Objection CheckSignature() const {
    if (std::find(signed_headers_.begin(), signed_headers_.end(), "host") ==
        signed_headers_.end()) {
      return Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
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
  return Guard(request, credentials, now).Check();
}

}  // namespace fakestream::internal
