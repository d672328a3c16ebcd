// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/opname.h"
#include "core/store/store.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <semaphore>

/// QVERIFY that a Result holds a value; the failure shows the error's code and text.
#define VERIFY_OK(result)                                                                          \
    do {                                                                                           \
        const auto& verified = (result);                                                           \
        QVERIFY2(verified.has_value(), qPrintable(stateroom::test::errorText(verified)));          \
    } while (false)

/// QVERIFY that a Result holds an error of this code.
#define VERIFY_FAILED(result, expectedCode)                                                        \
    do {                                                                                           \
        const auto& verified = (result);                                                           \
        QVERIFY2(!verified.has_value(), "succeeded");                                              \
        QCOMPARE(errorCodeName(verified.error().code), errorCodeName(expectedCode));               \
    } while (false)

namespace stateroom::test {

template <class R> QString errorText(const R& result)
{
    if (result)
        return {};
    return QString(errorCodeName(result.error().code)) + QStringLiteral(": ") +
           result.error().toString();
}

inline EntryName entryName(QByteArrayView space, const QByteArray& key)
{
    return {Namespace::parse(space).value(), Key(key)};
}

inline JsonText json(const QByteArray& text)
{
    return JsonText::parse(text).value();
}

/// What a change did, in one line: `set workflow/w k v2 =new <old`.
inline QString describe(const Change& change)
{
    QByteArray text = opName(change.op).toByteArray();
    text += ' ' + change.name.space.text() + ' ' + change.name.key.bytes() + " v" +
            QByteArray::number(change.version.value());
    if (change.value)
        text += " =" + change.value->bytes();
    if (change.oldValue)
        text += " <" + change.oldValue->bytes();
    return QString::fromUtf8(text);
}

inline QStringList describe(const std::vector<Change>& changes)
{
    QStringList lines;
    for (const Change& change : changes)
        lines << describe(change);
    return lines;
}

inline QByteArrayList keysOf(const EntryPage& page)
{
    QByteArrayList keys;
    for (const Entry& entry : page.entries)
        keys << entry.key.bytes();
    return keys;
}

inline QByteArrayList keysOf(const KeyPage& page)
{
    QByteArrayList keys;
    for (const Key& key : page.keys)
        keys << key.bytes();
    return keys;
}

/// A store in a temporary directory, under a clock that stands until it is moved. Relaxed, unless a
/// test asks for more: what is tested here does not depend on fsync.
class StoreFixture {
public:
    explicit StoreFixture(HistoryPolicy history = {})
    {
        options.directory = directory.filePath(QStringLiteral("data"));
        options.durability = Durability::Relaxed;
        options.history = history;
        options.clock = &clock;
    }
    ~StoreFixture() { close(); }
    Q_DISABLE_COPY_MOVE(StoreFixture)

    Result<void> open()
    {
        auto opened = Store::open(options);
        if (!opened)
            return failureOf(opened);
        m_store = std::move(*opened);
        auto reader = m_store->openReader();
        if (!reader)
            return failureOf(reader);
        m_reader = std::move(*reader);
        return {};
    }
    void close()
    {
        m_reader.reset();
        m_store.reset();
    }
    Result<void> reopen()
    {
        close();
        return open();
    }

    Store& store() { return *m_store; }
    Reader& reader() { return *m_reader; }
    bool isOpen() const { return m_store != nullptr; }

    Result<Version> set(const EntryName& name, const QByteArray& value, const SetOptions& how = {})
    {
        return m_store->transactAndWait(
            {}, [&](Transaction& transaction) { return transaction.set(name, json(value), how); });
    }
    /// A value that expires so long after now.
    Result<Version> setFor(const EntryName& name, const QByteArray& value, Milliseconds ttl)
    {
        return m_store->transactAndWait({}, [&](Transaction& transaction) {
            SetOptions how;
            how.expiresAt = transaction.at() + ttl;
            return transaction.set(name, json(value), how);
        });
    }
    Result<std::optional<Version>>
    remove(const EntryName& name, std::optional<Version> expected = std::nullopt)
    {
        return m_store->transactAndWait(
            {}, [&](Transaction& transaction) { return transaction.remove(name, expected); });
    }
    /// The value's text, empty when there is none; `!` and the error when it could not be read.
    QByteArray value(const EntryName& name) { return textOf(m_reader->get(name)); }
    QByteArray valueAsOf(const EntryName& name, Revision revision)
    {
        return textOf(m_reader->getAsOf(name, revision));
    }
    LogPosition position() { return m_reader->position().value(); }
    /// The whole log behind `after`.
    std::vector<Change> log(Seq after = {}, const ChangeFilter& filter = {})
    {
        std::vector<Change> all;
        for (bool more = true; more;) {
            auto page = m_reader->changes(after, filter).value();
            all.insert(all.end(), page.changes.begin(), page.changes.end());
            more = page.more;
            after = page.upTo;
        }
        return all;
    }
    /// What stands in the store's directory, for "nothing was changed". Only while it is closed: on
    /// POSIX systems, closing a file drops the locks that SQLite holds on it.
    QMap<QString, QByteArray> files() const
    {
        QMap<QString, QByteArray> contents;
        const QDir folder(options.directory);
        for (const QString& name : folder.entryList(QDir::Files | QDir::Hidden)) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                contents[name] = file.readAll();
        }
        return contents;
    }

    QTemporaryDir directory;
    ManualClock clock;
    StoreOptions options;

private:
    static QByteArray textOf(const Result<std::optional<Entry>>& entry)
    {
        if (!entry)
            return "!" + errorText(entry).toUtf8();
        return *entry ? (*entry)->value.bytes() : QByteArray();
    }

    std::unique_ptr<Store> m_store;
    std::unique_ptr<Reader> m_reader;
};

/// Keeps the writer busy from construction until release(), so that what is queued meanwhile waits.
class WriterBlock {
public:
    explicit WriterBlock(Store& store)
        : m_state(std::make_shared<State>())
    {
        store.transact(
            {},
            [state = m_state](Transaction&) -> Result<void> {
                state->entered.release();
                state->leave.acquire();
                return {};
            },
            &m_context, [](Result<void>) {});
        m_state->entered.acquire();
    }
    ~WriterBlock() { release(); }
    Q_DISABLE_COPY_MOVE(WriterBlock)

    void release()
    {
        if (!std::exchange(m_released, true))
            m_state->leave.release();
    }

private:
    struct State {
        std::counting_semaphore<> entered{0};
        std::counting_semaphore<> leave{0};
    };
    std::shared_ptr<State> m_state;
    QObject m_context;
    bool m_released = false;
};

/// Collects the answers of asynchronous calls, in the order in which they came.
template <class T> class Answers {
public:
    QObject* context() { return &m_context; }
    auto collect()
    {
        return [this](Result<T> result) { all.push_back(std::move(result)); };
    }
    std::vector<Result<T>> all;

private:
    QObject m_context;
};

} // namespace stateroom::test
