// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keyring.h"

#include <algorithm>

namespace stateroom {

namespace {

constexpr qsizetype halfOfHash = 16;

/// By what a key is looked up, for each request: not copied, so good for as long as `hash`.
QByteArray halfOf(const QByteArray& hash)
{
    return QByteArray::fromRawData(hash.constData(), halfOfHash);
}

} // namespace

std::shared_ptr<const KeyRing::Table> KeyRing::table() const
{
    const Lock lock(m_mutex);
    return m_table;
}

void KeyRing::replace(Table table)
{
    auto next = std::make_shared<const Table>(std::move(table));
    const Lock lock(m_mutex);
    m_table = std::move(next);
    m_recent = {};
}

ApiKeyPtr KeyRing::recent(QByteArrayView text) const
{
    const Lock lock(m_mutex);
    return m_recent.key && equalInConstantTime(m_recent.text, text) ? m_recent.key : nullptr;
}

ApiKeyPtr KeyRing::find(QByteArrayView text) const
{
    if (ApiKeyPtr key = recent(text))
        return key;
    const QByteArray hash = hashOfKeyText(text);
    const auto keys = table();
    const auto slot = keys->constFind(halfOf(hash));
    if (slot == keys->cend() || !equalInConstantTime(slot->hash(), hash))
        return nullptr;
    if (slot->isOld)
        return m_clock && m_clock->now() < slot->key->oldUntil ? slot->key : nullptr;
    const Lock lock(m_mutex);
    if (m_table == keys) // else it may have been removed
        m_recent = {text.toByteArray(), slot->key};
    return slot->key;
}

std::vector<ApiKeyPtr> KeyRing::all() const
{
    std::vector<ApiKeyPtr> keys;
    const auto current = table();
    for (const Slot& slot : *current) {
        if (!slot.isOld)
            keys.push_back(slot.key);
    }
    std::sort(keys.begin(), keys.end(), [](const ApiKeyPtr& a, const ApiKeyPtr& b) {
        return std::tie(a->created, a->id) < std::tie(b->created, b->id);
    });
    return keys;
}

bool KeyRing::hasKeyOf(ApiKind api) const
{
    const auto keys = all();
    return std::any_of(
        keys.begin(), keys.end(), [api](const ApiKeyPtr& key) { return key->api == api; });
}

void KeyRing::put(ApiKeyPtr key)
{
    insert(std::move(key), Absent::Add);
}

void KeyRing::update(ApiKeyPtr key)
{
    insert(std::move(key), Absent::Leave);
}

void KeyRing::insert(ApiKeyPtr key, Absent absent)
{
    const Lock changing(m_changing);
    Table next = *table();
    auto lastUse = std::make_shared<std::atomic<qint64>>(0);
    const auto removed = next.removeIf([&](const Table::iterator& slot) {
        if (slot->key->id != key->id)
            return false;
        lastUse = slot->lastUse; // of the key that it replaces
        return true;
    });
    if (removed == 0 && absent == Absent::Leave)
        return;
    if (!key->oldHash.isEmpty())
        next.insert(key->oldHash.first(halfOfHash), {key, lastUse, true});
    next.insert(key->hash.first(halfOfHash), {key, lastUse});
    replace(std::move(next));
}

void KeyRing::remove(const QByteArray& id)
{
    const Lock changing(m_changing);
    Table next = *table();
    next.removeIf([&](const Table::iterator& slot) { return slot->key->id == id; });
    replace(std::move(next));
}

void KeyRing::noteUse(const ApiKey& key, Timestamp at)
{
    const auto keys = table();
    const auto slot = keys->constFind(halfOf(key.hash));
    if (slot != keys->cend())
        slot->lastUse->store(at.value(), std::memory_order_relaxed);
}

std::optional<Timestamp> KeyRing::lastUse(const QByteArray& id) const
{
    const auto keys = table();
    for (const Slot& slot : *keys) {
        const qint64 at = slot.lastUse->load(std::memory_order_relaxed);
        if (slot.key->id == id && at != 0)
            return Timestamp(at);
    }
    return std::nullopt;
}

} // namespace stateroom
