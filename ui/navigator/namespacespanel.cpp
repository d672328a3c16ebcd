// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/navigator/namespacespanel.h"

#include "ui/model/bulkactions.h"
#include "ui/model/commandtraits.h"
#include "ui/model/roles.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/bulknotice.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/focusframe.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// A dot: something in here has just changed.
void paintMark(QPainter* painter, QRect& rect, const Theme& theme)
{
    constexpr int size = 6;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(ColorRole::Accent));
    painter->drawEllipse(QRect(rect.right() - size, rect.center().y() - size / 2 + 1, size, size));
    painter->restore();
    rect.setRight(rect.right() - size - metrics::gap4);
}

/// A pen: there is an edit in here that has not been saved.
void paintDraft(QPainter* painter, QRect& rect)
{
    constexpr int size = 14;
    glyphIcon(Glyph::Edit)
        .paint(painter, QRect(rect.right() - size, rect.center().y() - size / 2, size, size));
    rect.setRight(rect.right() - size - metrics::gap4);
}

/// A heading, or a namespace with its count at the right.
class NamespaceDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override
    {
        painter->save();
        const bool heading = index.data(HeadingRole).toBool();
        if (!heading)
            paintRowGround(painter, option, option.state & QStyle::State_MouseOver, true);
        const Theme& theme = Theme::of(option.palette);
        const QString count = QLocale().toString(index.data(CountRole).toLongLong());
        QRect rect = option.rect.adjusted(metrics::gap16, 0, -metrics::gap12, 0);
        if (heading)
            rect.setTop(rect.bottom() - metrics::rowHeight + 1);
        painter->setFont(heading ? uiFont(TextSize::Small, QFont::DemiBold) : uiFont());
        painter->setPen(theme.color(ColorRole::TextSecondary));
        if (!heading) {
            painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, count);
            rect.setRight(
                rect.right() - painter->fontMetrics().horizontalAdvance(count) - metrics::gap8);
            if (index.data(ChangedRole).toBool())
                paintMark(painter, rect, theme);
            if (index.data(DraftRole).toBool())
                paintDraft(painter, rect);
            if (index.data(CountRole).toLongLong() > 0)
                painter->setPen(theme.color(ColorRole::Text));
        }
        const QString name = painter->fontMetrics().elidedText(
            index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle, rect.width());
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, name);
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const bool spaced = index.data(HeadingRole).toBool() && index.row() > 0;
        return {0, metrics::rowHeight + (spaced ? metrics::gap8 : 0)};
    }
};

} // namespace

NamespacesPanel::NamespacesPanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_model(new NamespacesModel(store, this))
    , m_view(new QListView)
    , m_bulk(new BulkActions(store, this))
    , m_notice(new NoticeBar)
    , m_told(new BulkNotice(*m_bulk, *m_notice, this))
{
    // First of all who hear of it: when the chosen row goes, the view chooses another by itself.
    connect(m_model, &NamespacesModel::rowsAboutToBeRemoved, this, [this] { m_removing = true; });
    connect(m_model, &NamespacesModel::rowsRemoved, this, [this] { m_removing = false; });
    makeActions();
    arrange();
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
        &NamespacesPanel::chooseRow);
    connect(m_view, &QListView::activated, this, &NamespacesPanel::activated);
    connect(m_model, &NamespacesModel::refreshed, this, &NamespacesPanel::afterRefresh);
}

NamespacesPanel::~NamespacesPanel()
{
    // What these tell while they go is not for one who is half gone.
    m_model->disconnect(this);
    m_view->selectionModel()->disconnect(this);
}

void NamespacesPanel::setCurrent(const Namespace& space)
{
    if (m_current == space)
        return;
    m_current = space;
    m_told->leave();
    showCurrent();
    Q_EMIT currentChanged(m_current);
}

void NamespacesPanel::goOn()
{
    m_told->goOn();
}

void NamespacesPanel::arrange()
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(new NamespaceDelegate(m_view));
    m_view->setProperty("ground", u"window"_s);
    m_view->setMouseTracking(true);
    m_view->setEditTriggers(QListView::NoEditTriggers);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setAccessibleName(tr("Namespaces"));
    new FocusFrame(*m_view);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeForm());
    layout->addWidget(m_view, 1);
    layout->addWidget(m_notice);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"window"_s);
    setMinimumWidth(150);
}

void NamespacesPanel::makeActions()
{
    m_create = new QAction(glyphIcon(Glyph::Add), tr("New namespace…"), this);
    m_create->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_N);
    connect(m_create, &QAction::triggered, this, [this] {
        const QByteArray kind =
            m_current.isNull() ? QByteArray("workflow") : m_current.kind().toByteArray();
        askForName(QString::fromUtf8(kind) + u'/', false);
    });
    m_copy = new QAction(glyphIcon(Glyph::Copy), tr("Copy namespace…"), this);
    connect(m_copy, &QAction::triggered, this, [this] {
        if (!m_current.isNull())
            askForName(QString::fromUtf8(m_current.text()) + tr("-copy"), true);
    });
    m_remove = new QAction(glyphIcon(Glyph::Delete), tr("Delete all keys of the namespace"), this);
    m_remove->setShortcut(QKeySequence::Delete);
    setCommandTraits(m_remove, {.careful = true});
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    connect(m_remove, &QAction::triggered, this, &NamespacesPanel::removeCurrent);
    m_bringBack = new QAction(glyphIcon(Glyph::Restore), tr("Bring back deleted keys"), this);
    connect(m_bringBack, &QAction::triggered, this, [this] {
        if (!m_current.isNull())
            m_bulk->bringBackAll(m_current);
    });
    m_emptied = new QAction(glyphIcon(Glyph::History), tr("Show emptied namespaces"), this);
    m_emptied->setCheckable(true);
    m_emptied->setEnabled(false); // until it is known that there are some
    connect(m_emptied, &QAction::toggled, m_model, &NamespacesModel::setShowsEmptied);
    m_view->addActions({m_create, m_copy, m_remove, m_bringBack, m_emptied});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void NamespacesPanel::setWritable(bool writable)
{
    for (QAction* action : {m_create, m_copy, m_remove, m_bringBack})
        action->setEnabled(writable);
}

QWidget* NamespacesPanel::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Namespaces"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::gap16, 0, metrics::gap4, 0);
    row->setSpacing(0);
    row->addWidget(title, 1);
    row->addWidget(makeToolButton(m_emptied));
    row->addWidget(makeToolButton(m_create));
    return head;
}

QWidget* NamespacesPanel::makeForm()
{
    m_formBox = new QWidget;
    m_formTitle = makeSecondaryLabel();
    m_formTitle->setWordWrap(true);
    m_form = new QLineEdit;
    m_form->setFont(fixedFont());
    m_form->setPlaceholderText(u"workflow/…"_s);
    m_form->setAccessibleName(tr("Name of the namespace"));
    m_form->installEventFilter(this);
    m_formTrouble = makeLabel();
    m_formTrouble->setProperty("tone", u"error"_s);
    m_formTrouble->setWordWrap(true);
    m_formTrouble->hide();
    auto* column = new QVBoxLayout(m_formBox);
    column->setContentsMargins(metrics::gap12, 0, metrics::gap12, metrics::gap8);
    column->setSpacing(metrics::gap4);
    column->addWidget(m_formTitle);
    column->addWidget(m_form);
    column->addWidget(m_formTrouble);
    m_formBox->hide();
    connect(m_form, &QLineEdit::returnPressed, this, &NamespacesPanel::takeName);
    connect(m_form, &QLineEdit::textEdited, m_formTrouble, &QWidget::hide);
    return m_formBox;
}

void NamespacesPanel::askForName(const QString& begin, bool copying)
{
    Q_EMIT aboutToAsk();
    m_copied = copying ? m_current : Namespace();
    m_formTitle->setText(
        copying ? tr("Copy %1 to").arg(namespaceTitle(m_current)) : tr("New namespace"));
    m_form->setText(begin);
    m_formTrouble->hide();
    m_formBox->show();
    m_form->setFocus(Qt::ShortcutFocusReason);
    m_form->selectAll(); // what is typed may name another kind, or none
    m_formKind = begin.section(u'/', 0, 0);
}

void NamespacesPanel::takeName()
{
    const QString text = m_form->text();
    const QString whole = text.contains(u'/') ? text : m_formKind + u'/' + text;
    const auto space = Namespace::parse(whole.toUtf8());
    if (text.isEmpty() || !space || space->isSystem() || *space == m_copied) {
        m_formTrouble->setText(tr("Write a kind in small letters, a slash and a name of its own."));
        m_formTrouble->show();
        return;
    }
    const Namespace from = m_copied;
    leaveForm();
    if (!from.isNull()) {
        m_bulk->copyAll(from, *space);
        return;
    }
    setCurrent(*space);
    Q_EMIT firstKeyWanted();
}

void NamespacesPanel::leaveForm()
{
    m_formBox->hide();
    m_view->setFocus(Qt::OtherFocusReason);
}

bool NamespacesPanel::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_form && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        leaveForm();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

void NamespacesPanel::removeCurrent()
{
    if (!m_current.isNull())
        m_bulk->removeAll(m_current);
}

void NamespacesPanel::chooseRow(const QModelIndex& index)
{
    const Namespace space = m_model->at(index);
    if (!m_removing && !space.isNull())
        setCurrent(space);
}

void NamespacesPanel::showCurrent()
{
    const QModelIndex row = m_model->indexOf(m_current);
    if (row.isValid())
        m_view->setCurrentIndex(row);
    else
        m_view->selectionModel()->clear();
}

void NamespacesPanel::afterRefresh()
{
    const Namespace wanted = std::exchange(m_preferred, {});
    const bool preferred = m_model->indexOf(wanted).isValid();
    m_emptied->setEnabled(m_model->hasEmptied() || m_emptied->isChecked());
    if (m_current.isNull() && m_model->rowCount() > 1)
        setCurrent(preferred ? wanted : m_model->at(m_model->firstWithKeys()));
    else if (!(m_model->at(m_view->currentIndex()) == m_current))
        showCurrent();
}

} // namespace stateroom::ui
