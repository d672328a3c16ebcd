// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on collections of the business API: table, form and JSON, references.
#include "core/business/indexer.h"
#include "core/webhooks/delivery.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/records/referenceeditor.h"
#include "ui/records/textbox.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* agents = "business/agents";
constexpr const char* conversations = "business/conversations";

/// The window with the table of a collection.
class RecordsWindow {
public:
    explicit RecordsWindow(TestStore& store, const char* space = agents)
        : window(*store)
    {
        window->browse().goTo(Namespace::parse(space).value());
    }

    RecordsPanel& panel() { return window->browse().records(); }
    RecordsModel& model() { return panel().model(); }
    RecordForm& form() { return *window.inspector().findChild<RecordForm*>(); }
    /// The control of a field, of the type that it has.
    template <class T> T& control(const QByteArray& field)
    {
        return dynamic_cast<T&>(form().editor(field)->control());
    }
    /// Whether this record is chosen, read and shown in the form.
    bool waitFor(const QByteArray& id)
    {
        return QTest::qWaitFor([&] {
            return window.inspector().name().key == Key(id) && window.inspector().isEditable() &&
                   panel().view().currentIndex().data(KeyRole).toByteArray() == id &&
                   form().isVisible() && form().draft() && form().draft()->bytes().contains(id);
        });
    }
    QString problem(const QByteArray& field)
    {
        QString text;
        for (QLabel* label : form().editor(field)->findChildren<QLabel*>())
            if (label->property("tone") == u"error"_s && label->isVisible())
                text += label->text();
        return text;
    }

    TestWindow window;
};

QByteArray member(const std::optional<Entry>& entry, const QByteArray& name)
{
    const auto value = JsonView(entry->value).member(name);
    return value ? value->raw().toByteArray() : QByteArray();
}

} // namespace

class BusinessRecordsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void navigator_collections_standThereEmptyToo();
    void table_collectionChosen_showsRecordsAndForm();
    void table_headerClicked_sorts();
    void filter_apisText_filtersAndTellsMistakes();
    void filter_namePartTyped_isCompleted();
    void form_edited_editsTheJsonBeside();
    void json_edited_editsTheFormBeside();
    void json_invalid_closesTheForm();
    void save_form_goesByTheRulesOfRecords();
    void save_brokenRule_isToldAndNotWritten();
    void save_missingReference_isToldAndNotWritten();
    void save_changedElsewhere_isAConflict();
    void newRecord_formFilled_getsAnId();
    void remove_record_canBeRestored();
    void reference_followed_leadsThereAndBack();
    void subList_chosen_filtersByTheRecord();
    void draft_otherRecordChosen_isKept();
    void samples_emptyCollection_fillAll();
    void asKeys_chosen_showsTheKeyList();
    void ends_ofManyRecords_areThereAtOnce();
    void columns_anyWidth_areWhole();
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

void BusinessRecordsTest::table_collectionChosen_showsRecordsAndForm()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id = store.addRecord("agents", R"({"name":"Bo","role":"r"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    QVERIFY(records.panel().isVisible());
    QVERIFY(!records.window->entries().isVisible());
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Bo"_s);
    records.panel().view().setFocus();
    records.window.press(Qt::Key_Down);
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Ada"_s);
    QCOMPARE(records.control<TextBox>("role").toPlainText(), QString());
}

void BusinessRecordsTest::table_headerClicked_sorts()
{
    TestStore store;
    for (const char* body : {R"({"name":"b"})", R"({"name":"a"})", R"({"name":"c"})"})
        store.addRecord("agents", body);
    RecordsWindow records(store);
    QTRY_COMPARE(column(records.model(), 1), u"c a b"_s);
    auto* header = records.panel().view().horizontalHeader();
    QTest::mouseClick(
        header->viewport(), Qt::LeftButton, {},
        {header->sectionViewportPosition(1) + 20, header->height() / 2});
    QTRY_COMPARE(column(records.model(), 1), u"a b c"_s);
}

void BusinessRecordsTest::filter_apisText_filtersAndTellsMistakes()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a","metadata":{"language":"en"}})");
    store.addRecord("agents", R"({"name":"b","metadata":{"language":"de"}})");
    RecordsWindow records(store);
    QTRY_COMPARE(column(records.model(), 1), u"b a"_s);
    QLineEdit& edit = records.panel().filter().edit();
    edit.setText(u"filter[metadata][language]=en"_s);
    QTRY_COMPARE(column(records.model(), 1), u"a"_s);
    edit.setText(u"filter[metadata][language][$is]=en"_s);
    auto* trouble = records.panel().filter().findChild<QLabel*>();
    QVERIFY(trouble->isVisible());
    QCOMPARE(trouble->text(), u"filter.metadata.language has an unknown operator: $is."_s);
    QCOMPARE(column(records.model(), 1), u"a"_s);
    edit.setText(uR"({"name":"b"})"_s);
    QTRY_COMPARE(column(records.model(), 1), u"b"_s);
    QVERIFY(!trouble->isVisible());
}

void BusinessRecordsTest::filter_namePartTyped_isCompleted()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"a"})");
    RecordsWindow records(store);
    QTRY_COMPARE(records.model().rowCount(), 1);
    QLineEdit& edit = records.panel().filter().edit();
    edit.setFocus();
    QTest::keyClicks(&edit, u"filter[crea"_s);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(edit.text(), u"filter[created_at]="_s);
    edit.clear();
    QTest::keyClicks(&edit, u"stat"_s);
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Return);
    QCOMPARE(edit.text(), u"filter[status]="_s);
}

void BusinessRecordsTest::form_edited_editsTheJsonBeside()
{
    TestStore store;
    const QByteArray agent = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id = store.addRecord(
        "conversations", R"({"agent_id":")" + agent + R"(","channel":"web","n":1.50})");
    RecordsWindow records(store, conversations);
    QVERIFY(records.waitFor(id));
    auto& score = records.control<QLineEdit>("satisfaction_score");
    score.setFocus();
    QTest::keyClicks(&score, u"7"_s);
    QVERIFY(records.window.editor().utf8().contains("\"satisfaction_score\": 7"));
    QVERIFY(records.window.editor().utf8().contains("\"n\": 1.50"));
    QTRY_COMPARE(records.problem("satisfaction_score"), u"Must be a number from 1 to 5."_s);
    QTest::keyClick(&score, Qt::Key_Backspace);
    QTest::keyClicks(&score, u"4"_s);
    QTRY_COMPARE(records.problem("satisfaction_score"), QString());
    QTest::keyClick(&score, Qt::Key_Backspace);
    QVERIFY(!records.window.editor().utf8().contains("satisfaction_score"));
    auto& status = records.control<QComboBox>("status");
    status.setFocus();
    QTest::keyClick(&status, Qt::Key_Down);
    QTRY_VERIFY(records.window.editor().utf8().contains("\"status\": \"escalated\""));
    auto& metadata = records.control<QLineEdit>("metadata");
    metadata.setFocus();
    QTest::keyClicks(&metadata, uR"({"a": [1)"_s);
    QCOMPARE(records.problem("metadata"), u"This is not JSON yet."_s);
    QTest::keyClicks(&metadata, u"]}"_s);
    QTRY_VERIFY(records.window.editor().utf8().contains(R"("a": [1])"));
    QCOMPARE(metadata.text(), uR"({"a": [1]})"_s);
    QVERIFY(records.window.inspector().isDirty());
}

void BusinessRecordsTest::json_edited_editsTheFormBeside()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    records.window.typeOver(R"({"name":"Bo","status":5,"capabilities":{"can_x":true}})");
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Bo"_s);
    QTRY_COMPARE(records.problem("status"), u"Must be text."_s);
    QVERIFY(records.form().editor("capabilities")->control().findChild<QWidget*>());
}

void BusinessRecordsTest::json_invalid_closesTheForm()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    QTRY_VERIFY(records.control<TextBox>("name").isEnabled());
    records.window.typeOver(R"({"name":)");
    QTRY_VERIFY(!records.control<TextBox>("name").isEnabled());
    records.window.typeOver(R"({"name":"x"})");
    QTRY_VERIFY(records.control<TextBox>("name").isEnabled());
}

void BusinessRecordsTest::save_form_goesByTheRulesOfRecords()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada","own":1.50})");
    const auto before = store.get(agents, id);
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Ada"_s);
    auto& name = records.control<TextBox>("name");
    name.setFocus();
    name.selectAll();
    QTest::keyClicks(&name, u"Bo"_s);
    QTest::qWait(5); // the store's clock counts milliseconds
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(agents, id)->version.value(), 2);
    const auto after = store.get(agents, id);
    QCOMPARE(member(after, "name"), "\"Bo\"");
    QCOMPARE(member(after, "own"), "1.50");
    QCOMPARE(member(after, "created_at"), member(before, "created_at"));
    QVERIFY(member(after, "updated_at") > member(before, "updated_at"));
    QTRY_VERIFY(!records.window.inspector().isDirty());
    QVERIFY(records.window.editor().utf8().contains(member(after, "updated_at")));
    QTRY_COMPARE(column(records.model(), 1), u"Bo"_s);
}

void BusinessRecordsTest::save_brokenRule_isToldAndNotWritten()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    records.window.typeOver(R"({"role":"r"})");
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(records.window.notice(), u"Not saved: name is required."_s);
    QCOMPARE(store.get(agents, id)->version.value(), 1);
    QTRY_COMPARE(
        QApplication::focusWidget(), static_cast<QWidget*>(&records.control<TextBox>("name")));
    QVERIFY(records.window.inspector().isDirty());
}

void BusinessRecordsTest::save_missingReference_isToldAndNotWritten()
{
    TestStore store;
    const QByteArray agent = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id =
        store.addRecord("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store, conversations);
    QVERIFY(records.waitFor(id));
    records.window.typeOver(R"({"agent_id":"agent_0","channel":"web"})");
    QTRY_VERIFY(records.form().editor("agent_id")->findChild<QLineEdit*>()->text() == u"agent_0"_s);
    QTRY_VERIFY(records.problem("agent_id").contains(u"There is no such record in agents."_s));
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(records.window.notice(), u"Not saved: agent_id: there is no record agent_0."_s);
    QCOMPARE(store.get(conversations, id)->version.value(), 1);
}

void BusinessRecordsTest::save_changedElsewhere_isAConflict()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    records.window.typeOver(R"({"name":"mine"})");
    store.set(agents, id, R"({"name":"theirs"})");
    QTRY_VERIFY(records.window.notice().contains(u"Someone else wrote v2"_s));
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTest::qWait(50);
    QCOMPARE(member(store.get(agents, id), "name"), "\"theirs\"");
    QVERIFY(records.window.pressNotice(u"Overwrite"_s));
    QTRY_COMPARE(member(store.get(agents, id), "name"), "\"mine\"");
}

void BusinessRecordsTest::newRecord_formFilled_getsAnId()
{
    TestStore store;
    store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QTRY_COMPARE(records.model().rowCount(), 1);
    records.window.press(Qt::Key_N, Qt::ControlModifier);
    auto& name = records.control<TextBox>("name");
    QTRY_VERIFY(name.hasFocus());
    QTest::keyClicks(&name, u"Bo"_s);
    QTRY_VERIFY(records.window.editor().utf8().contains("\"Bo\""));
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(column(records.model(), 1), u"Bo Ada"_s);
    const QByteArray id = records.model().idAt(0);
    QVERIFY(id.startsWith("agent_"));
    QVERIFY(records.waitFor(id));
    QCOMPARE(member(store.get(agents, id), "status"), "\"active\"");
    QVERIFY(records.window.inspector().unsaved().isEmpty());
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

void BusinessRecordsTest::draft_otherRecordChosen_isKept()
{
    TestStore store;
    const QByteArray ada = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray bo = store.addRecord("agents", R"({"name":"Bo"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(bo));
    QTRY_COMPARE(records.control<TextBox>("name").toPlainText(), u"Bo"_s);
    auto& name = records.control<TextBox>("name");
    name.setFocus();
    QTest::keyClicks(&name, u"X"_s);
    records.panel().view().setFocus();
    records.window.press(Qt::Key_Down);
    QVERIFY(records.waitFor(ada));
    QTRY_COMPARE(name.toPlainText(), u"Ada"_s);
    QTRY_VERIFY(records.model().index(0, 0).data(DraftRole).toBool());
    records.window.press(Qt::Key_Up);
    QTRY_COMPARE(name.toPlainText(), u"XBo"_s);
    QVERIFY(records.window.inspector().isDirty());
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

void BusinessRecordsTest::ends_ofManyRecords_areThereAtOnce()
{
    TestStore store;
    QByteArrayList ids;
    for (int i = 0; i < 320; ++i)
        ids << store.addRecord("agents", "{\"name\":\"" + QByteArray::number(i) + "\"}");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(ids.back()));
    ListTable& view = records.panel().view();
    view.setFocus();
    records.window.press(Qt::Key_End);
    QVERIFY(records.waitFor(ids.front()));
    QCOMPARE(records.model().rowCount(), 100);
    QScrollBar* bar = view.verticalScrollBar();
    QCOMPARE(bar->value(), bar->maximum());
    // Upwards more comes, and what is seen stays where it is.
    bar->setValue(0);
    QTRY_COMPARE(records.model().rowCount(), 200);
    QTRY_VERIFY(!records.model().isSearching());
    QCOMPARE(view.indexAt({20, 4}).data(KeyRole).toByteArray(), ids[99]);
    QVERIFY(records.waitFor(ids.front()));
    records.window.press(Qt::Key_Home);
    QVERIFY(records.waitFor(ids.back()));
    QCOMPARE(bar->value(), 0);
    records.window.press(Qt::Key_Down);
    QVERIFY(records.waitFor(ids[318]));
}

void BusinessRecordsTest::columns_anyWidth_areWhole()
{
    TestStore store;
    const QByteArray agent =
        store.addRecord("agents", R"({"name":"Ada","role":"Customer success specialist"})");
    store.addRecord("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(agent));
    ListTable& view = records.panel().view();
    for (const char* name : {"agents", "conversations"}) {
        records.window->browse().goTo(Namespace("business", name));
        QTRY_COMPARE(records.model().rowCount(), 1);
        for (const int width : {1900, 1400, 1240, 1100, 968}) {
            records.window->resize(width, 700);
            QTest::qWait(1);
            const QHeaderView& header = *view.horizontalHeader();
            QCOMPARE(header.length(), view.viewport()->width());
            QVERIFY(!view.horizontalScrollBar()->isVisible());
            for (int column = 0; column < header.count(); ++column)
                QVERIFY2(
                    header.isSectionHidden(column) ||
                        header.sectionSize(column) >= header.sectionSizeHint(column),
                    qPrintable(u"%1: column %2 at %3"_s.arg(QLatin1StringView(name))
                                   .arg(column)
                                   .arg(width)));
        }
    }
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
