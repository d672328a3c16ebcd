// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/workflow/watch.h"

#include "core/api/streaming.h"
#include "core/api/workflow/answers.h"
#include "core/api/workflow/requests.h"

#include <algorithm>

namespace stateroom::workflow {

namespace {

constexpr int snapshotPage = 200;
constexpr qint64 snapshotBytes = 1024 * 1024; // of values in a page

QByteArrayView opName(ChangeOp op)
{
    switch (op) {
    case ChangeOp::Set:
    case ChangeOp::Restore:
        return "set";
    case ChangeOp::Delete:
        return "delete";
    case ChangeOp::Expire:
        return "expire";
    }
    Q_UNREACHABLE();
}

QByteArray eventData(
    const Key* key, const std::optional<JsonText>& oldValue,
    const std::optional<JsonText>& newValue, Version version, QByteArrayView op)
{
    const auto valueOf = [](const std::optional<JsonText>& value) -> QByteArrayView {
        return value ? QByteArrayView(value->bytes()) : QByteArrayView("null");
    };
    QByteArray data = "{";
    if (key)
        data += R"("key":)" + JsonText::fromUtf8(key->bytes()).bytes() + ',';
    data += R"("oldValue":)";
    data += valueOf(oldValue);
    data += R"(,"newValue":)";
    data += valueOf(newValue);
    data += R"(,"version":)" + QByteArray::number(version.value());
    data += R"(,"op":")";
    data += op;
    data += "\"}";
    return data;
}

/// One stream: an optional snapshot, then every change behind it; after a reset, again.
///
/// A snapshot is read page by page, each page a moment of its own. So the feed is joined behind the
/// first page's moment, and of each change it is asked whether the page that its key was on had
/// seen it already.
class Watch : public std::enable_shared_from_this<Watch> {
public:
    Watch(Store& store, ChangeFilter filter)
        : m_store(store)
        , m_filter(std::move(filter))
    {
    }

    /// To be called before a change can arrive, that is, in the same turn of the event loop.
    void sendTo(EventStream stream) { m_stream = std::move(stream); }

    void follow(std::optional<Seq> since, QObject* context)
    {
        FeedHandlers handlers;
        handlers.changes = [this](const std::vector<ChangePtr>& changes) {
            for (const ChangePtr& change : changes)
                send(*change);
        };
        handlers.reset = [this](Seq from) { reset(from); };
        handlers.ended = [this](const Error&) { m_stream.end(); };
        handlers.ready = [this] { return mayReplayOn(); };
        m_subscription = m_store.feed().subscribe(m_filter, since, context, std::move(handlers));
    }

    void sendSnapshot()
    {
        m_pages.clear();
        m_subscription.cancel();
        readPage(std::nullopt);
    }

private:
    /// What one page of a snapshot has seen.
    struct Page {
        std::optional<Key> last; ///< nothing: it was the last page, so all keys behind too
        Seq seen;
    };
    struct Piece {
        EntryPage entries;
        Version absentVersion; ///< of the key that is watched, when it does not exist
        Seq seen;
    };

    static Result<Piece> read(Reader& reader, const ChangeFilter& filter, std::optional<Key> after)
    {
        Piece piece;
        auto position = reader.position();
        if (!position)
            return failureOf(position);
        piece.seen = position->last;
        if (!filter.key) {
            auto page = reader.page(
                *filter.space,
                {.after = std::move(after), .limit = snapshotPage, .maxBytes = snapshotBytes});
            if (!page)
                return failureOf(page);
            piece.entries = std::move(*page);
            return piece;
        }
        const EntryName name{*filter.space, *filter.key};
        auto entry = reader.get(name);
        if (!entry)
            return failureOf(entry);
        if (*entry) {
            piece.entries.entries.push_back(std::move(**entry));
            return piece;
        }
        auto version = reader.lastVersion(name);
        if (!version)
            return failureOf(version);
        piece.absentVersion = *version;
        return piece;
    }

    void readPage(std::optional<Key> after)
    {
        if (!m_stream.isOpen())
            return;
        m_store.read(
            [filter = m_filter, after = std::move(after)](Reader& reader) {
                return read(reader, filter, after);
            },
            m_stream.context(),
            [self = weak_from_this()](Result<Piece> piece) {
                const auto watch = self.lock();
                if (!watch)
                    return;
                if (piece)
                    watch->sendPage(std::move(*piece));
                else
                    watch->m_stream.end(); // the client comes back and asks again
            });
    }

    void sendPage(Piece piece)
    {
        const auto& entries = piece.entries.entries;
        const bool last = !piece.entries.more;
        // A client that is cut off within a snapshot must not resume behind it: only the last of
        // its events bears an id.
        const auto id = [&](bool final) {
            return final && last ? std::optional(QByteArray::number(firstSeen(piece).value()))
                                 : std::nullopt;
        };
        for (const Entry& entry : entries) {
            m_stream.send(
                {eventData(keyIfMany(entry.key), std::nullopt, entry.value, entry.version, "set"),
                 id(&entry == &entries.back()),
                 {}});
        }
        if (m_filter.key && entries.empty())
            m_stream.send(
                {eventData(nullptr, std::nullopt, std::nullopt, piece.absentVersion, "delete"),
                 id(true),
                 {}});
        // The client may have gone before this page came, or been cut off by it.
        if (!m_stream.isOpen())
            return;
        m_pages.push_back({last ? std::nullopt : std::optional(entries.back().key), piece.seen});
        if (last)
            return follow(m_pages.front().seen, m_stream.context());
        if (mayGoOn(m_stream, [self = weak_from_this(), after = entries.back().key] {
                if (const auto watch = self.lock())
                    watch->readPage(after);
            }))
            readPage(entries.back().key);
    }

    /// The log can be read faster than any client takes it.
    bool mayReplayOn()
    {
        return mayGoOn(m_stream, [self = weak_from_this()] {
            if (const auto watch = self.lock())
                watch->m_subscription.resume();
        });
    }

    Seq firstSeen(const Piece& piece) const
    {
        return m_pages.empty() ? piece.seen : m_pages.front().seen;
    }

    const Key* keyIfMany(const Key& key) const { return m_filter.key ? nullptr : &key; }

    void send(const Change& change)
    {
        if (wasInSnapshot(change))
            return;
        m_stream.send(
            {eventData(
                 keyIfMany(change.name.key), change.oldValue, change.value, change.version,
                 opName(change.op)),
             QByteArray::number(change.seq.value()),
             {}});
    }

    bool wasInSnapshot(const Change& change)
    {
        if (m_pages.empty())
            return false;
        if (change.seq > m_pages.back().seen) {
            m_pages.clear(); // the log has passed all of the snapshot
            return false;
        }
        const auto page = std::find_if(m_pages.begin(), m_pages.end(), [&](const Page& candidate) {
            return !candidate.last || !(*candidate.last < change.name.key);
        });
        return page != m_pages.end() && change.seq <= page->seen;
    }

    void reset(Seq from)
    {
        m_stream.send(
            {R"({"from":)" + QByteArray::number(from.value()) + '}', std::nullopt, "reset"});
        sendSnapshot();
    }

    Store& m_store;
    const ChangeFilter m_filter;
    EventStream m_stream;
    std::vector<Page> m_pages;
    Subscription m_subscription;
};

} // namespace

void startWatch(Store& store, ChangeFilter filter, const Request& request, const Reply& reply)
{
    auto since = resumePoint(request);
    if (!since)
        return reply.send(errorAnswer(since.error()));
    const auto wish = request.query.last("snapshot");
    if (wish && *wish != "true" && *wish != "false")
        return reply.send(
            errorAnswer(400, "VALIDATION_ERROR", "\"snapshot\" must be true or false."));
    const bool snapshot = wish && *wish == "true" && !*since;

    auto watch = std::make_shared<Watch>(store, std::move(filter));
    // Before the head: who has read it may count on being told of every change from then on. A
    // snapshot needs no such care, since what it has not seen is replayed behind it.
    if (!snapshot)
        watch->follow(*since, reply.context());
    const EventStream stream = EventStream::start(reply);
    if (!stream.isOpen())
        return;
    watch->sendTo(stream);
    // The stream's end, whatever its cause, is the watch's.
    QObject::connect(stream.context(), &QObject::destroyed, stream.context(), [watch] {});
    if (snapshot)
        watch->sendSnapshot();
}

} // namespace stateroom::workflow
