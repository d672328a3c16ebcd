// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace stateroom::hookengine {

/// What of a JSON text gets lost when JavaScript reads it and writes it again: how numbers are
/// written that it cannot hold or writes otherwise (`12345678901234567890`, `1e400`, `1.10`), and
/// the order of members whose names look like indices. With these notes the prelude writes what a
/// script has left alone as it was.
struct ExactNotes {
    /// What the engine is to read. It refuses numbers that are too large or too small for a double:
    /// where one stood, `placeholder` stands.
    QByteArray json;
    /// Empty when nothing gets lost, which is the common case; else JSON, see below.
    QByteArray notes;

    /// No number that anybody writes.
    static constexpr QByteArrayView placeholder = "1.2345432123454321e+301";
};

/// The notes are `{"c":[[PATH,[[NAME,NUMBER]…],NAMES or 0]…],"r":NUMBER?,"l":[NUMBER…]}`: for each
/// object or array its path, its own numbers and, where JavaScript would order them otherwise, its
/// names; the number that is the whole text; all numbers of more than 15 digits, so that one that
/// a script moves to another place can still be told. Numbers are texts.
///
/// `json` must be valid and compact.
ExactNotes exactNotes(const QByteArray& json);

} // namespace stateroom::hookengine
