// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/fieldeditor.h"

#include "ui/model/displaytext.h"
#include "ui/records/recordtext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

FieldEditor::FieldEditor(Store& store, const Field& field, QWidget* parent)
    : QWidget(parent)
    , m_field(field)
    , m_problem(makeLabel())
{
    makeControl(store);
    arrange();
}

void FieldEditor::arrange()
{
    auto* name = makeLabel(displayText(m_field.name));
    name->setFont(fixedFont());
    const QString description = catalogueText(m_field.description);
    auto* about = makeSecondaryLabel(
        //: Before what a field of a form is for: that it must be filled in
        m_field.required ? tr("required · %1").arg(description) : description);
    about->setWordWrap(true);
    m_headWidth =
        name->sizeHint().width() + metrics::gap8 + roomFor(about->text(), about->font()) + 1;
    m_problem->setProperty("tone", u"error"_s);
    m_problem->setWordWrap(true);
    m_problem->hide();
    const QString spoken = m_field.required ? tr("%1, required").arg(displayText(m_field.name))
                                            : displayText(m_field.name);
    QWidget* const named = m_control->focusProxy() ? m_control->focusProxy() : m_control;
    named->setAccessibleName(spoken);
    named->setAccessibleDescription(description);
    m_head = new QBoxLayout(QBoxLayout::LeftToRight);
    m_head->addWidget(name);
    m_head->addWidget(about, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap4);
    column->addLayout(m_head);
    column->addWidget(m_control);
    column->addWidget(m_problem);
    setFocusProxy(m_control);
}

/// What a field is for stands beside its name where it fits there on one line, else below it.
void FieldEditor::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool fits = m_headWidth <= width();
    m_head->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_head->setSpacing(fits ? metrics::gap8 : 0);
}

void FieldEditor::show(const std::optional<JsonView>& value)
{
    m_taking = true;
    m_take(value);
    m_taking = false;
    showMessages();
}

void FieldEditor::setProblem(const QString& problem)
{
    m_givenProblem = problem;
    showMessages();
}

bool FieldEditor::hasProblem() const
{
    return !m_ownProblem.isEmpty() || !m_givenProblem.isEmpty();
}

void FieldEditor::setWritable(bool writable)
{
    m_setWritable(writable);
}

void FieldEditor::showMessages()
{
    const QString& problem = m_ownProblem.isEmpty() ? m_givenProblem : m_ownProblem;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

void FieldEditor::tell(const Value& value)
{
    if (!m_taking)
        Q_EMIT edited(m_field.name, value);
}

} // namespace stateroom::ui
