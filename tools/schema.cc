// SPDX-License-Identifier: Apache-2.0
#include "fakestream/scenario/loader.h"

#include "tools/commands.h"
#include "tools/output.h"

namespace fakestream::tool {

ExitCode Run(const SchemaCommand&) {
  std::string schema = ScenarioSchema();
  if (!schema.ends_with('\n')) schema += '\n';
  if (const WriteProblem problem = WriteStandardOutput(schema)) {
    PrintError(*problem);
    return ExitCode::kBadInput;
  }
  return ExitCode::kSuccess;
}

}  // namespace fakestream::tool
