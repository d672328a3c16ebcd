// SPDX-License-Identifier: GPL-3.0-or-later
// The part of InspectorPanel that puts it together.
#include "ui/inspector/deletedview.h"
#include "ui/inspector/draftkeeper.h"
#include "ui/inspector/editsession.h"
#include "ui/inspector/entryhead.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/valueview.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

void InspectorPanel::arrange()
{
    m_sides->setHandleWidth(1);
    m_sides->setChildrenCollapsible(false);
    m_sides->addWidget(m_value);
    m_tabs->addWidget(m_sides);
    m_tabs->addWidget(m_history);
    auto* entry = new QWidget;
    auto* column = new QVBoxLayout(entry);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_expiry);
    column->addWidget(m_notice);
    column->addWidget(makeHairline(Qt::Horizontal));
    column->addWidget(m_tabs, 1);

    m_empty->setSentence(tr("What is chosen in the list is shown here."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(entry);
    m_pages->addWidget(m_deleted);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(360);
}

void InspectorPanel::connectSession()
{
    connect(m_session.get(), &EditSession::modeChanged, this, &InspectorPanel::takeMode);
    connect(m_session.get(), &EditSession::changed, this, &InspectorPanel::update);
    connect(m_session.get(), &EditSession::unsavedChanged, this, [this] {
        m_keeper->request();
        Q_EMIT unsavedChanged();
    });
    connect(m_session.get(), &EditSession::created, this, &InspectorPanel::created);
    connect(m_session.get(), &EditSession::removed, this, &InspectorPanel::removed);
    connect(m_session.get(), &EditSession::wanted, this, &InspectorPanel::wanted);
    connect(m_session.get(), &EditSession::refused, this, &InspectorPanel::refused);
    connect(m_session.get(), &EditSession::changed, this, &InspectorPanel::shownChanged);
    connect(m_session.get(), &EditSession::modeChanged, this, &InspectorPanel::shownChanged);
    connect(m_value, &ValueView::edited, this, [this] {
        if (m_session->isDirty())
            m_keeper->request();
    });
    connect(m_value, &ValueView::modificationChanged, this, [this] {
        if (!m_session->isDirty())
            endRestoreQuestion();
    });
}

void InspectorPanel::connectPlaces()
{
    connect(m_head, &EntryHead::formDone, this, &InspectorPanel::focusValue);
    connect(m_head, &EntryHead::tabChosen, this, [this](int tab) {
        if (tab == HistoryTab)
            showHistory();
        else
            showValue();
    });
    connect(m_head, &EntryHead::cancelled, this, [this] {
        m_session->giveUp();
        Q_EMIT creationCancelled();
    });
    connect(m_head, &EntryHead::escaped, this, [this] {
        showNothing();
        Q_EMIT creationCancelled();
    });
    connect(m_value, &ValueView::left, this, &InspectorPanel::left);
    connect(m_history, &HistoryView::left, this, &InspectorPanel::showValue);
    connect(m_history, &HistoryView::restoreWanted, this, &InspectorPanel::restore);
    connect(m_expiry, &ExpiryBar::chosen, this, [this](std::optional<Milliseconds> span) {
        m_session->setExpiry(span ? std::optional(m_session->now() + *span) : std::nullopt);
    });
    connect(m_deleted, &DeletedView::activated, this, &InspectorPanel::wanted);
    connect(m_deleted, &DeletedView::left, this, [this] {
        m_deleted->close();
        takeMode();
        Q_EMIT left();
    });
}

} // namespace stateroom::ui
