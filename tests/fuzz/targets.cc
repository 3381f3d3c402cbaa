// SPDX-License-Identifier: Apache-2.0
#include "fuzz/targets.h"

#include <string>

#include "fakestream/base/check.h"
#include "fakestream/json/values.h"
#include "fakestream/scenario/loader.h"
#include "fakestream/scenario/writer.h"
#include "fakestream/wire/service.h"

#include "wire/cbor.h"

namespace fakestream::internal {
namespace {

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

HttpRequest RequestIn(std::string_view text) {
  HttpRequest request;
  request.method = TakeLine(text);
  request.target = TakeLine(text);
  while (true) {
    const std::string_view line = TakeLine(text);
    if (line.empty()) break;
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    request.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
  }
  request.body = text;
  return request;
}

}  // namespace

void FuzzJson(std::string_view bytes) {
  const Checked<Value> value = ParseJson(bytes);
  if (!value) {
    FAKESTREAM_CHECK(!value.diagnostics().empty());
    return;
  }
  // Infinity has no form in JSON, so that the first text may differ from the input; not the second.
  const std::string written = ToJson(*value);
  FAKESTREAM_CHECK(ToJson(ParseJson(written).value()) == written);
}

void FuzzCbor(std::string_view bytes) {
  const std::optional<Value> value = ParseCbor(bytes);
  if (!value) return;
  const std::string written = ToCbor(*value);
  const std::optional<Value> again = ParseCbor(written);
  FAKESTREAM_CHECK(again.has_value());
  FAKESTREAM_CHECK(ToCbor(*again) == written);
}

void FuzzScenario(std::string_view bytes) {
  const Checked<Scenario> scenario = LoadScenario(bytes, "fuzz.json");
  if (!scenario) {
    FAKESTREAM_CHECK(!scenario.diagnostics().empty());
    return;
  }
  FAKESTREAM_CHECK(LoadScenario(ToJson(*scenario), "again.json").ok());
}

void FuzzRouter(std::string_view bytes) {
  World world({.images = {{.name = "golden"}}});
  WireService service(world);
  const Exchange exchange = service.Handle(RequestIn(bytes), world.clock().Now());
  const auto* const reply = std::get_if<HttpReply>(&exchange);
  FAKESTREAM_CHECK(reply != nullptr);
  FAKESTREAM_CHECK(reply->status >= 200 && reply->status < 600);
  FAKESTREAM_CHECK(*FindHeader(reply->headers, "Content-Length") ==
                   std::to_string(reply->body.size()));
}

}  // namespace fakestream::internal
