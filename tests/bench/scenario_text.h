// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace fakestream {

// Returns a scenario of about that many bytes, nearly all of it faults of one line each, every one
// with another source image.
std::string ScenarioOf(std::size_t bytes);

// From text to rules that are ready to act; returns how many. By our loader, and by nlohmann's DOM
// with the least that a program would have to do with it.
std::size_t LoadByOurs(const std::string& text);
std::size_t LoadByNlohmannDom(const std::string& text);
std::size_t ParseByNlohmannDom(const std::string& text);

}  // namespace fakestream
