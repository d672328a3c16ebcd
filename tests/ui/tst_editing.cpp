// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, driven by keys and mouse: writing.
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/model/roles.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QTest>

#include <chrono>

using namespace stateroom;
using namespace stateroom::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

/// Answers the next message box by the button with this text.
void answerDialog(QWidget& window, const QString& button, bool* asked)
{
    auto* timer = new QTimer(&window);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, button, asked] {
        auto* box = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
        if (box == nullptr)
            return;
        timer->deleteLater();
        for (QAbstractButton* candidate : box->buttons())
            if (candidate->text() == button) {
                *asked = true;
                candidate->click();
                return;
            }
        box->reject();
    });
    timer->start(10);
}

} // namespace

class EditingTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void save_editedValue_raisesTheVersion();
    void save_editedValue_keepsItsExpiry();
    void save_notJson_saysWhereAndWritesNothing();
    void save_twiceInARow_writesTwice();
    void discard_edit_canBeUndone();
    void showEntry_dirtyEditor_keepsADraft();
    void undo_savedValue_staysWithinTheKey();
    void notice_told_hasItsButtonsAtOnce();
    void goToValue_historyShown_showsWhatIsTyped();
    void largeValue_chosen_isShownAndSaved();
    void close_unsavedEdit_asks();
    void follower_readsOnly();
};

void EditingTest::init()
{
    failOnWarnings();
}

void EditingTest::save_editedValue_raisesTheVersion()
{
    TestStore store;
    store.set(wf1, "counter", "42");
    store.set(wf1, "status", R"({"step":"a"})");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "counter"));
    window.click("status");
    QVERIFY(window.waitFor(wf1, "status"));
    QVERIFY(!window.inspector().saveAction()->isEnabled());
    window.typeOver("{ \"step\" : 1.10 }");
    QVERIFY(window.inspector().saveAction()->isEnabled());
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!window.inspector().isDirty());
    QVERIFY(!window.inspector().saveAction()->isEnabled());
    QCOMPARE(store.get(wf1, "status")->value.bytes(), QByteArray(R"({"step":1.10})"));
    QTRY_COMPARE(column(window.keys(), EntriesModel::VersionColumn), u"v1 v2"_s);
    QTRY_VERIFY(window.facts().startsWith(u"v2 · "_s));
    QCOMPARE(window.editor().utf8(), QByteArray("{ \"step\" : 1.10 }")); // as it was typed
    QVERIFY(window.notice().isEmpty());
}

void EditingTest::save_editedValue_keepsItsExpiry()
{
    TestStore store;
    SetOptions options;
    options.expiresAt = store->now() + 1h;
    QVERIFY(store->transactAndWait({}, [&](Transaction& transaction) {
        return transaction.set(nameOf(wf1, "lease"), JsonText::fromNumber(1), options);
    }));
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "lease"));
    QVERIFY(window.facts().contains(u"expires in"_s));
    window.typeOver("2");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "lease")->version, Version(2));
    QCOMPARE(store.get(wf1, "lease")->expiresAt, options.expiresAt);
}

void EditingTest::save_notJson_saysWhereAndWritesNothing()
{
    TestStore store;
    store.set(wf1, "status", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "status"));
    window.typeOver("{\"a\": nul}");
    window.press(Qt::Key_S, Qt::ControlModifier);
    const auto labels = window.inspector().findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->isVisible() && label->text().startsWith(u"Line 1, column "_s);
    }));
    QCOMPARE(store.get(wf1, "status")->version, Version(1));
    QVERIFY(window.editor().hasFocus());
    window.typeOver("{\"a\": null}");
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "status")->version, Version(2));
}

void EditingTest::save_twiceInARow_writesTwice()
{
    TestStore store;
    store.set(wf1, "status", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "status"));
    for (int version = 2; version < 6; ++version) {
        window.typeOver(QByteArray::number(version).constData());
        window.press(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(!window.inspector().isDirty());
        QCOMPARE(store.get(wf1, "status")->version, Version(version));
        QVERIFY(window.notice().isEmpty());
    }
}

void EditingTest::discard_edit_canBeUndone()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    QAction* discard = nullptr;
    for (QAction* action : window.inspector().entryActions())
        if (action->text() == u"Discard the edit"_s)
            discard = action;
    QVERIFY(discard);
    QVERIFY(!discard->isEnabled());
    window.typeOver("77");
    QVERIFY(discard->isEnabled());
    discard->trigger();
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    QVERIFY(!window.inspector().isDirty());
    QVERIFY(!discard->isEnabled());
    QVERIFY(window.inspector().unsaved().isEmpty());
    window.editor().undo();
    QCOMPARE(window.editor().utf8(), QByteArray("77"));
    QVERIFY(window.inspector().isDirty());
}

void EditingTest::showEntry_dirtyEditor_keepsADraft()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("100");
    QVERIFY(window.keys().index(0, 0).data(DraftRole).toBool());
    window.click("b");
    QVERIFY(window.waitFor(wf1, "b"));
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
    QVERIFY(window.keys().index(0, 0).data(DraftRole).toBool());
    window.click("a");
    QVERIFY(window.waitFor(wf1, "a"));
    QCOMPARE(window.editor().utf8(), QByteArray("100"));
    QVERIFY(window.inspector().isDirty());
    window.editor().undo(); // back to what is stored
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    QVERIFY(!window.inspector().isDirty());
    QTRY_VERIFY(!window.keys().index(0, 0).data(DraftRole).toBool());
}

void EditingTest::undo_savedValue_staysWithinTheKey()
{
    TestStore store;
    store.set(wf1, "a", "1");
    store.set(wf1, "b", "2");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.click("b");
    QVERIFY(window.waitFor(wf1, "b"));
    window.editor().setFocus();
    window.press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
}

void EditingTest::notice_told_hasItsButtonsAtOnce()
{
    TestStore store;
    store.set(wf1, "status", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "status"));
    int pressed = 0;
    for (const QString& text : {u"first"_s, u"second"_s}) {
        window.inspector().notice().tell(
            NoticeKind::Warning, text, {{text, [&pressed] { ++pressed; }}});
        QVERIFY(window.pressNotice(text)); // before the loop has turned
    }
    QCOMPARE(pressed, 2);
    QVERIFY(!window.pressNotice(u"first"_s));
}

void EditingTest::goToValue_historyShown_showsWhatIsTyped()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!window.editor().isVisible());
    // Whatever gives a hidden editor the keyboard, it takes no keys.
    window.editor().setFocus();
    QTest::keyClick(&window.editor(), Qt::Key_7);
    QCOMPARE(window.editor().utf8(), QByteArray("1"));
    window->entries().view().setFocus();
    window.press(Qt::Key_3, Qt::ControlModifier);
    QVERIFY(window.editor().isVisible());
    QVERIFY(window.editor().hasFocus());
}

void EditingTest::largeValue_chosen_isShownAndSaved()
{
    TestStore store;
    const QByteArray large = '"' + QByteArray(3'000'000, 'x') + '"';
    store.set(wf1, "big", large);
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "big"));
    QTRY_COMPARE(window.editor().utf8(), large); // without the breaks that it is shown with
    QVERIFY(window.editor().lines() > 1);
    window.editor().setFocus();
    window.press(Qt::Key_Right);
    QTest::keyClicks(&window.editor(), u"y"_s);
    window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(store.get(wf1, "big")->version, Version(2));
    QCOMPARE(store.get(wf1, "big")->value.bytes(), QByteArray(large).insert(1, 'y'));
    QTRY_VERIFY(!window.inspector().isDirty());
}

void EditingTest::close_unsavedEdit_asks()
{
    TestStore store;
    store.set(wf1, "a", "1");
    TestWindow window(*store);
    QVERIFY(window.waitFor(wf1, "a"));
    window.typeOver("2");
    bool asked = false;
    answerDialog(window.window(), u"Keep editing"_s, &asked);
    QVERIFY(!window->close());
    QVERIFY(asked);
    QCOMPARE(window.editor().utf8(), QByteArray("2"));
    asked = false;
    answerDialog(window.window(), u"Discard and close"_s, &asked);
    QVERIFY(window->close());
    QVERIFY(asked);
    QCOMPARE(store.get(wf1, "a")->version, Version(1));
}

void EditingTest::follower_readsOnly()
{
    const QTemporaryDir home;
    const SystemClock clock;
    StoreOptions options;
    options.directory = home.path();
    options.clock = &clock;
    const auto owner = Store::open(options);
    QVERIFY(owner);
    const auto set = [&](const QByteArray& value) {
        return (*owner)->transactAndWait({}, [&](Transaction& transaction) {
            return transaction.set(nameOf(wf1, "a"), JsonText::fromValidated(value));
        });
    };
    QVERIFY(set("1"));
    options.mode = StoreMode::Follow;
    const auto follower = Store::open(options);
    QVERIFY(follower);
    TestWindow window(**follower);
    window->showServer({ServerStatus::State::Following, {}, u"Served by another."_s});
    QVERIFY(window.waitFor(wf1, "a"));
    QVERIFY(window.editor().isReadOnly());
    QVERIFY(!window.inspector().removeAction()->isEnabled());
    window.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(!window.inspector().isCreating());
    QVERIFY(set("2"));
    QTRY_COMPARE(window.editor().utf8(), QByteArray("2"));
}

STATEROOM_WATCHED_MAIN(EditingTest)
#include "tst_editing.moc"
