// SPDX-License-Identifier: GPL-3.0-or-later
// The part of VariableForm that judges what is asked for.
#include "ui/model/displaytext.h"
#include "ui/studio/ruleline.h"
#include "ui/studio/studiotext.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablesmodel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using campaign::VariableRule;
using campaign::VariableType;

namespace {

RuleLine::State stateOf(bool holds)
{
    return holds ? RuleLine::State::Holds : RuleLine::State::Broken;
}

} // namespace

void VariableForm::judge()
{
    m_values->setCurrentWidget(
        chosenType() == VariableType::Boolean ? static_cast<QWidget*>(m_truth) : m_standard);
    m_values->setEnabled(m_hasDefault->isChecked());
    bool allHold = judgeScope();
    allHold = judgeName() && allHold;
    for (const campaign::RuleVerdict& verdict : campaign::judge(draft())) {
        allHold = allHold && verdict.holds;
        if (verdict.rule == VariableRule::DefaultFitsType)
            m_defaultRule->tell(
                m_hasDefault->isChecked() ? stateOf(verdict.holds) : RuleLine::State::Open,
                m_hasDefault->isChecked()
                    ? typeRule(chosenType())
                    : tr("Optional: what counts while a participant has no value."));
    }
    m_typeRule->tell(
        RuleLine::State::Open,
        chosenScope() == campaign::Scope::User
            ? tr("All campaigns that declare a user variable must agree on its type.")
            : tr("Values of another type are refused."));
    m_descriptionRule->tell(
        RuleLine::State::Open, tr("Optional: a note for operators; programs read it, too."));
    m_accept->setEnabled(allHold && !m_isBusy);
}

bool VariableForm::judgeScope()
{
    const int used = m_model.used(chosenScope());
    const QString sentence = scopeSentence(chosenScope()) + u". "_s;
    if (isChange()) {
        m_scopeRule->tell(
            RuleLine::State::Open, tr("Scope and name stay: programs know the variable by them."));
        return true;
    }
    const bool holds = used < m_model.limit();
    m_scopeRule->tell(
        stateOf(holds),
        sentence + (holds ? tr("%1 of %2 are used.").arg(used).arg(m_model.limit())
                          : tr("It has its %1 variables already.").arg(m_model.limit())));
    return holds;
}

bool VariableForm::judgeName()
{
    const bool isEmpty = m_name->text().isEmpty();
    for (RuleLine* line : {m_identifierRule, m_lengthRule, m_uniqueRule})
        line->setVisible(!isChange());
    bool allHold = true;
    for (const campaign::RuleVerdict& verdict : campaign::judge(draft())) {
        if (verdict.rule == VariableRule::NameIsIdentifier)
            m_identifierRule->tell(
                isEmpty ? RuleLine::State::Open : stateOf(verdict.holds),
                tr("A letter or an underscore first, then letters, digits and underscores (A to "
                   "Z, a to z, 0 to 9)."));
        else if (verdict.rule == VariableRule::NameIsShort)
            m_lengthRule->tell(
                isEmpty ? RuleLine::State::Open : stateOf(verdict.holds),
                tr("At most %1 characters; it has %2.")
                    .arg(campaign::maxVariableName)
                    .arg(m_name->text().size()));
    }
    const QByteArray name = m_name->text().toUtf8();
    const bool isFree = isChange() || m_model.rowOf(chosenScope(), name) < 0;
    m_uniqueRule->tell(
        isEmpty ? RuleLine::State::Open : stateOf(isFree),
        isFree ? tr("Unique within its scope; programs address it as state.%1.%2.")
                     .arg(
                         QString::fromLatin1(campaign::scopeName(chosenScope())),
                         isEmpty ? u"name"_s : displayText(name).left(40))
               : tr("This scope has a variable of this name already."));
    allHold = isFree && !isEmpty;
    return allHold;
}

QStringList VariableForm::broken() const
{
    QStringList texts;
    for (const RuleLine* line : findChildren<RuleLine*>())
        if (line->isVisibleTo(this) && line->state() == RuleLine::State::Broken)
            texts << line->text();
    return texts;
}

} // namespace stateroom::ui
