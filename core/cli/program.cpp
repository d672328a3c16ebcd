// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/program.h"

#include "core/base/version.h"
#include "core/cli/commandline.h"
#include "core/cli/commandtable.h"
#include "core/cli/exitcode.h"
#include "core/cli/help.h"
#include "core/cli/liveanswers.h"
#include "core/cli/output.h"
#include "core/cli/text.h"

#include <QFile>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ordinarySilence = 60;

int fail(const Streams& streams, const ClientError& error)
{
    if (error.code != ClientErrorCode::Interrupted && error.code != ClientErrorCode::OutputClosed) {
        QString text = u"stateroomctl: "_s + error.message;
        if (!error.hint.isEmpty())
            text += u"\n  "_s + error.hint;
        streams.err((visibleText(text) + u'\n').toUtf8());
    }
    return exitCodeOf(error.code);
}

int print(const Streams& streams, const QString& text)
{
    const auto written = streams.out(text.toUtf8());
    return written ? 0 : fail(streams, written.error());
}

ServerWish wishOf(const Invocation& call)
{
    return {
        call.text(u"url"_s), call.generalText(u"data"_s), call.text(u"token"_s),
        call.text(u"token-file"_s), call.has(u"insecure"_s)};
}

OutputOptions outputOptions(const Invocation& call, const Surroundings& surroundings)
{
    OutputOptions options;
    options.json = call.has(u"json"_s);
    options.quiet = call.has(u"quiet"_s);
    const QString when = call.text(u"color"_s);
    const QProcessEnvironment& environment = surroundings.environment;
    options.colours =
        when == "always"_L1 ||
        (when != "never"_L1 && surroundings.streams.outIsTerminal &&
         environment.value(u"NO_COLOR"_s).isEmpty() && environment.value(u"TERM"_s) != "dumb"_L1);
    return options;
}

Outcome<HttpCallerOptions> callerOptions(const Invocation& call)
{
    HttpCallerOptions options;
    const auto seconds = call.number(u"timeout"_s, 0, 1'000'000);
    if (!seconds)
        return tl::unexpected(seconds.error());
    options.silence = std::chrono::seconds(seconds->value_or(ordinarySilence));
    if (call.has(u"ca"_s)) {
        QFile file(call.text(u"ca"_s));
        if (!file.open(QIODevice::ReadOnly))
            return clientFailure(
                ClientErrorCode::LocalFile,
                u"Cannot read "_s + file.fileName() + u": "_s + file.errorString() + u'.');
        options.authorities = QSslCertificate::fromDevice(&file, QSsl::Pem);
        if (options.authorities.isEmpty())
            return clientFailure(
                ClientErrorCode::WrongUsage,
                u"--ca: "_s + file.fileName() + u" holds no certificate."_s);
    }
    return options;
}

Outcome<void> runCommand(const Invocation& call, const Surroundings& surroundings)
{
    const auto findAgain = [&] { return findServer(wishOf(call), surroundings.environment); };
    auto options = callerOptions(call);
    if (!options)
        return tl::unexpected(options.error());
    auto server = findAgain();
    if (!server)
        return tl::unexpected(server.error());
    ControlClient client(*server, surroundings.interruption, *options);
    Output output(surroundings.streams, outputOptions(call, surroundings));
    CommandContext context{call,
                           client,
                           output,
                           surroundings.streams,
                           surroundings.clock,
                           surroundings.interruption,
                           findAgain};
    auto done = call.command->run(context);
    // What was printed before a failure is printed all the same.
    auto flushed = output.flush();
    return done ? flushed : done;
}

int showHelp(const QStringList& words, const Streams& streams)
{
    const QString name = words.join(u' ');
    if (name.isEmpty())
        return print(streams, generalHelp());
    if (const Command* command = findCommand(name))
        return print(streams, commandHelp(*command));
    if (isCommandGroup(name))
        return print(streams, groupHelp(name));
    return fail(
        streams, {ClientErrorCode::WrongUsage, u"There is no command \""_s + name + u"\"."_s,
                  u"stateroomctl help lists them."_s});
}

/// What stands there without options.
QStringList wordsFrom(const QStringList& words, qsizetype at)
{
    QStringList found;
    for (at = nextWord(words, at); at < words.size(); at = nextWord(words, at + 1))
        found += words[at];
    return found;
}

int completeWords(const QStringList& words, const Surroundings& surroundings)
{
    // The server that the line so far names, as far as that can be understood.
    ServerWish wish;
    for (qsizetype at = 0; at + 2 < words.size(); ++at) {
        if (words[at] == "--url"_L1)
            wish.url = words[at + 1];
        else if (words[at] == "--data"_L1)
            wish.dataDirectory = words[at + 1];
        else if (words[at] == "--token-file"_L1)
            wish.tokenFile = words[at + 1];
    }
    const auto find = [&] { return findServer(wish, surroundings.environment); };
    const auto completion = complete(words, liveNamesOf(find, surroundings.interruption));
    return print(surroundings.streams, QString::fromUtf8(completionLines(completion)));
}

} // namespace

int runProgram(const QStringList& words, const Surroundings& surroundings)
{
    const Streams& streams = surroundings.streams;
    // For the shells' completion scripts alone.
    if (words.value(0) == "__complete"_L1)
        return completeWords(words.sliced(1), surroundings);
    if (const qsizetype first = nextWord(words, 0); words.value(first) == "help"_L1)
        return showHelp(wordsFrom(words, first + 1), streams);
    if (words.isEmpty()) {
        streams.err(generalHelp().toUtf8());
        return exitCodeOf(ClientErrorCode::WrongUsage);
    }
    const bool wantsHelp = words.contains(u"--help"_s) || words.contains(u"-h"_s);
    if (words.size() == 2 && isCommandGroup(words.first()) && wantsHelp)
        return showHelp(words.first(1), streams);
    const auto call = parseCommandLine(words);
    if (!call)
        return fail(streams, call.error());
    if (call->asksForVersion())
        return print(streams, u"stateroomctl "_s + QLatin1StringView(versionText) + u'\n');
    if (call->asksForHelp())
        return print(streams, call->command ? commandHelp(*call->command) : generalHelp());
    if (!call->command)
        return fail(
            streams, {ClientErrorCode::WrongUsage, u"Missing the command."_s,
                      u"stateroomctl help lists them."_s});
    const auto done = runCommand(*call, surroundings);
    return done ? 0 : fail(streams, done.error());
}

} // namespace stateroom::cli
