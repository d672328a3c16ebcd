// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom-screenshots DIR [PART…]: draws the window, with sample data, into DIR/*.png: in light,
// dark and German, at one and at two pixels per point; or some parts of the pictures alone.
#include "tests/support/testservice.h"
#include "tests/ui/pictures.h"
#include "tests/ui/sampledata.h"
#include "tests/ui/studiosample.h"
#include "tests/ui/webhookpictures.h"
#include "ui/connect/connectplace.h"
#include "ui/connect/keyform.h"
#include "ui/connect/keysmodel.h"
#include "ui/connect/keyspanel.h"
#include "ui/connect/snippetspanel.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/differenceview.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/palette/commandpalette.h"
#include "ui/requests/requestsplace.h"
#include "ui/scripts/scriptsplace.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/serverplaces.h"
#include "ui/shell/servertext.h"
#include "ui/shell/translation.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/exchangeview.h"
#include "ui/studio/oprow.h"
#include "ui/studio/participantbar.h"
#include "ui/studio/simulator.h"
#include "ui/studio/studioplace.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablespanel.h"
#include "ui/style/appearance.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/scripteditor.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDeadlineTimer>
#include <QDir>
#include <QFontDatabase>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

/// Presses a button of the inspector's notice.
void pressNotice(MainWindow& window, int which)
{
    const auto buttons = window.inspector().notice().findChildren<QPushButton*>();
    if (which < buttons.size())
        buttons[which]->click();
    settle();
}

void takeInspector(Camera& camera, Scene& scene, const QString& suffix)
{
    MainWindow& window = scene.window();
    scene.choose("workflow/wf-1", "counter");
    scene.choose("workflow/wf-1", "results");
    writeValue(
        scene.store(), "workflow/wf-1", "results",
        R"([{"score":0.91,"by":"scout-2"},{"score":0.89},{"score":0.17}])");
    settle();
    InspectorPanel& inspector = window.inspector();
    inspector.showHistory();
    settle();
    camera.take(window, u"history"_s + suffix);
    inspector.history().difference().showLines(true);
    camera.take(window, u"history-lines"_s + suffix);
    inspector.showValue();

    removeValue(scene.store(), "workflow/wf-1", "locale");
    removeValue(scene.store(), "workflow/wf-1", "budget");
    inspector.showDeleted(Namespace("workflow", "wf-1"));
    camera.take(window, u"deleted-keys"_s + suffix);

    removeValue(scene.store(), "workflow/wf-2", "status");
    window.namespaces().emptiedAction()->setChecked(true);
    settle();
    window.namespaces().setCurrent(Namespace("workflow", "wf-2"));
    camera.take(window, u"emptied"_s + suffix);
    window.namespaces().emptiedAction()->setChecked(false);

    window.live().watch({Namespace("workflow", "wf-1"), Key("results")});
    scene.choose("workflow/wf-1", "sources");
    auto* find = inspector.findChild<FindBar*>();
    find->open(true);
    find->findChildren<QLineEdit*>().front()->setText(u"example"_s);
    settle();
    find->findNext();
    camera.take(window, u"find"_s + suffix);
    find->close();
    inspector.findChild<ExpiryBar*>()->open(std::nullopt);
    window.live().setStrip(true);
    camera.take(window, u"expiry"_s + suffix);
    inspector.findChild<ExpiryBar*>()->hide();
    window.live().setStrip(false);
}

/// Requests that went well and some that did not, of programs that begin.
void callAround(test::TestService& service, const QByteArray& key)
{
    const test::Fields bearer{{"Authorization", "Bearer " + key}};
    int number = 0;
    const auto call = [&](const QByteArray& request, const QByteArray& body = {},
                          test::Fields fields = {}) {
        fields << std::pair<QByteArray, QByteArray>(
            "X-Request-Id", "req_" + QByteArray::number(++number));
        service.httpClock.advance(Milliseconds(731));
        service.clock.advance(Milliseconds(731));
        service.call(request, body, fields);
    };
    call("GET /v1/state/wf-1/status");
    call("POST /v1/state/wf-1/status", R"({"value":{"step":"researching","progress":0.42}})");
    call("GET /v1/state/wf-1/status");
    call("GET /v1/stat/wf-1/status");
    call("PATCH /v1/state/wf-1/status", R"({"value":1})");
    call("GET /v1/state/cursor", {}, {{"Authorization", "Bearer int_left-over-from-yesterday"}});
    call("PUT /v1/state/cursor", R"({"page":3})", bearer);
    call("PUT /v1/imports/55cc/state/page", "7", bearer);
    call("GET /v1/state/wf-1/status", {}, {{"Origin", "https://app.example"}});
    call("PUT /v1/state/cursor", R"({"page":3})");
}

/// A script that ran, and one that failed.
void takeScripts(Camera& camera, MainWindow& window, const QString& suffix)
{
    window.showPlace(u"scripts"_s);
    settle();
    auto* scripts = window.findChild<ScriptsPlace*>();
    const auto run = [scripts] {
        scripts->runAction()->trigger();
        const QDeadlineTimer patience(5'000);
        while (scripts->isRunning() && !patience.hasExpired())
            QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    };
    run();
    camera.take(window, u"scripts"_s + suffix);
    scripts->script().setText(
        u"function preSavePage(options) {\n  const { data, errors } = options;\n"
        "  console.warn('about to look at', data.length, 'records');\n"
        "  return { ...options, data: data.map(r => r.name) };\n}\n"_s);
    run();
    camera.take(window, u"scripts-error"_s + suffix);
}

void takeServerPlaces(Camera& camera, Appearance& appearance, const QString& suffix)
{
    test::TestService service;
    service.clock.setNow(Timestamp(1'795'000'000'000));
    service.httpClock.setNow(Timestamp(1'795'000'000'000));
    service.service().requests().setRecordsBodies(true);
    ApiKey wish;
    wish.label = "importer";
    const QByteArray key = service.service().keyStore().make(wish).value().text;
    wish.label = "dashboard";
    wish.readOnly = true;
    wish.resources = {"imports/55cc", "flows"};
    if (!service.service().keyStore().make(wish))
        qFatal("no key");
    callAround(service, key);

    const QTemporaryDir home;
    QSettings settings(home.filePath(u"w.ini"_s), QSettings::IniFormat);
    settings.setValue(u"window/appearance"_s, int(appearance.choice()));
    MainWindow window(service.store(), appearance, settings);
    addServerPlaces(window, service.service());
    window.showServer({ServerStatus::State::Listening, service.service().url(), {}});
    window.resize(windowSize);
    window.show();
    window.showPlace(u"requests"_s);
    settle();
    auto* requests = window.findChild<RequestsPlace*>();
    requests->showRequest("req_6");
    camera.take(window, u"requests"_s + suffix);
    requests->showRequest("req_2");
    camera.take(window, u"requests-change"_s + suffix);
    window.showPlace(u"connect"_s);
    camera.take(window, u"connect"_s + suffix);
    auto* place = window.findChild<ConnectPlace*>();
    place->keys().view().setCurrentIndex(place->keys().model().index(1, 0));
    place->keys().changeAction()->trigger();
    camera.take(window, u"connect-change"_s + suffix);
    place->keys().form().hide();
    place->keys().view().setFocus();
    place->keys().revokeAction()->trigger();
    place->snippets().choose(SnippetLanguage::Python);
    camera.take(window, u"connect-revoke"_s + suffix);
    takeScripts(camera, window, suffix);
    window.resize(window.minimumSize());
    window.showPlace(u"scripts"_s);
    camera.take(window, u"scripts-smallest"_s + suffix);
    window.showPlace(u"connect"_s);
    camera.take(window, u"connect-revoke-smallest"_s + suffix);
    place->keys().view().setCurrentIndex(place->keys().model().index(1, 0));
    place->keys().changeAction()->trigger();
    camera.take(window, u"connect-change-smallest"_s + suffix);
    window.showPlace(u"requests"_s);
    camera.take(window, u"requests-smallest"_s + suffix);
    requests->showRequest("req_6");
    camera.take(window, u"requests-error-smallest"_s + suffix);
    requests->findChild<QComboBox*>()->showPopup();
    camera.takePopup(u"requests-choice"_s + suffix);
}

void sendAndWait(StudioPlace& studio)
{
    studio.simulator().sendAction()->trigger();
    settle();
}

void takeStudio(Camera& camera, Appearance& appearance, const QString& suffix)
{
    test::TestService service;
    service.clock.setNow(Timestamp(1'795'000'000'000));
    service.httpClock.setNow(Timestamp(1'795'000'000'000));
    const QTemporaryDir home;
    QSettings settings(home.filePath(u"w.ini"_s), QSettings::IniFormat);
    settings.setValue(u"window/appearance"_s, int(appearance.choice()));
    MainWindow window(service.store(), appearance, settings);
    addServerPlaces(window, service.service());
    window.showServer({ServerStatus::State::Listening, service.service().url(), {}});
    window.resize(windowSize);
    window.show();
    window.showPlace(u"studio"_s);
    auto& studio = *window.findChild<StudioPlace*>();
    camera.take(window, u"studio-empty"_s + suffix);

    writeStudioSample(service);
    settle();
    studio.campaigns().choose("spring");
    studio.participant().sub().setEditText(u"ann"_s);
    studio.participant().app().setEditText(u"quiz"_s);
    settle();
    studio.simulator().rows().front()->setPath(u"state.user.loyalty_points"_s);
    studio.simulator().rows().front()->value().setText(u"50"_s);
    studio.simulator().addRow();
    studio.simulator().rows().back()->setPath(u"state.app.round_score"_s);
    studio.simulator().mutationId().setText(u"round-3"_s);
    sendAndWait(studio);
    studio.variables().choose(campaign::Scope::User, "loyalty_points");
    studio.variables().view().setFocus();
    settle(1500);
    camera.take(window, u"studio"_s + suffix);
    sendAndWait(studio);
    settle();
    studio.showTab(StudioPlace::RecentTab);
    camera.take(window, u"studio-recent"_s + suffix);
    studio.showTab(StudioPlace::SimulateTab);
    studio.variables().addAction()->trigger();
    studio.form().name().setText(u"best-score"_s);
    studio.form().hasDefault().setChecked(true);
    studio.form().standard().setText(u"ten"_s);
    camera.take(window, u"studio-form"_s + suffix);
    window.resize(window.minimumSize());
    camera.take(window, u"studio-form-smallest"_s + suffix);
    studio.variables().choose(campaign::Scope::Campaign, "tier");
    studio.variables().changeAction()->trigger();
    studio.form().hasDefault().setChecked(false);
    studio.form().type().setCurrentIndex(0);
    studio.form().acceptButton().click();
    camera.take(window, u"studio-misfits"_s + suffix);
    Q_EMIT studio.form().cancelled();
    camera.take(window, u"studio-smallest"_s + suffix);
    studio.showTab(StudioPlace::RecentTab);
    camera.take(window, u"studio-recent-smallest"_s + suffix);
    studio.participant().sub().showPopup();
    camera.takePopup(u"studio-choice"_s + suffix);
}

void takeAll(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, true);
    MainWindow& window = scene.window();
    writeSampleChanges(scene.store(), scene.clock());
    scene.choose("workflow/wf-1", "status");
    window.entries().view().setFocus();
    camera.take(window, u"window"_s + suffix);

    window.inspector().focusValue();
    window.inspector().editor().setCursorPosition(2, 2);
    window.inspector().editor().insert(u"\"progress\" 0.5,\n  "_s);
    camera.take(window, u"invalid"_s + suffix);

    writeValue(scene.store(), "workflow/wf-1", "status", R"({"step":"reviewing"})");
    window.live().pauseAction()->setChecked(true);
    writeValue(scene.store(), "workflow/wf-2", "status", R"({"step":"done"})");
    camera.take(window, u"conflict"_s + suffix);
    pressNotice(window, 0);
    window.resize(1440, 780);
    camera.take(window, u"compare"_s + suffix);
    window.resize(windowSize);

    scene.choose("integration/", "cursor");
    window.showServer(
        {ServerStatus::State::Stopped,
         {},
         notServingText({ErrorCode::AlreadyOwned, {}, {}}, 7474, false),
         7475});
    camera.take(window, u"port-taken"_s + suffix);

    takeInspector(camera, scene, suffix);

    window.inspector().startNew(Namespace("workflow", "wf-1"));
    camera.take(window, u"new-key"_s + suffix);

    Scene empty(appearance, false);
    camera.take(empty.window(), u"empty"_s + suffix);
}

/// The list and the frame: filter, tree, several chosen, the palette, settings.
void takeBrowsing(Camera& camera, Appearance& appearance, const QString& suffix)
{
    Scene scene(appearance, false);
    MainWindow& window = scene.window();
    writeSampleTree(scene.store(), scene.clock());
    settle();
    scene.choose("workflow/crawl", "job/0004/state");
    ListTable& view = window.entries().view();
    window.entries().filter().edit().setText(u"/state$/"_s);
    window.entries().filter().edit().setFocus();
    camera.take(window, u"filter"_s + suffix);

    window.entries().filter().edit().setText(u"/(state/"_s);
    camera.take(window, u"filter-invalid"_s + suffix);
    window.entries().filter().edit().clear();
    for (QAction* action : window.entries().viewActions())
        if (action->isCheckable() && action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_T))
            action->trigger();
    settle();
    view.setFocus();
    camera.take(window, u"tree"_s + suffix);
    for (QAction* action : window.entries().viewActions())
        if (action->isCheckable() && action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_T))
            action->trigger();
    settle();
    const QModelIndex first = window.entries().model().index(2, 0);
    view.selectionModel()->select(
        QItemSelection(first, first.siblingAtRow(5)),
        QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    camera.take(window, u"several"_s + suffix);
    window.entries().removeAction()->trigger();
    camera.take(window, u"several-deleted"_s + suffix);

    window.palette().open();
    window.palette().edit().setText(u"st"_s);
    camera.take(window, u"palette"_s + suffix);
    window.showPlace(u"settings"_s);
    camera.take(window, u"settings"_s + suffix);
}

/// What can be drawn alone.
constexpr struct {
    const char* name;
    void (*take)(Camera& camera, Appearance& appearance, const QString& suffix);
} parts[] = {
    {"browse", takeAll},          {"list", takeBrowsing},   {"smallest", takeSmallest},
    {"server", takeServerPlaces}, {"records", takeRecords}, {"studio", takeStudio},
    {"webhooks", takeWebhooks},
};

} // namespace

int main(int argc, char* argv[])
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || !QDir().mkpath(arguments[1])) {
        std::fputs(
            "usage: stateroom-screenshots DIR [browse|list|smallest|server|records|studio|"
            "webhooks ...]\n",
            stderr);
        return 2;
    }
    // Where it is installed, a typeface that is made for screens.
    for (const auto& family : {u"Inter"_s, u"Noto Sans"_s})
        if (QFontDatabase::hasFamily(family)) {
            QApplication::setFont(QFont(family));
            break;
        }
    Camera camera(arguments[1]);
    Appearance appearance(app);
    installTranslation(app, QLocale(QLocale::English, QLocale::UnitedKingdom));
    appearance.setChoice(SchemeChoice::Light);
    const QStringList wanted = arguments.mid(2);
    const auto take = [&](const QString& suffix) {
        for (const auto& part : parts)
            if (wanted.isEmpty() || wanted.contains(QLatin1StringView(part.name)))
                part.take(camera, appearance, suffix);
    };
    take({});
    appearance.setChoice(SchemeChoice::Dark);
    take(u"-dark"_s);
    installTranslation(app, QLocale(QLocale::German, QLocale::Germany));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    appearance.setChoice(SchemeChoice::Light);
    take(u"-de"_s);
    return 0;
}
