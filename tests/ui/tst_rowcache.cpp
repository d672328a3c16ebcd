// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teststore.h"
#include "ui/entries/rowcache.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <semaphore>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

const Namespace space = Namespace("workflow", "wf-1");
constexpr const char* spaceText = "workflow/wf-1";

/// One of the store's two reading threads, busy until it is let go.
class BusyReader {
public:
    explicit BusyReader(Store& store)
    {
        store.read(
            [state = m_state](Reader&) -> Result<int> {
                state->entered.release();
                state->leave.acquire();
                return 0;
            },
            &m_context, [](const Result<int>&) {});
        m_state->entered.acquire();
    }
    ~BusyReader() { letGo(); }
    Q_DISABLE_COPY_MOVE(BusyReader)

    void letGo()
    {
        if (!std::exchange(m_gone, true))
            m_state->leave.release();
    }

private:
    struct State {
        std::counting_semaphore<> entered{0};
        std::counting_semaphore<> leave{0};
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
    QObject m_context;
    bool m_gone = false;
};

Change changeTo(const Entry& entry)
{
    Change change;
    change.seq = entry.seq;
    change.name = {space, entry.key};
    change.version = entry.version;
    change.value = entry.value;
    change.committedAt = entry.writtenAt;
    return change;
}

QString textOf(const RowCache& rows, const Key& key)
{
    const EntryRow* row = rows.find(key);
    return row != nullptr ? plainText(row->preview) : QString();
}

} // namespace

class RowCacheTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void want_aKey_bringsItsRow();
    void update_whileItsRowIsBeingRead_isNotLostToTheOlderRow();
};

void RowCacheTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".*"_s));
}

void RowCacheTest::want_aKey_bringsItsRow()
{
    TestStore store;
    store.set(spaceText, "k", "1");
    RowCache rows(*store);
    rows.begin(space);
    QCOMPARE(textOf(rows, Key("k")), QString());
    rows.want(Key("k"));
    QTRY_COMPARE(textOf(rows, Key("k")), u"1"_s);
}

void RowCacheTest::update_whileItsRowIsBeingRead_isNotLostToTheOlderRow()
{
    TestStore store;
    store.set(spaceText, "k", "1");
    RowCache rows(*store);
    rows.begin(space);
    const QSignalSpy arrived(&rows, &RowCache::arrived);
    BusyReader first(*store);
    BusyReader second(*store);
    rows.want(Key("k"));
    QCoreApplication::processEvents(); // it has been asked for, and waits for a reading thread
    first.letGo();
    BusyReader after(*store); // the row has been read; its answer is on its way
    store.set(spaceText, "k", "2");
    rows.update(changeTo(*store.get(spaceText, "k")));
    QCOMPARE(arrived.size(), 0);
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(textOf(rows, Key("k")), u"2"_s);
}

QTEST_GUILESS_MAIN(RowCacheTest)
#include "tst_rowcache.moc"
