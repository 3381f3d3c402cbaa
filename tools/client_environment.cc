// SPDX-License-Identifier: Apache-2.0
#include "tools/client_environment.h"

#include <cstdlib>
#include <string>

namespace fakestream::tool {
namespace {

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets any
  return value == nullptr ? "" : value;
}

// A proxy is for the world outside.
std::string WithoutProxy(const char* name) {
  const std::string others = Variable(name);
  return others.empty() ? "127.0.0.1,localhost" : others + ",127.0.0.1,localhost";
}

}  // namespace

Environment EnvironmentFor(const Served& served) {
  const std::string url = served.endpoint().url();
  return {.set = {{"AWS_ENDPOINT_URL", url},
                  {"AWS_ENDPOINT_URL_APPSTREAM", url},
                  {"AWS_ACCESS_KEY_ID", "test"},
                  {"AWS_SECRET_ACCESS_KEY", "test"},
                  {"AWS_REGION", served.region()},
                  {"AWS_DEFAULT_REGION", served.region()},
                  {"AWS_EC2_METADATA_DISABLED", "true"},
                  {"FAKESTREAM_URL", url},
                  {"NO_PROXY", WithoutProxy("NO_PROXY")},
                  {"no_proxy", WithoutProxy("no_proxy")}},
          .removed = {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"}};
}

}  // namespace fakestream::tool
