// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/entries/entriespanel.h"

#include "core/store/store.h"
#include "ui/entries/choicebar.h"
#include "ui/entries/entriesmodel.h"
#include "ui/model/bulkactions.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/bulknotice.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/expirybar.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

EntriesPanel::EntriesPanel(Store& store, QAction* newKey, QWidget* parent)
    : QWidget(parent)
    , m_model(new EntriesModel(store, this))
    , m_bulk(new BulkActions(store, this))
    , m_view(new ListTable)
    , m_title(new ElidedLabel(Qt::ElideMiddle))
    , m_count(makeSecondaryLabel())
    , m_filter(new FilterBar(tr("Filter keys, or /expression/"), tr("Filter keys")))
    , m_notice(new NoticeBar)
    , m_told(new BulkNotice(*m_bulk, *m_notice, this))
    , m_empty(new EmptyPlace)
    , m_offer(new QPushButton)
    , m_expiry(new ExpiryBar([&store] { return store.now(); }))
{
    connectModel(); // before the view hears of what the model does
    setUpView();
    makeActions();
    m_choice = new ChoiceBar(m_copy, m_expire, m_remove);
    m_empty->standOver(*m_view);
    m_empty->addBelow(m_offer);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(newKey));
    layout->addWidget(m_filter);
    layout->addWidget(m_notice);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_expiry);
    layout->addWidget(m_choice);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(350);
    connectView();
}

EntriesPanel::~EntriesPanel()
{
    // What these tell while they go is not for one who is half gone.
    for (QObject* part :
         {static_cast<QObject*>(m_model), static_cast<QObject*>(m_view->selectionModel()),
          static_cast<QObject*>(m_view), static_cast<QObject*>(m_filter)})
        part->disconnect(this);
}

void EntriesPanel::connectModel()
{
    // When the chosen row goes, the view chooses another by itself.
    connect(
        m_model, &EntriesModel::rowsAboutToBeRemoved, this, [this] { m_changingByItself = true; });
    connect(m_model, &EntriesModel::modelAboutToBeReset, this, &EntriesPanel::beforeReset);
}

void EntriesPanel::connectView()
{
    connect(m_model, &EntriesModel::rowsRemoved, this, &EntriesPanel::afterRemoval);
    connect(m_model, &EntriesModel::modelReset, this, [this] { m_changingByItself = false; });
    connect(m_model, &EntriesModel::orderChanged, this, &EntriesPanel::afterReset);
    connect(m_model, &EntriesModel::rowsInserted, this, &EntriesPanel::afterInsertion);
    connect(m_model, &EntriesModel::pageLoaded, this, &EntriesPanel::afterPage);
    connect(m_model, &EntriesModel::failed, this, &EntriesPanel::showReadFailure);
    connect(m_expiry, &ExpiryBar::chosen, this, [this](std::optional<Milliseconds> span) {
        m_bulk->expire(m_model->space(), std::exchange(m_expiring, {}), span);
    });
    connect(m_filter, &FilterBar::changed, this, &EntriesPanel::filterBy);
    connect(m_filter, &FilterBar::left, this, [this] {
        m_view->setFocus(Qt::ShortcutFocusReason);
        if (!m_view->selectionModel()->hasSelection() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, EntriesModel::KeyColumn));
    });
    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, this, [this] {
        m_model->refreshAges();
        updateColumns();
    });
    m_ages.start();
    m_glow.setInterval(Throttle::frame);
    connect(&m_glow, &QTimer::timeout, this, [this] {
        if (!m_model->refreshGlow())
            m_glow.stop();
    });
    connect(m_model, &EntriesModel::glowing, &m_glow, [this] { m_glow.start(); });
}

void EntriesPanel::show(const Namespace& space, const std::optional<Key>& key)
{
    m_current = key;
    m_chooseFirst = !key;
    if (space == m_model->space())
        goOn();
    else
        m_notice->clear();
    m_expiry->hide();
    m_title->setText(displayText(space.name().isEmpty() ? space.text() : space.name()));
    m_title->setToolTip(plainToolTip(displayText(space.text())));
    if (!m_filter->text().isEmpty()) {
        m_filter->setText({});
        filterBy({});
    }
    if (key)
        m_model->reveal(*key);
    if (space == m_model->space())
        afterPage();
    else
        m_model->setNamespace(space);
    updateContents();
}

void EntriesPanel::offerWhenEmpty(QAction* action)
{
    m_offer->setText(action->text());
    m_offer->setToolTip(toolTipOf(*action));
    connect(m_offer, &QPushButton::clicked, action, &QAction::trigger);
}

void EntriesPanel::setTotal(qint64 keys)
{
    m_total = keys;
    updateCount();
}

void EntriesPanel::updateCount()
{
    const int total = int(std::min<qint64>(m_total, INT_MAX));
    if (m_model->query().filter.isEmpty() || !m_view->isEnabled())
        m_count->setText(tr("%Ln keys", nullptr, total));
    else
        //: How many keys pass the filter, of how many
        m_count->setText(
            tr("%1 of %Ln keys", nullptr, total).arg(QLocale().toString(m_model->hitCount())));
    m_count->setVisible(!m_model->space().isNull());
}

void EntriesPanel::clearChoice()
{
    m_current.reset();
    m_chooseFirst = false;
    selectCurrentRow();
}

void EntriesPanel::chooseRow(const QModelIndex& index)
{
    if (m_changingByItself || !index.isValid() || m_model->isGroup(index))
        return;
    const Key key = m_model->keyAt(index);
    if (m_current == key)
        return;
    m_current = key;
    m_chooseFirst = false;
    goOn();
    Q_EMIT chosen({m_model->space(), key});
}

void EntriesPanel::openRow(const QModelIndex& index)
{
    if (m_model->isGroup(index)) {
        m_model->toggle(index);
        return;
    }
    chooseRow(index);
    Q_EMIT activated();
}

void EntriesPanel::goOn()
{
    m_told->goOn();
}

void EntriesPanel::afterPage()
{
    m_notice->end(m_readFailure);
    updateContents();
    updateCount();
    updateColumns();
    if (m_current) {
        selectCurrentRow();
    } else if (m_chooseFirst && m_model->rowCount() > 0) {
        if (!m_view->currentIndex().isValid())
            m_view->setCurrentIndex(m_model->index(0, EntriesModel::KeyColumn));
        chooseRow(m_view->currentIndex());
    }
}

void EntriesPanel::afterInsertion()
{
    updateContents();
    // What is to be chosen may have been made just now, and so come later than it was asked for.
    if (m_current && !hasManyChosen())
        selectCurrentRow();
}

void EntriesPanel::afterRemoval()
{
    m_changingByItself = false;
    updateContents();
    if (!hasManyChosen())
        selectCurrentRow();
}

void EntriesPanel::beforeReset()
{
    m_changingByItself = true;
    m_scrolledTo = m_view->verticalScrollBar()->value();
}

void EntriesPanel::afterReset(bool asked)
{
    m_view->doItemsLayout(); // so that there is something to scroll in
    selectCurrentRow();
    if (!asked) // nobody asked for it: what is looked at stays where it is
        m_view->verticalScrollBar()->setValue(m_scrolledTo);
    else if (!m_view->selectionModel()->hasSelection())
        m_view->scrollToTop();
    updateChoice();
}

void EntriesPanel::selectCurrentRow()
{
    const QModelIndex row = m_current ? m_model->indexOf(*m_current) : QModelIndex();
    if (!row.isValid())
        m_view->clearSelection(); // the keyboard stays where it is
    else if (!m_view->selectionModel()->isRowSelected(row.row()))
        m_view->setCurrentIndex(row);
}

void EntriesPanel::showReadFailure(const Error& error)
{
    m_readFailure =
        m_notice->tell(NoticeKind::Error, errorText(error), {{tr("Try again"), [this] {
                                                                  m_notice->end(m_readFailure);
                                                                  m_model->reload();
                                                              }}});
}

void EntriesPanel::updateContents()
{
    const bool empty = m_model->isComplete() && m_model->rowCount() == 0 && m_view->isEnabled();
    m_offer->setVisible(m_model->query().filter.isEmpty() && !m_offer->text().isEmpty());
    if (empty && !m_model->query().filter.isEmpty()) {
        m_empty->setTitle(tr("No key matches"));
        m_empty->setSentence(tr("Esc in the filter shows all keys again."));
    } else if (empty) {
        m_empty->setTitle(tr("No keys"));
        m_empty->setSentence(tr("What programs write to %1 appears here.")
                                 .arg(displayText(m_model->space().text())));
    }
    m_empty->setVisible(empty);
}

} // namespace stateroom::ui
