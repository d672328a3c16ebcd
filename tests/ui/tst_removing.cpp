// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: deleting keys, and the deleted ones.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"

#include <QAction>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

} // namespace

class RemovingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void remove_chosenKey_canBeRestored();
    void remove_oneKey_isUndoneAsManyAre();
    void remove_fromTheEditor_deletesACharacterOnly();
    void goToValue_behindDeletedKeys_showsWhatIsTyped();
    void commands_behindDeletedKeys_areDisabled();
};

void RemovingTest::init()
{
    failOnWarnings();
}

void RemovingTest::remove_chosenKey_canBeRestored()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->entries().view().setFocus();
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(column(window.keys()), u"b"_s);
    QVERIFY(!store.get(wf1, "a"));
    QTRY_VERIFY(window.notice().contains(u"deleted"_s));
    QCOMPARE(window.inspector().name(), nameOf(wf1, "a")); // not silently another one
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    QVERIFY(window.editor().isReadOnly());
    QVERIFY(window.pressNotice(u"Restore"_s));
    QTRY_VERIFY(store.get(wf1, "a"));
    QCOMPARE(store.get(wf1, "a")->version, Version(3));
    QTRY_COMPARE(column(window.keys()), u"a b"_s);
    QTRY_VERIFY(!window.editor().isReadOnly());
    QVERIFY(window.notice().isEmpty());
}

void RemovingTest::remove_oneKey_isUndoneAsManyAre()
{
    TestStore store;
    store.setMany(wf1, "k", 0, 4);
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "k00000"));
    window->entries().view().setFocus();
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete); // two, which the undo must not be of
    QTRY_COMPARE(window->entries().notice().text(), u"2 keys deleted."_s);
    window.click("k00003");
    QVERIFY(window.waitFor(wf1, "k00003"));
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(window->entries().notice().text(), u"Deleted: k00003"_s);
    QVERIFY(!store.get(wf1, "k00003"));
    QTRY_VERIFY(window.editor().isReadOnly()); // the removal is shown
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "k00003"));
    QVERIFY(!store.get(wf1, "k00000"));
    QTRY_VERIFY(!window.editor().isReadOnly()); // and that it is back, or the next one would
    QTRY_VERIFY(window.inspector().removeAction()->isEnabled()); // expect the version before
    window.inspector().removeAction()->trigger();
    QTRY_VERIFY(!store.get(wf1, "k00003"));
    QTRY_COMPARE(window->entries().notice().text(), u"Deleted: k00003"_s);
    QVERIFY(TestWindow::pressIn(window->entries().notice(), u"Undo"_s));
    QTRY_VERIFY(store.get(wf1, "k00003"));
}

void RemovingTest::remove_fromTheEditor_deletesACharacterOnly()
{
    TestStore store;
    store.set(wf1, "a", "12");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.editor().setFocus();
    window.press(Qt::Key_Delete);
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
    QVERIFY(store.get(wf1, "a"));
}

void RemovingTest::goToValue_behindDeletedKeys_showsWhatIsTyped()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!window.editor().isVisible());
    window.press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(window.editor().isVisible());
    QVERIFY(window.editor().hasFocus());
}

void RemovingTest::commands_behindDeletedKeys_areDisabled()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("2");
    QVERIFY(window.inspector().saveAction()->isEnabled());
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!window.inspector().saveAction()->isEnabled());
    QVERIFY(!window.inspector().removeAction()->isEnabled());
    window.press(Qt::Key_Escape);
    QVERIFY(window.inspector().saveAction()->isEnabled());
    QVERIFY(window.inspector().removeAction()->isEnabled());
}

STATEROOM_WATCHED_MAIN(RemovingTest)
#include "tst_removing.moc"
