// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: new keys.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/entryhead.h"
#include "ui/model/roles.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
} // namespace

class NewKeyTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void newKey_savedByKeyboard_isChosen();
    void newKey_tabs_followTheReadingOrder();
    void newKey_taken_offersToOpenIt();
    void newKey_withoutAName_asksForIt();
    void newKey_webhook_tellsOfItsSecret();
    void newKey_left_isKept();
    void newKey_cancelled_isGone();
    void newKey_renamedAfterARefusal_isNotToldOfTheOldName();
};

void NewKeyTest::init()
{
    failOnWarnings();
}

void NewKeyTest::newKey_savedByKeyboard_isChosen()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"plan"_s);
    window.press(Qt::Key_Return);
    QVERIFY(window.editor().hasFocus());
    window.typeOver("[1, 2]");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "plan"));
    QCOMPARE(store.get(wf1, "plan")->value.bytes(), QByteArray("[1,2]"));
    QVERIFY(window.waitFor(wf1, "plan"));
    QTRY_COMPARE(window->entries().view().currentIndex().data(KeyRole).toByteArray(), "plan");
    QVERIFY(window.inspector().unsaved().isEmpty());
}

void NewKeyTest::newKey_tabs_followTheReadingOrder()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"plan"_s);
    QWidget* key = QApplication::focusWidget();
    window.press(Qt::Key_Tab);
    QVERIFY(window.editor().hasFocus()); // the value is what comes next
    key->setFocus();
    window.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Namespace of the new key"_s);
    // The buttons are reached too: before the form, where no Tab from the key leads.
    QStringList before;
    for (int i = 0; i < 2; ++i) {
        window.press(Qt::Key_Backtab, Qt::ShiftModifier);
        if (const auto* button = qobject_cast<QAbstractButton*>(QApplication::focusWidget()))
            before << button->text();
    }
    QCOMPARE(before, (QStringList{u"Cancel"_s, u"Save"_s}));
}

void NewKeyTest::newKey_taken_offersToOpenIt()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"a"_s);
    window.typeOver("2");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(window.notice().contains(u"exists"_s));
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray("1"));
    QVERIFY(window.pressNotice(u"Open it"_s));
    QVERIFY(window.waitFor(wf1, "a"));
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    QCOMPARE(window.inspector().unsaved().size(), 1); // the value that was typed
}

void NewKeyTest::newKey_withoutAName_asksForIt()
{
    TestStore store;
    TestWindow window(*store);
    QTRY_VERIFY(window->namespaces().model().isLoaded());
    window.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(window.inspector().isVisible());
    window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(window.notice().contains(u"kind/name"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"workflow/new"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(window.notice().contains(u"key"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"first"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(window.waitFor("workflow/new", "first"));
    QCOMPARE(store.get("workflow/new", "first")->value.bytes(), QByteArray("{}"));
    QTRY_COMPARE(column(window.keys()), u"first"_s);
}

void NewKeyTest::newKey_webhook_tellsOfItsSecret()
{
    TestStore store;
    TestWindow window(*store);
    QTRY_VERIFY(window->namespaces().model().isLoaded());
    window.press(Qt::Key_N, Qt::ControlModifier);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"business/webhooks"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"wh_mine"_s);
    window.typeOver(R"({"url":"http://127.0.0.1:9/","events":["*"]})");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(window.waitFor("business/webhooks", "wh_mine"));
    QTRY_VERIFY(window.notice().contains(u"got a secret"_s));
    QTRY_COMPARE(column(window.keys()), u"wh_mine"_s);
    QVERIFY(window.notice().contains(u"got a secret"_s)); // and goes on to
    QVERIFY(window.inspector().unsaved().isEmpty());
}

void NewKeyTest::newKey_left_isKept()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"plan"_s);
    window.typeOver("[7]");
    window.click("a");
    QVERIFY(window.waitFor(wf1, "a"));
    QCOMPARE(window.inspector().unsaved().size(), 1);
    window.press(Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(window.editor().utf8(), QByteArray("[7]"));
    QCOMPARE(window.inspector().findChild<EntryHead*>()->formKeyText(), QByteArray("plan"));
}

void NewKeyTest::newKey_cancelled_isGone()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"plan"_s);
    for (auto* button : window.inspector().findChildren<QAbstractButton*>())
        if (button->isVisible() && button->text() == u"Cancel"_s)
            QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(window.waitFor(wf1, "a")); // back to the key
    QVERIFY(window.inspector().unsaved().isEmpty());
}

void NewKeyTest::newKey_renamedAfterARefusal_isNotToldOfTheOldName()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QWidget* field = QApplication::focusWidget();
    QTest::keyClicks(field, u"a"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(window.notice().contains(u"exists"_s));
    QTest::keyClicks(field, u"b"_s);
    QVERIFY(window.notice().isEmpty());
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "ab"));
}

STATEROOM_WATCHED_MAIN(NewKeyTest)
#include "tst_newkey.moc"
