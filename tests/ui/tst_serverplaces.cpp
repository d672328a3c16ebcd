// SPDX-License-Identifier: GPL-3.0-or-later
// The window of a serving program: from a change to its request and back, and to Connect.
#include "tests/support/testservice.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "ui/connect/connectplace.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/requests/requestdetail.h"
#include "ui/requests/requestsmodel.h"
#include "ui/requests/requestsplace.h"
#include "ui/shell/serverplaces.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ServerPlacesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void change_itsRequest_andBack();
    void version_itsRequest_isShown();
    void change_requestForgotten_isSaid();
    void refusedRequest_chosen_saysWhyAndCopies();
    void places_byKeyboard_areReached();
    void places_inTheMenu_standAsOnTheRail();
    void badge_clicked_opensConnect();
    void commandsOfBrowse_elsewhere_changeNothing_data();
    void commandsOfBrowse_elsewhere_changeNothing();
    void commandsThatLeadToBrowse_elsewhere_showIt_data();
    void commandsThatLeadToBrowse_elsewhere_showIt();

private:
    RequestsPlace& requests() { return *m_window->window().findChild<RequestsPlace*>(); }
    void chooseChange()
    {
        ListTable& live = m_window->window().live().view();
        m_window->window().live().setStrip(false);
        QTRY_VERIFY(live.isVisible()); // not while the store was empty
        live.setFocus();
        live.setCurrentIndex(live.model()->index(0, 0));
    }

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
};

void ServerPlacesTest::init()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
}

void ServerPlacesTest::cleanup()
{
    m_window.reset();
    m_service.reset();
}

void ServerPlacesTest::change_itsRequest_andBack()
{
    m_service->call("GET /health");
    m_service->call("POST /v1/state/wf-1/status", R"({"value":1})");
    m_service->call("GET /health");
    QTRY_COMPARE(m_window->window().live().model().rowCount(), 1);
    QTRY_COMPARE(m_service->service().requests().last(), 3);
    chooseChange();
    QVERIFY(m_window->window().live().requestAction()->isEnabled());
    QVERIFY(m_window->window().live().view().hasFocus());
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(m_window->window().currentPlace(), u"requests"_s);
    const QModelIndex row = requests().view().currentIndex();
    QCOMPARE(
        row.siblingAtColumn(RequestsModel::PathColumn).data().toString(),
        u"/v1/state/wf-1/status"_s);
    QListWidget& changes = requests().detail().changes();
    QTRY_COMPARE(changes.count(), 1);
    QCOMPARE(changes.item(0)->text(), u"workflow/wf-1  status  v1"_s);
    changes.setFocus();
    m_window->press(Qt::Key_Return);
    QCOMPARE(m_window->window().currentPlace(), u"browse"_s);
    QVERIFY(m_window->waitFor("workflow/wf-1", "status"));
}

void ServerPlacesTest::version_itsRequest_isShown()
{
    m_service->call("POST /v1/state/wf-1/status", R"({"value":1})");
    m_service->call("GET /health");
    QVERIFY(m_window->waitFor("workflow/wf-1", "status"));
    m_service->write("workflow/wf-1", "status", "2"); // by no request
    QTRY_COMPARE(m_service->service().requests().last(), 2);
    m_window->window().goTo({Namespace::parse("workflow/wf-1").value(), Key(QByteArray("status"))});
    InspectorPanel& inspector = m_window->window().inspector();
    QTRY_COMPARE(inspector.name().key, Key(QByteArray("status")));
    inspector.showHistory();
    HistoryView& history = inspector.history();
    QTRY_COMPARE(history.view().model()->rowCount(), 2);
    QVERIFY(!history.requestAction()->isEnabled());
    history.view().setCurrentIndex(history.view().model()->index(1, 0));
    history.view().setFocus();
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    QCOMPARE(m_window->window().currentPlace(), u"requests"_s);
    const QModelIndex row = requests().view().currentIndex();
    QCOMPARE(
        row.siblingAtColumn(RequestsModel::PathColumn).data().toString(),
        u"/v1/state/wf-1/status"_s);
}

void ServerPlacesTest::change_requestForgotten_isSaid()
{
    m_service->call("POST /v1/state/wf-1/status", R"({"value":1})");
    QTRY_COMPARE(m_window->window().live().model().rowCount(), 1);
    QTRY_COMPARE(m_service->service().requests().last(), 1);
    m_service->service().requests().clear();
    chooseChange();
    m_window->window().live().requestAction()->trigger();
    QVERIFY(requests().findChild<NoticeBar*>()->text().contains(u"newest 1,000"_s));
    // A change of the window's own has no request.
    m_service->write("workflow/wf-1", "status", "2");
    QTRY_COMPARE(m_window->window().live().model().rowCount(), 2);
    m_window->window().showPlace(u"browse"_s);
    chooseChange();
    QVERIFY(!m_window->window().live().requestAction()->isEnabled());
}

void ServerPlacesTest::refusedRequest_chosen_saysWhyAndCopies()
{
    m_service->call("GET /state/a?x=1");
    m_window->window().showPlace(u"requests"_s);
    QTRY_COMPARE(requests().view().model()->rowCount(), 1);
    m_window->press(Qt::Key_Down);
    QVERIFY(requests().detail().isVisible());
    QVERIFY(requests().detail().reason().startsWith(u"The integration API needs a key"_s));
    m_window->press(Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(
        QGuiApplication::clipboard()->text(),
        u"curl '%1/state/a?x=1'"_s.arg(m_service->service().url()));
}

void ServerPlacesTest::places_byKeyboard_areReached()
{
    m_service->call("GET /health");
    m_service->call("GET /none");
    m_window->press(Qt::Key_2, Qt::AltModifier);
    QCOMPARE(m_window->window().currentPlace(), u"requests"_s);
    QTRY_COMPARE(requests().view().model()->rowCount(), 2);
    m_window->press(Qt::Key_F, Qt::ControlModifier);
    QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
    QTest::keyClicks(QApplication::focusWidget(), u"health"_s);
    QCOMPARE(requests().view().model()->rowCount(), 1);
    m_window->press(Qt::Key_Return);
    QVERIFY(requests().view().hasFocus());
    m_window->press(Qt::Key_B, Qt::ControlModifier);
    QVERIFY(m_service->service().requests().recordsBodies());
    m_window->press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(requests().view().model()->rowCount(), 0);
    m_window->press(Qt::Key_3, Qt::AltModifier);
    QCOMPARE(m_window->window().currentPlace(), u"connect"_s);
}

void ServerPlacesTest::places_inTheMenu_standAsOnTheRail()
{
    QMenu* view = nullptr;
    for (QMenu* menu : m_window->window().findChildren<QMenu*>())
        if (menu->title() == u"&View"_s)
            view = menu;
    QVERIFY(view);
    QStringList places;
    for (QAction* action : view->actions()) {
        if (action->isSeparator())
            break;
        places << action->text() + u' ' + action->shortcut().toString();
    }
    // Numbered without a gap, the settings last.
    for (int i = 0; i + 1 < places.size(); ++i)
        QVERIFY2(places[i].endsWith(u" Alt+%1"_s.arg(i + 1)), qPrintable(places[i]));
    QCOMPARE(places.first(), u"Browse Alt+1"_s);
    QCOMPARE(places.last(), u"Settings Ctrl+,"_s);
    QCOMPARE(m_window->inspector().removeAction()->shortcut(), QKeySequence(QKeySequence::Delete));
}

void ServerPlacesTest::badge_clicked_opensConnect()
{
    m_window->window().badge().click();
    QCOMPARE(m_window->window().currentPlace(), u"connect"_s);
    QVERIFY(m_window->window().findChild<ConnectPlace*>());
}

void ServerPlacesTest::commandsOfBrowse_elsewhere_changeNothing_data()
{
    QTest::addColumn<QString>("place");
    for (const auto& place : {u"requests"_s, u"studio"_s, u"settings"_s})
        QTest::newRow(qPrintable(place)) << place;
}

void ServerPlacesTest::commandsOfBrowse_elsewhere_changeNothing()
{
    QFETCH(QString, place);
    m_service->write("workflow/wf-1", "status", "1");
    MainWindow& window = m_window->window();
    QVERIFY(m_window->waitFor("workflow/wf-1", "status"));
    m_window->typeOver("2");
    const auto commands = [&] {
        QList<QAction*> found{window.inspector().saveAction(), window.inspector().removeAction()};
        for (QAction* action : window.namespaces().actions())
            if (action->text() == u"Delete all keys of the namespace"_s)
                found << action;
        return found;
    };
    QCOMPARE(commands().size(), 3);
    for (const QAction* action : commands())
        QVERIFY(action->isEnabled());
    window.showPlace(place);
    // What its own pane does meanwhile does not enable it.
    window.namespaces().setWritable(true);
    for (const QAction* action : commands())
        QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
    m_window->press(Qt::Key_S, Qt::ControlModifier);
    window.showPlace(u"browse"_s);
    for (const QAction* action : commands())
        QVERIFY2(action->isEnabled(), qPrintable(action->text()));
    QVERIFY(window.inspector().isDirty());
}

void ServerPlacesTest::commandsThatLeadToBrowse_elsewhere_showIt_data()
{
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("focus");
    const Qt::KeyboardModifiers ctrl = Qt::ControlModifier;
    const Qt::KeyboardModifiers both = Qt::ControlModifier | Qt::ShiftModifier;
    QTest::newRow("new key") << Qt::Key_N << ctrl << u"form"_s;
    QTest::newRow("new namespace") << Qt::Key_N << both << u"name"_s;
    QTest::newRow("namespaces") << Qt::Key_1 << ctrl << u"namespaces"_s;
    QTest::newRow("keys") << Qt::Key_2 << ctrl << u"keys"_s;
    QTest::newRow("value") << Qt::Key_3 << ctrl << u"value"_s;
    QTest::newRow("deleted keys") << Qt::Key_D << both << u"deleted"_s;
}

void ServerPlacesTest::commandsThatLeadToBrowse_elsewhere_showIt()
{
    QFETCH(Qt::Key, key);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QString, focus);
    m_service->write("workflow/wf-1", "status", "1");
    MainWindow& window = m_window->window();
    QVERIFY(m_window->waitFor("workflow/wf-1", "status"));
    window.showPlace(u"requests"_s);
    if (focus == u"name"_s) // its keys are those of a list that is not seen
        window.namespaces().newAction()->trigger();
    else
        m_window->press(key, modifiers);
    QCOMPARE(window.currentPlace(), u"browse"_s);
    QWidget* there = QApplication::focusWidget();
    QVERIFY(there && there->isVisible());
    if (focus == u"form"_s)
        QVERIFY(window.inspector().isCreating() && window.inspector().isAncestorOf(there));
    else if (focus == u"name"_s)
        QCOMPARE(there, &window.namespaces().form());
    else if (focus == u"namespaces"_s)
        QCOMPARE(there, &window.namespaces().view());
    else if (focus == u"keys"_s)
        QCOMPARE(there, &window.entries().view());
    else if (focus == u"value"_s)
        QCOMPARE(there, &m_window->editor());
    else
        QVERIFY(window.inspector().deleted().isAncestorOf(there));
}

STATEROOM_WATCHED_MAIN(ServerPlacesTest)
#include "tst_serverplaces.moc"
