// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/jsoneditoraccessible.h"

#include "ui/widgets/jsoneditor.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace stateroom::ui {

namespace {

constexpr const char* withoutText = "stateroomWithoutText";

QAccessibleInterface* makeInterface(const QString&, QObject* object)
{
    auto* editor = qobject_cast<JsonEditor*>(object);
    if (editor == nullptr || editor->length() <= mostAccessibleText)
        return nullptr; // QScintilla's own comes next
    editor->setProperty(withoutText, true);
    return new QAccessibleWidget(editor, QAccessible::EditableText);
}

} // namespace

void fitAccessibility(JsonEditor& editor)
{
    // Factories are asked from the newest on: ours has to come after QScintilla's, which its first
    // editor installs.
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
    const bool wanted = editor.length() > mostAccessibleText;
    if (wanted == editor.property(withoutText).toBool())
        return;
    editor.setProperty(withoutText, wanted);
    // QScintilla answers these, and counts, whether or not anybody listens.
    const long answered = JsonEditor::SC_MOD_INSERTTEXT | JsonEditor::SC_MOD_DELETETEXT;
    const long ignored = JsonEditor::SC_MOD_BEFOREINSERT | JsonEditor::SC_MOD_BEFOREDELETE;
    editor.SendScintilla(
        JsonEditor::SCI_SETMODEVENTMASK, static_cast<unsigned long>(wanted ? ignored : answered));
    // The next one who asks makes the one that fits.
    if (QAccessibleInterface* made = QAccessible::queryAccessibleInterface(&editor))
        QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(made));
}

} // namespace stateroom::ui
