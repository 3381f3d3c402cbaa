// SPDX-License-Identifier: Apache-2.0
#include "tools/client_environment.h"

#include <string>
#include <string_view>
#include <unistd.h>

#include "tools/variable.h"

namespace fakestream::tool {
namespace {

constexpr std::string_view kEndpointUrl = "AWS_ENDPOINT_URL";
constexpr std::string_view kOurEndpointUrl = "AWS_ENDPOINT_URL_APPSTREAM";

// The host in http://user@host:port/path, without the brackets of IPv6.
std::string HostIn(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  const std::size_t user = url.rfind('@');
  if (user != std::string_view::npos) url.remove_prefix(user + 1);
  if (url.starts_with('[')) return std::string(url.substr(1, url.find(']') - 1));
  return std::string(url.substr(0, url.find(':')));
}

// Whether the user has an endpoint of their own for all services; not that of an `exec` around us.
bool HasOwnEndpoint() {
  const std::string url = Variable("AWS_ENDPOINT_URL");
  return !url.empty() && url != Variable("FAKESTREAM_URL");
}

// The hosts of AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_<SERVICE> that the program will find there.
std::string KeptHosts(const Environment& environment) {
  std::string hosts;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable = *entry;
    const std::size_t equals = variable.find('=');
    if (equals == std::string_view::npos || !variable.starts_with(kEndpointUrl)) continue;
    const std::string name(variable.substr(0, equals));
    const bool is_endpoint = name == kEndpointUrl || name.starts_with("AWS_ENDPOINT_URL_");
    if (!is_endpoint || environment.set.contains(name)) continue;
    const std::string host = HostIn(variable.substr(equals + 1));
    if (!host.empty()) hosts += "," + host;
  }
  return hosts;
}

std::string WithoutProxy(const std::string& others, const std::string& host) {
  std::string hosts = others;
  if (!hosts.empty()) hosts += ',';
  hosts += "127.0.0.1,localhost";
  return host == "127.0.0.1" ? hosts : hosts + "," + host;
}

// A proxy is for the world outside.
void AddOwnProxies(Environment& environment, const std::string& host) {
  for (const char* const name : {"NO_PROXY", "no_proxy"}) {
    environment.set[name] = WithoutProxy(Variable(name), host);
  }
}

void AddOurProxy(Environment& environment, const std::string& url) {
  const std::string without = WithoutProxy("::1", HostIn(url)) + KeptHosts(environment);
  for (const char* const name : {"NO_PROXY", "no_proxy"}) environment.set[name] = without;
  for (const char* const name : {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"}) {
    environment.set[name] = url;
  }
  // Some take it where there is none for a scheme.
  for (const char* const name : {"ALL_PROXY", "all_proxy"}) environment.removed.emplace_back(name);
}

}  // namespace

Environment EnvironmentFor(const ScenarioServer& served, Sealing sealing) {
  const std::string url = served.endpoint().url();
  const Credentials& credentials = served.credentials();
  Environment environment{.set = {{std::string(kOurEndpointUrl), url},
                                  {"AWS_ACCESS_KEY_ID", credentials.access_key_id},
                                  {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
                                  {"AWS_REGION", served.region()},
                                  {"AWS_DEFAULT_REGION", served.region()},
                                  {"AWS_EC2_METADATA_DISABLED", "true"},
                                  {"FAKESTREAM_URL", url}},
                          .removed = {"AWS_PROFILE", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}};
  if (!HasOwnEndpoint()) environment.set[std::string(kEndpointUrl)] = url;
  if (credentials.session_token.empty()) {
    environment.removed.emplace_back("AWS_SESSION_TOKEN");
  } else {
    environment.set["AWS_SESSION_TOKEN"] = credentials.session_token;
  }
  if (sealing == Sealing::kSealed) {
    AddOurProxy(environment, url);
  } else {
    AddOwnProxies(environment, HostIn(url));
  }
  return environment;
}

}  // namespace fakestream::tool
