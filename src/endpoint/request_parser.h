// SPDX-License-Identifier: Apache-2.0
#pragma once

// Beast's parser, which is strict about what HTTP is, straight into our own request: its message
// type would be filled only to be copied.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>

#include "fakestream/wire/message.h"

namespace fakestream::internal {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  HttpRequest request{};  // complete when is_done()

  // Whether a complete head has as many Host headers as its version wants: one, or none before
  // HTTP/1.1.
  bool has_right_host() const { return hosts_ == 1 || (hosts_ == 0 && version_ < 11); }

  bool is_before_chunks() const { return version_ < 11; }

  // Returns how many of the bytes that were put are neither body nor what sizes of chunks need.
  std::size_t Overhead(std::size_t put) const {
    constexpr std::size_t kChunk = 20;  // a number of 16 digits, two line ends
    const std::size_t other = request.body.size() + chunks_ * kChunk;
    return put > other ? put - other : 0;
  }

 private:
  using Text = boost::beast::string_view;
  using Error = boost::beast::error_code;

  static std::string_view View(Text text) { return {text.data(), text.size()}; }

  void on_request_impl(boost::beast::http::verb /*method*/, Text method, Text target, int version,
                       Error& /*error*/) override {
    version_ = version;
    request.headers.reserve(16);  // AWS's SDKs send about a dozen
    request.method = View(method);
    request.target = View(target);
  }

  void on_response_impl(int /*code*/, Text /*reason*/, int /*version*/, Error& /*error*/) override {
  }

  void on_field_impl(boost::beast::http::field known, Text name, Text value,
                     Error& /*error*/) override {
    // What comes behind the body may not speak for it (RFC 9110, section 6.5.1).
    if (is_in_trailer_) return;
    if (known == boost::beast::http::field::host) ++hosts_;
    request.headers.push_back({std::string(View(name)), std::string(View(value))});
  }

  void on_header_impl(Error& /*error*/) override { is_in_trailer_ = true; }

  void on_body_init_impl(const boost::optional<std::uint64_t>& /*length*/,
                         Error& /*error*/) override {}

  std::size_t on_body_impl(Text body, Error& /*error*/) override { return Append(body); }

  void on_chunk_header_impl(std::uint64_t /*size*/, Text /*extensions*/,
                            Error& /*error*/) override {
    ++chunks_;
  }

  std::size_t on_chunk_body_impl(std::uint64_t /*rest*/, Text body, Error& /*error*/) override {
    return Append(body);
  }

  void on_finish_impl(Error& /*error*/) override {}

  std::size_t Append(Text body) {
    request.body += View(body);
    return body.size();
  }

  int version_ = 0;
  std::size_t hosts_ = 0;
  std::size_t chunks_ = 0;
  bool is_in_trailer_ = false;
};

}  // namespace fakestream::internal
