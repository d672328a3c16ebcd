// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: the navigator.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/model/roles.h"
#include "ui/shell/browseplace.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {
constexpr const char* wf1 = "workflow/wf-1";
constexpr const char* wf2 = "workflow/wf-2";
} // namespace

class NamespacesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namespace_new_beginsWithItsFirstKey();
    void namespace_copied_hasTheSameKeys_data();
    void namespace_copied_hasTheSameKeys();
    void namespace_deleted_canBeBroughtBack();
    void namespace_changedElsewhere_isMarked();
    void emptied_byDefault_areNotShown();
    void emptied_shown_canBeBroughtBackAfterARestart();
    void emptied_all_areOfferedByTheWelcome();
    void emptied_withADraft_isAlwaysThere();
    void nextEdit_several_areGoneThrough();
    void start_again_showsTheLastNamespace();
    void start_again_lastNamespaceGone_showsAnother();
    void start_again_lastNamespaceEmptied_showsItsDeletedKeys();
};

void NamespacesTest::init()
{
    failOnWarnings();
}

void NamespacesTest::namespace_new_beginsWithItsFirstKey()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    QLineEdit& form = window->namespaces().form();
    QVERIFY(form.hasFocus());
    form.setText(u"No kind/other"_s);
    window.press(Qt::Key_Return);
    QVERIFY(form.isVisible()); // told in place
    form.setText(u"workflow/other"_s);
    window.press(Qt::Key_Return);
    QVERIFY(!form.isVisible());
    QVERIFY(window.inspector().isCreating());
    QCOMPARE(window->namespaces().current(), Namespace("workflow", "other"));
}

void NamespacesTest::namespace_copied_hasTheSameKeys_data()
{
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("made");
    QTest::newRow("kind and name") << u"workflow/two"_s << u"workflow/two"_s;
    QTest::newRow("another kind") << u"integration/two"_s << u"integration/two"_s;
    QTest::newRow("name alone") << u"two"_s << u"workflow/two"_s;
}

void NamespacesTest::namespace_copied_hasTheSameKeys()
{
    QFETCH(QString, to);
    QFETCH(QString, made);
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    for (QAction* action : window->namespaces().actions())
        if (action->text() == u"Copy namespace…"_s)
            action->trigger();
    // Typed over what stands there, as the form of a new one takes it: with a kind or without.
    QTest::keyClicks(&window->namespaces().form(), to);
    window.press(Qt::Key_Return);
    QTRY_COMPARE(window->namespaces().notice().text(), u"2 keys copied."_s);
    QCOMPARE(store.get(made.toUtf8().constData(), "b")->value.bytes(), QByteArray("2"));
}

void NamespacesTest::namespace_deleted_canBeBroughtBack()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "1");
    store.set("workflow/wf-2", "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_1, Qt::ControlModifier);
    window.press(Qt::Key_Delete);
    NoticeBar& notice = window->namespaces().notice();
    QTRY_COMPARE(notice.text(), u"2 keys deleted."_s);
    QVERIFY(!store.get(wf1, "a"));
    QVERIFY(store.get("workflow/wf-2", "b"));
    QVERIFY(TestWindow::pressIn(notice, u"Undo"_s));
    QTRY_VERIFY(store.get(wf1, "a"));
}

void NamespacesTest::namespace_changedElsewhere_isMarked()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    const auto marked = [&] {
        NamespacesModel& model = window->namespaces().model();
        return model.indexOf(nameOf(wf1, {}).space).data(ChangedRole).toBool();
    };
    QVERIFY(!marked());
    store.set(wf1, "a", "2");
    QTRY_VERIFY(marked());
    QTRY_VERIFY(!marked());
}

void NamespacesTest::emptied_byDefault_areNotShown()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QAction* emptied = window->namespaces().emptiedAction();
    QVERIFY(!emptied->isEnabled()); // there are none
    store.set(wf2, "b", "2");
    store.remove(wf2, "b");
    QTRY_VERIFY(emptied->isEnabled());
    NamespacesModel& model = window->namespaces().model();
    QVERIFY(!model.indexOf(nameOf(wf2, {}).space).isValid());
    emptied->trigger();
    QTRY_VERIFY(model.indexOf(nameOf(wf2, {}).space).isValid());
    QCOMPARE(model.keyCount(nameOf(wf2, {}).space), 0);
    emptied->trigger();
    QTRY_VERIFY(!model.indexOf(nameOf(wf2, {}).space).isValid());
}

void NamespacesTest::emptied_shown_canBeBroughtBackAfterARestart()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    store.set(wf2, "c", "3");
    store.remove(wf2, "b");
    store.remove(wf2, "c");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->namespaces().emptiedAction()->trigger();
    window.reopen(*store); // the choice is remembered
    const Namespace gone = nameOf(wf2, {}).space;
    QTRY_VERIFY(window->namespaces().model().indexOf(gone).isValid());
    window.press(Qt::Key_1, Qt::ControlModifier);
    window.press(Qt::Key_Down);
    QCOMPARE(window->namespaces().current(), gone);
    QVERIFY(window->namespaces().view().hasFocus()); // one can go on
    const auto* deleted = window.inspector().findChild<DeletedView*>();
    QTRY_VERIFY(deleted->isVisible());
    DeletedModel& keys = const_cast<DeletedView*>(deleted)->model();
    QTRY_COMPARE(column(keys), u"b c"_s);
    window->namespaces().bringBackAction()->trigger();
    QTRY_COMPARE(window->namespaces().notice().text(), u"2 keys brought back."_s);
    QCOMPARE(store.get(wf2, "c")->value.bytes(), QByteArray("3"));
    QTRY_COMPARE(column(window.keys()), u"b c"_s);
    QVERIFY(TestWindow::pressIn(window->namespaces().notice(), u"Undo"_s));
    QTRY_VERIFY(!store.get(wf2, "c"));
}

void NamespacesTest::emptied_all_areOfferedByTheWelcome()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.remove(wf1, "a");
    TestWindow window(*store);
    const auto button = [&]() -> QPushButton* {
        for (auto* each : window->browse().findChildren<QPushButton*>())
            if (each->isVisible() && each->text() == u"Show emptied namespaces"_s)
                return each;
        return nullptr;
    };
    QTRY_VERIFY(button() != nullptr);
    QTest::mouseClick(button(), Qt::LeftButton);
    QTRY_COMPARE(window->namespaces().current(), nameOf(wf1, {}).space);
    QVERIFY(window->namespaces().isVisible());
}

void NamespacesTest::emptied_withADraft_isAlwaysThere()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->goTo(nameOf(wf2, "b"));
    QVERIFY(window.waitFor(wf2, "b"));
    window.typeOver("22");
    window->goTo(nameOf(wf1, "a"));
    QVERIFY(window.waitFor(wf1, "a"));
    const Namespace space = nameOf(wf2, {}).space;
    NamespacesModel& model = window->namespaces().model();
    QVERIFY(model.indexOf(space).data(DraftRole).toBool());
    QVERIFY(!model.indexOf(nameOf(wf1, {}).space).data(DraftRole).toBool());
    store.remove(wf2, "b");
    QTRY_COMPARE(model.keyCount(space), 0);
    QVERIFY(model.indexOf(space).isValid());
    window->namespaces().setCurrent(space);
    QVERIFY(window.waitFor(wf2, "b"));
    QCOMPARE(window.editor().utf8(), QByteArray("22"));
    QTRY_VERIFY(window.notice().contains(u"deleted"_s));
    QVERIFY(window.pressNotice(u"Discard edit"_s));
    QTRY_VERIFY(!model.indexOf(space).isValid());
}

void NamespacesTest::nextEdit_several_areGoneThrough()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QVERIFY(!window->browse().nextEditAction()->isEnabled());
    window.typeOver("11");
    window->goTo(nameOf(wf2, "b"));
    QVERIFY(window.waitFor(wf2, "b"));
    window.typeOver("22");
    window.press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.waitFor(wf1, "a"));
    QTRY_COMPARE(window.editor().utf8(), QByteArray("11"));
    window.press(Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(window.waitFor(wf2, "b"));
    QTRY_COMPARE(window.editor().utf8(), QByteArray("22"));
    QVERIFY(window.editor().hasFocus());
}

void NamespacesTest::start_again_showsTheLastNamespace()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->namespaces().setCurrent(nameOf(wf2, {}).space);
    QVERIFY(window.waitFor(wf2, "b"));
    window.reopen(*store);
    QVERIFY(window.waitFor(wf2, "b"));
    QCOMPARE(window->namespaces().current(), nameOf(wf2, {}).space);
}

void NamespacesTest::start_again_lastNamespaceGone_showsAnother()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->namespaces().setCurrent(nameOf(wf2, {}).space);
    QVERIFY(window.waitFor(wf2, "b"));
    store.remove(wf2, "b");
    window.reopen(*store);
    QVERIFY(window.waitFor(wf1, "a"));
}

void NamespacesTest::start_again_lastNamespaceEmptied_showsItsDeletedKeys()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf2, "b", "2");
    store.remove(wf2, "b");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window->namespaces().emptiedAction()->trigger();
    const Namespace gone = nameOf(wf2, {}).space;
    QTRY_VERIFY(window->namespaces().model().indexOf(gone).isValid());
    window->namespaces().setCurrent(gone);
    window.reopen(*store);
    QTRY_COMPARE(window->namespaces().current(), gone);
    QTRY_VERIFY(window.inspector().findChild<DeletedView*>()->isVisible());
}

STATEROOM_WATCHED_MAIN(NamespacesTest)
#include "tst_namespaces.moc"
