// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listcursor.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace stateroom::business {

namespace {

constexpr qsizetype hashBytes = 8;
constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

/// Unambiguous: each part with its length.
QByteArray joined(const QByteArrayList& parts)
{
    QByteArray text;
    for (const QByteArray& part : parts)
        text += QByteArray::number(part.size()) + ':' + part;
    return text;
}

QByteArray textOfTerm(const FilterTerm& term)
{
    QByteArrayList parts = {term.path, QByteArray::number(int(term.op))};
    for (const FilterValue& value : term.values)
        parts << QByteArray(value.textual ? "t" : "j") + value.json.bytes();
    return joined(parts);
}

/// Reads or writes all of it, in one order.
template <class Stream, class Cursor> void transfer(Stream stream, Cursor& cursor)
{
    stream(cursor.index);
    stream(cursor.ordered);
    stream(cursor.key);
    stream(cursor.id);
    stream(cursor.unfinished);
    if (!cursor.unfinished)
        return;
    stream(cursor.stretch);
    stream(cursor.scanKey);
    stream(cursor.scanId);
    stream(cursor.wanted);
    // Not as a list, for which a forged count would reserve room.
    stream(cursor.best);
}

/// That nothing in it leads astray, whoever wrote it.
bool isSound(const ListCursor& cursor)
{
    if (!cursor.unfinished)
        return true;
    return cursor.stretch >= 0 && cursor.wanted >= 2 && cursor.wanted <= ListLimits::maxPage + 1 &&
           cursor.bestIds().size() <= cursor.wanted;
}

} // namespace

QByteArray questionHash(
    const Resource& resource, const std::vector<FilterTerm>& filter,
    const std::vector<SortField>& sort)
{
    QByteArrayList terms;
    for (const FilterTerm& term : filter)
        terms << textOfTerm(term);
    std::sort(terms.begin(), terms.end());
    QByteArrayList fields;
    for (const SortField& field : sort)
        fields << (field.descending ? '-' : '+') + field.path;
    const QByteArray question =
        joined({resource.name, resource.indexFingerprint(), joined(terms), joined(fields)});
    return QCryptographicHash::hash(question, QCryptographicHash::Sha256).first(hashBytes);
}

QByteArray cursorText(const ListCursor& cursor, const QByteArray& hash)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    transfer([&stream](const auto& part) { stream << part; }, cursor);
    return (hash + bytes).toBase64(encoding);
}

std::optional<ListCursor> cursorFrom(const QByteArray& text, const QByteArray& hash)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text, encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).startsWith(hash))
        return std::nullopt;
    const QByteArray bytes = (*decoded).sliced(hashBytes);
    QDataStream stream(bytes);
    ListCursor cursor;
    transfer([&stream](auto& part) { stream >> part; }, cursor);
    if (stream.status() != QDataStream::Ok || !stream.atEnd() || !isSound(cursor))
        return std::nullopt;
    return cursor;
}

} // namespace stateroom::business
