# SPDX-License-Identifier: Apache-2.0
# fakestream_add_scenarios(TARGET FOLDER [SUITE name] [WORKING_DIRECTORY folder] [LABELS label...])
#
# An entry of ctest for every scenario file below FOLDER, called TARGET.<file stem>: other characters than letters and digits become '_',
# since ctest and GoogleTest find nothing under names with others and call that success. A folder without scenarios is an error.
#
# TARGET is made: a program of GoogleTest that replays the files. When there is such a target already, it must register the folder itself,
# by RegisterScenarios(FOLDER, SUITE). SUITE is "Scenarios" by default, the working directory FOLDER, the label "scenario".
#
# Whatever folder of a project found the package, or added this one (by add_subdirectory or FetchContent): it may be called in any other.

function(fakestream_add_scenarios target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "SUITE;WORKING_DIRECTORY" "LABELS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "fakestream_add_scenarios: unknown argument ${arg_UNPARSED_ARGUMENTS}")
  endif()
  get_filename_component(folder "${folder}" ABSOLUTE)
  foreach(default "SUITE=Scenarios" "WORKING_DIRECTORY=${folder}" "LABELS=scenario")
    string(REGEX MATCH "^([A-Z_]+)=(.*)$" unused "${default}")
    if(NOT arg_${CMAKE_MATCH_1})
      set(arg_${CMAKE_MATCH_1} "${CMAKE_MATCH_2}")
    endif()
  endforeach()

  # The same files in the same order as FindScenarios: what names two of them would share depends on it.
  file(GLOB_RECURSE files CONFIGURE_DEPENDS "${folder}/*.json")
  list(FILTER files EXCLUDE REGEX "\\.schema\\.json$")
  list(SORT files COMPARE STRING)
  if(NOT files)
    message(FATAL_ERROR "fakestream_add_scenarios: there are no scenario files below ${folder}")
  endif()

  if(NOT TARGET ${target})
    # Variables of the folder that included this file are unknown here; so are targets that find_package imported into another folder.
    set(here "${CMAKE_CURRENT_FUNCTION_LIST_DIR}")
    if(NOT TARGET fakestream::testing AND EXISTS "${here}/fakestream-config.cmake")
      set(fakestream_DIR "${here}")
      find_package(fakestream CONFIG REQUIRED COMPONENTS testing)
    endif()
    set(FAKESTREAM_FOLDER "${folder}")
    set(FAKESTREAM_SUITE "${arg_SUITE}")
    configure_file("${here}/scenario_main.cc.in" "${CMAKE_CURRENT_BINARY_DIR}/${target}.cc" @ONLY)
    add_executable(${target} "${CMAKE_CURRENT_BINARY_DIR}/${target}.cc")
    target_link_libraries(${target} PRIVATE fakestream::testing)
  endif()

  set(names "")
  foreach(file IN LISTS files)
    file(RELATIVE_PATH name "${folder}" "${file}")
    string(REGEX REPLACE "\\.json$" "" name "${name}")
    string(REGEX REPLACE "[^A-Za-z0-9]" "_" name "${name}")
    list(APPEND names "${name}")
    set(same ${names})
    list(FILTER same INCLUDE REGEX "^${name}$")
    list(LENGTH same uses)
    if(uses GREATER 1)
      string(APPEND name "_${uses}")
    endif()
    add_test(NAME "${target}.${name}" COMMAND ${target} "--gtest_filter=${arg_SUITE}.${name}" WORKING_DIRECTORY "${arg_WORKING_DIRECTORY}")
    # A filter that matches nothing is a success to GoogleTest.
    set_tests_properties("${target}.${name}" PROPERTIES LABELS "${arg_LABELS}" FAIL_REGULAR_EXPRESSION "Running 0 tests from 0 test suites")
  endforeach()
endfunction()
