// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/differenceview.h"

#include "core/json/jsonformat.h"
#include "core/store/store.h"
#include "ui/model/diffmodel.h"
#include "ui/model/errortext.h"
#include "ui/model/longlines.h"
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

/// Lines that are the same around those that differ.
constexpr int contextLines = 3;
constexpr int openedRows = 400;

QList<QByteArrayView> linesOf(const QByteArray& text)
{
    QList<QByteArrayView> lines;
    for (qsizetype begin = 0; begin <= text.size();) {
        qsizetype end = begin;
        while (end < text.size() && text[end] != '\n' && text[end] != '\r')
            ++end;
        lines.append(QByteArrayView(text).sliced(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

/// The value of a version; nothing for a removal, for 0, and for one that is not held any more.
Result<std::optional<JsonText>> valueOf(Reader& reader, const EntryName& name, Version version)
{
    if (version.value() == 0)
        return std::nullopt;
    const auto change = reader.version(name, version);
    if (!change && change.error().code == ErrorCode::NotFound)
        return std::nullopt;
    if (!change)
        return failureOf(change);
    return change->value;
}

} // namespace

DifferenceView::DifferenceView(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
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

void DifferenceView::setUpTree()
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

QWidget* DifferenceView::makeHead()
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

void DifferenceView::showLines(bool lines)
{
    (lines ? m_byLine : m_byStructure)->setChecked(true);
}

void DifferenceView::clear()
{
    ++m_generation;
    m_title->clear();
    m_state->clear();
    m_model->show({});
    m_lines->showText({});
}

void DifferenceView::compare(const EntryName& name, Version before, Version after)
{
    const quint64 generation = ++m_generation;
    m_title->setText(
        before.value() == 0 ? u"v%1"_s.arg(after.value())
                            : u"v%1 → v%2"_s.arg(before.value()).arg(after.value()));
    m_store.read(
        [name, before, after](Reader& reader) { return compareIn(reader, name, before, after); },
        this,
        [this, generation](const Result<Outcome>& outcome) {
            if (generation != m_generation)
                return;
            if (outcome)
                take(*outcome);
            else
                m_state->setText(errorText(outcome.error()));
        });
}

Result<DifferenceView::Outcome>
DifferenceView::compareIn(Reader& reader, const EntryName& name, Version before, Version after)
{
    const auto was = valueOf(reader, name, before);
    if (!was)
        return failureOf(was);
    const auto is = valueOf(reader, name, after);
    if (!is)
        return failureOf(is);
    Outcome outcome;
    outcome.onlyOne = was->has_value() != is->has_value();
    if (*was && *is) {
        outcome.diff = diffJson(**was, **is);
    } else if (outcome.onlyOne) {
        JsonDifference whole;
        whole.kind = *is ? JsonDifference::Kind::Added : JsonDifference::Kind::Removed;
        whole.before = *was;
        whole.after = *is;
        outcome.diff.differences.push_back(whole);
    }
    const auto text = [](const std::optional<JsonText>& value) {
        return value ? breakLongLines(formatJson(*value)) : QByteArray();
    };
    writeLines(outcome, text(*was), text(*is));
    return outcome;
}

void DifferenceView::writeLines(Outcome& outcome, const QByteArray& before, const QByteArray& after)
{
    const QList<QByteArrayView> oldLines = linesOf(before);
    const QList<QByteArrayView> newLines = linesOf(after);
    int line = 0;
    const auto write = [&](QByteArrayView text) {
        outcome.text.append(text).append('\n');
        ++line;
    };
    int shown = 0; // lines of the old text that have been dealt with
    const std::vector<LineHunk> hunks = diffLines(before, after);
    outcome.same = hunks.empty();
    for (size_t i = 0; i < hunks.size(); ++i) {
        const LineHunk& hunk = hunks[i];
        const int from = std::max(shown, hunk.oldBegin - contextLines);
        if (from > shown)
            write("…");
        for (int at = from; at < hunk.oldBegin; ++at)
            write(oldLines[at]);
        for (int at = 0; at < hunk.oldCount; ++at) {
            if (!oldLines[hunk.oldBegin + at].isEmpty() || !before.isEmpty()) {
                outcome.marks.emplace_back(line, false);
                write(oldLines[hunk.oldBegin + at]);
            }
        }
        for (int at = 0; at < hunk.newCount; ++at) {
            if (!newLines[hunk.newBegin + at].isEmpty() || !after.isEmpty()) {
                outcome.marks.emplace_back(line, true);
                write(newLines[hunk.newBegin + at]);
            }
        }
        shown = hunk.oldBegin + hunk.oldCount;
        const int next = i + 1 < hunks.size() ? hunks[i + 1].oldBegin : int(oldLines.size());
        const int until = std::min({shown + contextLines, next, int(oldLines.size())});
        for (; shown < until; ++shown)
            write(oldLines[shown]);
        if (i + 1 == hunks.size() && shown < oldLines.size())
            write("…");
    }
    outcome.text.chop(outcome.text.endsWith('\n') ? 1 : 0);
}

void DifferenceView::take(const Outcome& outcome)
{
    m_model->show(outcome.diff);
    if (m_model->added() + m_model->removed() + m_model->changed() < openedRows)
        m_tree->expandAll();
    else
        m_tree->expandToDepth(0);
    m_lines->showText(outcome.text);
    std::vector<std::pair<int, JsonEditor::LineMark>> marks;
    marks.reserve(outcome.marks.size());
    for (const auto& [line, added] : outcome.marks)
        marks.emplace_back(
            line, added ? JsonEditor::LineMark::Added : JsonEditor::LineMark::Removed);
    m_lines->markLines(marks);
    if (outcome.diff.differences.empty())
        m_state->setText(
            outcome.same ? tr("No difference") : tr("No difference but in how it is written"));
    else
        //: Numbers of places that were added, removed and changed
        m_state->setText(
            tr("+%L1  −%L2  ~%L3")
                .arg(m_model->added())
                .arg(m_model->removed())
                .arg(m_model->changed()) +
            (outcome.diff.isComplete ? QString() : u"  …"_s));
}

} // namespace stateroom::ui
