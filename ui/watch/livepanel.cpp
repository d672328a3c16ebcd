// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/watch/livepanel.h"

#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/model/roles.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/watch/livefilter.h"
#include "ui/watch/livemodel.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int headHeight = 36;

/// When what changed, on one line, before what became of it.
QString frontOf(const QAbstractItemModel& model, int row)
{
    QStringList cells;
    for (int column = 0; column < LiveModel::ChangeColumn; ++column)
        cells << model.index(row, column).data().toString();
    return cells.join(u"  "_s);
}

/// Where the entry's name stands in that.
ElidedLabel::Part entryPart(const QAbstractItemModel& model, int row)
{
    const auto lengthOf = [&](int column) {
        return model.index(row, column).data().toString().size();
    };
    return {lengthOf(LiveModel::TimeColumn) + 2, lengthOf(LiveModel::EntryColumn)};
}

} // namespace

LivePanel::LivePanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_model(new LiveModel(store, this))
    , m_filter(new LiveFilter(this))
    , m_view(new ListTable)
    , m_request(new QAction(glyphIcon(Glyph::Requests), tr("Show its request"), this))
    , m_text(new QLineEdit)
    , m_only(new QPushButton)
    , m_state(makeSecondaryLabel())
    , m_newest(new ElidedLabel(Qt::ElideMiddle))
{
    m_filter->setSourceModel(m_model);
    makeActions();
    setUpView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_view, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    connect(m_model, &LiveModel::waitingChanged, this, &LivePanel::updateState);
    connect(m_model, &LiveModel::rowsInserted, this, &LivePanel::updateState);
    connect(m_model, &LiveModel::modelReset, this, &LivePanel::updateState);
    connect(m_text, &QLineEdit::textChanged, this, &LivePanel::takeFilter);
    connect(m_only, &QPushButton::clicked, this, &LivePanel::showAll);
    setStrip(false);
    setPaused(false);
}

QAction* LivePanel::makeAction(const QString& text, const QKeySequence& keys)
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    m_actions.append(action);
    return action;
}

void LivePanel::makeActions()
{
    m_pause = makeAction({}, Qt::CTRL | Qt::Key_P);
    m_pause->setCheckable(true);
    m_pause->setIcon(glyphIcon(Glyph::Pause)); // a button without one would show its text
    connect(m_pause, &QAction::toggled, this, &LivePanel::setPaused);
    m_grow = makeAction(tr("Grow or shrink the live changes"), Qt::CTRL | Qt::Key_J);
    m_grow->setIcon(glyphIcon(Glyph::Down));
    connect(m_grow, &QAction::triggered, this, [this] { setStrip(!isStrip()); });
    m_clear = makeAction(tr("Clear live changes"), {});
    m_clear->setIcon(glyphIcon(Glyph::Delete));
    setCommandTraits(m_clear, {.careful = true});
    connect(m_clear, &QAction::triggered, this, [this] { m_model->clear(); });
}

QWidget* LivePanel::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(headHeight);
    auto* title = makeLabel(tr("Live"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_text->setPlaceholderText(tr("Filter changes"));
    m_text->setAccessibleName(tr("Filter changes"));
    addClearSign(*m_text);
    m_text->setMaximumWidth(240);
    m_only->setIcon(glyphIcon(Glyph::Close));
    m_only->setToolTip(tr("Show all changes"));
    m_only->setMaximumWidth(320);
    m_only->hide();
    m_newest->setFont(fixedFont());
    m_newest->setSecondary(true);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(title);
    layout->addWidget(makeToolButton(m_pause));
    layout->addWidget(m_text, 1);
    layout->addWidget(m_only);
    layout->addWidget(m_newest, 4);
    layout->addWidget(m_state, 2);
    m_clearButton = makeToolButton(m_clear);
    layout->addWidget(m_clearButton);
    layout->addWidget(makeToolButton(m_grow));
    return head;
}

void LivePanel::setUpView()
{
    m_view->setModel(m_filter);
    m_view->setProperty("ground", u"window"_s);
    m_view->setAccessibleName(tr("Live changes"));
    m_view->horizontalHeader()->hide();
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(
        LiveModel::TimeColumn,
        {.fixedFont = true, .secondary = true, .leftPadding = metrics::gap16});
    look(LiveModel::EntryColumn, {.fixedFont = true, .elide = Qt::ElideMiddle});
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
    m_request->setShortcut(Qt::CTRL | Qt::Key_R);
    m_request->setShortcutContext(Qt::WidgetShortcut);
    const auto requestId = [this] {
        return m_model->requestIdAt(m_filter->mapToSource(m_view->currentIndex()));
    };
    const auto enable = [this, requestId] { m_request->setEnabled(!requestId().isEmpty()); };
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, m_request, enable);
    enable();
    connect(m_request, &QAction::triggered, this, [this, requestId] {
        Q_EMIT requestWanted(requestId());
    });
    connect(m_view, &ListTable::activated, this, [this](const QModelIndex& index) {
        Q_EMIT activated(m_model->nameAt(m_filter->mapToSource(index)));
    });
    const auto onKey = [this](const QKeySequence& keys, auto run) {
        auto* shortcut = new QShortcut(keys, m_view);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    onKey(QKeySequence::Copy, &LivePanel::copyChange);
    onKey(Qt::Key_Escape, &LivePanel::left);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        setStrip(false);
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    auto* escape = new QShortcut(Qt::Key_Escape, m_text);
    escape->setContext(Qt::WidgetShortcut);
    connect(escape, &QShortcut::activated, this, [this] {
        m_text->clear();
        m_view->setFocus(Qt::OtherFocusReason);
    });
}

bool LivePanel::isStrip() const
{
    return m_view->isHidden();
}

int LivePanel::wantedHeight() const
{
    return isStrip() ? headHeight : headHeight + 5 * metrics::rowHeight + metrics::gap8;
}

void LivePanel::setStrip(bool strip)
{
    const bool changes = strip != isStrip();
    m_view->setVisible(!strip);
    m_text->setVisible(!strip);
    m_clearButton->setVisible(!strip);
    m_newest->setVisible(strip);
    m_grow->setIcon(glyphIcon(strip ? Glyph::Up : Glyph::Down));
    setMinimumHeight(strip ? headHeight : headHeight + 2 * metrics::rowHeight + metrics::gap8);
    setMaximumHeight(strip ? headHeight : QWIDGETSIZE_MAX);
    updateState();
    if (changes)
        Q_EMIT stripChanged();
}

void LivePanel::watch(const EntryName& name)
{
    setStrip(false);
    m_text->clear();
    m_filter->setOnly(name);
    //: %1 is the entry of which alone changes are shown
    m_only->setText(tr("Only %1").arg(
        QFontMetrics(m_only->font())
            .elidedText(
                displayText(name.space.name().toByteArray() + '/' + name.key.bytes())
                    .replace(u'&', u"&&"_s),
                Qt::ElideMiddle, 220)));
    m_only->show();
    updateState();
}

void LivePanel::showAll()
{
    m_filter->setOnly({});
    m_only->hide();
    updateState();
}

void LivePanel::takeFilter()
{
    const auto filter = KeyFilter::parse(m_text->text());
    setStyleProperty(m_text, "wrong", !filter);
    if (filter)
        m_filter->setFilter(*filter);
    m_text->setToolTip(filter ? QString() : expressionErrorText(filter.error()));
    updateState();
}

void LivePanel::copyChange()
{
    const QModelIndex current = m_view->currentIndex();
    if (current.isValid())
        QGuiApplication::clipboard()->setText(
            frontOf(*m_filter, current.row()) + u"  "_s +
            current.siblingAtColumn(LiveModel::ChangeColumn).data().toString());
}

void LivePanel::offerRequests()
{
    m_view->addAction(m_request);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
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
    if (isStrip() && m_filter->rowCount() > 0)
        m_newest->setText(
            frontOf(*m_filter, 0), entryPart(*m_filter, 0),
            m_filter->index(0, LiveModel::ChangeColumn).data(SpansRole).value<Spans>());
    else if (isStrip())
        m_newest->setText({});
    if (m_model->isPaused())
        m_state->setText(
            m_model->waiting() == 0
                ? tr("Paused")
                : tr("Paused, %Ln changes waiting", nullptr, int(m_model->waiting())));
    else if (m_model->rowCount() == 0)
        m_state->setText(tr("Changes appear here as programs write."));
    else if (m_filter->isFiltering() && m_filter->rowCount() == 0)
        m_state->setText(tr("Nothing that is shown here has changed yet."));
    else
        m_state->clear();
}

} // namespace stateroom::ui
