// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/differencepane.h"

#include "ui/model/diffmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
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
    , m_state(makeSecondaryLabel())
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
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(metrics::gap16);
    m_tree->setHeaderHidden(true);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setItemDelegateForColumn(
        DiffModel::PlaceColumn, new CellDelegate({.fixedFont = true}, m_tree));
    m_tree->setItemDelegateForColumn(
        DiffModel::ChangeColumn, new CellDelegate({.fixedFont = true}, m_tree));
    m_tree->header()->setSectionResizeMode(DiffModel::PlaceColumn, QHeaderView::Interactive);
    m_tree->header()->resizeSection(DiffModel::PlaceColumn, 200);
    m_tree->header()->setStretchLastSection(true);
}

QWidget* DifferencePane::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(36);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap8);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    layout->addWidget(m_title);
    layout->addWidget(m_state, 1);
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
    m_state->clear();
    m_model->show({});
    m_lines->showText({});
}

void DifferencePane::show(const ValueDifference& difference)
{
    m_model->show(difference.diff);
    if (m_model->added() + m_model->removed() + m_model->changed() < openedRows)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(0);
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
        //: Numbers of places that were added, removed and changed
        m_state->setText(
            tr("+%L1  −%L2  ~%L3")
                .arg(m_model->added())
                .arg(m_model->removed())
                .arg(m_model->changed()) +
            (difference.diff.isComplete ? QString() : u"  …"_s));
}

} // namespace stateroom::ui
