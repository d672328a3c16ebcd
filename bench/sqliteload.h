// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>

namespace bench {

/// What SQLite itself does: the statements of one durable set, one after the other, in the store's
/// own file format, without queue, threads and HTTP.
class SqliteLoad {
public:
    /// Makes a file with `keys` keys in `folder`.
    static stateroom::Result<std::unique_ptr<SqliteLoad>> open(const QString& folder, int keys);
    ~SqliteLoad();

    /// Sets random keys, each in a transaction of its own; how many per second.
    stateroom::Result<double> run(double seconds);

private:
    class Private;
    explicit SqliteLoad(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace bench
