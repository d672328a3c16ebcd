// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/store/storemodel.h"

namespace stateroom::test {

namespace {

QByteArray number(qint64 value)
{
    return QByteArray::number(value);
}

QByteArray shortened(const QByteArray& text)
{
    return text.size() <= 60
               ? text
               : text.first(40) + "..." + number(text.size()) + "#" + number(qint64(qHash(text)));
}

Entry entryOf(const Change& change)
{
    return {change.name.key, *change.value,      change.version,
            change.seq,      change.committedAt, change.expiresAt};
}

} // namespace

void StoreModel::append(const Change& change)
{
    m_keys[change.name.space][change.name.key].push_back(m_log.size());
    m_log.push_back(change);
}

Seq StoreModel::endOf(Revision revision) const
{
    const auto behind = std::upper_bound(
        m_log.begin(), m_log.end(), revision,
        [](Revision value, const Change& change) { return value < change.revision; });
    return Seq(behind - m_log.begin());
}

Revision StoreModel::revisionAt(Timestamp moment) const
{
    Revision found;
    for (const Change& change : m_log) {
        if (change.committedAt <= moment)
            found = change.revision;
    }
    return found;
}

const StoreModel::Places* StoreModel::places(const EntryName& name) const
{
    const auto space = m_keys.find(name.space);
    if (space == m_keys.end())
        return nullptr;
    const auto key = space->second.find(name.key);
    return key == space->second.end() ? nullptr : &key->second;
}

std::vector<Change> StoreModel::history(const EntryName& name, Seq upTo) const
{
    std::vector<Change> changes;
    if (const Places* all = places(name)) {
        for (auto place = all->rbegin(); place != all->rend(); ++place) {
            if (m_log[*place].seq <= upTo)
                changes.push_back(m_log[*place]);
        }
    }
    return changes;
}

const Change* StoreModel::newest(const EntryName& name, Seq upTo) const
{
    const Change* found = nullptr;
    if (const Places* all = places(name)) {
        for (const size_t place : *all) {
            if (m_log[place].seq <= upTo)
                found = &m_log[place];
        }
    }
    return found;
}

std::optional<Entry> StoreModel::entry(const EntryName& name, Seq upTo) const
{
    const Change* change = newest(name, upTo);
    if (!change || !leavesValue(change->op))
        return std::nullopt;
    return entryOf(*change);
}

std::optional<Entry> StoreModel::entry(const EntryName& name, Seq upTo, Timestamp now) const
{
    auto found = entry(name, upTo);
    if (found && found->expiresAt && *found->expiresAt <= now)
        return std::nullopt;
    return found;
}

EntryPage
StoreModel::page(const Namespace& space, const PageRequest& request, Seq upTo, Timestamp now) const
{
    EntryPage page;
    for (const Key& key : keysEverIn(space)) {
        if (!key.bytes().startsWith(request.prefix) || (request.after && !(*request.after < key)))
            continue;
        auto found = entry({space, key}, upTo, now);
        if (!found)
            continue;
        if (qsizetype(page.entries.size()) == request.limit) {
            page.more = true;
            break;
        }
        page.entries.push_back(std::move(*found));
    }
    return page;
}

std::vector<Change> StoreModel::changes(Seq after, const ChangeFilter& filter) const
{
    std::vector<Change> changes;
    std::copy_if(
        m_log.begin() + qptrdiff(after.value()), m_log.end(), std::back_inserter(changes),
        [&](const Change& change) { return filter.matches(change.name); });
    return changes;
}

std::vector<Namespace> StoreModel::spaces() const
{
    std::vector<Namespace> spaces;
    for (const auto& [space, keys] : m_keys)
        spaces.push_back(space);
    return spaces;
}

std::vector<Key> StoreModel::keysEverIn(const Namespace& space) const
{
    std::vector<Key> keys;
    if (const auto found = m_keys.find(space); found != m_keys.end()) {
        for (const auto& [key, changes] : found->second)
            keys.push_back(key);
    }
    return keys;
}

std::pair<qint64, qint64> StoreModel::countBounds(const Namespace& space, Timestamp now) const
{
    qint64 written = 0;
    qint64 visible = 0;
    for (const Key& key : keysEverIn(space)) {
        written += entry({space, key}, last()) ? 1 : 0;
        visible += entry({space, key}, last(), now) ? 1 : 0;
    }
    return {visible, written};
}

Seq StoreModel::lastChangeIn(const Namespace& space) const
{
    for (auto change = m_log.rbegin(); change != m_log.rend(); ++change) {
        if (change->name.space == space)
            return change->seq;
    }
    return {};
}

QByteArray toLine(const Change& change, bool withOldValue)
{
    static constexpr std::array ops = {"?", "set", "delete", "expire", "restore"};
    QByteArray line = "#" + number(change.seq.value()) + " r" + number(change.revision.value()) +
                      " o" + number(change.operation.value()) + ' ' + ops[size_t(change.op)] + ' ' +
                      change.name.space.text() + '|' + change.name.key.bytes() + " v" +
                      number(change.version.value()) + " @" + number(change.committedAt.value());
    if (change.value)
        line += " =" + shortened(change.value->bytes());
    if (withOldValue && change.oldValue)
        line += " <" + shortened(change.oldValue->bytes());
    if (change.expiresAt)
        line += " until " + number(change.expiresAt->value());
    return line + " by " + change.by.keyId + '/' + change.by.requestId;
}

QByteArray toLine(const Entry& entry)
{
    QByteArray line = entry.key.bytes() + " v" + number(entry.version.value()) + " #" +
                      number(entry.seq.value()) + " @" + number(entry.writtenAt.value()) + " =" +
                      shortened(entry.value.bytes());
    if (entry.expiresAt)
        line += " until " + number(entry.expiresAt->value());
    return line;
}

QByteArray toLine(const std::optional<Entry>& entry)
{
    return entry ? toLine(*entry) : QByteArray("nothing");
}

} // namespace stateroom::test
