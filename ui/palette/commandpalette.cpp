// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/palette/commandpalette.h"

#include "ui/model/keysearch.h"
#include "ui/model/roles.h"
#include "ui/palette/palettemodel.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int paletteWidth = 620;
constexpr int mostRows = 10;

/// What it is, its name, and at the right its shortcut or where it is.
class PaletteDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index)
        const override
    {
        painter->save();
        const Theme& theme = Theme::of(option.palette);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme.color(ColorRole::Selection));
        const bool key = index.data(PaletteModel::IsKeyRole).toBool();
        QRect rect = option.rect.adjusted(metrics::gap16, 0, -metrics::gap16, 0);
        const QRect icon(
            rect.left(), rect.center().y() - metrics::iconSize / 2, metrics::iconSize,
            metrics::iconSize);
        const bool space = index.data(PaletteModel::IsSpaceRole).toBool();
        glyphIcon(
            key     ? Glyph::Open
            : space ? Glyph::Browse
                    : Glyph::ChevronRight)
            .paint(painter, icon);
        rect.setLeft(icon.right() + metrics::gap8);
        painter->setFont(uiFont());
        painter->setPen(theme.color(ColorRole::TextSecondary));
        const QString aside = painter->fontMetrics().elidedText(
            index.data(PaletteModel::ShortcutRole).toString(), Qt::ElideMiddle, rect.width() / 2);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, aside);
        rect.setRight(
            rect.right() - painter->fontMetrics().horizontalAdvance(aside) - metrics::gap12);
        painter->setFont(key ? fixedFont() : uiFont());
        const QString text = index.data(Qt::DisplayRole).toString();
        paintMarks(painter, rect, text, index.data(MarksRole).value<TextMarks>(), theme);
        painter->setPen(theme.color(ColorRole::Text));
        painter->drawText(
            rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {0, metrics::controlHeight};
    }
};

} // namespace

CommandPalette::CommandPalette(
    Store& store, std::function<QList<QAction*>()> actions, QWidget* window)
    : QFrame(window)
    , m_actions(std::move(actions))
    , m_search(new KeySearch(store, this))
    , m_model(new PaletteModel(this))
    , m_edit(new QLineEdit)
    , m_list(new QListView)
    , m_state(makeSecondaryLabel())
{
    arrange();
    hide();
    window->installEventFilter(this);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::search);
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    connect(m_search, &KeySearch::foundSpaces, m_model, &PaletteModel::addSpaces);
    connect(m_search, &KeySearch::found, this, [this](const QList<EntryName>& names) {
        m_model->addKeys(names);
        if (!m_stepped)
            chooseFirst();
        fit();
    });
    connect(m_search, &KeySearch::finished, this, [this] {
        if (!m_stepped)
            chooseFirst();
        fit();
    });
}

void CommandPalette::arrange()
{
    setObjectName(u"palette"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_edit->setPlaceholderText(tr("Search namespaces and keys, or run a command"));
    m_edit->setAccessibleName(tr("Search namespaces and keys, or run a command"));
    m_edit->addAction(glyphIcon(Glyph::Search), QLineEdit::LeadingPosition);
    nameSigns(*m_edit);
    m_edit->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setAccessibleName(tr("What was found"));
    m_list->setEditTriggers(QListView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_state->setContentsMargins(metrics::gap16, 0, metrics::gap16, metrics::gap4);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, metrics::gap8);
    layout->setSpacing(metrics::gap8);
    auto* top = new QVBoxLayout;
    top->setContentsMargins(metrics::gap8, metrics::gap8, metrics::gap8, 0);
    top->addWidget(m_edit);
    layout->addLayout(top);
    layout->addWidget(m_list);
    layout->addWidget(m_state);
}

void CommandPalette::open()
{
    if (isVisible()) {
        m_edit->selectAll();
        return;
    }
    m_before = QApplication::focusWidget();
    m_offered = m_actions();
    m_edit->clear();
    search({});
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::search(const QString& text)
{
    m_model->setText(text.trimmed(), m_offered);
    m_search->start(text.trimmed());
    m_stepped = false;
    chooseFirst();
    fit();
}

void CommandPalette::fit()
{
    const int rows = std::min(m_model->rowCount(), mostRows);
    m_list->setFixedHeight(rows * metrics::controlHeight);
    m_list->setVisible(rows > 0);
    QString state;
    if (m_search->isRunning())
        state = tr("Looking through all keys…");
    else if (rows == 0)
        state = tr("Nothing fits.");
    else if (!m_list->currentIndex().isValid())
        state = tr("Choose it with the arrow keys first.");
    m_state->setText(state);
    m_state->setVisible(!state.isEmpty());
    place();
}

void CommandPalette::place()
{
    const QWidget* window = parentWidget();
    const int width = std::min(paletteWidth, window->width() - 2 * metrics::gap24);
    setFixedWidth(width);
    layout()->activate();
    adjustSize();
    move((window->width() - width) / 2, metrics::headerHeight + metrics::gap8);
}

void CommandPalette::step(int by)
{
    const int rows = m_model->rowCount();
    if (rows == 0)
        return;
    const QModelIndex current = m_list->currentIndex();
    const int from = current.isValid() ? current.row() : by > 0 ? -1 : 0;
    m_stepped = true;
    m_list->setCurrentIndex(m_model->index((from + by + rows) % rows));
    fit();
}

void CommandPalette::chooseFirst()
{
    const QModelIndex first = m_model->index(0);
    m_list->setCurrentIndex(m_model->isHarmless(first) ? first : QModelIndex());
    m_list->scrollToTop();
}

void CommandPalette::run(const QModelIndex& index)
{
    QAction* action = m_model->actionAt(index);
    const EntryName name = m_model->nameAt(index);
    const bool space = index.data(PaletteModel::IsSpaceRole).toBool();
    if (action == nullptr && name.space.isNull())
        return;
    leave();
    if (action != nullptr)
        action->trigger();
    else if (space)
        Q_EMIT namespaceWanted(name.space);
    else
        Q_EMIT wanted(name);
}

void CommandPalette::leave()
{
    if (!isVisible())
        return;
    hide();
    m_search->start({});
    if (m_before != nullptr)
        m_before->setFocus(Qt::OtherFocusReason);
}

bool CommandPalette::eventFilter(QObject* object, QEvent* event)
{
    if (object == parentWidget() && event->type() == QEvent::Resize && isVisible())
        place();
    if (object != m_edit)
        return QFrame::eventFilter(object, event);
    if (event->type() == QEvent::FocusOut &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason &&
        static_cast<QFocusEvent*>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(object, event);
    switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape:
        leave();
        return true;
    case Qt::Key_Down:
        step(1);
        return true;
    case Qt::Key_Up:
        step(-1);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        run(m_list->currentIndex());
        return true;
    default:
        return QFrame::eventFilter(object, event);
    }
}

} // namespace stateroom::ui
