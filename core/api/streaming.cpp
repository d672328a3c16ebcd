// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/streaming.h"

#include "core/api/numbers.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Beyond this, a snapshot or a replay waits until the client has taken what it was sent.
constexpr qint64 maxBytesWaiting = 1024 * 1024;

template <class Stream> bool isTakenOr(const Stream& stream, std::function<void()> resume)
{
    if (stream.bytesWaiting() <= maxBytesWaiting)
        return true;
    stream.onDrained([stream, resume = std::move(resume)] {
        const auto go = resume; // the callback goes with the next line
        stream.onDrained({});
        go();
    });
    return false;
}

} // namespace

Result<std::optional<Seq>> resumePoint(const Request& request)
{
    // The field first: a browser that reconnects sends it along with the first URL's ?since.
    auto text = request.headers.first("Last-Event-ID");
    if (!text || text->isEmpty())
        text = request.query.last("since");
    if (!text)
        return std::nullopt;
    const auto number = wholeNumberOrMore(*text);
    if (!number)
        return fail(
            ErrorCode::InvalidInput, u"The event id to resume from must be a whole number."_s,
            u"Send the id of the last event that was received."_s);
    return Seq(*number);
}

bool wantsEventStream(const Request& request)
{
    for (const Headers::Field& field : request.headers.all()) {
        if (!equalsIgnoringCase(field.name, "Accept"))
            continue;
        for (const QByteArray& range : field.value.toByteArray().split(',')) {
            // What follows a semicolon is its weight.
            if (equalsIgnoringCase(range.split(';').first().trimmed(), "text/event-stream"))
                return true;
        }
    }
    return false;
}

bool mayGoOn(const EventStream& stream, std::function<void()> resume)
{
    return isTakenOr(stream, std::move(resume));
}

bool mayGoOn(const BodyStream& body, std::function<void()> resume)
{
    return isTakenOr(body, std::move(resume));
}

} // namespace stateroom
