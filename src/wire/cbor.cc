// SPDX-License-Identifier: Apache-2.0
#include "wire/cbor.h"

#include <algorithm>
#include <array>
#include <cbor/encoding.h>
#include <cbor/streaming.h>
#include <chrono>
#include <limits>
#include <utility>
#include <vector>

#include "fakestream/base/text.h"
#include "fakestream/service/codec.h"

#include "wire/opaque.h"

namespace fakestream::internal {
namespace {

constexpr std::uint64_t kEpochTag = 1;
constexpr std::uint64_t kCborTag = 55799;  // on a whole document (RFC 8949, section 3.4.6)
constexpr std::uint64_t kGreatestInteger = std::numeric_limits<std::int64_t>::max();

class Writer {
 public:
  void operator()(std::nullptr_t) { Append(cbor_encode_null); }

  void operator()(bool value) { Append(cbor_encode_bool, value); }

  void operator()(std::int64_t value) {
    if (value >= 0) {
      Append(cbor_encode_uint, static_cast<std::uint64_t>(value));
    } else {
      Append(cbor_encode_negint, static_cast<std::uint64_t>(-(value + 1)));
    }
  }

  void operator()(double value) { Append(cbor_encode_double, value); }

  void operator()(const std::string& text) {
    const std::string valid = ValidUtf8(text);
    Append(cbor_encode_string_start, valid.size());
    bytes += valid;
  }

  void operator()(Instant at) {
    Append(cbor_encode_tag, kEpochTag);
    Append(cbor_encode_double, std::chrono::duration<double>(at.since_epoch).count());
  }

  void operator()(const ValueList& items) {
    Append(cbor_encode_indef_array_start);
    for (const Value& item : items) std::visit(*this, item.data);
    Append(cbor_encode_break);
  }

  void operator()(const ValueMembers& members) {
    Append(cbor_encode_indef_map_start);
    for (const NamedValue& member : members) {
      (*this)(member.name);
      std::visit(*this, member.value.data);
    }
    Append(cbor_encode_break);
  }

  std::string bytes{};

 private:
  // Writes one head: at most nine bytes.
  template <class Encode, class... Argument>
  void Append(Encode* encode, Argument... argument) {
    std::array<unsigned char, 9> head{};
    const std::size_t length = encode(argument..., head.data(), head.size());
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(head.at(i));
  }
};

bool HasDuplicates(const ValueMembers& members) {
  constexpr std::size_t kFew = 16;
  if (members.size() <= kFew) {
    for (auto one = members.begin(); one != members.end(); ++one) {
      const auto is_same = [&](const NamedValue& other) { return other.name == one->name; };
      if (std::any_of(members.begin(), one, is_same)) return true;
    }
    return false;
  }
  std::vector<std::string_view> names;
  names.reserve(members.size());
  for (const NamedValue& member : members) names.push_back(member.name);
  std::sort(names.begin(), names.end());
  return std::adjacent_find(names.begin(), names.end()) != names.end();
}

// Puts a tree together from the items that libcbor's decoder finds. The decoder holds no state and
// allocates nothing; depth and announced lengths are ours to bound.
class Builder {
 public:
  explicit Builder(std::string_view bytes) : bytes_(bytes) {}

  std::optional<Value> Read() {
    const cbor_callbacks callbacks = Callbacks();
    while (!is_bad_ && !root_ && !bytes_.empty()) {
      if (TakeWhatLibcborLacks()) continue;
      // The heads of items are all that is read before a callback: what is left bounds every
      // length. NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libcbor's type for
      // bytes
      const auto* const data = reinterpret_cast<const unsigned char*>(bytes_.data());
      const cbor_decoder_result result = cbor_stream_decode(data, bytes_.size(), &callbacks, this);
      if (result.status != CBOR_DECODER_FINISHED) return std::nullopt;
      bytes_.remove_prefix(result.read);
    }
    if (is_bad_ || !bytes_.empty()) return std::nullopt;
    return std::move(root_);
  }

 private:
  // A list, map, text or byte string in pieces, or tag that is not complete yet.
  struct Frame {
    enum class Kind : std::uint8_t { kList, kMap, kText, kBytes, kTag };

    Kind kind{};
    std::optional<std::uint64_t> missing{};  // items or pairs to come; nothing: until a break
    Value value{};
    std::optional<std::string> key{};  // of a map: the key whose value is next
    bool has_other_keys = false;       // of a map: than texts
    std::uint64_t tag = 0;
  };

  static Builder& From(void* context) { return *static_cast<Builder*>(context); }

  static cbor_callbacks Callbacks() {
    cbor_callbacks callbacks{};
    callbacks.uint8 = [](void* self, std::uint8_t number) { From(self).AddNumber(number); };
    callbacks.uint16 = [](void* self, std::uint16_t number) { From(self).AddNumber(number); };
    callbacks.uint32 = [](void* self, std::uint32_t number) { From(self).AddNumber(number); };
    callbacks.uint64 = [](void* self, std::uint64_t number) { From(self).AddNumber(number); };
    callbacks.negint8 = [](void* self, std::uint8_t number) { From(self).AddNegative(number); };
    callbacks.negint16 = [](void* self, std::uint16_t number) { From(self).AddNegative(number); };
    callbacks.negint32 = [](void* self, std::uint32_t number) { From(self).AddNegative(number); };
    callbacks.negint64 = [](void* self, std::uint64_t number) { From(self).AddNegative(number); };
    callbacks.byte_string = [](void* self, cbor_data, std::size_t) { From(self).AddBytes(); };
    callbacks.byte_string_start = [](void* self) { From(self).Open(Frame::Kind::kBytes); };
    callbacks.string = [](void* self, cbor_data data, std::size_t length) {
      // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): libcbor's type for bytes
      From(self).AddText({reinterpret_cast<const char*>(data), length});
    };
    callbacks.string_start = [](void* self) { From(self).Open(Frame::Kind::kText); };
    callbacks.indef_array_start = [](void* self) { From(self).Open(Frame::Kind::kList); };
    callbacks.array_start = [](void* self, std::size_t length) {
      From(self).OpenCounted(Frame::Kind::kList, length, 1);
    };
    callbacks.indef_map_start = [](void* self) { From(self).Open(Frame::Kind::kMap); };
    callbacks.map_start = [](void* self, std::size_t length) {
      From(self).OpenCounted(Frame::Kind::kMap, length, 2);
    };
    callbacks.tag = [](void* self, std::uint64_t tag) {
      From(self).Open(Frame::Kind::kTag, 1, tag);
    };
    callbacks.float2 = [](void* self, float number) {
      From(self).Add({static_cast<double>(number)});
    };
    callbacks.float4 = [](void* self, float number) {
      From(self).Add({static_cast<double>(number)});
    };
    callbacks.float8 = [](void* self, double number) { From(self).Add({number}); };
    callbacks.undefined = [](void* self) { From(self).Add({nullptr}); };
    callbacks.null = [](void* self) { From(self).Add({nullptr}); };
    callbacks.boolean = [](void* self, bool boolean) { From(self).Add({boolean}); };
    callbacks.indef_break = [](void* self) { From(self).Break(); };
    return callbacks;
  }

  void Fail() { is_bad_ = true; }

  void Open(Frame::Kind kind, std::optional<std::uint64_t> missing = {}, std::uint64_t tag = 0) {
    if (frames_.size() == kMaxCborDepth || IsIn(Frame::Kind::kText) || IsIn(Frame::Kind::kBytes)) {
      return Fail();
    }
    Frame& frame = frames_.emplace_back();
    frame.kind = kind;
    frame.missing = missing;
    frame.tag = tag;
    switch (kind) {
      case Frame::Kind::kList: frame.value.data.emplace<ValueList>(); break;
      case Frame::Kind::kMap: frame.value.data.emplace<ValueMembers>(); break;
      case Frame::Kind::kText: frame.value.data.emplace<std::string>(); break;
      case Frame::Kind::kBytes:
      case Frame::Kind::kTag: break;
    }
  }

  // Each item takes a byte at least, so that a length beyond what is left is a lie.
  void OpenCounted(Frame::Kind kind, std::uint64_t length, std::uint64_t bytes_per_item) {
    if (length > bytes_.size() / bytes_per_item) return Fail();
    Open(kind, length);
    if (length == 0 && !is_bad_) Close();
  }

  bool IsIn(Frame::Kind kind) const { return !frames_.empty() && frames_.back().kind == kind; }

  bool NeedsKey() const { return IsIn(Frame::Kind::kMap) && !frames_.back().key; }

  // Tags from 6 to 20 and simple values: errors for libcbor, well-formed for RFC 8949.
  bool TakeWhatLibcborLacks() {
    const auto head = static_cast<unsigned char>(bytes_.front());
    if (head >= 0xc6 && head <= 0xd4) {
      bytes_.remove_prefix(1);
      Open(Frame::Kind::kTag, 1, head - std::uint64_t{0xc0});
      return true;
    }
    const bool is_short = head >= 0xe0 && head <= 0xf3;
    if (!is_short && head != 0xf8) return false;
    // What one byte can say may not be said in two.
    const std::size_t length = is_short ? 1 : 2;
    if (bytes_.size() < length || (!is_short && static_cast<unsigned char>(bytes_[1]) < 32)) {
      Fail();
      return true;
    }
    bytes_.remove_prefix(length);
    Add(Opaque("SIMPLE_VALUE"));
    return true;
  }

  void AddBytes() {
    if (!IsIn(Frame::Kind::kBytes)) Add(Opaque("BYTE_STRING_VALUE"));
  }

  void AddNumber(std::uint64_t number) {
    if (number > kGreatestInteger) {
      Add({static_cast<double>(number)});
    } else {
      Add({static_cast<std::int64_t>(number)});
    }
  }

  // CBOR's negative numbers are -1 - number.
  void AddNegative(std::uint64_t number) {
    if (number > kGreatestInteger) {
      Add({-1.0 - static_cast<double>(number)});
    } else {
      Add({-1 - static_cast<std::int64_t>(number)});
    }
  }

  void AddText(std::string_view text) {
    if (!IsValidUtf8(text)) return Fail();
    if (IsIn(Frame::Kind::kText)) {
      std::get<std::string>(frames_.back().value.data) += text;
    } else {
      AddCompleteText(std::string(text));
    }
  }

  void AddCompleteText(std::string text) {
    if (NeedsKey()) {
      frames_.back().key = std::move(text);
    } else {
      Add({std::move(text)});
    }
  }

  void Add(Value value) {
    if (is_bad_) return;
    if (frames_.empty()) {
      root_ = std::move(value);
      return;
    }
    Frame& frame = frames_.back();
    switch (frame.kind) {
      case Frame::Kind::kText:
      case Frame::Kind::kBytes: return Fail();
      case Frame::Kind::kList:
        std::get<ValueList>(frame.value.data).push_back(std::move(value));
        break;
      case Frame::Kind::kMap:
        if (!frame.key) return AddOtherKey(frame);
        std::get<ValueMembers>(frame.value.data)
            .push_back({*std::exchange(frame.key, std::nullopt), std::move(value)});
        break;
      case Frame::Kind::kTag: frame.value = std::move(value); break;
    }
    if (frame.missing && --*frame.missing == 0) Close();
  }

  static void AddOtherKey(Frame& frame) {
    frame.key.emplace();
    frame.has_other_keys = true;
  }

  void Break() {
    if (frames_.empty() || frames_.back().missing || frames_.back().key) return Fail();
    Close();
  }

  void Close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    switch (frame.kind) {
      case Frame::Kind::kText:
        return AddCompleteText(std::get<std::string>(std::move(frame.value.data)));
      case Frame::Kind::kBytes: return AddBytes();
      case Frame::Kind::kTag:
        if (frame.tag == kEpochTag) return AddInstant(frame.value);
        if (frame.tag != kCborTag) return Add(Opaque("TAGGED_VALUE"));
        break;
      case Frame::Kind::kMap:
        if (frame.has_other_keys) return Add(Opaque("MAP_VALUE"));
        if (HasDuplicates(*frame.value.As<ValueMembers>())) return Fail();
        break;
      case Frame::Kind::kList: break;
    }
    Add(std::move(frame.value));
  }

  void AddInstant(const Value& seconds) {
    const bool is_number = seconds.As<std::int64_t>() != nullptr || seconds.As<double>() != nullptr;
    const std::optional<Instant> at = is_number ? InstantFrom(seconds) : std::nullopt;
    Add(at ? Value(*at) : Opaque("TAGGED_VALUE"));
  }

  std::string_view bytes_;  // that were not decoded yet
  std::vector<Frame> frames_{};
  std::optional<Value> root_{};
  bool is_bad_ = false;
};

}  // namespace

std::string ToCbor(const Value& value) {
  Writer writer;
  std::visit(writer, value.data);
  return std::move(writer.bytes);
}

std::optional<Value> ParseCbor(std::string_view bytes) {
  return Builder(bytes).Read();
}

}  // namespace fakestream::internal
