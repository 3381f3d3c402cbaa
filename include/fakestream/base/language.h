// SPDX-License-Identifier: Apache-2.0
#pragma once

// What fakestream asks of the compiler. Every other public header includes it, directly or not,
// before anything that an older language would stumble over.

#if __cplusplus < 202002L
#error \
    "fakestream needs C++20: compile with -std=c++20, or in CMake link fakestream::fakestream, which asks for it"
// A file that is missing stops the compiler here; after #error alone a thousand errors would
// follow.
#include <fakestream_needs_cxx20>
#endif

// Marks what must not outlive the object that it was asked of, where the compiler can warn of it.
#if __has_cpp_attribute(clang::lifetimebound)
#define FAKESTREAM_LIFETIME_BOUND [[clang::lifetimebound]]
#else
#define FAKESTREAM_LIFETIME_BOUND
#endif
