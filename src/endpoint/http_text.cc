// SPDX-License-Identifier: Apache-2.0
#include "endpoint/http_text.h"

namespace fakestream::internal {
namespace {

// RFC 9110's phrases for what is answered here; nobody reads the phrase of another status.
std::string_view PhraseOf(int status) {
  switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Status";
  }
}

// Returns the length of a reply, or somewhat more, so that the text is not moved while it grows.
std::size_t SpaceFor(const HttpReply& reply) {
  constexpr std::size_t kStatusLineAndConnection = 96;
  std::size_t length = kStatusLineAndConnection + reply.body.size();
  for (const HttpHeader& header : reply.headers) {
    length += header.name.size() + header.value.size() + std::string_view(": \r\n").size();
  }
  return length;
}

void AppendHead(std::string& out, const HttpReply& reply, AfterReply after) {
  out.reserve(out.size() + SpaceFor(reply));
  out += "HTTP/1.1 ";
  out += std::to_string(reply.status);
  out += ' ';
  out += PhraseOf(reply.status);
  out += "\r\n";
  for (const HttpHeader& header : reply.headers) {
    out += header.name;
    out += ": ";
    out += header.value;
    out += "\r\n";
  }
  if (after == AfterReply::kClose) out += "Connection: close\r\n";
  out += "\r\n";
}

}  // namespace

void AppendReply(std::string& out, const HttpReply& reply, AfterReply after, bool has_body) {
  AppendHead(out, reply, after);
  if (has_body) out += reply.body;
}

void AppendCutReply(std::string& out, const HttpReply& reply) {
  AppendHead(out, reply, AfterReply::kKeepOpen);
  out += std::string_view(reply.body).substr(0, CutLength(reply));
}

}  // namespace fakestream::internal
