// SPDX-License-Identifier: GPL-3.0-or-later
// WindowStates: all by name, and those of browsing. Those of the server's places: placestates.cpp
#include "tests/ui/windowstates.h"

#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/palette/commandpalette.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/findbar.h"

#include <QAction>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* wf1 = "workflow/wf-1";

} // namespace

std::span<const WindowStates::Named> WindowStates::all()
{
    static constexpr Named states[] = {
        {"key", &WindowStates::showKey},
        {"history", &WindowStates::showHistory},
        {"deleted keys", &WindowStates::showDeleted},
        {"new key", &WindowStates::showNewKey},
        {"conflict", &WindowStates::showConflict},
        {"comparison", &WindowStates::showComparison},
        {"invalid", &WindowStates::showInvalid},
        {"find", &WindowStates::showFind},
        {"expiry", &WindowStates::showExpiry},
        {"several", &WindowStates::showSeveral},
        {"bulk deleted", &WindowStates::showBulkDeleted},
        {"filter trouble", &WindowStates::showFilterTrouble},
        {"tree", &WindowStates::showTree},
        {"namespace form", &WindowStates::showNamespaceForm},
        {"palette", &WindowStates::showPalette},
        {"live grown", &WindowStates::showLiveGrown},
        {"port taken", &WindowStates::showPortTaken},
        {"following", &WindowStates::showFollowing},
        {"requests", &WindowStates::showRequests},
        {"connect", &WindowStates::showConnect},
        {"scripts", &WindowStates::showScripts},
        {"studio, empty", &WindowStates::showStudioEmpty},
        {"studio", &WindowStates::showStudio},
        {"studio, form", &WindowStates::showStudioForm},
        {"studio, misfits", &WindowStates::showStudioMisfits},
        {"studio, removed", &WindowStates::showStudioRemoved},
        {"studio, recent", &WindowStates::showStudioRecent},
        {"studio, stopped", &WindowStates::showStudioStopped},
        {"no webhooks", &WindowStates::showNoWebhooks},
        {"webhook", &WindowStates::showWebhook},
        {"webhook, comparison", &WindowStates::showWebhookComparison},
        {"webhook, disabled", &WindowStates::showWebhookDisabled},
        {"webhook, question", &WindowStates::showWebhookQuestion},
        {"webhook, form", &WindowStates::showWebhookForm},
        {"receiver, stopped", &WindowStates::showReceiverStopped},
        {"receiver", &WindowStates::showReceiver},
        {"settings", &WindowStates::showSettings},
        {"records", &WindowStates::showRecords},
        {"record trouble", &WindowStates::showRecordTrouble},
        {"record key", &WindowStates::showRecordKey},
        {"no records", &WindowStates::showNoRecords},
    };
    return states;
}

void WindowStates::showKey()
{
    m_window.click("status");
    QVERIFY(m_window.waitFor(wf1, "status"));
}

void WindowStates::showHistory()
{
    showKey();
    m_window.inspector().showHistory();
    QTRY_COMPARE(m_window.inspector().history().model().rowCount(), 2);
}

void WindowStates::showDeleted()
{
    m_window.inspector().showDeleted(Namespace("workflow", "wf-1"));
}

void WindowStates::showNewKey()
{
    m_window.press(Qt::Key_N, Qt::ControlModifier);
    QVERIFY(m_window.inspector().isCreating());
}

void WindowStates::showConflict()
{
    showKey();
    m_window.typeOver("1");
    m_service.write(wf1, "status", "2");
    QTRY_VERIFY(!m_window.notice().isEmpty());
}

void WindowStates::showComparison()
{
    showConflict();
    QTest::mouseClick(
        m_window.inspector().notice().findChildren<QPushButton*>().front(), Qt::LeftButton);
}

void WindowStates::showInvalid()
{
    showKey();
    m_window.typeOver("{\"a\" 1");
    QTest::qWait(150);
}

void WindowStates::showFind()
{
    showKey();
    auto* find = m_window.inspector().findChild<FindBar*>();
    find->open(true);
    find->findChildren<QLineEdit*>().front()->setText(u"none"_s);
}

void WindowStates::showExpiry()
{
    showKey();
    m_window.press(Qt::Key_E, Qt::ControlModifier);
}

void WindowStates::showSeveral()
{
    m_window.window().entries().view().setFocus();
    m_window.press(Qt::Key_A, Qt::ControlModifier);
}

void WindowStates::showBulkDeleted()
{
    showSeveral();
    m_window.press(Qt::Key_Delete);
    QTRY_VERIFY(!m_window.window().entries().notice().text().isEmpty());
}

void WindowStates::showFilterTrouble()
{
    m_window.window().entries().filter().edit().setText(u"/(/"_s);
}

void WindowStates::showTree()
{
    m_window.press(Qt::Key_T, Qt::ControlModifier);
    QTRY_COMPARE(m_window.keys().rowCount(), 5); // a group, open around the chosen key
}

void WindowStates::showNamespaceForm()
{
    m_window.press(Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    m_window.window().namespaces().form().setText(u"no kind"_s);
    m_window.press(Qt::Key_Return);
}

void WindowStates::showPalette()
{
    m_window.press(Qt::Key_K, Qt::ControlModifier);
    QTest::keyClicks(&m_window.window().palette().edit(), u"st"_s);
}

void WindowStates::showLiveGrown()
{
    m_window.window().live().setStrip(false);
    m_window.window().live().watch(nameOf(wf1, "status"));
    m_service.write(wf1, "status", "2");
}

void WindowStates::showPortTaken()
{
    m_window.window().showServer(
        {ServerStatus::State::Stopped, {}, u"Port 7474 is taken by another program."_s, 7475});
}

void WindowStates::showFollowing()
{
    m_window.window().showServer(
        {ServerStatus::State::Following, {}, u"Another program serves this store."_s, 0});
}

void WindowStates::showSettings()
{
    m_window.window().showPlace(u"settings"_s);
}

void WindowStates::showNoRecords()
{
    BrowsePlace& browse = m_window.window().browse();
    browse.recordsAction()->trigger();
    QTRY_VERIFY(browse.records().model().isLoaded());
}

void WindowStates::showRecords()
{
    showNoRecords();
    BrowsePlace& browse = m_window.window().browse();
    browse.records().samplesAction()->trigger();
    QTRY_COMPARE(browse.records().model().rowCount(), 3);
    browse.goTo(Namespace("business", "conversations"));
    QTRY_COMPARE(browse.records().model().rowCount(), 3);
    QTRY_VERIFY(m_window.inspector().isEditable());
}

void WindowStates::showRecordTrouble()
{
    showRecords();
    BrowsePlace& browse = m_window.window().browse();
    browse.records().filter().edit().setText(u"filter[channel][$is]=web"_s);
    m_window.typeOver(R"({"status":"lost","satisfaction_score":9,"agent_id":"agent_0"})");
    auto* form = m_window.inspector().findChild<RecordForm*>();
    QTRY_COMPARE(form->problems().size(), 3U);
    m_window.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(!m_window.notice().isEmpty());
}

void WindowStates::showRecordKey()
{
    showRecords();
    RecordsPanel& records = m_window.window().browse().records();
    records.keyAction()->trigger();
    QTRY_VERIFY(records.notice().text().contains(u"biz_"_s));
}

} // namespace stateroom::ui
