// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watch/livepanel.h"

#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/watch/livemodel.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

LivePanel::LivePanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_model(new LiveModel(store, this))
    , m_view(new ListTable)
    , m_pause(new QAction(this))
    , m_state(makeSecondaryLabel())
{
    m_pause->setCheckable(true);
    m_pause->setIcon(glyphIcon(Glyph::Pause));
    m_pause->setShortcut(Qt::CTRL | Qt::Key_P);
    connect(m_pause, &QAction::toggled, this, &LivePanel::setPaused);
    setUpView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, metrics::gap8);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_view, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    setMinimumHeight(36 + 2 * metrics::rowHeight + metrics::gap8);
    connect(m_model, &LiveModel::waitingChanged, this, &LivePanel::updateState);
    connect(m_model, &LiveModel::rowsInserted, this, &LivePanel::updateState);
    setPaused(false);
}

QWidget* LivePanel::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(36);
    auto* title = makeLabel(tr("Live"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap16, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(title);
    layout->addWidget(makeToolButton(m_pause));
    layout->addWidget(m_state, 1);
    return head;
}

void LivePanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setProperty("ground", u"window"_s);
    m_view->setAccessibleName(tr("Live changes"));
    m_view->horizontalHeader()->hide();
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(
        LiveModel::TimeColumn,
        {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(LiveModel::EntryColumn, {.fixedFont = true});
    look(LiveModel::VersionColumn, {.secondary = true, .alignment = Qt::AlignRight});
    look(LiveModel::ChangeColumn, {.fixedFont = true, .leftPadding = metrics::gap16});

    const QFontMetrics fixed(fixedFont());
    auto* header = m_view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(LiveModel::ChangeColumn, QHeaderView::Stretch);
    header->resizeSection(
        LiveModel::TimeColumn, fixed.horizontalAdvance(u"00:00:00.000"_s) + metrics::gap24);
    header->resizeSection(LiveModel::EntryColumn, 264);
    header->resizeSection(
        LiveModel::VersionColumn,
        QFontMetrics(uiFont()).horizontalAdvance(u"v99999"_s) + metrics::gap16);
    connect(m_view, &ListTable::activated, this, [this](const QModelIndex& index) {
        Q_EMIT activated(m_model->nameAt(index));
    });
}

void LivePanel::setPaused(bool paused)
{
    m_model->setPaused(paused);
    m_pause->setText(paused ? tr("Go on showing live changes") : tr("Pause live changes"));
    m_pause->setIcon(glyphIcon(paused ? Glyph::Play : Glyph::Pause));
    updateState();
}

void LivePanel::updateState()
{
    if (m_model->isPaused())
        m_state->setText(
            m_model->waiting() == 0
                ? tr("Paused")
                : tr("Paused, %Ln changes waiting", nullptr, int(m_model->waiting())));
    else if (m_model->rowCount() == 0)
        m_state->setText(tr("Changes appear here as programs write."));
    else
        m_state->clear();
}

} // namespace stateroom::ui
