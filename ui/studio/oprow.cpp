// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/oprow.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using campaign::VariableType;

OpRow::OpRow(QWidget* parent)
    : QWidget(parent)
    , m_op(new ChoiceBox)
    , m_path(new ChoiceBox)
    , m_value(new QLineEdit)
    , m_remove(new QAction(glyphIcon(Glyph::Close), tr("Remove operation"), this))
    , m_removeButton(makeToolButton(m_remove))
{
    m_op->addItems({u"set"_s, u"inc"_s, u"dec"_s});
    m_op->setAccessibleName(tr("Operation"));
    m_op->setFixedHeight(metrics::controlHeight);
    m_path->setEditable(true);
    m_path->setInsertPolicy(QComboBox::NoInsert);
    m_path->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_path->setMinimumContentsLength(12);
    m_path->setFixedHeight(metrics::controlHeight);
    m_path->setCompleter(nullptr); // it would write over a path of one's own
    m_path->setAccessibleName(tr("Path"));
    m_path->lineEdit()->setAccessibleName(tr("Path"));
    m_path->lineEdit()->setPlaceholderText(u"state.user.points"_s);
    m_path->setFont(fixedFont());
    m_value->setFont(fixedFont());
    m_value->setAccessibleName(tr("Value"));
    m_value->setPlaceholderText(tr("Value as JSON"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_op);
    layout->addWidget(m_path, 3);
    layout->addWidget(m_value, 2);
    layout->addWidget(m_removeButton);
    connect(m_remove, &QAction::triggered, this, &OpRow::removeWanted);
    connect(m_op, &QComboBox::currentIndexChanged, this, &OpRow::changed);
    connect(m_path, &QComboBox::editTextChanged, this, [this] {
        suggestValue();
        Q_EMIT changed();
    });
    connect(m_value, &QLineEdit::textChanged, this, &OpRow::changed);
    connect(m_value, &QLineEdit::returnPressed, this, &OpRow::sendWanted);
}

/// A path of one's own stays; one that was picked goes with its variable.
void OpRow::offer(const std::vector<VariableState>& states)
{
    QString text = m_path->currentText();
    const bool wasPicked = m_types.contains(text);
    {
        const QSignalBlocker quiet(m_path);
        m_types.clear();
        m_path->clear();
        for (const VariableState& state : states) {
            const QString path = QString::fromUtf8(state.variable.path());
            m_types.insert(path, state.variable.type);
            m_path->addItem(path);
        }
        if (wasPicked && !m_types.contains(text))
            text.clear();
        m_path->setEditText(text);
    }
    if (text.isEmpty() && !states.empty())
        setPath(QString::fromUtf8(states.front().variable.path()));
}

void OpRow::setPath(const QString& path)
{
    m_path->setEditText(path);
}

QWidgetList OpRow::stops() const
{
    return {m_op, m_path, m_value, m_removeButton};
}

void OpRow::setRemovable(bool removable)
{
    m_remove->setEnabled(removable);
}

/// A first value for a path that was picked, so that one key press sends something sensible.
void OpRow::suggestValue()
{
    const auto type = m_types.constFind(m_path->currentText());
    if (type == m_types.cend() || m_value->isModified())
        return;
    const bool isNumber = *type == VariableType::Number;
    m_op->setCurrentText(isNumber ? u"inc"_s : u"set"_s);
    m_value->setText(
        isNumber ? u"1"_s : (*type == VariableType::Boolean ? u"true"_s : u"\"silver\""_s));
}

/// JSON goes as it is. What is none, and what is meant for a string and bears no quotes, goes as a
/// string.
QByteArray OpRow::valueJson() const
{
    const QString text = m_value->text();
    const bool wantsString =
        m_types.value(m_path->currentText(), VariableType::Number) == VariableType::String &&
        m_types.contains(m_path->currentText()) && !text.trimmed().startsWith(u'"');
    if (!wantsString)
        if (const auto json = JsonText::parse(text.toUtf8()))
            return json->bytes();
    return JsonText::fromString(text).bytes();
}

QByteArray OpRow::toJson() const
{
    return R"({"path":)" + JsonText::fromString(m_path->currentText()).bytes() + R"(,"op":")" +
           m_op->currentText().toUtf8() + R"(","value":)" + valueJson() + '}';
}

} // namespace stateroom::ui
