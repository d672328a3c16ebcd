// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/report.h"
#include "core/base/result.h"

#include <memory>

namespace bench {

/// Pages of records at the store itself, without HTTP: agents of the business API's catalogue, each
/// with its index rows. In processor time of the thread, so that who computes beside does not
/// count.
class RecordLoad {
public:
    /// Makes a store with `records` agents in `folder`.
    static stateroom::Result<std::unique_ptr<RecordLoad>> open(const QString& folder, int records);
    ~RecordLoad();

    /// Medians, in microseconds.
    struct Pages {
        double first = 0;   ///< the first page of 20 of a status, newest first
        double second = 0;  ///< which, like all further ones, begins with reading a cursor
        double deep = 0;    ///< the one with the number `depth`
        double through = 0; ///< all on the way there, each once
        int depth = 0;
        double sorted =
            0; ///< a page of 20 by a field without an index, of 900 that a field selects
    };
    stateroom::Result<Pages> pages();

    /// What the writer's thread takes for one new agent, and for one plain value of the same size;
    /// without fsync, 256 a commit. In microseconds.
    struct Writes {
        double record = 0;
        double plain = 0;
    };
    stateroom::Result<Writes> writes();

private:
    class Private;
    explicit RecordLoad(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

/// Both, of so many records, with goals. False, and said in the report, when it could not be
/// measured.
bool reportRecords(const QString& folder, int records, Report& report);

} // namespace bench
