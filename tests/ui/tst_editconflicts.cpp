// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: what others write while something is edited.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/theirspane.h"

#include <QAction>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

/// `status` holds 1, and 2 is typed over it.
struct EditUnderWay {
    TestStore store;
    TestWindow window{*store};

    bool begin()
    {
        store.set(wf1, "status", "1");
        const bool shown = window.waitFor(wf1, "status");
        window.typeOver("2");
        return shown;
    }
};

} // namespace

class EditConflictsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writeElsewhere_whileEditing_isToldAndLoaded();
    void writeElsewhere_whileEditing_isOverwrittenOnRequest();
    void writeElsewhere_justBeforeSaving_isAConflict();
    void save_inAConflict_comparesThenOverwrites();
    void save_keyDeletedElsewhere_asksThenCreatesIt();
    void deleteElsewhere_whileEditing_isTold();
    void discard_edit_showsWhatOthersWrote();
    void showEntry_draftOfAnOldVersion_tellsTheNewer();
};

void EditConflictsTest::init()
{
    failOnWarnings();
}

void EditConflictsTest::writeElsewhere_whileEditing_isToldAndLoaded()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.set(wf1, "status", "3");
    QTRY_VERIFY(edit.window.notice().contains(u"v2"_s));
    QCOMPARE(edit.window.editor().utf8(), QByteArray("2")); // the edit stands
    QVERIFY(edit.window.pressNotice(u"Load theirs"_s));
    QCOMPARE(edit.window.editor().utf8(), QByteArray("3"));
    QVERIFY(!edit.window.inspector().isDirty());
    QVERIFY(edit.window.notice().isEmpty());
}

void EditConflictsTest::writeElsewhere_whileEditing_isOverwrittenOnRequest()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.set(wf1, "status", "3");
    QTRY_VERIFY(!edit.window.notice().isEmpty());
    QVERIFY(edit.window.pressNotice(u"Overwrite"_s));
    QTRY_COMPARE(edit.store.get(wf1, "status")->version, Version(3));
    QCOMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("2"));
    QTRY_VERIFY(!edit.window.inspector().isDirty());
    QVERIFY(edit.window.notice().isEmpty());
}

void EditConflictsTest::writeElsewhere_justBeforeSaving_isAConflict()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.set(wf1, "status", "3"); // the window has not heard of it
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!edit.window.notice().isEmpty());
    QCOMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("3"));
    QCOMPARE(edit.window.editor().utf8(), QByteArray("2"));
    QVERIFY(edit.window.inspector().isDirty());
    QVERIFY(edit.window.pressNotice(u"Overwrite"_s));
    QTRY_COMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("2"));
}

void EditConflictsTest::save_inAConflict_comparesThenOverwrites()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.set(wf1, "status", "3");
    QTRY_VERIFY(!edit.window.notice().isEmpty());
    const auto* theirs = edit.window.inspector().findChild<TheirsPane*>();
    QVERIFY(!theirs->isVisible());
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(theirs->isVisible());
    QVERIFY(edit.window.editor().hasFocus());
    QCOMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("3"));
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("2"));
    QTRY_VERIFY(!edit.window.inspector().isDirty());
    QVERIFY(edit.window.notice().isEmpty());
}

void EditConflictsTest::save_keyDeletedElsewhere_asksThenCreatesIt()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.remove(wf1, "status");
    QTRY_VERIFY(edit.window.notice().contains(u"deleted"_s));
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(edit.window.notice(), u"This key was deleted. Saving again creates it anew."_s);
    QVERIFY(!edit.store.get(wf1, "status"));
    edit.store.set(wf1, "status", "3"); // it is there again, unseen: not what was agreed to
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(edit.window.notice().contains(u"v3"_s));
    QCOMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("3"));
    edit.store.remove(wf1, "status");
    QTRY_VERIFY(edit.window.notice().contains(u"deleted"_s));
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QVERIFY(!edit.store.get(wf1, "status"));
    edit.window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(edit.store.get(wf1, "status"));
    QCOMPARE(edit.store.get(wf1, "status")->value.bytes(), QByteArray("2"));
    QTRY_VERIFY(edit.window.notice().isEmpty());
}

void EditConflictsTest::deleteElsewhere_whileEditing_isTold()
{
    EditUnderWay edit;
    QVERIFY(edit.begin());
    edit.store.remove(wf1, "status");
    QTRY_VERIFY(edit.window.notice().contains(u"deleted"_s));
    QVERIFY(edit.window.pressNotice(u"Overwrite"_s));
    QTRY_VERIFY(edit.store.get(wf1, "status"));
    QCOMPARE(edit.store.get(wf1, "status")->version, Version(3));
}

void EditConflictsTest::discard_edit_showsWhatOthersWrote()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("77");
    store.set(wf1, "a", "2");
    QTRY_VERIFY(!window.notice().isEmpty());
    for (QAction* action : window.inspector().entryActions())
        if (action->text() == u"Discard the edit"_s)
            action->trigger();
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
    QVERIFY(window.notice().isEmpty());
}

void EditConflictsTest::showEntry_draftOfAnOldVersion_tellsTheNewer()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("100");
    window.click("b");
    QVERIFY(window.waitFor(wf1, "b"));
    store.set(wf1, "a", "5");
    window.click("a");
    QVERIFY(window.waitFor(wf1, "a"));
    QCOMPARE(window.editor().utf8(), QByteArray("100"));
    QTRY_VERIFY(window.notice().contains(u"v2"_s));
}

STATEROOM_WATCHED_MAIN(EditConflictsTest)
#include "tst_editconflicts.moc"
