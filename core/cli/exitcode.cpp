// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/exitcode.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

int exitCodeOf(ClientErrorCode code)
{
    switch (code) {
    case ClientErrorCode::NothingThere:
        return 1;
    case ClientErrorCode::WrongUsage:
        return 2;
    case ClientErrorCode::Unreachable:
        return 3;
    case ClientErrorCode::Refused:
        return 4;
    case ClientErrorCode::Conflict:
        return 5;
    case ClientErrorCode::ServerFailed:
        return 6;
    case ClientErrorCode::LocalFile:
        return 7;
    case ClientErrorCode::ScriptFailed:
        return 8;
    case ClientErrorCode::Interrupted:
        return 130;
    case ClientErrorCode::OutputClosed:
        return 141;
    }
    Q_UNREACHABLE();
}

const std::vector<ExitCode>& exitCodes()
{
    static const std::vector<ExitCode> all = {
        {0, u"done"_s},
        {1, u"not found: no such key, version or namespace, nothing to delete, or the log no "
            u"longer reaches back that far"_s},
        {2, u"wrong usage: an option, an argument, or a value that is not JSON; nothing was "
            u"done"_s},
        {3, u"no server was found, or it cannot be reached"_s},
        {4, u"refused: no control token, a wrong one, or a namespace of Stateroom's own"_s},
        {5, u"conflict: another version than expected, a key that exists, or one that somebody "
            u"has written since"_s},
        {6, u"the server could not do it, or what answers is not Stateroom"_s},
        {7, u"a local file, standard input or standard output could not be read or written"_s},
        {8, u"a hook script failed, or took more time or memory than it may"_s},
        {130, u"interrupted (the program ends by the signal itself; SIGTERM is 143)"_s},
        {141, u"whoever read the output has gone (SIGPIPE)"_s},
    };
    return all;
}

} // namespace stateroom::cli
