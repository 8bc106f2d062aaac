# One library per module: its link line is its row of the dependency graph.
#   munhang_add_module(text SOURCES a.cc b.cc USES domain LIBRARIES ICU::uc)
# makes munhang_text (alias munhang::text). Public headers live in include/munhang/text, private
# ones beside their source.
function(munhang_add_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  list(TRANSFORM ARG_USES PREPEND munhang::)
  if(ARG_SOURCES)
    add_library(munhang_${name} STATIC ${ARG_SOURCES})
    target_include_directories(munhang_${name} PUBLIC ${PROJECT_SOURCE_DIR}/include
                                               PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(munhang_${name} PUBLIC ${ARG_USES} ${ARG_LIBRARIES})
  else()
    add_library(munhang_${name} INTERFACE)
    target_include_directories(munhang_${name} INTERFACE ${PROJECT_SOURCE_DIR}/include)
    target_link_libraries(munhang_${name} INTERFACE ${ARG_USES} ${ARG_LIBRARIES})
  endif()
  add_library(munhang::${name} ALIAS munhang_${name})
endfunction()

# munhang_add_test(name a_test.cc … LIBRARIES munhang::text …): one googletest program, one ctest entry.
function(munhang_add_test name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE MUNHANG_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                                             MUNHANG_BINARY="$<TARGET_FILE_DIR:${name}>/munhang")
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES} GTest::gmock GTest::gtest_main)
  add_test(NAME ${name} COMMAND ${name})
endfunction()

# munhang_add_fuzzer(name a.cc LIBRARIES …): a libFuzzer program, built where MUNHANG_FUZZERS is on.
function(munhang_add_fuzzer name)
  if(NOT MUNHANG_FUZZERS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer-no-link)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES})
  # What is fuzzed reports its coverage, or the fuzzer would be guessing.
  foreach(library IN LISTS ARG_LIBRARIES)
    string(REPLACE "::" "_" target ${library})
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endforeach()
endfunction()

# munhang_embed(target symbol file): the bytes of `file` as `extern const unsigned char symbol[]` and
# `extern const unsigned long symbol_size`, without a copy in any source.
function(munhang_embed target symbol file)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(WRITE ${source}
"    .section .rodata
    .global ${symbol}
    .global ${symbol}_size
    .balign 16
${symbol}:
    .incbin \"${file}\"
${symbol}_end:
    .byte 0
    .balign 8
${symbol}_size:
    .quad ${symbol}_end - ${symbol}
    .section .note.GNU-stack,\"\",%progbits
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(${target} PRIVATE ${source})
endfunction()
