// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptyplace.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/commandtext.h"
#include "ui/widgets/parts.h"

#include <QAbstractScrollArea>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

EmptyPlace::EmptyPlace(QWidget* parent)
    : QWidget(parent)
    , m_title(makeLabel())
    , m_sentence(makeSecondaryLabel())
    , m_command(new CommandText)
    , m_commandRow(makeCommandRow())
    , m_column(new QVBoxLayout)
{
    m_title->setFont(uiFont(TextSize::Title, QFont::DemiBold));
    m_title->setAlignment(Qt::AlignHCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setWordWrap(true);
    m_column->setSpacing(metrics::gap8);
    m_column->addStretch(2);
    m_column->addWidget(m_title);
    m_column->addWidget(m_sentence);
    m_column->addWidget(m_commandRow);
    m_column->addStretch(3);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::gap24, metrics::gap24, metrics::gap24, metrics::gap24);
    layout->addStretch(1);
    layout->addLayout(m_column, 8);
    layout->addStretch(1);
}

void EmptyPlace::setTitle(const QString& title)
{
    m_title->setText(title);
}

void EmptyPlace::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
}

void EmptyPlace::setCommand(const QString& command)
{
    m_command->setCommand(command);
    m_commandRow->setVisible(!command.isEmpty());
}

void EmptyPlace::addBelow(QWidget* widget)
{
    m_column->insertSpacing(m_column->count() - 1, metrics::gap4);
    m_column->insertWidget(m_column->count() - 1, widget, 0, Qt::AlignHCenter);
}

void EmptyPlace::standOver(QAbstractScrollArea& view)
{
    hide();
    auto* layout = new QVBoxLayout(view.viewport());
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(this);
}

QWidget* EmptyPlace::makeCommandRow()
{
    auto* row = new QWidget(this);
    m_command->setAccessibleName(tr("Command to try"));
    auto* copy = new QAction(glyphIcon(Glyph::Copy), tr("Copy the command"), this);
    connect(copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(m_command->command());
    });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, metrics::gap8, 0, metrics::gap8);
    layout->setSpacing(metrics::gap4);
    layout->addStretch(1);
    layout->addWidget(m_command, 1000);
    layout->addWidget(makeToolButton(copy), 0, Qt::AlignTop);
    layout->addStretch(1);
    row->hide();
    return row;
}

} // namespace stateroom::ui
