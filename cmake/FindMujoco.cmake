# SPDX-License-Identifier: Apache-2.0
# finds MuJoCo in MUJOCO_ROOT (a folder with include/ and lib/), then in the system, then in
# .deps/mujoco, where the launcher unpacks Debian's packages when it may not install them

set(hints "$CACHE{MUJOCO_ROOT}" "$ENV{MUJOCO_ROOT}")
list(REMOVE_ITEM hints "")
# what was found for another root no longer counts
if(NOT "${Mujoco_HINTS}" STREQUAL "${hints}")
  unset(Mujoco_INCLUDE_DIR CACHE)
  unset(Mujoco_LIBRARY CACHE)
endif()
set(Mujoco_HINTS "${hints}" CACHE INTERNAL "the roots that were searched")
find_path(Mujoco_INCLUDE_DIR mujoco/mujoco.h HINTS ${hints} PATH_SUFFIXES include NO_DEFAULT_PATH)
find_library(Mujoco_LIBRARY mujoco HINTS ${hints} PATH_SUFFIXES lib NO_DEFAULT_PATH)
# a root that was asked for and holds nothing is an error, not a reason to look elsewhere
if(NOT hints)
  find_path(Mujoco_INCLUDE_DIR mujoco/mujoco.h)
  find_library(Mujoco_LIBRARY mujoco)
  find_path(Mujoco_INCLUDE_DIR mujoco/mujoco.h PATHS "${PROJECT_SOURCE_DIR}/.deps/mujoco/include"
            NO_DEFAULT_PATH)
  find_library(Mujoco_LIBRARY mujoco PATHS "${PROJECT_SOURCE_DIR}/.deps/mujoco/lib" NO_DEFAULT_PATH)
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(
  Mujoco
  REQUIRED_VARS Mujoco_LIBRARY Mujoco_INCLUDE_DIR
  REASON_FAILURE_MESSAGE
    "run ./canter test (it fetches libmujoco), install libmujoco-dev, or set MUJOCO_ROOT")

if(Mujoco_FOUND AND NOT TARGET Mujoco::Mujoco)
  get_filename_component(Mujoco_LIBRARY_DIR "${Mujoco_LIBRARY}" DIRECTORY)
  add_library(Mujoco::Mujoco SHARED IMPORTED GLOBAL)
  # its own dependencies lie beside it: without -rpath-link the linker would not see them
  set_target_properties(
    Mujoco::Mujoco
    PROPERTIES IMPORTED_LOCATION "${Mujoco_LIBRARY}"
               INTERFACE_SYSTEM_INCLUDE_DIRECTORIES "${Mujoco_INCLUDE_DIR}"
               INTERFACE_INCLUDE_DIRECTORIES "${Mujoco_INCLUDE_DIR}"
               INTERFACE_LINK_OPTIONS "-Wl,-rpath-link,${Mujoco_LIBRARY_DIR}")
endif()
