// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/reader.h"

#include "core/store/readerprivate.h"

namespace stateroom {

using namespace Qt::StringLiterals;

Reader::Reader(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Reader::~Reader() = default;

Reader::Snapshot::~Snapshot()
{
    if (!m_reader)
        return;
    m_reader->d->release();
}

quint64 Reader::Snapshot::mark() const
{
    return m_reader->d->seenCommits();
}

Result<Reader::Snapshot> Reader::hold()
{
    if (auto held = d->hold(); !held)
        return failureOf(held);
    return Snapshot(this);
}

Result<std::optional<Entry>> Reader::get(const EntryName& name)
{
    auto place = d->enter(name.space);
    if (!place)
        return failureOf(place);
    if (!place->space)
        return std::nullopt;
    auto entry = d->statements.entry(*place->space, name.key);
    if (entry && *entry && (*entry)->expiresAt && *(*entry)->expiresAt <= d->now())
        return std::nullopt;
    return entry;
}

Result<std::optional<VersionedValue>> Reader::value(const EntryName& name)
{
    auto place = d->enter(name.space);
    if (!place)
        return failureOf(place);
    if (!place->space)
        return std::nullopt;
    return d->statements.currentValue(*place->space, name.key, d->now());
}

Result<Version> Reader::lastVersion(const EntryName& name)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto row = d->keyRow(name);
    if (!row)
        return failureOf(row);
    return *row ? (*row)->node.version : Version(0);
}

Result<EntryPage> Reader::page(const Namespace& space, const PageRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    const int limit = boundedLimit(request.limit);
    if (!place->space || limit == 0)
        return EntryPage{};
    const KeyRange range = KeyRange::of(request);
    sql::ByteBudget bytes(request.maxBytes);
    auto entries = d->statements.entries(
        *place->space, range.lower, range.upper, request.descending, d->now(), limit + 1, bytes);
    if (!entries)
        return failureOf(entries);
    EntryPage page{std::move(*entries), false};
    page.more = hasMore(page.entries, limit) || bytes.isSpent();
    return page;
}

Result<KeyPage> Reader::keys(const Namespace& space, const PageRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    const int limit = boundedLimit(request.limit);
    if (!place->space || limit == 0)
        return KeyPage{};
    const KeyRange range = KeyRange::of(request);
    auto keys = d->statements.keys(*place->space, range.lower, range.upper, d->now(), limit + 1);
    if (!keys)
        return failureOf(keys);
    KeyPage page{std::move(*keys), false};
    page.more = hasMore(page.keys, limit);
    return page;
}

Result<HeadPage> Reader::heads(const Namespace& space, const PageRequest& request)
{
    auto place = d->enter(space);
    if (!place)
        return failureOf(place);
    const int limit = boundedLimit(request.limit);
    if (!place->space || limit == 0)
        return HeadPage{};
    const KeyRange range = KeyRange::of(request);
    auto heads = d->statements.heads(*place->space, range.lower, range.upper, d->now(), limit + 1);
    if (!heads)
        return failureOf(heads);
    HeadPage page{std::move(*heads), false};
    page.more = hasMore(page.heads, limit);
    return page;
}

Result<Change> Reader::version(const EntryName& name, Version version)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto row = d->keyRow(name);
    if (!row)
        return failureOf(row);
    const auto missing = [&] {
        return fail(
            ErrorCode::NotFound,
            u"History holds no version "_s + QString::number(version.value()) + u" of this key."_s);
    };
    if (!*row)
        return missing();
    auto node = d->statements.chain().ofVersion((*row)->node.seq, version);
    if (!node)
        return failureOf(node);
    if (!*node)
        return missing();
    auto change = d->statements.change((*node)->seq);
    if (!change)
        return failureOf(change);
    if (!*change)
        return missing();
    if ((*change)->value)
        return std::move(**change);
    if ((*change)->op == ChangeOp::Expire)
        return fail(
            ErrorCode::NotFound, u"At version "_s + QString::number(version.value()) +
                                     u" the key expired; there is no value."_s);
    return fail(
        ErrorCode::NotFound, u"At version "_s + QString::number(version.value()) +
                                 u" the key was deleted; there is no value."_s);
}

Result<HistoryPage>
Reader::history(const EntryName& name, int limit, std::optional<Version> before, qint64 maxBytes)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    auto row = d->keyRow(name);
    if (!row)
        return failureOf(row);
    HistoryPage page;
    limit = boundedLimit(limit);
    if (!*row || limit == 0)
        return page;
    sql::ByteBudget bytes(maxBytes);
    sql::Chain& chain = d->statements.chain();
    auto node =
        before ? chain.belowVersion((*row)->node.seq, *before) : chain.node((*row)->node.seq);
    for (; node && *node; node = chain.node((*node)->previous)) {
        if (std::ssize(page.changes) == limit || bytes.isSpent()) {
            page.more = true;
            break;
        }
        auto change = d->statements.change((*node)->seq);
        if (!change)
            return failureOf(change);
        if (!*change)
            continue;
        bytes.spend((*change)->value ? (*change)->value->bytes().size() : 0);
        page.changes.push_back(std::move(**change));
    }
    if (!node)
        return failureOf(node);
    return page;
}

Result<std::vector<NamespaceInfo>> Reader::namespaces(QByteArrayView kind)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    return d->statements.namespaces(kind);
}

Result<std::optional<NamespaceInfo>> Reader::space(const Namespace& space)
{
    auto scope = d->enter();
    if (!scope)
        return failureOf(scope);
    return d->statements.namespaceInfo(space);
}

Result<std::optional<IdempotencyRecord>>
Reader::idempotencyRecord(const QByteArray& scope, const QByteArray& key)
{
    auto entered = d->enter();
    if (!entered)
        return failureOf(entered);
    return d->statements.idempotencyRecord(scope, key, d->now());
}

} // namespace stateroom
