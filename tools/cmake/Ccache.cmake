# SPDX-License-Identifier: Apache-2.0
# Compiles through ccache when this project is the top-level one, ccache is there, and nobody chose a launcher already.

find_program(FAKESTREAM_CCACHE ccache)
mark_as_advanced(FAKESTREAM_CCACHE)
if(PROJECT_IS_TOP_LEVEL AND FAKESTREAM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache's manual asks for with precompiled headers; without hash_dir build folders share their results.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1 ${FAKESTREAM_CCACHE})
endif()
