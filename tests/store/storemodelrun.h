// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/store/fieldindexfixture.h"
#include "tests/store/storemodel.h"

#include <random>

namespace stateroom::test {

/// Drives a store and the model of it through the same random steps, and compares what they hold.
/// The first difference stands in `failure`; nothing is worth doing after it.
class ModelRun {
public:
    ModelRun(quint64 seed, HistoryPolicy history);

    void open();
    /// One random step, and some random comparisons.
    void step();
    /// Compares everything that can be asked.
    void compareAll();

    QString failure;
    StoreModel model;
    qint64 refusedTransactions = 0;
    int mostRuns = 0; ///< of one transaction's function

    Seq floor() const { return m_floor; }

private:
    enum class Expect { Anything, TheVersion, AnotherVersion, Absence };
    struct Op {
        EntryName name;
        bool isSet = true;
        Expect expect = Expect::Anything;
        JsonText value;
        std::optional<Milliseconds> ttl;
        ChangeOp as = ChangeOp::Set;
    };
    using Writes = std::vector<std::pair<EntryName, std::optional<Entry>>>;
    /// One run of a transaction's function: what it wrote, and what it found wrong.
    struct Run {
        Timestamp at;
        Revision revision;
        std::vector<Change> written;
        Writes own;
        bool refused = false;
        QString problem;
    };
    struct Plan {
        std::vector<Op> ops;
        bool failsAtEnd = false;
        int troubleAt = 0; ///< in which run it says that the disk is full
        int runs = 0;
        bool isFirst = false; ///< of those that share a commit
        Attribution by;
        Run run; ///< the last one
    };

    // Steps.
    void transactions();
    void moveClock();
    void setClockBack();
    void maintain();
    void reopen();
    Op randomOp();
    Plan randomPlan();
    Result<void> run(Transaction& transaction, Plan& plan);
    Result<void> runOp(Transaction& transaction, const Op& op, Run& run) const;
    std::optional<Entry> liveIn(const Run& run, const EntryName& name) const;
    void seeTime();
    void absorb(const std::vector<Change>& written);
    void absorbHeld(const std::vector<Change>& written);
    void judge(const Change& change, const std::vector<Change>& written, size_t& matched);
    bool versionFollows(const Change& change) const;

    // Comparisons, each under one held snapshot.
    void compareSome();
    void comparePosition();
    void compareEntry(const EntryName& name);
    void comparePage(const Namespace& space, const PageRequest& request);
    void compareHistory(const EntryName& name);
    void compareOldVersions(const EntryName& name);
    void compareLog(Seq after, const ChangeFilter& filter, int limit);
    void compareAsOf(const Namespace& space, const PageRequest& request, Revision revision);
    void compareRevisionAt(Timestamp moment);
    void compareSpaces();
    void compareFloor();
    void compareIndexes();

    qint64 random(qint64 below) { return qint64(m_random() % quint64(below)); }
    bool chance(int percent) { return random(100) < percent; }
    template <class T> const T& pick(const std::vector<T>& all)
    {
        return all[size_t(random(qint64(all.size())))];
    }
    EntryName randomName();
    PageRequest randomRequest();
    Revision randomRevision();
    JsonText randomValue();
    void same(const QString& what, const QByteArray& found, const QByteArray& expected);
    void require(bool holds, const QString& what);
    QString context() const;

    std::mt19937_64 m_random;
    HistoryPolicy m_history;
    TestIndexer m_indexer;
    StoreFixture m_fixture;
    Writes m_ownOfBatch; ///< of those that were kept
    Timestamp m_now;
    Seq m_floor;
    std::map<Namespace, Version> m_bases;
    qint64 m_steps = 0;
    QString m_lastStep;
    qint64 m_values = 0;
};

} // namespace stateroom::test
