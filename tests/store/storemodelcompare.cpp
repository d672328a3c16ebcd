// SPDX-License-Identifier: GPL-3.0-or-later
// The comparisons of ModelRun.
#include "tests/store/storemodelrun.h"

namespace stateroom::test {

using namespace Qt::StringLiterals;

namespace {

QByteArray toText(const std::vector<Entry>& entries, bool more)
{
    QByteArray text;
    for (const Entry& entry : entries)
        text += toLine(entry) + '\n';
    return text + (more ? "and more" : "the end");
}

QByteArray toText(const std::vector<Change>& changes, bool withOldValues)
{
    QByteArray text;
    for (const Change& change : changes)
        text += toLine(change, withOldValues) + '\n';
    return text;
}

QString at(const EntryName& name)
{
    return QString::fromUtf8(name.space.text() + '|' + name.key.bytes());
}

} // namespace

void ModelRun::compareSome()
{
    const auto snapshot = m_fixture.reader().hold();
    require(snapshot.has_value(), errorText(snapshot));
    absorbHeld({});
    if (chance(20))
        compareIndexes();
    for (int i = 0; i < 3 && failure.isEmpty(); ++i) {
        const EntryName name = randomName();
        switch (random(8)) {
        case 0:
            compareEntry(name);
            break;
        case 1:
            comparePage(name.space, randomRequest());
            break;
        case 2:
            compareHistory(name);
            break;
        case 3:
            compareOldVersions(name);
            break;
        case 4: {
            ChangeFilter filter;
            if (chance(60))
                filter.space = name.space;
            if (filter.space && chance(50))
                filter.key = name.key;
            compareLog(Seq(random(model.last().value() + 2)), filter, int(1 + random(300)));
            break;
        }
        case 5:
            compareAsOf(name.space, randomRequest(), randomRevision());
            break;
        case 6:
            compareRevisionAt(m_now + Milliseconds(-random(20'000)));
            break;
        default:
            compareSpaces();
            break;
        }
    }
}

void ModelRun::compareAll()
{
    const auto snapshot = m_fixture.reader().hold();
    require(snapshot.has_value(), errorText(snapshot));
    absorbHeld({});
    compareSpaces();
    compareLog(m_floor, {}, 500);
    compareIndexes();
    for (const Namespace& space : model.spaces()) {
        comparePage(space, {});
        for (const Key& key : model.keysEverIn(space)) {
            compareEntry({space, key});
            compareHistory({space, key});
        }
        for (int i = 0; i < 5; ++i)
            compareAsOf(space, {}, randomRevision());
        compareAsOf(space, {}, model.lastRevision());
    }
}

/// The entries themselves are compared with the model elsewhere.
void ModelRun::compareIndexes()
{
    Reader& reader = m_fixture.reader();
    for (const Namespace& space : m_indexer.covered()) {
        const bool kept = m_fixture.options.indexer != nullptr;
        require(
            reader.indexFingerprint(space).value_or("").isEmpty() != kept,
            u"an index is kept, or not, against the options"_s);
        for (int index = 0; index < m_indexer.indexes() && kept; ++index) {
            const bool descending = chance(50);
            same(
                u"the index"_s,
                rowsOf(reader, space, index, descending, int(1 + random(20))).join('\n'),
                expectedRows(reader, m_indexer, space, index, descending).join('\n'));
        }
    }
}

void ModelRun::comparePosition()
{
    const auto position = m_fixture.reader().position();
    require(position.has_value(), errorText(position));
    if (!position)
        return;
    require(position->last >= model.last(), u"the log became shorter"_s);
    require(
        position->floor >= m_floor && position->floor <= position->last, u"the floor is wrong"_s);
    m_floor = position->floor;
    const auto spaces = m_fixture.reader().namespaces();
    require(spaces.has_value(), errorText(spaces));
    if (spaces) {
        for (const NamespaceInfo& info : *spaces) {
            require(info.versionBase >= m_bases[info.space], u"a version base sank"_s);
            m_bases[info.space] = info.versionBase;
        }
    }
    if (position->last != model.last())
        return;
    require(position->lastRevision == model.lastRevision(), u"another last revision"_s);
    require(position->lastCommit == model.lastCommit(), u"another last commit"_s);
    require(
        m_floor == Seq(0) || m_floor == model.endOf(model.at(m_floor).revision),
        u"the floor splits a revision"_s);
}

void ModelRun::compareEntry(const EntryName& name)
{
    const auto found = m_fixture.reader().get(name);
    require(found.has_value(), errorText(found));
    if (found)
        same(u"get "_s + at(name), toLine(*found), toLine(model.entry(name, model.last(), m_now)));
    const auto value = m_fixture.reader().value(name);
    require(value.has_value(), errorText(value));
    if (found && value)
        require(
            value->has_value() == found->has_value() &&
                (!*found ||
                 ((*value)->version == (*found)->version && (*value)->value == (*found)->value)),
            u"value of %1 is not what get() says"_s.arg(at(name)));
    const auto version = m_fixture.reader().lastVersion(name);
    require(version.has_value(), errorText(version));
    if (!version)
        return;
    const Change* last = model.newest(name);
    const bool forgotten = last && *version == Version() && !leavesValue(last->op) &&
                           last->seq <= m_floor && m_bases[name.space] >= last->version;
    require(
        forgotten || *version == (last ? last->version : Version()),
        u"lastVersion %1 of %2"_s.arg(version->value()).arg(at(name)));
}

void ModelRun::comparePage(const Namespace& space, const PageRequest& request)
{
    const EntryPage expected = model.page(space, request, model.last(), m_now);
    const auto found = m_fixture.reader().page(space, request);
    require(found.has_value(), errorText(found));
    if (found)
        same(
            u"page"_s, toText(found->entries, found->more),
            toText(expected.entries, expected.more));
    const auto keys = m_fixture.reader().keys(space, request);
    require(keys.has_value(), errorText(keys));
    if (keys)
        same(
            u"keys"_s, keysOf(*keys).join('\n') + (keys->more ? "+" : "."),
            keysOf(expected).join('\n') + (expected.more ? "+" : "."));
}

/// Complete above the floor; below it the newest ones, without a gap.
void ModelRun::compareHistory(const EntryName& name)
{
    const auto all = model.history(name, model.last());
    std::vector<Change> found;
    std::optional<Version> before;
    for (bool more = true; more && failure.isEmpty();) {
        const auto page = m_fixture.reader().history(name, int(1 + random(20)), before);
        require(page.has_value(), errorText(page));
        if (!page)
            return;
        require(!page->more || !page->changes.empty(), u"an empty page promises more"_s);
        found.insert(found.end(), page->changes.begin(), page->changes.end());
        more = page->more && !page->changes.empty();
        if (more)
            before = page->changes.back().version;
    }
    const auto aboveFloor = size_t(
        std::count_if(all.begin(), all.end(), [&](const Change& c) { return c.seq > m_floor; }));
    const bool lives = !all.empty() && leavesValue(all.front().op);
    // With a removal that the floor has passed, all before it may be gone.
    const auto removal = std::find_if(all.begin(), all.end(), [&](const Change& c) {
        return c.seq <= m_floor && !leavesValue(c.op);
    });
    const auto kept = std::min(size_t(m_history.versionsBelowFloor), size_t(removal - all.begin()));
    const size_t atLeast = lives ? std::max(aboveFloor, kept) : aboveFloor;
    require(
        found.size() >= atLeast && found.size() <= all.size(),
        u"%1 of %2 versions of %3 (%4 above the floor)"_s.arg(found.size())
            .arg(all.size())
            .arg(at(name))
            .arg(aboveFloor));
    if (!failure.isEmpty())
        return;
    const std::vector<Change> expected(all.begin(), all.begin() + qptrdiff(found.size()));
    same(u"history of "_s + at(name), toText(found, false), toText(expected, false));
}

void ModelRun::compareOldVersions(const EntryName& name)
{
    const auto all = model.history(name, model.last());
    const qint64 newest = all.empty() ? 0 : all.front().version.value();
    const Version version(random(newest + 2));
    const auto found = m_fixture.reader().version(name, version);
    const auto expected = std::find_if(
        all.begin(), all.end(), [&](const Change& change) { return change.version == version; });
    const bool written = expected != all.end() && leavesValue(expected->op);
    if (found) {
        require(
            written, u"version %1 of %2 was never written"_s.arg(version.value()).arg(at(name)));
        if (written)
            same(u"version"_s, toLine(*found, false), toLine(*expected, false));
        return;
    }
    require(found.error().code == ErrorCode::NotFound, errorText(found));
    require(
        !written || expected->seq <= m_floor,
        u"version %1 of %2 is lost"_s.arg(version.value()).arg(at(name)));
}

void ModelRun::compareLog(Seq after, const ChangeFilter& filter, int limit)
{
    const auto first = m_fixture.reader().changes(after, filter, limit);
    if (after > model.last() || after < m_floor) {
        const auto code = after < m_floor ? ErrorCode::Compacted : ErrorCode::InvalidInput;
        require(
            !first && first.error().code == code,
            u"changes behind %1: "_s.arg(after.value()) + errorText(first));
        return;
    }
    const Seq start = after;
    std::vector<Change> found;
    for (auto page = first;; page = m_fixture.reader().changes(page->upTo, filter, limit)) {
        require(page.has_value(), errorText(page));
        if (!page)
            return;
        require(qsizetype(page->changes.size()) <= limit, u"more changes than asked for"_s);
        require(!page->more || page->upTo > after, u"the log is not read on"_s);
        found.insert(found.end(), page->changes.begin(), page->changes.end());
        after = page->upTo;
        if (!page->more || !failure.isEmpty())
            break;
    }
    require(after == model.last(), u"the log ends early"_s);
    same(u"the log"_s, toText(found, true), toText(model.changes(start, filter), true));
}

void ModelRun::compareAsOf(const Namespace& space, const PageRequest& request, Revision revision)
{
    const Seq end = model.endOf(revision);
    const auto page = m_fixture.reader().pageAsOf(space, request, revision);
    const EntryName name{space, randomName().key};
    const auto entry = m_fixture.reader().getAsOf(name, revision);
    if (end < m_floor) {
        require(!page && page.error().code == ErrorCode::Compacted, u"pageAsOf below the floor"_s);
        require(!entry && entry.error().code == ErrorCode::Compacted, u"getAsOf below the floor"_s);
        return;
    }
    require(page.has_value(), errorText(page));
    require(entry.has_value(), errorText(entry));
    if (!failure.isEmpty())
        return;
    const Timestamp then = end == Seq(0) ? Timestamp() : model.at(end).committedAt;
    const EntryPage expected = model.page(space, request, end, then);
    const QString when = u" as of revision %1 (#%2)"_s.arg(revision.value()).arg(end.value());
    same(
        u"page"_s + when, toText(page->entries, page->more),
        toText(expected.entries, expected.more));
    same(at(name) + when, toLine(*entry), toLine(model.entry(name, end, then)));
}

void ModelRun::compareRevisionAt(Timestamp moment)
{
    const auto found = m_fixture.reader().revisionAt(moment);
    if (m_floor > Seq(0) && moment < model.at(m_floor).committedAt) {
        require(
            !found && found.error().code == ErrorCode::Compacted,
            u"revisionAt below the floor: "_s + errorText(found));
        return;
    }
    require(found.has_value(), errorText(found));
    if (found)
        same(
            u"revisionAt"_s, QByteArray::number(found->value()),
            QByteArray::number(model.revisionAt(moment).value()));
}

void ModelRun::compareSpaces()
{
    const auto all = m_fixture.reader().namespaces();
    require(all.has_value(), errorText(all));
    if (!all)
        return;
    std::vector<Namespace> names;
    for (const NamespaceInfo& info : *all) {
        names.push_back(info.space);
        const auto [visible, written] = model.countBounds(info.space, m_now);
        const QString what = QString::fromUtf8(info.space.text());
        require(
            info.keys >= visible && info.keys <= written,
            u"%1 keys in %2, not %3 to %4"_s.arg(info.keys).arg(what).arg(visible).arg(written));
        require(
            info.lastChange == model.lastChangeIn(info.space), u"another last change in "_s + what);
        require(
            m_floor > Seq(0) || info.versionBase == Version(),
            u"a version base without compaction in "_s + what);
        const auto one = m_fixture.reader().space(info.space);
        require(
            one && *one && (*one)->keys == info.keys && (*one)->versionBase == info.versionBase,
            u"space and namespaces disagree about "_s + what);
    }
    require(names == model.spaces(), u"other namespaces, or in another order"_s);
}

/// After maintain: nothing is kept longer than the policy says.
void ModelRun::compareFloor()
{
    qint64 bytes = 0;
    for (qint64 seq = m_floor.value() + 1; seq <= model.last().value(); ++seq) {
        const Change& change = model.at(Seq(seq));
        require(
            change.committedAt + m_history.age >= m_now, u"a change above the floor is too old"_s);
        bytes += change.value ? change.value->bytes().size() : 0;
    }
    require(bytes <= m_history.bytes, u"%1 bytes above the floor"_s.arg(bytes));
}

} // namespace stateroom::test
