// SPDX-License-Identifier: GPL-3.0-or-later
// The window in each of its places and states, in English and in German, as wide as it begins and
// as narrow as it goes: all is named, seen as a whole and reached by keys.
#include "tests/support/testservice.h"
#include "tests/ui/manners.h"
#include "tests/ui/studiosample.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhooksample.h"
#include "ui/connect/keyspanel.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/palette/commandpalette.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/requests/requestsplace.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/serverplaces.h"
#include "ui/shell/translation.h"
#include "ui/studio/campaignsmodel.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/participantbar.h"
#include "ui/studio/simulator.h"
#include "ui/studio/studioplace.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablesmodel.h"
#include "ui/studio/variablespanel.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointform.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/findbar.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTranslator>
#include <QUrl>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

} // namespace

class MannersTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void window_eachState_isNamedWholeAndReachedByKeys_data();
    void window_eachState_isNamedWholeAndReachedByKeys();
    void window_nothingStored_isNamedWholeAndReachedByKeys_data();
    void window_nothingStored_isNamedWholeAndReachedByKeys();
    void fault_ofEachKind_isFound();

private:
    void open();
    void use(const QLocale& locale);
    void look();
    void lookAtBothSizes();

    void showKey();
    void showHistory();
    void showDeleted();
    void showNewKey();
    void showConflict();
    void showComparison();
    void showInvalid();
    void showFind();
    void showExpiry();
    void showSeveral();
    void showBulkDeleted();
    void showFilterTrouble();
    void showTree();
    void showNamespaceForm();
    void showPalette();
    void showLiveGrown();
    void showPortTaken();
    void showFollowing();
    void showRequests();
    void showConnect();
    void showScripts();
    void showStudioEmpty();
    void showStudio();
    void showStudioForm();
    void showStudioMisfits();
    void showStudioRemoved();
    void showStudioRecent();
    void showStudioStopped();
    WebhooksPlace& webhooks() { return *m_window->window().findChild<WebhooksPlace*>(); }
    void showNoWebhooks();
    void showWebhook();
    void showWebhookComparison();
    void showWebhookDisabled();
    void showWebhookQuestion();
    void showWebhookForm();
    void showReceiverStopped();
    void showReceiver();
    void showSettings();
    void showRecords();
    void showRecordTrouble();
    void showRecordKey();
    void showNoRecords();

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
};

using Show = void (MannersTest::*)();
Q_DECLARE_METATYPE(Show)

void MannersTest::init()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
}

void MannersTest::cleanup()
{
    m_window.reset();
    m_service.reset();
    qDeleteAll(qApp->findChildren<QTranslator*>());
}

void MannersTest::use(const QLocale& locale)
{
    QLocale::setDefault(locale);
    installTranslation(*qApp, locale);
}

void MannersTest::open()
{
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
}

void MannersTest::window_eachState_isNamedWholeAndReachedByKeys_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<Show>("show");
    const std::pair<const char*, Show> states[] = {
        {"key", &MannersTest::showKey},
        {"history", &MannersTest::showHistory},
        {"deleted keys", &MannersTest::showDeleted},
        {"new key", &MannersTest::showNewKey},
        {"conflict", &MannersTest::showConflict},
        {"comparison", &MannersTest::showComparison},
        {"invalid", &MannersTest::showInvalid},
        {"find", &MannersTest::showFind},
        {"expiry", &MannersTest::showExpiry},
        {"several", &MannersTest::showSeveral},
        {"bulk deleted", &MannersTest::showBulkDeleted},
        {"filter trouble", &MannersTest::showFilterTrouble},
        {"tree", &MannersTest::showTree},
        {"namespace form", &MannersTest::showNamespaceForm},
        {"palette", &MannersTest::showPalette},
        {"live grown", &MannersTest::showLiveGrown},
        {"port taken", &MannersTest::showPortTaken},
        {"following", &MannersTest::showFollowing},
        {"requests", &MannersTest::showRequests},
        {"connect", &MannersTest::showConnect},
        {"scripts", &MannersTest::showScripts},
        {"studio, empty", &MannersTest::showStudioEmpty},
        {"studio", &MannersTest::showStudio},
        {"studio, form", &MannersTest::showStudioForm},
        {"studio, misfits", &MannersTest::showStudioMisfits},
        {"studio, removed", &MannersTest::showStudioRemoved},
        {"studio, recent", &MannersTest::showStudioRecent},
        {"studio, stopped", &MannersTest::showStudioStopped},
        {"no webhooks", &MannersTest::showNoWebhooks},
        {"webhook", &MannersTest::showWebhook},
        {"webhook, comparison", &MannersTest::showWebhookComparison},
        {"webhook, disabled", &MannersTest::showWebhookDisabled},
        {"webhook, question", &MannersTest::showWebhookQuestion},
        {"webhook, form", &MannersTest::showWebhookForm},
        {"receiver, stopped", &MannersTest::showReceiverStopped},
        {"receiver", &MannersTest::showReceiver},
        {"settings", &MannersTest::showSettings},
        {"records", &MannersTest::showRecords},
        {"record trouble", &MannersTest::showRecordTrouble},
        {"record key", &MannersTest::showRecordKey},
        {"no records", &MannersTest::showNoRecords},
    };
    for (const auto& [name, show] : states) {
        QTest::addRow("%s, English", name)
            << QLocale(QLocale::English, QLocale::UnitedKingdom) << show;
        QTest::addRow("%s, German", name) << QLocale(QLocale::German, QLocale::Germany) << show;
    }
}

void MannersTest::window_eachState_isNamedWholeAndReachedByKeys()
{
    QFETCH(QLocale, locale);
    QFETCH(Show, show);
    use(locale);
    for (const char* key : {"status", "a/1", "a/2", "b"})
        m_service->write(wf1, key, R"({"step":"writing","done":[1,2,3]})");
    m_service->write(wf1, "status", R"({"step":"reviewing"})");
    m_service->write("integration/", "cursor", "42");
    open();
    QVERIFY(m_window->waitFor(wf1, "a/1"));
    (this->*show)();
    if (!QTest::currentTestFailed())
        lookAtBothSizes();
}

void MannersTest::window_nothingStored_isNamedWholeAndReachedByKeys_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addRow("English") << QLocale(QLocale::English, QLocale::UnitedKingdom);
    QTest::addRow("German") << QLocale(QLocale::German, QLocale::Germany);
}

void MannersTest::window_nothingStored_isNamedWholeAndReachedByKeys()
{
    QFETCH(QLocale, locale);
    use(locale);
    open();
    QTRY_VERIFY(m_window->window().namespaces().model().isLoaded());
    lookAtBothSizes();
}

void MannersTest::lookAtBothSizes()
{
    look();
    MainWindow& window = m_window->window();
    window.resize(window.minimumSize());
    QTest::qWait(20);
    look();
    QCOMPARE(misorderedStops(window), QStringList()); // last, for it moves the keyboard
}

void MannersTest::look()
{
    const QString size = u"%1 wide: "_s.arg(m_window->window().width());
    const QStringList faults = lastingFaults(m_window->window());
    for (const QString& fault : faults)
        qInfo("%s%s", qPrintable(size), qPrintable(fault));
    if (!faults.isEmpty())
        QTest::qFail(qPrintable(size + faults.front()), __FILE__, __LINE__);
}

// States

void MannersTest::showKey()
{
    m_window->click("status");
    QVERIFY(m_window->waitFor(wf1, "status"));
}

void MannersTest::showHistory()
{
    showKey();
    m_window->inspector().showHistory();
    QTRY_COMPARE(m_window->inspector().history().model().rowCount(), 2);
}

void MannersTest::showDeleted()
{
    m_window->inspector().showDeleted(Namespace("workflow", "wf-1"));
}

void MannersTest::showNewKey()
{
    m_window->press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_window->inspector().isCreating());
}

void MannersTest::showConflict()
{
    showKey();
    m_window->typeOver("1");
    m_service->write(wf1, "status", "2");
    QTRY_VERIFY(!m_window->notice().isEmpty());
}

void MannersTest::showComparison()
{
    showConflict();
    QTest::mouseClick(
        m_window->inspector().notice().findChildren<QPushButton*>().front(), Qt::LeftButton);
}

void MannersTest::showInvalid()
{
    showKey();
    m_window->typeOver("{\"a\" 1");
    QTest::qWait(150);
}

void MannersTest::showFind()
{
    showKey();
    auto* find = m_window->inspector().findChild<FindBar*>();
    find->open(true);
    find->findChildren<QLineEdit*>().front()->setText(u"none"_s);
}

void MannersTest::showExpiry()
{
    showKey();
    m_window->press(Qt::Key_E, Qt::ControlModifier);
}

void MannersTest::showSeveral()
{
    m_window->window().entries().view().setFocus();
    m_window->press(Qt::Key_A, Qt::ControlModifier);
}

void MannersTest::showBulkDeleted()
{
    showSeveral();
    m_window->press(Qt::Key_Delete);
    QTRY_VERIFY(!m_window->window().entries().notice().text().isEmpty());
}

void MannersTest::showFilterTrouble()
{
    m_window->window().entries().filter().edit().setText(u"/(/"_s);
}

void MannersTest::showTree()
{
    m_window->press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(m_window->keys().rowCount(), 5); // a group, open around the chosen key
}

void MannersTest::showNamespaceForm()
{
    m_window->press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    m_window->window().namespaces().form().setText(u"no kind"_s);
    m_window->press(Qt::Key_Return);
}

void MannersTest::showPalette()
{
    m_window->press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&m_window->window().palette().edit(), u"st"_s);
}

void MannersTest::showLiveGrown()
{
    m_window->window().live().setStrip(false);
    m_window->window().live().watch(nameOf(wf1, "status"));
    m_service->write(wf1, "status", "2");
}

void MannersTest::showPortTaken()
{
    m_window->window().showServer(
        {ServerStatus::State::Stopped, {}, u"Port 7474 is taken by another program."_s, 7475});
}

void MannersTest::showFollowing()
{
    m_window->window().showServer(
        {ServerStatus::State::Following, {}, u"Another program serves this store."_s, 0});
}

void MannersTest::showRequests()
{
    m_service->call("GET /state/a?x=1");
    m_service->call("POST /v1/state/wf-1/status", R"({"value":1})");
    m_window->window().showPlace(u"requests"_s);
    auto* place = m_window->window().findChild<RequestsPlace*>();
    QTRY_COMPARE(place->view().model()->rowCount(), 2);
    m_window->press(Qt::Key_Down);
}

void MannersTest::showConnect()
{
    m_window->window().showPlace(u"connect"_s);
}

void MannersTest::showScripts()
{
    m_window->window().showPlace(u"scripts"_s);
}

void MannersTest::showStudioEmpty()
{
    m_window->window().showPlace(u"studio"_s);
    auto* studio = m_window->window().findChild<StudioPlace*>();
    QTRY_VERIFY(studio->campaigns().model().isLoaded());
    QVERIFY(studio->isEmpty());
    studio->campaigns().newAction()->trigger();
    m_window->press(Qt::Key_Return); // an id is missing
}

void MannersTest::showStudio()
{
    writeStudioSample(*m_service);
    m_window->window().showPlace(u"studio"_s);
    auto* studio = m_window->window().findChild<StudioPlace*>();
    QTRY_VERIFY(studio->campaigns().model().rowOf("spring") >= 0);
    studio->campaigns().choose("spring");
    QTRY_COMPARE(studio->variables().model().states().size(), size_t(6));
    studio->simulator().addRow();
    studio->participant().tokenAction()->trigger();
    studio->variables().choose(campaign::Scope::Campaign, "tier");
}

void MannersTest::showStudioForm()
{
    showStudio();
    auto* studio = m_window->window().findChild<StudioPlace*>();
    studio->variables().addAction()->trigger();
    studio->form().hasDefault().setChecked(true);
    studio->form().name().setText(u"2"_s + QString(70, u'ä'));
}

void MannersTest::showStudioMisfits()
{
    showStudio();
    auto* studio = m_window->window().findChild<StudioPlace*>();
    studio->variables().changeAction()->trigger();
    studio->form().hasDefault().setChecked(false);
    studio->form().type().setCurrentIndex(0);
    studio->form().acceptButton().click();
    QTRY_VERIFY(!studio->form().notice().text().isEmpty());
}

void MannersTest::showStudioRemoved()
{
    showStudio();
    auto* studio = m_window->window().findChild<StudioPlace*>();
    studio->variables().removeAction()->trigger();
    QTRY_VERIFY(!studio->variables().notice().text().isEmpty());
}

void MannersTest::showStudioRecent()
{
    showStudio();
    m_window->window().findChild<StudioPlace*>()->showTab(StudioPlace::RecentTab);
}

void MannersTest::showStudioStopped()
{
    showStudio();
    m_service->service().stop();
    m_window->window().showServer({ServerStatus::State::Stopped, {}, {}, 0});
}

void MannersTest::showNoWebhooks()
{
    m_window->window().showPlace(u"webhooks"_s);
    QTRY_VERIFY(webhooks().model().isLoaded());
}

void MannersTest::showWebhook()
{
    writeWebhookSample(*m_service);
    m_window->window().showPlace(u"webhooks"_s);
    EndpointPanel& endpoint = webhooks().endpoint();
    QTRY_COMPARE(endpoint.model().rowCount(), 9);
    endpoint.view().setCurrentIndex(endpoint.model().index(7, 0));
    QTRY_COMPARE(endpoint.detail().shown(), endpoint.model().at(7).id);
}

void MannersTest::showWebhookComparison()
{
    showWebhook();
    EndpointPanel& endpoint = webhooks().endpoint();
    endpoint.compareAction()->trigger();
    endpoint.view().setCurrentIndex(endpoint.model().index(1, 0));
    QTRY_COMPARE(endpoint.detail().shown(), endpoint.model().at(1).id);
}

void MannersTest::showWebhookDisabled()
{
    const QByteArray id = writeWebhookSample(*m_service).disabled;
    m_window->window().showPlace(u"webhooks"_s);
    QTRY_COMPARE(webhooks().model().rowCount(), 3);
    webhooks().choose(id);
    QTRY_VERIFY(webhooks().endpoint().model().isLoaded());
}

void MannersTest::showWebhookQuestion()
{
    showWebhook();
    webhooks().endpoint().askToRemove();
}

void MannersTest::showWebhookForm()
{
    showNoWebhooks();
    webhooks().newAction()->trigger();
    webhooks().form().acceptButton().click();
}

void MannersTest::showReceiverStopped()
{
    showNoWebhooks();
    webhooks().receiverAction()->trigger();
}

void MannersTest::showReceiver()
{
    showReceiverStopped();
    webhooks().receiver().stepAction()->trigger();
    call(quint16(QUrl(webhooks().receiverUrl()).port()), "POST /hooks", R"({"a":1})");
    QTRY_COMPARE(webhooks().receiver().model().rowCount(), 1);
}

void MannersTest::showSettings()
{
    m_window->window().showPlace(u"settings"_s);
}

void MannersTest::showNoRecords()
{
    BrowsePlace& browse = m_window->window().browse();
    browse.recordsAction()->trigger();
    QTRY_VERIFY(browse.records().model().isLoaded());
}

void MannersTest::showRecords()
{
    showNoRecords();
    BrowsePlace& browse = m_window->window().browse();
    browse.records().samplesAction()->trigger();
    QTRY_COMPARE(browse.records().model().rowCount(), 3);
    browse.goTo(Namespace("business", "conversations"));
    QTRY_COMPARE(browse.records().model().rowCount(), 3);
    QTRY_VERIFY(m_window->inspector().isEditable());
}

void MannersTest::showRecordTrouble()
{
    showRecords();
    BrowsePlace& browse = m_window->window().browse();
    browse.records().filter().edit().setText(u"filter[channel][$is]=web"_s);
    m_window->typeOver(R"({"status":"lost","satisfaction_score":9,"agent_id":"agent_0"})");
    auto* form = m_window->inspector().findChild<RecordForm*>();
    QTRY_COMPARE(form->problems().size(), 3U);
    m_window->press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!m_window->notice().isEmpty());
}

void MannersTest::showRecordKey()
{
    showRecords();
    RecordsPanel& records = m_window->window().browse().records();
    records.keyAction()->trigger();
    QTRY_VERIFY(records.notice().text().contains(u"biz_"_s));
}

/// That the four would find what they look for.
void MannersTest::fault_ofEachKind_isFound()
{
    QWidget window;
    auto* nameless = new QLineEdit(&window);
    nameless->setGeometry(0, 0, 80, 24);
    auto* tight = new QLabel(u"a text that is far too long"_s, &window);
    tight->setGeometry(0, 30, 30, 24);
    auto* outside = new QPushButton(u"ab"_s, &window);
    outside->setGeometry(180, 60, 80, 40);
    outside->setFocusPolicy(Qt::NoFocus);
    auto* keyless = new QAction(u"keyless"_s, &window);
    Q_UNUSED(keyless)
    window.resize(200, 200);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QCOMPARE(unnamedParts(window).size(), 1);
    QCOMPARE(clippedTexts(window).size(), 2);
    QCOMPARE(keylessParts(window).size(), 2);
    QCOMPARE(misorderedStops(window), QStringList());
    auto* below = new QLineEdit(&window);
    below->setGeometry(0, 120, 80, 24);
    auto* back = new QLineEdit(&window);
    back->setGeometry(0, 90, 80, 24);
    below->show();
    back->show();
    QCOMPARE(misorderedStops(window).size(), 1);
}

STATEROOM_WATCHED_MAIN(MannersTest)
#include "tst_manners.moc"
