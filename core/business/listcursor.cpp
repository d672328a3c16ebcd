// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/listcursor.h"

#include <QCryptographicHash>

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

// Not QDataStream, which costs more than the page that is looked for.

class CursorWriter {
public:
    void operator()(bool flag) { bytes += char(flag); }
    void operator()(int number)
    {
        for (int shift = 24; shift >= 0; shift -= 8)
            bytes += char(uint(number) >> shift);
    }
    void operator()(const QByteArray& part)
    {
        (*this)(int(part.size()));
        bytes += part;
    }
    QByteArray bytes;
};

class CursorReader {
public:
    explicit CursorReader(QByteArrayView bytes)
        : m_left(bytes)
    {
    }
    void operator()(bool& flag) { flag = !take(1).isEmpty() && m_taken.front() == 1; }
    void operator()(int& number)
    {
        uint read = 0;
        for (const char c : take(4))
            read = read << 8 | uchar(c);
        number = int(read);
    }
    void operator()(QByteArray& part)
    {
        int size = 0;
        (*this)(size);
        part = take(size).toByteArray();
    }
    /// Whether all that was asked for was there, and nothing else.
    bool isComplete() const { return !m_failed && m_left.isEmpty(); }

private:
    QByteArrayView take(qsizetype count)
    {
        m_failed = m_failed || count < 0 || count > m_left.size();
        m_taken = m_failed ? QByteArrayView() : m_left.first(count);
        m_left = m_left.sliced(m_taken.size());
        return m_taken;
    }
    QByteArrayView m_left;
    QByteArrayView m_taken;
    bool m_failed = false;
};

template <class Stream, class Place> void transferPlace(Stream& stream, Place& place)
{
    stream(place.key);
    stream(place.id);
    stream(place.version);
    stream(place.itself);
}

/// Reads or writes all of it, in one order.
template <class Stream, class Cursor> void transfer(Stream& stream, Cursor& cursor)
{
    stream(cursor.index);
    stream(cursor.ordered);
    stream(cursor.group);
    transferPlace(stream, cursor.place);
    stream(cursor.unfinished);
    if (!cursor.unfinished)
        return;
    stream(cursor.stretch);
    stream(cursor.scanKey);
    stream(cursor.scanId);
    stream(cursor.best);
    transferPlace(stream, cursor.horizon);
}

/// That nothing in it leads astray, whoever wrote it.
bool isSound(const ListCursor& cursor)
{
    if (!cursor.unfinished)
        return true;
    return cursor.stretch >= 0 && cursor.bestIds().size() <= ListLimits::maxPage + 1;
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
    CursorWriter writer{hash};
    transfer(writer, cursor);
    return writer.bytes.toBase64(encoding);
}

std::optional<ListCursor> cursorFrom(const QByteArray& text, const QByteArray& hash)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(text, encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || !(*decoded).startsWith(hash))
        return std::nullopt;
    CursorReader reader(QByteArrayView(*decoded).sliced(hashBytes));
    ListCursor cursor;
    transfer(reader, cursor);
    if (!reader.isComplete() || !isSound(cursor))
        return std::nullopt;
    return cursor;
}

} // namespace stateroom::business
