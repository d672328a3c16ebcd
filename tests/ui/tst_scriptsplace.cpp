// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"
#include "ui/model/diffmodel.h"
#include "ui/scripts/scriptdraft.h"
#include "ui/scripts/scriptoutcome.h"
#include "ui/scripts/scriptsplace.h"
#include "ui/style/appearance.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/scripteditor.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ScriptsPlaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void example_byKeyboard_runsAndShowsAll();
    void run_notKept_onlyTells();
    void run_ofAResource_usesItsState();
    void failure_hasALine_isMarkedAndLedTo();
    void failure_edited_isNotMarkedAnyMore();
    void data_malformed_isSaidAtItsPlace();
    void data_notAnObject_isSaid();
    void space_ofAnotherKind_isRefused();
    void script_withoutFunction_isSaid();
    void run_endless_canBeStopped();
    void run_goneAmidst_endsQuietly();
    void functions_typed_areOffered();
    void draft_outlivesThePlace();
    void escape_leavesTheEditors();
    void place_gone_themeCanChange();

private:
    void open();
    void write(const char* script) { m_place->script().showScript(script); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
    }
    bool run();

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestService> m_service;
    std::unique_ptr<ScriptsPlace> m_place;
};

void ScriptsPlaceTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = m_directory->path();
    m_service = std::make_unique<TestService>(std::move(options));
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    open();
}

void ScriptsPlaceTest::open()
{
    m_place = std::make_unique<ScriptsPlace>(m_service->service());
    m_place->resize(1000, 700);
    m_place->show();
    m_place->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_place.get()));
}

void ScriptsPlaceTest::cleanup()
{
    m_place.reset();
    m_service.reset();
}

/// Runs it to its end.
bool ScriptsPlaceTest::run()
{
    m_place->runAction()->trigger();
    return QTest::qWaitFor([this] { return !m_place->isRunning(); }, 20'000);
}

void ScriptsPlaceTest::example_byKeyboard_runsAndShowsAll()
{
    const QAbstractItemModelTester tester(&m_place->outcome().model());
    QVERIFY(m_place->script().hasFocus());
    QCOMPARE(m_place->function().currentText(), u"preSavePage"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(m_place->isRunning());
    QTRY_VERIFY_WITH_TIMEOUT(!m_place->isRunning(), 20'000);
    QCOMPARE(m_place->notice().text(), QString());
    ScriptOutcome& outcome = m_place->outcome();
    QTRY_VERIFY(outcome.result().utf8().contains("\"name\": \"Edsger\""));
    QCOMPARE(outcome.log().toPlainText(), u"3 of 3 records are new"_s);
    QTRY_COMPARE(outcome.model().added(), 1);
    QCOMPARE(
        outcome.model().index(0, DiffModel::PlaceColumn).data().toString(),
        u"last_sync_timestamp"_s);
    QCOMPARE(
        m_service->log(),
        (QByteArrayList{"integration/ last_sync_timestamp v1 set \"2026-03-04T08:15:00Z\""}));
    QCOMPARE(m_service->changes().front().by.keyId, "window");
    // Nothing is new to it any more.
    QVERIFY(run());
    QTRY_VERIFY(outcome.result().utf8().contains("\"data\": []"));
    QCOMPARE(outcome.log().toPlainText(), u"0 of 3 records are new"_s);
}

void ScriptsPlaceTest::run_notKept_onlyTells()
{
    m_place->keeps().setChecked(false);
    QVERIFY(run());
    QTRY_COMPARE(m_place->outcome().model().added(), 1);
    QVERIFY(m_service->log().isEmpty());
}

void ScriptsPlaceTest::run_ofAResource_usesItsState()
{
    m_service->write("integration/imports/55cc", "n", "1");
    m_service->write("workflow/w", "n", "1");
    m_place->hide();
    m_place->show();
    QTRY_COMPARE(m_place->space().count(), 2);
    m_place->space().setEditText(u"imports/55cc"_s);
    write("function f({ state }) { state.set('n', state.get('n') + 1); return 1 }");
    QVERIFY(run());
    QCOMPARE(m_service->log(Seq(2)), (QByteArrayList{"integration/imports/55cc n v2 set 2"}));
    QTRY_COMPARE(m_place->outcome().model().changed(), 1);
}

void ScriptsPlaceTest::failure_hasALine_isMarkedAndLedTo()
{
    write("function f(o) {\n  g();\n}\nfunction g() {\n  console.error('x');\n  null.a;\n}\n");
    QVERIFY(run());
    QVERIFY(m_place->notice().text().startsWith(u"TypeError: Cannot read property 'a' of null"_s));
    QVERIFY(m_place->notice().text().contains(u"g (line 6) ← f (line 2)"_s));
    QCOMPARE(m_place->script().errorLine(), 6);
    QCOMPARE(m_place->outcome().log().toPlainText(), u"error: x"_s);
    QCOMPARE(m_place->outcome().result().utf8(), "");
    const auto buttons = m_place->notice().findChildren<QPushButton*>();
    QCOMPARE(buttons.size(), 1);
    QCOMPARE(buttons[0]->text(), u"Go to line 6"_s);
    buttons[0]->click();
    QVERIFY(m_place->script().hasFocus());
    int line = 0;
    int column = 0;
    m_place->script().getCursorPosition(&line, &column);
    QCOMPARE(line, 5);
}

void ScriptsPlaceTest::failure_edited_isNotMarkedAnyMore()
{
    write("function f() {\n  let a = 5 5;\n}");
    QVERIFY(run());
    QCOMPARE(m_place->script().errorLine(), 2);
    m_place->script().goTo(2, 1);
    press(Qt::Key_Space);
    QCOMPARE(m_place->script().errorLine(), 0);
    write("function f() { return 1 }");
    QVERIFY(run());
    QCOMPARE(m_place->notice().text(), QString());
}

void ScriptsPlaceTest::data_malformed_isSaidAtItsPlace()
{
    m_place->data().showText("{\n  \"data\": [1 2]\n}");
    QVERIFY(run());
    QVERIFY(m_place->notice().text().startsWith(u"The data is not JSON, line 2, column 14: "_s));
}

void ScriptsPlaceTest::data_notAnObject_isSaid()
{
    m_place->data().showText("[1]");
    QVERIFY(run());
    QVERIFY(m_place->notice().text().startsWith(u"The data must be a JSON object"_s));
}

void ScriptsPlaceTest::space_ofAnotherKind_isRefused()
{
    m_place->space().setEditText(u"workflow/w"_s);
    m_place->runAction()->trigger();
    QVERIFY(!m_place->isRunning());
    QVERIFY(m_place->notice().text().startsWith(u"The state must be integration/"_s));
}

void ScriptsPlaceTest::script_withoutFunction_isSaid()
{
    write("1 + 1");
    QTRY_COMPARE(m_place->function().count(), 0);
    m_place->runAction()->trigger();
    QVERIFY(!m_place->isRunning());
    QVERIFY(m_place->notice().text().startsWith(u"The script declares no function"_s));
}

void ScriptsPlaceTest::run_endless_canBeStopped()
{
    write("function f() { for (;;); }");
    m_place->runAction()->trigger();
    QTRY_COMPARE(m_place->runAction()->text(), u"Stop"_s);
    press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!m_place->isRunning());
    QCOMPARE(m_place->runAction()->text(), u"Run"_s);
    // Its process has made room.
    write("function f() { return 1 }");
    QVERIFY(run());
    QTRY_COMPARE(m_place->outcome().result().utf8(), "1");
}

void ScriptsPlaceTest::run_goneAmidst_endsQuietly()
{
    write("function f({ state }) { state.set('a', 1); for (;;); }");
    m_place->runAction()->trigger();
    QTest::qWait(50);
    m_place.reset();
    QVERIFY(m_service->log().isEmpty());
}

void ScriptsPlaceTest::functions_typed_areOffered()
{
    write("function a() {}\nconst b = o => 1;\n");
    QTRY_COMPARE(m_place->function().count(), 2);
    m_place->function().setCurrentIndex(1);
    m_place->script().goTo(1, 1);
    QTest::keyClicks(&m_place->script(), u"function c() {}"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(m_place->function().count(), 3);
    QCOMPARE(m_place->function().currentText(), u"b"_s);
}

void ScriptsPlaceTest::draft_outlivesThePlace()
{
    write("function mine() { return 1 }");
    m_place->data().showText("{\"mine\": true}");
    m_place.reset();
    open();
    QTRY_COMPARE(m_place->script().script(), "function mine() { return 1 }");
    QCOMPARE(m_place->data().utf8(), "{\"mine\": true}");
    QCOMPARE(m_place->function().currentText(), u"mine"_s);
    m_place->actions().last()->trigger();
    QVERIFY(m_place->script().script().startsWith("function preSavePage"));
    m_place->script().undo();
    QCOMPARE(m_place->script().script(), "function mine() { return 1 }");
}

void ScriptsPlaceTest::escape_leavesTheEditors()
{
    QVERIFY(run());
    QTRY_VERIFY(m_place->outcome().result().isVisible());
    for (QWidget* editor :
         {static_cast<QWidget*>(&m_place->script()), static_cast<QWidget*>(&m_place->data()),
          static_cast<QWidget*>(&m_place->outcome().result())}) {
        editor->setFocus();
        QVERIFY(editor->hasFocus());
        press(Qt::Key_Escape);
        QVERIFY(!editor->hasFocus());
        QVERIFY(qobject_cast<QPushButton*>(QApplication::focusWidget()));
    }
}

/// A style sheet remembers each widget that it has met.
void ScriptsPlaceTest::place_gone_themeCanChange()
{
    Appearance appearance(*qApp);
    for (const SchemeChoice choice : {SchemeChoice::Light, SchemeChoice::Dark}) {
        open();
        QVERIFY(run());
        appearance.setChoice(choice);
        m_place.reset();
    }
    appearance.setChoice(SchemeChoice::Light);
}

QTEST_MAIN(ScriptsPlaceTest)
#include "tst_scriptsplace.moc"
