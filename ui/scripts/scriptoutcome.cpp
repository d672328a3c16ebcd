// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/scriptoutcome.h"

#include "core/json/jsonformat.h"
#include "ui/model/background.h"
#include "ui/model/diffmodel.h"
#include "ui/scripts/scripttext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/focusframe.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeView>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int partHead = 32;
constexpr int openedRows = 400;

} // namespace

ScriptOutcome::ScriptOutcome(QWidget* parent)
    : QWidget(parent)
    , m_result(new JsonEditor)
    , m_log(new QPlainTextEdit)
    , m_model(new DiffModel(this))
    , m_changes(new QTreeView)
    , m_resultState(makeSecondaryLabel())
    , m_logState(makeSecondaryLabel())
    , m_changesState(makeSecondaryLabel())
{
    m_result->setReadOnly(true);
    m_result->setAccessibleName(tr("Result"));
    connect(m_result, &JsonEditor::left, this, &ScriptOutcome::left);
    setUpLog();
    setUpChanges();
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    columns->addWidget(makePart(tr("Result"), m_resultState, m_result));
    auto* log = new QWidget; // its text stands where the heading does
    auto* inset = new QVBoxLayout(log);
    inset->setContentsMargins(metrics::gap16, metrics::gap4, 0, 0);
    inset->addWidget(m_log);
    columns->addWidget(makePart(tr("Log"), m_logState, log));
    columns->addWidget(makePart(tr("State changes"), m_changesState, m_changes));
    columns->setSizes({300, 300, 300});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(columns);
    clear();
}

QWidget* ScriptOutcome::makePart(const QString& title, QLabel* state, QWidget* content)
{
    auto* part = new QWidget;
    part->setMinimumWidth(140);
    auto* head = new QWidget;
    head->setFixedHeight(partHead);
    auto* label = makeLabel(title);
    label->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    state->setMinimumWidth(0);
    state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    row->setSpacing(metrics::gap8);
    row->addWidget(label);
    row->addWidget(state, 1);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    layout->addWidget(content, 1);
    layout->addStretch(0);
    return part;
}

void ScriptOutcome::setUpLog()
{
    m_log->setReadOnly(true);
    m_log->setFrameShape(QFrame::NoFrame);
    m_log->setFont(fixedFont());
    m_log->setTabChangesFocus(true);
    m_log->setAccessibleName(tr("Log"));
    m_log->document()->setDocumentMargin(0);
}

void ScriptOutcome::setUpChanges()
{
    m_changes->setModel(m_model);
    m_changes->setAccessibleName(tr("State changes"));
    new FocusFrame(*m_changes);
    m_changes->setFrameShape(QFrame::NoFrame);
    m_changes->setUniformRowHeights(true);
    m_changes->setIndentation(metrics::gap16);
    m_changes->setHeaderHidden(true);
    m_changes->setEditTriggers(QAbstractItemView::NoEditTriggers);
    for (const int column : {DiffModel::PlaceColumn, DiffModel::ChangeColumn})
        m_changes->setItemDelegateForColumn(
            column, new CellDelegate(
                        {.fixedFont = true,
                         .leftPadding = column == DiffModel::PlaceColumn ? 0 : metrics::gap8},
                        m_changes));
    m_changes->header()->setSectionResizeMode(DiffModel::PlaceColumn, QHeaderView::Interactive);
    m_changes->header()->resizeSection(DiffModel::PlaceColumn, 170);
    m_changes->header()->setStretchLastSection(true);
}

void ScriptOutcome::clear()
{
    ++m_generation;
    m_result->hide();
    m_result->showText({});
    m_log->clear();
    m_model->show({});
    for (QLabel* state : {m_resultState, m_logState, m_changesState})
        state->clear();
}

void ScriptOutcome::show(const HookOutcome& outcome, bool isKept)
{
    ++m_generation;
    showResult(outcome);
    showLog(outcome);
    showChanges(outcome, isKept);
}

void ScriptOutcome::showResult(const HookOutcome& outcome)
{
    m_resultState->clear();
    if (outcome.failure) {
        m_result->hide();
        m_result->showText({});
        //: Of the result of a script
        m_resultState->setText(tr("None", "result"));
        return;
    }
    inBackground(
        [result = outcome.result] { return formatJson(result); }, this,
        [this, generation = m_generation](const QByteArray& text) {
            if (generation != m_generation)
                return;
            m_result->showText(text);
            m_result->show();
        });
}

void ScriptOutcome::showLog(const HookOutcome& outcome)
{
    QStringList lines;
    for (const HookLogLine& line : outcome.log) {
        QString level;
        switch (line.level) {
        case HookLogLevel::Info:
            break;
        case HookLogLevel::Debug:
            level = tr("debug: ");
            break;
        case HookLogLevel::Warning:
            level = tr("warning: ");
            break;
        case HookLogLevel::Error:
            level = tr("error: ");
            break;
        }
        lines += level + QString::fromUtf8(line.text);
    }
    m_log->setPlainText(lines.join(u'\n'));
    m_logState->setText(
        lines.isEmpty() ? tr("Empty") : tr("%Ln lines", nullptr, int(lines.size())));
}

void ScriptOutcome::showChanges(const HookOutcome& outcome, bool isKept)
{
    inBackground(
        [changes = outcome.changes] { return differenceOf(changes); }, this,
        [this, generation = m_generation](const JsonDiff& diff) {
            if (generation != m_generation)
                return;
            m_model->show(diff);
            if (m_model->added() + m_model->removed() + m_model->changed() < openedRows)
                m_changes->expandAll();
        });
    const int keys = int(outcome.changes.size());
    if (keys == 0)
        m_changesState->setText(tr("None"));
    else
        m_changesState->setText(
            isKept ? tr("%Ln keys", nullptr, keys) : tr("%Ln keys, not kept", nullptr, keys));
}

} // namespace stateroom::ui
