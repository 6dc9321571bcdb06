# SPDX-License-Identifier: Apache-2.0
# what every target of ours shares: language level, optimisation, floating-point rules

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# an optimised build is the default; the presets say so themselves
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "build type" FORCE)
endif()

find_package(Threads REQUIRED)

# sets up `target` with optimisation level `level` (O2, O3); a Debug build keeps its own level.
# contraction is off everywhere: an fma is written where one is wanted, so that the same source
# gives the same bits with every compiler and instruction set
function(canter_target target level)
  target_compile_features(${target} PRIVATE c_std_11 cxx_std_20)
  target_compile_options(
    ${target} PRIVATE -ffp-contract=off $<$<NOT:$<CONFIG:Debug>>:-${level}>)
  set_target_properties(
    ${target}
    PROPERTIES C_EXTENSIONS OFF
               CXX_EXTENSIONS OFF
               C_VISIBILITY_PRESET hidden
               CXX_VISIBILITY_PRESET hidden
               VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# exports what matches `pattern` and nothing else: hidden visibility alone leaves the standard
# library's templates visible, and another library of the process could replace them
function(canter_export target pattern)
  set(script "${CMAKE_CURRENT_BINARY_DIR}/${target}.map")
  file(CONFIGURE OUTPUT "${script}" CONTENT "{ global: @pattern@; local: *; };\n" @ONLY)
  target_link_options(${target} PRIVATE -Wl,--no-undefined "-Wl,--version-script=${script}")
  set_target_properties(${target} PROPERTIES LINK_DEPENDS "${script}")
endfunction()

# compiles every header of `directory` alone, as strict C11: what JavaCPP parses must be C
function(canter_check_headers target directory)
  file(GLOB headers RELATIVE "${directory}" CONFIGURE_DEPENDS "${directory}/*/*.h")
  set(units)
  foreach(header IN LISTS headers)
    string(MAKE_C_IDENTIFIER "${header}" stem)
    set(unit "${CMAKE_CURRENT_BINARY_DIR}/header_check/${stem}.c")
    file(CONFIGURE OUTPUT "${unit}" CONTENT "#include <@header@>\ntypedef int @stem@_t;\n" @ONLY)
    list(APPEND units "${unit}")
  endforeach()
  if(units)
    add_library(${target} OBJECT ${units})
    target_include_directories(${target} PRIVATE "${directory}")
    target_compile_options(
      ${target} PRIVATE -std=c11 -pedantic -Wall -Wextra -Wstrict-prototypes -Werror)
  endif()
endfunction()
