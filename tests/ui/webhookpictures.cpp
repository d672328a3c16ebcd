// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/pictures.h"
#include "tests/ui/serverscene.h"
#include "tests/ui/webhooksample.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointform.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QUrl>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// What another sender, whose secret nobody knows, and one that is no friend send.
void sendToReceiver(WebhooksPlace& webhooks)
{
    const QUrl url(webhooks.receiverUrl());
    test::call(
        quint16(url.port()), "POST /github", R"({"action":"opened","number":7})",
        {{"X-GitHub-Event", "pull_request"}, {"X-Hub-Signature-256", "sha256=00"}});
    test::call(quint16(url.port()), "POST /hooks", R"({"hello":"world"})");
}

} // namespace

void takeWebhooks(Camera& camera, Appearance& appearance, const QString& suffix)
{
    ServerScene scene;
    MainWindow& window = scene.open(appearance);
    window.showPlace(u"webhooks"_s);
    settle();
    auto& webhooks = *window.findChild<WebhooksPlace*>();
    camera.take(window, u"webhooks-empty"_s + suffix);
    webhooks.receiverAction()->trigger();
    camera.take(window, u"webhooks-receiver-empty"_s + suffix);
    for (int step = 0; step < 3; ++step) {
        webhooks.receiver().stepAction()->trigger();
        settle();
    }
    sendToReceiver(webhooks);
    settle();
    webhooks.receiver().view().setFocus();
    const int last = webhooks.receiver().model().rowCount() - 1;
    webhooks.receiver().view().setCurrentIndex(webhooks.receiver().model().index(last, 0));
    camera.take(window, u"webhooks-receiver"_s + suffix);

    const WebhookSample sample = writeWebhookSample(scene.service);
    settle();
    webhooks.choose(sample.shop);
    settle();
    EndpointPanel& endpoint = webhooks.endpoint();
    const auto row = [&endpoint](int number) {
        endpoint.view().setCurrentIndex(endpoint.model().index(number, 0));
        settle();
    };
    endpoint.view().setFocus();
    row(0);
    camera.take(window, u"webhooks"_s + suffix);
    row(6);
    camera.take(window, u"webhooks-rewritten"_s + suffix);
    row(4);
    endpoint.compareAction()->trigger();
    row(1);
    camera.take(window, u"webhooks-compare"_s + suffix);
    endpoint.compareAction()->trigger();
    endpoint.states().setCurrentIndex(3);
    settle();
    row(0);
    camera.take(window, u"webhooks-filtered"_s + suffix);
    webhooks.choose(sample.local);
    endpoint.states().setCurrentIndex(3);
    settle();
    camera.take(window, u"webhooks-filtered-none"_s + suffix);
    webhooks.choose(sample.shop);
    settle();
    endpoint.askToRemove();
    row(7);
    window.resize(window.minimumSize());
    camera.take(window, u"webhooks-smallest"_s + suffix);
    webhooks.receiverAction()->trigger();
    camera.take(window, u"webhooks-receiver-smallest"_s + suffix);
    window.resize(windowSize);
    webhooks.choose(sample.disabled);
    camera.take(window, u"webhooks-disabled"_s + suffix);
    webhooks.newAction()->trigger();
    webhooks.form().metadata().setText(u"{environment}"_s);
    webhooks.form().url().setText(u"https://shop.example/hooks"_s);
    webhooks.form().acceptButton().click();
    camera.take(window, u"webhooks-form"_s + suffix);
}

} // namespace stateroom::ui
