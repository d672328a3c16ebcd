// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/businessload.h"
#include "bench/campaignload.h"
#include "bench/commitload.h"
#include "bench/measurements.h"
#include "bench/recordload.h"
#include "bench/watchers.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

int runWatch(quint16 port, double seconds)
{
    const WatchResult result = runWatchers({.port = port, .seconds = seconds});
    std::printf(
        "%lld events, median %.3f ms, 99 %% %.3f ms %s\n", static_cast<long long>(result.events),
        result.latency.milliseconds(0.5), result.latency.milliseconds(0.99),
        qPrintable(result.error));
    return result.error.isEmpty() ? 0 : 1;
}

/// Runs one workload against a server that runs already: for a profiler beside it.
int runOneLoad(const QString& kind, quint16 port, const BenchOptions& options)
{
    if (kind == u"watch"_s)
        return runWatch(port, options.seconds);
    Versions versions(size_t(options.keys), 1);
    AgentIds agents;
    std::unique_ptr<Workload> workload;
    LoadOptions load{.port = port, .connections = options.connections, .seconds = options.seconds};
    if (kind == u"get"_s) {
        workload = std::make_unique<GetLoad>(options.keys, options.connections);
    } else if (kind == u"set"_s) {
        workload = std::make_unique<SetLoad>(versions, options.connections);
    } else if (kind == u"cas"_s) { // of keys that were filled and not written since
        workload = std::make_unique<CompareAndSetLoad>(versions, options.connections);
    } else if (kind == u"fill"_s) {
        workload = std::make_unique<FillLoad>(versions, options.connections);
        load.seconds = load.warmUp = 0;
        load.pipeline = 16;
    } else if (kind == u"campaign-fill"_s) {
        workload = std::make_unique<CampaignFill>();
        load.connections = 1;
        load.seconds = load.warmUp = 0;
    } else if (kind == u"agent-create"_s) {
        workload = std::make_unique<AgentCreateLoad>(options.connections);
    } else if (kind == u"agent-get"_s) {
        AgentCreateLoad fill(options.connections, &agents, options.keys);
        const LoadResult filled = runLoad(
            fill, {.port = port, .connections = options.connections, .pipeline = 16, .warmUp = 0});
        if (filled.errors > 0) {
            std::fprintf(stderr, "%s\n", qPrintable(filled.firstError));
            return 1;
        }
        workload = std::make_unique<AgentGetLoad>(agents, options.connections);
    } else if (kind == u"state"_s) {
        workload = std::make_unique<StateLoad>(options.connections);
    } else if (kind == u"mutate"_s) {
        workload =
            std::make_unique<MutateLoad>(options.connections, MutateLoad::Spread::ThreeVariables);
    } else if (kind == u"mutate-one"_s) {
        workload =
            std::make_unique<MutateLoad>(options.connections, MutateLoad::Spread::OneVariable);
    } else {
        std::fputs(
            "--load takes fill, get, set, cas, watch, agent-create, agent-get, campaign-fill, "
            "state, mutate or mutate-one\n",
            stderr);
        return 2;
    }
    const LoadResult result = runLoad(*workload, load);
    std::printf(
        "%.0f requests/s, median %.3f ms, 99 %% %.3f ms, %lld errors %s\n", result.perSecond(),
        result.latency.milliseconds(0.5), result.latency.milliseconds(0.99),
        static_cast<long long>(result.errors), qPrintable(result.firstError));
    return result.errors > 0 ? 1 : 0;
}

QString conditions(const BenchOptions& options)
{
    return u"%1. Values of 200 bytes, %2 connections, keep-alive, the load generator on the same "
           u"machine; medians of %3 rounds of %4 s each, both sides of each ratio in turns."_s
               .arg(machine())
               .arg(options.connections)
               .arg(options.rounds)
               .arg(options.seconds);
}

/// Puts the tables between the marks of the document.
bool writeDocument(const QString& path, const QString& tables)
{
    static const QString beginMark = u"<!-- measured: begin -->\n"_s;
    static const QString endMark = u"<!-- measured: end -->\n"_s;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    QString text = QString::fromUtf8(file.readAll());
    file.close();
    const qsizetype begin = text.indexOf(beginMark);
    const qsizetype end = text.indexOf(endMark);
    if (begin < 0 || end < begin)
        return false;
    text.replace(begin + beginMark.size(), end - begin - beginMark.size(), tables);
    return file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Measures Stateroom against a bare QtHttpServer and against SQLite."_s);
    parser.addHelpOption();
    const QCommandLineOption quick(u"quick"_s, u"A short run, for orientation only."_s);
    const QCommandLineOption write(
        u"write"_s, u"Write the tables into FILE (docs/performance.md)."_s, u"FILE"_s);
    const QCommandLineOption data(
        u"data"_s, u"Put the stores below DIR, whose disk is then measured."_s, u"DIR"_s,
        QCoreApplication::applicationDirPath());
    const QCommandLineOption threads(
        u"http-threads"_s, u"Give the servers this many HTTP threads."_s, u"N"_s, u"0"_s);
    const QCommandLineOption load(
        u"load"_s,
        u"Only run one load (fill, get, set, cas, watch, agent-create, agent-get, campaign-fill, "
        u"state, mutate, mutate-one) against --port, or records or commits, which need no server."_s,
        u"KIND"_s);
    const QCommandLineOption port(u"port"_s, u"The server's port, for --load."_s, u"N"_s);
    const QCommandLineOption keys(u"keys"_s, u"Number of keys, for --load."_s, u"N"_s, u"10000"_s);
    const QCommandLineOption connections(
        u"connections"_s, u"Number of connections."_s, u"N"_s, u"32"_s);
    const QCommandLineOption seconds(
        u"seconds"_s, u"Seconds of each measurement."_s, u"N"_s, u"2"_s);
    parser.addOptions({quick, write, data, threads, load, port, keys, connections, seconds});
    parser.process(application);

    // The servers that are started have them from here.
    QByteArrayList given{
        "campaign=" + campaignKey.toByteArray(), "workflow=" + workflowKey.toByteArray()};
    for (const QByteArray& key : businessKeys())
        given << "business=" + key;
    qputenv("STATEROOM_KEYS", given.join(','));
    qputenv("STATEROOM_JWT_SECRET", tokenSecret.toByteArray());
    BenchOptions options;
    options.keys = parser.value(keys).toInt();
    options.connections = parser.value(connections).toInt();
    options.seconds = parser.value(seconds).toDouble();
    options.httpThreads = parser.value(threads).toInt();
    if (parser.isSet(quick)) {
        options.manyKeys = 100'000;
        options.rounds = 3;
        options.seconds = 0.7;
        options.watchSeconds = 3;
        options.starts = 3;
    }
    using ReportStore = bool (*)(const QString&, int, Report&);
    ReportStore ofStore = nullptr;
    if (parser.value(load) == u"records"_s)
        ofStore = &reportRecords;
    else if (parser.value(load) == u"commits"_s)
        ofStore = &reportCommits;
    if (parser.isSet(load) && !ofStore)
        return runOneLoad(parser.value(load), parser.value(port).toUShort(), options);

    const QTemporaryDir folder(parser.value(data) + u"/bench-data-XXXXXX"_s);
    if (!folder.isValid()) {
        std::fprintf(stderr, "cannot write below %s\n", qPrintable(parser.value(data)));
        return 2;
    }
    options.folder = folder.path();
    if (ofStore) {
        Report report;
        (void)ofStore(options.folder, options.keys, report);
        std::fputs(qPrintable(report.toMarkdown(conditions(options))), stdout);
        return report.passed() ? 0 : 1;
    }
    const Report report = Measurements(options).run();
    const QString tables = report.toMarkdown(conditions(options));
    std::fputs(qPrintable(tables), stdout);
    // The document keeps what it has rather than half a run.
    if (parser.isSet(write) && report.isWhole() && !writeDocument(parser.value(write), tables)) {
        std::fprintf(stderr, "cannot write %s\n", qPrintable(parser.value(write)));
        return 2;
    }
    return report.passed() ? 0 : 1;
}
