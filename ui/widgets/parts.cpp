// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/parts.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStyle>
#include <QTextDocument>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct PartsText {
    Q_DECLARE_TR_FUNCTIONS(PartsText)
};

} // namespace

QWidget* makePane(Ground ground, QWidget* parent)
{
    auto* pane = new QWidget(parent);
    pane->setAttribute(Qt::WA_StyledBackground);
    pane->setProperty("ground", ground == Ground::Window ? u"window"_s : u"surface"_s);
    return pane;
}

QFrame* makeHairline(Qt::Orientation orientation)
{
    auto* line = new QFrame;
    line->setProperty("hairline", true);
    if (orientation == Qt::Horizontal)
        line->setFixedHeight(1);
    else
        line->setFixedWidth(1);
    return line;
}

QLabel* makeLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QLabel* makeSecondaryLabel(const QString& text)
{
    auto* label = makeLabel(text);
    label->setProperty("tone", u"secondary"_s);
    return label;
}

QPlainTextEdit* makeTextView(const QString& name, LineBreaks breaks)
{
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setFont(fixedFont());
    text->setFrameShape(QFrame::NoFrame);
    if (breaks == LineBreaks::None) {
        text->setLineWrapMode(QPlainTextEdit::NoWrap);
    } else {
        text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        text->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }
    text->setAccessibleName(name);
    text->document()->setDocumentMargin(0);
    return text;
}

QToolButton* makeToolButton(QAction* action)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setIconSize({metrics::iconSize, metrics::iconSize});
    button->setFocusPolicy(Qt::TabFocus);
    button->setToolButtonStyle(
        action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
    const auto describe = [button, action] {
        button->setToolTip(toolTipOf(*action));
        button->setAccessibleName(action->text().remove(u'&'));
    };
    QObject::connect(action, &QAction::changed, button, describe);
    describe();
    return button;
}

QWidget* makeTabRow(const QStringList& titles, QButtonGroup& group, int below)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(metrics::gap8, 0, metrics::gap12, below);
    layout->setSpacing(metrics::gap4);
    for (int tab = 0; tab < titles.size(); ++tab) {
        auto* button = new QToolButton;
        button->setText(titles[tab]);
        button->setCheckable(true);
        button->setChecked(tab == 0);
        button->setFocusPolicy(Qt::TabFocus);
        button->setProperty("tab", true);
        group.addButton(button, tab);
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return row;
}

QWidget* makeTitledColumn(QLabel* title, QWidget* contents)
{
    auto* column = new QWidget;
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(metrics::gap16, metrics::gap8, metrics::gap8, metrics::gap4);
    layout->setSpacing(metrics::gap4);
    title->setContentsMargins(1, 0, 0, 0); // as the frame of a text that takes the keyboard
    layout->addWidget(title);
    layout->addWidget(contents, 1);
    return column;
}

void nameSigns(const QLineEdit& field)
{
    for (QToolButton* sign : field.findChildren<QToolButton*>()) {
        const QAction* action = sign->defaultAction();
        const bool clears = action != nullptr && action->objectName().contains(u"clear"_s);
        sign->setAccessibleName(clears ? PartsText::tr("Clear") : PartsText::tr("Search"));
    }
}

void addClearSign(QLineEdit& field)
{
    QAction* clear = field.addAction(glyphIcon(Glyph::Close), QLineEdit::TrailingPosition);
    clear->setObjectName(u"clear"_s);
    clear->setToolTip(PartsText::tr("Clear"));
    const auto follow = [&field, clear] { clear->setVisible(!field.text().isEmpty()); };
    QObject::connect(&field, &QLineEdit::textChanged, clear, follow);
    QObject::connect(clear, &QAction::triggered, &field, &QLineEdit::clear);
    follow();
    nameSigns(field);
}

void setStyleProperty(QWidget* widget, const char* name, const QVariant& value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QString toolTipOf(const QAction& action)
{
    const QString text = action.text().remove(u'&').remove(u'…');
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    return keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys);
}

} // namespace stateroom::ui
