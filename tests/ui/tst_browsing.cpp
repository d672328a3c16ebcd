// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: filtering, choosing several, namespaces, the palette,
// settings.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/palettemodel.h"
#include "ui/settings/settingspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/filterbar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";
constexpr const char* wf2 = "workflow/wf-2";

} // namespace

class BrowsingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void filter_typedInTheList_filtersAsOneTypes();
    void filter_noHit_leavesTheKeyboardInTheList();
    void list_emptied_keepsTheKeyboard();
    void list_keyDeleted_arrowsPassNoneOver();
    void filter_invalidExpression_isToldInPlace();
    void filter_goToAHiddenKey_showsIt();
    void header_clicked_sortsByAge();
    void tree_arrows_openAndClose();
    void tree_leftAgain_keepsTheOrderOfTheList();
    void several_deleted_canBeBroughtBack();
    void several_copied_areOnTheClipboard();
    void undo_bulkChangeElsewhere_isOneForTheWindow();
    void undo_inTheEditor_staysThere();
    void expiry_severalChosen_isOfAll();
    void expiry_left_givesTheKeyboardBack();
    void settings_appearance_holdsAtOnce();
    void portTaken_offer_isAsked();
    void follower_writing_isNotOffered();
    void empty_samples_areWritten();
    void order_chosen_isRemembered();
};

void BrowsingTest::init()
{
    failOnWarnings();
}

void BrowsingTest::filter_typedInTheList_filtersAsOneTypes()
{
    TestStore store;
    for (const char* key : {"alpha", "beta", "gamma"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "alpha"));
    QTest::keyClicks(&window->entries().view(), u"m"_s);
    QVERIFY(window->entries().filter().edit().hasFocus());
    QTRY_COMPARE(column(window.keys()), u"gamma"_s);
    window.press(Qt::Key_Return);
    QVERIFY(window->entries().view().hasFocus());
    QVERIFY(window.waitFor(wf1, "gamma"));
    window.press(Qt::Key_F, Qt::ControlModifier);
    window.press(Qt::Key_Escape);
    QTRY_COMPARE(window.keys().rowCount(), 3);
    QCOMPARE(
        window->entries().view().currentIndex().data(KeyRole).toByteArray(), QByteArray("gamma"));
    window.press(Qt::Key_Escape);
    QVERIFY(window->entries().view().hasFocus());
}

void BrowsingTest::filter_noHit_leavesTheKeyboardInTheList()
{
    TestStore store;
    for (const char* key : {"alpha", "beta"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "alpha"));
    QTest::keyClicks(&window->entries().view(), u"zzz"_s);
    QTRY_COMPARE(window.keys().rowCount(), 0);
    window.press(Qt::Key_Return);
    QVERIFY(window->entries().view().hasFocus());        // also where there is nothing to go to
    QTest::keyClicks(&window->entries().view(), u"y"_s); // begins anew
    window.press(Qt::Key_Escape);
    QTRY_COMPARE(window.keys().rowCount(), 2);
    window.press(Qt::Key_Escape);
    QVERIFY(window->entries().view().hasFocus());
}

void BrowsingTest::list_emptied_keepsTheKeyboard()
{
    TestStore store;
    store.set(wf1, "alpha", "1");
    store.set(wf2, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "alpha"));
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(window.keys().rowCount(), 0);
    QVERIFY(window->entries().view().hasFocus());
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(window.keys().rowCount(), 1);
    QVERIFY(window->entries().view().hasFocus());
}

void BrowsingTest::list_keyDeleted_arrowsPassNoneOver()
{
    TestStore store;
    for (const char* key : {"a", "b", "c", "d"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down);
    QVERIFY(window.waitFor(wf1, "b"));
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(column(window.keys()), u"a c d"_s);
    QCOMPARE(window.inspector().name(), nameOf(wf1, "b")); // to be looked at, and restored
    window.press(Qt::Key_Down);
    QVERIFY(window.waitFor(wf1, "c"));
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(column(window.keys()), u"a d"_s);
    window.press(Qt::Key_Up);
    QVERIFY(window.waitFor(wf1, "a"));
}

void BrowsingTest::filter_invalidExpression_isToldInPlace()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    FilterBar& filter = window->entries().filter();
    const auto told = [&] {
        const auto labels = filter.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(u"Not an expression at 2"_s);
        });
    };
    window.press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(&filter.edit(), u"/(/"_s);
    QVERIFY(told());
    QTRY_COMPARE(column(window.keys()), QString()); // of "/(", a text, not of what is none
    QVERIFY(!window->entries().view().isEnabled());
    window.press(Qt::Key_Down);
    QVERIFY(filter.edit().hasFocus());
    filter.edit().clear();
    QVERIFY(!told());
    QVERIFY(window->entries().view().isEnabled());
    QTRY_COMPARE(column(window.keys()), u"a"_s);
}

void BrowsingTest::filter_goToAHiddenKey_showsIt()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->entries().filter().edit().setText(u"a"_s);
    QTRY_COMPARE(column(window.keys()), u"a"_s);
    window->goTo(nameOf(wf1, "b"));
    QTRY_COMPARE(
        window->entries().view().currentIndex().data(KeyRole).toByteArray(), QByteArray("b"));
    QVERIFY(window->entries().filter().text().isEmpty());
}

void BrowsingTest::header_clicked_sortsByAge()
{
    TestStore store;
    for (const char* key : {"b", "a", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QHeaderView* header = window->entries().view().horizontalHeader();
    const auto click = [&] {
        const int x = header->sectionViewportPosition(EntriesModel::AgeColumn) + 10;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, 10));
    };
    click();
    QTRY_COMPARE(column(window.keys()), u"c a b"_s);
    click();
    QTRY_COMPARE(column(window.keys()), u"b a c"_s);
    QCOMPARE(window->entries().view().currentIndex().data(KeyRole).toByteArray(), QByteArray("a"));
}

void BrowsingTest::tree_arrows_openAndClose()
{
    TestStore store;
    for (const char* key : {"a/1", "a/2", "b"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a/1"));
    window->entries().show(nameOf(wf1, {}).space, Key("b"));
    window.press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(column(window.keys()), u"a/ b"_s);
    window.press(Qt::Key_Home);
    window.press(Qt::Key_Right);
    QTRY_COMPARE(column(window.keys()), u"a/ 1 2 b"_s);
    window.press(Qt::Key_Home);
    window.press(Qt::Key_Right);
    QVERIFY(window.waitFor(wf1, "a/1"));
    window.press(Qt::Key_Left);
    window.press(Qt::Key_Left);
    QTRY_COMPARE(column(window.keys()), u"a/ b"_s);
}

void BrowsingTest::tree_leftAgain_keepsTheOrderOfTheList()
{
    TestStore store;
    for (const char* key : {"a/1", "a/2", "b"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a/1"));
    const auto sort = [&](const QString& name) {
        for (QAction* action : window->entries().viewActions())
            if (action->text() == name)
                action->trigger();
    };
    sort(u"Sort by key"_s); // downwards now
    QTRY_COMPARE(column(window.keys()), u"b a/2 a/1"_s);
    window.press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(column(window.keys()), u"a/ 1 2 b"_s); // with the chosen one in view
    sort(u"Sort by key"_s);                             // which a tree is anyway
    QVERIFY(!window.keys().query().descending);
    window.reopen(*store); // remembers both
    QTRY_VERIFY(column(window.keys()).startsWith(u"a/ "_s));
    window.press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(column(window.keys()), u"b a/2 a/1"_s);
    window.press(Qt::Key_T, Qt::ControlModifier);
    sort(u"Sort by age"_s);
    QTRY_COMPARE(column(window.keys()), u"b a/2 a/1"_s);
    QCOMPARE(window.keys().query().sort, SortBy::Age);
    for (QAction* action : window->entries().viewActions())
        if (action->text().startsWith(u"Sort by"_s)) // the menu shows which
            QCOMPARE(action->isChecked(), action->text() == u"Sort by age"_s);
}

void BrowsingTest::several_deleted_canBeBroughtBack()
{
    TestStore store;
    for (const char* key : {"a", "b", "c", "d"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete);
    QTRY_COMPARE(column(window.keys()), u"a d"_s);
    NoticeBar& notice = window->entries().notice();
    QTRY_COMPARE(notice.text(), u"2 keys deleted."_s);
    QVERIFY(TestWindow::pressIn(notice, u"Undo"_s));
    QTRY_COMPARE(column(window.keys()), u"a b c d"_s);
    QTRY_COMPARE(notice.text(), u"Undone: 2 keys are as they were."_s);
}

void BrowsingTest::several_copied_areOnTheClipboard()
{
    TestStore store;
    store.set(wf1, "a", "1.10");
    store.set(wf1, "b", R"({"x":"y"})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_A, Qt::ControlModifier);
    window.press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"a\nb"_s);
    window.press(Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
    QTRY_COMPARE(
        QApplication::clipboard()->text(), u"{\n  \"a\": 1.10,\n  \"b\": {\"x\":\"y\"}\n}\n"_s);
}

void BrowsingTest::undo_bulkChangeElsewhere_isOneForTheWindow()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QAction* undo = window->browse().undoAction();
    QVERIFY(!undo->isEnabled());
    window.press(Qt::Key_1, Qt::ControlModifier);
    window.press(Qt::Key_Delete);
    QTRY_VERIFY(undo->isEnabled());
    QVERIFY(!store.get(wf1, "a"));
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "a"));
    QTRY_COMPARE(window->namespaces().notice().text(), u"Undone: 3 keys are as they were."_s);
    QVERIFY(!undo->isEnabled());
    // The newest one, also from the pane that did not make it.
    QTRY_COMPARE(column(window.keys()), u"a b c"_s);
    window.click("a");
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete);
    QTRY_VERIFY(undo->isEnabled());
    window.press(Qt::Key_1, Qt::ControlModifier);
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(store.get(wf1, "a"));
    QTRY_COMPARE(window->entries().notice().text(), u"Undone: 2 keys are as they were."_s);
}

void BrowsingTest::undo_inTheEditor_staysThere()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    window.press(Qt::Key_Delete);
    QTRY_VERIFY(window->browse().undoAction()->isEnabled());
    window.click("c");
    QVERIFY(window.waitFor(wf1, "c"));
    window.typeOver("2");
    window.press(Qt::Key_Z, Qt::ControlModifier);
    window->entries().filter().takeKeyboard(u"c"_s);
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(window->browse().undoAction()->isEnabled());
    QVERIFY(!store.get(wf1, "a"));
}

void BrowsingTest::expiry_severalChosen_isOfAll()
{
    TestStore store;
    for (const char* key : {"a", "b", "c"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Down, Qt::ShiftModifier);
    QVERIFY(window.waitFor(wf1, "b"));
    window.press(Qt::Key_E, Qt::ControlModifier);
    const auto labels = window->entries().findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text() == u"Expiry of 2 keys"_s;
    }));
    window.press(Qt::Key_Escape);
    QVERIFY(window->entries().view().hasFocus());
    window.press(Qt::Key_E, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"2 h"_s);
    window.press(Qt::Key_Return);
    QTRY_VERIFY(window->entries().notice().text().startsWith(u"2 keys expire at 2"_s));
    QVERIFY(window->entries().view().hasFocus());
    QVERIFY(store.get(wf1, "a")->expiresAt);
    QVERIFY(store.get(wf1, "b")->expiresAt);
    QVERIFY(!store.get(wf1, "c")->expiresAt);
}

void BrowsingTest::expiry_left_givesTheKeyboardBack()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    for (QWidget* before :
         {static_cast<QWidget*>(&window->entries().view()),
          static_cast<QWidget*>(&window.editor())}) {
        before->setFocus();
        window.press(Qt::Key_E, Qt::ControlModifier);
        QVERIFY(!before->hasFocus());
        window.press(Qt::Key_Escape);
        QVERIFY(before->hasFocus());
    }
}

void BrowsingTest::settings_appearance_holdsAtOnce()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(window->currentPlace(), u"settings"_s);
    auto* settings = window->findChild<SettingsPanel*>();
    const auto choose = [&](const QString& text) {
        for (QRadioButton* button : settings->findChildren<QRadioButton*>())
            if (button->text() == text)
                button->click();
    };
    choose(u"Dark"_s);
    QVERIFY(Theme::of(QApplication::palette()).isDark());
    choose(u"Light"_s);
    QVERIFY(!Theme::of(QApplication::palette()).isDark());
    window.press(Qt::Key_1, Qt::AltModifier);
    QCOMPARE(window->currentPlace(), u"browse"_s);
}

void BrowsingTest::portTaken_offer_isAsked()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QSignalSpy wanted(&window.window(), &MainWindow::portWanted);
    window->showServer({ServerStatus::State::Stopped, {}, u"Port 7474 is taken."_s, 7475});
    for (NoticeBar* bar : window->findChildren<NoticeBar*>())
        TestWindow::pressIn(*bar, u"Serve on port 7475"_s);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<quint16>(), quint16(7475));
}

void BrowsingTest::follower_writing_isNotOffered()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    window->showServer({ServerStatus::State::Following, {}, u"Another process."_s, 0});
    QVERIFY(window.waitFor(wf1, "a"));
    QVERIFY(!window->browse().newKeyAction()->isEnabled());
    QVERIFY(!window->entries().removeAction()->isEnabled());
    for (const QAction* action : window->namespaces().actions())
        QVERIFY(!action->isEnabled());
}

void BrowsingTest::empty_samples_areWritten()
{
    TestStore store;
    TestWindow window(*store);
    const auto press = [&] {
        for (QPushButton* button : window->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == u"Add sample data"_s) {
                button->click();
                return true;
            }
        return false;
    };
    QTRY_VERIFY(press());
    QTRY_VERIFY(window->namespaces().model().rowCount() >= 6);
    QVERIFY(store.get("workflow/sample-research", "status"));
}

void BrowsingTest::order_chosen_isRemembered()
{
    TestStore store;
    for (const char* key : {"b", "a"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    for (QAction* action : window->entries().viewActions())
        if (action->text() == u"Sort by age"_s)
            action->trigger();
    QTRY_COMPARE(column(window.keys()), u"a b"_s);
    store.set(wf1, "b", "2");
    QTRY_COMPARE(column(window.keys()), u"b a"_s);
    window.reopen(*store);
    QTRY_COMPARE(column(window.keys()), u"b a"_s);
}

STATEROOM_WATCHED_MAIN(BrowsingTest)
#include "tst_browsing.moc"
