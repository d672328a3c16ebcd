// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/findbar.h"

#include "ui/model/background.h"
#include "ui/model/errorphrases.h"
#include "ui/model/longlines.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds searchInterval{80};
constexpr qsizetype longestSelection = 200; ///< bytes; a longer one is not what to look for
} // namespace

FindBar::FindBar(JsonEditor& editor, QWidget* parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_find(new QLineEdit)
    , m_replace(new QLineEdit)
    , m_state(makeSecondaryLabel())
    , m_matchCase(makeOption(u"Aa"_s, tr("Match case")))
    , m_regex(makeOption(u".*"_s, tr("Regular expression")))
    , m_replaceButton(new QPushButton(tr("Replace")))
    , m_replaceAllButton(new QPushButton(tr("Replace all")))
    , m_search(searchInterval, [this] { search(); })
{
    arrange();
    hide();
    connect(m_find, &QLineEdit::textChanged, this, [this] { m_search.request(); });
    connect(m_find, &QLineEdit::returnPressed, this, &FindBar::findNext);
    connect(m_replace, &QLineEdit::returnPressed, this, &FindBar::replaceOne);
    connect(m_replaceButton, &QPushButton::clicked, this, &FindBar::replaceOne);
    connect(m_replaceAllButton, &QPushButton::clicked, this, &FindBar::replaceEverything);
    connect(&m_editor, &JsonEditor::edited, this, [this] {
        if (isVisible())
            m_search.request();
    });
}

QAction* FindBar::makeOption(const QString& text, const QString& tip)
{
    auto* option = new QAction(tip, this);
    option->setIconText(text);
    option->setCheckable(true);
    connect(option, &QAction::toggled, this, [this] { m_search.request(); });
    return option;
}

void FindBar::arrange()
{
    for (QLineEdit* field : {m_find, m_replace})
        field->setFont(fixedFont());
    m_find->setPlaceholderText(tr("Find in the value"));
    m_find->setAccessibleName(tr("Find in the value"));
    m_find->setToolTip(tr("Find in the value"));
    m_replace->setPlaceholderText(tr("Replace with"));
    m_replace->setAccessibleName(tr("Replace with"));
    m_replace->setToolTip(tr("Replace with"));
    m_replaceRow = makeReplaceRow();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap16, metrics::gap8, metrics::gap12, metrics::gap8);
    column->setSpacing(metrics::gap4);
    column->addWidget(makeFindRow());
    column->addWidget(m_replaceRow);
}

QWidget* FindBar::makeFindRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(m_find, 1);
    layout->addWidget(m_state);
    for (QAction* option : {m_matchCase, m_regex})
        layout->addWidget(makeToolButton(option));
    const auto add = [&](Glyph glyph, const QString& text, auto run) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        connect(action, &QAction::triggered, this, run);
        layout->addWidget(makeToolButton(action));
    };
    add(Glyph::Up, tr("Previous hit (Shift+Enter)"), &FindBar::findPrevious);
    add(Glyph::Down, tr("Next hit (Enter)"), &FindBar::findNext);
    add(Glyph::Close, tr("Close the search (Esc)"), &FindBar::close);
    return row;
}

QWidget* FindBar::makeReplaceRow()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(m_replace, 1);
    layout->addWidget(m_replaceButton);
    layout->addWidget(m_replaceAllButton);
    return row;
}

void FindBar::open(bool withReplace)
{
    m_replaceRow->setVisible(withReplace && !m_editor.isReadOnly());
    const QString selected = m_editor.selectedText();
    if (!selected.isEmpty() && selected.size() <= longestSelection && !selected.contains(u'\n'))
        m_find->setText(selected);
    show();
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
    m_search.request();
}

void FindBar::close()
{
    hide();
    m_search.cancel();
    m_hits = {};
    m_current = -1;
    m_pendingStep = 0;
    m_searched = {};
    m_editor.markHits({});
    m_editor.setFocus(Qt::OtherFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
    } else if (
        (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) &&
        event->modifiers() == Qt::ShiftModifier) {
        findPrevious();
    } else {
        QWidget::keyPressEvent(event);
    }
}

SearchQuery FindBar::query() const
{
    return {m_find->text(), m_matchCase->isChecked(), m_regex->isChecked()};
}

void FindBar::search()
{
    if (m_searching) {
        m_search.request();
        return;
    }
    m_searching = true;
    m_searched = query();
    m_searchedEdits = m_editor.edits();
    inBackground(
        [text = m_editor.snapshot(), query = m_searched] {
            return findAll(joinLongLines(text), query);
        },
        this, [this](SearchHits hits) { take(std::move(hits)); });
}

void FindBar::take(SearchHits hits)
{
    m_searching = false;
    if (!isVisible())
        return;
    m_hits = std::move(hits);
    m_current = -1;
    constexpr size_t mostMarks = 2000;
    auto marks = m_hits.hits;
    marks.resize(std::min(marks.size(), mostMarks));
    m_editor.markHits(marks);
    const auto selected = m_editor.selection();
    for (size_t i = 0; i < m_hits.hits.size(); ++i)
        if (m_hits.hits[i].first == selected.first &&
            m_hits.hits[i].first + m_hits.hits[i].second == selected.second)
            m_current = qsizetype(i);
    if (const int by = std::exchange(m_pendingStep, 0); by != 0)
        go(by);
    updateState();
}

void FindBar::step(int by)
{
    if (!isVisible()) {
        open(false);
        return;
    }
    if (m_searching || m_searched != query() || m_searchedEdits != m_editor.edits()) {
        m_pendingStep = by;
        m_search.request();
        return;
    }
    go(by);
    updateState();
}

void FindBar::go(int by)
{
    const auto count = qsizetype(m_hits.hits.size());
    if (count == 0)
        return;
    const auto [begin, end] = m_editor.selection();
    const auto& hits = m_hits.hits;
    if (by > 0) {
        const auto next = std::lower_bound(
            hits.begin(), hits.end(), m_current >= 0 ? end : begin,
            [](const auto& hit, qsizetype offset) { return hit.first < offset; });
        m_current = next == hits.end() ? 0 : next - hits.begin();
    } else {
        const auto next = std::lower_bound(
            hits.begin(), hits.end(), begin,
            [](const auto& hit, qsizetype offset) { return hit.first < offset; });
        m_current = next == hits.begin() ? count - 1 : next - hits.begin() - 1;
    }
    m_editor.select(hits[size_t(m_current)].first, hits[size_t(m_current)].second);
}

void FindBar::replaceOne()
{
    if (m_editor.isReadOnly() || m_searchedEdits != m_editor.edits() || m_current < 0) {
        step(1);
        return;
    }
    const auto [offset, length] = m_hits.hits[size_t(m_current)];
    const QByteArray found = m_editor.utf8().sliced(offset, length);
    const QByteArray with = replaceAll(found, m_searched, m_replace->text());
    m_editor.replace(offset, length, with);
    m_editor.select(offset + with.size(), 0);
    m_current = -1;
    step(1);
}

void FindBar::replaceEverything()
{
    if (m_editor.isReadOnly() || m_find->text().isEmpty())
        return;
    inBackground(
        [text = m_editor.snapshot(), query = query(), with = m_replace->text()] {
            return replaceAll(joinLongLines(text), query, with);
        },
        this,
        [this, edits = m_editor.edits()](const QByteArray& text) {
            // What was typed in the meantime is worth more.
            if (edits == m_editor.edits() && !m_editor.isReadOnly())
                m_editor.replaceText(text);
        });
}

void FindBar::updateState()
{
    const auto count = qsizetype(m_hits.hits.size());
    m_state->setToolTip(translatedExpressionError(m_hits.error).value_or(QString()));
    if (!m_hits.error.isEmpty())
        m_state->setText(tr("Not an expression"));
    else if (m_find->text().isEmpty())
        m_state->clear();
    else if (count == 0)
        m_state->setText(tr("No hits"));
    else if (m_current < 0 || m_hits.more)
        //: %L1 is the number of hits, %2 a plus sign where there are more
        m_state->setText(tr("%L1%2 hits").arg(count).arg(m_hits.more ? u"+"_s : QString()));
    else
        //: Which hit of how many
        m_state->setText(tr("%L1 of %L2").arg(m_current + 1).arg(count));
}

} // namespace stateroom::ui
