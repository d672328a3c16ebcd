# SPDX-License-Identifier: GPL-3.0-or-later
# How everything is compiled and linked.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# moc reads no generated sources, so it need not wait for what a target links; all of it is one
# target, "autogen", which clang-tidy wants built.
set(CMAKE_AUTOGEN_ORIGIN_DEPENDS OFF)
set(CMAKE_GLOBAL_AUTOGEN_TARGET ON)

get_property(multi_config GLOBAL PROPERTY GENERATOR_IS_MULTI_CONFIG)
if(NOT CMAKE_BUILD_TYPE AND NOT multi_config)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

# ccache: the settings travel with the command, so that a precompiled header can be cached and two
# checkouts share what they have compiled.
find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND UNIX)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        ${CCACHE_PROGRAM})
endif()

# stateroom_options carries the flags of all our targets.
add_library(stateroom_options INTERFACE)
target_compile_features(stateroom_options INTERFACE cxx_std_20)
target_include_directories(stateroom_options INTERFACE
    "${CMAKE_SOURCE_DIR}" "${CMAKE_BINARY_DIR}/generated")
target_compile_definitions(stateroom_options INTERFACE
    QT_NO_KEYWORDS
    QT_NO_FOREACH
    QT_NO_CAST_FROM_ASCII
    QT_NO_URL_CAST_FROM_STRING
    QT_NO_CONTEXTLESS_CONNECT)

if(MSVC)
    target_compile_options(stateroom_options INTERFACE
        /W4 /permissive- /utf-8 /Zc:__cplusplus $<$<BOOL:${STATEROOM_WERROR}>:/WX>)
else()
    target_compile_options(stateroom_options INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion
        $<$<BOOL:${STATEROOM_WERROR}>:-Werror>
        $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wthread-safety>
        # GCC 12 sees overlapping copies in std::string (GCC bug 105651), and values of empty
        # std::optional being read (GCC bug 80635).
        "$<$<CXX_COMPILER_ID:GNU>:-Wno-restrict;-Wno-maybe-uninitialized>")
endif()

# stateroom_test_options: what tests have besides.
add_library(stateroom_test_options INTERFACE)
if(NOT MSVC AND Qt6_VERSION VERSION_GREATER_EQUAL 6.7)
    # QTRY_VERIFY narrows a count of milliseconds there, in code that counts as ours.
    target_compile_options(stateroom_test_options INTERFACE -Wno-conversion)
endif()

if(STATEROOM_SANITIZE)
    target_compile_options(stateroom_options INTERFACE "-fsanitize=${STATEROOM_SANITIZE}")
    target_link_options(stateroom_options INTERFACE "-fsanitize=${STATEROOM_SANITIZE}")
endif()
if(STATEROOM_COVERAGE)
    target_compile_options(stateroom_options INTERFACE --coverage)
    target_link_options(stateroom_options INTERFACE --coverage)
endif()

if(STATEROOM_FAST_LINK AND NOT MSVC)
    find_program(STATEROOM_LINKER NAMES mold ld.lld)
    mark_as_advanced(STATEROOM_LINKER)
    if(STATEROOM_LINKER)
        cmake_path(GET STATEROOM_LINKER FILENAME linker)
        string(REPLACE "ld." "" linker "${linker}")
        target_link_options(stateroom_options INTERFACE "-fuse-ld=${linker}")
    endif()
endif()

# core/base/version.h: the one version, from project().
configure_file("${CMAKE_CURRENT_LIST_DIR}/version.h.in"
    "${CMAKE_BINARY_DIR}/generated/core/base/version.h" @ONLY)

# One precompiled header for all targets: the standard library and Qt Core, which every file needs.
if(STATEROOM_PCH)
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/generated/pch.cpp" CONTENT "")
    add_library(stateroom_pch OBJECT "${CMAKE_BINARY_DIR}/generated/pch.cpp")
    target_link_libraries(stateroom_pch PRIVATE stateroom_options Qt6::Core tl::expected)
    target_precompile_headers(stateroom_pch PRIVATE "${CMAKE_CURRENT_LIST_DIR}/pch.h")
    set_target_properties(stateroom_pch PROPERTIES AUTOMOC OFF)
endif()
