// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on collections of the business API: form and JSON, and what is saved.
#include "tests/ui/recordswindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/textbox.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class RecordFormTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void form_edited_editsTheJsonBeside();
    void json_edited_editsTheFormBeside();
    void json_invalid_closesTheForm();
    void save_form_goesByTheRulesOfRecords();
    void save_brokenRule_isToldAndNotWritten();
    void save_missingReference_isToldAndNotWritten();
    void save_changedElsewhere_isAConflict();
    void newRecord_formFilled_getsAnId();
    void draft_otherRecordChosen_isKept();
    void enter_oneLine_goesToTheNextField();
    void enter_severalLines_breaksThem();
    void enter_numberOrReference_goesToTheNextField();
};

void RecordFormTest::init()
{
    failOnWarnings();
}

void RecordFormTest::form_edited_editsTheJsonBeside()
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

void RecordFormTest::json_edited_editsTheFormBeside()
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

void RecordFormTest::json_invalid_closesTheForm()
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

void RecordFormTest::save_form_goesByTheRulesOfRecords()
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

void RecordFormTest::save_brokenRule_isToldAndNotWritten()
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

void RecordFormTest::save_missingReference_isToldAndNotWritten()
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

void RecordFormTest::save_changedElsewhere_isAConflict()
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

void RecordFormTest::newRecord_formFilled_getsAnId()
{
    TestStore store;
    const QByteArray ada = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(ada));
    records.window.press(Qt::Key_N, Qt::ControlModifier);
    auto& name = records.control<TextBox>("name");
    QVERIFY(name.hasFocus());
    QTest::keyClicks(&name, u"Bo"_s); // at once
    QTRY_VERIFY(records.window.editor().utf8().contains("\"Bo\""));
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(column(records.model(), 1), u"Bo Ada"_s);
    const QByteArray id = records.model().idAt(0);
    QVERIFY(id.startsWith("agent_"));
    QVERIFY(records.waitFor(id));
    QCOMPARE(member(store.get(agents, id), "status"), "\"active\"");
    QVERIFY(records.window.inspector().unsaved().isEmpty());
}

void RecordFormTest::draft_otherRecordChosen_isKept()
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

/// A name with a line break that nobody sees is worse than none.
void RecordFormTest::enter_oneLine_goesToTheNextField()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    auto& name = records.control<TextBox>("name");
    QTRY_COMPARE(name.toPlainText(), u"Ada"_s);
    name.setFocus();
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        QTest::keyClick(&name, key, key == Qt::Key_Enter ? Qt::KeypadModifier : Qt::NoModifier);
        QCOMPARE(name.toPlainText(), u"Ada"_s);
        QVERIFY(!name.hasFocus());
        QVERIFY(records.form().isAncestorOf(QApplication::focusWidget()));
        records.window.press(Qt::Key_Backtab, Qt::ShiftModifier);
        QVERIFY(name.hasFocus());
    }
    QVERIFY(!records.window.inspector().isDirty());
}

void RecordFormTest::enter_severalLines_breaksThem()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    RecordsWindow records(store);
    QVERIFY(records.waitFor(id));
    auto& name = records.control<TextBox>("name");
    QTRY_COMPARE(name.toPlainText(), u"Ada"_s);
    name.setFocus();
    name.moveCursor(QTextCursor::End);
    QTest::keyClick(&name, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&name, u"b"_s);
    QTest::keyClick(&name, Qt::Key_Return);
    QTest::keyClicks(&name, u"c"_s);
    QVERIFY(name.hasFocus());
    QTRY_VERIFY2(
        records.window.editor().utf8().contains(R"("Ada\nb\nc")"), records.window.editor().utf8());
    records.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(member(store.get(agents, id), "name"), R"("Ada\nb\nc")");
}

void RecordFormTest::enter_numberOrReference_goesToTheNextField()
{
    TestStore store;
    const QByteArray agent = store.addRecord("agents", R"({"name":"Ada"})");
    const QByteArray id =
        store.addRecord("conversations", R"({"agent_id":")" + agent + R"(","channel":"web"})");
    RecordsWindow records(store, conversations);
    QVERIFY(records.waitFor(id));
    for (const QByteArray name : {"agent_id", "satisfaction_score", "metadata"}) {
        auto& line = *records.form().editor(name)->findChild<QLineEdit*>();
        line.setFocus();
        QVERIFY2(line.hasFocus(), name);
        QTest::keyClick(&line, Qt::Key_Return);
        QVERIFY2(!line.hasFocus(), name);
        QVERIFY2(records.form().isAncestorOf(QApplication::focusWidget()), name);
    }
}

STATEROOM_WATCHED_MAIN(RecordFormTest)
#include "tst_recordform.moc"
