// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EditSession that writes, and takes the answers.
#include "ui/inspector/editsession.h"
#include "ui/inspector/entryhead.h"
#include "ui/inspector/theirspane.h"
#include "ui/inspector/valueview.h"
#include "ui/model/errortext.h"
#include "ui/model/recordphrases.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"

namespace stateroom::ui {

bool EditSession::askInConflict()
{
    const auto& theirs = m_open.state();
    // With both before his eyes one has merged them; and an older state is a late answer.
    if (m_mode != Mode::Entry || !theirs || theirs->isSameAs(m_base) ||
        theirs->version < m_base.version || !m_value.theirs().isHidden())
        return false;
    if (theirs->present) {
        compareWithTheirs();
        tellNewer();
        return true;
    }
    if (m_askedGone != theirs->version) {
        askToCreate();
        return true;
    }
    m_base.version = theirs->version;
    m_base.present = false;
    return false;
}

void EditSession::askToCreate()
{
    m_askedGone = m_open.state()->version;
    m_notice.tell(
        NoticeKind::Warning, tr("This key was deleted. Saving again creates it anew."),
        {{tr("Discard edit"), [this] { discardEdit(); }},
         {tr("Create it anew"), [this] { overwrite(); }}});
}

void EditSession::save()
{
    if (m_saving || (m_mode != Mode::Entry && m_mode != Mode::New) || askInConflict())
        return;
    EntryWrite draft;
    draft.name = m_name;
    draft.expected = m_base.expected();
    // Who has both before his eyes has merged them.
    if (!m_value.theirs().isHidden())
        draft.expected = m_compared;
    // A write sets the expiry anew; editing must not make an entry live for ever.
    draft.expiresAt = m_base.expiresAt;
    if (m_mode == Mode::New) {
        const auto name = m_head.formName();
        if (!name) {
            m_notice.tell(NoticeKind::Error, name.error().message);
            m_head.focusForm();
            return;
        }
        draft.name = *name;
    }
    m_value.check([this, draft, shown = m_name, base = m_base.version,
                   present = m_base.present](const std::optional<ValueView::Checked>& checked) {
        // A large text is looked at for a moment, in which all may have changed.
        if (!checked || m_saving || !(shown == m_name) || base != m_base.version ||
            present != m_base.present)
            return;
        EntryWrite saved = draft;
        saved.value = checked->value;
        saved.formatted = checked->formatted;
        write(saved);
    });
}

void EditSession::write(const EntryWrite& write)
{
    m_saving = write;
    m_editsAtSave = m_value.edits();
    m_notice.end(m_writeFailure); // this one may succeed
    Q_EMIT changed();
    m_open.write(write);
}

void EditSession::overwrite()
{
    // What has been told is what is overwritten: if it changed again, there is another conflict.
    const EntryState& seen = *m_open.state();
    m_base.version = seen.version;
    m_base.present = seen.present;
    m_notice.clear();
    save();
}

void EditSession::removeEntry()
{
    if (canRemove())
        m_open.remove(m_name, m_base.version);
}

void EditSession::restore(const JsonText& value)
{
    if (m_saving || m_mode != Mode::Entry || isReadOnly())
        return;
    EntryWrite restored;
    restored.name = m_name;
    restored.value = value;
    restored.expected = m_base.expected();
    restored.expiresAt = m_base.present ? m_base.expiresAt : std::nullopt;
    restored.as = ChangeOp::Restore;
    restored.keepsText = false;
    write(restored);
}

void EditSession::setExpiry(std::optional<Timestamp> expiresAt)
{
    if (!canWrite() || !m_base.value)
        return;
    EntryWrite same;
    same.name = m_name;
    same.value = *m_base.value;
    same.formatted = m_base.formatted;
    same.expected = m_base.expected();
    same.expiresAt = expiresAt;
    same.keepsEdit = true;
    write(same);
}

void EditSession::takeWritten(const EntryWrite& write, Version version)
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
        Q_EMIT created(m_name);
    Q_EMIT unsavedChanged();
    if (m_open.state())
        takeState();
    if (write.gaveSecret)
        m_notice.tell(
            NoticeKind::Info,
            tr("This webhook has got a secret to sign by. Copy it in Webhooks, for its receiver."));
}

void EditSession::enter(const EntryWrite& write, Version version)
{
    const bool isNew = m_mode == Mode::New;
    m_mode = Mode::Entry;
    m_name = write.recordName.value_or(write.name);
    m_notice.clear();
    m_drafts.drop(write.name);
    if (!write.keepsText) {
        // The feed tells what is there now, and shows it over whatever stood in the editor.
        m_value.setUnmodified();
        m_open.reload();
        return;
    }
    m_base.version = version;
    m_base.present = true;
    m_base.expired = false;
    m_base.value = write.recordText.value_or(write.value);
    m_base.formatted = write.formatted;
    m_base.expiresAt = write.expiresAt;
    m_base.at = m_open.now();
    m_value.setEditable(true);
    if (!write.keepsEdit)
        m_value.theirs().close();
    if (!write.keepsEdit && m_value.edits() == m_editsAtSave) {
        if (write.recordText)
            m_value.refreshText(write.formatted); // which is not what was typed
        m_value.setUnmodified();
    }
    if (isNew) {
        m_drafts.drop(EntryName());
        m_head.showEntry(m_name);
        m_open.open(m_name);
    }
    Q_EMIT modeChanged();
    Q_EMIT changed();
}

void EditSession::takeWriteFailed(const EntryName& name, const Error& error)
{
    if (!m_saving || !(m_saving->name == name))
        return; // left in the meantime, and kept as a draft
    m_saving.reset();
    Q_EMIT changed();
    if (error.code != ErrorCode::Conflict) {
        m_writeFailure = m_notice.tell(NoticeKind::Error, errorText(error));
    } else if (m_mode == Mode::New) {
        tellExists(name);
    } else {
        // What is there instead may be known already, or will be told when it has been read.
        takeState();
        m_open.reload();
    }
}

void EditSession::takeRefused(const EntryName& name, const business::Refusal& refusal)
{
    if (!m_saving || !(m_saving->name == name))
        return; // left in the meantime, and kept as a draft
    m_saving.reset();
    m_writeFailure =
        m_notice.tell(NoticeKind::Error, tr("Not saved: %1").arg(refusalText(refusal)));
    Q_EMIT changed();
    Q_EMIT refused();
}

void EditSession::takeRemoveFailed(const EntryName& name, const Error& error)
{
    if (!(name == m_name) || m_mode != Mode::Entry)
        return;
    if (error.code != ErrorCode::Conflict) {
        m_writeFailure = m_notice.tell(NoticeKind::Error, errorText(error));
        return;
    }
    if (m_open.state()->isSameAs(m_base)) {
        m_removeRefused = true;
        m_open.reload();
    } else if (!isDirty() && m_base.present) {
        tellNotRemoved();
    }
}

} // namespace stateroom::ui
