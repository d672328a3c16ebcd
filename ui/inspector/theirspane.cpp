// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/theirspane.h"

#include "core/json/jsonformat.h"
#include "ui/model/background.h"
#include "ui/model/linediff.h"
#include "ui/model/longlines.h"
#include "ui/model/samejson.h"
#include "ui/style/metrics.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace stateroom::ui {

namespace {

constexpr Milliseconds compareInterval{150};
constexpr size_t mostMarks = 5000;

using Mark = JsonEditor::LineMark;
using Marks = std::vector<std::pair<int, Mark>>;

struct Comparison {
    Marks theirs;
    Marks mine;
};

void add(Marks& marks, int line, Mark mark)
{
    if (marks.size() < mostMarks)
        marks.emplace_back(line, mark);
}

Marks marksOfTheirs(const std::vector<LineHunk>& hunks)
{
    Marks marks;
    for (const LineHunk& hunk : hunks)
        for (int i = 0; i < hunk.oldCount; ++i)
            add(marks, hunk.oldBegin + i, hunk.newCount > 0 ? Mark::Changed : Mark::Removed);
    return marks;
}

/// `places` says on which of my lines each compared line stands. One that holds what is the same
/// beside what was added has changed.
Marks marksOfMine(const std::vector<LineHunk>& hunks, const std::vector<int>& places)
{
    std::vector<std::optional<Mark>> compared(places.size());
    for (const LineHunk& hunk : hunks)
        for (int i = 0; i < hunk.newCount; ++i)
            compared.at(size_t(hunk.newBegin + i)) =
                hunk.oldCount > 0 ? Mark::Changed : Mark::Added;
    Marks marks;
    for (size_t i = 0; i < places.size();) {
        const size_t begin = i;
        bool marked = false;
        bool added = true;
        for (; i < places.size() && places[i] == places[begin]; ++i) {
            marked = marked || compared[i];
            added = added && compared[i] == Mark::Added;
        }
        if (marked)
            add(marks, places[begin], added ? Mark::Added : Mark::Changed);
    }
    return marks;
}

/// Both in one layout, so that only what differs is told; mine as it is where it is not JSON.
Comparison compareTexts(const QByteArray& theirs, const QByteArray& mine)
{
    const auto json = JsonText::parse(joinLongLines(mine));
    const QByteArray compared = json ? breakLongLines(formatJson(*json)) : mine;
    const auto hunks = diffLines(theirs, compared);
    return {marksOfTheirs(hunks), marksOfMine(hunks, linesIn(compared, mine))};
}

/// The first one, with a line above it.
void reveal(JsonEditor& editor, const Marks& marks)
{
    if (!marks.empty())
        editor.setFirstVisibleLine(std::max(marks.front().first - 1, 0));
}

} // namespace

TheirsPane::TheirsPane(JsonEditor& mine, QWidget* parent)
    : QWidget(parent)
    , m_mine(mine)
    , m_theirs(new JsonEditor)
    , m_title(makeSecondaryLabel())
    , m_compare(compareInterval, [this] { compare(); })
{
    m_title->setContentsMargins(metrics::gap16, 0, metrics::gap8, metrics::gap4);
    m_theirs->setReadOnly(true);
    m_theirs->setAccessibleName(tr("What the other one wrote"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_title);
    layout->addWidget(m_theirs, 1);
    hide();
    connect(&m_mine, &JsonEditor::edited, this, [this] {
        if (isVisible())
            m_compare.request();
    });
    connect(m_theirs, &JsonEditor::left, &m_mine, qOverload<>(&QWidget::setFocus));
}

void TheirsPane::showTheirs(const QString& title, const QByteArray& text)
{
    m_reveals = m_reveals || isHidden();
    m_title->setText(title);
    m_theirs->showText(text);
    show();
    Q_EMIT shown(true);
    m_compare.request();
}

void TheirsPane::close()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT shown(false);
    m_compare.cancel();
    m_theirs->showText({});
    m_mine.markLines({});
}

void TheirsPane::compare()
{
    if (m_comparing) {
        m_compare.request();
        return;
    }
    m_comparing = true;
    inBackground(
        [theirs = m_theirs->snapshot(), mine = m_mine.snapshot()] {
            return compareTexts(theirs, mine);
        },
        this,
        [this, edits = m_mine.edits()](const Comparison& found) {
            m_comparing = false;
            if (isHidden() || edits != m_mine.edits())
                return; // what has been typed since is compared soon
            m_theirs->markLines(found.theirs);
            m_mine.markLines(found.mine);
            if (std::exchange(m_reveals, false)) {
                reveal(*m_theirs, found.theirs);
                reveal(m_mine, found.mine);
            }
        });
}

} // namespace stateroom::ui
