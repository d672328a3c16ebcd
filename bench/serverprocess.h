// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QProcess>

namespace bench {

/// A server that the benchmark starts, looks at from outside, and stops when it goes.
class ServerProcess {
public:
    /// `folder` holds the server's log and the counter of its syncs.
    ServerProcess(QString program, QString folder);
    ~ServerProcess();
    Q_DISABLE_COPY_MOVE(ServerProcess)

    /// Starts it and waits for the line that says where it listens. False when that does not come;
    /// error() says why.
    bool start(const QStringList& arguments);
    void stop();

    quint16 port() const { return m_port; }
    /// From the start of the process to its line.
    double readyMilliseconds() const { return m_readyMilliseconds; }
    QString error() const { return m_error; }

    /// Processor time used so far, in seconds.
    double cpuSeconds() const;
    /// Resident memory, in MiB.
    double residentMiB() const;
    /// fsync and fdatasync calls since the start.
    qint64 syncs() const;

private:
    bool mapCounter();
    QByteArray readProcFile(const char* name) const;

    QString m_program;
    QString m_folder;
    QFile m_counterFile;
    const uchar* m_counter = nullptr;
    QProcess m_process;
    quint16 m_port = 0;
    double m_readyMilliseconds = 0;
    QString m_error;
};

/// Processor time in seconds that all processes of this machine have used since it started.
double machineCpuSeconds();
/// The same of this process alone.
double ownCpuSeconds();

} // namespace bench
