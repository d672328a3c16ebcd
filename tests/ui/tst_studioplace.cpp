// SPDX-License-Identifier: GPL-3.0-or-later
// Studio in the real window: campaigns declared, changed and taken back by keys, and a
// participant's state followed.
#include "tests/ui/studiohands.h"
#include "tests/ui/studiosample.h"
#include "tests/ui/watchedapplication.h"
#include "ui/requests/requestsplace.h"
#include "ui/shell/serverplaces.h"
#include "ui/studio/campaignsmodel.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/mutationsmodel.h"
#include "ui/studio/mutationspanel.h"
#include "ui/studio/participantbar.h"
#include "ui/studio/ruleline.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class StudioPlaceTest final : public StudioHands {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void empty_firstCampaign_isMadeByKeys();
    void form_typed_explainsEachRule_data();
    void form_typed_explainsEachRule();
    void form_scopeFull_isSaidAndNotSent();
    void form_conflictOfAnotherCampaign_isToldInPlace();
    void state_mutatedByAProgram_isShownAtOnce();
    void changeType_misfits_asksFirst();
    void remove_undone_isThereAgain();
    void resetApp_undone_hasItsValuesAgain();
    void exportAndImport_otherCampaign_declaresTheSame();
    void import_oneWrong_declaresNone();
    void recent_duplicatesAndRefusals_areMarked();
    void value_activated_isShownInBrowse();
    void follower_opened_showsAndWritesNothing();
    void participant_chosen_isThereAgainAfterARestart();
};

void StudioPlaceTest::init()
{
    begin();
}

void StudioPlaceTest::cleanup()
{
    end();
}

void StudioPlaceTest::empty_firstCampaign_isMadeByKeys()
{
    open(false);
    QVERIFY(studio().isEmpty());
    QVERIFY(button(u"New campaign"_s));
    m_window->press(Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(QApplication::focusWidget(), &studio().campaigns().form());
    QTest::keyClicks(QApplication::focusWidget(), u"spring"_s);
    m_window->press(Qt::Key_Return);
    QVERIFY(!studio().isEmpty());
    QVERIFY(form().isVisible());
    QTest::keyClicks(QApplication::focusWidget(), u"points"_s);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE(cell(campaign::Scope::User, "points", VariablesModel::TypeColumn), u"number"_s);
    QVERIFY(!form().isVisible());
    QVERIFY(variables().view().hasFocus());
    const auto log = m_service->log();
    QVERIFY(log.last().startsWith("variables/spring user/points v1 set "));
}

void StudioPlaceTest::form_typed_explainsEachRule_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("standard"); // null: none
    QTest::addColumn<QString>("broken");   // empty: may be declared
    const QString none;
    QTest::addRow("fine") << u"points_2"_s << u"number"_s << none << u""_s;
    QTest::addRow("underscore") << u"_x"_s << u"string"_s << u""_s << u""_s;
    QTest::addRow("digit first") << u"2points"_s << u"number"_s << none << u"A letter or"_s;
    QTest::addRow("hyphen") << u"loyalty-points"_s << u"number"_s << none << u"A letter or"_s;
    QTest::addRow("not English") << u"prämie"_s << u"number"_s << none << u"A letter or"_s;
    QTest::addRow("64") << QString(64, u'a') << u"number"_s << none << u""_s;
    QTest::addRow("65") << QString(65, u'a') << u"number"_s << none << u"At most 64"_s;
    QTest::addRow("taken") << u"loyalty_points"_s << u"number"_s << none << u"This scope has"_s;
    QTest::addRow("number") << u"a"_s << u"number"_s << u"-2.5"_s << u""_s;
    QTest::addRow("largest") << u"a"_s << u"number"_s << u"9223372036854775807"_s << u""_s;
    QTest::addRow("beyond") << u"a"_s << u"number"_s << u"9223372036854775808"_s << u"A number"_s;
    QTest::addRow("no number") << u"a"_s << u"number"_s << u"ten"_s << u"A number"_s;
    QTest::addRow("empty number") << u"a"_s << u"number"_s << u""_s << u"A number"_s;
    QTest::addRow("text") << u"a"_s << u"string"_s << u"ten \"x\""_s << u""_s;
}

void StudioPlaceTest::form_typed_explainsEachRule()
{
    QFETCH(QString, name);
    QFETCH(QString, type);
    QFETCH(QString, standard);
    QFETCH(QString, broken);
    open();
    QTRY_COMPARE(model().used(campaign::Scope::User), 3);
    variables().view().setFocus();
    m_window->press(Qt::Key_Insert);
    QVERIFY(form().isVisible());
    const auto lines = form().findChildren<RuleLine*>();
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const RuleLine* line) {
        return line->text().endsWith(u" state.user.name."_s);
    }));
    QVERIFY(form().broken().isEmpty()); // nobody is blamed before he has typed
    QVERIFY(!form().acceptButton().isEnabled());
    form().type().setCurrentText(type);
    form().name().insert(name); // keyClicks knows no umlauts
    form().hasDefault().setChecked(!standard.isNull());
    QTest::keyClicks(&form().standard(), standard);
    if (broken.isEmpty()) {
        QVERIFY2(form().broken().isEmpty(), qPrintable(form().broken().join(u'\n')));
    } else {
        QCOMPARE(form().broken().size(), 1);
        QVERIFY2(form().broken().front().startsWith(broken), qPrintable(form().broken().front()));
    }
    QCOMPARE(form().acceptButton().isEnabled(), broken.isEmpty());
    m_window->press(Qt::Key_Escape);
    QVERIFY(!form().isVisible());
}

void StudioPlaceTest::form_scopeFull_isSaidAndNotSent()
{
    open();
    choose("quiz-night");
    QTRY_COMPARE(model().used(campaign::Scope::App), 10);
    variables().view().setFocus();
    variables().view().setCurrentIndex(model().index(model().rowCount() - 1, 0));
    m_window->press(Qt::Key_Insert);
    QCOMPARE(form().scope().currentText(), u"App"_s);
    QTest::keyClicks(&form().name(), u"one_more"_s);
    QCOMPARE(form().broken().size(), 1);
    QVERIFY(form().broken().front().contains(u"10 variables already"_s));
    QVERIFY(!form().acceptButton().isEnabled());
}

void StudioPlaceTest::form_conflictOfAnotherCampaign_isToldInPlace()
{
    open();
    choose("quiz-night");
    variables().addAction()->trigger();
    form().scope().setCurrentText(u"User"_s);
    form().type().setCurrentText(u"string"_s);
    QTest::keyClicks(&form().name(), u"loyalty_points"_s);
    form().acceptButton().click();
    QTRY_VERIFY(form().notice().text().contains(u"declared as number by the campaign"_s));
    QVERIFY(form().isVisible());
}

void StudioPlaceTest::state_mutatedByAProgram_isShownAtOnce()
{
    open();
    const QAbstractItemModelTester tester(&model());
    play("ann", "quiz");
    const auto value = [this](campaign::Scope scope, const char* name) {
        return cell(scope, name, VariablesModel::ValueColumn);
    };
    QTRY_COMPARE(value(campaign::Scope::User, "loyalty_points"), u"1200"_s);
    QCOMPARE(value(campaign::Scope::User, "locale"), u"\"en\"  default"_s);
    QCOMPARE(value(campaign::Scope::Campaign, "tier"), u"\"silver\""_s);
    QCOMPARE(value(campaign::Scope::App, "round_score"), u"35"_s);
    mutateState(
        *m_service, bearerOf(*m_service, {"spring", "quiz", "ann"}),
        R"({"ops":[{"path":"state.app.round_score","op":"inc","value":7}]})");
    QTRY_COMPARE(value(campaign::Scope::App, "round_score"), u"42"_s);
    // What is not of the variable's type counts as none, and is said to.
    m_service->write("participants/", "ann/daily_attempts", "\"many\"");
    QTRY_VERIFY(value(campaign::Scope::User, "daily_attempts").contains(u"counts as none"_s));
}

void StudioPlaceTest::changeType_misfits_asksFirst()
{
    open();
    play("ann", "quiz");
    chooseVariable(campaign::Scope::Campaign, "tier");
    m_window->press(Qt::Key_F2);
    QVERIFY(form().isVisible());
    QVERIFY(!form().name().isEnabled());
    form().hasDefault().setChecked(false);
    form().type().setCurrentText(u"number"_s);
    form().acceptButton().click();
    QTRY_VERIFY(
        form().notice().text().contains(u"1 stored value is"_s) ||
        form().notice().text().contains(u"1 stored values are"_s));
    QCOMPARE(cell(campaign::Scope::Campaign, "tier", VariablesModel::TypeColumn), u"string"_s);
    QVERIFY(button(u"Change anyway"_s));
    button(u"Change anyway"_s)->click();
    QTRY_COMPARE(cell(campaign::Scope::Campaign, "tier", VariablesModel::TypeColumn), u"number"_s);
    QTRY_VERIFY(!form().isVisible());
}

void StudioPlaceTest::remove_undone_isThereAgain()
{
    open();
    chooseVariable(campaign::Scope::User, "locale");
    m_window->press(Qt::Key_Delete);
    QTRY_COMPARE(model().rowOf(campaign::Scope::User, "locale"), -1);
    QTRY_COMPARE(
        variables().notice().text(),
        u"state.user.locale is no longer declared. Its values stay, out of sight."_s);
    variables().view().setFocus();
    m_window->press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(cell(campaign::Scope::User, "locale", VariablesModel::DefaultColumn), u"\"en\""_s);
    // In its former place.
    QCOMPARE(
        model().rowOf(campaign::Scope::User, "locale"),
        model().rowOf(campaign::Scope::User, "daily_attempts") + 1);
}

void StudioPlaceTest::resetApp_undone_hasItsValuesAgain()
{
    open();
    play("ann", "quiz");
    const auto score = [this] {
        return cell(campaign::Scope::App, "round_score", VariablesModel::ValueColumn);
    };
    QTRY_COMPARE(score(), u"35"_s);
    studio().participant().resetAction()->trigger();
    QTRY_COMPARE(score(), u"none"_s);
    QCOMPARE(cell(campaign::Scope::Campaign, "tier", VariablesModel::ValueColumn), u"\"silver\""_s);
    QTRY_VERIFY(button(u"Undo"_s));
    QCOMPARE(variables().notice().text(), u"The values of ann in quiz were reset."_s);
    button(u"Undo"_s)->click();
    QTRY_COMPARE(score(), u"35"_s);
}

void StudioPlaceTest::exportAndImport_otherCampaign_declaresTheSame()
{
    open();
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"variables.json"_s);
    QTRY_COMPARE(model().states().size(), size_t(6));
    variables().exportTo(path);
    QTRY_VERIFY(variables().notice().text().startsWith(u"6 definitions"_s));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("\"loyalty_points\""));
    studio().campaigns().model().setDraft("summer");
    choose("summer");
    variables().importFrom(path);
    QTRY_COMPARE(variables().notice().text(), u"Declared: 6. Declared so already: 0."_s);
    QTRY_COMPARE(model().used(campaign::Scope::User), 3);
    QCOMPARE(
        cell(campaign::Scope::Campaign, "opted_in", VariablesModel::DefaultColumn), u"false"_s);
    variables().importFrom(path);
    QTRY_COMPARE(variables().notice().text(), u"Declared: 0. Declared so already: 6."_s);
}

void StudioPlaceTest::import_oneWrong_declaresNone()
{
    open();
    const QTemporaryDir directory;
    const QString path = directory.filePath(u"wrong.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"variables":[{"scope":"user","name":"fine","type":"number"},)"
               R"({"scope":"user","name":"not fine","type":"number"}]})");
    file.close();
    const Seq before = m_service->position();
    variables().importFrom(path);
    QTRY_VERIFY(variables().notice().text().startsWith(u"Nothing was imported."_s));
    QVERIFY(variables().notice().text().contains(u"must begin with a letter"_s));
    QVERIFY(m_service->log(before).isEmpty());
}

void StudioPlaceTest::recent_duplicatesAndRefusals_areMarked()
{
    open();
    MutationsPanel& recent = studio().mutations();
    const QAbstractItemModelTester tester(&recent.model());
    studio().showTab(StudioPlace::RecentTab);
    QTRY_COMPARE(recent.model().rowCount(), 5);
    const auto text = [&](int row, int column) {
        return recent.model().index(row, column).data().toString();
    };
    QCOMPARE(text(4, MutationsModel::OutcomeColumn), u"applied"_s);
    QVERIFY(text(4, MutationsModel::EffectColumn).startsWith(u"user.loyalty_points 0 → 1200"_s));
    QCOMPARE(text(3, MutationsModel::OutcomeColumn), u"duplicate"_s);
    QCOMPARE(text(3, MutationsModel::IdColumn), u"round-1"_s);
    QCOMPARE(text(2, MutationsModel::SubColumn), u"bob"_s);
    QCOMPARE(text(1, MutationsModel::OutcomeColumn), u"refused"_s);
    QCOMPARE(
        text(1, MutationsModel::EffectColumn),
        u"system_state_violation  The path names no declared variable of this campaign; system "
        "fields cannot be written."_s);
    mutateState(
        *m_service, bearerOf(*m_service, {"spring", "quiz", "ann"}),
        R"({"ops":[{"path":"state.app.round_score","op":"inc","value":7}]})");
    QTRY_COMPARE(recent.model().rowCount(), 6);
    QCOMPARE(text(0, MutationsModel::EffectColumn), u"app.round_score 35 → 42"_s);
    recent.view().setCurrentIndex(recent.model().index(0, 0));
    recent.view().setFocus();
    m_window->press(Qt::Key_Return);
    QCOMPARE(m_window->window().currentPlace(), u"requests"_s);
    auto* requests = m_window->window().findChild<RequestsPlace*>();
    QVERIFY(requests->view().currentIndex().isValid());
}

void StudioPlaceTest::value_activated_isShownInBrowse()
{
    open();
    play("ann", "quiz");
    QTRY_COMPARE(cell(campaign::Scope::App, "round_score", VariablesModel::ValueColumn), u"35"_s);
    chooseVariable(campaign::Scope::App, "round_score");
    m_window->press(Qt::Key_Return);
    QCOMPARE(m_window->window().currentPlace(), u"browse"_s);
    QVERIFY(m_window->waitFor("campaign/spring", "ann/quiz/round_score"));
}

void StudioPlaceTest::follower_opened_showsAndWritesNothing()
{
    const QTemporaryDir directory;
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = directory.path();
    m_service = std::make_unique<TestService>(options);
    writeStudioSample(*m_service);
    options.store.mode = StoreMode::Follow;
    options.store.clock = &m_service->clock;
    const auto follower = Service::open(options);
    QVERIFY(follower);
    {
        QSettings settings(directory.filePath(u"w.ini"_s), QSettings::IniFormat);
        StudioPlace place(**follower, settings);
        place.resize(1000, 700);
        place.show();
        QTRY_VERIFY(place.campaigns().model().rowOf("spring") >= 0);
        place.campaigns().choose("spring");
        place.participant().sub().setEditText(u"ann"_s);
        place.participant().app().setEditText(u"quiz"_s);
        VariablesModel& variables = place.variables().model();
        const auto score = [&] {
            const int row = variables.rowOf(campaign::Scope::App, "round_score");
            return row < 0 ? QString()
                           : variables.index(row, VariablesModel::ValueColumn).data().toString();
        };
        QTRY_COMPARE(score(), u"35"_s);
        mutateState(
            *m_service, bearerOf(*m_service, {"spring", "quiz", "ann"}),
            R"({"ops":[{"path":"state.app.round_score","op":"inc","value":7}]})");
        QTRY_COMPARE(score(), u"42"_s);
        place.variables().choose(campaign::Scope::App, "round_score");
        for (const QAction* action :
             {place.campaigns().newAction(), place.variables().addAction(),
              place.variables().changeAction(), place.variables().removeAction(),
              place.participant().tokenAction(), place.participant().resetAction(),
              place.simulator().sendAction(), place.simulator().curlAction()})
            QVERIFY2(!action->isEnabled(), qPrintable(action->text()));
        QVERIFY(
            place.simulator().notice().text().startsWith(u"This window only reads the store"_s));
    }
}

void StudioPlaceTest::participant_chosen_isThereAgainAfterARestart()
{
    open();
    choose("spring");
    play("bob", "wheel");
    m_window->reopen(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    m_window->window().showPlace(u"studio"_s);
    QTRY_COMPARE(studio().campaigns().current(), QByteArray("spring"));
    QCOMPARE(studio().participant().who(), (campaign::Participant{"spring", "wheel", "bob"}));
    QTRY_COMPARE(
        cell(campaign::Scope::User, "loyalty_points", VariablesModel::ValueColumn), u"20"_s);
}

STATEROOM_WATCHED_MAIN(StudioPlaceTest)
#include "tst_studioplace.moc"
