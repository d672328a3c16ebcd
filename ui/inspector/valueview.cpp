// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/valueview.h"

#include "ui/model/displaytext.h"
#include "ui/style/metrics.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds checkInterval{120};
}

ValueView::ValueView(QWidget* parent)
    : QWidget(parent)
    , m_editor(new JsonEditor)
    , m_problem(makeLabel())
    , m_large(new EmptyPlace)
    , m_pages(new QStackedWidget)
    , m_check(checkInterval, [this] { check(); })
{
    arrange();
    connect(m_editor, &JsonEditor::left, this, &ValueView::left);
    connect(m_editor, &JsonEditor::modificationChanged, this, &ValueView::modificationChanged);
    connect(m_editor, &JsonEditor::textChanged, this, [this] {
        ++m_edits;
        m_check.request();
    });
}

void ValueView::arrange()
{
    m_problem->setProperty("tone", u"error"_s);
    m_problem->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap16, metrics::gap8);
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* showLarge = new QPushButton(tr("Show it anyway"));
    connect(showLarge, &QPushButton::clicked, this, &ValueView::largeWanted);
    m_large->setTitle(tr("Large value"));
    m_large->addBelow(showLarge);
    m_pages->addWidget(m_editor);
    m_pages->addWidget(m_large);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, metrics::gap8, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_problem);
}

void ValueView::showText(const QByteArray& text)
{
    m_pages->setCurrentWidget(m_editor);
    m_problem->hide();
    m_editor->showText(text);
}

void ValueView::refreshText(const QByteArray& text)
{
    m_pages->setCurrentWidget(m_editor);
    m_problem->hide();
    m_editor->refreshText(text);
}

void ValueView::showEdit(const QByteArray& base, const QByteArray& text, int line, int column)
{
    showText(base);
    setEditable(true);
    m_editor->replaceText(text);
    m_editor->setCursorPosition(line, column);
    check();
}

void ValueView::showLarge(qint64 bytes)
{
    m_problem->hide();
    m_large->setSentence(
        tr("This value has %1. Showing it may take a while.").arg(sizeText(bytes)));
    m_pages->setCurrentWidget(m_large);
}

void ValueView::setEditable(bool editable)
{
    m_editor->setReadOnly(!editable);
}

bool ValueView::isModified() const
{
    return m_editor->isModified();
}

void ValueView::setUnmodified()
{
    m_editor->setModified(false);
}

std::optional<JsonText> ValueView::checked()
{
    auto json = JsonText::parse(m_editor->utf8());
    if (json)
        return *json;
    check();
    int line = 0;
    int column = 0;
    m_editor->lineIndexFromPosition(int(std::max<qint64>(json.error().offset, 0)), &line, &column);
    m_editor->setCursorPosition(line, column);
    m_editor->setFocus(Qt::OtherFocusReason);
    return std::nullopt;
}

void ValueView::check()
{
    m_editor->clearError();
    const auto json =
        m_editor->isReadOnly() ? Result<JsonText>(JsonText()) : JsonText::parse(m_editor->utf8());
    m_problem->setVisible(!json);
    if (json)
        return;
    const qint64 offset = std::max<qint64>(json.error().offset, 0);
    m_editor->markError(offset);
    int line = 0;
    int column = 0;
    m_editor->lineIndexFromPosition(int(offset), &line, &column);
    //: %1 and %2 say where, %3 what is wrong there
    m_problem->setText(
        tr("Line %1, column %2: %3").arg(line + 1).arg(column + 1).arg(json.error().message));
}

} // namespace stateroom::ui
