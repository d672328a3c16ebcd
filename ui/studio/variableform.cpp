// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/variableform.h"

#include "ui/model/displaytext.h"
#include "ui/model/valuepreview.h"
#include "ui/studio/ruleline.h"
#include "ui/studio/studiotext.h"
#include "ui/studio/variablesmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using campaign::VariableType;

namespace {

QComboBox* makeChoice(const QString& name)
{
    auto* choice = new ChoiceBox;
    choice->setAccessibleName(name);
    choice->setFixedHeight(metrics::controlHeight);
    return choice;
}

} // namespace

VariableForm::VariableForm(CampaignDesk& desk, VariablesModel& model, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_model(model)
    , m_title(makeLabel())
    , m_scope(makeChoice(tr("Scope")))
    , m_name(new QLineEdit)
    , m_type(makeChoice(tr("Type")))
    , m_hasDefault(new QCheckBox(tr("Default")))
    , m_standard(new QLineEdit)
    , m_truth(makeChoice(tr("Default value")))
    , m_values(new QStackedWidget)
    , m_description(new QLineEdit)
    , m_scopeRule(new RuleLine)
    , m_identifierRule(new RuleLine)
    , m_lengthRule(new RuleLine)
    , m_uniqueRule(new RuleLine)
    , m_typeRule(new RuleLine)
    , m_defaultRule(new RuleLine)
    , m_descriptionRule(new RuleLine)
    , m_notice(new NoticeBar)
    , m_accept(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
{
    for (const campaign::Scope scope : campaign::allScopes)
        m_scope->addItem(scopeTitle(scope), int(scope));
    for (const VariableType type : campaign::allVariableTypes)
        m_type->addItem(typeTitle(type), int(type));
    m_truth->addItems({u"false"_s, u"true"_s});
    m_name->setFont(fixedFont());
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(u"loyalty_points"_s);
    m_standard->setFont(fixedFont());
    m_standard->setAccessibleName(tr("Default value"));
    m_description->setAccessibleName(tr("Description"));
    m_description->setPlaceholderText(tr("What operators should know"));
    m_description->setMinimumWidth(
        roomFor(m_description->placeholderText(), uiFont()) + metrics::gap24);
    m_values->addWidget(m_standard);
    m_values->addWidget(m_truth);
    m_values->setFixedHeight(metrics::controlHeight);
    arrange();
    for (QLineEdit* field : {m_name, m_standard, m_description}) {
        connect(field, &QLineEdit::textChanged, this, &VariableForm::judge);
        connect(field, &QLineEdit::returnPressed, m_accept, &QPushButton::click);
    }
    for (QComboBox* choice : {m_scope, m_type, m_truth})
        connect(choice, &QComboBox::currentIndexChanged, this, &VariableForm::judge);
    connect(m_hasDefault, &QCheckBox::toggled, this, &VariableForm::judge);
    connect(m_accept, &QPushButton::clicked, this, [this] { submit(false); });
    connect(m_cancel, &QPushButton::clicked, this, &VariableForm::cancelled);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &VariableForm::cancelled);
    setFocusProxy(m_name);
}

// How it looks

void VariableForm::arrange()
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap16, metrics::gap12);
    grid->setHorizontalSpacing(metrics::gap16);
    grid->setVerticalSpacing(metrics::gap8);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 3);
    addRow(*grid, makeLabel(tr("Scope")), m_scope, {m_scopeRule});
    addRow(*grid, makeLabel(tr("Name")), m_name, {m_identifierRule, m_lengthRule, m_uniqueRule});
    addRow(*grid, makeLabel(tr("Type")), m_type, {m_typeRule});
    addRow(*grid, m_hasDefault, m_values, {m_defaultRule});
    addRow(*grid, makeLabel(tr("Description")), m_description, {m_descriptionRule});
    grid->setRowStretch(grid->rowCount(), 1);
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeButtons());
    layout->addWidget(m_notice);
    layout->addWidget(scroll, 1);
}

QWidget* VariableForm::makeButtons()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    setStyleProperty(m_accept, "primary", true);
    m_accept->setAutoDefault(true);
    m_cancel->setAutoDefault(true);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_title, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_accept);
    return head;
}

void VariableForm::addRow(QGridLayout& grid, QWidget* label, QWidget* field, QList<RuleLine*> rules)
{
    const int row = grid.rowCount();
    label->setMinimumHeight(metrics::controlHeight);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(field, row, 1, Qt::AlignTop);
    auto* lines = new QVBoxLayout;
    lines->setContentsMargins(0, metrics::gap4, 0, 0);
    lines->setSpacing(metrics::gap4);
    for (RuleLine* rule : rules)
        lines->addWidget(rule);
    grid.addLayout(lines, row, 2, Qt::AlignTop);
}

// What is asked for

void VariableForm::startNew(const QByteArray& id, campaign::Scope scope)
{
    m_former.reset();
    campaign::Variable empty;
    empty.scope = scope;
    fill(empty);
    m_title->setText(tr("New variable"));
    m_accept->setText(tr("Declare"));
    start(id);
    m_name->setFocus(Qt::OtherFocusReason);
}

void VariableForm::startChange(const QByteArray& id, const campaign::Variable& variable)
{
    m_former = variable;
    fill(variable);
    m_title->setText(tr("Change %1").arg(displayText(variable.path())));
    m_accept->setText(tr("Change"));
    start(id);
    m_type->setFocus(Qt::OtherFocusReason);
}

void VariableForm::start(const QByteArray& id)
{
    m_id = id;
    m_scope->setEnabled(!isChange());
    m_name->setEnabled(!isChange());
    m_notice->clear();
    setBusy(false);
}

void VariableForm::fill(const campaign::Variable& variable)
{
    m_scope->setCurrentIndex(m_scope->findData(int(variable.scope)));
    m_name->setText(QString::fromUtf8(variable.name));
    m_type->setCurrentIndex(m_type->findData(int(variable.type)));
    m_hasDefault->setChecked(variable.standard.has_value());
    m_standard->clear();
    m_truth->setCurrentIndex(0);
    if (variable.standard && variable.type == VariableType::String)
        m_standard->setText(textOf(*variable.standard));
    else if (variable.standard && variable.type == VariableType::Boolean)
        m_truth->setCurrentText(QString::fromUtf8(variable.standard->bytes()));
    else if (variable.standard)
        m_standard->setText(QString::fromUtf8(variable.standard->bytes()));
    m_description->setText(variable.description ? textOf(*variable.description) : QString());
}

VariableType VariableForm::chosenType() const
{
    return VariableType(m_type->currentData().toInt());
}

campaign::Scope VariableForm::chosenScope() const
{
    return campaign::Scope(m_scope->currentData().toInt());
}

/// What was there stays as it was written, as long as nobody writes another text.
std::optional<JsonText> VariableForm::standardText() const
{
    const QString text = m_standard->text();
    switch (chosenType()) {
    case VariableType::Boolean:
        return JsonText::fromBoolean(m_truth->currentIndex() == 1);
    case VariableType::String:
        if (m_former && m_former->type == VariableType::String && m_former->standard &&
            textOf(*m_former->standard) == text)
            return m_former->standard;
        return JsonText::fromString(text);
    case VariableType::Number:
        // What is no JSON is no number either, and judged as the text that it is.
        if (auto number = JsonText::parse(text.toUtf8()))
            return std::move(*number);
        return JsonText::fromString(text);
    }
    Q_UNREACHABLE();
}

campaign::VariableDraft VariableForm::draft() const
{
    campaign::VariableDraft draft;
    draft.scope = JsonText::fromUtf8(campaign::scopeName(chosenScope()));
    draft.name = JsonText::fromString(m_name->text());
    draft.type = JsonText::fromUtf8(campaign::typeName(chosenType()));
    if (m_hasDefault->isChecked())
        draft.standard = standardText();
    const QString description = m_description->text();
    if (m_former && m_former->description && textOf(*m_former->description) == description)
        draft.description = m_former->description;
    else if (!description.isEmpty())
        draft.description = JsonText::fromString(description);
    return draft;
}

// What is done with it

void VariableForm::submit(bool force)
{
    auto variable = campaign::variableFrom(draft());
    if (!variable || m_isBusy)
        return;
    setBusy(true);
    m_notice->clear();
    const auto tell = [this, scope = variable->scope, name = variable->name] {
        Q_EMIT done(scope, name);
    };
    if (!isChange()) {
        m_desk.define(m_id, *variable, this, [this, tell](const campaign::Outcome<void>& defined) {
            setBusy(false);
            if (defined)
                tell();
            else
                showProblem(problemText(defined.error()));
        });
        return;
    }
    m_desk.redefine(
        m_id, *variable, force, this,
        [this, tell,
         standard = variable->standard](const campaign::Outcome<Redefinition>& changed) {
            setBusy(false);
            if (!changed)
                showProblem(problemText(changed.error()));
            else if (!changed->done)
                showMisfits(changed->misfits, standard);
            else
                tell();
        });
}

void VariableForm::showMisfits(qint64 count, const std::optional<JsonText>& standard)
{
    const int number = int(std::min<qint64>(count, INT_MAX));
    m_notice->tell(
        NoticeKind::Warning,
        standard ? tr("Nothing was changed: %Ln stored values are not of this type. The default %1 "
                      "would count instead.",
                      nullptr, number)
                       .arg(plainText(valuePreview(*standard)))
                 : tr("Nothing was changed: %Ln stored values are not of this type. They would "
                      "count as none.",
                      nullptr, number),
        {{tr("Change anyway"), [this] { submit(true); }}, {tr("Leave it"), [this] {
                                                               m_notice->clear();
                                                               m_type->setFocus(
                                                                   Qt::OtherFocusReason);
                                                           }}});
}

void VariableForm::showProblem(const QString& text)
{
    m_notice->tell(NoticeKind::Error, text);
}

void VariableForm::setBusy(bool busy)
{
    m_isBusy = busy;
    judge();
}

} // namespace stateroom::ui
