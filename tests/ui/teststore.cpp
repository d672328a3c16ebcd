// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"

#include "core/business/indexer.h"
#include "core/business/records.h"

namespace stateroom::ui {

namespace {

template <class T> T orAbort(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().toString()));
    return std::move(*result);
}

} // namespace

TestStore::TestStore(const Clock* clock)
{
    StoreOptions options;
    options.mode = StoreMode::Ephemeral;
    options.indexer = &business::catalogueIndexer();
    options.clock = clock != nullptr ? clock : &m_clock;
    m_store = orAbort(Store::open(options));
}

Version TestStore::set(const char* space, const QByteArray& key, const QByteArray& json)
{
    const JsonText value = orAbort(JsonText::parse(json));
    return orAbort(m_store->transactAndWait(
        {}, [&](Transaction& transaction) { return transaction.set(nameOf(space, key), value); }));
}

void TestStore::remove(const char* space, const QByteArray& key)
{
    orAbort(m_store->transactAndWait(
        {}, [&](Transaction& transaction) { return transaction.remove(nameOf(space, key)); }));
}

void TestStore::setMany(const char* space, const QByteArray& prefix, int from, int count)
{
    orAbort(m_store->transactAndWait({}, [&](Transaction& transaction) -> Result<int> {
        for (int i = from; i < from + count; ++i) {
            const QByteArray key = prefix + QByteArray::number(i).rightJustified(5, '0');
            const auto version = transaction.set(nameOf(space, key), JsonText::fromNumber(i));
            if (!version)
                return failureOf(version);
        }
        return count;
    }));
}

QByteArray TestStore::addRecord(const char* resource, const QByteArray& json)
{
    const JsonText body = orAbort(JsonText::parse(json));
    return orAbort(
        m_store->transactAndWait({}, [&](Transaction& transaction) -> Result<QByteArray> {
            const auto made = business::createRecord(
                transaction, *business::catalogue().resource(resource), body);
            if (!made)
                return fail(ErrorCode::InvalidInput, QStringLiteral("Not a record."));
            return made->record.id;
        }));
}

std::optional<Entry> TestStore::get(const char* space, const QByteArray& key)
{
    return orAbort(orAbort(m_store->openReader())->get(nameOf(space, key)));
}

EntryName nameOf(const char* space, const QByteArray& key)
{
    return {orAbort(Namespace::parse(space)), Key(key)};
}

QString column(const QAbstractItemModel& model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts.join(u' ');
}

} // namespace stateroom::ui
