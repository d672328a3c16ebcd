// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/variablespanel.h"

#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/studio/studiotext.h"
#include "ui/studio/variabledelegate.h"
#include "ui/studio/variablesmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

VariablesPanel::VariablesPanel(Service& service, CampaignDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_desk(desk)
    , m_model(new VariablesModel(service, this))
    , m_view(new ListTable)
    , m_title(new ElidedLabel(Qt::ElideMiddle))
    , m_notice(new NoticeBar)
    , m_removals(new BulkActions(service.store(), this))
    , m_resets(new BulkActions(service.store(), this))
{
    makeActions();
    setUpView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);
    for (BulkActions* actions : {m_removals, m_resets}) {
        connect(
            actions, &BulkActions::done, this,
            [this, actions](const QString& text, OperationId operation) {
                tellDone(*actions, text, operation);
            });
        connect(actions, &BulkActions::undoing, m_notice, &NoticeBar::clear);
        connect(actions, &BulkActions::failed, this, &VariablesPanel::tellFailed);
    }
    connect(m_model, &VariablesModel::modelReset, this, &VariablesPanel::updateActions);
    updateActions();
}

QAction*
VariablesPanel::makeAction(const QIcon& icon, const QString& text, void (VariablesPanel::*run)())
{
    auto* action = new QAction(icon, text, this);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, run);
    m_view->addAction(action);
    return action;
}

void VariablesPanel::makeActions()
{
    m_add = makeAction(glyphIcon(Glyph::Add), tr("New variable"), &VariablesPanel::add);
    m_add->setShortcut(Qt::Key_Insert);
    m_change = makeAction(glyphIcon(Glyph::Edit), tr("Change definition"), &VariablesPanel::change);
    m_change->setShortcut(Qt::Key_F2);
    m_remove =
        makeAction(glyphIcon(Glyph::Delete), tr("Remove definition"), &VariablesPanel::remove);
    m_remove->setShortcut(Qt::Key_Delete);
    setCommandTraits(m_remove, {.careful = true});
    m_showValue = makeAction(
        glyphIcon(Glyph::Browse), tr("Show value in Browse"), &VariablesPanel::showValue);
    m_showValue->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    m_showDefinition =
        makeAction({}, tr("Show definition in Browse"), &VariablesPanel::showDefinition);
    m_export = makeAction({}, tr("Export definitions…"), &VariablesPanel::askExport);
    m_import = makeAction({}, tr("Import definitions…"), &VariablesPanel::askImport);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* VariablesPanel::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* more = new QToolButton;
    more->setIcon(glyphIcon(Glyph::More));
    more->setIconSize({metrics::iconSize, metrics::iconSize});
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    more->setToolTip(tr("More"));
    more->setAccessibleName(tr("More"));
    more->addActions({m_showDefinition, m_import, m_export});
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(m_title, 1);
    for (QAction* action : {m_showValue, m_change, m_remove})
        layout->addWidget(makeToolButton(action));
    layout->addWidget(makeToolButton(m_add));
    layout->addWidget(more);
    return head;
}

void VariablesPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("Variables"));
    using Model = VariablesModel;
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new VariableDelegate(cells, m_view));
    };
    look(Model::NameColumn, {.fixedFont = true, .leftPadding = metrics::gap16});
    look(Model::TypeColumn, {.secondary = true});
    look(Model::DefaultColumn, {.fixedFont = true});
    look(Model::ValueColumn, {.fixedFont = true});
    look(Model::AgeColumn, {.secondary = true});
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(Model::ValueColumn, QHeaderView::Stretch);
    header->resizeSection(Model::NameColumn, 190);
    header->resizeSection(Model::TypeColumn, 120);
    header->resizeSection(Model::DefaultColumn, 110);
    header->resizeSection(Model::AgeColumn, 100);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &VariablesPanel::updateActions);
    connect(m_view, &ListTable::activated, this, &VariablesPanel::showValue);
}

void VariablesPanel::take(const campaign::Participant& who, std::vector<VariableState> states)
{
    std::optional<std::pair<campaign::Scope, QByteArray>> chosen;
    if (const VariableState* state = current(); state != nullptr && who.campaign == m_id)
        chosen = std::pair(state->variable.scope, state->variable.name);
    if (who.campaign != m_id)
        m_notice->clear();
    m_id = who.campaign;
    m_title->setText(displayText(m_id));
    m_model->take(who, std::move(states));
    if (m_wanted && m_model->rowOf(m_wanted->first, m_wanted->second) >= 0)
        chosen = std::exchange(m_wanted, std::nullopt);
    if (chosen)
        if (const int row = m_model->rowOf(chosen->first, chosen->second); row >= 0)
            m_view->setCurrentIndex(m_model->index(row, 0));
    updateActions();
}

void VariablesPanel::choose(campaign::Scope scope, const QByteArray& name)
{
    const int row = m_model->rowOf(scope, name);
    if (row >= 0)
        m_view->setCurrentIndex(m_model->index(row, 0));
    else
        m_wanted = std::pair(scope, name);
}

void VariablesPanel::setWritable(bool writable)
{
    m_isWritable = writable;
    updateActions();
}

const VariableState* VariablesPanel::current() const
{
    const QModelIndex index = m_view->currentIndex();
    return index.isValid() ? m_model->stateAt(index.row()) : nullptr;
}

void VariablesPanel::updateActions()
{
    const VariableState* state = current();
    m_add->setEnabled(m_isWritable && !m_id.isEmpty());
    m_import->setEnabled(m_isWritable && !m_id.isEmpty());
    m_export->setEnabled(!m_model->states().empty());
    m_change->setEnabled(m_isWritable && state != nullptr);
    m_remove->setEnabled(m_isWritable && state != nullptr);
    m_showValue->setEnabled(state != nullptr && state->stored.has_value());
    m_showDefinition->setEnabled(state != nullptr);
}

void VariablesPanel::add()
{
    const QModelIndex index = m_view->currentIndex();
    Q_EMIT addWanted(index.isValid() ? m_model->scopeAt(index.row()) : campaign::Scope::User);
}

void VariablesPanel::change()
{
    if (const VariableState* state = current())
        Q_EMIT changeWanted(state->variable);
}

void VariablesPanel::remove()
{
    const VariableState* state = current();
    if (state == nullptr)
        return;
    const campaign::Variable& variable = state->variable;
    m_removed = displayText(variable.path());
    m_removals->remove(
        campaign::definitionSpace(m_id), {campaign::definitionKey(variable.scope, variable.name)});
}

void VariablesPanel::resetApp(const campaign::Participant& who)
{
    const campaign::AppValues values = campaign::appValues(who);
    m_resetOf = who;
    m_resets->removeBelow(values.space, values.prefix);
}

void VariablesPanel::showValue()
{
    if (const VariableState* state = current(); state != nullptr && state->stored)
        Q_EMIT entryWanted(
            campaign::valueName(m_model->who(), state->variable.scope, state->variable.name));
}

void VariablesPanel::showDefinition()
{
    if (const VariableState* state = current())
        Q_EMIT entryWanted(
            {campaign::definitionSpace(m_id),
             campaign::definitionKey(state->variable.scope, state->variable.name)});
}

// Export and import

void VariablesPanel::askExport()
{
    auto* dialog = new QFileDialog(this, tr("Export definitions"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"variables.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &VariablesPanel::exportTo);
    dialog->open();
}

void VariablesPanel::askImport()
{
    auto* dialog = new QFileDialog(this, tr("Import definitions"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Definitions (*.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &VariablesPanel::importFrom);
    dialog->open();
}

void VariablesPanel::exportTo(const QString& path)
{
    m_desk.exportFile(m_id, path, this, [this, path](const Result<int>& count) {
        if (!count)
            return tellFailed(errorText(count.error()));
        m_notice->tell(
            NoticeKind::Info,
            tr("%Ln definitions were written to %1.", nullptr, *count).arg(displayText(path)),
            {{tr("Close"), [this] { m_notice->clear(); }}});
    });
}

void VariablesPanel::importFrom(const QString& path)
{
    m_desk.importFile(
        m_id, path, this, [this](const campaign::Outcome<campaign::ImportCounts>& counts) {
            if (!counts)
                return tellFailed(tr("Nothing was imported.") + u' ' + problemText(counts.error()));
            m_notice->tell(
                NoticeKind::Info,
                tr("Declared: %1. Declared so already: %2.")
                    .arg(counts->defined)
                    .arg(counts->unchanged),
                {{tr("Close"), [this] { m_notice->clear(); }}});
        });
}

void VariablesPanel::tellDone(BulkActions& by, const QString& text, OperationId operation)
{
    QList<NoticeAction> actions;
    QString sentence = text;
    if (operation != OperationId()) {
        actions << NoticeAction{tr("Undo"), [&by, operation] { by.undo(operation); }};
        if (&by == m_removals)
            sentence =
                tr("%1 is no longer declared. Its values stay, out of sight.").arg(m_removed);
    }
    if (&by == m_resets && operation != OperationId())
        //: %1 is a participant, %2 an app
        sentence = tr("The values of %1 in %2 were reset.")
                       .arg(displayText(m_resetOf.sub), displayText(m_resetOf.app));
    actions << NoticeAction{tr("Close"), [this] { m_notice->clear(); }};
    m_notice->tell(NoticeKind::Info, sentence, actions);
}

void VariablesPanel::tellFailed(const QString& text)
{
    m_notice->tell(NoticeKind::Error, text, {{tr("Close"), [this] { m_notice->clear(); }}});
}

} // namespace stateroom::ui
