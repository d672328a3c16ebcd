// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/programrun.h"

namespace stateroom::test {

using namespace Qt::StringLiterals;

ProgramRun::ProgramRun(const QString& url)
{
    environment.insert(u"STATEROOM_URL"_s, url);
    environment.insert(u"STATEROOM_TOKEN"_s, u"ctl_secret"_s);
}

int ProgramRun::run(const QString& words)
{
    out.clear();
    err.clear();
    cli::Streams streams;
    streams.out = [this](QByteArrayView bytes) -> Outcome<void> {
        if (outputRoom >= 0 && out.size() + bytes.size() > outputRoom)
            return clientFailure(ClientErrorCode::OutputClosed, u"closed"_s);
        out += bytes;
        return {};
    };
    streams.err = [this](QByteArrayView bytes) { err += bytes; };
    streams.in = [this](qsizetype most) -> Outcome<QByteArray> {
        // Like a pipe: less than asked for.
        const QByteArray piece = input.first(std::min({input.size(), most, qsizetype(100'000)}));
        input.remove(0, piece.size());
        return piece;
    };
    streams.outIsTerminal = columns > 0;
    streams.errIsTerminal = errIsTerminal;
    streams.columns = columns > 0 ? columns : 80;
    return cli::runProgram(words.split(u'|'), {streams, environment, clock, interruption});
}

} // namespace stateroom::test
