// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/cli/streams.h"

#include <optional>

namespace stateroom::cli {

/// One line on standard error that tells how far long work has come, if that is a terminal and the
/// work takes more than a moment. Gone when the object goes.
class Progress {
public:
    /// `streams` and `clock` must outlive the object.
    Progress(const Streams& streams, const Clock& clock, QString what, bool isWanted);
    ~Progress();
    Q_DISABLE_COPY_MOVE(Progress)

    /// `detail` stands behind the bar; `total` is 0 where nobody knows it.
    void update(qint64 done, qint64 total, const QString& detail);
    /// Takes the line away, so that something else can be said.
    void clear();

private:
    const Streams& m_streams;
    const Clock& m_clock;
    const QString m_what;
    const bool m_isWanted;
    const Milliseconds m_start;
    std::optional<Milliseconds> m_shownAt;
};

} // namespace stateroom::cli
