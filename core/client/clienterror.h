// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <tl/expected.hpp>

namespace stateroom {

/// Every way in which a client of the control API can fail to do what it was asked for. Closed:
/// what maps it (to an exit code) is a switch without a default.
enum class ClientErrorCode {
    NothingThere, ///< No such key, version, namespace; the log no longer reaches back that far.
    WrongUsage,   ///< A malformed option, value or request; nothing was done.
    Unreachable,  ///< No server was found, or none answers there.
    Refused,      ///< No token, a wrong one, or something that this API keeps to itself.
    Conflict,     ///< What was expected does not hold: somebody else wrote, or the key exists.
    ScriptFailed, ///< A hook script threw, or was ended for what it took.
    ServerFailed, ///< The server could not do it, or what answers is not Stateroom.
    LocalFile,    ///< A file, standard input or output could not be read or written.
    Interrupted,  ///< The user asked to end.
    OutputClosed, ///< Whoever read the output has gone; nothing is to be said about it.
};

/// A failure as a value, told to a person who reads it.
struct ClientError {
    ClientErrorCode code = ClientErrorCode::ServerFailed;
    QString message; ///< what happened, to what; no secrets
    QString hint;    ///< what to do next; may be empty
};

/// A value, or why there is none. Cannot be dropped unread.
template <class T> class [[nodiscard]] Outcome : public tl::expected<T, ClientError> {
public:
    using tl::expected<T, ClientError>::expected;
    Outcome(tl::expected<T, ClientError> other)
        : tl::expected<T, ClientError>(std::move(other))
    {
    }
};

using ClientFailure = tl::unexpected<ClientError>;

inline ClientFailure clientFailure(ClientErrorCode code, QString message, QString hint = {})
{
    return ClientFailure(ClientError{code, std::move(message), std::move(hint)});
}

} // namespace stateroom
