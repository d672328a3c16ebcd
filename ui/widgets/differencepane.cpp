// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/differencepane.h"

#include "ui/model/diffmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/focusframe.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int openedRows = 400;

} // namespace

DifferencePane::DifferencePane(QWidget* parent)
    : QWidget(parent)
    , m_model(new DiffModel(this))
    , m_tree(new QTreeView)
    , m_lines(new JsonEditor)
    , m_title(makeLabel())
    , m_state(new ElidedLabel(Qt::ElideRight))
    , m_pages(new QStackedWidget)
{
    setUpTree();
    m_lines->setReadOnly(true);
    m_lines->setAccessibleName(tr("Differences by line"));
    m_pages->addWidget(m_tree);
    m_pages->addWidget(m_lines);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_pages, 1);
    connect(m_lines, &JsonEditor::left, this, [this] { m_byLine->setFocus(); });
}

void DifferencePane::setUpTree()
{
    m_tree->setModel(m_model);
    m_tree->setAccessibleName(tr("Differences by structure"));
    new FocusFrame(*m_tree);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(metrics::gap16);
    m_tree->setHeaderHidden(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setItemDelegateForColumn(
        DiffModel::PlaceColumn, new CellDelegate({.fixedFont = true}, m_tree));
    m_tree->setItemDelegateForColumn(
        DiffModel::ChangeColumn, new CellDelegate({.fixedFont = true}, m_tree));
    m_tree->header()->setSectionResizeMode(DiffModel::PlaceColumn, QHeaderView::Interactive);
    m_tree->header()->setStretchLastSection(true);
    connect(m_tree->header(), &QHeaderView::sectionResized, this, [this](int column) {
        if (column == DiffModel::PlaceColumn && !m_fitting)
            m_placesDrawn = true;
    });
}

/// The places take what they need, up to half: the rest is for what differs.
void DifferencePane::fitPlaces()
{
    if (m_placesDrawn)
        return;
    const QScopedValueRollback fitting(m_fitting, true);
    constexpr int fewest = 96;
    const QAbstractItemView& tree = *m_tree; // where it is public
    const int wanted = tree.sizeHintForColumn(DiffModel::PlaceColumn) + metrics::gap8;
    m_tree->header()->resizeSection(
        DiffModel::PlaceColumn, std::clamp(wanted, fewest, std::max(fewest, width() / 2)));
}

void DifferencePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitPlaces();
}

void DifferencePane::setCommands(const QList<QAction*>& commands)
{
    for (QAction* command : commands)
        m_commands->addWidget(makeToolButton(command));
}

void DifferencePane::showCommands(bool shown)
{
    for (int i = 0; i < m_commands->count(); ++i)
        m_commands->itemAt(i)->widget()->setVisible(shown);
}

QWidget* DifferencePane::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(36);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap8);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_state->setSecondary(true);
    m_commands = new QHBoxLayout;
    m_commands->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_state, 1);
    layout->addLayout(m_commands);
    auto* group = new QButtonGroup(this);
    const auto add = [&](const QString& text, int page) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setChecked(page == 0);
        button->setFocusPolicy(Qt::TabFocus);
        group->addButton(button, page);
        layout->addWidget(button);
        return button;
    };
    m_byStructure = add(tr("Structure"), 0);
    m_byLine = add(tr("Lines"), 1);
    connect(group, &QButtonGroup::idToggled, this, [this](int page, bool checked) {
        if (checked)
            m_pages->setCurrentIndex(page);
    });
    return head;
}

void DifferencePane::showLines(bool lines)
{
    (lines ? m_byLine : m_byStructure)->setChecked(true);
}

void DifferencePane::setTitle(const QString& title)
{
    m_title->setText(title);
}

void DifferencePane::showTrouble(const QString& trouble)
{
    m_state->setText(trouble);
}

void DifferencePane::clear()
{
    m_title->clear();
    m_state->setText({});
    m_model->show({});
    m_lines->showText({});
}

/// How many places were added, removed and changed: `+2  ~1`.
QString DifferencePane::countsText() const
{
    QStringList counts;
    for (const auto& [sign, count] :
         {std::pair(u'+', m_model->added()), std::pair(u'−', m_model->removed()),
          std::pair(u'~', m_model->changed())})
        if (count > 0)
            counts << sign + QLocale().toString(count);
    return counts.join(u"  "_s);
}

void DifferencePane::show(const ValueDifference& difference)
{
    m_model->show(difference.diff);
    if (m_model->added() + m_model->removed() + m_model->changed() < openedRows)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(0);
    fitPlaces();
    m_lines->showText(difference.text);
    std::vector<std::pair<int, JsonEditor::LineMark>> marks;
    marks.reserve(difference.marks.size());
    for (const auto& [line, added] : difference.marks)
        marks.emplace_back(
            line, added ? JsonEditor::LineMark::Added : JsonEditor::LineMark::Removed);
    m_lines->markLines(marks);
    if (difference.diff.differences.empty())
        m_state->setText(
            difference.same ? tr("No difference") : tr("No difference but in how it is written"));
    else
        m_state->setText(countsText() + (difference.diff.isComplete ? QString() : u"  …"_s));
}

} // namespace stateroom::ui
