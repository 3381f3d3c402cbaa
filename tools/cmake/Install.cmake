# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` lays down: headers, library, tool, schema, a package for CMake and one for pkg-config.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/fakestream")

install(TARGETS fakestream_seam fakestream EXPORT fakestream-targets INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
if(TARGET fakestream_endpoint)
  install(TARGETS fakestream_endpoint EXPORT fakestream-endpoint-targets)
  install(EXPORT fakestream-endpoint-targets NAMESPACE fakestream:: DESTINATION "${package_folder}")
endif()
install(TARGETS fakestream_testing EXPORT fakestream-testing-targets)
install(TARGETS fakestream_aws_sdk EXPORT fakestream-aws-sdk-targets)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/fakestream" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(FILES "${PROJECT_SOURCE_DIR}/scenarios/scenario.schema.json" DESTINATION "${CMAKE_INSTALL_DATADIR}/fakestream")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
if(TARGET fakestream_tool)
  install(TARGETS fakestream_tool)
endif()

# The components testing and aws_sdk have targets of their own, so that who does not ask for them needs neither GoogleTest nor the SDK.
install(EXPORT fakestream-targets NAMESPACE fakestream:: DESTINATION "${package_folder}")
install(EXPORT fakestream-testing-targets NAMESPACE fakestream:: DESTINATION "${package_folder}")
install(EXPORT fakestream-aws-sdk-targets NAMESPACE fakestream:: DESTINATION "${package_folder}")

get_target_property(library_type fakestream TYPE)
if(library_type STREQUAL "STATIC_LIBRARY")
  set(FAKESTREAM_IS_STATIC TRUE)
  set(FAKESTREAM_PC_REQUIRES ", pugixml, libcbor")
  set(FAKESTREAM_PC_SEAM_REQUIRES "Requires: fmt, re2")
  set(FAKESTREAM_PC_CRYPTO " -lcrypto")
else()
  set(FAKESTREAM_IS_STATIC FALSE)
  set(FAKESTREAM_PC_REQUIRES "")
  set(FAKESTREAM_PC_SEAM_REQUIRES "")
  set(FAKESTREAM_PC_CRYPTO "")
endif()
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/fakestream-config.cmake.in" "${PROJECT_BINARY_DIR}/package/fakestream-config.cmake"
  INSTALL_DESTINATION "${package_folder}")
# Before 1.0 a new minor version may change anything.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/package/fakestream-config-version.cmake" COMPATIBILITY SameMinorVersion)
# Relative to the file, so that the prefix of the installation counts and not that of the configuration.
file(RELATIVE_PATH FAKESTREAM_PC_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
set(FAKESTREAM_PC_FILES "")
foreach(name fakestream-seam fakestream fakestream-endpoint fakestream-testing)
  if(name STREQUAL "fakestream-endpoint" AND NOT TARGET fakestream_endpoint)
    continue()
  endif()
  configure_file("${CMAKE_CURRENT_LIST_DIR}/${name}.pc.in" "${PROJECT_BINARY_DIR}/package/${name}.pc" @ONLY)
  list(APPEND FAKESTREAM_PC_FILES "${PROJECT_BINARY_DIR}/package/${name}.pc")
endforeach()
install(FILES
  "${PROJECT_BINARY_DIR}/package/fakestream-config.cmake"
  "${PROJECT_BINARY_DIR}/package/fakestream-config-version.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/FakestreamScenarios.cmake"
  "${CMAKE_CURRENT_LIST_DIR}/scenario_main.cc.in"
  DESTINATION "${package_folder}")
install(FILES ${FAKESTREAM_PC_FILES} DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
