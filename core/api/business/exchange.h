// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/failures.h"
#include "core/api/business/servedat.h"

namespace stateroom::business {

/// One call and what all of its answers bear: the envelope, the request's id, the version that the
/// client has named, where its key stands. A value that outlives the request.
class Exchange {
public:
    /// `clock` tells time stamps and how long it took since now; must outlive the object.
    /// `servedAt` tells which requests came by HTTPS, and where we are for those that do not.
    Exchange(const Request& request, const Clock& clock, const ServedAt& servedAt);

    const QByteArray& requestId() const { return m_requestId; }
    /// The host that the client names is not ours: nothing is said by it.
    void forgetHost(const ServedAt& servedAt);
    /// Told in header fields from then on.
    void setStanding(const RateStanding& standing) { m_standing = standing; }
    /// Whether the client asks for a version that is served, or for none; told in a header field
    /// from then on. Else why not.
    std::optional<Problem> takeVersion(const Headers& headers);

    /// What stands before the data in every envelope.
    static constexpr QByteArrayView beforeData = R"({"success":true,"data":)";
    /// The envelope around what is JSON already. `page` is what a list says beside its data:
    /// `"next_cursor":null,"has_more":false`, at top level and in `meta`.
    QByteArray envelope(QByteArrayView data, QByteArrayView page = {}) const;

    /// Adds the header fields to an answer.
    Response finish(Response response) const;
    Response success(int status, QByteArrayView data, QByteArrayView page = {}) const
    {
        return finish(Response::json(status, envelope(data, page)));
    }
    Response failure(Problem problem) const;

private:
    const Clock* m_clock;
    Milliseconds m_begunAt;
    QByteArray m_requestId;
    QByteArray m_base; ///< `http://localhost:7474`, by which the client has reached us, else ours
    QByteArray m_version;
    std::optional<RateStanding> m_standing;
};

/// Where errors of this code are described, on the server of this base URL (empty: a path).
QByteArray documentationUrl(FailureCode code, QByteArrayView base);

} // namespace stateroom::business
