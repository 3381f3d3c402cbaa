// SPDX-License-Identifier: Apache-2.0
#pragma once

// fakestream for GoogleTest: printers, matchers, the fixture SimulationTest, scenario files as test
// cases. The mock has a header of its own, testing/mock_app_stream.h.

#include "fakestream/fakestream.h"
#include "fakestream/testing/matchers.h"
#include "fakestream/testing/printers.h"
#include "fakestream/testing/scenario_test.h"
#include "fakestream/testing/simulation_test.h"
#include "fakestream/testing/value_printers.h"
#include "fakestream/testing/world_matchers.h"
