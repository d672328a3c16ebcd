// SPDX-License-Identifier: GPL-3.0-or-later
// WindowStates: those of the places that a server has.
#include "tests/ui/studiosample.h"
#include "tests/ui/webhooksample.h"
#include "tests/ui/windowstates.h"
#include "ui/requests/requestsplace.h"
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

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QUrl>

namespace stateroom::ui {

using namespace test;
using namespace Qt::StringLiterals;

WebhooksPlace& WindowStates::webhooks()
{
    return *m_window.window().findChild<WebhooksPlace*>();
}

void WindowStates::showRequests()
{
    m_service.call("GET /state/a?x=1");
    m_service.call("POST /v1/state/wf-1/status", R"({"value":1})");
    m_window.window().showPlace(u"requests"_s);
    auto* place = m_window.window().findChild<RequestsPlace*>();
    QTRY_COMPARE(place->view().model()->rowCount(), 2);
    m_window.press(Qt::Key_Down);
}

void WindowStates::showConnect()
{
    m_window.window().showPlace(u"connect"_s);
}

void WindowStates::showScripts()
{
    m_window.window().showPlace(u"scripts"_s);
}

void WindowStates::showStudioEmpty()
{
    m_window.window().showPlace(u"studio"_s);
    auto* studio = m_window.window().findChild<StudioPlace*>();
    QTRY_VERIFY(studio->campaigns().model().isLoaded());
    QVERIFY(studio->isEmpty());
    studio->campaigns().newAction()->trigger();
    m_window.press(Qt::Key_Return); // an id is missing
}

void WindowStates::showStudio()
{
    writeStudioSample(m_service);
    m_window.window().showPlace(u"studio"_s);
    auto* studio = m_window.window().findChild<StudioPlace*>();
    QTRY_VERIFY(studio->campaigns().model().rowOf("spring") >= 0);
    studio->campaigns().choose("spring");
    QTRY_COMPARE(studio->variables().model().states().size(), size_t(6));
    studio->simulator().addRow();
    studio->participant().tokenAction()->trigger();
    studio->variables().choose(campaign::Scope::Campaign, "tier");
}

void WindowStates::showStudioForm()
{
    showStudio();
    auto* studio = m_window.window().findChild<StudioPlace*>();
    studio->variables().addAction()->trigger();
    studio->form().hasDefault().setChecked(true);
    studio->form().name().setText(u"2"_s + QString(70, u'ä'));
}

void WindowStates::showStudioMisfits()
{
    showStudio();
    auto* studio = m_window.window().findChild<StudioPlace*>();
    studio->variables().changeAction()->trigger();
    studio->form().hasDefault().setChecked(false);
    studio->form().type().setCurrentIndex(0);
    studio->form().acceptButton().click();
    QTRY_VERIFY(!studio->form().notice().text().isEmpty());
}

void WindowStates::showStudioRemoved()
{
    showStudio();
    auto* studio = m_window.window().findChild<StudioPlace*>();
    studio->variables().removeAction()->trigger();
    QTRY_VERIFY(!studio->variables().notice().text().isEmpty());
}

void WindowStates::showStudioRecent()
{
    showStudio();
    m_window.window().findChild<StudioPlace*>()->showTab(StudioPlace::RecentTab);
}

void WindowStates::showStudioStopped()
{
    showStudio();
    m_service.service().stop();
    m_window.window().showServer({ServerStatus::State::Stopped, {}, {}, 0});
}

void WindowStates::showNoWebhooks()
{
    m_window.window().showPlace(u"webhooks"_s);
    QTRY_VERIFY(webhooks().model().isLoaded());
}

void WindowStates::showWebhook()
{
    writeWebhookSample(m_service);
    m_window.window().showPlace(u"webhooks"_s);
    EndpointPanel& endpoint = webhooks().endpoint();
    QTRY_COMPARE(endpoint.model().rowCount(), 9);
    endpoint.view().setCurrentIndex(endpoint.model().index(7, 0));
    QTRY_COMPARE(endpoint.detail().shown(), endpoint.model().at(7).id);
}

void WindowStates::showWebhookComparison()
{
    showWebhook();
    EndpointPanel& endpoint = webhooks().endpoint();
    endpoint.compareAction()->trigger();
    endpoint.view().setCurrentIndex(endpoint.model().index(1, 0));
    QTRY_COMPARE(endpoint.detail().shown(), endpoint.model().at(1).id);
}

void WindowStates::showWebhookDisabled()
{
    const QByteArray id = writeWebhookSample(m_service).disabled;
    m_window.window().showPlace(u"webhooks"_s);
    QTRY_COMPARE(webhooks().model().rowCount(), 3);
    webhooks().choose(id);
    QTRY_VERIFY(webhooks().endpoint().model().isLoaded());
}

void WindowStates::showWebhookQuestion()
{
    showWebhook();
    webhooks().endpoint().askToRemove();
}

void WindowStates::showWebhookForm()
{
    showNoWebhooks();
    webhooks().newAction()->trigger();
    webhooks().form().acceptButton().click();
}

void WindowStates::showReceiverStopped()
{
    showNoWebhooks();
    webhooks().receiverAction()->trigger();
}

void WindowStates::showReceiver()
{
    showReceiverStopped();
    webhooks().receiver().stepAction()->trigger();
    call(quint16(QUrl(webhooks().receiverUrl()).port()), "POST /hooks", R"({"a":1})");
    QTRY_COMPARE(webhooks().receiver().model().rowCount(), 1);
}

} // namespace stateroom::ui
