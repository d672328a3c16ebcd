// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/feedfixture.h"

#include <QEventLoop>

namespace stateroom::test {

using Seqs = std::vector<qint64>;

inline Seqs range(qint64 from, qint64 to)
{
    Seqs numbers;
    for (; from <= to; ++from)
        numbers.push_back(from);
    return numbers;
}

/// What a subscriber was told.
struct FeedRecord {
    Seqs seqs;
    std::vector<ChangePtr> changes;
    Seqs resets;
    std::vector<ErrorCode> ends;
    int calls = 0;

    FeedHandlers handlers()
    {
        return {
            [this](const std::vector<ChangePtr>& more) {
                ++calls;
                for (const ChangePtr& change : more)
                    seqs.push_back(change->seq.value());
                changes.insert(changes.end(), more.begin(), more.end());
            },
            [this](Seq from) { resets.push_back(from.value()); },
            [this](const Error& why) { ends.push_back(why.code); }};
    }
};

/// Lets everything that is under way to this thread arrive.
inline void settle(Store& store)
{
    QEventLoop loop;
    // Behind reads that are queued already, on both threads of the pool.
    for (int round = 0; round < 4; ++round) {
        store.read(
            [](Reader&) -> Result<void> { return {}; }, &loop, [&](Result<void>) { loop.quit(); });
        loop.exec();
    }
}

} // namespace stateroom::test
