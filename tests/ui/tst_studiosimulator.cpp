// SPDX-License-Identifier: GPL-3.0-or-later
// Studio in the real window: mutations composed by keys and sent over HTTP, and what is copied for
// programs.
#include "tests/ui/studiohands.h"
#include "tests/ui/studiosample.h"
#include "tests/ui/watchedapplication.h"
#include "ui/studio/copybutton.h"
#include "ui/studio/exchangeview.h"
#include "ui/studio/oprow.h"
#include "ui/studio/participantbar.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class StudioSimulatorTest final : public StudioHands {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void participant_invented_hasDefaults();
    void send_withId_isAppliedOnceAndShown();
    void send_byKeysAgain_keepsTheFocus();
    void tab_simulator_followsTheOrderOfReading();
    void misfit_withDefault_letsTheDefaultCount();
    void send_refused_showsTheAnswerAsItIs();
    void send_serverStopped_isSaid();
    void readState_sent_isTheStateOfTheApi();
    void copyToken_used_speaksForTheParticipant();
    void copyCurl_read_isWhatIsSent();
    void copy_done_isConfirmedForAMomentAndMovesNothing();
};

void StudioSimulatorTest::init()
{
    begin();
}

void StudioSimulatorTest::cleanup()
{
    end();
}

void StudioSimulatorTest::participant_invented_hasDefaults()
{
    open();
    QTRY_VERIFY(studio().participant().sub().count() >= 2);
    QVERIFY(studio().participant().sub().findText(u"ann"_s) >= 0);
    QVERIFY(studio().participant().sub().findText(u"bob"_s) >= 0);
    play("somebody/else%", "quiz");
    QTRY_COMPARE(
        cell(campaign::Scope::User, "loyalty_points", VariablesModel::ValueColumn),
        u"0  default"_s);
    QCOMPARE(cell(campaign::Scope::App, "round_score", VariablesModel::ValueColumn), u"none"_s);
    compose("inc", "state.user.loyalty_points", "3");
    QVERIFY(sends());
    QTRY_COMPARE(
        cell(campaign::Scope::User, "loyalty_points", VariablesModel::ValueColumn), u"3"_s);
    QTRY_VERIFY(studio().participant().sub().findText(u"somebody/else%"_s) >= 0);
}

void StudioSimulatorTest::send_withId_isAppliedOnceAndShown()
{
    open();
    play("ann", "quiz");
    compose("inc", "state.user.loyalty_points", "50");
    simulator().mutationId().setText(u"studio-1"_s);
    ExchangeView& exchange = simulator().exchange();
    QTRY_VERIFY(exchange.request().startsWith(u"POST /v1/runtime/state:mutate HTTP/1.1\n"_s));
    QVERIFY(exchange.request().contains(u"\"mutation_id\":\"studio-1\""_s));
    QVERIFY(!exchange.request().contains(u'.' + u"eyJpc3Mi"_s)); // the token is not shown
    QVERIFY(sends());
    QVERIFY(exchange.answer().startsWith(u"HTTP/1.1 200 OK\n"_s));
    QVERIFY(exchange.answer().contains(u"\"status\":\"applied\""_s));
    QVERIFY(exchange.answer().contains(u"\"current\":1250"_s));
    QTRY_COMPARE(exchange.effect(), u"state.user.loyalty_points  v2\n  1200 → 1250"_s);
    simulator().rows().front()->value().setFocus();
    m_window->press(Qt::Key_Return); // in a field, too
    QTRY_VERIFY(exchange.answer().contains(u"\"status\":\"duplicate\""_s));
    QTRY_VERIFY(exchange.effect().startsWith(u"Nothing was changed: this mutation_id"_s));
    QTRY_COMPARE(
        cell(campaign::Scope::User, "loyalty_points", VariablesModel::ValueColumn), u"1250"_s);
}

void StudioSimulatorTest::send_byKeysAgain_keepsTheFocus()
{
    open();
    play("ann", "quiz");
    compose("inc", "state.user.loyalty_points", "50");
    simulator().mutationId().setText(u"again"_s);
    QPushButton* send = button(u"Send"_s);
    QVERIFY(send);
    QTRY_VERIFY(send->isEnabled());
    send->setFocus(Qt::TabFocusReason);
    const qint64 before = m_service->service().requests().last();
    const auto told = [this] { return !simulator().exchange().effect().isEmpty(); };
    QTest::keyClick(send, Qt::Key_Space);
    QTest::keyClick(send, Qt::Key_Space); // while the first one is under way
    QCOMPARE(QApplication::focusWidget(), send);
    QTRY_VERIFY(told());
    QVERIFY(simulator().exchange().answer().contains(u"\"status\":\"applied\""_s));
    QCOMPARE(m_service->service().requests().last(), before + 1);
    QCOMPARE(QApplication::focusWidget(), send);
    QTest::keyClick(send, Qt::Key_Space);
    QTRY_VERIFY(simulator().exchange().answer().contains(u"\"status\":\"duplicate\""_s));
    QTRY_VERIFY(told());
    QTest::mouseClick(send, Qt::LeftButton);
    QTRY_VERIFY(told());
    QCOMPARE(QApplication::focusWidget(), send);
}

void StudioSimulatorTest::tab_simulator_followsTheOrderOfReading()
{
    open();
    play("ann", "quiz");
    simulator().addRow();
    const auto& rows = simulator().rows();
    const QWidgetList first = rows.front()->stops();
    const QWidgetList second = rows.back()->stops();
    QTRY_VERIFY(second.front()->isVisible());
    QTRY_VERIFY(button(u"Send"_s)->isEnabled());
    QWidget* tab = nullptr;
    for (QToolButton* one : studio().findChildren<QToolButton*>())
        if (one->text() == u"Recent mutations"_s)
            tab = one;
    QVERIFY(tab);
    tab->setFocus(Qt::TabFocusReason);
    QCOMPARE(QApplication::focusWidget(), tab);
    for (QWidget* stop : first + second) {
        m_window->press(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), stop);
    }
    m_window->press(Qt::Key_Tab); // what adds a row
    m_window->press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &simulator().mutationId());
    for (int stop = 0; stop < 4; ++stop)
        m_window->press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), button(u"Send"_s));
}

void StudioSimulatorTest::misfit_withDefault_letsTheDefaultCount()
{
    open();
    play("ann", "quiz");
    const auto value = [this](campaign::Scope scope, const char* name) {
        return cell(scope, name, VariablesModel::ValueColumn);
    };
    QTRY_COMPARE(value(campaign::Scope::Campaign, "tier"), u"\"silver\""_s);
    m_service->write("campaign/spring", "ann//tier", "2");
    QTRY_COMPARE(
        value(campaign::Scope::Campaign, "tier"),
        u"2  not a string: the default \"bronze\" counts"_s);
    compose("set", "state.campaign.tier", "gold");
    QVERIFY(sends());
    QVERIFY(simulator().exchange().answer().contains(u"\"previous\":\"bronze\""_s));
    QVERIFY2(
        simulator().exchange().effect().endsWith(u"\n  \"bronze\" → \"gold\""_s),
        qPrintable(simulator().exchange().effect()));
    // The first one counts on from the default, too.
    play("carl", "quiz");
    compose("inc", "state.user.loyalty_points", "1");
    QVERIFY(sends());
    QCOMPARE(simulator().exchange().effect(), u"state.user.loyalty_points  v1\n  0 → 1"_s);
    // Changing the type tells the same.
    chooseVariable(campaign::Scope::Campaign, "tier");
    m_window->press(Qt::Key_F2);
    form().type().setCurrentText(u"number"_s);
    form().standard().setText(u"7"_s);
    form().acceptButton().click();
    QTRY_VERIFY2(
        form().notice().text().endsWith(u"The default 7 would count instead."_s),
        qPrintable(form().notice().text()));
}

void StudioSimulatorTest::send_refused_showsTheAnswerAsItIs()
{
    open();
    play("ann", "quiz");
    compose("set", "state.sessionId", "x");
    QVERIFY(sends());
    ExchangeView& exchange = simulator().exchange();
    QVERIFY(exchange.answer().startsWith(u"HTTP/1.1 400 Bad Request\n"_s));
    QVERIFY(exchange.answer().contains(u"\"path\":\"state.sessionId\""_s));
    QCOMPARE(exchange.effect(), u"Nothing was changed: the request was refused."_s);
    // All or nothing, in order.
    compose("inc", "state.user.loyalty_points", "1");
    simulator().addRow();
    QCOMPARE(simulator().rows().size(), size_t(2));
    simulator().rows().back()->setPath(u"state.campaign.tier"_s);
    simulator().rows().back()->op().setCurrentText(u"inc"_s);
    simulator().rows().back()->value().setText(u"1"_s);
    QVERIFY(sends());
    QTRY_VERIFY(exchange.answer().startsWith(u"HTTP/1.1 422 "_s));
    QVERIFY(exchange.answer().contains(u"ops[1]"_s));
    QCOMPARE(cell(campaign::Scope::User, "loyalty_points", VariablesModel::ValueColumn), u"1200"_s);
}

void StudioSimulatorTest::send_serverStopped_isSaid()
{
    open();
    play("ann", "quiz");
    QVERIFY(simulator().sendAction()->isEnabled());
    m_service->service().stop();
    m_window->window().showServer({ServerStatus::State::Stopped, {}, u"Stopped."_s, 0});
    QVERIFY(!simulator().sendAction()->isEnabled());
    QVERIFY(simulator().notice().text().startsWith(u"The server does not listen"_s));
    button(u"See the server"_s)->click();
    QCOMPARE(m_window->window().currentPlace(), u"connect"_s);
}

void StudioSimulatorTest::readState_sent_isTheStateOfTheApi()
{
    open();
    play("ann", "quiz");
    simulator().mutationId().setFocus();
    m_window->press(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
    ExchangeView& exchange = simulator().exchange();
    QTRY_COMPARE(exchange.effect(), u"Reading changes nothing."_s);
    QVERIFY(exchange.request().startsWith(u"GET /v1/runtime/state HTTP/1.1\n"_s));
    QVERIFY(exchange.answer().contains(u"\"loyalty_points\":1200"_s));
    QVERIFY(exchange.answer().contains(u"\"tier\":\"silver\""_s));
}

void StudioSimulatorTest::copyToken_used_speaksForTheParticipant()
{
    open();
    play("ann", "quiz");
    variables().view().setFocus();
    m_window->press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(copied().startsWith(u"eyJ"_s));
    const HttpAnswer answer = m_service->call(
        "GET /v1/runtime/state", {}, {{"Authorization", "Bearer " + copied().toLatin1()}});
    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.contains(R"("round_score":35)"));
}

void StudioSimulatorTest::copyCurl_read_isWhatIsSent()
{
    open();
    play("ann", "quiz");
    compose("set", "state.campaign.tier", "it's gold");
    simulator().curlAction()->trigger();
    const QString line = copied();
    QVERIFY2(
        line.startsWith(u"curl %1/v1/runtime/state:mutate "_s.arg(m_service->service().url())),
        qPrintable(line));
    QVERIFY(line.contains(u"'Authorization: Bearer eyJ"_s));
    QVERIFY(line.endsWith(
        uR"(--data-raw '{"ops":[{"path":"state.campaign.tier","op":"set","value":"it'\''s gold"}]}')"_s));
}

void StudioSimulatorTest::copy_done_isConfirmedForAMomentAndMovesNothing()
{
    open();
    play("ann", "quiz");
    const std::pair<CopyButton*, QWidget*> buttons[] = {
        {&studio().participant().tokenButton(), &studio().participant().app()},
        {&simulator().curlButton(), button(u"Send"_s)}};
    for (const auto& [copy, neighbour] : buttons) {
        QTRY_VERIFY(copy->isEnabled());
        const QString text = copy->text();
        const QRect place(copy->mapTo(&studio(), QPoint()), copy->size());
        const QPoint beside = neighbour->mapTo(&studio(), QPoint());
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(!copied().isEmpty());
        QCOMPARE(copy->text(), u"Copied"_s);
        QTest::qWait(0); // what wants another layout has it
        QCOMPARE(QRect(copy->mapTo(&studio(), QPoint()), copy->size()), place);
        QCOMPARE(neighbour->mapTo(&studio(), QPoint()), beside);
        QTRY_VERIFY(!copy->isConfirming());
        QCOMPARE(copy->text(), text);
        QCOMPARE(QRect(copy->mapTo(&studio(), QPoint()), copy->size()), place);
    }
}

STATEROOM_WATCHED_MAIN(StudioSimulatorTest)
#include "tst_studiosimulator.moc"
