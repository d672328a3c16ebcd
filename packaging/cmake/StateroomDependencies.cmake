# SPDX-License-Identifier: GPL-3.0-or-later
# What Stateroom is built from. Each missing part is reported with the package that holds it, all of
# them at once. packaging/dependencies.txt is the same list for ./dev.

set(STATEROOM_QT_MINIMUM 6.4)
set(stateroom_missing "")

# stateroom_missing_package(what debian fedora homebrew vcpkg): notes that `what` was not found.
function(stateroom_missing_package what debian fedora homebrew vcpkg)
    string(CONCAT line
        "  ${what}\n"
        "      Debian ${debian} | Fedora ${fedora} | Homebrew ${homebrew} | vcpkg ${vcpkg}")
    list(APPEND stateroom_missing "${line}")
    set(stateroom_missing "${stateroom_missing}" PARENT_SCOPE)
endfunction()

set(qt_core_parts Core Network Sql HttpServer WebSockets Qml)
set(qt_desktop_parts Gui Widgets Svg PrintSupport LinguistTools)
set(qt_Core         qt6-base-dev       qt6-qtbase-devel       qt qtbase)
set(qt_Network      qt6-base-dev       qt6-qtbase-devel       qt "qtbase[network]")
set(qt_Sql          qt6-base-dev       qt6-qtbase-devel       qt "qtbase[sql-sqlite]")
set(qt_HttpServer   qt6-httpserver-dev qt6-qthttpserver-devel qt qthttpserver)
set(qt_WebSockets   qt6-websockets-dev qt6-qtwebsockets-devel qt qtwebsockets)
set(qt_Qml          qt6-declarative-dev qt6-qtdeclarative-devel qt qtdeclarative)
set(qt_Gui          qt6-base-dev       qt6-qtbase-devel       qt "qtbase[gui]")
set(qt_Widgets      qt6-base-dev       qt6-qtbase-devel       qt "qtbase[widgets]")
set(qt_PrintSupport qt6-base-dev       qt6-qtbase-devel       qt "qtbase[widgets]")
set(qt_Svg          qt6-svg-dev        qt6-qtsvg-devel        qt qtsvg)
set(qt_Test         qt6-base-dev       qt6-qtbase-devel       qt "qtbase[testlib]")
set(qt_LinguistTools "qt6-tools-dev and qt6-l10n-tools" qt6-qttools-devel qt "qttools[linguist]")

set(qt_parts ${qt_core_parts})
if(STATEROOM_DESKTOP)
    list(APPEND qt_parts ${qt_desktop_parts})
endif()
if(STATEROOM_TESTS OR STATEROOM_BENCH)
    list(APPEND qt_parts Test)
endif()

find_package(Qt6 ${STATEROOM_QT_MINIMUM} QUIET OPTIONAL_COMPONENTS ${qt_parts})
foreach(part IN LISTS qt_parts)
    if(NOT TARGET Qt6::${part} AND NOT Qt6${part}_FOUND)
        stateroom_missing_package("Qt ${part}, ${STATEROOM_QT_MINIMUM} or later" ${qt_${part}})
    endif()
endforeach()

find_package(tl-expected QUIET)
if(NOT tl-expected_FOUND)
    stateroom_missing_package("tl::expected"
        libexpected-dev expected-devel tl-expected tl-expected)
endif()

find_package(Poco QUIET COMPONENTS JWT)
if(NOT TARGET Poco::JWT)
    stateroom_missing_package("POCO's JWT (signed user tokens)"
        libpoco-dev poco-devel poco "poco[netssl]")
endif()

find_package(OpenSSL 3 QUIET COMPONENTS Crypto)
if(NOT TARGET OpenSSL::Crypto)
    stateroom_missing_package("OpenSSL, 3 or later (certificates for --tls)"
        libssl-dev openssl-devel openssl@3 openssl)
endif()

if(STATEROOM_TESTS)
    find_package(simdjson QUIET)
    if(NOT simdjson_FOUND)
        stateroom_missing_package("simdjson (the tests compare our JSON scanner with it)"
            libsimdjson-dev simdjson-devel simdjson simdjson)
    endif()
endif()

if(STATEROOM_DESKTOP)
    find_path(QSCINTILLA_INCLUDE_DIR Qsci/qsciscintilla.h PATH_SUFFIXES qt6)
    find_library(QSCINTILLA_LIBRARY qscintilla2_qt6)
    mark_as_advanced(QSCINTILLA_INCLUDE_DIR QSCINTILLA_LIBRARY)
    if(QSCINTILLA_INCLUDE_DIR AND QSCINTILLA_LIBRARY)
        add_library(QScintilla::QScintilla UNKNOWN IMPORTED)
        set_target_properties(QScintilla::QScintilla PROPERTIES
            IMPORTED_LOCATION "${QSCINTILLA_LIBRARY}"
            INTERFACE_INCLUDE_DIRECTORIES "${QSCINTILLA_INCLUDE_DIR}"
            INTERFACE_LINK_LIBRARIES "Qt6::Widgets;Qt6::PrintSupport")
    else()
        stateroom_missing_package("QScintilla for Qt 6"
            libqscintilla2-qt6-dev qscintilla-qt6-devel qscintilla2 qscintilla)
    endif()
endif()

if(stateroom_missing)
    list(JOIN stateroom_missing "\n" stateroom_missing)
    message(FATAL_ERROR
        "These are needed and were not found:\n${stateroom_missing}\n"
        "'./dev build' installs what is missing on Debian, Fedora and macOS.")
endif()
