// SPDX-License-Identifier: GPL-3.0-or-later
// The real window: what it tells ends when it is not so any more, or when its subject is left.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/historyview.h"
#include "ui/shell/browseplace.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";
constexpr const char* wf2 = "workflow/wf-2";

NoticeBar& listNotice(TestWindow& window)
{
    return window->entries().notice();
}

} // namespace

class NoticesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void deletion_keyBroughtBackOtherwise_endsWithItsUndo();
    void deletion_someKeysWrittenAgain_staysForTheRest();
    void deletion_anotherKeyChosen_staysUntilTheNamespaceIsLeft();
    void told_anotherKeyChosen_ends();
    void failedUndo_offersTheRest();
    void namespaceDeleted_anotherChosen_ends();
    void broughtBack_deletedAgain_ends();
    void broughtBack_expiredByName_livesForEver();
    void newKey_existingOneRemoved_ends();
    void newer_editUndone_showsWhatIsThere();
    void refusal_editUndone_ends();
    void restoreQuestion_editUndoneOrHistoryLeft_ends();
    void expiryBar_keyDeleted_closes();
};

void NoticesTest::init()
{
    failOnWarnings();
}

void NoticesTest::deletion_keyBroughtBackOtherwise_endsWithItsUndo()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QAction* undo = window->browse().undoAction();
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(listNotice(window).text(), u"Deleted: a"_s);
    QVERIFY(undo->isEnabled());
    QTRY_VERIFY(window.pressNotice(u"Restore"_s));
    QTRY_COMPARE(listNotice(window).text(), QString());
    QVERIFY(!undo->isEnabled());
    QVERIFY(window.notice().isEmpty());
    // By a program, the same.
    QTRY_VERIFY(window.inspector().removeAction()->isEnabled());
    window.inspector().removeAction()->trigger();
    QTRY_COMPARE(listNotice(window).text(), u"Deleted: a"_s);
    store.set(wf1, "a", "2");
    QTRY_COMPARE(listNotice(window).text(), QString());
    QVERIFY(!undo->isEnabled());
}

void NoticesTest::deletion_someKeysWrittenAgain_staysForTheRest()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(listNotice(window).text(), u"2 keys deleted."_s);
    store.set(wf1, "a", "2");
    QTRY_COMPARE(column(window.keys()), u"a c"_s);
    QTest::qWait(250); // in which it would have been looked at
    QCOMPARE(listNotice(window).text(), u"2 keys deleted."_s);
    store.set(wf1, "b", "2");
    QTRY_COMPARE(listNotice(window).text(), QString());
}

void NoticesTest::deletion_anotherKeyChosen_staysUntilTheNamespaceIsLeft()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    store.set(wf2, "c", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(listNotice(window).text(), u"Deleted: a"_s);
    QTRY_COMPARE(column(window.keys()), u"b"_s);
    window.click("b");
    QVERIFY(window.waitFor(wf1, "b"));
    QVERIFY(window.notice().isEmpty()); // which was of the other key
    QCOMPARE(listNotice(window).text(), u"Deleted: a"_s);
    window->goTo(nameOf(wf2, "c"));
    QVERIFY(window.waitFor(wf2, "c"));
    QCOMPARE(listNotice(window).text(), QString());
    QVERIFY(window->browse().undoAction()->isEnabled()); // the command still takes it back
}

void NoticesTest::told_anotherKeyChosen_ends()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(listNotice(window).text(), u"Copied as JSON."_s);
    window.press(Qt::Key_Down);
    QVERIFY(window.waitFor(wf1, "b"));
    QCOMPARE(listNotice(window).text(), QString());
}

void NoticesTest::failedUndo_offersTheRest()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(listNotice(window).text(), u"2 keys deleted."_s);
    store.set(wf1, "a", "2");
    QVERIFY(TestWindow::pressIn(listNotice(window), u"Undo"_s));
    QTRY_COMPARE(
        listNotice(window).text(),
        u"Nothing was undone: 1 of these keys have been written since."_s);
    QVERIFY(!store.get(wf1, "b"));
    QVERIFY(TestWindow::pressIn(listNotice(window), u"Undo the others"_s));
    QTRY_COMPARE(
        listNotice(window).text(), u"Undone: 1 keys are as they were. "
                                   u"1 keys that were written since stay as they are."_s);
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray("2"));
    QCOMPARE(store.get(wf1, "b")->value.bytes(), QByteArray("1"));
}

void NoticesTest::namespaceDeleted_anotherChosen_ends()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "c", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_1, Qt::ControlModifier);
    window.press(Qt::Key_Delete);
    NoticeBar& notice = window->namespaces().notice();
    QTRY_COMPARE(notice.text(), u"1 keys deleted."_s);
    window->goTo(nameOf(wf2, "c"));
    QVERIFY(window.waitFor(wf2, "c"));
    QCOMPARE(notice.text(), QString());
}

void NoticesTest::broughtBack_deletedAgain_ends()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    store.remove(wf1, "b");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    DeletedView& deleted = window.inspector().deleted();
    QTRY_COMPARE(column(deleted.model()), u"b"_s);
    window.press(Qt::Key_Return, Qt::ControlModifier);
    const auto* notice = deleted.findChild<NoticeBar*>();
    QTRY_COMPARE(notice->text(), u"Brought back: b"_s);
    QVERIFY(window->browse().undoAction()->isEnabled());
    store.remove(wf1, "b");
    QTRY_COMPARE(notice->text(), QString());
    QVERIFY(!window->browse().undoAction()->isEnabled());
}

void NoticesTest::broughtBack_expiredByName_livesForEver()
{
    TestStore store;
    store.set(wf1, "a", "1");
    QVERIFY(store->transactAndWait({}, [&](Transaction& transaction) {
        SetOptions options;
        options.expiresAt = Timestamp(store->now().value() + 50);
        return transaction.set(nameOf(wf1, "c"), JsonText::fromNumber(3), options);
    }));
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QTRY_VERIFY(!store.get(wf1, "c"));
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(column(window.inspector().deleted().model()), u"c"_s);
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "c"));
    QVERIFY(!store.get(wf1, "c")->expiresAt);
}

void NoticesTest::newKey_existingOneRemoved_ends()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"a"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(window.notice(), u"This key exists already."_s);
    store.remove(wf1, "a");
    QTRY_VERIFY(window.notice().isEmpty());
    window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(window.waitFor(wf1, "a"));
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray("{}"));
}

void NoticesTest::newer_editUndone_showsWhatIsThere()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("7");
    store.set(wf1, "a", "2");
    QTRY_VERIFY(window.notice().contains(u"Someone else wrote v2"_s));
    while (window.inspector().isDirty())
        window.editor().undo();
    QTRY_COMPARE(window.editor().utf8(), QByteArray("2"));
    QVERIFY(window.notice().isEmpty());
}

void NoticesTest::refusal_editUndone_ends()
{
    TestStore store;
    const QByteArray id = store.addRecord("agents", R"({"name":"Ada"})");
    TestWindow window(*store);
    window->goTo(nameOf("business/agents", id));
    QVERIFY(window.waitFor("business/agents", id));
    window.typeOver("{}");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(window.notice(), u"Not saved: name is required."_s);
    while (window.inspector().isDirty())
        window.editor().undo();
    QTRY_VERIFY(window.notice().isEmpty());
}

void NoticesTest::restoreQuestion_editUndoneOrHistoryLeft_ends()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "a", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    HistoryView& history = window.inspector().history();
    const auto ask = [&] {
        window.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(history.view().model()->rowCount(), 2);
        history.view().setCurrentIndex(history.view().model()->index(1, 0));
        history.restoreAction()->trigger();
        QTRY_VERIFY(window.notice().contains(u"Restoring v1 drops it"_s));
    };
    window.typeOver("7");
    ask();
    window.press(Qt::Key_Escape);
    QVERIFY(window.notice().isEmpty());
    ask();
    window.editor().undo();
    QTRY_VERIFY(window.notice().isEmpty());
}

void NoticesTest::expiryBar_keyDeleted_closes()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_E, Qt::ControlModifier);
    auto* field = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(field != nullptr);
    store.remove(wf1, "a");
    QTRY_VERIFY(!field->isVisible());
}

STATEROOM_WATCHED_MAIN(NoticesTest)
#include "tst_notices.moc"
