// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"
#include "tests/ui/testwindow.h"
#include "ui/studio/simulator.h"
#include "ui/studio/studioplace.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablesmodel.h"
#include "ui/studio/variablespanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QObject>

#include <memory>

class QPushButton;

namespace stateroom::ui {

/// Studio in a real window over a service of its own, and the hands that its tests have.
class StudioHands : public QObject {
    Q_OBJECT

protected:
    void begin();
    void end();

    StudioPlace& studio() { return *m_window->window().findChild<StudioPlace*>(); }
    VariablesPanel& variables() { return studio().variables(); }
    VariablesModel& model() { return variables().model(); }
    Simulator& simulator() { return studio().simulator(); }
    VariableForm& form() { return studio().form(); }
    void open(bool withSample = true);
    void choose(const char* id);
    void play(const char* sub, const char* app);
    void chooseVariable(campaign::Scope scope, const char* name);
    QString cell(campaign::Scope scope, const char* name, int column);
    void compose(const char* op, const char* path, const char* value);
    /// Presses the keys for it and waits for the answer.
    bool sends();
    QPushButton* button(const QString& text);
    QString copied() const { return QGuiApplication::clipboard()->text(); }

    std::unique_ptr<test::TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
};

} // namespace stateroom::ui
