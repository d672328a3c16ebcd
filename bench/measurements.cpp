// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/measurements.h"

#include "bench/campaignload.h"
#include "bench/recordload.h"
#include "bench/watchers.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QThread>

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

QString program(const QString& name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

void say(const QString& text)
{
    std::fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace

Measurements::Measurements(BenchOptions options)
    : m_options(std::move(options))
    , m_bare(program(u"stateroom-bareserver"_s), m_options.folder + u"/bare.run"_s)
    , m_reads(program(u"stateroomd"_s), m_options.folder + u"/reads.run"_s)
    , m_keyed(program(u"stateroomd"_s), m_options.folder + u"/keyed.run"_s)
    , m_writes(program(u"stateroomd"_s), m_options.folder + u"/writes.run"_s)
    , m_many(program(u"stateroomd"_s), m_options.folder + u"/many.run"_s)
    , m_agents(program(u"stateroomd"_s), m_options.folder + u"/agents.run"_s)
    , m_empty(program(u"stateroomd"_s), m_options.folder + u"/empty.run"_s)
    , m_readVersions(size_t(m_options.keys))
    , m_keyedVersions(size_t(m_options.keys))
    , m_writeVersions(size_t(m_options.keys))
    , m_manyVersions(size_t(m_options.manyKeys))
{
}

Report Measurements::run()
{
    bool going = prepare();
    const double othersBefore = cpuSecondsOfOthers();
    QElapsedTimer timer;
    timer.start();
    for (int round = 0; going && round < m_options.rounds; ++round)
        going = measureRound(round);
    if (going) {
        reportOthers(cpuSecondsOfOthers() - othersBefore, double(timer.elapsed()) / 1000);
        reportRatios();
        m_report.addAtMost(
            u"resident memory after GETs among %L1 keys"_s.arg(m_options.manyKeys),
            m_many.residentMiB(), 80, u" MiB"_s, 1);
        // In this order: the last one stops the servers.
        (void)(measureRecords() && measureWatchers() && measureTransfer() && measureStarts());
        reportFigures();
    }
    return std::move(m_report);
}

bool Measurements::failed(const QString& what)
{
    m_report.addFailure(what);
    return false;
}

QStringList Measurements::arguments(const QString& name) const
{
    QStringList arguments{u"--data"_s, m_options.folder + u'/' + name, u"--port"_s, u"0"_s};
    if (m_options.httpThreads > 0)
        arguments << u"--http-threads"_s << QString::number(m_options.httpThreads);
    return arguments;
}

bool Measurements::prepare()
{
    if (!m_bare.start({}))
        return failed(m_bare.error());
    if (!startServer(m_reads, u"reads"_s, m_options.keys, m_readVersions) ||
        !startServer(m_keyed, u"keyed"_s, m_options.keys, m_keyedVersions) ||
        !startServer(m_writes, u"writes"_s, m_options.keys, m_writeVersions) ||
        !startServer(m_many, u"many"_s, m_options.manyKeys, m_manyVersions))
        return false;
    for (const quint16 port : {m_reads.port(), m_writes.port()}) {
        CampaignFill load;
        const LoadResult result = runLoad(load, {.port = port, .connections = 1, .warmUp = 0});
        if (result.errors > 0)
            return failed(u"declaring variables: "_s + result.firstError);
    }
    auto sqlite = SqliteLoad::open(m_options.folder + u"/sqlite"_s, m_options.keys);
    if (!sqlite)
        return failed(sqlite.error().toString());
    m_sqlite = std::move(*sqlite);
    m_keyed.stop(); // it was filled without keys
    if (!m_keyed.start(arguments(u"keyed"_s) + QStringList(u"--require-keys"_s)))
        return failed(m_keyed.error());
    if (!makeAgents())
        return false;
    // As a server finds its data after a start, not as it was left by writing a million keys.
    m_many.stop();
    return m_many.start(arguments(u"many"_s)) || failed(m_many.error());
}

bool Measurements::makeAgents()
{
    const QStringList arguments = this->arguments(u"agents"_s);
    if (!m_agents.start(arguments))
        return failed(m_agents.error());
    say(u"making %L1 agents ..."_s.arg(m_options.manyKeys));
    QElapsedTimer timer;
    timer.start();
    AgentCreateLoad load(m_options.connections, &m_agentIds, m_options.manyKeys);
    const LoadResult result = runLoad(
        load, {.port = m_agents.port(),
               .connections = m_options.connections,
               .pipeline = 16,
               .warmUp = 0});
    if (result.errors > 0)
        return failed(u"making agents: "_s + result.firstError);
    m_report.addFigure(
        u"making %L1 agents, pipelined"_s.arg(m_options.manyKeys),
        u"%L1/s"_s.arg(
            double(m_options.manyKeys) * 1000 / double(qMax<qint64>(timer.elapsed(), 1)), 0, 'f',
            0));
    m_agents.stop();
    return m_agents.start(arguments) || failed(m_agents.error());
}

bool Measurements::startServer(
    ServerProcess& server, const QString& name, int keys, Versions& versions)
{
    if (!server.start(arguments(name)))
        return failed(server.error());
    say(u"writing %L1 keys ..."_s.arg(keys));
    QElapsedTimer timer;
    timer.start();
    FillLoad load(versions, m_options.connections);
    const LoadResult result = runLoad(
        load,
        {.port = server.port(), .connections = m_options.connections, .pipeline = 16, .warmUp = 0});
    if (result.errors > 0)
        return failed(u"writing keys: "_s + result.firstError);
    m_fillPerSecond = double(keys) * 1000 / double(qMax<qint64>(timer.elapsed(), 1));
    m_report.addFigure(
        u"writing %L1 new keys, pipelined"_s.arg(keys), u"%L1/s"_s.arg(m_fillPerSecond, 0, 'f', 0));
    return true;
}

bool Measurements::measureRound(int round)
{
    say(u"round %1 of %2 ..."_s.arg(round + 1).arg(m_options.rounds));
    const int many = m_options.connections;
    const std::array<std::function<bool()>, 15> sides{
        [&] { return measure(u"bare"_s, GetLoad(m_options.keys, many), m_bare, many); },
        [&] { return measure(u"get"_s, GetLoad(m_options.keys, many), m_reads, many); },
        [&] {
            return measure(
                u"get with a key"_s, GetLoad(m_options.keys, many, workflowKey), m_keyed, many);
        },
        [&] { return measure(u"runtime state"_s, StateLoad(many), m_reads, many); },
        [&] {
            return measure(
                u"bare, client asleep"_s, GetLoad(m_options.keys, many), m_bare, many, true);
        },
        [&] {
            return measure(
                u"get, client asleep"_s, GetLoad(m_options.keys, many), m_reads, many, true);
        },
        [&] { return measure(u"get many"_s, GetLoad(m_options.manyKeys, many), m_many, many); },
        [&] { return measure(u"agent"_s, AgentGetLoad(m_agentIds, many), m_agents, many); },
        [&] { return measure(u"create agent"_s, AgentCreateLoad(many), m_agents, many); },
        [&] { return measure(u"set"_s, SetLoad(m_writeVersions, many), m_writes, many); },
        [&] {
            return measure(
                u"compare-and-set"_s, CompareAndSetLoad(m_writeVersions, many), m_writes, many);
        },
        [&] {
            return measure(
                u"state:mutate, one variable"_s, MutateLoad(many, MutateLoad::Spread::OneVariable),
                m_writes, many);
        },
        [&] {
            return measure(
                u"state:mutate, three variables"_s,
                MutateLoad(many, MutateLoad::Spread::ThreeVariables), m_writes, many);
        },
        [&] { return measure(u"set alone"_s, SetLoad(m_writeVersions, 1), m_writes, 1); },
        [&] { return measureSqlite(); },
    };
    // Every other round backwards, for each leaves something to its successor: a checkpoint, a
    // warm cache.
    const auto go = [](const auto& side) { return side(); };
    return round % 2 == 0 ? std::all_of(sides.begin(), sides.end(), go)
                          : std::all_of(sides.rbegin(), sides.rend(), go);
}

bool Measurements::measure(
    const QString& name, Workload&& workload, ServerProcess& server, int connections, bool sleeps)
{
    // What the one before has left to do (a checkpoint) is not this one's.
    QThread::msleep(150);
    const double cpuBefore = server.cpuSeconds();
    const qint64 syncsBefore = server.syncs();
    const LoadResult result = runLoad(
        workload, {.port = server.port(),
                   .connections = connections,
                   .seconds = m_options.seconds,
                   .sleeps = sleeps});
    if (result.errors > 0)
        return failed(
            u"%1: %2 errors, the first: %3"_s.arg(name).arg(result.errors).arg(result.firstError));
    Series& series = m_series[name];
    series.perSecond << result.perSecond();
    series.latency.add(result.latency);
    series.requests += result.allRequests;
    series.cpuSeconds += server.cpuSeconds() - cpuBefore;
    series.syncs += server.syncs() - syncsBefore;
    return true;
}

bool Measurements::measureSqlite()
{
    QThread::msleep(150);
    const auto perSecond = m_sqlite->run(m_options.seconds);
    if (!perSecond)
        return failed(perSecond.error().toString());
    m_series[u"sqlite"_s].perSecond << *perSecond;
    return true;
}

std::optional<double> Measurements::transfer(const QStringList& arguments)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program(u"stateroomctl"_s), QStringList{u"--quiet"_s} + arguments);
    const bool isDone = process.waitForFinished(-1) &&
                        process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isDone) {
        failed(u"stateroomctl "_s + arguments.join(u' '));
        return std::nullopt;
    }
    return double(m_options.manyKeys) * 1000 / double(qMax<qint64>(timer.elapsed(), 1));
}

/// By the program that people use for it, its start and the file included.
bool Measurements::measureTransfer()
{
    say(u"export and import of %L1 keys ..."_s.arg(m_options.manyKeys));
    const QString file = m_options.folder + u"/many.ndjson"_s;
    const QString target = u"import"_s;
    ServerProcess server(program(u"stateroomd"_s), m_options.folder + u"/import.run"_s);
    if (!server.start(arguments(target)))
        return failed(server.error());
    const auto exported =
        transfer({u"export"_s, u"--data"_s, m_options.folder + u"/many"_s, u"--output"_s, file});
    const auto imported =
        exported ? transfer({u"import"_s, file, u"--data"_s, m_options.folder + u'/' + target})
                 : std::nullopt;
    QFile::remove(file);
    if (!imported)
        return false;
    const QString keys = u", %L1 keys"_s.arg(m_options.manyKeys);
    m_report.addAtLeast(u"export"_s + keys, *exported, 50'000, u"/s"_s, 0);
    m_report.addAtLeast(u"import"_s + keys, *imported, 50'000, u"/s"_s, 0);
    const auto percent = [](double part, double whole) {
        return u"%1 %"_s.arg(100 * part / whole, 0, 'f', 1);
    };
    m_report.addFigure(
        u"export against GET, in keys a second"_s,
        percent(*exported, median(m_series.at(u"get"_s).perSecond)));
    m_report.addFigure(
        u"import against writing new keys, pipelined"_s, percent(*imported, m_fillPerSecond));
    return true;
}

bool Measurements::measureRecords()
{
    say(u"pages of %L1 records ..."_s.arg(m_options.manyKeys));
    return reportRecords(m_options.folder + u"/records"_s, m_options.manyKeys, m_report);
}

bool Measurements::measureWatchers()
{
    say(u"100 watchers ..."_s);
    const WatchResult result =
        runWatchers({.port = m_writes.port(), .seconds = m_options.watchSeconds});
    if (!result.error.isEmpty())
        return failed(u"watchers: "_s + result.error);
    const QString what = u"100 watchers at 200 writes/s, write sent to event received: "_s;
    m_report.addAtMost(what + u"median"_s, result.latency.milliseconds(0.5), 1.5, u" ms"_s, 2);
    m_report.addAtMost(what + u"99 %"_s, result.latency.milliseconds(0.99), 5, u" ms"_s, 2);
    return true;
}

bool Measurements::measureStarts()
{
    say(u"starting %1 times ..."_s.arg(m_options.starts));
    QList<double> many, empty;
    for (int i = -1; i < m_options.starts; ++i) {
        m_many.stop();
        m_empty.stop();
        if (!m_many.start(arguments(u"many"_s)))
            return failed(m_many.error());
        const double manyReady = m_many.readyMilliseconds();
        m_many.stop();
        if (!m_empty.start(arguments(u"empty"_s)))
            return failed(m_empty.error());
        if (i < 0)
            continue; // the empty store was made by that start
        many << manyReady;
        empty << m_empty.readyMilliseconds();
    }
    m_report.addAtMost(
        u"time to ready, %L1 keys more than none"_s.arg(m_options.manyKeys),
        median(many) - median(empty), 50, u" ms"_s, 1);
    m_report.addFigure(
        u"time to ready, %L1 keys"_s.arg(m_options.manyKeys),
        u"%1 ms"_s.arg(median(many), 0, 'f', 1));
    return true;
}

double Measurements::cpuSecondsOfOthers() const
{
    return machineCpuSeconds() - ownCpuSeconds() - m_bare.cpuSeconds() - m_reads.cpuSeconds() -
           m_keyed.cpuSeconds() - m_writes.cpuSeconds() - m_many.cpuSeconds() -
           m_agents.cpuSeconds();
}

/// Whoever compiles beside a benchmark measures his compiler.
void Measurements::reportOthers(double cpuSeconds, double seconds)
{
    const double part = 100 * cpuSeconds / (seconds * QThread::idealThreadCount());
    if (part > 5)
        say(u"other programs took %1 % of the processors: these figures mean little"_s.arg(
            part, 0, 'f', 0));
    m_report.addFigure(
        u"processor time that other programs took meanwhile"_s,
        u"%1 % of the machine"_s.arg(qMax(part, 0.0), 0, 'f', 0));
}

double Measurements::medianRatio(const QString& name, const QString& base) const
{
    const QList<double>& values = m_series.at(name).perSecond;
    const QList<double>& bases = m_series.at(base).perSecond;
    QList<double> ratios;
    for (qsizetype i = 0; i < qMin(values.size(), bases.size()); ++i)
        ratios << 100 * values[i] / bases[i];
    return median(ratios);
}

void Measurements::reportRatios()
{
    const auto ratio =
        [this](const QString& what, const QString& name, const QString& base, double goal) {
            m_report.addAtLeast(what, medianRatio(name, base), goal, u" %"_s, 1);
        };
    ratio(u"GET, %L1 keys, against the bare server"_s.arg(m_options.keys), u"get"_s, u"bare"_s, 60);
    ratio(
        u"GET, %L1 keys against %L2"_s.arg(m_options.manyKeys).arg(m_options.keys), u"get many"_s,
        u"get"_s, 75);
    ratio(
        u"GET with a key that is checked, against GET without"_s, u"get with a key"_s, u"get"_s,
        95);
    ratio(u"durable set against the bare server"_s, u"set"_s, u"bare"_s, 20);
    const Series& set = m_series.at(u"set"_s);
    m_report.addAtMost(
        u"syncs per durable set"_s, double(set.syncs) / double(qMax<qint64>(set.requests, 1)),
        0.125, {}, 3);
    ratio(u"compare-and-set against set"_s, u"compare-and-set"_s, u"set"_s, 90);
    ratio(u"GET runtime/state, four variables, against GET"_s, u"runtime state"_s, u"get"_s, 60);
    ratio(
        u"state:mutate, three operations on one variable, against durable set"_s,
        u"state:mutate, one variable"_s, u"set"_s, 60);
    // Beside each of a million others; a created one has six index rows.
    ratio(
        u"GET of one of %L1 agents against GET of one of %L1 keys"_s.arg(m_options.manyKeys),
        u"agent"_s, u"get many"_s, 50);
    ratio(u"durable creation of an agent against durable set"_s, u"create agent"_s, u"set"_s, 50);
    ratio(u"durable set, one connection, against SQLite"_s, u"set alone"_s, u"sqlite"_s, 40);
}

void Measurements::reportFigures()
{
    m_report.addFigure(
        u"GET against the bare server, the load generator sleeping between answers"_s,
        u"%1 %"_s.arg(medianRatio(u"get, client asleep"_s, u"bare, client asleep"_s), 0, 'f', 1));
    // Each variable is an entry with a history of its own: three changes instead of one.
    m_report.addFigure(
        u"state:mutate, three operations on three variables, against durable set"_s,
        u"%1 %"_s.arg(medianRatio(u"state:mutate, three variables"_s, u"set"_s), 0, 'f', 1));
    for (const auto& [name, series] : m_series) {
        QString text = u"%L1/s"_s.arg(median(series.perSecond), 0, 'f', 0);
        if (series.requests > 0)
            text += u"; latency %1 ms, 99 %: %2 ms; server's processor time %3 us a request"_s
                        .arg(series.latency.milliseconds(0.5), 0, 'f', 2)
                        .arg(series.latency.milliseconds(0.99), 0, 'f', 2)
                        .arg(series.cpuSeconds * 1e6 / double(series.requests), 0, 'f', 1);
        m_report.addFigure(name, text);
    }
}

} // namespace bench
