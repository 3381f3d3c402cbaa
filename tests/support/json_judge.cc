// SPDX-License-Identifier: Apache-2.0
#include "support/json_judge.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace fakestream {

bool IsJsonToRapidJson(std::string_view text) {
  constexpr unsigned kFlags =
      rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::BaseReaderHandler<> handler;
  rapidjson::Reader reader;
  const bool is_good = !reader.Parse<kFlags>(stream, handler).IsError();
  // A NUL byte is the end of the text to it.
  return is_good && stream.Tell() == text.size();
}

}  // namespace fakestream
