// SPDX-License-Identifier: GPL-3.0-or-later
// stateroomctl: a client of the control API for shells and scripts.
#include "core/base/termination.h"
#include "core/cli/exitcode.h"
#include "core/cli/program.h"
#include "core/cli/standardstreams.h"

#include <QCoreApplication>
#include <QStringDecoder>

#include <cstdio>

using namespace stateroom;
using namespace Qt::StringLiterals;

namespace {

/// Qt's warnings (of a locale that is not UTF-8, of a certificate store) are not for those who use
/// the program.
void ignoreMessage(QtMsgType, const QMessageLogContext&, const QString&) {}

/// The command line byte for byte: Qt would bend what is not UTF-8. Nothing when some of it is not.
std::optional<QStringList> wordsOf([[maybe_unused]] int argc, [[maybe_unused]] char* argv[])
{
#ifdef Q_OS_WIN
    return QCoreApplication::arguments().sliced(1);
#else
    QStringList words;
    for (int i = 1; i < argc; ++i) {
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        words += QString(decoder(argv[i]));
        if (decoder.hasError())
            return std::nullopt;
    }
    return words;
#endif
}

} // namespace

int main(int argc, char* argv[])
{
    // Qt's own dispatcher starts faster than GLib's.
    qputenv("QT_NO_GLIB", "1");
    qInstallMessageHandler(ignoreMessage);
    // Qt takes some options for itself (-qmljsdebugger=); it is given none.
    int one = 1;
    QCoreApplication application(one, argv);
    const auto words = wordsOf(argc, argv);
    if (!words) {
        std::fputs("stateroomctl: An argument is not UTF-8.\n", stderr);
        return cli::exitCodeOf(ClientErrorCode::WrongUsage);
    }
    Interruption interruption;
    const Termination termination([&interruption] { interruption.request(); });
    const cli::Streams streams = cli::standardStreams(interruption);
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const SystemClock clock;
    const int code = cli::runProgram(*words, {streams, environment, clock, interruption});
    if (code == cli::exitCodeOf(ClientErrorCode::OutputClosed))
        cli::dieOfSignal(cli::pipeSignal(), code);
    if (code == cli::exitCodeOf(ClientErrorCode::Interrupted))
        cli::dieOfSignal(termination.signal(), code);
    return code;
}
