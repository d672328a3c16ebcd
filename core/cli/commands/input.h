// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/streams.h"

#include <QFile>

#include <memory>

namespace stateroom::cli {

/// A file that a command reads, or standard input (`-`).
class Input {
public:
    /// `streams` must outlive the object.
    static Outcome<std::unique_ptr<Input>> open(const QString& path, const Streams& streams);

    /// What to call it in a message.
    QString name() const;
    /// Its size; -1: nobody knows.
    qint64 size() const;
    /// So many bytes, fewer only at its end.
    Outcome<QByteArray> read(qsizetype size);
    Outcome<QByteArray> readAll();

private:
    Input(const QString& path, const Streams& streams);

    const Streams& m_streams;
    QFile m_file; ///< without a name: standard input
};

} // namespace stateroom::cli
