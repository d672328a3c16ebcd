// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/theirspane.h"

#include "ui/model/background.h"
#include "ui/style/metrics.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace stateroom::ui {

namespace {
constexpr Milliseconds compareInterval{150};
}

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
            return diffLines(theirs, mine);
        },
        this,
        [this](const std::vector<LineHunk>& hunks) {
            m_comparing = false;
            if (!isHidden())
                mark(hunks);
        });
}

void TheirsPane::mark(const std::vector<LineHunk>& hunks)
{
    constexpr size_t mostMarks = 5000;
    using Mark = JsonEditor::LineMark;
    std::vector<std::pair<int, Mark>> theirs;
    std::vector<std::pair<int, Mark>> mine;
    for (const LineHunk& hunk : hunks) {
        const bool changed = hunk.oldCount > 0 && hunk.newCount > 0;
        for (int i = 0; i < hunk.oldCount && theirs.size() < mostMarks; ++i)
            theirs.emplace_back(hunk.oldBegin + i, changed ? Mark::Changed : Mark::Removed);
        for (int i = 0; i < hunk.newCount && mine.size() < mostMarks; ++i)
            mine.emplace_back(hunk.newBegin + i, changed ? Mark::Changed : Mark::Added);
    }
    m_theirs->markLines(theirs);
    m_mine.markLines(mine);
}

} // namespace stateroom::ui
