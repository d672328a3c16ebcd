// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "core/json/jsonformat.h"
#include "ui/inspector/entryhead.h"
#include "ui/inspector/valueview.h"
#include "ui/model/errortext.h"
#include "ui/model/timetext.h"
#include "ui/style/icons.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

InspectorPanel::InspectorPanel(Store& store, QWidget* parent)
    : QWidget(parent)
    , m_open(store)
    , m_notice(new NoticeBar)
    , m_value(new ValueView)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
{
    makeActions();
    m_head = new EntryHead(m_save, m_remove);
    arrange();
    connectEntry();
    connect(m_head, &EntryHead::formDone, this, &InspectorPanel::focusValue);
    connect(m_head, &EntryHead::cancelled, this, [this] {
        dropEdit();
        setMode(Mode::Nothing);
        Q_EMIT creationCancelled();
    });
    connect(m_head, &EntryHead::escaped, this, [this] {
        showNothing();
        Q_EMIT creationCancelled();
    });
    connect(m_head, &EntryHead::nameEdited, this, &InspectorPanel::unsavedChanged);
    connect(m_value, &ValueView::left, this, &InspectorPanel::left);
    connect(m_value, &ValueView::modificationChanged, this, [this] {
        updateActions();
        Q_EMIT unsavedChanged();
    });
    connect(m_value, &ValueView::largeWanted, this, [this] {
        setMode(Mode::Loading);
        m_open.open(m_name, true);
    });
    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, this, &InspectorPanel::updateFacts);
    m_ages.start();
    setMode(Mode::Nothing);
}

void InspectorPanel::makeActions()
{
    m_save = new QAction(glyphIcon(Glyph::Check), tr("Save"), this);
    m_save->setShortcut(QKeySequence::Save);
    connect(m_save, &QAction::triggered, this, &InspectorPanel::save);
    m_remove = new QAction(glyphIcon(Glyph::Delete), tr("Delete key"), this);
    connect(m_remove, &QAction::triggered, this, &InspectorPanel::removeEntry);
}

void InspectorPanel::arrange()
{
    auto* entry = new QWidget;
    auto* column = new QVBoxLayout(entry);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_notice);
    column->addWidget(makeHairline(Qt::Horizontal));
    column->addWidget(m_value, 1);

    m_empty->setSentence(tr("Choose a key to see its value."));
    m_pages->addWidget(m_empty);
    m_pages->addWidget(entry);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pages);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(360);
}

void InspectorPanel::connectEntry()
{
    connect(&m_open, &OpenEntry::stateChanged, this, &InspectorPanel::takeState);
    connect(&m_open, &OpenEntry::written, this, &InspectorPanel::takeWritten);
    connect(&m_open, &OpenEntry::writeFailed, this, &InspectorPanel::takeWriteFailed);
    connect(&m_open, &OpenEntry::removeFailed, this, &InspectorPanel::takeRemoveFailed);
    connect(&m_open, &OpenEntry::readFailed, this, [this](const Error& error) {
        m_notice->tell(
            NoticeKind::Error, errorText(error), {{tr("Try again"), [this] { m_open.reload(); }}});
    });
}

// What is shown

void InspectorPanel::showEntry(const EntryName& name)
{
    if (name == m_name && m_mode != Mode::New)
        return;
    stashEdit();
    m_name = name;
    m_base = EntryState();
    setMode(Mode::Loading);
    m_head->showEntry(name);
    m_open.open(name);
}

void InspectorPanel::showNothing()
{
    stashEdit();
    m_open.close();
    m_name = EntryName();
    setMode(Mode::Nothing);
}

void InspectorPanel::startNew(const Namespace& space)
{
    if (m_mode == Mode::New) {
        m_head->focusForm();
        return;
    }
    stashEdit();
    m_open.close();
    m_name = EntryName();
    m_base = EntryState();
    setMode(Mode::New);
    m_value->showText("{}");
    if (const auto draft = m_drafts.take(EntryName())) {
        m_value->showEdit("{}", draft->text, draft->line, draft->column);
        m_head->showForm(draft->formSpace, draft->formKey);
    } else {
        m_head->showForm(space.text(), {});
    }
}

JsonEditor& InspectorPanel::editor()
{
    return m_value->editor();
}

void InspectorPanel::focusValue()
{
    editor().setFocus(Qt::OtherFocusReason);
}

void InspectorPanel::focusForm()
{
    m_head->focusForm();
}

bool InspectorPanel::isDirty() const
{
    if (m_mode == Mode::New)
        return m_value->isModified() || !m_head->formKeyText().isEmpty();
    return m_mode == Mode::Entry && m_value->isModified();
}

QList<EntryName> InspectorPanel::unsaved() const
{
    QList<EntryName> names = m_drafts.names();
    if (isDirty())
        names.append(m_name);
    return names;
}

QSet<Key> InspectorPanel::unsavedKeys(const Namespace& space) const
{
    QSet<Key> keys = m_drafts.keysIn(space);
    if (isDirty() && m_name.space == space)
        keys.insert(m_name.key);
    return keys;
}

void InspectorPanel::stashEdit()
{
    if (!isDirty())
        return;
    Draft draft;
    draft.text = editor().utf8();
    draft.base = m_base;
    draft.formSpace = m_head->formSpaceText();
    draft.formKey = m_head->formKeyText();
    editor().getCursorPosition(&draft.line, &draft.column);
    m_drafts.keep(m_name, draft);
}

void InspectorPanel::dropEdit()
{
    m_drafts.drop(m_name);
    m_value->setUnmodified();
    Q_EMIT unsavedChanged();
}

void InspectorPanel::setMode(Mode mode)
{
    m_mode = mode;
    m_saving.reset();
    m_removeRefused = false;
    m_notice->clear();
    m_value->setEditable(mode == Mode::New);
    if (mode == Mode::Loading || mode == Mode::Nothing)
        m_value->showText({});
    m_pages->setCurrentIndex(mode == Mode::Nothing ? 0 : 1);
    updateFacts();
    updateActions();
}

// What the store has

void InspectorPanel::takeState()
{
    const EntryState& theirs = *m_open.state();
    // While a save is under way its answer decides what is new; an older state is a late answer.
    if (m_saving || m_mode == Mode::New || theirs.version < m_base.version)
        return;
    if (m_mode == Mode::Loading) {
        if (const auto draft = m_drafts.take(m_name))
            restoreDraft(*draft);
        else
            showTheirs();
    } else if (theirs.isSameAs(m_base)) {
        return;
    } else if (isDirty()) {
        tellNewer();
    } else {
        showTheirs();
    }
    updateFacts();
    updateActions();
}

void InspectorPanel::showTheirs()
{
    const bool fresh = m_mode == Mode::Loading;
    m_base = *m_open.state();
    m_mode = Mode::Entry;
    m_notice->clear();
    if (m_base.isTooLarge())
        m_value->showLarge(m_base.value->bytes().size());
    else if (fresh)
        m_value->showText(m_base.formatted);
    else
        m_value->refreshText(m_base.formatted);
    m_value->setEditable(m_base.present && !m_open.isReadOnly());
    if (!m_base.present)
        tellGone();
    else if (std::exchange(m_removeRefused, false))
        tellNotRemoved();
    updateFacts();
    updateActions();
    Q_EMIT unsavedChanged();
}

void InspectorPanel::restoreDraft(const Draft& draft)
{
    m_base = draft.base;
    m_mode = Mode::Entry;
    m_value->showEdit(m_base.formatted, draft.text, draft.line, draft.column);
    if (!m_open.state()->isSameAs(m_base))
        tellNewer();
}

void InspectorPanel::tellNewer()
{
    const EntryState& theirs = *m_open.state();
    QString text;
    if (theirs.present)
        text = tr("Someone else wrote v%1 while you were editing v%2.")
                   .arg(theirs.version.value())
                   .arg(m_base.version.value());
    else
        text = tr("This key was deleted while you were editing v%1.").arg(m_base.version.value());
    m_notice->tell(
        NoticeKind::Warning, text,
        {{theirs.present ? tr("Load theirs") : tr("Discard edit"),
          [this] {
              m_drafts.drop(m_name);
              showTheirs();
          }},
         {tr("Overwrite"), [this] { overwrite(); }}});
}

void InspectorPanel::tellGone()
{
    if (m_base.version.value() == 0 || !m_base.value) {
        m_notice->tell(NoticeKind::Info, tr("This key does not exist."));
        return;
    }
    const QString text = m_base.expired ? tr("This key has expired. You see its last value.")
                                        : tr("This key was deleted. You see its last value.");
    QList<NoticeAction> actions;
    if (!m_open.isReadOnly())
        actions.append({tr("Restore"), [this] { restoreEntry(); }});
    m_notice->tell(NoticeKind::Info, text, actions);
}

void InspectorPanel::tellNotRemoved()
{
    m_notice->tell(
        NoticeKind::Warning,
        tr("Not deleted: someone else wrote v%1 in the meantime.").arg(m_base.version.value()),
        {{tr("Delete it anyway"), [this] {
              m_notice->clear();
              removeEntry();
          }}});
}

// Writing

void InspectorPanel::save()
{
    if (m_saving || (m_mode != Mode::Entry && m_mode != Mode::New))
        return;
    EntryWrite write;
    write.name = m_name;
    write.expected = m_base.expected();
    // A write sets the expiry anew; editing must not make an entry live for ever.
    write.expiresAt = m_base.expiresAt;
    if (m_mode == Mode::New) {
        const auto name = m_head->formName();
        if (!name) {
            m_notice->tell(NoticeKind::Error, name.error().message);
            m_head->focusForm();
            return;
        }
        write.name = *name;
    }
    const auto json = m_value->checked();
    if (!json)
        return;
    write.value = *json;
    m_saving = write;
    m_editsAtSave = m_value->edits();
    updateActions();
    m_open.write(write);
}

void InspectorPanel::overwrite()
{
    // What has been told is what is overwritten: if it changed again, there is another conflict.
    EntryState seen = *m_open.state();
    std::swap(m_base.version, seen.version);
    std::swap(m_base.present, seen.present);
    m_notice->clear();
    save();
}

void InspectorPanel::removeEntry()
{
    if (m_mode == Mode::Entry && m_base.present && !m_saving)
        m_open.remove(m_name, m_base.version);
}

void InspectorPanel::restoreEntry()
{
    if (m_saving || !m_base.value)
        return;
    EntryWrite write;
    write.name = m_name;
    write.value = *m_base.value;
    write.expected = Version(0);
    write.as = ChangeOp::Restore;
    m_saving = write;
    m_editsAtSave = m_value->edits();
    m_open.write(write);
}

void InspectorPanel::takeWritten(const EntryWrite& write, Version version)
{
    if (!m_saving || !(m_saving->name == write.name)) {
        // Left while it was being saved: the draft that was kept then may be what was written.
        const Draft* draft = m_drafts.find(write.name);
        if (draft != nullptr && JsonText::parse(draft->text) == write.value)
            m_drafts.drop(write.name);
        Q_EMIT unsavedChanged();
        return;
    }
    const bool isNew = m_mode == Mode::New;
    m_saving.reset();
    enter(write, version);
    if (isNew)
        Q_EMIT created(write.name);
    Q_EMIT unsavedChanged();
    if (m_open.state())
        takeState();
}

void InspectorPanel::enter(const EntryWrite& write, Version version)
{
    const bool isNew = m_mode == Mode::New;
    m_mode = Mode::Entry;
    m_name = write.name;
    m_base.version = version;
    m_base.present = true;
    m_base.expired = false;
    m_base.value = write.value;
    m_base.expiresAt = write.expiresAt;
    m_base.at = m_open.now();
    m_base.formatted = formatJson(write.value);
    m_drafts.drop(write.name);
    m_notice->clear();
    m_value->setEditable(true);
    if (m_value->edits() == m_editsAtSave)
        m_value->setUnmodified();
    if (isNew) {
        m_drafts.drop(EntryName());
        m_head->showEntry(m_name);
        m_open.open(m_name);
    }
    updateFacts();
    updateActions();
}

void InspectorPanel::takeWriteFailed(const EntryName& name, const Error& error)
{
    if (!m_saving || !(m_saving->name == name))
        return; // left in the meantime, and kept as a draft
    m_saving.reset();
    updateActions();
    if (error.code != ErrorCode::Conflict) {
        m_notice->tell(NoticeKind::Error, errorText(error));
    } else if (m_mode == Mode::New) {
        m_notice->tell(
            NoticeKind::Warning, tr("This key exists already."),
            {{tr("Open it"), [this, name] { Q_EMIT wanted(name); }}});
    } else {
        // What is there instead may be known already, or will be told when it has been read.
        takeState();
        m_open.reload();
    }
}

void InspectorPanel::takeRemoveFailed(const EntryName& name, const Error& error)
{
    if (!(name == m_name) || m_mode != Mode::Entry)
        return;
    if (error.code != ErrorCode::Conflict) {
        m_notice->tell(NoticeKind::Error, errorText(error));
        return;
    }
    if (m_open.state()->isSameAs(m_base)) {
        m_removeRefused = true;
        m_open.reload();
    } else if (!isDirty() && m_base.present) {
        tellNotRemoved();
    }
}

// What is said about it

void InspectorPanel::updateFacts()
{
    if (m_mode == Mode::Entry && m_base.version.value() > 0)
        m_head->setFacts(
            factsOf(m_base, m_open.now()), m_base.at ? exactTimeText(*m_base.at) : QString());
    else
        m_head->setFacts({}, {});
}

void InspectorPanel::updateActions()
{
    const bool writable = !m_open.isReadOnly();
    m_save->setEnabled(writable && !m_saving && (m_mode == Mode::New || isDirty()));
    m_remove->setEnabled(writable && !m_saving && m_mode == Mode::Entry && m_base.present);
}

} // namespace stateroom::ui
