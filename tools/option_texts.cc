// SPDX-License-Identifier: Apache-2.0
#include "tools/option_texts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "fakestream/base/shell.h"
#include "fakestream/base/text.h"

namespace fakestream::tool {
namespace {

ReportTarget ParseReport(const std::string& text) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const std::optional<ReportFormat> format = EnumOf<ReportFormat>(name);
  if (!format) {
    throw BadOption(
        fmt::format("--report {}: unknown format {}; formats are text, junit, tap, json, "
                    "github and html, as in --report junit=report.xml",
                    Quoted(text), Quoted(name)));
  }
  if (equals == std::string::npos) return {.format = *format};
  std::string file = text.substr(equals + 1);
  if (file.empty()) {
    throw BadOption(fmt::format("--report {}: a file name must follow the '='", Quoted(text)));
  }
  // Standard output under its other names: it is not to be replaced by a renamed file.
  const bool is_stdout =
      file == "-" || file == "/dev/stdout" || file == "/dev/fd/1" || file == "/proc/self/fd/1";
  return {.format = *format, .file = is_stdout ? "" : std::move(file)};
}

}  // namespace

std::vector<ReportTarget> ParseReports(const std::vector<std::string>& texts) {
  std::vector<ReportTarget> reports;
  for (const std::string& text : texts) {
    ReportTarget target = ParseReport(text);
    const bool is_taken = std::any_of(reports.begin(), reports.end(),
                                      [&](const auto& other) { return other.file == target.file; });
    if (is_taken) {
      const std::string where = target.file.empty() ? "standard output" : target.file;
      throw BadOption(
          fmt::format("two reports cannot both go to {}: give one another file, as in "
                      "--report {}=FILE",
                      where, NameOf(target.format)));
    }
    reports.push_back(std::move(target));
  }
  return reports;
}

namespace {

// "16/10ms"
Drip ParseDrip(const std::string& text) {
  constexpr std::uint64_t kMaxBytes = 65'536;
  constexpr std::chrono::seconds kMaxPause{10};
  const std::size_t slash = std::min(text.find('/'), text.size());
  const auto bytes = ParseNumber(std::string_view(text).substr(0, slash));
  const auto pause = ParseDuration(std::string_view(text).substr(std::min(slash + 1, text.size())));
  const bool is_right = bytes && *bytes > 0 && *bytes <= kMaxBytes && pause &&
                        *pause >= std::chrono::milliseconds{1} && *pause <= kMaxPause;
  if (!is_right) {
    throw BadOption(fmt::format(
        "--drip {}: must be BYTES/PAUSE, as in 16/10ms, with 1 to 65536 bytes and 1ms to 10s",
        Quoted(text)));
  }
  return {.bytes = static_cast<std::size_t>(*bytes), .pause = *pause};
}

}  // namespace

Duration ParseWait(const std::string& option, const std::string& text) {
  constexpr std::chrono::hours kLongest{1000};
  const std::optional<Duration> wait = ParseDuration(text);
  if (!wait || *wait > kLongest) {
    throw BadOption(fmt::format("{} {}: must be a duration such as 2s, of at most 1000h", option,
                                Quoted(text)));
  }
  return *wait;
}

ServeOptions ParseServeOptions(ServeOptions options, const RawServe& raw) {
  options.reports = ParseReports(raw.reports);
  options.has_control = !raw.has_no_control;
  options.verifies_signatures = raw.verifies_signatures;
  if (!raw.clock.empty()) {
    const std::optional<ServedClock> clock = EnumOf<ServedClock>(raw.clock);
    if (!clock) {
      throw BadOption(fmt::format("--clock {}: must be auto, manual or real", Quoted(raw.clock)));
    }
    options.clock = *clock;
  }
  if (!raw.worlds.empty()) {
    const std::optional<ServedWorlds> worlds = EnumOf<ServedWorlds>(raw.worlds);
    if (!worlds) {
      throw BadOption(fmt::format("--worlds {}: must be one or by-access-key", Quoted(raw.worlds)));
    }
    options.worlds = *worlds;
  }
  if (!raw.hang.empty()) options.hang = ParseWait("--hang", raw.hang);
  if (!raw.drip.empty()) options.drip = ParseDrip(raw.drip);
  if (!raw.close_after.empty()) {
    const std::optional<std::uint64_t> count = ParseNumber(raw.close_after);
    if (!count || *count == 0 || *count > 1'000'000) {
      throw BadOption(fmt::format("--close-after {}: must be a number from 1 to 1000000",
                                  Quoted(raw.close_after)));
    }
    options.requests_per_connection = static_cast<std::size_t>(*count);
  }
  if (!raw.port.empty()) {
    const std::optional<std::uint64_t> port = ParseNumber(raw.port);
    if (!port || *port > 65'535) {
      throw BadOption(fmt::format("--port {}: must be a number from 0 to 65535", Quoted(raw.port)));
    }
    options.port = static_cast<std::uint16_t>(*port);
  }
  return options;
}

std::string CommandLineOf(std::string_view command, const ServeOptions& options) {
  const ServeOptions standard;
  std::string text = "fakestream " + std::string(command);
  if (!options.scenario.empty()) text += " " + PathForShell(options.scenario);
  const auto add = [&](std::string_view name, bool is_given, const std::string& value = {}) {
    if (is_given) text.append(" ").append(name).append(value.empty() ? "" : " " + value);
  };
  add("--address", options.address != standard.address, options.address);
  add("--port", options.port != standard.port, std::to_string(options.port));
  add("--clock", options.clock != standard.clock, std::string(NameOf(options.clock)));
  add("--worlds", options.worlds != standard.worlds, std::string(NameOf(options.worlds)));
  add("--hang", options.hang != standard.hang, ToText(options.hang));
  if (options.drip) {
    add("--drip", true, fmt::format("{}/{}", options.drip->bytes, ToText(options.drip->pause)));
  }
  add("--close-after", options.requests_per_connection > 0,
      std::to_string(options.requests_per_connection));
  add("--verify-signatures", options.verifies_signatures);
  add("--no-control", !options.has_control);
  return text;
}

}  // namespace fakestream::tool
