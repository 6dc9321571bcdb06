# SPDX-License-Identifier: Apache-2.0
# cmake -DREPORTS=folder -DSOURCES=src/cuda -P cmake/check_ptxas.cmake: prints registers, spills and
# stack of each kernel and architecture, and fails where one spills or keeps arrays in local memory
# beyond what is allowed below

cmake_minimum_required(VERSION 3.22)
file(GLOB reports "${REPORTS}/*.txt")
if(NOT reports)
  message(FATAL_ERROR "no report of ptxas in ${REPORTS}: build canter_cuda first")
endif()

# allowed spills: what kernel and architecture are called in the list, a colon, bytes; none now
set(allowed)

# the bytes that a kernel may spill
function(find_allowance text result)
  set(${result} 0 PARENT_SCOPE)
  foreach(entry IN LISTS allowed)
    string(REGEX MATCH "^(.*):([0-9]+)$" parts "${entry}")
    set(bytes "${CMAKE_MATCH_2}")
    if(text MATCHES "^${CMAKE_MATCH_1}")
      set(${result} ${bytes} PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

set(bad)
foreach(report IN LISTS reports)
  get_filename_component(stem "${report}" NAME_WE)
  file(STRINGS "${report}" lines REGEX "Compiling entry function|bytes stack frame|Used [0-9]+ registers")
  foreach(line IN LISTS lines)
    if(line MATCHES "Compiling entry function '([^']+)' for '([^']+)'")
      set(kernel "${CMAKE_MATCH_1}")
      set(architecture "${CMAKE_MATCH_2}")
      # the part of the mangled name that a reader knows
      string(REGEX REPLACE "^_ZN6canter4cuda3runI(NS0_)?" "" kernel "${kernel}")
      string(SUBSTRING "${kernel}" 0 100 kernel)
    elseif(line MATCHES "([0-9]+) bytes stack frame, ([0-9]+) bytes spill stores")
      set(stack ${CMAKE_MATCH_1})
      set(spill ${CMAKE_MATCH_2})
    elseif(line MATCHES "Used ([0-9]+) registers")
      set(text "${stem} ${architecture} ${CMAKE_MATCH_1} registers, ${spill} spilled, ${stack} stack: ${kernel}")
      message(STATUS "${text}")
      find_allowance("${text}" most)
      if(spill GREATER most OR stack GREATER most)
        list(APPEND bad "${text}")
      endif()
    endif()
  endforeach()
endforeach()
if(bad)
  list(JOIN bad "\n  " text)
  message(FATAL_ERROR "kernels that spill, or keep arrays in local memory:\n  ${text}")
endif()
