// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/serverprocess.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcessEnvironment>

#include <atomic>
#include <ctime>
#include <unistd.h>

namespace bench {

using namespace Qt::StringLiterals;

ServerProcess::ServerProcess(QString program, QString folder)
    : m_program(std::move(program))
    , m_folder(std::move(folder))
    , m_counterFile(m_folder + u"/syncs"_s)
{
}

ServerProcess::~ServerProcess()
{
    stop();
}

bool ServerProcess::mapCounter()
{
    QDir().mkpath(m_folder);
    if (!m_counterFile.isOpen() &&
        (!m_counterFile.open(QIODevice::ReadWrite) || !m_counterFile.resize(8)))
        return false;
    if (!m_counter)
        m_counter = m_counterFile.map(0, 8);
    return m_counter;
}

bool ServerProcess::start(const QStringList& arguments)
{
    if (!mapCounter()) {
        m_error = u"cannot write in "_s + m_folder;
        return false;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"STATEROOM_BENCH_SYNCS"_s, QFileInfo(m_counterFile).absoluteFilePath());
    environment.insert(
        u"LD_PRELOAD"_s, QCoreApplication::applicationDirPath() + u"/stateroom-synccounter.so"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(m_folder + u"/log"_s, QIODevice::Append);
    QElapsedTimer timer;
    timer.start();
    m_process.start(m_program, arguments, QIODevice::ReadOnly);
    const QByteArray announcement = "listening on http://127.0.0.1:";
    while (m_process.state() != QProcess::NotRunning && timer.elapsed() < 60'000) {
        if (!m_process.canReadLine() && !m_process.waitForReadyRead(1000))
            continue;
        while (m_process.canReadLine()) {
            const QByteArray line = m_process.readLine().trimmed();
            if (!line.startsWith(announcement))
                continue;
            m_readyMilliseconds = double(timer.nsecsElapsed()) / 1e6;
            m_port = line.sliced(announcement.size()).toUShort();
            return true;
        }
    }
    m_error = m_program + u" did not start to listen; see "_s + m_folder + u"/log"_s;
    return false;
}

void ServerProcess::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(20'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

QByteArray ServerProcess::readProcFile(const char* name) const
{
    QFile file(u"/proc/%1/%2"_s.arg(m_process.processId()).arg(QLatin1StringView(name)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

double ServerProcess::cpuSeconds() const
{
    // Behind the program's name, which may hold anything but ends at the last bracket: field 3 and
    // so on; user and system time are 14 and 15.
    const QByteArray stat = readProcFile("stat");
    const QByteArrayList fields = stat.sliced(stat.lastIndexOf(')') + 1).simplified().split(' ');
    if (fields.size() < 13)
        return 0;
    return (fields[11].toDouble() + fields[12].toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

double ServerProcess::residentMiB() const
{
    for (const QByteArray& line : readProcFile("status").split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.sliced(6).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

qint64 ServerProcess::syncs() const
{
    const auto* counter = reinterpret_cast<const std::atomic<quint64>*>(m_counter);
    return counter ? qint64(counter->load(std::memory_order_relaxed)) : 0;
}

double machineCpuSeconds()
{
    QFile file(u"/proc/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    // cpu user nice system idle iowait irq softirq ...
    const QByteArrayList fields = file.readLine().simplified().split(' ');
    double ticks = 0;
    for (const qsizetype field : {1, 2, 3, 6, 7})
        ticks += fields.value(field).toDouble();
    return ticks / double(::sysconf(_SC_CLK_TCK));
}

double ownCpuSeconds()
{
    timespec used{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return double(used.tv_sec) + double(used.tv_nsec) / 1e9;
}

} // namespace bench
