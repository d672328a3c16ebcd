// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/placerail.h"

#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QActionGroup>
#include <QToolButton>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int railWidth = 48;
constexpr int buttonSize = 36;
constexpr int glyphSize = 20;
} // namespace

PlaceRail::PlaceRail(QWidget* parent)
    : QWidget(parent)
    , m_group(new QActionGroup(this))
    , m_top(new QVBoxLayout)
    , m_end(new QVBoxLayout)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    setFixedWidth(railWidth);
    setAccessibleName(tr("Places"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::gap8, 0, metrics::gap8);
    column->setSpacing(0);
    for (auto* part : {m_top, m_end})
        part->setSpacing(metrics::gap4);
    column->addLayout(m_top);
    column->addStretch(1);
    column->addLayout(m_end);
}

void PlaceRail::add(QAction* place, bool atEnd)
{
    m_group->addAction(place);
    auto* button = makeToolButton(place);
    button->setProperty("rail", true);
    button->setIconSize({glyphSize, glyphSize});
    button->setFixedSize(buttonSize, buttonSize);
    (atEnd ? m_end : m_top)->addWidget(button, 0, Qt::AlignHCenter);
}

} // namespace stateroom::ui
