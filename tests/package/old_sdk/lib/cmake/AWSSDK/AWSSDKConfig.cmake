# SPDX-License-Identifier: Apache-2.0
# Stands for aws-sdk-cpp where a test needs none, with two faults that installed ones have. This one is of 1.8 and 1.9: a loop that
# compares with a variable which nobody sets.
set(folder "lib")
while(NOT folder STREQUAL ${NOBODY_SETS_THIS})
  set(folder "")
endwhile()

foreach(component IN ITEMS core LISTS AWSSDK_FIND_COMPONENTS)
  if(AWSSDK_FIND_COMPONENTS)
    find_package(aws-cpp-sdk-${component} REQUIRED)
  endif()
endforeach()
set(AWSSDK_FOUND TRUE)
