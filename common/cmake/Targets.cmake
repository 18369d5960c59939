# The only ways to make a target, so that no two folders' build files can drift.
#
#   watchbell_library(<name> [DEPS lib...] [TEST_DEPS lib...])
#       static library wb_<name> of this folder's *.cpp; its *_test.cpp become the test program <name>_test,
#       each of its *_fuzz.cpp a program run on its seeds as a test (and by libFuzzer with WATCHBELL_FUZZ=ON).
#   watchbell_program(<name> [DEPS lib...])      build/bin/<name> from this folder's main.cpp.
#   watchbell_subdirectories()                   adds every folder below that has a CMakeLists.txt.
#   watchbell_service(<name> [DEPS lib...])      the above for a service of the usual layout.
#   watchbell_system_tests(<folder>)             every *_test.py here as a test of whole processes.
include(GoogleTest)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo)
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

# Tests run once: what they call is optimised, they themselves are not.
set(WATCHBELL_TEST_OPTIONS -O0)

option(WATCHBELL_WERROR "Treat warnings as errors" ON)
option(WATCHBELL_FUZZ "Build *_fuzz.cpp with libFuzzer (needs clang)" OFF)
set(WATCHBELL_SANITIZE "" CACHE STRING "Sanitizers for every target, e.g. address,undefined or thread")

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
endif()
if(WATCHBELL_SANITIZE)
  add_compile_options(-fsanitize=${WATCHBELL_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${WATCHBELL_SANITIZE})
endif()

add_library(watchbell_options INTERFACE)
target_include_directories(watchbell_options INTERFACE ${CMAKE_SOURCE_DIR})
# What some libraries ask for, everywhere: the precompiled headers take no mixture.
target_compile_definitions(watchbell_options INTERFACE _FILE_OFFSET_BITS=64)
target_compile_options(watchbell_options INTERFACE -pthread)
target_compile_options(watchbell_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-missing-field-initializers -Werror=switch
                       $<$<BOOL:${WATCHBELL_WERROR}>:-Werror>)

# Headers that nearly every file reads are parsed once: for libraries, and with the test frameworks for tests. Each has a
# target of its own kind, since position independent code differs between them.
add_library(wb_headers STATIC ${CMAKE_CURRENT_LIST_DIR}/headers.cpp)
target_link_libraries(wb_headers PRIVATE watchbell_options protobuf::libprotobuf)
target_precompile_headers(wb_headers PRIVATE ${CMAKE_CURRENT_LIST_DIR}/headers.hpp)
add_executable(wb_test_headers ${CMAKE_CURRENT_LIST_DIR}/headers.cpp)
target_link_libraries(wb_test_headers PRIVATE watchbell_options protobuf::libprotobuf rapidcheck GTest::gmock GTest::gtest)
target_compile_options(wb_test_headers PRIVATE ${WATCHBELL_TEST_OPTIONS})
target_precompile_headers(wb_test_headers PRIVATE ${CMAKE_CURRENT_LIST_DIR}/headers.hpp ${CMAKE_CURRENT_LIST_DIR}/test_headers.hpp)

function(watchbell_library name)
  cmake_parse_arguments(ARG "" "" "DEPS;TEST_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  file(GLOB tests CONFIGURE_DEPENDS *_test.cpp)
  file(GLOB fuzzers CONFIGURE_DEPENDS *_fuzz.cpp)
  list(REMOVE_ITEM sources ${tests} ${fuzzers} ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp "")
  if(sources)
    add_library(wb_${name} STATIC ${sources})
    target_link_libraries(wb_${name} PUBLIC watchbell_options ${ARG_DEPS})
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/api.hpp)
      # Half of the time of a service's requests is this one header.
      target_precompile_headers(wb_${name} PRIVATE ${CMAKE_SOURCE_DIR}/common/record/routes.hpp ${CMAKE_CURRENT_SOURCE_DIR}/api.hpp)
    else()
      target_precompile_headers(wb_${name} REUSE_FROM wb_headers)
    endif()
  else()
    add_library(wb_${name} INTERFACE)
    target_link_libraries(wb_${name} INTERFACE watchbell_options ${ARG_DEPS})
  endif()
  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE wb_${name} ${ARG_TEST_DEPS} rapidcheck GTest::gmock GTest::gtest_main)
    target_compile_options(${name}_test PRIVATE ${WATCHBELL_TEST_OPTIONS})
    target_precompile_headers(${name}_test REUSE_FROM wb_test_headers)
    gtest_discover_tests(${name}_test DISCOVERY_TIMEOUT 60 DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 180)
  endif()
  foreach(fuzzer ${fuzzers})
    get_filename_component(target ${fuzzer} NAME_WE)
    add_executable(${target} ${fuzzer})
    target_link_libraries(${target} PRIVATE wb_${name} ${ARG_TEST_DEPS})
    if(WATCHBELL_FUZZ)
      target_compile_options(${target} PRIVATE -fsanitize=fuzzer)
      target_link_options(${target} PRIVATE -fsanitize=fuzzer)
    else()
      target_sources(${target} PRIVATE ${CMAKE_SOURCE_DIR}/common/testing/fuzz/standalone_main.cpp)
      add_test(NAME ${target} COMMAND ${target} ${CMAKE_CURRENT_SOURCE_DIR}/${target}_seeds)
    endif()
  endforeach()
endfunction()

function(watchbell_program name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  add_executable(${name} ${CMAKE_CURRENT_SOURCE_DIR}/main.cpp)
  target_link_libraries(${name} PRIVATE watchbell_options ${ARG_DEPS})
  # An event is made on one thread and freed on another, where the C library makes both wait.
  if(NOT WATCHBELL_SANITIZE)
    target_link_libraries(${name} PRIVATE PkgConfig::jemalloc)
  endif()
endfunction()

# Every folder below this one that has a CMakeLists.txt.
function(watchbell_subdirectories)
  file(GLOB lists CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} */CMakeLists.txt)
  foreach(list ${lists})
    get_filename_component(folder ${list} DIRECTORY)
    add_subdirectory(${folder})
  endforeach()
endfunction()

# A service: its folders, its wiring (service.cpp) as wb_<name>_service, and build/bin/<name> from main.cpp.
function(watchbell_service name)
  cmake_parse_arguments(ARG "" "" "DEPS" ${ARGN})
  string(REPLACE "-" "_" library ${name})
  watchbell_subdirectories()
  watchbell_library(${library}_service DEPS wb_${library}_domain wb_record wb_reaction ${ARG_DEPS})
  watchbell_program(${name} DEPS wb_${library}_service)
endfunction()

# Each *_test.py of this folder as one test of whole processes; one after the other, since each brings its own stack.
function(watchbell_system_tests folder)
  file(GLOB files CONFIGURE_DEPENDS *_test.py)
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    add_test(NAME ${folder}.${name} COMMAND python3 ${file})
    set_tests_properties(${folder}.${name} PROPERTIES RUN_SERIAL TRUE TIMEOUT 600
                         ENVIRONMENT "WATCHBELL_BIN=${CMAKE_BINARY_DIR}/bin")
  endforeach()
endfunction()
