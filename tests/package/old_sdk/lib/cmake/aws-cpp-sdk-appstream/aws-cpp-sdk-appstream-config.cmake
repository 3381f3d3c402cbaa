# SPDX-License-Identifier: Apache-2.0
if(NOT TARGET aws-cpp-sdk-appstream)
  add_library(aws-cpp-sdk-appstream INTERFACE IMPORTED)
  set_target_properties(aws-cpp-sdk-appstream PROPERTIES INTERFACE_LINK_LIBRARIES aws-cpp-sdk-core)
endif()
