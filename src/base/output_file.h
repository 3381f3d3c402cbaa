// SPDX-License-Identifier: Apache-2.0
#pragma once

// The one way by which files are written: reports, found scenarios, certificates, saved scenarios,
// port files. Nobody takes half a file for a whole one, and nothing is written that nobody named.
//
//   if (const WriteProblem why = WriteOutputFile("report.xml", text)) print("report.xml: " + *why);

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "fakestream/base/language.h"

namespace fakestream {

// Why a file could not be written, as in `No space left on device`, or nothing.
using WriteProblem = std::optional<std::string>;

// Makes the file hold the text. The text is written into a new file beside it, which takes the name
// once it is whole; mode and owner stay. Where that is refused (a bind mount, a folder that takes
// no new files, an owner that cannot be given) the file is written in place.
//   - A symbolic link stays, and what it leads to is written. One that leads nowhere is refused.
//   - Folders, pipes, sockets and devices are refused. No folder is made.
//   - `/dev/stdout`, `/dev/stderr`, `/dev/fd/N` and `/proc/self/fd/N` are descriptors that somebody
//     opened for us, also by `>(command)` in a shell: they take the text whatever they lead to.
//   - SIGINT, SIGTERM, SIGHUP and SIGQUIT wait until the file is there or the attempt is undone; a
//     limit of file sizes is a problem like a full disk.
WriteProblem WriteOutputFile(const std::string& path, std::string_view text);

// The same for a file that must not exist yet.
WriteProblem WriteNewFile(const std::string& path, std::string_view text);

// Removes a file that was written; where that is refused (a bind mount) it is emptied.
WriteProblem RemoveOutputFile(const std::string& path);

// Writes to a descriptor, which somebody may have made non-blocking.
WriteProblem WriteToDescriptor(int descriptor, std::string_view text);

// Returns why WriteOutputFile would refuse the path now, without writing: for who runs something
// long first.
WriteProblem WhyNotWritable(const std::string& path);

// A file, however it is named: paths with equal places lead to one file.
struct FilePlace {
  std::uint64_t device = 0;
  std::uint64_t number = 0;  // of the file; of its folder when there is no file yet
  std::string name{};        // in that folder; empty for a file that is there

  friend bool operator==(const FilePlace&, const FilePlace&) = default;
};

// Returns nothing when there is neither the file nor its folder.
std::optional<FilePlace> PlaceOf(const std::string& path);

// The descriptor's file; nothing when it leads to none: a pipe, a terminal, or it is not open.
std::optional<FilePlace> PlaceOf(int descriptor);

}  // namespace fakestream
