// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/serverbadge.h"

#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

ServerBadge::ServerBadge(QWidget* parent)
    : QToolButton(parent)
    , m_copy(new QAction(tr("Copy address"), this))
    , m_docs(new QAction(tr("API &documentation"), this))
{
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setIconSize({metrics::iconSize, metrics::iconSize});
    setFocusPolicy(Qt::TabFocus);
    m_copy->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_C);
    connect(m_copy, &QAction::triggered, this, &ServerBadge::copy);
    connect(m_docs, &QAction::triggered, this, [this] {
        QDesktopServices::openUrl(QUrl(m_status.url + u"/docs"_s));
    });
    connect(this, &QToolButton::clicked, m_copy, [this] {
        if (!m_leads)
            m_copy->trigger();
    });
    m_copied.setSingleShot(true);
    m_copied.setInterval(std::chrono::milliseconds(1200));
    connect(&m_copied, &QTimer::timeout, this, &ServerBadge::showState);
    showState();
}

void ServerBadge::show(const ServerStatus& status)
{
    m_status = status;
    m_copied.stop();
    showState();
}

void ServerBadge::leadToConnect()
{
    m_leads = true;
    showState();
}

void ServerBadge::copy()
{
    if (m_status.url.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(m_status.url);
    setIcon(glyphIcon(Glyph::Check, GlyphTone::Accent));
    setText(tr("Address copied"));
    m_copied.start();
}

void ServerBadge::showState()
{
    const QUrl url(m_status.url);
    QString name;
    switch (m_status.state) {
    case ServerStatus::State::Listening:
        setIcon(glyphIcon(Glyph::Dot, GlyphTone::Accent));
        setText(u"%1:%2"_s.arg(url.host()).arg(url.port()));
        name = tr("The server listens on %1").arg(m_status.url);
        break;
    case ServerStatus::State::Stopped:
        setIcon(glyphIcon(Glyph::Alert, GlyphTone::Warning));
        setText(tr("Not serving"));
        name = tr("The server is not running");
        break;
    case ServerStatus::State::Following:
        setIcon(glyphIcon(Glyph::Info, GlyphTone::Accent));
        setText(tr("Read-only"));
        name = m_status.ownerGone ? tr("The program that served this store has ended")
                                  : tr("Another process serves this store");
        break;
    }
    const bool listens = !m_status.url.isEmpty();
    m_copy->setEnabled(listens);
    m_docs->setEnabled(m_status.state == ServerStatus::State::Listening);
    const QString does = m_leads ? tr("Connect a program") : toolTipOf(*m_copy);
    setToolTip(listens || m_leads ? does : name);
    setAccessibleName(name);
    setAccessibleDescription(listens || m_leads ? does : QString());
}

} // namespace stateroom::ui
