// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ScriptsPlace that runs scripts.
#include "core/hooks/hookrunner.h"
#include "ui/model/background.h"
#include "ui/model/errortext.h"
#include "ui/scripts/scriptoutcome.h"
#include "ui/scripts/scriptsplace.h"
#include "ui/scripts/scripttext.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/scripteditor.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr JsonLimits dataLimits{};

} // namespace

void ScriptsPlace::runOrStop()
{
    if (!isRunning())
        return start();
    stop();
    m_state->setText(tr("Stopped"));
}

void ScriptsPlace::start()
{
    m_notice->clear();
    m_script->clearError();
    m_data->clearError();
    findFunctions(); // those of the text as it is now
    if (m_function->currentText().isEmpty()) {
        m_notice->tell(
            NoticeKind::Warning,
            tr("The script declares no function. Write one, such as function preSavePage(options) "
               "{ … }."));
        return;
    }
    const auto space = hookSpaceOf(m_space->currentText());
    if (!space) {
        m_notice->tell(
            NoticeKind::Warning,
            tr("The state must be integration/, or that of one resource such as "
               "integration/imports/55cc."));
        return;
    }
    HookRequest request;
    request.script = m_script->script();
    request.function = m_function->currentText();
    request.space = *space;
    request.dryRun = !m_keeps->isChecked();
    request.by = {"window", {}};
    m_running = std::make_unique<QObject>();
    m_patience.start();
    inBackground(
        [data = m_data->utf8()] { return JsonText::parse(data, dataLimits); }, m_running.get(),
        [this, request](const Result<JsonText>& data) mutable {
            if (data && data->type() == JsonType::Object) {
                request.options = *data;
                return ask(std::move(request));
            }
            stop();
            if (!data)
                m_data->markError(data.error().offset);
            const TextPlace place = m_data->placeOf(data ? 0 : data.error().offset);
            m_notice->tell(
                NoticeKind::Error,
                data ? tr("The data must be a JSON object: it is what the function is called with.")
                     : tr("The data is not JSON, line %L1, column %L2: %3")
                           .arg(place.line)
                           .arg(place.column)
                           .arg(jsonErrorText(data.error())));
        });
}

void ScriptsPlace::ask(HookRequest request)
{
    const bool isKept = !request.dryRun;
    m_service.hooks().run(
        std::move(request), m_running.get(),
        [this, isKept](const Result<HookOutcome>& outcome) { told(outcome, isKept); });
}

void ScriptsPlace::told(const Result<HookOutcome>& outcome, bool isKept)
{
    stop();
    if (!outcome) {
        m_outcome->clear();
        m_notice->tell(NoticeKind::Error, errorText(outcome.error()));
        return;
    }
    m_outcome->show(*outcome, isKept);
    const QString took = tr("%L1 ms").arg(outcome->took.count());
    m_state->setText(
        outcome->runs > 1 ? tr("%1, in %Ln runs", nullptr, outcome->runs).arg(took) : took);
    if (outcome->failure)
        showFailure(*outcome->failure);
    else
        listSpaces();
}

/// Errors of the script are the engine's own words.
QString ScriptsPlace::failureText(const HookFailure& failure) const
{
    const HookLimits& limits = m_service.hooks().limits();
    switch (failure.kind) {
    case HookFailureKind::Script:
        return failure.message;
    case HookFailureKind::Timeout:
        return tr(
            "The script took longer than %Ln seconds and was ended.", nullptr,
            int(limits.time.count() / 1'000));
    case HookFailureKind::Memory:
        return tr("The script needed more than %L1 MiB of memory and was ended.")
            .arg(limits.memory >> 20);
    case HookFailureKind::Conflict:
        return tr("Others changed what the script had read in each of its %L1 runs; nothing was "
                  "kept.")
            .arg(maxHookRuns);
    }
    Q_UNREACHABLE();
}

void ScriptsPlace::showFailure(const HookFailure& failure)
{
    QString text = failureText(failure);
    const QStringList calls = failure.stack.split(u'\n', Qt::SkipEmptyParts);
    constexpr int mostCalls = 4;
    if (calls.size() > 1)
        text += u'\n' + calls.first(std::min(mostCalls, int(calls.size()))).join(u" ← "_s);
    if (failure.line <= 0) {
        m_notice->tell(NoticeKind::Error, text);
        return;
    }
    m_script->markError(failure.line, failure.column);
    m_notice->tell(
        NoticeKind::Error, text,
        {{tr("Go to line %L1").arg(failure.line),
          [this, line = failure.line, column = failure.column] { m_script->goTo(line, column); }}});
}

/// Ends the run, or forgets it when it has ended.
void ScriptsPlace::stop()
{
    m_patience.stop();
    if (m_running)
        m_running.release()->deleteLater(); // it may be what calls
    showRunning(false);
}

void ScriptsPlace::showRunning(bool isRunning)
{
    m_run->setText(isRunning ? tr("Stop") : tr("Run"));
    m_button->setText(m_run->text());
    m_button->setToolTip(toolTipOf(*m_run));
    m_state->setText(isRunning ? tr("Running…") : QString());
}

} // namespace stateroom::ui
