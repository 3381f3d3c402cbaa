// SPDX-License-Identifier: Apache-2.0
#include "tools/outputs.h"

#include <unistd.h>

#include <fmt/format.h>

#include "fakestream/service/enum_names.h"

#include "tools/output.h"

namespace fakestream::tool {
namespace {

bool IsStandardOutput(const Output& output) {
  return output.file.empty() || output.file == kStandardOutputName;
}

std::optional<FilePlace> PlaceOfInput(const std::string& file) {
  return file == "-" ? PlaceOf(STDIN_FILENO) : PlaceOf(file);
}

// A descriptor by whatever name may well be standard output once more; a file by name may not be:
// each would write over the other.
bool IsNameOfStream(const std::string& file) {
  return file.starts_with("/dev/") || file.starts_with("/proc/");
}

class Judgement {
 public:
  explicit Judgement(const Files& files) : files_(&files) {}

  std::optional<std::string> Find() {
    for (std::size_t i = 0; i < files_->outputs.size(); ++i) {
      const Output& output = files_->outputs[i];
      const std::string why = IsStandardOutput(output) ? WhyTwice(i) : WhyNot(i);
      if (why.empty()) continue;
      return fmt::format("cannot write {}{}: {}", output.what,
                         IsStandardOutput(output) ? "" : " to " + output.file, why);
    }
    return std::nullopt;
  }

 private:
  std::string WhyNot(std::size_t index) const {
    const std::string& file = files_->outputs[index].file;
    if (const WriteProblem why = WhyNotWritable(file)) return *why;
    const std::optional<FilePlace> place = PlaceOf(file);
    for (const std::string& input : files_->inputs) {
      if (place && PlaceOfInput(input) == place) return fmt::format("{} is read", input);
    }
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      if (!place || IsNameOfStream(file) || PlaceOf(stream) != place) continue;
      return stream == STDOUT_FILENO ? "standard output goes there" : "standard error goes there";
    }
    return WhyTwice(index);
  }

  // Compares it with those before it.
  std::string WhyTwice(std::size_t index) const {
    const Output& output = files_->outputs[index];
    for (std::size_t i = 0; i < index; ++i) {
      const Output& other = files_->outputs[i];
      if (IsStandardOutput(output) != IsStandardOutput(other)) continue;
      const bool is_same = IsStandardOutput(output) || output.file == other.file ||
                           (PlaceOf(output.file) && PlaceOf(output.file) == PlaceOf(other.file));
      if (is_same) return other.what + " goes there";
    }
    return "";
  }

  const Files* files_;
};

}  // namespace

std::vector<Output> OutputsOf(const std::vector<ReportTarget>& reports) {
  std::vector<Output> outputs;
  for (const ReportTarget& report : reports) {
    outputs.push_back({fmt::format("the {} report", NameOf(report.format)), report.file});
  }
  return outputs;
}

std::optional<std::string> ProblemOf(const Files& files) {
  return Judgement(files).Find();
}

}  // namespace fakestream::tool
