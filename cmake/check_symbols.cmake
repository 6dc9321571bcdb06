# SPDX-License-Identifier: Apache-2.0
# cmake -DNM=nm -DISA=avx2 -DOBJECTS=a.o,b.o -P cmake/check_symbols.cmake: fails when objects that
# are compiled for one instruction set define a function that other objects may define too; the
# linker keeps one copy of such a function, and an older processor might then run the newer code

cmake_minimum_required(VERSION 3.22)
string(REPLACE "," ";" objects "${OBJECTS}")
execute_process(
  COMMAND "${NM}" --defined-only ${objects}
  OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)

# weak (W, V) and unique (u) symbols are those that the linker merges
string(REGEX MATCHALL "[0-9a-f]+ [WVu] [^\n]+" shared "${symbols}")
list(FILTER shared EXCLUDE REGEX "${ISA}")
if(shared)
  list(JOIN shared "\n  " text)
  message(FATAL_ERROR "functions compiled for ${ISA} that other objects may define too:\n  ${text}")
endif()
