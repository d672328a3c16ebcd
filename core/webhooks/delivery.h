// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/reader.h"

#include <QByteArrayList>

namespace stateroom::webhooks {

// One event on its way to one webhook: what is sent, and what came of it.

/// Name and value, in order, as they stood on the wire.
using HeaderFields = std::vector<std::pair<QByteArray, QByteArray>>;

/// One time that it was sent.
struct Attempt {
    static constexpr qsizetype mostResponse = 4096;

    Timestamp at;
    Milliseconds duration{0};
    int status = 0;     ///< of the answer; 0: there was none
    QString error = {}; ///< why not, a sentence for a developer; else empty
    HeaderFields requestHeaders = {};
    HeaderFields responseHeaders = {};
    QByteArray response = {}; ///< the first bytes of the answer's body, at most mostResponse
    bool isAsked = false;     ///< a client wanted it now: the schedule does not count it

    friend bool operator==(const Attempt&, const Attempt&) = default;
};

/// An object of them; a name that comes again is one with it, as HTTP has it.
QByteArray headersJson(const HeaderFields& fields);
/// An answer's body as JSON can hold it: what it says, where that is UTF-8 (a character that was
/// cut in two is left out), else `base64:` and its bytes.
QByteArray responseText(const QByteArray& response);

enum class DeliveryState {
    Waiting,   ///< never attempted
    Retrying,  ///< attempted, in vain so far; goes on
    Delivered, ///< the answer was 2xx
    Failed,    ///< the last retry was in vain
    Abandoned, ///< given up unsent
};
/// `waiting` and so on.
QByteArrayView nameOf(DeliveryState state);
/// Whether it stands in the outbox; else in the log of deliveries.
constexpr bool isOpen(DeliveryState state)
{
    return state == DeliveryState::Waiting || state == DeliveryState::Retrying;
}

struct Delivery {
    static constexpr int mostAttempts = 20;

    QByteArray id;       ///< `dlv_…`; ids go up within a webhook in the order of sending
    QByteArray webhook;  ///< `wh_…`
    QByteArray eventId;  ///< `evt_…`: of the event, the same for every webhook and sending
    QByteArray type;     ///< `order.shipped`
    qint64 created = 0;  ///< of the event; Unix seconds
    Timestamp queuedAt;  ///< of this delivery
    QByteArray resource; ///< `orders`
    QByteArray record;   ///< `ord_…`
    DeliveryState state = DeliveryState::Waiting;
    bool rewritten = false;        ///< the body differs from what REST shows (docs/api/webhooks.md)
    QByteArray againOf;            ///< the delivery of which this is a repeat; else empty
    bool isTest = false;           ///< no event: a client has asked for it
    int tries = 0;                 ///< all attempts, those that are kept no more too
    int askedTries = 0;            ///< of these, what clients have asked for
    std::vector<Attempt> attempts; ///< the newest, oldest first; at most mostAttempts
    /// When it is sent next, if a retry or a client has set a time; nothing: at its turn, or done.
    std::optional<Timestamp> nextAt;
    bool isAsked = false; ///< nextAt is a client's; then the schedule's own is plannedAt
    std::optional<Timestamp> plannedAt;
    /// The bytes to send. Nothing where they are kept beside it and have not been read: bodyOf().
    std::optional<QByteArray> body;
    qint64 bodyBytes = 0; ///< of a body that is kept beside it (bodies.h); else 0

    friend bool operator==(const Delivery&, const Delivery&) = default;
};

// Where they are kept: entries whose key is the delivery's id.

/// `system/outbox/wh_…`: those that are open. Its number of keys is the queue's length.
Namespace outboxSpace(const QByteArray& webhook);
/// `system/deliveries/wh_…`: those that are done.
Namespace deliveriesSpace(const QByteArray& webhook);
/// The webhook of which this is the outbox; nothing for any other namespace. For who follows them.
std::optional<QByteArray> webhookOfOutbox(const Namespace& space);
/// The same for the log of deliveries.
std::optional<QByteArray> webhookOfDeliveries(const Namespace& space);

/// As it is kept, with its body unless that is kept beside it.
JsonText encode(const Delivery& delivery);
/// DamagedFile for what encode() has not made.
Result<Delivery> decode(const JsonText& value);

/// The bytes to send, from wherever they are. NotFound when they are gone with their webhook.
Result<QByteArray> bodyOf(Reader& reader, const Delivery& delivery);

/// Nothing when there is no such delivery. A large body is not read.
Result<std::optional<Delivery>>
findDelivery(Reader& reader, const QByteArray& webhook, const QByteArray& id);
/// The same, with its body if that is still kept.
Result<std::optional<Delivery>>
readDelivery(Reader& reader, const QByteArray& webhook, const QByteArray& id);

/// Which deliveries a list holds.
enum class DeliveryFilter {
    Any,
    Open, ///< Waiting and Retrying
    Delivered,
    Failed,
    Abandoned,
};

struct DeliveryPage {
    std::vector<Delivery> deliveries; ///< large bodies are not read
    bool more = false;
};

/// Those that pass the filter, newest first, behind the delivery `before` if one is given (it need
/// not exist any more). Looks at every key of the webhook, some milliseconds with a full queue, and
/// with a filter of those that are done at their values, too: for Store::read.
Result<DeliveryPage> readDeliveries(
    Reader& reader, const QByteArray& webhook, int limit, const QByteArray& before = {},
    DeliveryFilter filter = DeliveryFilter::Any);

/// Open ones alone, oldest first, behind `after`; at most `limit`, which is at most
/// Reader::maxPage, and no more than some 4 MiB of values at a time.
Result<DeliveryPage>
readOutbox(Reader& reader, const QByteArray& webhook, int limit, const QByteArray& after = {});
/// How many are open. Within a Transaction: before this commit.
Result<qint64> outboxLength(Reader& reader, const QByteArray& webhook);
/// The webhooks that have something open.
Result<QByteArrayList> webhooksWithOutbox(Reader& reader);

} // namespace stateroom::webhooks
