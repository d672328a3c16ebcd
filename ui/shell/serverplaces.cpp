// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverplaces.h"

#include "ui/connect/connectplace.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/records/recordspanel.h"
#include "ui/requests/requestsplace.h"
#include "ui/scripts/scriptsplace.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/bulkundo.h"
#include "ui/shell/mainwindow.h"
#include "ui/studio/studioplace.h"
#include "ui/studio/variablespanel.h"
#include "ui/watch/livepanel.h"
#include "ui/webhooks/webhooksplace.h"

#include <QAction>
#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct ServerPlaces {
    Q_DECLARE_TR_FUNCTIONS(ServerPlaces)
};

const QString requestsId = u"requests"_s;
const QString connectId = u"connect"_s;
const QString studioId = u"studio"_s;
const QString scriptsId = u"scripts"_s;
const QString webhooksId = u"webhooks"_s;

void showRequest(MainWindow& window, const QByteArray& requestId)
{
    window.showPlace(requestsId); // which makes it
    if (auto* place = window.findChild<RequestsPlace*>())
        place->showRequest(requestId);
}

QWidget* makeRequests(MainWindow& window, Service& service)
{
    auto* place = new RequestsPlace(service);
    QObject::connect(place, &RequestsPlace::entryWanted, &window, &MainWindow::goTo);
    return place;
}

QWidget* makeConnect(MainWindow& window, Service& service)
{
    auto* place = new ConnectPlace(service);
    const auto follow = [place, &window] { place->setFollowedUrl(window.serverUrl()); };
    QObject::connect(&window, &MainWindow::serverShown, place, follow);
    follow();
    QObject::connect(place, &ConnectPlace::served, &window, [&window, &service] {
        window.showServer({ServerStatus::State::Listening, service.url(), {}});
    });
    return place;
}

QWidget* makeStudio(MainWindow& window, Service& service)
{
    auto* place = new StudioPlace(service, window.settings());
    QObject::connect(place, &StudioPlace::entryWanted, &window, &MainWindow::goTo);
    QObject::connect(&window, &MainWindow::serverShown, place, &StudioPlace::refreshServer);
    QObject::connect(
        place, &StudioPlace::serverWanted, &window, [&window] { window.showPlace(connectId); });
    QObject::connect(
        place, &StudioPlace::requestWanted, &window,
        [&window](const QByteArray& requestId) { showRequest(window, requestId); });
    BulkUndo& undo = window.browse().bulkUndo();
    undo.follow(place->variables().removals());
    undo.follow(place->variables().resets());
    return place;
}

QWidget* makeWebhooks(MainWindow& window, Service& service)
{
    auto* place = new WebhooksPlace(service);
    QObject::connect(&window, &MainWindow::serverShown, place, &WebhooksPlace::refreshServer);
    return place;
}

/// Makes a key for the business API where one looks at its records, and shows it there.
void makeBusinessKey(BrowsePlace& browse, Service& service)
{
    ApiKey wish;
    wish.api = ApiKind::Business;
    wish.label = "records";
    browse.recordsAction()->trigger(); // it is shown once only, so it must be seen
    service.keyStore().make(wish, &browse, [&browse](const Result<KeyStore::NewKey>& made) {
        if (made)
            browse.records().showKey(QString::fromLatin1(made->text));
        else
            browse.records().showError(made.error());
    });
}

} // namespace

void addServerPlaces(MainWindow& window, Service& service)
{
    window.addPlace(
        {.id = requestsId,
         .glyph = Glyph::Requests,
         .title = ServerPlaces::tr("Requests"),
         .make = [&window, &service] { return makeRequests(window, service); }});
    window.addPlace(
        {.id = connectId,
         .glyph = Glyph::Connect,
         .title = ServerPlaces::tr("Connect"),
         .make = [&window, &service] { return makeConnect(window, service); }});
    window.addPlace(
        {.id = studioId,
         .glyph = Glyph::Studio,
         .title = ServerPlaces::tr("Studio"),
         .make = [&window, &service] { return makeStudio(window, service); }});
    window.addPlace(
        {.id = scriptsId,
         .glyph = Glyph::Scripts,
         .title = ServerPlaces::tr("Scripts"),
         .make = [&service] { return new ScriptsPlace(service); }});
    window.addPlace(
        {.id = webhooksId,
         .glyph = Glyph::Webhooks,
         .title = ServerPlaces::tr("Webhooks"),
         .make = [&window, &service] { return makeWebhooks(window, service); }});
    const auto show = [&window](const QByteArray& requestId) { showRequest(window, requestId); };
    window.live().offerRequests();
    QObject::connect(&window.live(), &LivePanel::requestWanted, &window, show);
    HistoryView& history = window.inspector().history();
    history.offerRequests();
    QObject::connect(&history, &HistoryView::requestWanted, &window, show);
    QObject::connect(&window.badge(), &ServerBadge::clicked, &window, [&window] {
        window.showPlace(connectId);
    });
    window.badge().leadToConnect();
    BrowsePlace& browse = window.browse();
    browse.records().offerKeys();
    QObject::connect(&browse.records(), &RecordsPanel::keyWanted, &browse, [&browse, &service] {
        makeBusinessKey(browse, service);
    });
}

} // namespace stateroom::ui
