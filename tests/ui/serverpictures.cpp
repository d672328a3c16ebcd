// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/serverscene.h"
#include "ui/connect/connectplace.h"
#include "ui/connect/keyform.h"
#include "ui/connect/keysmodel.h"
#include "ui/connect/keyspanel.h"
#include "ui/connect/snippetspanel.h"
#include "ui/requests/requestsplace.h"
#include "ui/scripts/scriptsplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/scripteditor.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDeadlineTimer>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

void takeServerPlaces(Camera& camera, Appearance& appearance, const QString& suffix)
{
    ServerScene scene;
    test::TestService& service = scene.service;
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

    MainWindow& window = scene.open(appearance);
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

} // namespace stateroom::ui
