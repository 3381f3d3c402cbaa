// SPDX-License-Identifier: Apache-2.0
#include "endpoint/canonical_request.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/letters.h"
#include "endpoint/escapes.h"
#include "endpoint/sha256.h"

#include "fakestream/base/text.h"

namespace fakestream::internal {
namespace {

bool IsSpace(char c) {
  return c == ' ' || c == '\t';
}

// Without space at its ends, and with one for each run of it.
std::string Squeezed(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (!IsSpace(c)) {
      text += c;
    } else if (!text.empty() && text.back() != ' ') {
      text += ' ';
    }
  }
  if (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string CanonicalPath(std::string_view path) {
  std::vector<std::string_view> kept;
  const bool is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    if (segment == "..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!segment.empty() && segment != ".") {
      kept.push_back(segment);
    }
  }
  std::string canonical;
  for (const std::string_view segment : kept) canonical += "/" + Escaped(segment);
  if (canonical.empty() || is_folder) canonical += '/';
  return canonical;
}

// The same parameter is sent in several spellings.
std::string Respelt(std::string_view text) {
  return Escaped(Unescaped(text).value_or(std::string(text)));
}

std::string CanonicalQuery(std::string_view query) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    if (parameter.empty()) continue;
    const std::size_t equals = parameter.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : parameter.substr(equals + 1);
    parameters.emplace_back(Respelt(parameter.substr(0, equals)), Respelt(value));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string canonical;
  for (const auto& [name, value] : parameters) {
    if (!canonical.empty()) canonical += '&';
    canonical += name;
    canonical += '=';
    canonical += value;
  }
  return canonical;
}

// The values of each header, by its name in lower case.
std::map<std::string, std::string> HeadersByName(const HttpRequest& request) {
  std::map<std::string, std::string> headers;
  for (const HttpHeader& header : request.headers) {
    const auto [entry, is_first] = headers.try_emplace(LowerCase(header.name));
    if (!is_first) entry->second += ',';
    entry->second += Squeezed(header.value);
  }
  return headers;
}

}  // namespace

std::string CanonicalRequest(const HttpRequest& request,
                             const std::vector<std::string>& signed_headers) {
  const std::string_view target = request.target;
  const std::size_t mark = target.find('?');
  const std::string_view query =
      mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
  std::string text = request.method + "\n" + CanonicalPath(target.substr(0, mark)) + "\n" +
                     CanonicalQuery(query) + "\n";
  std::map<std::string, std::string> headers = HeadersByName(request);
  for (const std::string& name : signed_headers) {
    text += name;
    text += ':';
    text += headers[name];
    text += '\n';
  }
  return text + "\n" + Join(signed_headers, ";") + "\n" + ToHex(Sha256(request.body));
}

std::string StringToSign(std::string_view canonical_request, std::string_view time,
                         const SigningScope& scope) {
  return "AWS4-HMAC-SHA256\n" + std::string(time) + "\n" + scope.date + "/" + scope.region + "/" +
         scope.service + "/" + scope.terminator + "\n" + ToHex(Sha256(canonical_request));
}

std::string SignatureOf(std::string_view string_to_sign, std::string_view secret_access_key,
                        const SigningScope& scope) {
  const std::string secret = "AWS4" + std::string(secret_access_key);
  Sha256Hash key = HmacSha256(secret, scope.date);
  for (const std::string& part : {scope.region, scope.service, scope.terminator}) {
    key = HmacSha256(AsText(key), part);
  }
  return ToHex(HmacSha256(AsText(key), string_to_sign));
}

}  // namespace fakestream::internal
