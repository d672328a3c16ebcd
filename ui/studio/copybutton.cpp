// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/copybutton.h"

#include "core/base/clock.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QAction>

namespace stateroom::ui {

namespace {

constexpr Milliseconds confirmTime{2000};

} // namespace

CopyButton::CopyButton(QAction& action, QWidget* parent)
    : QToolButton(parent)
    , m_action(action)
{
    setIconSize({metrics::iconSize, metrics::iconSize});
    setFocusPolicy(Qt::TabFocus);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_timer.setSingleShot(true);
    m_timer.setInterval(confirmTime);
    connect(&m_timer, &QTimer::timeout, this, &CopyButton::showAction);
    connect(this, &QToolButton::clicked, &m_action, &QAction::trigger);
    connect(&m_action, &QAction::changed, this, [this] { setEnabled(m_action.isEnabled()); });
    setEnabled(m_action.isEnabled());
    setToolTip(toolTipOf(m_action));
    showAction();
}

void CopyButton::confirm()
{
    setFixedWidth(width()); // the neighbours stay where they are
    setIcon(glyphIcon(Glyph::Check, GlyphTone::Accent));
    //: In a button, for a moment: what it copies is on the clipboard
    setText(tr("Copied"));
    setAccessibleName(text());
    m_timer.start();
}

void CopyButton::showAction()
{
    setMinimumWidth(0);
    setMaximumWidth(QWIDGETSIZE_MAX);
    setIcon(m_action.icon());
    setText(m_action.text());
    setAccessibleName(text());
}

} // namespace stateroom::ui
