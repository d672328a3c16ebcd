// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on collections of the business API: from one to the other, and all of them.
#include "core/business/indexer.h"
#include "core/webhooks/delivery.h"
#include "tests/ui/recordswindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/referenceeditor.h"
#include "ui/records/textbox.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class BusinessRecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void navigator_collections_standThereEmptyToo();
    void asKeys_chosen_showsTheKeyList();
    void samples_emptyCollection_fillAll();
    void reference_followed_leadsThereAndBack();
    void subList_chosen_filtersByTheRecord();
    void remove_record_canBeRestored();
    void follower_records_areReadOnly();
};

void BusinessRecordsTest::init()
{
    failOnWarnings();
}

void BusinessRecordsTest::navigator_collections_standThereEmptyToo()
{
    TestStore store;
    store.set("workflow/wf-1", "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor("workflow/wf-1", "a"));
    const NamespacesModel& model = window->namespaces().model();
    QTRY_COMPARE(
        column(model), u"Workflows wf-1 Business agents conversations messages orders returns"_s);
    store.addRecord("orders", R"({"total":1})");
    QTRY_COMPARE(model.keyCount(Namespace("business", "orders")), 1);
    QCOMPARE(model.rowCount(), 8);
}

void BusinessRecordsTest::asKeys_chosen_showsTheKeyList()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    QAction* asKeys = nullptr;
    for (QAction* action : records.window->browse().goActions())
        if (action->isCheckable())
            asKeys = action;
    asKeys->trigger();
    QVERIFY(records.window->entries().isVisible());
    QTRY_COMPARE(records.window->entries().view().currentIndex().data(KeyRole).toByteArray(), id);
    asKeys->trigger();
    QVERIFY(records.waitFor(id));
}

void BusinessRecordsTest::samples_emptyCollection_fillAll()
{
    TestStore store;
    TestWindow window(*store);
    QTRY_VERIFY(window->namespaces().model().isLoaded());
    window->browse().recordsAction()->trigger();
    RecordsPanel& panel = window->browse().records();
    QVERIFY(panel.isVisible());
    QTRY_VERIFY(panel.model().isLoaded());
    QPushButton* samples = nullptr;
    for (QPushButton* button : panel.findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == u"Add sample records"_s)
            samples = button;
    QVERIFY(samples != nullptr);
    const QByteArray webhook =
        store.addRecord("webhooks", R"({"url":"http://127.0.0.1:9/","events":["order.created"]})");
    samples->click();
    QTRY_COMPARE(panel.model().rowCount(), 3);
    const auto queued = store->transactAndWait({}, [&](Transaction& transaction) {
        return webhooks::outboxLength(transaction.read(), webhook);
    });
    QCOMPARE(queued.value(), 3);
    const NamespacesModel& model = window->namespaces().model();
    for (const char* name : {"agents", "conversations", "messages", "orders", "returns"})
        QTRY_COMPARE(model.keyCount(Namespace("business", name)), 3);
    QTRY_VERIFY(panel.view().currentIndex().isValid());
    QVERIFY(panel.notice().text().contains(u"sample records"_s));
    panel.view().setFocus();
    const QByteArray first = window.inspector().name().key.bytes();
    window.press(Qt::Key_Down);
    QVERIFY(window.inspector().name().key.bytes() != first);
    QCOMPARE(panel.notice().text(), QString()); // it has been heard
}

void BusinessRecordsTest::reference_followed_leadsThereAndBack()
{
    TestStore store;
    const QByteArray agent = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id =
        store.addRecord("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store, conversations);
    QVERIFY(records.waitFor(id));
    auto& reference = records.control<ReferenceEditor>("agent_id");
    auto* follow = reference.findChild<QToolButton*>();
    QTRY_VERIFY(follow->isEnabled());
    QTRY_VERIFY(reference.findChild<QLabel*>()->text() == u"Ada"_s);
    reference.setFocus();
    records.window.press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(records.waitFor(agent));
    QCOMPARE(records.window->namespaces().current(), Namespace("business", "agents"));
    records.window.press(Qt::Key_Left, Qt::AltModifier);
    QVERIFY(records.waitFor(id));
    QCOMPARE(records.window->namespaces().current(), Namespace("business", "conversations"));
}

void BusinessRecordsTest::subList_chosen_filtersByTheRecord()
{
    TestStore store;
    const QByteArray ada = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray bo = store.addRecord("agents", R"({"name":"Bo"})");
    QByteArrayList ids;
    for (const QByteArray& agent : {ada, bo})
        ids << store.addRecord(
            "conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(bo));
    QTRY_VERIFY(records.form().findChild<QPushButton*>()->isEnabled());
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Bo"_s);
    records.form().findChild<QPushButton*>()->click();
    QTRY_COMPARE(column(records.model()), QString::fromUtf8(ids[1]));
    QCOMPARE(records.model().resource()->name, "conversations");
    records.window.press(Qt::Key_Left, Qt::AltModifier);
    QVERIFY(records.waitFor(bo));
    QCOMPARE(records.panel().filter().text(), QString());
}

void BusinessRecordsTest::remove_record_canBeRestored()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray value = store.get(agents, id)->value.bytes();
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    records.panel().view().setFocus();
    records.window.press(Qt::Key_Delete);
    QTRY_VERIFY(!store.get(agents, id));
    QTRY_COMPARE(records.model().rowCount(), 0);
    QTRY_VERIFY(records.window.notice().contains(u"deleted"_s));
    QVERIFY(records.window.pressNotice(u"Restore"_s));
    QTRY_VERIFY(store.get(agents, id));
    QCOMPARE(store.get(agents, id)->value.bytes(), value);
    QTRY_COMPARE(records.model().rowCount(), 1);
}

void BusinessRecordsTest::follower_records_areReadOnly()
{
    QTemporaryDir home;
    SystemClock clock;
    StoreOptions options;
    options.directory = home.path();
    options.clock = &clock;
    options.indexer = &business::catalogueIndexer();
    auto owner = Store::open(options);
    QVERIFY(owner.has_value());
    QVERIFY((*owner)->transactAndWait({}, [](Transaction& transaction) {
        return transaction.set(
            nameOf(agents, "agent_1"),
            JsonText::parse(QByteArray(R"({"id":"agent_1","name":"Ada"})")).value());
    }));
    options.mode = StoreMode::Follow;
    auto follower = Store::open(options);
    QVERIFY(follower.has_value());
    TestWindow window(**follower);
    window->showServer({ServerStatus::State::Following, {}, {}});
    window->browse().goTo(Namespace("business", "agents"));
    auto& form = *window.inspector().findChild<RecordForm*>();
    QTRY_VERIFY(form.isVisible() && form.editor("name") != nullptr);
    auto& name = dynamic_cast<TextBox&>(form.editor("name")->control());
    QTRY_COMPARE(name.toPlainText(), u"Ada"_s);
    QVERIFY(name.isReadOnly());
    QVERIFY(!window->browse().records().samplesAction()->isEnabled());
}

STATEROOM_WATCHED_MAIN(BusinessRecordsTest)
#include "tst_businessrecords.moc"
