// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace stateroom::fuzz {

/// A target's inputs, and the words that mean something in them.
struct Corpus {
    QList<QByteArray> inputs;
    QList<QByteArray> words;

    /// From `folder`/corpus/`name`/ and `folder`/dictionaries/`name`.dict (libFuzzer's format).
    static Corpus load(const QString& folder, const QByteArray& name);

    /// One of the inputs, changed in a few places. Depends on nothing but the two numbers.
    QByteArray mutation(quint32 seed, quint32 number) const;
};

} // namespace stateroom::fuzz
