// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/http/refusal.h"

#include <memory>

namespace stateroom {

/// What an API found out about a request's caller. For those who look at requests, never for the
/// client.
struct RequestNote {
    enum class Credential {
        NotRead, ///< nobody has looked: a public path, or a request that was refused before
        None,    ///< the request bears none
        Unknown, ///< one that is not in force
        Known,
    };
    Credential credential = Credential::NotRead;
    QByteArray keyId = {}; ///< of a known one
    QByteArray api = {};   ///< where the path alone does not tell; else empty
};

/// A request's or an answer's body, as far as it was kept: secrets masked.
struct RecordedBody {
    static constexpr qsizetype maxBytes = 64 * 1024;

    QByteArray bytes;
    bool isCut = false; ///< there was more
};

struct RecordedBodies {
    RecordedBody request;
    RecordedBody answer;
};

/// What there is to say about a request that was answered: for the log, and for whoever looks at
/// requests. No secret is in it: neither a key's text nor what stands in a field or parameter for
/// secrets.
struct RequestReport {
    static constexpr qsizetype maxHead = 8 * 1024; ///< bytes; of a longer head the end is missing
    static constexpr qsizetype maxMethod = 32;     ///< bytes

    Timestamp at; ///< when its first byte came
    QByteArray requestId;
    QByteArray method; ///< as it came; may be nonsense, secrets masked, at most maxMethod bytes
    QByteArray target; ///< as it came, secrets masked, control characters escaped
    int status = 0;    ///< 0: the client left before an answer
    Milliseconds took{0};
    qint64 bytesIn = 0;  ///< of the body
    qint64 bytesOut = 0; ///< of the body
    bool isOpen =
        false; ///< its answer is an event stream that goes on: took and bytesOut are to come
    QHostAddress peer;

    // Only from a RequestBook
    qint64 number = 0;     ///< counts the requests that it was told of, from 1
    QByteArray api;        ///< whose path it is: `workflow`; empty: nobody's
    RequestNote note;      ///< who called
    Headers requestHead;   ///< its fields
    QByteArray answerHead; ///< as it was sent, status line first
    /// Set when the server refused it itself: before, or instead of, an API's handler.
    std::optional<Refusal::Kind> refusal;
    QByteArray errorCode; ///< of an answer from 400 on, where its body tells one
    QByteArray errorMessage;
    std::shared_ptr<const RecordedBodies> bodies; ///< null unless they were being recorded
};

using RequestReportPtr = std::shared_ptr<const RequestReport>;

} // namespace stateroom
