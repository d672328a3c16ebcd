// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "ui/model/throttle.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QCheckBox;
class QLabel;
class QPushButton;

namespace stateroom::ui {

class ChoiceBox;
class JsonEditor;
class NoticeBar;
class ScriptDraft;
class ScriptEditor;
class ScriptOutcome;
struct ScriptWork;

/// The place where hook scripts are written and tried on some data and the store's own state. What
/// is written here is kept as a draft in the data directory.
class ScriptsPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptsPlace)

public:
    /// The service must outlive it.
    explicit ScriptsPlace(Service& service, QWidget* parent = nullptr);
    ~ScriptsPlace() override;

    ScriptEditor& script() { return *m_script; }
    JsonEditor& data() { return *m_data; }
    ScriptOutcome& outcome() { return *m_outcome; }
    NoticeBar& notice() { return *m_notice; }
    QAction* runAction() { return m_run; }
    ChoiceBox& function() { return *m_function; }
    ChoiceBox& space() { return *m_space; }
    QCheckBox& keeps() { return *m_keeps; }
    bool isRunning() const { return m_running != nullptr; }

protected:
    void showEvent(QShowEvent* event) override;

private:
    void makeActions();
    QWidget* makeHead();
    QWidget* makeChoices();
    QWidget* makeEditors();
    QWidget* makePart(const QString& title, QWidget* content);
    void arrange();
    void takeWork(const ScriptWork& work);
    ScriptWork work() const;
    void edited();
    void findFunctions();
    void listSpaces();
    void runOrStop();
    void start();
    void ask(HookRequest request);
    void told(const Result<HookOutcome>& outcome, bool isKept);
    QString failureText(const HookFailure& failure) const;
    void showFailure(const HookFailure& failure);
    void stop();
    void showRunning(bool isRunning);
    void showExample();

    Service& m_service;
    ScriptEditor* m_script;
    JsonEditor* m_data;
    ScriptOutcome* m_outcome;
    NoticeBar* m_notice;
    ChoiceBox* m_function;
    ChoiceBox* m_space;
    QCheckBox* m_keeps;
    QLabel* m_state;
    QPushButton* m_button = nullptr;
    QAction* m_run = nullptr;
    ScriptDraft* m_draft;
    Throttle m_functions;
    QTimer m_patience;                  ///< before a run is shown as one that takes its time
    std::unique_ptr<QObject> m_running; ///< context of the run; null: none
    bool m_isLoading = false;           ///< the texts change, and nobody has edited them
    bool m_isTouched = false;           ///< somebody has edited them
};

} // namespace stateroom::ui
