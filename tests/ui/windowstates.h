// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"
#include "tests/ui/testwindow.h"

#include <span>

namespace stateroom::ui {

class WebhooksPlace;

/// The states of the window that tests look at, each brought about as a user or a program does it.
class WindowStates {
public:
    struct Named {
        const char* name;
        void (WindowStates::*show)();
    };
    /// All, in the order of the places.
    static std::span<const Named> all();

    /// In each the window shows `workflow/wf-1`, with the keys status, a/1, a/2 and b, and the
    /// service has its places in it.
    WindowStates(test::TestService& service, TestWindow& window)
        : m_service(service)
        , m_window(window)
    {
    }

private:
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

    WebhooksPlace& webhooks();

    test::TestService& m_service;
    TestWindow& m_window;
};

} // namespace stateroom::ui
