# SPDX-License-Identifier: Apache-2.0
# libcanter_cuda: a library of its own, built only where nvcc is found and loaded only on request.
# It shares the types of src/core with libcanter_kernels, which calls it through one C function.

include(CheckLanguage)
check_language(CUDA)
if(NOT CMAKE_CUDA_COMPILER)
  message(STATUS "nvcc not found: the CUDA library is left out, everything else builds")
  return()
endif()

# both must be set before the language is enabled and the library is added, or CMake picks its own;
# the runtime is shared because the JavaCPP presets of the process use the same one
if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
  set(CMAKE_CUDA_ARCHITECTURES 80-real 86-real 89-real 90 120-real)
endif()
set(CMAKE_CUDA_RUNTIME_LIBRARY Shared)
enable_language(CUDA)
# the runtime of the JavaCPP presets is libcudart.so.13: one process cannot use two
if(CMAKE_CUDA_COMPILER_VERSION VERSION_LESS 13)
  message(WARNING "nvcc ${CMAKE_CUDA_COMPILER_VERSION} is older than 13.0: the CUDA library is left out")
  return()
endif()

file(GLOB CANTER_CUDA_LIBRARY_SOURCES CONFIGURE_DEPENDS "${CANTER_SOURCE}/cuda/library/*.cu")
# what is used of src/core knows nothing of threads and keeps no state
set(CANTER_CUDA_CORE buffer line_search tape)
list(TRANSFORM CANTER_CUDA_CORE PREPEND "${CANTER_SOURCE}/core/")
list(TRANSFORM CANTER_CUDA_CORE APPEND ".cc")

add_library(canter_cuda SHARED ${CANTER_CUDA_SOURCES} ${CANTER_CUDA_LIBRARY_SOURCES}
                               ${CANTER_CUDA_CORE})
target_compile_features(canter_cuda PRIVATE cxx_std_20)
set_target_properties(
  canter_cuda
  PROPERTIES CXX_EXTENSIONS OFF
             CXX_VISIBILITY_PRESET hidden
             CUDA_VISIBILITY_PRESET hidden
             VISIBILITY_INLINES_HIDDEN ON
             # a folder of its own, which is packed where it was made
             LIBRARY_OUTPUT_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/bundle-cuda"
             # beside it first: there a bundle puts libcudart
             BUILD_RPATH "$ORIGIN"
             INSTALL_RPATH "$ORIGIN")
# the level is named by hand: CMake 3.25 knows nothing of nvcc 13 and refuses cuda_std_20.
# nothing is contracted: an fma is written where one is wanted, so that the card, the emulator and
# an AVX2 context agree in every bit
set(CANTER_CUDA_OPTIONS -std=c++20 --fmad=false -Xcompiler=-ffp-contract=off)
target_compile_options(
  canter_cuda
  PRIVATE $<$<COMPILE_LANGUAGE:CUDA>:${CANTER_CUDA_OPTIONS}
          # five architectures: compressed, the library is a fifth as large
          --compress-mode=size
          -Xptxas=-v>
          $<$<COMPILE_LANGUAGE:CXX>:-ffp-contract=off>)
target_include_directories(canter_cuda PRIVATE "${CANTER_INCLUDE}" "${CANTER_SOURCE}")
target_link_libraries(canter_cuda PRIVATE Threads::Threads)
canter_export(canter_cuda "canter_cuda_backend")

# what the compiler says of registers, shared memory and spills goes to a file per source
set(CANTER_PTXAS_REPORTS "${CMAKE_CURRENT_BINARY_DIR}/ptxas")
file(MAKE_DIRECTORY "${CANTER_PTXAS_REPORTS}")
set_target_properties(
  canter_cuda
  PROPERTIES CUDA_COMPILER_LAUNCHER
             "${CMAKE_COMMAND};-DINTO=${CANTER_PTXAS_REPORTS};-P;${PROJECT_SOURCE_DIR}/cmake/ptxas_report.cmake;--"
)
add_test(NAME CudaKernels.Resources
         COMMAND "${CMAKE_COMMAND}" "-DREPORTS=${CANTER_PTXAS_REPORTS}"
                 "-DSOURCES=${CANTER_SOURCE}/cuda" -P
                 "${PROJECT_SOURCE_DIR}/cmake/check_ptxas.cmake")

# the kernels as PTX, which tests run instruction by instruction (tests/cpp/ptx)
if(CANTER_TESTS)
  add_library(canter_cuda_ptx OBJECT ${CANTER_CUDA_SOURCES})
  set_target_properties(canter_cuda_ptx PROPERTIES CUDA_PTX_COMPILATION ON CUDA_ARCHITECTURES
                                                                           90-virtual)
  target_compile_options(canter_cuda_ptx PRIVATE ${CANTER_CUDA_OPTIONS})
  target_include_directories(canter_cuda_ptx PRIVATE "${CANTER_INCLUDE}" "${CANTER_SOURCE}")
endif()
