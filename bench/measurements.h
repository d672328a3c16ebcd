// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bench/businessload.h"
#include "bench/loadgenerator.h"
#include "bench/report.h"
#include "bench/serverprocess.h"
#include "bench/sqliteload.h"

#include <map>
#include <optional>

namespace bench {

struct BenchOptions {
    QString folder; ///< for the stores; the disk below it is what durable writes wait for
    int keys = 10'000;
    int manyKeys = 1'000'000;
    int connections = 32;
    int rounds = 7;
    double seconds = 2; ///< of each measurement in each round
    double watchSeconds = 10;
    int starts = 7;      ///< of the server, for the time to ready
    int httpThreads = 0; ///< 0: the server's default
};

/// The whole benchmark. What is compared is measured in turns, so that a machine that is busy for a
/// while is busy for both sides; each ratio is the median of its rounds' ratios.
class Measurements {
public:
    explicit Measurements(BenchOptions options);

    /// Everything, in order; stops at what cannot be measured.
    Report run();

private:
    /// One side of the comparisons, over all rounds.
    struct Series {
        QList<double> perSecond;
        Histogram latency;
        qint64 requests = 0;
        qint64 syncs = 0;
        double cpuSeconds = 0;
    };

    bool prepare();
    bool startServer(ServerProcess& server, const QString& name, int keys, Versions& versions);
    bool makeAgents();
    bool measureRound(int round);
    bool measure(
        const QString& name, Workload&& workload, ServerProcess& server, int connections,
        bool sleeps = false);
    bool measureSqlite();
    bool measureTransfer();
    /// Runs stateroomctl; entries a second, or nothing.
    std::optional<double> transfer(const QStringList& arguments);
    bool measureRecords();
    bool measureWatchers();
    bool measureStarts();
    double cpuSecondsOfOthers() const;
    void reportOthers(double cpuSeconds, double seconds);
    void reportRatios();
    void reportFigures();

    double medianRatio(const QString& name, const QString& base) const;
    QStringList arguments(const QString& name) const;
    bool failed(const QString& what);

    BenchOptions m_options;
    Report m_report;
    ServerProcess m_bare;
    ServerProcess m_reads;  ///< few keys, never written while it is measured
    ServerProcess m_keyed;  ///< the same, where each call needs a key
    ServerProcess m_writes; ///< few keys
    ServerProcess m_many;   ///< many keys
    ServerProcess m_agents; ///< as many agents of the business API
    ServerProcess m_empty;  ///< none
    std::unique_ptr<SqliteLoad> m_sqlite;
    Versions m_readVersions, m_keyedVersions, m_writeVersions, m_manyVersions;
    double m_fillPerSecond = 0; ///< of the last server that was filled
    AgentIds m_agentIds;
    std::map<QString, Series> m_series;
};

} // namespace bench
