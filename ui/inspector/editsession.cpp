// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/editsession.h"

#include "ui/inspector/entryhead.h"
#include "ui/inspector/theirspane.h"
#include "ui/inspector/valueview.h"
#include "ui/model/errortext.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"

namespace stateroom::ui {

EditSession::EditSession(Store& store, EntryHead& head, NoticeBar& notice, ValueView& value)
    : m_open(store)
    , m_head(head)
    , m_notice(notice)
    , m_value(value)
{
    connectEntry();
    connect(&m_value, &ValueView::modificationChanged, this, [this] {
        Q_EMIT changed();
        Q_EMIT unsavedChanged();
    });
    // Later: it is told from within the editor's own work on its text.
    connect(
        &m_value, &ValueView::modificationChanged, this, &EditSession::catchUp,
        Qt::QueuedConnection);
    connect(&m_head, &EntryHead::nameEdited, this, [this] {
        if (m_mode == Mode::New) {
            m_notice.clear(); // it was about the name before
            m_open.close();
        }
        Q_EMIT changed();
        Q_EMIT unsavedChanged();
    });
}

void EditSession::connectEntry()
{
    connect(&m_open, &OpenEntry::stateChanged, this, &EditSession::takeState);
    connect(&m_open, &OpenEntry::written, this, &EditSession::takeWritten);
    connect(&m_open, &OpenEntry::writeFailed, this, &EditSession::takeWriteFailed);
    connect(&m_open, &OpenEntry::writeRefused, this, &EditSession::takeRefused);
    connect(&m_open, &OpenEntry::removed, this, &EditSession::removed);
    connect(&m_open, &OpenEntry::removeFailed, this, &EditSession::takeRemoveFailed);
    connect(&m_open, &OpenEntry::readFailed, this, [this](const Error& error) {
        m_readFailure = m_notice.tell(
            NoticeKind::Error, errorText(error), {{tr("Try again"), [this] { m_open.reload(); }}});
    });
}

// What is shown

void EditSession::showEntry(const EntryName& name)
{
    if (name == m_name && m_mode != Mode::New)
        return;
    stashEdit();
    m_name = name;
    m_base = EntryState();
    setMode(Mode::Loading);
    m_head.showEntry(name);
    m_open.open(name);
}

void EditSession::showNothing()
{
    stashEdit();
    m_open.close();
    m_name = EntryName();
    setMode(Mode::Nothing);
}

void EditSession::startNew(const Namespace& space)
{
    if (m_mode == Mode::New) {
        m_head.focusForm();
        return;
    }
    stashEdit();
    m_open.close();
    m_name = EntryName();
    m_base = EntryState();
    m_value.showText("{}"); // first: whoever hears of the mode looks at the text
    setMode(Mode::New);
    if (const auto draft = m_drafts.take(EntryName())) {
        m_value.showEdit("{}", draft->text, draft->line, draft->column);
        m_head.showForm(draft->formSpace, draft->formKey);
    } else {
        m_head.showForm(space.text(), {});
    }
    Q_EMIT changed(); // where it is to stand is known now
}

void EditSession::setMode(Mode mode)
{
    m_mode = mode;
    m_saving.reset();
    m_askedGone = Version();
    m_removeRefused = false;
    m_notice.clear();
    m_value.setEditable(mode == Mode::New);
    if (mode == Mode::Loading || mode == Mode::Nothing)
        m_value.showText({});
    Q_EMIT modeChanged();
    Q_EMIT changed();
}

Namespace EditSession::space() const
{
    if (m_mode != Mode::New)
        return m_name.space;
    const auto space = Namespace::parse(m_head.formSpaceText());
    return space ? *space : Namespace();
}

bool EditSession::isDirty() const
{
    if (m_mode == Mode::New)
        return m_value.isModified() || !m_head.formKeyText().isEmpty();
    return m_mode == Mode::Entry && m_value.isModified();
}

bool EditSession::canSave() const
{
    return !isReadOnly() && !m_saving && (m_mode == Mode::New || isDirty());
}

bool EditSession::canRemove() const
{
    return !isReadOnly() && !m_saving && m_mode == Mode::Entry && m_base.present;
}

// Drafts

QList<EntryName> EditSession::unsaved() const
{
    QList<EntryName> names = m_drafts.names();
    if (isDirty())
        names.append(m_name);
    return names;
}

QSet<Key> EditSession::unsavedKeys(const Namespace& space) const
{
    QSet<Key> keys = m_drafts.keysIn(space);
    if (isDirty() && m_name.space == space)
        keys.insert(m_name.key);
    return keys;
}

Drafts EditSession::allDrafts() const
{
    Drafts all = m_drafts;
    if (isDirty())
        all.keep(m_name, currentEdit());
    return all;
}

void EditSession::takeDrafts(Drafts drafts)
{
    m_drafts = std::move(drafts);
    Q_EMIT unsavedChanged();
}

Draft EditSession::currentEdit() const
{
    Draft draft;
    draft.text = m_value.editor().utf8();
    draft.base = m_base;
    draft.formSpace = m_head.formSpaceText();
    draft.formKey = m_head.formKeyText();
    m_value.editor().getCursorPosition(&draft.line, &draft.column);
    return draft;
}

void EditSession::stashEdit()
{
    if (isDirty())
        m_drafts.keep(m_name, currentEdit());
}

void EditSession::giveUp()
{
    m_drafts.drop(m_name);
    m_value.setUnmodified();
    m_open.close();
    m_name = EntryName();
    setMode(Mode::Nothing);
    Q_EMIT unsavedChanged();
}

void EditSession::restoreDraft(const Draft& draft)
{
    const EntryState& theirs = *m_open.state();
    m_base = draft.base;
    // A draft from the disk has no value of its base; the entry's own is it, or as good as any.
    if (m_base.formatted.isEmpty()) {
        const bool same = theirs.isSameAs(m_base);
        m_base.value = same ? theirs.value : std::nullopt;
        m_base.formatted = theirs.formatted;
    }
    m_mode = Mode::Entry;
    m_value.showEdit(m_base.formatted, draft.text, draft.line, draft.column);
    if (!theirs.isSameAs(m_base))
        tellNewer();
    Q_EMIT modeChanged();
}

// What the store has

void EditSession::takeState()
{
    const EntryState& theirs = *m_open.state();
    m_notice.end(m_readFailure);
    if (m_mode == Mode::New && !theirs.present)
        m_notice.end(m_exists);
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
    Q_EMIT changed();
}

/// The edit may be gone, undone by its author: what was told of it has no subject any more, and
/// what others wrote meanwhile is shown as if he had not edited.
void EditSession::catchUp()
{
    if (m_mode != Mode::Entry || isDirty() || m_saving)
        return;
    m_notice.end(m_writeFailure);
    const auto& theirs = m_open.state();
    if (theirs && !theirs->isSameAs(m_base) && theirs->version >= m_base.version)
        showTheirs();
}

void EditSession::showTheirs()
{
    const bool fresh = m_mode == Mode::Loading;
    m_base = *m_open.state();
    m_mode = Mode::Entry;
    m_notice.clear();
    if (fresh)
        m_value.showText(m_base.formatted);
    else
        m_value.refreshText(m_base.formatted);
    m_value.setEditable(m_base.present && !m_open.isReadOnly());
    if (!m_base.present)
        tellGone();
    else if (std::exchange(m_removeRefused, false))
        tellNotRemoved();
    Q_EMIT modeChanged();
    Q_EMIT changed();
    Q_EMIT unsavedChanged();
}

void EditSession::tellNewer()
{
    const EntryState& theirs = *m_open.state();
    QString text;
    if (theirs.present)
        text = tr("Someone else wrote v%1 while you were editing v%2.")
                   .arg(theirs.version.value())
                   .arg(m_base.version.value());
    else
        text = tr("This key was deleted while you were editing v%1.").arg(m_base.version.value());
    QList<NoticeAction> actions;
    if (!m_value.theirs().isHidden())
        compareWithTheirs(); // what is seen there must be what is told
    else if (theirs.present)
        actions.append({tr("Compare"), [this] {
                            compareWithTheirs();
                            tellNewer();
                        }});
    actions.append(
        {theirs.present ? tr("Load theirs") : tr("Discard edit"), [this] { discardEdit(); }});
    actions.append({tr("Overwrite"), [this] { overwrite(); }});
    m_notice.tell(NoticeKind::Warning, text, actions);
}

void EditSession::discardEdit()
{
    m_drafts.drop(m_name);
    showTheirs();
}

void EditSession::discard()
{
    if (!canDiscard())
        return;
    if (!m_open.state() || !m_open.state()->isSameAs(m_base)) {
        discardEdit();
        return;
    }
    m_drafts.drop(m_name);
    m_value.dropEdit(m_base.formatted);
}

void EditSession::compareWithTheirs()
{
    const EntryState& theirs = *m_open.state();
    m_compared = theirs.expected();
    m_value.compareWith(
        theirs.present ? tr("Theirs, v%1").arg(theirs.version.value()) : tr("Theirs: deleted"),
        theirs.present ? theirs.formatted : QByteArray());
}

void EditSession::tellGone()
{
    if (m_base.version.value() == 0 || !m_base.value) {
        m_notice.tell(NoticeKind::Info, tr("This key does not exist."));
        return;
    }
    const QString text = m_base.expired ? tr("This key has expired. You see its last value.")
                                        : tr("This key was deleted. You see its last value.");
    QList<NoticeAction> actions;
    if (!m_open.isReadOnly())
        actions.append({tr("Restore"), [this] { restore(*m_base.value); }});
    m_notice.tell(NoticeKind::Info, text, actions);
}

/// For as long as it is there.
void EditSession::tellExists(const EntryName& name)
{
    m_exists = m_notice.tell(
        NoticeKind::Warning, tr("This key exists already."),
        {{tr("Open it"), [this, name] { Q_EMIT wanted(name); }}});
    m_open.open(name);
}

void EditSession::tellNotRemoved()
{
    m_notice.tell(
        NoticeKind::Warning,
        tr("Not deleted: someone else wrote v%1 in the meantime.").arg(m_base.version.value()),
        {{tr("Delete it anyway"), [this] {
              m_notice.clear();
              removeEntry();
          }}});
}

} // namespace stateroom::ui
