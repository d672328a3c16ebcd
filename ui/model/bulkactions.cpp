// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/bulkactions.h"

#include "core/actions/actionslice.h"
#include "core/actions/copykeys.h"
#include "core/actions/deletekeys.h"
#include "core/actions/undelete.h"
#include "core/actions/undo.h"
#include "core/business/records.h"
#include "core/json/jsontext.h"
#include "ui/model/bywindow.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/model/operationwatch.h"
#include "ui/model/timetext.h"

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

/// How many keys came back, and how many expired ones did not.
QString broughtBackText(const RestoreCounts& counts)
{
    const QString back =
        counts.restored == 0 && counts.expired > 0
            ? BulkActions::tr("No deleted key was left to bring back.")
            : BulkActions::tr("%Ln keys brought back.", nullptr, forText(counts.restored));
    if (counts.expired == 0)
        return back;
    //: After how many keys were brought back: those whose time was over were not
    const QString stay = BulkActions::tr(
        "%Ln expired keys stay gone: each can be brought back by itself from the list of deleted "
        "keys, without an expiry then.",
        nullptr, forText(counts.expired));
    return back + u' ' + stay;
}

QString undoneText(const UndoReport& report)
{
    const QString undone = BulkActions::tr(
        "Undone: %Ln keys are as they were.", nullptr, forText(report.restored + report.deleted));
    if (report.skipped == 0)
        return undone;
    return undone + u' ' +
           BulkActions::tr(
               "%Ln keys that were written since stay as they are.", nullptr,
               forText(report.skipped));
}

/// A key within a sentence.
QString shortKey(const Key& key)
{
    constexpr qsizetype longest = 60;
    constexpr qsizetype front = 36;
    const QString text = keyDisplayText(key.bytes());
    if (text.size() <= longest)
        return text;
    return text.left(front) + u'…' + text.right(longest - front - 1);
}

} // namespace

BulkActions::BulkActions(Store& store, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_watch(new OperationWatch(store, this))
{
    connect(m_watch, &OperationWatch::overtaken, this, &BulkActions::overtaken);
}

void BulkActions::tell(
    const QString& text, const Namespace& space, OperationId operation, Offer offer)
{
    m_told = operation;
    if (operation != OperationId()) {
        m_space = space;
        m_watch->follow(operation, space);
    }
    Q_EMIT done(text, offer == Offer::Undo ? operation : OperationId());
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
        m_store, byWindow(),
        {.from = {from, {}, {}}, .to = to, .judgeValue = business::checkRecord}, this,
        [this, to](const Result<CopyReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else if (report->skipped > 0)
                tell(
                    tr("Copied: %1. Left alone, since they exist there: %2.")
                        .arg(
                            QLocale().toString(report->copied),
                            QLocale().toString(report->skipped)),
                    to, report->operation);
            else
                tell(
                    tr("%Ln keys copied.", nullptr, forText(report->copied)), to,
                    report->operation);
        });
}

void BulkActions::bringBackAll(const Namespace& space)
{
    UndeleteRequest request;
    request.scope.space = space;
    undeleteKeys(
        m_store, byWindow(), request, this, [this, space](const Result<RestoreReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else if (report->restored == 0 && report->expired == 0)
                Q_EMIT failed(tr("History holds no deleted key of this namespace any more."));
            else
                tell(broughtBackText(*report), space, report->operation);
        });
}

void BulkActions::bringBack(const EntryName& name)
{
    UndeleteRequest request;
    request.scope.space = name.space;
    request.scope.keys = std::vector<Key>{name.key};
    undeleteKeys(
        m_store, byWindow(), request, this, [this, name](const Result<RestoreReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else
                //: %1 is a key
                tell(tr("Brought back: %1").arg(shortKey(name.key)), name.space, report->operation);
        });
}

void BulkActions::removeScope(Scope scope)
{
    const Namespace space = scope.space;
    deleteKeys(
        m_store, byWindow(), std::move(scope), false, this,
        [this, space](const Result<DeleteReport>& report) {
            if (report)
                tell(
                    tr("%Ln keys deleted.", nullptr, forText(report->deleted)), space,
                    report->operation);
            else
                Q_EMIT failed(errorText(report.error()));
        });
}

void BulkActions::takeRemoved(const EntryName& name, OperationId operation)
{
    //: %1 is a key
    tell(tr("Deleted: %1").arg(shortKey(name.key)), name.space, operation);
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
        [this, at, space](const Result<ExpiryState>& state, OperationId operation) {
            if (!state)
                Q_EMIT failed(errorText(state.error()));
            else if (at)
                tell(
                    //: %1 is the moment
                    tr("%Ln keys expire at %1.", nullptr, forText(state->written))
                        .arg(exactTimeText(*at)),
                    space, operation);
            else
                tell(
                    tr("%Ln keys no longer expire.", nullptr, forText(state->written)), space,
                    operation);
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
            tell(tr("Copied as JSON."), {}, {});
        });
}

void BulkActions::undo(OperationId operation)
{
    undo(operation, Conflicts::Refuse);
}

void BulkActions::undoRest(OperationId operation)
{
    undo(operation, Conflicts::Skip);
}

void BulkActions::undo(OperationId operation, Conflicts conflicts)
{
    Q_EMIT undoing(operation);
    UndoRequest request{.target = operation};
    request.skipConflicts = conflicts == Conflicts::Skip;
    undoChanges(
        m_store, byWindow(), request, this,
        [this, operation, space = m_space](const Result<UndoReport>& report) {
            if (!report)
                Q_EMIT failed(errorText(report.error()));
            else if (report->conflictCount > 0)
                Q_EMIT failed(
                    tr("Nothing was undone: %Ln of these keys have been written since.", nullptr,
                       forText(report->conflictCount)),
                    operation);
            else
                tell(undoneText(*report), space, report->operation, Offer::Nothing);
        });
}

} // namespace stateroom::ui
