// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordform.h"

#include "core/business/sortkey.h"
#include "ui/model/displaytext.h"
#include "ui/model/recordphrases.h"
#include "ui/records/fieldeditor.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

RecordForm::RecordForm(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_scroll(new QScrollArea)
    , m_message(makeSecondaryLabel())
{
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_message->setWordWrap(true);
    m_message->setContentsMargins(metrics::gap16, metrics::gap12, metrics::gap16, metrics::gap4);
    m_message->hide();
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(m_scroll, 1);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &RecordForm::left);
}

void RecordForm::setResource(const Resource* resource, bool isNew)
{
    if (resource == m_resource && isNew == m_isNew)
        return;
    const bool another = resource != m_resource;
    m_resource = resource;
    m_isNew = isNew;
    m_draft.reset();
    m_problems.clear();
    if (another)
        makeEditors();
    if (m_lists != nullptr)
        m_lists->setVisible(!isNew);
}

void RecordForm::makeEditors()
{
    m_editors.clear();
    m_lists = nullptr;
    m_body = new QWidget;
    m_body->setAttribute(Qt::WA_StyledBackground);
    m_body->setProperty("ground", u"surface"_s);
    m_column = new QVBoxLayout(m_body);
    m_column->setContentsMargins(metrics::gap16, metrics::gap12, metrics::gap16, metrics::gap16);
    m_column->setSpacing(metrics::gap12);
    if (m_resource != nullptr) {
        for (const Field& field : m_resource->fields) {
            auto* editor = new FieldEditor(m_store, field);
            m_editors.append(editor);
            m_column->addWidget(editor);
            connect(editor, &FieldEditor::edited, this, &RecordForm::edited);
            connect(editor, &FieldEditor::followed, this, &RecordForm::followed);
        }
        makeLists();
    }
    m_column->addStretch(1);
    m_scroll->setWidget(m_body); // which deletes the former
    for (FieldEditor* editor : m_editors)
        editor->setWritable(m_isWritable);
}

/// Ways to the records that refer to this one.
void RecordForm::makeLists()
{
    if (m_resource->subLists.empty())
        return;
    m_lists = new QWidget;
    auto* row = new QVBoxLayout(m_lists);
    row->setContentsMargins(0, metrics::gap4, 0, 0);
    row->setSpacing(metrics::gap4);
    for (const SubList& list : m_resource->subLists) {
        //: %1 is the name of a collection: those of its records that refer to this one
        auto* button = new QPushButton(tr("Its %1").arg(displayText(list.name)));
        button->setAutoDefault(true);
        row->addWidget(button, 0, Qt::AlignLeft);
        connect(button, &QPushButton::clicked, this, [this, &list] {
            const auto id = m_draft ? JsonView(*m_draft).member("id") : std::nullopt;
            if (!id || id->type() != JsonType::String)
                return;
            const QByteArray value = textOf(*id).toPercentEncoding();
            Q_EMIT listWanted(
                list.resource,
                u"filter[%1]=%2"_s.arg(QString::fromUtf8(list.field), QString::fromLatin1(value)));
        });
    }
    m_column->addWidget(m_lists);
}

void RecordForm::show(const std::optional<JsonText>& draft)
{
    const bool isLarge = draft && draft->bytes().size() > largest;
    const bool isRecord = draft && draft->type() == JsonType::Object && !isLarge;
    m_scroll->setEnabled(isRecord);
    if (!draft)
        m_message->setText(tr("The JSON is not valid at the moment. The form goes on when it is."));
    else if (isLarge)
        m_message->setText(tr("This record is too large for the form."));
    else if (!isRecord)
        m_message->setText(tr("A record is a JSON object."));
    m_message->setVisible(!isRecord);
    m_draft = draft;
    m_problems.clear();
    if (!isRecord || m_resource == nullptr)
        return;
    for (FieldEditor* editor : m_editors)
        editor->show(JsonView(*draft).member(editor->field().name));
    m_problems = judge(*m_resource, *draft, m_isNew ? RecordWrite::Create : RecordWrite::Replace);
    showProblems();
}

void RecordForm::showProblems()
{
    for (FieldEditor* editor : m_editors) {
        QStringList sentences;
        for (const FieldProblem& problem : m_problems) {
            if (problem.field == editor->field().name) {
                QString sentence = problemText(problem);
                sentence[0] = sentence[0].toUpper(); // the name stands above
                sentences << sentence;
            }
            if (problem.field.startsWith(editor->field().name + '.'))
                sentences << displayText(problem.field) + u' ' + problemText(problem);
        }
        editor->setProblem(sentences.join(u'\n'));
    }
}

void RecordForm::setWritable(bool writable)
{
    m_isWritable = writable;
    for (FieldEditor* editor : m_editors)
        editor->setWritable(writable);
}

void RecordForm::takeKeyboard()
{
    const auto wrong = std::find_if(m_editors.begin(), m_editors.end(), [](FieldEditor* editor) {
        return editor->hasProblem();
    });
    FieldEditor* editor = wrong != m_editors.end() ? *wrong
                          : m_editors.isEmpty()    ? nullptr
                                                   : m_editors.front();
    if (editor == nullptr)
        return;
    editor->setFocus(Qt::OtherFocusReason);
    // Once it has been laid out.
    const auto reveal = [this, shown = QPointer(editor)] {
        if (shown && shown == m_editors.front())
            m_scroll->verticalScrollBar()->setValue(0);
        else if (shown)
            m_scroll->ensureWidgetVisible(shown, 0, metrics::gap16);
    };
    QMetaObject::invokeMethod(this, reveal, Qt::QueuedConnection);
}

FieldEditor* RecordForm::editor(const QByteArray& field) const
{
    for (FieldEditor* editor : m_editors)
        if (editor->field().name == field)
            return editor;
    return nullptr;
}

} // namespace stateroom::ui
