// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: what the inspector and the live changes offer.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/draftkeeper.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/theirspane.h"
#include "ui/model/diffmodel.h"
#include "ui/watch/livefilter.h"
#include "ui/watch/livemodel.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/jsoneditormarks.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
}

namespace {

QList<int> markedLines(const JsonEditor& editor)
{
    QList<int> lines;
    for (int line = 0; line < editor.lines(); ++line)
        if ((editor.SendScintilla(
                 QsciScintillaBase::SCI_MARKERGET, static_cast<unsigned long>(line)) >>
             groundMarker) &
            7)
            lines << line;
    return lines;
}

} // namespace

class InspectingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void compare_conflict_showsBothAndSavesWhatWasMerged();
    void compare_typedOnOneLine_marksWhatDiffers();
    void format_byKeyboard_laysOutAndMinifies();
    void find_byKeyboard_stepsAndReplaces();
    void fold_byKeyboard_hidesLines();
    void longLine_left_isScrolledBack();
    void expiry_byKeyboard_isSetAndTakenAway();
    void expiry_typed_saysWhatItMeans();
    void history_byKeyboard_comparesAndRestores();
    void history_restoreOverAnEdit_asks();
    void deletedKeys_byKeyboard_areBroughtBack();
    void deletedKeys_allBroughtBack_saysWhatStays();
    void drafts_killedWindow_areThereAgain();
    void watch_key_showsItsChangesAlone();
    void watch_strip_tellsTheNewest();
    void largeValue_typedIn_staysQuick();
};

void InspectingTest::init()
{
    failOnWarnings();
}

void InspectingTest::compare_conflict_showsBothAndSavesWhatWasMerged()
{
    TestStore store;
    store.set(wf1, "a", R"({"x":1,"y":1})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("{\"x\":2,\"y\":1}");
    store.set(wf1, "a", R"({"x":1,"y":9})");
    QTRY_VERIFY(window.notice().contains(u"v2"_s));
    QVERIFY(window.pressNotice(u"Compare"_s));
    auto* theirs = window.inspector().findChild<TheirsPane*>();
    QVERIFY(theirs->isVisible());
    QVERIFY(theirs->editor().isReadOnly());
    QVERIFY(theirs->editor().utf8().contains("\"y\": 9"));
    window.editor().setFocus();
    window.press(Qt::Key_F6); // what is to be copied from there is in reach of the keyboard
    QVERIFY(theirs->editor().hasFocus());
    window.press(Qt::Key_F6);
    QVERIFY(window->live().view().hasFocus());
    window.press(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(theirs->editor().hasFocus());
    window.press(Qt::Key_Escape);
    QVERIFY(window.editor().hasFocus());
    // A third write is told and shown too, and no one's work is lost by saving.
    store.set(wf1, "a", R"({"x":1,"y":10})");
    QTRY_VERIFY(theirs->editor().utf8().contains("\"y\": 10"));
    window.typeOver("{\"x\":2,\"y\":10}");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "a")->version, Version(4));
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray(R"({"x":2,"y":10})"));
    QTRY_VERIFY(!theirs->isVisible());
    QVERIFY(window.notice().isEmpty());
}

void InspectingTest::compare_typedOnOneLine_marksWhatDiffers()
{
    TestStore store;
    store.set(wf1, "a", R"({"x":1,"y":{"z":1},"w":0})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver(R"({"x":2,"y":{"z":1},"w":0})");
    store.set(wf1, "a", R"({"x":1,"y":{"z":1},"w":5})");
    QTRY_VERIFY(window.notice().contains(u"v2"_s));
    QVERIFY(window.pressNotice(u"Compare"_s));
    JsonEditor& theirs = window.inspector().findChild<TheirsPane*>()->editor();
    // Laid out like theirs, so that the same stands at the same height.
    QCOMPARE(
        window.editor().utf8(),
        QByteArray("{\n  \"x\": 2,\n  \"y\": {\n    \"z\": 1\n  },\n  \"w\": 0\n}"));
    QTRY_COMPARE(markedLines(window.editor()), (QList<int>{1, 5}));
    QCOMPARE(markedLines(theirs), (QList<int>{1, 5}));
    // On one line again, mine is marked there and theirs where it was.
    window.press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(window.editor().lines(), 1);
    QTRY_COMPARE(markedLines(window.editor()), QList<int>{0});
    QCOMPARE(markedLines(theirs), (QList<int>{1, 5}));
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "a")->value.bytes(), QByteArray(R"({"x":2,"y":{"z":1},"w":0})"));
}

void InspectingTest::format_byKeyboard_laysOutAndMinifies()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("{\"n\":1.10,\"deep\":{\"k\":12345678901234567890}}");
    window.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(
        window.editor().utf8(),
        QByteArray("{\n  \"n\": 1.10,\n  \"deep\": {\n    \"k\": 12345678901234567890\n  }\n}"));
    window.press(Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(
        window.editor().utf8(), QByteArray("{\"n\":1.10,\"deep\":{\"k\":12345678901234567890}}"));
}

void InspectingTest::find_byKeyboard_stepsAndReplaces()
{
    TestStore store;
    store.set(wf1, "a", R"(["one","two","one"])");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.editor().setFocus();
    window.press(Qt::Key_H, Qt::ControlModifier);
    auto* find = qobject_cast<QLineEdit*>(QApplication::focusWidget());
    QVERIFY(find != nullptr);
    QTest::keyClicks(find, u"one"_s);
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window.editor().selectedText(), u"one"_s);
    const auto first = window.editor().selection();
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window.editor().selection().first > first.first);
    window.press(Qt::Key_Return); // round to the first again
    QTRY_COMPARE(window.editor().selection(), first);
    window.press(Qt::Key_Tab);
    while (qobject_cast<QLineEdit*>(QApplication::focusWidget()) == nullptr)
        window.press(Qt::Key_Tab);
    QTest::keyClicks(QApplication::focusWidget(), u"1"_s);
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window.editor().utf8(), QByteArray(R"(["1", "two", "one"])"));
    window.press(Qt::Key_Escape);
    QVERIFY(window.editor().hasFocus());
}

void InspectingTest::fold_byKeyboard_hidesLines()
{
    TestStore store;
    store.set(wf1, "a", R"({"a":{"b":1,"c":2},"d":{"e":3}})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    auto& editor = window.editor();
    const auto visible = [&editor](int line) {
        return editor.SendScintilla(JsonEditor::SCI_GETLINEVISIBLE, line) != 0;
    };
    editor.setFocus();
    editor.setCursorPosition(2, 0);
    window.press(Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(!visible(2) && !visible(3) && visible(4) && visible(6));
    window.press(Qt::Key_Period, Qt::ControlModifier);
    QVERIFY(visible(2) && visible(3));
    window.press(Qt::Key_Period, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!visible(2) && !visible(6) && visible(4));
    editor.setCursorPosition(6, 2); // what is gone to is shown
    QTRY_VERIFY(visible(6));
    window.press(Qt::Key_Comma, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(visible(2));
}

void InspectingTest::longLine_left_isScrolledBack()
{
    TestStore store;
    const QByteArray lines =
        R"({"a":")" + QByteArray(200, 'a') + R"(","b":")" + QByteArray(24, 'b') + R"("})";
    store.set(wf1, "a", lines);
    store.set(wf1, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    const auto scrolled = [&] {
        return window.editor().SendScintilla(QsciScintillaBase::SCI_GETXOFFSET);
    };
    window.editor().setFocus();
    window.press(Qt::Key_Down);
    window.press(Qt::Key_End);
    QTRY_VERIFY(scrolled() > 0);
    window.press(Qt::Key_Down); // a shorter line, all of which has room
    QTRY_COMPARE(scrolled(), 0L);
    window.press(Qt::Key_Up);
    window.press(Qt::Key_End);
    QTRY_VERIFY(scrolled() > 0);
    window.click("b");
    QVERIFY(window.waitFor(wf1, "b"));
    QCOMPARE(scrolled(), 0L);
}

void InspectingTest::expiry_typed_saysWhatItMeans()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_E, Qt::ControlModifier);
    const auto* bar = window.inspector().findChild<ExpiryBar*>();
    const auto says = [&](const QString& text) {
        const auto labels = bar->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(text);
        });
    };
    QWidget* field = QApplication::focusWidget();
    QVERIFY(says(u"A bare number is in seconds."_s));
    QTest::keyClicks(field, u"5"_s);
    QVERIFY(says(u"5 s from now, at 2"_s));
    QTest::keyClicks(field, u"400"_s);
    QVERIFY(says(u"1 h 30 min from now, at 2"_s));
    QTest::keyClicks(field, u" x"_s);
    QVERIFY(says(u"Not a time span"_s));
}

void InspectingTest::expiry_byKeyboard_isSetAndTakenAway()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("2"); // an edit stays an edit
    window.press(Qt::Key_E, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"2 h"_s);
    window.press(Qt::Key_Return);
    QTRY_VERIFY(store.get(wf1, "a")->expiresAt);
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray("1"));
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
    QTRY_VERIFY(window.facts().contains(u"expires in"_s));
    QVERIFY(window.inspector().isDirty());
    QVERIFY(window.notice().isEmpty());
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "a")->version, Version(3));
    QVERIFY(store.get(wf1, "a")->expiresAt);
}

void InspectingTest::history_byKeyboard_comparesAndRestores()
{
    TestStore store;
    store.set(wf1, "a", R"({"step":"one","n":1})");
    store.set(wf1, "a", R"({"step":"two","n":1})");
    store.set(wf1, "a", R"({"step":"three","n":1,"more":true})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    HistoryView& history = window.inspector().history();
    QTRY_COMPARE(history.model().rowCount(), 3);
    QVERIFY(history.view().hasFocus());
    DiffModel& diff = history.difference().model();
    QTRY_COMPARE(diff.rowCount(), 2); // v2 → v3
    QCOMPARE(diff.changed(), 1);
    QCOMPARE(diff.added(), 1);
    QVERIFY(history.difference().lines().utf8().contains("\"three\""));
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Space); // v1, to compare others with
    window.press(Qt::Key_Home);
    QTRY_VERIFY(history.difference().lines().utf8().contains("\"one\"")); // v1 → v3
    window.press(Qt::Key_Down);
    QVERIFY(history.restoreAction()->isEnabled());
    history.restoreAction()->trigger();
    QTRY_COMPARE(store.get(wf1, "a")->version, Version(4));
    QCOMPARE(store.get(wf1, "a")->value.bytes(), QByteArray(R"({"step":"two","n":1})"));
    QTRY_COMPARE(history.model().rowCount(), 4);
    QCOMPARE(history.model().index(0, HistoryModel::WhatColumn).data().toString(), u"restored"_s);
    window.press(Qt::Key_Escape);
    QTRY_VERIFY(window.editor().utf8().contains("two"));
}

void InspectingTest::history_restoreOverAnEdit_asks()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "a", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("3");
    window.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    HistoryView& history = window.inspector().history();
    QTRY_COMPARE(history.model().rowCount(), 2);
    window.press(Qt::Key_Down);
    history.restoreAction()->trigger();
    QTRY_VERIFY(window.notice().contains(u"not been saved"_s));
    QCOMPARE(store.get(wf1, "a")->version, Version(2));
    QVERIFY(window.pressNotice(u"Drop it and restore"_s));
    QTRY_COMPARE(store.get(wf1, "a")->value.bytes(), QByteArray("1"));
    QTRY_COMPARE(window.editor().utf8(), QByteArray("1"));
    QVERIFY(!window.inspector().isDirty());
}

void InspectingTest::deletedKeys_byKeyboard_areBroughtBack()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    store.remove(wf1, "b");
    store.remove(wf1, "c");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    DeletedView& deleted = window.inspector().deleted();
    QTRY_COMPARE(column(deleted.model()), u"b c"_s);
    QVERIFY(deleted.view().hasFocus());
    QTRY_VERIFY(deleted.view().currentIndex().isValid());
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "b"));
    QTRY_COMPARE(column(deleted.model()), u"c"_s);
    window.press(Qt::Key_Escape);
    QVERIFY(!deleted.isVisible());
    QVERIFY(window.waitFor(wf1, "a"));
}

void InspectingTest::deletedKeys_allBroughtBack_saysWhatStays()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    store.remove(wf1, "b");
    QVERIFY(store->transactAndWait({}, [&](Transaction& transaction) {
        SetOptions options;
        options.expiresAt = Timestamp(store->now().value() + 50);
        return transaction.set(nameOf(wf1, "c"), JsonText::fromNumber(3), options);
    }));
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QTRY_VERIFY(!store.get(wf1, "c"));
    window.press(Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    DeletedView& deleted = window.inspector().deleted();
    QTRY_COMPARE(column(deleted.model()), u"b c"_s);
    for (QPushButton* button : deleted.findChildren<QPushButton*>())
        if (button->text() == u"Bring all back"_s)
            button->click();
    const auto* notice = deleted.findChild<NoticeBar*>();
    QTRY_COMPARE(
        notice->text(),
        u"1 keys brought back. 1 expired keys stay gone: each can be brought back by itself from "
        u"the list of deleted keys, without an expiry then."_s);
    QTRY_COMPARE(column(deleted.model()), u"c"_s);
    QVERIFY(TestWindow::pressIn(*notice, u"Close"_s));
    QVERIFY(notice->text().isEmpty());
    deleted.view().setFocus();
    window.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "c"));
    QTRY_COMPARE(deleted.model().rowCount(), 0);
    QVERIFY(deleted.findChild<EmptyPlace*>()->isVisible());
    QVERIFY(deleted.view().hasFocus()); // so that Esc leads back
    window.press(Qt::Key_Escape);
    QVERIFY(!deleted.isVisible());
}

void InspectingTest::drafts_killedWindow_areThereAgain()
{
    const QTemporaryDir home;
    const SystemClock clock;
    StoreOptions options;
    options.directory = home.path();
    options.clock = &clock;
    const auto store = Store::open(options);
    QVERIFY(store);
    QVERIFY((*store)->transactAndWait({}, [](Transaction& transaction) {
        return transaction.set(nameOf(wf1, "a"), JsonText::fromNumber(1));
    }));
    TestWindow window(**store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("[1, 2");
    // What a kill would leave, and what another window makes of it.
    QTRY_VERIFY(QFile::exists(home.filePath(u"drafts.bin"_s)));
    QTRY_COMPARE(
        DraftKeeper::load(home.filePath(u"drafts.bin"_s)).find(nameOf(wf1, "a"))->text,
        QByteArray("[1, 2"));
    window.reopen(**store); // asks nothing: nothing is lost
    QVERIFY(window.waitFor(wf1, "a"));
    QTRY_COMPARE(window.editor().utf8(), QByteArray("[1, 2"));
    QVERIFY(window.inspector().isDirty());
    QVERIFY(window.notice().isEmpty());
    window.editor().undo();
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    QTRY_VERIFY(!QFile::exists(home.filePath(u"drafts.bin"_s)));
}

void InspectingTest::watch_key_showsItsChangesAlone()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    LivePanel& live = window->live();
    store.set(wf1, "a", "2");
    store.set(wf1, "b", "1");
    QTRY_COMPARE(live.filter().rowCount(), 2);
    window.press(Qt::Key_W, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(live.filter().rowCount(), 1);
    store.set(wf1, "b", "2");
    store.set(wf1, "a", "3");
    QTRY_COMPARE(live.filter().rowCount(), 2);
    live.view().setFocus();
    window.press(Qt::Key_Home);
    window.press(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().endsWith(u"wf-1/a  v3  2 → 3"_s));
    window.press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"/b$/"_s);
    QCOMPARE(live.filter().rowCount(), 0);
}

void InspectingTest::watch_strip_tellsTheNewest()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    LivePanel& live = window->live();
    QVERIFY(!live.isStrip());
    window.press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(live.isStrip());
    QTRY_COMPARE(live.height(), 36);
    window.reopen(*store); // as it was left
    QVERIFY(window->live().isStrip());
    window.press(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(!window->live().isStrip());
}

/// Generous: a machine may be busy. What it takes on a quiet one, stateroom-editor-speed prints.
void InspectingTest::largeValue_typedIn_staysQuick()
{
    TestStore store;
    QByteArray json = "[";
    for (int i = 0; json.size() < 10'000'000; ++i)
        json += (i > 0 ? ",{\"id\":" : "{\"id\":") + QByteArray::number(i) + ",\"tags\":[1,2]}";
    json += ']';
    store.set(wf1, "big", json);
    store.set(wf1, "small", "1");
    TestWindow window(*store);
    QTRY_VERIFY(window.keys().rowCount() == 2);
    window.click("small");
    QVERIFY(window.waitFor(wf1, "small"));
    // QScintilla takes a text in one go, and measures its lines; all else is done in slices.
    const WatchedApplication::Allowance taking(150);
    QElapsedTimer timer;
    timer.start();
    window.click("big");
    QVERIFY(window.waitFor(wf1, "big"));
    QTRY_VERIFY(window.editor().length() > json.size());
    QVERIFY(timer.elapsed() < 10'000); // wanted: 1,000
    window.editor().setFocus();
    window.press(Qt::Key_End, Qt::ControlModifier);
    timer.restart();
    constexpr int presses = 20;
    for (int i = 0; i < presses; ++i)
        window.press(Qt::Key_Space);
    QVERIFY(timer.elapsed() < presses * 160); // wanted: 16 each
}

STATEROOM_WATCHED_MAIN(InspectingTest)
#include "tst_inspecting.moc"
