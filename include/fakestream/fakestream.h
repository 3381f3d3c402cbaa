// SPDX-License-Identifier: Apache-2.0
#pragma once

// Everything that a test needs of fakestream, without any third-party header.

#include "fakestream/base/time.h"
#include "fakestream/fault/script.h"
#include "fakestream/service/app_stream.h"
#include "fakestream/service/decorator.h"
#include "fakestream/sim/clock.h"
#include "fakestream/trace/trace.h"
#include "fakestream/world/world.h"
