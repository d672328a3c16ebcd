// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/connectplace.h"

#include "ui/connect/keyspanel.h"
#include "ui/connect/snippetspanel.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

ConnectPlace::ConnectPlace(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_address(makeSecondaryLabel())
    , m_notice(new NoticeBar)
    , m_snippets(new SnippetsPanel(service))
    , m_keys(new KeysPanel(service))
{
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_snippets);
    rows->addWidget(m_keys);
    rows->setSizes({340, 340});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(rows, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setFocusProxy(m_snippets);
    refresh();
}

QWidget* ConnectPlace::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Connect a program"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap12);
    layout->addWidget(title);
    layout->addWidget(m_address, 1);
    return head;
}

void ConnectPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void ConnectPlace::setFollowedUrl(const QString& url)
{
    m_followedUrl = url;
    refresh();
}

void ConnectPlace::refresh()
{
    const bool follows = m_service.store().mode() == StoreMode::Follow;
    m_snippets->setUrl(follows ? m_followedUrl : m_service.url());
    m_snippets->setVisible(!follows || !m_followedUrl.isEmpty());
    m_keys->setVisible(!follows);
    if (m_service.isServing()) {
        m_address->setText(tr("The server listens on %1").arg(m_service.url()));
        tellHttps();
    } else if (follows) {
        m_address->setText(
            m_followedUrl.isEmpty() ? QString()
                                    : tr("The server listens on %1").arg(m_followedUrl));
        m_notice->tell(
            NoticeKind::Info, tr("Another program serves this store: connect there. Its keys are "
                                 "made and revoked there, too."));
    } else {
        m_address->clear();
        m_notice->tell(
            NoticeKind::Warning, tr("The server does not listen, so no program can connect."),
            {{tr("Listen on another port"), [this] { serveElsewhere(); }}});
    }
}

void ConnectPlace::tellHttps()
{
    const QString url = m_service.httpsUrl();
    const QString file = QDir::toNativeSeparators(m_service.authorityFile());
    if (url.isEmpty())
        return m_notice->clear();
    const auto copy = [](const QString& text) {
        return [text] { QGuiApplication::clipboard()->setText(text); };
    };
    //: %1 is a URL, %2 a file's path
    const QString text = tr("HTTPS is served on %1. A client has to trust its authority, %2.");
    m_notice->tell(
        NoticeKind::Info, text.arg(url, file),
        {{tr("Copy URL"), copy(url)}, {tr("Copy path"), copy(file)}});
}

void ConnectPlace::serveElsewhere()
{
    m_notice->tell(NoticeKind::Info, tr("The server starts…"));
    m_service.serveOn(0, this, [this](const Result<void>& serving) {
        if (!serving) {
            m_notice->tell(NoticeKind::Error, errorText(serving.error()));
            return;
        }
        refresh();
        Q_EMIT served();
    });
}

} // namespace stateroom::ui
