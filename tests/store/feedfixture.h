// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/store.h"

#include <QTemporaryDir>
#include <QTest>

namespace stateroom::test {

inline const Namespace spaceA("workflow", "a");
inline const Namespace spaceB("workflow", "b");
inline const EntryName name{spaceA, Key("k")};

inline JsonText json(const QByteArray& text)
{
    return JsonText::parse(text).value();
}

/// A store of its own, under a clock that stands.
struct FeedFixture {
    explicit FeedFixture(HistoryPolicy history = {})
    {
        StoreOptions options;
        options.directory = directory.path();
        options.durability = Durability::Relaxed;
        options.history = history;
        options.clock = &clock;
        auto opened = Store::open(options);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().toString()));
        store = std::move(*opened);
    }
    void set(const EntryName& entry, const QByteArray& value)
    {
        const auto version = store->transactAndWait(
            {}, [&](Transaction& transaction) { return transaction.set(entry, json(value)); });
        QVERIFY2(version, version ? "" : qPrintable(version.error().toString()));
    }
    /// Writes the key that many times.
    void write(int count)
    {
        for (int i = 0; i < count; ++i)
            set(name, QByteArray::number(i));
    }
    /// As the store's own feed reads it.
    LogSource source()
    {
        return [this](
                   Seq after, const ChangeFilter& filter, int limit, QObject* context,
                   std::function<void(Result<LogPage>)> done) {
            store->read(
                [=](Reader& reader) { return reader.changes(after, filter, limit); }, context,
                std::move(done));
        };
    }

    QTemporaryDir directory;
    ManualClock clock;
    std::unique_ptr<Store> store;
};

} // namespace stateroom::test
