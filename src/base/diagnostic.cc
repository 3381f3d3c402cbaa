// SPDX-License-Identifier: Apache-2.0
#include "fakestream/base/diagnostic.h"

#include <fmt/format.h>
#include "base/clean_text.h"

namespace fakestream {

std::string ToText(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (diagnostic.line > 0) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ":", diagnostic.line, diagnostic.column);
  }
  if (!text.empty()) text += ": ";
  if (!diagnostic.where.empty()) text += diagnostic.where + ": ";
  text += diagnostic.what;
  if (!diagnostic.hint.empty()) text += fmt::format(" ({})", diagnostic.hint);
  return OneLine(text);
}

}  // namespace fakestream
