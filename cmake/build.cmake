# SPDX-License-Identifier: Apache-2.0
# cmake -DPRESET=cpu [-DTARGET=name] -P cmake/build.cmake: what Maven calls; configures when the
# presets or MUJOCO_ROOT changed (a changed CMakeLists.txt is noticed by the build itself), then builds

cmake_minimum_required(VERSION 3.22)
get_filename_component(root "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(stamp "${root}/build/${PRESET}/configured.stamp")

set(configured_root)
if(EXISTS "${stamp}")
  file(READ "${stamp}" configured_root)
endif()

if("${root}/CMakePresets.json" IS_NEWER_THAN "${stamp}"
   OR NOT "${configured_root}" STREQUAL "$ENV{MUJOCO_ROOT}")
  execute_process(
    COMMAND "${CMAKE_COMMAND}" --preset "${PRESET}"
    WORKING_DIRECTORY "${root}" COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
  file(WRITE "${stamp}" "$ENV{MUJOCO_ROOT}")
endif()

set(target)
if(TARGET)
  set(target --target "${TARGET}")
endif()
execute_process(
  COMMAND "${CMAKE_COMMAND}" --build --preset "${PRESET}" ${target}
  WORKING_DIRECTORY "${root}" COMMAND_ERROR_IS_FATAL ANY)
