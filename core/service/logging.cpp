// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/logging.h"

#include <QLoggingCategory>

#include <cstdio>

namespace stateroom {

namespace {

Q_LOGGING_CATEGORY(requestLog, "stateroom.request")

QByteArrayView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "error";
    case QtFatalMsg:
        return "fatal";
    }
    Q_UNREACHABLE();
}

void appendEscaped(QByteArray& line, const QByteArray& text)
{
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f)
            line += c;
        else
            line += "\\x" + QByteArray::number(byte, 16).rightJustified(2, '0');
    }
}

void writeLine(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    QByteArray line = SystemClock().now().toIso() + ' ';
    line += levelName(type);
    line += ' ';
    line += context.category ? context.category : "default";
    line += ' ';
    appendEscaped(line, message.toUtf8());
    line += '\n';
    // One write, so that lines of several threads do not mix.
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

} // namespace

void installLog()
{
    qInstallMessageHandler(writeLine);
}

void logRequest(const RequestReport& report)
{
    qCInfo(requestLog).noquote().nospace()
        << report.method << ' ' << report.target << ' ' << report.status << ' '
        << report.took.count() << "ms in=" << report.bytesIn << " out=" << report.bytesOut
        << " id=" << report.requestId;
}

} // namespace stateroom
