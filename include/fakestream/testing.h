// SPDX-License-Identifier: Apache-2.0
#pragma once

// fakestream for GoogleTest: printers, matchers, the fixture SimulationTest. What fewer tests need
// has headers of its own: the mock (testing/mock_app_stream.h), the search
// (testing/explore_faults.h), scenario files as test cases (testing/scenario_test.h), printers of
// settings, scenarios and reports (testing/value_printers.h).

#include "fakestream/fakestream.h"
#include "fakestream/testing/matchers.h"
#include "fakestream/testing/printers.h"
#include "fakestream/testing/simulation_test.h"
#include "fakestream/testing/world_matchers.h"
