// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/bulkactions.h"

#include "core/actions/actionslice.h"
#include "core/actions/copykeys.h"
#include "core/actions/deletekeys.h"
#include "core/actions/undelete.h"
#include "core/actions/undo.h"
#include "core/json/jsontext.h"
#include "ui/model/bywindow.h"
#include "ui/model/errortext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLocale>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostCopied = 32 * 1024 * 1024; ///< bytes on the clipboard

int forText(qint64 count)
{
    return int(std::min<qint64>(count, INT_MAX));
}

Result<QByteArray>
readAsObject(Reader& reader, const Namespace& space, const std::vector<Key>& keys)
{
    QByteArray text("{");
    for (const Key& key : keys) {
        const auto entry = reader.value({space, key});
        if (!entry)
            return failureOf(entry);
        if (!*entry)
            continue;
        if (text.size() > 1)
            text += ',';
        text += "\n  " + JsonText::fromString(QString::fromUtf8(key.bytes())).bytes() + ": " +
                (*entry)->value.bytes();
        if (text.size() > mostCopied)
            return fail(ErrorCode::TooLarge, {});
    }
    return text + "\n}\n";
}

/// How far the expiry of many keys has got.
struct ExpiryState {
    std::size_t next = 0;
    qint64 written = 0;
};

} // namespace

QString BulkActions::broughtBackText(const RestoreCounts& counts)
{
    const QString back = tr("%Ln keys brought back.", nullptr, forText(counts.restored));
    if (counts.expired == 0)
        return back;
    //: After how many keys were brought back: those whose time was over were not
    return back + u' ' + tr("%Ln expired keys stay.", nullptr, forText(counts.expired));
}

BulkActions::BulkActions(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
{
}

void BulkActions::remove(const Namespace& space, std::vector<Key> keys)
{
    removeScope({space, {}, std::move(keys)});
}

void BulkActions::removeAll(const Namespace& space)
{
    removeScope({space, {}, {}});
}

void BulkActions::removeBelow(const Namespace& space, const QByteArray& prefix)
{
    removeScope({space, prefix, {}});
}

void BulkActions::copyAll(const Namespace& from, const Namespace& to)
{
    copyKeys(
        m_store, byWindow(), {.from = {from, {}, {}}, .to = to}, this,
        [this](const Result<CopyReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else if (report->skipped > 0)
                Q_EMIT done(
                    tr("Copied: %1. Left alone, since they exist there: %2.")
                        .arg(
                            QLocale().toString(report->copied),
                            QLocale().toString(report->skipped)),
                    report->operation);
            else
                Q_EMIT done(
                    tr("%Ln keys copied.", nullptr, forText(report->copied)), report->operation);
        });
}

void BulkActions::bringBack(const Namespace& space)
{
    UndeleteRequest request;
    request.scope.space = space;
    undeleteKeys(m_store, byWindow(), request, this, [this](const Result<RestoreReport>& report) {
        if (!report)
            Q_EMIT failed(errorText(report.error()));
        else if (report->restored == 0 && report->expired == 0)
            Q_EMIT failed(tr("History holds no deleted key of this namespace any more."));
        else
            Q_EMIT done(broughtBackText(*report), report->operation);
    });
}

void BulkActions::removeScope(Scope scope)
{
    deleteKeys(
        m_store, byWindow(), std::move(scope), false, this,
        [this](const Result<DeleteReport>& report) {
            if (report)
                takeRemoved(report->deleted, report->operation);
            else
                Q_EMIT failed(errorText(report.error()));
        });
}

void BulkActions::takeRemoved(qint64 keys, OperationId operation)
{
    Q_EMIT done(tr("%Ln keys deleted.", nullptr, forText(keys)), operation);
}

void BulkActions::expire(
    const Namespace& space, std::vector<Key> keys, std::optional<Milliseconds> after)
{
    const auto at =
        after ? std::optional(Timestamp(m_store.now().value() + after->count())) : std::nullopt;
    const auto step = [space, keys = std::move(keys),
                       at](ActionSlice& slice, ExpiryState& state) -> Result<bool> {
        while (state.next < keys.size() && !slice.isOver()) {
            const EntryName name{space, keys[state.next++]};
            const auto entry = slice.read().get(name);
            if (!entry)
                return failureOf(entry);
            if (!*entry || (*entry)->expiresAt == at)
                continue;
            const auto written = slice.set(name, (*entry)->value, {.expiresAt = at});
            if (!written)
                return failureOf(written);
            ++state.written;
        }
        return state.next < keys.size();
    };
    runAction<ExpiryState>(
        m_store, byWindow(), false, {}, step, this,
        [this, at](const Result<ExpiryState>& state, OperationId operation) {
            if (!state)
                Q_EMIT failed(errorText(state.error()));
            else if (at)
                Q_EMIT done(
                    tr("%Ln keys will expire.", nullptr, forText(state->written)), operation);
            else
                Q_EMIT done(
                    tr("%Ln keys no longer expire.", nullptr, forText(state->written)), operation);
        });
}

void BulkActions::copyValues(const Namespace& space, std::vector<Key> keys)
{
    m_store.read(
        [space, keys = std::move(keys)](Reader& reader) {
            return readAsObject(reader, space, keys);
        },
        this,
        [this](const Result<QByteArray>& text) {
            if (!text) {
                Q_EMIT failed(
                    text.error().code == ErrorCode::TooLarge
                        ? tr("These values are too much to be copied.")
                        : errorText(text.error()));
                return;
            }
            QGuiApplication::clipboard()->setText(QString::fromUtf8(*text));
            Q_EMIT done(tr("Copied as JSON."), OperationId());
        });
}

void BulkActions::undo(OperationId operation)
{
    Q_EMIT undoing(operation);
    undoChanges(
        m_store, byWindow(), {.target = operation}, this, [this](const Result<UndoReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else if (report->conflictCount > 0)
                Q_EMIT failed(
                    tr("Nothing was undone: %Ln of these keys have been written since.", nullptr,
                       forText(report->conflictCount)));
            else
                Q_EMIT done(
                    tr("Undone: %Ln keys are as they were.", nullptr,
                       forText(report->restored + report->deleted)),
                    OperationId());
        });
}

} // namespace stateroom::ui
