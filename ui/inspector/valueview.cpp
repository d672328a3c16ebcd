// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/valueview.h"

#include "core/json/jsonformat.h"
#include "ui/inspector/theirspane.h"
#include "ui/model/background.h"
#include "ui/model/errortext.h"
#include "ui/model/longlines.h"
#include "ui/model/samejson.h"
#include "ui/style/metrics.h"
#include "ui/widgets/findbar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds checkInterval{60};
/// Up to this many bytes the window's thread checks a text in well under a frame.
constexpr qsizetype smallText = 64 * 1024;
/// Two columns need this much room; below it they stand one above the other.
constexpr int leastColumns = 440;

/// A text that cannot be laid out within reason is shown compact.
Result<ValueView::Checked> checkText(const QByteArray& text)
{
    const auto json = JsonText::parse(text);
    if (!json)
        return failureOf(json);
    return ValueView::Checked{*json, formatJson(*json)};
}

} // namespace

ValueView::ValueView(QWidget* parent)
    : QWidget(parent)
    , m_editor(new JsonEditor)
    , m_theirs(new TheirsPane(*m_editor))
    , m_find(new FindBar(*m_editor))
    , m_problem(makeLabel())
    , m_columns(new QSplitter)
    , m_check(checkInterval, [this] { lookAtText(); })
{
    arrange();
    makeActions();
    connect(m_editor, &JsonEditor::left, this, &ValueView::left);
    connect(m_editor, &JsonEditor::modificationChanged, this, &ValueView::modificationChanged);
    connect(m_editor, &JsonEditor::edited, this, [this] {
        m_check.request();
        Q_EMIT edited();
    });
}

void ValueView::arrange()
{
    m_problem->setProperty("tone", u"error"_s);
    m_problem->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap16, metrics::gap8);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_columns->setHandleWidth(1);
    m_columns->setChildrenCollapsible(false);
    m_columns->addWidget(makeMine());
    m_columns->addWidget(m_theirs);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::gap8, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_find);
    layout->addWidget(m_columns, 1);
    layout->addWidget(m_problem);
}

/// The editor, and above it whose text it is while there is another beside it.
QWidget* ValueView::makeMine()
{
    auto* mine = new QWidget;
    //: Over the own edit, beside which stands what somebody else wrote
    auto* title = makeSecondaryLabel(tr("Mine, not saved"));
    title->setContentsMargins(metrics::gap16, 0, metrics::gap8, metrics::gap4);
    title->hide();
    connect(m_theirs, &TheirsPane::shown, title, &QWidget::setVisible);
    auto* layout = new QVBoxLayout(mine);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addWidget(m_editor, 1);
    return mine;
}

void ValueView::makeActions()
{
    const auto separate = [this] {
        auto* separator = new QAction(this);
        separator->setSeparator(true);
        m_actions.append(separator);
    };
    addAction(tr("Find…"), QKeySequence::Find, [this] { m_find->open(false); });
    m_changing << addAction(tr("Replace…"), Qt::CTRL | Qt::Key_H, [this] { m_find->open(true); });
    addAction(tr("Next hit"), Qt::Key_F3, [this] { m_find->findNext(); });
    addAction(tr("Previous hit"), Qt::SHIFT | Qt::Key_F3, [this] { m_find->findPrevious(); });
    separate();
    m_changing << addAction(
        tr("Format"), Qt::CTRL | Qt::SHIFT | Qt::Key_F, [this] { layOut(false); });
    m_changing << addAction(
        tr("Minify"), Qt::CTRL | Qt::SHIFT | Qt::Key_M, [this] { layOut(true); });
    separate();
    addAction(
        tr("Fold or unfold here"), Qt::CTRL | Qt::Key_Period, [this] { m_editor->toggleFold(); });
    addAction(
        tr("Fold all"), Qt::CTRL | Qt::SHIFT | Qt::Key_Period, [this] { m_editor->foldAll(); });
    addAction(
        tr("Unfold all"), Qt::CTRL | Qt::SHIFT | Qt::Key_Comma, [this] { m_editor->unfoldAll(); });
    m_editor->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_editor->addActions(m_actions);
}

QAction*
ValueView::addAction(const QString& text, const QKeySequence& keys, std::function<void()> run)
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, std::move(run));
    QWidget::addAction(action);
    m_actions.append(action);
    return action;
}

void ValueView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_columns->setOrientation(width() < leastColumns ? Qt::Vertical : Qt::Horizontal);
}

void ValueView::showText(const QByteArray& text)
{
    showProblem(std::nullopt);
    m_theirs->close();
    m_editor->showText(text);
}

void ValueView::refreshText(const QByteArray& text)
{
    showProblem(std::nullopt);
    m_theirs->close();
    m_editor->refreshText(text);
}

void ValueView::showEdit(const QByteArray& base, const QByteArray& text, int line, int column)
{
    showText(base);
    setEditable(true);
    m_editor->replaceText(text);
    m_editor->setCursorPosition(line, column);
    m_check.request();
}

void ValueView::setEditable(bool editable)
{
    m_editor->setReadOnly(!editable);
    for (QAction* action : m_changing)
        action->setEnabled(editable);
}

bool ValueView::isModified() const
{
    return m_editor->isModified();
}

void ValueView::setUnmodified()
{
    m_editor->setModified(false);
}

void ValueView::dropEdit(const QByteArray& base)
{
    m_editor->replaceText(base);
    m_editor->setModified(false);
}

quint64 ValueView::edits() const
{
    return m_editor->edits();
}

void ValueView::setTellsText(bool tells)
{
    m_tellsText = tells;
    if (tells)
        m_check.request();
}

void ValueView::check(std::function<void(std::optional<Checked>)> done)
{
    const auto take = [this, done = std::move(done),
                       before = edits()](const Result<Checked>& checked) {
        if (edits() != before)
            return;
        showProblem(checked ? std::nullopt : std::optional(checked.error()));
        if (!checked)
            goToProblem(checked.error());
        done(checked ? std::optional(*checked) : std::nullopt);
    };
    if (m_editor->length() <= smallText)
        take(checkText(m_editor->utf8()));
    else
        inBackground(
            [text = m_editor->snapshot()] { return checkText(joinLongLines(text)); }, this, take);
}

void ValueView::layOut(bool compact)
{
    check([this, compact](const std::optional<Checked>& checked) {
        if (checked && !m_editor->isReadOnly())
            m_editor->replaceText(compact ? checked->value.bytes() : checked->formatted);
    });
}

void ValueView::compareWith(const QString& title, const QByteArray& theirs)
{
    if (m_theirs->isHidden())
        layOutLikeTheirs();
    m_theirs->showTheirs(title, theirs);
}

/// Where it is no JSON it stays as it is.
void ValueView::layOutLikeTheirs()
{
    struct LaidOut {
        QByteArray text;
        qsizetype cursor = 0;
    };
    const auto run = [](const QByteArray& text, qsizetype cursor) -> std::optional<LaidOut> {
        const auto checked = checkText(text);
        if (!checked || checked->formatted == text)
            return std::nullopt;
        return LaidOut{checked->formatted, placeIn(text, cursor, checked->formatted)};
    };
    const auto take = [this, before = edits()](const std::optional<LaidOut>& laidOut) {
        if (!laidOut || edits() != before || m_editor->isReadOnly())
            return;
        m_editor->replaceText(laidOut->text);
        m_editor->select(laidOut->cursor, 0);
    };
    const qsizetype cursor = m_editor->cursorOffset();
    if (m_editor->length() <= smallText)
        take(run(m_editor->utf8(), cursor));
    else
        inBackground(
            [run, cursor, text = m_editor->snapshot()] { return run(joinLongLines(text), cursor); },
            this, take);
}

void ValueView::lookAtText()
{
    if (m_editor->isReadOnly()) {
        showProblem(std::nullopt);
        if (!m_tellsText)
            return;
    }
    if (m_checking) {
        m_check.request();
        return;
    }
    m_checking = true;
    inBackground(
        [text = m_editor->snapshot()] { return JsonText::parse(joinLongLines(text)); }, this,
        [this, before = edits()](const Result<JsonText>& json) {
            m_checking = false;
            if (before != edits())
                return;
            if (!m_editor->isReadOnly())
                showProblem(json ? std::nullopt : std::optional(json.error()));
            if (m_tellsText)
                Q_EMIT textTaken(json ? std::optional(*json) : std::nullopt);
        });
}

void ValueView::showProblem(const std::optional<Error>& error)
{
    if (!error && m_problem->isHidden())
        return;
    m_editor->clearError();
    m_problem->setVisible(error.has_value());
    if (!error)
        return;
    const qint64 offset = std::max<qint64>(error->offset, 0);
    m_editor->markError(offset);
    const TextPlace place = m_editor->placeOf(offset);
    //: %1 and %2 say where, %3 what is wrong there
    m_problem->setText(
        tr("Line %1, column %2: %3").arg(place.line).arg(place.column).arg(jsonErrorText(*error)));
}

void ValueView::goToProblem(const Error& error)
{
    m_editor->select(std::max<qint64>(error.offset, 0), 0);
    m_editor->setFocus(Qt::OtherFocusReason);
}

} // namespace stateroom::ui
