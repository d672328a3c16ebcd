// SPDX-License-Identifier: GPL-3.0-or-later
// FieldEditor: the controls that types ask for.
#include "core/business/sortkey.h"
#include "ui/model/displaytext.h"
#include "ui/records/fieldeditor.h"
#include "ui/records/referenceeditor.h"
#include "ui/records/textbox.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// A text without its quotes, anything else as it is written; empty for what is absent or null.
QString plainValue(const std::optional<JsonView>& value)
{
    if (!value || value->type() == JsonType::Null)
        return {};
    return value->type() == JsonType::String ? QString::fromUtf8(textOf(*value))
                                             : QString::fromUtf8(value->raw().toByteArray());
}

std::optional<JsonText> textOrNothing(const QString& text)
{
    return text.isEmpty() ? std::nullopt : std::optional(JsonText::fromString(text));
}

/// What is no number is told as text, so that the rules say what is wrong with it.
std::optional<JsonText> numberOf(const QString& text)
{
    const auto number = JsonText::parse(text.trimmed().toUtf8());
    if (number && number->type() == JsonType::Number)
        return *number;
    return textOrNothing(text);
}

} // namespace

void FieldEditor::makeControl(Store& store)
{
    switch (m_field.type) {
    case FieldType::Text:
        m_control = makeText();
        return;
    case FieldType::Url:
    case FieldType::Moment:
        m_control = makeLine(textOrNothing);
        return;
    case FieldType::Number:
        m_control = makeLine(numberOf);
        return;
    case FieldType::Boolean:
        m_control = makeChoice(
            {{u"true"_s, JsonText::fromBoolean(true)}, {u"false"_s, JsonText::fromBoolean(false)}});
        return;
    case FieldType::Choice: {
        QList<QPair<QString, JsonText>> choices;
        for (const QByteArray& choice : m_field.choices)
            choices.append({displayText(choice), JsonText::fromUtf8(choice)});
        m_control = makeChoice(choices);
        return;
    }
    case FieldType::Reference:
        m_control = makeReference(store);
        return;
    case FieldType::Object:
        m_control = makeObject();
        return;
    case FieldType::Flags:
        m_control = makeFlags();
        return;
    case FieldType::Choices:
        m_control = makeSeveral();
        return;
    }
    Q_UNREACHABLE();
}

QWidget* FieldEditor::makeText()
{
    auto* box = new TextBox;
    box->setToolTip(tr("Enter goes on to the next field, Shift+Enter breaks the line"));
    m_take = [box](const std::optional<JsonView>& value) {
        if (const QString text = plainValue(value); text != box->toPlainText())
            box->setPlainText(text);
    };
    m_setWritable = [box](bool writable) { box->setReadOnly(!writable); };
    connect(
        box, &TextBox::textChanged, this, [this, box] { tell(textOrNothing(box->toPlainText())); });
    return box;
}

QWidget* FieldEditor::makeLine(std::function<Value(const QString&)> valueOf)
{
    auto* line = new QLineEdit;
    if (m_field.type == FieldType::Moment)
        line->setPlaceholderText(u"2024-01-15T10:30:00Z"_s);
    m_take = [line](const std::optional<JsonView>& value) {
        if (const QString text = plainValue(value); text != line->text())
            line->setText(text);
    };
    m_setWritable = [line](bool writable) { line->setReadOnly(!writable); };
    connect(line, &QLineEdit::returnPressed, this, [this] { focusNextChild(); });
    connect(
        line, &QLineEdit::textEdited, this,
        [this, valueOf = std::move(valueOf)](const QString& text) { tell(valueOf(text)); });
    return line;
}

QWidget* FieldEditor::makeObject()
{
    auto* line = new QLineEdit;
    line->setFont(fixedFont());
    line->setPlaceholderText(u"{}"_s);
    m_take = [this, line](const std::optional<JsonView>& value) {
        const QString text = value ? QString::fromUtf8(value->raw().toByteArray()) : QString();
        const auto typed = JsonText::parse(line->text().toUtf8());
        // What is being typed stays, blanks too, as long as it means the same, or nothing yet.
        const bool same = typed ? QString::fromUtf8(typed->bytes()) == text : line->text() == text;
        if (same || (line->hasFocus() && !m_ownProblem.isEmpty()))
            return;
        m_ownProblem.clear();
        line->setText(text);
        line->setCursorPosition(0);
    };
    m_setWritable = [line](bool writable) { line->setReadOnly(!writable); };
    connect(line, &QLineEdit::textEdited, this, [this, line](const QString& text) {
        const auto value = JsonText::parse(text.toUtf8());
        const bool isNothing = text.trimmed().isEmpty();
        m_ownProblem = value || isNothing ? QString() : tr("This is not JSON yet.");
        showMessages();
        if (value || isNothing)
            tell(isNothing ? Value() : Value(*value));
    });
    connect(line, &QLineEdit::editingFinished, this, [this] { showMessages(); });
    connect(line, &QLineEdit::returnPressed, this, [this] { focusNextChild(); });
    return line;
}

QWidget* FieldEditor::makeChoice(const QList<QPair<QString, JsonText>>& choices)
{
    auto* box = new ChoiceBox;
    box->setFixedHeight(metrics::controlHeight);
    //: Of a field in a form: the record does not have it
    box->addItem(tr("not set"));
    for (const auto& [text, value] : choices)
        box->addItem(text, value.bytes());
    const int known = box->count();
    m_take = [box, known](const std::optional<JsonView>& value) {
        const bool isAbsent = !value || value->type() == JsonType::Null;
        const QByteArray raw = isAbsent ? QByteArray() : value->raw().toByteArray();
        int at = 0;
        for (int i = 1; i < box->count() && !isAbsent; ++i)
            if (box->itemData(i).toByteArray() == raw)
                at = i;
        if (at < known)
            while (box->count() > known)
                box->removeItem(known);
        if (at == 0 && !isAbsent) { // a value that the catalogue does not have
            box->addItem(displayText(raw), raw);
            at = box->count() - 1;
        }
        box->setCurrentIndex(at);
    };
    m_setWritable = [box](bool writable) { box->setEnabled(writable); };
    connect(box, &ChoiceBox::activated, this, [this, box](int at) {
        tell(at == 0 ? Value() : Value(JsonText::fromValidated(box->itemData(at).toByteArray())));
    });
    return box;
}

QWidget* FieldEditor::makeFlags()
{
    auto* flags = new QWidget;
    auto* column = new QVBoxLayout(flags);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* none = makeSecondaryLabel(tr("None. Add members in the JSON: \"name\": true"));
    none->setWordWrap(true);
    column->addWidget(none);
    const auto boxes = [flags] {
        return flags->findChildren<QCheckBox*>(QString(), Qt::FindDirectChildrenOnly);
    };
    const auto write = [this, boxes] {
        QByteArray text;
        for (const QCheckBox* box : boxes()) {
            text += text.isEmpty() ? "{" : ",";
            text +=
                box->property("member").toByteArray() + ':' + (box->isChecked() ? "true" : "false");
        }
        tell(JsonText::fromValidated(text + '}'));
    };
    m_take = [this, flags, column, none, boxes, write](const std::optional<JsonView>& value) {
        QList<QPair<QByteArray, bool>> wanted;
        if (value)
            value->forEachMember([&](JsonView name, JsonView flag) {
                if (flag.type() == JsonType::Boolean)
                    wanted.append({name.raw().toByteArray(), flag.toBool().value_or(false)});
                return true;
            });
        QList<QCheckBox*> shown = boxes();
        while (shown.size() > wanted.size())
            delete shown.takeLast();
        while (shown.size() < wanted.size()) {
            shown.append(new QCheckBox(flags));
            column->addWidget(shown.back());
            connect(shown.back(), &QCheckBox::clicked, this, write);
            shown.back()->setEnabled(flags->property("writable").toBool());
        }
        for (qsizetype i = 0; i < wanted.size(); ++i) {
            const QString name = displayText(textOf(JsonText::fromValidated(wanted[i].first)));
            shown[i]->setProperty("member", wanted[i].first);
            shown[i]->setText(QString(name).replace(u'&', u"&&"_s));
            shown[i]->setAccessibleName(displayText(m_field.name) + u' ' + name);
            shown[i]->setChecked(wanted[i].second);
        }
        none->setVisible(wanted.isEmpty());
    };
    m_setWritable = [flags, boxes](bool writable) {
        flags->setProperty("writable", writable);
        for (QCheckBox* box : boxes())
            box->setEnabled(writable);
    };
    return flags;
}

QWidget* FieldEditor::makeSeveral()
{
    auto* several = new QWidget;
    auto* column = new QVBoxLayout(several);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    QList<QCheckBox*> boxes;
    for (const QByteArray& choice : m_field.choices) {
        auto* box = new QCheckBox(displayText(choice).replace(u'&', u"&&"_s));
        box->setAccessibleName(displayText(m_field.name) + u' ' + displayText(choice));
        boxes.append(box);
        column->addWidget(box);
    }
    for (QCheckBox* box : boxes)
        connect(box, &QCheckBox::clicked, this, [this, boxes] {
            QByteArray text;
            for (qsizetype i = 0; i < boxes.size(); ++i)
                if (boxes[i]->isChecked())
                    text += (text.isEmpty() ? "[" : ",") +
                            JsonText::fromUtf8(m_field.choices[i]).bytes();
            tell(JsonText::fromValidated(text.isEmpty() ? QByteArray("[]") : text + ']'));
        });
    m_take = [this, boxes](const std::optional<JsonView>& value) {
        QByteArrayList chosen;
        if (value)
            value->forEachElement([&](JsonView element) {
                if (element.type() == JsonType::String)
                    chosen << textOf(element);
                return true;
            });
        for (qsizetype i = 0; i < boxes.size(); ++i)
            boxes[i]->setChecked(chosen.contains(m_field.choices[i]));
    };
    m_setWritable = [several](bool writable) { several->setEnabled(writable); };
    return several;
}

QWidget* FieldEditor::makeReference(Store& store)
{
    auto* reference = new ReferenceEditor(store, m_field.reference);
    m_take = [reference](const std::optional<JsonView>& value) {
        reference->setId(plainValue(value));
    };
    m_setWritable = [reference](bool writable) { reference->setWritable(writable); };
    connect(reference, &ReferenceEditor::edited, this, [this](const QString& id) {
        tell(textOrNothing(id));
    });
    connect(reference, &ReferenceEditor::followed, this, &FieldEditor::followed);
    return reference;
}

} // namespace stateroom::ui
