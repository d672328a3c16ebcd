// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keylisting.h"

#include "core/api/numbers.h"
#include "core/api/streaming.h"

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// Says which format a cursor has, should there ever be another.
constexpr char cursorFormat = '1';

void appendKeys(QByteArray& body, const std::vector<Key>& keys, bool first)
{
    for (const Key& key : keys) {
        if (!std::exchange(first, false))
            body += ',';
        body += JsonText::fromUtf8(key.bytes()).bytes();
    }
}

QByteArray wholeList(const KeyPage& page, const KeyListRequest& request)
{
    QByteArray body = R"({"keys":[)";
    appendKeys(body, page.keys, true);
    body += ']';
    if (request.paged) {
        body += R"(,"next_cursor":)";
        body += page.more ? '"' + cursorBehind(page.keys.back()) + '"' : QByteArray("null");
    }
    return body + '}';
}

/// A list on its way, one page at a time: read, send, wait until it is taken, read on.
class LongListing : public std::enable_shared_from_this<LongListing> {
public:
    LongListing(Store& store, Namespace space, const KeyListRequest& request, BodyStream body)
        : m_store(store)
        , m_space(std::move(space))
        , m_prefix(request.prefix)
        , m_paged(request.paged)
        , m_body(std::move(body))
    {
    }

    void begin(const KeyPage& first)
    {
        m_body.write(R"({"keys":[)");
        send(first, true);
    }

private:
    void send(const KeyPage& page, bool first)
    {
        QByteArray piece;
        appendKeys(piece, page.keys, first);
        if (!page.more) {
            m_body.write(piece + (m_paged ? R"(],"next_cursor":null})" : "]}"));
            m_body.end();
            return;
        }
        m_after = page.keys.back();
        m_body.write(piece);
        if (mayGoOn(m_body, [self = shared_from_this()] { self->readOn(); }))
            readOn();
    }

    void readOn()
    {
        if (!m_body.isOpen())
            return;
        m_store.read(
            [space = m_space, prefix = m_prefix, after = m_after](Reader& reader) {
                return reader.keys(space, {prefix, after, Reader::maxPage});
            },
            m_body.context(),
            [self = shared_from_this()](Result<KeyPage> page) {
                // The head has been sent: a cut connection is the only honest error left.
                if (page)
                    self->send(*page, false);
                else
                    self->m_body.abort();
            });
    }

    Store& m_store;
    const Namespace m_space;
    const QByteArray m_prefix;
    const bool m_paged;
    const BodyStream m_body;
    std::optional<Key> m_after;
};

} // namespace

QByteArray cursorBehind(const Key& key)
{
    return cursorFormat +
           key.bytes().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

std::optional<Key> keyOfCursor(QByteArrayView cursor)
{
    if (!cursor.startsWith(cursorFormat))
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(
        cursor.sliced(1).toByteArray(),
        QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return Key(*decoded);
}

Result<KeyListRequest> parseKeyList(const QueryParameters& query)
{
    KeyListRequest request;
    if (const auto prefix = query.last("prefix"))
        request.prefix = prefix->toByteArray();
    if (const auto limit = query.last("limit")) {
        const auto number = wholeNumber(*limit);
        if (!number || *number == 0)
            return fail(ErrorCode::InvalidInput, u"\"limit\" must be a whole number from 1."_s);
        request.limit = int(std::min<qint64>(*number, Reader::maxPage));
        request.paged = true;
    }
    if (const auto cursor = query.last("cursor")) {
        request.after = keyOfCursor(*cursor);
        if (!request.after)
            return fail(
                ErrorCode::InvalidInput, u"\"cursor\" is not one that a list gave out."_s,
                u"Leave it out to begin at the first key."_s);
        request.paged = true;
    }
    return request;
}

void startKeyListing(
    Store& store, Reader& reader, const Namespace& space, const KeyListRequest& request,
    const Reply& reply, const std::function<Response(const Error&)>& refuse)
{
    const int limit = request.limit.value_or(Reader::maxPage);
    auto page = reader.keys(space, {request.prefix, request.after, limit});
    if (!page)
        return reply.send(refuse(page.error()));
    if (request.emptyIs204 && page->keys.empty())
        return reply.send(Response::empty(204));
    if (request.limit || !page->more)
        return reply.send(Response::json(200, wholeList(*page, request)));
    const BodyStream body = reply.startStream(Response::json(200, {}));
    if (!body.isOpen())
        return;
    std::make_shared<LongListing>(store, space, request, body)->begin(*page);
}

} // namespace stateroom
