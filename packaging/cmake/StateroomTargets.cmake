# SPDX-License-Identifier: GPL-3.0-or-later
# The functions with which each folder's CMakeLists.txt is written.
#
#   stateroom_library(NAME store
#       SOURCES store.h store.cpp sql/schema.h sql/schema.cpp
#       DEPENDS json             # our folders, without prefix; api/workflow is api_workflow
#       QT Core Sql              # Qt's modules
#       LIBRARIES tl::expected)  # anything else
#
#   A static library stateroom_store (alias Stateroom::store). What it depends on, its users see
#   too. Includes are written from the source root. #include "core/base/version.h" is generated.
#
#   stateroom_program(NAME stateroomd SOURCES main.cpp DEPENDS service QT Core)
#       build/<preset>/bin/stateroomd; installed by `cmake --install`.
#       INTERNAL keeps it from being installed (a benchmark, a test's peer).
#
#   stateroom_test(NAME tst_jsontext SOURCES tst_jsontext.cpp DEPENDS json QT Network
#       LIBRARIES simdjson::simdjson LABELS unit tsan TIMEOUT 120 PROGRAMS stateroomd)
#       build/<preset>/tests/tst_jsontext and a CTest test of that name. Qt Test is linked.
#       LABELS: unit (default), e2e, lint; and tsan, if the test is to run under ThreadSanitizer.
#       TIMEOUT in seconds, 60 by default, tripled under sanitizers. PROGRAMS are built before it.
#
#   stateroom_script_test(NAME e2e_curl COMMAND python3 curl.py LABELS e2e TIMEOUT 60)
#       A CTest test that runs a command, in the folder that declares it. LONG: only when asked for
#       (`./dev test --long`, `ctest -C Long`), and beside no other.
#
# Tests run offscreen on a screen of tests/support/screen.json, with TZ=UTC, STATEROOM_BIN_DIR (where the programs are) and
# STATEROOM_SOURCE_DIR. A test that is started by hand finds the programs in ../bin beside itself.

# A keyword without a value is an empty one, silently in CMake 3.31 and later, too.
if(POLICY CMP0174)
    cmake_policy(SET CMP0174 NEW)
endif()

# What is installed: a package needs no tests built.
add_custom_target(stateroom_installed)
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

if(STATEROOM_TESTS)
    add_custom_target(stateroom_tests_tsan)
endif()

# Gives `target` the flags, the precompiled header and what it links; SCOPE is PUBLIC or PRIVATE.
function(stateroom_target_setup target scope)
    cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "DEPENDS;QT;LIBRARIES")
    list(TRANSFORM arg_DEPENDS PREPEND "Stateroom::")
    list(TRANSFORM arg_QT PREPEND "Qt6::")
    target_link_libraries(${target}
        PRIVATE stateroom_options
        ${scope} ${arg_DEPENDS} ${arg_QT} ${arg_LIBRARIES})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    if(STATEROOM_PCH)
        target_precompile_headers(${target} REUSE_FROM stateroom_pch)
        # A program would be compiled with -fPIE, for which the header does not fit.
        if(NOT MSVC)
            target_compile_options(${target} PRIVATE -fPIC)
        endif()
    endif()
endfunction()

function(stateroom_library)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME" "SOURCES;DEPENDS;QT;LIBRARIES")
    set(target stateroom_${arg_NAME})
    add_library(${target} STATIC ${arg_SOURCES})
    add_library(Stateroom::${arg_NAME} ALIAS ${target})
    stateroom_target_setup(${target} PUBLIC
        DEPENDS ${arg_DEPENDS} QT Core ${arg_QT} LIBRARIES tl::expected ${arg_LIBRARIES})
endfunction()

function(stateroom_program)
    cmake_parse_arguments(PARSE_ARGV 0 arg "INTERNAL" "NAME" "SOURCES;DEPENDS;QT;LIBRARIES")
    add_executable(${arg_NAME} ${arg_SOURCES})
    stateroom_target_setup(${arg_NAME} PRIVATE
        DEPENDS ${arg_DEPENDS} QT Core ${arg_QT} LIBRARIES ${arg_LIBRARIES})
    set_target_properties(${arg_NAME} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
    if(NOT arg_INTERNAL)
        install(TARGETS ${arg_NAME})
        add_dependencies(stateroom_installed ${arg_NAME})
    endif()
endfunction()

set(STATEROOM_TSAN_OPTIONS "halt_on_error=1:second_deadlock_stack=1")
string(APPEND STATEROOM_TSAN_OPTIONS
    ":suppressions=${CMAKE_SOURCE_DIR}/tests/sanitizers/races.txt")

# Environment, labels and time limit of the CTest test `name`.
function(stateroom_test_properties name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABELS")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS unit)
    endif()
    if(STATEROOM_SANITIZE)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 3")
    endif()
    set(suppressions "${CMAKE_SOURCE_DIR}/tests/sanitizers")
    # The plugin's own screen has 800 x 800 pixels, to which Qt 6.8 cuts a window that is restored.
    # Parts of this are parted by colons, as a drive is from its path.
    set(platform offscreen)
    if(NOT WIN32)
        string(APPEND platform ":configfile=${CMAKE_SOURCE_DIR}/tests/support/screen.json")
    endif()
    set(environment
        "QT_QPA_PLATFORM=${platform}"
        TZ=UTC
        "STATEROOM_BIN_DIR=${CMAKE_BINARY_DIR}/bin"
        "STATEROOM_SOURCE_DIR=${CMAKE_SOURCE_DIR}")
    if(STATEROOM_SANITIZE)
        list(APPEND environment
            "ASAN_OPTIONS=halt_on_error=1:detect_stack_use_after_return=1:strict_string_checks=1"
            "LSAN_OPTIONS=suppressions=${suppressions}/leaks.txt:print_suppressions=0"
            "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1"
            "TSAN_OPTIONS=${STATEROOM_TSAN_OPTIONS}")
    endif()
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "${environment}" LABELS "${arg_LABELS}" TIMEOUT ${arg_TIMEOUT})
endfunction()

function(stateroom_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg
        "" "NAME;TIMEOUT" "SOURCES;DEPENDS;QT;LIBRARIES;LABELS;PROGRAMS")
    add_executable(${arg_NAME} ${arg_SOURCES})
    stateroom_target_setup(${arg_NAME} PRIVATE
        DEPENDS ${arg_DEPENDS} QT Core Test ${arg_QT} LIBRARIES ${arg_LIBRARIES})
    set_target_properties(${arg_NAME} PROPERTIES
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    # Last, since the later option wins.
    target_link_libraries(${arg_NAME} PRIVATE stateroom_test_options)
    if(arg_PROGRAMS)
        add_dependencies(${arg_NAME} ${arg_PROGRAMS})
    endif()
    add_test(NAME ${arg_NAME} COMMAND ${arg_NAME})
    stateroom_test_properties(${arg_NAME} LABELS ${arg_LABELS} TIMEOUT ${arg_TIMEOUT})
    if("tsan" IN_LIST arg_LABELS)
        add_dependencies(stateroom_tests_tsan ${arg_NAME})
    endif()
endfunction()

function(stateroom_script_test)
    cmake_parse_arguments(PARSE_ARGV 0 arg "LONG" "NAME;TIMEOUT" "COMMAND;LABELS")
    set(configurations "")
    if(arg_LONG)
        set(configurations CONFIGURATIONS Long)
        list(APPEND arg_LABELS long)
    endif()
    add_test(NAME ${arg_NAME} ${configurations}
        COMMAND ${arg_COMMAND} WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    stateroom_test_properties(${arg_NAME} LABELS ${arg_LABELS} TIMEOUT ${arg_TIMEOUT})
    set_tests_properties(${arg_NAME} PROPERTIES RUN_SERIAL ${arg_LONG})
endfunction()
