# SPDX-License-Identifier: Apache-2.0
# libcanter_cuda: a library of its own, built only where nvcc is found and loaded only on request

include(CheckLanguage)
check_language(CUDA)
if(NOT CMAKE_CUDA_COMPILER)
  message(STATUS "nvcc not found: the CUDA library is left out, everything else builds")
  return()
endif()

# both must be set before the language is enabled, or CMake picks its own
set(CMAKE_CUDA_ARCHITECTURES 80-real 86-real 89-real 90 120)
set(CMAKE_CUDA_RUNTIME_LIBRARY Static)
enable_language(CUDA)

add_library(canter_cuda SHARED ${CANTER_CUDA_SOURCES})
set_target_properties(
  canter_cuda
  PROPERTIES CUDA_STANDARD 17
             CUDA_STANDARD_REQUIRED ON
             CUDA_VISIBILITY_PRESET hidden)
target_compile_options(canter_cuda PRIVATE --fmad=false)
target_include_directories(canter_cuda PRIVATE "${CANTER_INCLUDE}" "${CANTER_SOURCE}")
