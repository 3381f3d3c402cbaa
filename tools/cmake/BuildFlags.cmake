# SPDX-License-Identifier: Apache-2.0
# fakestream_build_flags: how our own code is compiled. Linked PRIVATE by our targets, never exported: a user's warnings and sanitizers
# are the user's. -Werror is not here either, presets ask for it (CMAKE_COMPILE_WARNING_AS_ERROR).

add_library(fakestream_build_flags INTERFACE)

set(gcc "$<CXX_COMPILER_ID:GNU>")
set(clang "$<CXX_COMPILER_ID:Clang,AppleClang>")

target_compile_features(fakestream_build_flags INTERFACE cxx_std_20)
target_compile_options(fakestream_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wundef -Wdouble-promotion -Wimplicit-fallthrough -Wextra-semi
  -Wformat=2 -Wmissing-declarations
  "$<${gcc}:-Wduplicated-cond;-Wduplicated-branches;-Wlogical-op;-Wuseless-cast;-Wsuggest-override>"
  "$<${clang}:-Wthread-safety;-Wunreachable-code>"
  # __FILE__ is src/…, wherever the checkout lies: messages are compared byte by byte.
  "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=")

if(FAKESTREAM_SANITIZE)
  target_compile_options(fakestream_build_flags INTERFACE
    "-fsanitize=${FAKESTREAM_SANITIZE}" -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(fakestream_build_flags INTERFACE "-fsanitize=${FAKESTREAM_SANITIZE}")
endif()
