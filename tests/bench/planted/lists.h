// SPDX-License-Identifier: Apache-2.0
#pragma once

// The parts of the list of clients, one per source.

#include <vector>

#include "bench/planted/client.h"

namespace fakestream::planted {

std::vector<Client> References();
std::vector<Client> LooksPlanted();     // at the wrong image, or they misread what they see
std::vector<Client> SendsPlanted();     // the copy is asked for in a wrong way
std::vector<Client> PausesPlanted();    // too many attempts, or too little time between them
std::vector<Client> CleanupsPlanted();  // what failed is cleared away in a wrong way
std::vector<Client> PairsPlanted();     // a fault while another is being dealt with
std::vector<Client> TriplesPlanted();   // two of them

}  // namespace fakestream::planted
