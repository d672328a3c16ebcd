// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: browsing, the live strip, the frame around them.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"
#include "ui/widgets/commandtext.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QHeaderView>
#include <QListView>
#include <QScrollBar>
#include <QSplitter>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
constexpr const char* wf2 = "workflow/wf-2";
} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT

public Q_SLOTS:
    /// Instead of the user's browser.
    void browse(const QUrl& url) { m_browsed << url; }

private Q_SLOTS:
    void init();
    void start_storeWithData_showsTheFirstKey();
    void start_emptyStore_teachesUntilTheFirstWrite();
    void keyboard_fromNamespaceToValueAndBack_needsNoMouse();
    void keyboard_tabs_reachEveryPane();
    void keyboard_f6_goesAround();
    void keyboard_ctrl4_growsTheStrip();
    void click_anotherNamespace_showsItsKeys();
    void writeElsewhere_shownKey_appearsEverywhere();
    void manyKeys_scrolledToTheEnd_areAllThere();
    void live_enterOnAChange_goesToItsKey();
    void live_paused_countsAndCatchesUp();
    void badge_pressed_copiesTheAddress();
    void documentation_ofAServerThatListens_isOpenedInTheBrowser();
    void showServer_trouble_isToldAndTheStoreStaysUsable();
    void controls_all_haveAnAccessibleName();
    void appearance_dark_paintsTheEditorDark();
    void appearance_changedAfterAWindowHasGone_restylesTheOther();
    void close_andOpened_remembersColumns();
    void close_andOpened_remembersPlaceStripAndKeyColumn();
    void close_elsewhereThanInBrowse_opensThere();
    void data_markup_isShownAsText();

private:
    QList<QUrl> m_browsed;
};

void MainWindowTest::init()
{
    failOnWarnings();
}

void MainWindowTest::start_storeWithData_showsTheFirstKey()
{
    TestStore store;
    store.set(wf1, "status", R"({"step":"writing"})");
    store.set(wf1, "counter", "42");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "counter"));
    QCOMPARE(window.editor().utf8(), QByteArray("42"));
    QVERIFY(window.facts().startsWith(u"v1 · "_s));
    QVERIFY(window->entries().view().hasFocus());
}

void MainWindowTest::start_emptyStore_teachesUntilTheFirstWrite()
{
    TestStore store;
    TestWindow window(*store);
    const auto teaches = [&] {
        const auto texts = window->findChildren<CommandText*>();
        return std::any_of(texts.begin(), texts.end(), [](const CommandText* text) {
            return text->isVisible() &&
                   text->command().startsWith(u"curl http://127.0.0.1:7474/"_s);
        });
    };
    QTRY_VERIFY(teaches());
    store.set(wf1, "status", "1");
    QVERIFY(window.waitFor(wf1, "status"));
    QVERIFY(!teaches());
    QVERIFY(window->entries().view().isVisible());
}

void MainWindowTest::keyboard_fromNamespaceToValueAndBack_needsNoMouse()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    store.set(wf2, "c", "3");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_1, Qt::ControlModifier);
    QVERIFY(window->namespaces().view().hasFocus());
    window.press(Qt::Key_Down);
    QVERIFY(window.waitFor(wf2, "b"));
    window.press(Qt::Key_Return);
    QVERIFY(window->entries().view().hasFocus());
    window.press(Qt::Key_Down);
    QVERIFY(window.waitFor(wf2, "c"));
    window.press(Qt::Key_F2);
    QVERIFY(window.editor().hasFocus());
    window.press(Qt::Key_Escape);
    QVERIFY(window->entries().view().hasFocus());
    window.press(Qt::Key_Home);
    QVERIFY(window.waitFor(wf2, "b"));
}

void MainWindowTest::keyboard_tabs_reachEveryPane()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->namespaces().view().setFocus();
    QSet<QWidget*> seen;
    QStringList order;
    for (int i = 0; i < 30 && QApplication::focusWidget() != &window.editor(); ++i) {
        seen.insert(QApplication::focusWidget());
        order << QApplication::focusWidget()->accessibleName();
        window.press(Qt::Key_Tab);
    }
    QVERIFY(window.editor().hasFocus());
    QVERIFY(seen.contains(&window->entries().view()));
    // As one reads: what stands above a list comes before it.
    const auto isBefore = [&](const QString& first, const QString& then) {
        return order.indexOf(first) >= 0 && order.indexOf(first) < order.indexOf(then);
    };
    QVERIFY(isBefore(u"Namespaces"_s, u"New key"_s));
    QVERIFY(isBefore(u"Filter keys"_s, u"Keys"_s));
    QVERIFY(isBefore(u"Keys"_s, u"More about this entry"_s));
    window.press(Qt::Key_Escape); // Tab indents in the editor; Esc leaves it
    QVERIFY(window->entries().view().hasFocus());
    window.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QVERIFY(!window->entries().view().hasFocus());
    // From the rail of places on: nothing is jumped over.
    window->namespaces().view().setFocus();
    window.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"New namespace…"_s);
    window.press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"Settings"_s);
    window.press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->accessibleName(), u"New namespace…"_s);
}

void MainWindowTest::keyboard_f6_goesAround()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    const std::vector<QWidget*> order{
        &window.editor(), &window->live().view(), &window->namespaces().view(),
        &window->entries().view()};
    for (const QWidget* pane : order) {
        window.press(Qt::Key_F6);
        QCOMPARE(QApplication::focusWidget(), pane);
    }
    window.press(Qt::Key_F6, Qt::ShiftModifier);
    QVERIFY(window->namespaces().view().hasFocus());
}

void MainWindowTest::keyboard_ctrl4_growsTheStrip()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->live().setStrip(true);
    window.press(Qt::Key_4, Qt::ControlModifier);
    QVERIFY(!window->live().isStrip());
    QVERIFY(window->live().view().hasFocus());
}

void MainWindowTest::click_anotherNamespace_showsItsKeys()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QListView& view = window->namespaces().view();
    const QModelIndex row = window->namespaces().model().indexOf(nameOf(wf2, {}).space);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.visualRect(row).center());
    QVERIFY(window.waitFor(wf2, "b"));
    QCOMPARE(column(window.keys()), u"b"_s);
}

void MainWindowTest::writeElsewhere_shownKey_appearsEverywhere()
{
    TestStore store;
    store.set(wf1, "status", R"({"step":"a"})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "status"));
    store.set(wf1, "status", R"({"step":"b"})");
    QTRY_COMPARE(column(window.keys(), EntriesModel::VersionColumn), u"v2"_s);
    QTRY_COMPARE(window.editor().utf8(), QByteArray("{\n  \"step\": \"b\"\n}"));
    QTRY_VERIFY(window.facts().startsWith(u"v2 · "_s));
    QTRY_COMPARE(window->live().model().rowCount(), 1);
    QCOMPARE(
        window->live().model().index(0, LiveModel::ChangeColumn).data().toString(),
        u"step: \"a\" → \"b\""_s);
    store.set(wf1, "another", "1");
    QTRY_COMPARE(column(window.keys()), u"another status"_s);
    QCOMPARE(window.inspector().name(), nameOf(wf1, "status")); // what was chosen stays chosen
}

void MainWindowTest::manyKeys_scrolledToTheEnd_areAllThere()
{
    TestStore store;
    store.setMany(wf1, "k", 0, 10'000);
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "k00000"));
    QTRY_VERIFY_WITH_TIMEOUT(window.keys().isComplete(), 20'000);
    QScrollBar* bar = window->entries().view().verticalScrollBar();
    bar->setValue(bar->maximum());
    QCOMPARE(window.keys().rowCount(), 10'000);
    window.press(Qt::Key_End);
    QVERIFY(window.waitFor(wf1, "k09999"));
}

void MainWindowTest::live_enterOnAChange_goesToItsKey()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    store.set(wf2, "b", "2");
    store.set(wf2, "c", "3");
    QTRY_COMPARE(window->live().model().rowCount(), 2);
    window.press(Qt::Key_4, Qt::ControlModifier);
    window.press(Qt::Key_Home);
    window.press(Qt::Key_Return);
    QVERIFY(window.waitFor(wf2, "c"));
    QTRY_COMPARE(column(window.keys()), u"b c"_s);
    QTRY_COMPARE(window->entries().view().selectionModel()->selectedRows().size(), 1);
    QCOMPARE(window->entries().view().currentIndex().data(KeyRole).toByteArray(), QByteArray("c"));
    QCOMPARE(window->namespaces().current(), nameOf(wf2, {}).space);
}

void MainWindowTest::live_paused_countsAndCatchesUp()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_P, Qt::ControlModifier);
    store.set(wf1, "a", "2");
    QTRY_COMPARE(window->live().model().waiting(), 1);
    QCOMPARE(window->live().model().rowCount(), 0);
    window.press(Qt::Key_P, Qt::ControlModifier);
    QTRY_COMPARE(window->live().model().rowCount(), 1);
}

void MainWindowTest::badge_pressed_copiesTheAddress()
{
    TestStore store;
    TestWindow window(*store);
    QApplication::clipboard()->clear();
    auto* badge = window->findChild<ServerBadge*>();
    QCOMPARE(badge->text(), u"127.0.0.1:7474"_s);
    QTest::mouseClick(badge, Qt::LeftButton);
    QCOMPARE(QApplication::clipboard()->text(), u"http://127.0.0.1:7474"_s);
    QTRY_COMPARE(badge->text(), u"127.0.0.1:7474"_s); // back from saying so
    QApplication::clipboard()->clear();
    window.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QApplication::clipboard()->text(), u"http://127.0.0.1:7474"_s);
}

void MainWindowTest::documentation_ofAServerThatListens_isOpenedInTheBrowser()
{
    TestStore store;
    TestWindow window(*store);
    QAction* docs = window->badge().docsAction();
    window->showServer({ServerStatus::State::Following, u"Another process."_s, {}});
    QVERIFY(!docs->isEnabled());
    window->showServer({ServerStatus::State::Listening, u"http://127.0.0.1:7474"_s, {}});
    QVERIFY(docs->isEnabled());
    QDesktopServices::setUrlHandler(u"http"_s, this, "browse");
    docs->trigger();
    QDesktopServices::unsetUrlHandler(u"http"_s);
    QCOMPARE(m_browsed, QList<QUrl>{QUrl(u"http://127.0.0.1:7474/docs"_s)});
}

void MainWindowTest::showServer_trouble_isToldAndTheStoreStaysUsable()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    window->showServer({ServerStatus::State::Stopped, {}, u"The port is <taken>."_s});
    QVERIFY(window.waitFor(wf1, "a"));
    const auto bars = window->findChildren<NoticeBar*>();
    QVERIFY(std::any_of(bars.begin(), bars.end(), [](const NoticeBar* bar) {
        return bar->isVisible() && bar->text() == u"The port is <taken>."_s;
    }));
    window.typeOver("2");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "a")->version, Version(2));
}

void MainWindowTest::controls_all_haveAnAccessibleName()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("2");
    store.set(wf1, "a", "3");
    QTRY_VERIFY(!window.notice().isEmpty()); // with its buttons
    int controls = 0;
    const auto check = [&controls](QWidget& parent) {
        const auto widgets = parent.findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus ||
                widget->objectName().startsWith(u"qt_"_s))
                continue;
            const auto* face = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(
                face != nullptr && !face->text(QAccessible::Name).isEmpty(),
                widget->metaObject()->className());
            ++controls;
        }
    };
    check(window.window());
    QVERIFY(controls >= 10);
    window.press(Qt::Key_N, Qt::ControlModifier);
    check(window.inspector());
}

void MainWindowTest::appearance_dark_paintsTheEditorDark()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    const auto ground = [&] {
        const QImage image = window.editor().viewport()->grab().toImage();
        return image.pixelColor(image.width() - 4, image.height() - 4);
    };
    const auto choose = [&](const QString& text) {
        for (QAction* action : window->findChildren<QAction*>())
            if (action->text().remove(u'&') == text)
                action->trigger();
    };
    choose(u"Dark"_s);
    QCOMPARE(ground(), Theme::dark().color(ColorRole::Surface));
    choose(u"Light"_s);
    QCOMPARE(ground(), Theme::light().color(ColorRole::Surface));
}

/// Dies in QApplication::setStyleSheet if Qt's style sheet has kept a widget that is gone.
void MainWindowTest::appearance_changedAfterAWindowHasGone_restylesTheOther()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    for (int i = 0; i < 3; ++i) {
        {
            TestWindow other(*store);
            QVERIFY(other.waitFor(wf1, "a"));
            other.typeOver("2"); // with a notice's buttons, a form and all
            other.inspector().showHistory();
            store.set(wf1, "a", "3");
            QTRY_VERIFY(!other.notice().isEmpty());
        }
        for (const QString& scheme : {u"Dark"_s, u"Light"_s})
            for (QAction* action : window->findChildren<QAction*>())
                if (action->text().remove(u'&') == scheme)
                    action->trigger();
    }
    QCOMPARE(qApp->styleSheet(), styleSheetFor(Theme::light()));
}

void MainWindowTest::close_andOpened_remembersPlaceStripAndKeyColumn()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    const auto keyColumn = [&] { return window->entries().view().horizontalHeader(); };
    const auto rows = [&] { return qobject_cast<QSplitter*>(window->live().parentWidget()); };
    keyColumn()->resizeSection(EntriesModel::KeyColumn, 177);
    rows()->setSizes({300, 300});
    const QList<int> sizes = rows()->sizes();
    window.reopen(*store);
    QCOMPARE(keyColumn()->sectionSize(EntriesModel::KeyColumn), 177);
    QCOMPARE(rows()->sizes(), sizes);
    QVERIFY(!window->live().isStrip());
    window->live().setStrip(true);
    window.reopen(*store);
    QVERIFY(window->live().isStrip());
}

void MainWindowTest::close_elsewhereThanInBrowse_opensThere()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    window->showPlace(u"settings"_s);
    window.reopen(*store);
    QCOMPARE(window->currentPlace(), u"settings"_s);
    window->showPlace(u"browse"_s);
    window.reopen(*store);
    QCOMPARE(window->currentPlace(), u"browse"_s);
}

void MainWindowTest::close_andOpened_remembersColumns()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    const auto columns = [&] {
        return qobject_cast<QSplitter*>(window->namespaces().parentWidget());
    };
    window->resize(1100, 700);
    columns()->setSizes({180, 420, 498});
    const QList<int> sizes = columns()->sizes();
    window.reopen(*store);
    QCOMPARE(window->size(), QSize(1100, 700));
    QCOMPARE(columns()->sizes(), sizes);
}

void MainWindowTest::data_markup_isShownAsText()
{
    TestStore store;
    store.set("workflow/<b>x</b>", "<i>k</i>", R"("<u>v</u>")");
    TestWindow window(*store);
    QVERIFY(window.waitFor("workflow/<b>x</b>", "<i>k</i>"));
    const QModelIndex key = window.keys().index(0, EntriesModel::KeyColumn);
    QCOMPARE(key.data().toString(), u"<i>k</i>"_s);
    QCOMPARE(key.data(Qt::ToolTipRole).toString(), u"<span>&lt;i&gt;k&lt;/i&gt;</span>"_s);
    for (const QWidget* widget : window->findChildren<QWidget*>())
        QVERIFY2(
            !widget->toolTip().contains(u"<b>"_s) && !widget->toolTip().contains(u"<i>"_s),
            qPrintable(widget->toolTip()));
}

STATEROOM_WATCHED_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
