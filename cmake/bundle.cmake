# SPDX-License-Identifier: Apache-2.0
# cmake -DLIBRARY=x.so -DINTO=folder -P cmake/bundle.cmake: copies the library and what it needs
# beyond the C and C++ runtimes into a folder, without version suffixes, so that a list of names to
# load holds for any version (the dynamic linker goes by the SONAME inside the file)

cmake_minimum_required(VERSION 3.22)
file(
  GET_RUNTIME_DEPENDENCIES
  LIBRARIES "${LIBRARY}"
  RESOLVED_DEPENDENCIES_VAR found
  UNRESOLVED_DEPENDENCIES_VAR missing
  DIRECTORIES ${DIRECTORIES}
  PRE_EXCLUDE_REGEXES "^lib(c|m|dl|rt|pthread|gcc_s|stdc\\+\\+|asan|ubsan|GL.*|X.*)\\.so" "^ld-linux")
if(missing)
  message(FATAL_ERROR "libraries that ${LIBRARY} needs were not found: ${missing}")
endif()

file(REMOVE_RECURSE "${INTO}")
file(MAKE_DIRECTORY "${INTO}")
foreach(file IN LISTS LIBRARY found)
  get_filename_component(name "${file}" NAME)
  string(REGEX REPLACE "\\.so(\\.[0-9]+)*$" ".so" name "${name}")
  file(REAL_PATH "${file}" file)
  file(COPY_FILE "${file}" "${INTO}/${name}")
endforeach()
