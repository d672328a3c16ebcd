// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <span>

namespace stateroom::fuzz {

/// What is wrong with how our code took an input; nothing when all is well.
using Finding = std::optional<QByteArray>;

/// Something that takes bytes from outside, as a function of any bytes. It is run by libFuzzer
/// (fuzzmain.cpp) and, on the corpus and on mutations of it, by tst_fuzz.
struct FuzzTarget {
    const char* name; ///< of its folder in corpus/, of its dictionary, and for ./dev fuzz
    Finding (*run)(QByteArrayView input);
    int mutations; ///< that tst_fuzz tries, if time allows
};

/// A JSON text: judged alike by simdjson, compact once compacted, found again by views.
Finding runJson(QByteArrayView input);
/// The bytes of one connection behind a first byte that says how they come in pieces: the same
/// requests and the same refusal, however they come.
Finding runFraming(QByteArrayView input);
/// A request target: what it decodes to can be encoded, and decodes to the same again.
Finding runPath(QByteArrayView input);
/// The query of a list: refused by the name of a part, or understood within the limits; and then
/// it means the same in another spelling.
Finding runFilter(QByteArrayView input);
/// Damage to a store's file, written as a list of edits (storetarget.cpp): refused with an error
/// that says where, or opened; then every call ends, with an error or without.
Finding runStore(QByteArrayView input);

std::span<const FuzzTarget> targets();
/// The target of that name; null when there is none.
const FuzzTarget* targetNamed(QByteArrayView name);

} // namespace stateroom::fuzz
