# SPDX-License-Identifier: Apache-2.0
# The other fault is of a static 1.11: its targets name one that it does not find.
if(NOT TARGET aws-cpp-sdk-core)
  add_library(aws-cpp-sdk-core INTERFACE IMPORTED)
  set_target_properties(aws-cpp-sdk-core PROPERTIES INTERFACE_LINK_LIBRARIES ZLIB::ZLIB)
endif()
if(NOT TARGET ZLIB::ZLIB)
  set(aws-cpp-sdk-core_FOUND FALSE)
  set(aws-cpp-sdk-core_NOT_FOUND_MESSAGE "The following imported targets are referenced, but are missing: ZLIB::ZLIB")
endif()
