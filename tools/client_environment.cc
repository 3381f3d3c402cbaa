// SPDX-License-Identifier: Apache-2.0
#include "tools/client_environment.h"

#include <cstdlib>
#include <string>
#include <string_view>

namespace fakestream::tool {
namespace {

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

// A proxy is for the world outside.
std::string WithoutProxy(const char* name, const std::string& host) {
  std::string hosts = Variable(name);
  if (!hosts.empty()) hosts += ',';
  hosts += "127.0.0.1,localhost";
  return host == "127.0.0.1" ? hosts : hosts + "," + host;
}

// The host in http://host:port, without the brackets of IPv6.
std::string HostIn(std::string_view url) {
  url.remove_prefix(url.find("//") + 2);
  url = url.substr(0, url.rfind(':'));
  if (url.front() == '[') url = url.substr(1, url.size() - 2);
  return std::string(url);
}

}  // namespace

Environment EnvironmentFor(const Served& served) {
  const std::string url = served.endpoint().url();
  const Credentials& credentials = served.credentials();
  Environment environment{.set = {{"AWS_ENDPOINT_URL", url},
                                  {"AWS_ENDPOINT_URL_APPSTREAM", url},
                                  {"AWS_ACCESS_KEY_ID", credentials.access_key_id},
                                  {"AWS_SECRET_ACCESS_KEY", credentials.secret_access_key},
                                  {"AWS_REGION", served.region()},
                                  {"AWS_DEFAULT_REGION", served.region()},
                                  {"AWS_EC2_METADATA_DISABLED", "true"},
                                  {"FAKESTREAM_URL", url},
                                  {"NO_PROXY", WithoutProxy("NO_PROXY", HostIn(url))},
                                  {"no_proxy", WithoutProxy("no_proxy", HostIn(url))}},
                          .removed = {"AWS_PROFILE", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}};
  if (credentials.session_token.empty()) {
    environment.removed.emplace_back("AWS_SESSION_TOKEN");
  } else {
    environment.set["AWS_SESSION_TOKEN"] = credentials.session_token;
  }
  return environment;
}

}  // namespace fakestream::tool
