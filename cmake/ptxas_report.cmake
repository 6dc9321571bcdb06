# SPDX-License-Identifier: Apache-2.0
# cmake -DINTO=folder -P cmake/ptxas_report.cmake -- nvcc ...: runs the compiler and keeps what ptxas
# says of its kernels in a file named after the source; anything else it says is passed on

cmake_minimum_required(VERSION 3.22)
set(command)
set(source)
set(seen FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
  set(word "${CMAKE_ARGV${i}}")
  if(seen)
    list(APPEND command "${word}")
    if(word MATCHES "\\.cu$")
      get_filename_component(source "${word}" NAME_WE)
    endif()
  elseif(word STREQUAL "--")
    set(seen TRUE)
  endif()
endforeach()

execute_process(
  COMMAND ${command}
  RESULT_VARIABLE result
  OUTPUT_VARIABLE output
  ERROR_VARIABLE errors)
string(REGEX REPLACE "[^\n]*(ptxas info|Function properties for|bytes stack frame)[^\n]*\n" "" rest
                     "${output}${errors}")
if(rest)
  message("${rest}")
endif()
if(NOT result EQUAL 0)
  message(FATAL_ERROR "the CUDA compiler failed: ${result}")
endif()
if(source)
  file(WRITE "${INTO}/${source}.txt" "${output}${errors}")
endif()
