// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: the palette.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/palettemodel.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
} // namespace

class CommandPaletteTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void palette_command_isRun();
    void palette_key_isShown();
    void palette_escape_givesTheKeyboardBack();
    void palette_exactKey_comesFirst();
    void palette_deletion_isNeverPreselected();
    void palette_nothingTyped_beginsHarmlessly();
    void palette_theme_findsTheAppearance();
    void palette_namespace_isShown();
    void palette_clearing_isNeverPreselected();
};

void CommandPaletteTest::init()
{
    failOnWarnings();
}

void CommandPaletteTest::palette_command_isRun()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(window->palette().edit().hasFocus());
    QTest::keyClicks(&window->palette().edit(), u"new ke"_s);
    QCOMPARE(window->palette().model().index(0).data().toString(), u"New key"_s);
    window.press(Qt::Key_Return);
    QVERIFY(!window->palette().isVisible());
    QVERIFY(window.inspector().isCreating());
}

void CommandPaletteTest::palette_key_isShown()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set("workflow/wf-2", "zebra", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&window->palette().edit(), u"zebra"_s);
    QTRY_COMPARE(window->palette().model().rowCount(), 1);
    window.press(Qt::Key_Return);
    QVERIFY(window.waitFor("workflow/wf-2", "zebra"));
}

void CommandPaletteTest::palette_escape_givesTheKeyboardBack()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    window.press(Qt::Key_Escape);
    QVERIFY(!window->palette().isVisible());
    QVERIFY(window->entries().view().hasFocus());
}

void CommandPaletteTest::palette_exactKey_comesFirst()
{
    TestStore store;
    for (const char* key : {"a", "adoc", "doc", "doc-2", "my-doc"})
        store.set(wf1, key, "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&window->palette().edit(), u"doc"_s);
    QTRY_COMPARE(column(window->palette().model()), u"doc doc-2 my-doc API documentation adoc"_s);
    window.press(Qt::Key_Return);
    QVERIFY(window.waitFor(wf1, "doc"));
    QVERIFY(store.get(wf1, "a"));
}

void CommandPaletteTest::palette_deletion_isNeverPreselected()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    CommandPalette& palette = window->palette();
    for (const auto& text : {u"quit"_s, u"delete all"_s}) {
        window.press(Qt::Key_K, Qt::ControlModifier);
        palette.edit().selectAll();
        QTest::keyClicks(&palette.edit(), text);
        QVERIFY(palette.model().index(0).data().toString().startsWith(text, Qt::CaseInsensitive));
        window.press(Qt::Key_Return);
        QVERIFY(palette.isVisible());
        QVERIFY(window->isVisible());
    }
    QVERIFY(store.get(wf1, "a"));
    window.press(Qt::Key_Down);
    window.press(Qt::Key_Return);
    QVERIFY(!palette.isVisible());
    QTRY_VERIFY(!store.get(wf1, "a"));
}

void CommandPaletteTest::palette_nothingTyped_beginsHarmlessly()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    const PaletteModel& model = window->palette().model();
    bool destructive = false;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QString text = model.index(row).data().toString();
        const bool now = text == u"Quit" || text == u"Delete" || text.startsWith(u"Delete ") ||
                         text.startsWith(u"Clear ");
        QVERIFY2(now || !destructive, qPrintable(text)); // they come last
        destructive = now;
        QVERIFY2(model.actionAt(model.index(row))->isEnabled(), qPrintable(text));
    }
    QVERIFY(destructive);
}

void CommandPaletteTest::palette_theme_findsTheAppearance()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    for (const auto& text : {u"theme"_s, u"appearance"_s, u"dark"_s}) {
        window.press(Qt::Key_K, Qt::ControlModifier);
        window->palette().edit().selectAll();
        QTest::keyClicks(&window->palette().edit(), text);
        QVERIFY(column(window->palette().model()).contains(u"Appearance: dark"_s));
    }
}

void CommandPaletteTest::palette_namespace_isShown()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set("workflow/zebra", "stripes", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&window->palette().edit(), u"zebra"_s);
    const PaletteModel& model = window->palette().model();
    QTRY_COMPARE(model.index(0).data().toString(), u"zebra"_s);
    window.press(Qt::Key_Return);
    QVERIFY(window.waitFor("workflow/zebra", "stripes"));
    QVERIFY(window->entries().view().hasFocus());
}

void CommandPaletteTest::palette_clearing_isNeverPreselected()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    store.set(wf1, "a", "2");
    QTRY_COMPARE(window->live().model().rowCount(), 1);
    window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&window->palette().edit(), u"clear live"_s);
    QCOMPARE(window->palette().model().index(0).data().toString(), u"Clear live changes"_s);
    window.press(Qt::Key_Return);
    QCOMPARE(window->live().model().rowCount(), 1);
    window.press(Qt::Key_Down); // chosen, it runs
    window.press(Qt::Key_Return);
    QCOMPARE(window->live().model().rowCount(), 0);
}

STATEROOM_WATCHED_MAIN(CommandPaletteTest)
#include "tst_commandpalette.moc"
