// SPDX-License-Identifier: Apache-2.0
#pragma once

// What the properties draw by rapidcheck, and how they fail.

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace fakestream {

// From 0 to bound - 1.
inline int Below(int bound) {
  return *rc::gen::inRange(0, bound);
}

template <class T>
T OneOf(const std::vector<T>& choices) {
  return *rc::gen::elementOf(choices);
}

// Runs the property and fails the test with the counterexample.
template <class Property>
void ExpectHolds(const std::string& what, const Property& property) {
  EXPECT_TRUE(rc::check(what, property));
}

}  // namespace fakestream
