// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "core/store/store.h"
#include "ui/inspector/deletedmodel.h"
#include "ui/inspector/deletedview.h"
#include "ui/inspector/draftkeeper.h"
#include "ui/inspector/editsession.h"
#include "ui/inspector/entrycode.h"
#include "ui/inspector/entryhead.h"
#include "ui/inspector/historymodel.h"
#include "ui/inspector/historyview.h"
#include "ui/inspector/valueview.h"
#include "ui/model/timetext.h"
#include "ui/style/icons.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where edits are kept: beside the data, of whose file one process is the owner.
QString draftsPath(const Store& store)
{
    return store.mode() == StoreMode::Own ? store.directory() + u"/drafts.bin"_s : QString();
}

} // namespace

InspectorPanel::InspectorPanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_notice(new NoticeBar)
    , m_value(new ValueView)
    , m_history(new HistoryView(store))
    , m_deleted(new DeletedView(store))
    , m_expiry(new ExpiryBar([&store] { return store.now(); }))
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
    , m_tabs(new QStackedWidget)
    , m_sides(new QSplitter)
    , m_menu(new QMenu(this))
{
    makeActions();
    m_head = new EntryHead(m_save, m_remove, m_menu);
    m_session = std::make_unique<EditSession>(store, *m_head, *m_notice, *m_value);
    m_keeper =
        std::make_unique<DraftKeeper>(draftsPath(store), [this] { return m_session->allDrafts(); });
    arrange();
    makeMenu();
    connectSession();
    connectPlaces();
    m_session->takeDrafts(DraftKeeper::load(draftsPath(store)));
    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, this, &InspectorPanel::update);
    m_ages.start();
    takeMode();
    update();
}

InspectorPanel::~InspectorPanel()
{
    // Its parts speak of each other while they go.
    m_keeper.reset();
    for (QObject* part : {static_cast<QObject*>(m_value), static_cast<QObject*>(m_head)}) {
        part->disconnect(this);
        part->disconnect(m_session.get());
    }
    m_session.reset();
}

// What is shown

void InspectorPanel::showEntry(const EntryName& name)
{
    m_deleted->close();
    m_expiry->hide();
    m_session->showEntry(name);
    takeMode();
}

void InspectorPanel::showNothing()
{
    m_deleted->close();
    m_session->showNothing();
}

void InspectorPanel::startNew(const Namespace& space)
{
    m_deleted->close();
    m_expiry->hide();
    setTab(ValueTab);
    m_session->startNew(space);
    takeMode();
}

bool InspectorPanel::isCreating() const
{
    return m_session->mode() == EditSession::Mode::New;
}

void InspectorPanel::showDeleted(const Namespace& space, bool takeKeyboard)
{
    if (space.isNull())
        return;
    m_pages->setCurrentIndex(DeletedPage);
    m_deleted->open(space);
    update();
    if (takeKeyboard)
        m_deleted->view().setFocus(Qt::OtherFocusReason);
}

void InspectorPanel::showHistory()
{
    if (m_session->mode() != EditSession::Mode::Entry)
        return;
    setTab(HistoryTab);
    m_history->open(m_session->name());
    m_history->view().setFocus(Qt::OtherFocusReason);
}

void InspectorPanel::showValue()
{
    if (!m_deleted->model().space().isNull()) {
        m_deleted->close();
        takeMode();
    }
    endRestoreQuestion(); // it was asked of the history
    setTab(ValueTab);
    // What is not there takes no keys.
    if (m_session->mode() != EditSession::Mode::Nothing)
        editor().setFocus(Qt::OtherFocusReason);
}

void InspectorPanel::removeEntry()
{
    m_session->removeEntry();
}

void InspectorPanel::setTab(int tab)
{
    m_tabs->setCurrentIndex(tab);
    m_head->setTab(tab);
}

void InspectorPanel::takeMode()
{
    using Mode = EditSession::Mode;
    const Mode mode = m_session->mode();
    if (mode == Mode::Nothing || mode == Mode::New) {
        setTab(ValueTab);
        m_history->close();
        m_expiry->hide();
    } else if (m_tabs->currentIndex() == HistoryTab) {
        m_history->open(m_session->name());
    }
    if (m_deleted->model().space().isNull())
        m_pages->setCurrentIndex(mode == Mode::Nothing ? EmptyPage : EntryPage);
    update();
}

void InspectorPanel::update()
{
    const EntryState& base = m_session->base();
    if (m_session->mode() == EditSession::Mode::Entry && base.version.value() > 0)
        m_head->setFacts(
            factsOf(base, m_session->now()), base.at ? exactTimeText(*base.at) : QString());
    else
        m_head->setFacts({}, {});
    // Behind the list of deleted keys nobody sees what these would change.
    const bool seen = m_deleted->model().space().isNull();
    m_save->setEnabled(seen && m_session->canSave());
    m_remove->setEnabled(seen && m_session->canRemove());
    m_setExpiry->setEnabled(m_session->canWrite());
    if (!m_session->base().present)
        m_expiry->hide(); // there is nothing any more that could expire
    m_history->setWritable(!m_session->isReadOnly());
    const bool some = seen && m_session->mode() == EditSession::Mode::Entry;
    for (QAction* action : m_entryActions)
        if (action != m_setExpiry && !m_codeActions.contains(action))
            action->setEnabled(some);
    m_discard->setEnabled(seen && m_session->canDiscard());
    const bool code = some && !m_serverUrl.isEmpty() && hasCode(m_session->name().space);
    for (QAction* action : m_codeActions)
        action->setEnabled(code);
}

void InspectorPanel::restore(const JsonText& value, Version version)
{
    const auto run = [this, value] {
        m_notice->clear();
        m_session->restore(value);
    };
    if (!m_session->isDirty()) {
        run();
        return;
    }
    m_restoreQuestion = m_notice->tell(
        NoticeKind::Warning,
        tr("Your edit has not been saved. Restoring v%1 drops it.").arg(version.value()),
        {{tr("Drop it and restore"), run}, {tr("Keep editing"), [this] { showValue(); }}});
}

void InspectorPanel::endRestoreQuestion()
{
    m_notice->end(m_restoreQuestion);
}

void InspectorPanel::discard()
{
    m_session->discard();
}

void InspectorPanel::askExpiry()
{
    const EntryState& base = m_session->base();
    m_expiry->open(
        base.expiresAt ? std::optional(*base.expiresAt - m_session->now()) : std::nullopt);
}

void InspectorPanel::watch()
{
    Q_EMIT watchWanted(m_session->name());
}

// What others ask for

const EntryName& InspectorPanel::name() const
{
    return m_session->name();
}

JsonEditor& InspectorPanel::editor()
{
    return m_value->editor();
}

void InspectorPanel::setCompanion(QWidget* companion)
{
    companion->hide();
    m_sides->insertWidget(0, companion);
    m_sides->setStretchFactor(0, 1);
    m_sides->setStretchFactor(1, 1);
    m_sides->setSizes({400, 400});
}

void InspectorPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // Two columns need this much room.
    constexpr int leastColumns = 560;
    m_sides->setOrientation(width() < leastColumns ? Qt::Vertical : Qt::Horizontal);
}

Namespace InspectorPanel::space() const
{
    return m_session->space();
}

bool InspectorPanel::isEditable() const
{
    return m_session->mode() == EditSession::Mode::New ||
           (m_session->mode() == EditSession::Mode::Entry && m_session->base().present &&
            !m_session->isReadOnly());
}

void InspectorPanel::focusValue()
{
    showValue();
}

void InspectorPanel::focusForm()
{
    m_head->focusForm();
}

void InspectorPanel::setServerUrl(const QString& url)
{
    m_serverUrl = url;
    update();
}

bool InspectorPanel::isDirty() const
{
    return m_session->isDirty();
}

QList<EntryName> InspectorPanel::unsaved() const
{
    return m_session->unsaved();
}

QSet<Key> InspectorPanel::unsavedKeys(const Namespace& space) const
{
    return m_session->unsavedKeys(space);
}

bool InspectorPanel::keepEdits()
{
    return m_keeper->flush();
}

} // namespace stateroom::ui
