// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/campaign/definitions.h"
#include "core/api/campaign/usertoken.h"

namespace stateroom::campaign {

/// What `GET /v1/runtime/state` answers: `{"state":{"user":{…},"campaign":{…},"app":{…}}}` with
/// the declared variables in order of definition. One without a value has its default; without
/// either, or with a value that is not of its type, it is left out.
///
/// All values are of one moment: `reader` must hold a snapshot.
Result<QByteArray>
readState(Reader& reader, const std::vector<Variable>& variables, const Participant& who);

/// Answers of readState() that were given lately, by the token that asked, so that a client that
/// asks again and again costs little while nothing is written. Bounded. One thread.
class StateCache {
public:
    /// The answer to this token, if one of the snapshot with this mark was kept.
    std::optional<QByteArray> find(const UserTokenPtr& token, quint64 mark) const;
    void keep(const UserTokenPtr& token, quint64 mark, const QByteArray& answer);

    static constexpr qsizetype capacity = 1024;
    static constexpr qsizetype maxAnswer = 4 * 1024; ///< bytes; longer ones are not kept

private:
    struct Kept {
        quint64 mark = 0;
        QByteArray answer;
    };
    QHash<UserTokenPtr, Kept> m_kept;
};

} // namespace stateroom::campaign
