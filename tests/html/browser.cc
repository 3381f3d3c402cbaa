// SPDX-License-Identifier: Apache-2.0
#include "html/browser.h"

#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace fakestream::internal {
namespace {

// Before anything of the page runs.
constexpr std::string_view kWitness = R"(<script>
const problems = [];
addEventListener('error', (event) => problems.push(event.message));
addEventListener('unhandledrejection', (event) => problems.push(String(event.reason)));
addEventListener('securitypolicyviolation', (event) => problems.push('refused ' + event.blockedURI));
</script>)";

// The answer is percent-encoded: so it passes through the dump as it is.
constexpr std::string_view kAnswer = R"(<script>
(async () => {{
{}
}})().catch((error) => ({{thrown: String(error)}})).then((answer) => {{
  const element = document.createElement('p');
  element.id = 'answer';
  element.textContent = encodeURIComponent(JSON.stringify({{...answer, problems}}));
  document.body.append(element);
}});
</script>)";

std::string Inserted(std::string html, std::string_view behind, std::string_view text) {
  const std::size_t at = html.find(behind);
  if (at == std::string::npos) throw std::runtime_error("the page has no " + std::string(behind));
  return html.insert(at + behind.size(), text);
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      decoded += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

}  // namespace

nlohmann::json Browser::Open(const std::string& html, const Visit& visit) {
  std::string page = Inserted(html, "<head>", kWitness);
  const std::size_t end = page.rfind("</body>");
  page.insert(end, fmt::format(kAnswer, visit.script));
  folder_.Write("page.html", page);

  const int status = RunShell(fmt::format(
      "cd '{0}' && HOME='{0}' timeout --kill-after=5 60 chromium --headless --no-sandbox "
      "--disable-gpu --disable-dev-shm-usage --user-data-dir='{0}/profile' "
      "--window-size=1280,900 {1} {2} --dump-dom "
      "'file://{0}/page.html#{3}' >dom 2>log",
      folder_.path().string(), visit.is_in_real_time ? "" : "--virtual-time-budget=5000",
      visit.flags, visit.fragment));
  const std::string dom = folder_.Read("dom");
  constexpr std::string_view kOpening = "<p id=\"answer\">";
  const std::size_t begin = dom.find(kOpening);
  if (status != 0 || begin == std::string::npos) {
    throw std::runtime_error(fmt::format("chromium gave no answer (status {}):\n{}", status,
                                         folder_.Read("log").substr(0, 4000)));
  }
  const std::size_t text = begin + kOpening.size();
  return nlohmann::json::parse(PercentDecoded(dom.substr(text, dom.find('<', text) - text)));
}

}  // namespace fakestream::internal
