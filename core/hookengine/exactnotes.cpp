// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/exactnotes.h"

#include "core/json/jsonview.h"

#include <QLocale>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <vector>

namespace stateroom::hookengine {

namespace {

/// As many decimal digits as a double holds, whichever they are.
constexpr qsizetype safeDigits = 15;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Without the zeros on either side: those that carry the value.
qsizetype significantDigits(QByteArrayView number)
{
    qsizetype count = 0;
    qsizetype zeros = 0;
    for (const char c : number) {
        if (c == 'e' || c == 'E')
            break;
        if (!isDigit(c) || (c == '0' && count == 0))
            continue;
        zeros = c == '0' ? zeros + 1 : 0;
        ++count;
    }
    return count - zeros;
}

/// Whether JavaScript writes the number as it stands here.
bool isWrittenSo(QByteArrayView number)
{
    if (number == "-0" || number.contains('e') || number.contains('E'))
        return false;
    const bool hasPoint = number.contains('.');
    if (hasPoint && number.back() == '0')
        return false;
    bool ok = false;
    const double value = number.toDouble(&ok);
    if (!ok || !std::isfinite(value))
        return false;
    if (!hasPoint && number.size() <= safeDigits)
        return true;
    const double size = std::abs(value);
    // Where it writes no exponent, and QLocale neither.
    if (size < 1e-4 || size >= 1e15)
        return false;
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest) == number;
}

/// Whether the engine's JSON.parse takes it.
bool isReadable(QByteArrayView number)
{
    const double value = number.toDouble();
    return std::isfinite(value) && (value != 0 || significantDigits(number) == 0);
}

/// Whether more or other digits stand here than a double can hold.
bool isBeyondDouble(QByteArrayView number)
{
    return significantDigits(number) > safeDigits || !isReadable(number);
}

/// The number by which JavaScript orders such a member before all others; -1: it does not.
qint64 indexOf(QByteArrayView quotedName)
{
    const QByteArrayView name = quotedName.sliced(1, quotedName.size() - 2);
    constexpr qsizetype longest = 10; // 4294967294
    if (name.isEmpty() || name.size() > longest || (name.front() == '0' && name.size() > 1) ||
        !std::all_of(name.begin(), name.end(), isDigit))
        return -1;
    const qint64 index = name.toLongLong();
    return index < 0xffffffff ? index : -1;
}

class Notes {
public:
    explicit Notes(const QByteArray& json)
        : m_json(json)
    {
    }
    ExactNotes take();

private:
    struct Level {
        bool isObject = false;
        qsizetype begin = 0;
        QByteArrayView name; ///< of the member that is looked at, in its quotes
        qsizetype index = 0; ///< of the element
        bool hasText = false;
        qint64 lastIndex = -1;
        bool isReordered = false;
        QByteArray numbers;
    };

    void open(bool isObject);
    void close();
    void text();
    void number();
    static QByteArray placeIn(const Level& level);
    QByteArray names(const Level& level) const;

    const QByteArray& m_json;
    qsizetype m_at = 0;
    std::vector<Level> m_levels;
    QByteArray m_containers;
    QByteArray m_root;
    QByteArray m_readable; ///< what stands before m_readTo
    qsizetype m_readTo = 0;
    QSet<QByteArray> m_long;
    bool m_isLossy = false;
};

ExactNotes Notes::take()
{
    while (m_at < m_json.size()) {
        const char c = m_json[m_at];
        if (c == '{' || c == '[')
            open(c == '{');
        else if (c == '}' || c == ']')
            close();
        else if (c == '"')
            text();
        else if (c == '-' || isDigit(c))
            number();
        else {
            if (c == ',' && !m_levels.back().isObject)
                ++m_levels.back().index;
            if (c == ',')
                m_levels.back().name = {};
            ++m_at;
        }
    }
    if (m_containers.isEmpty() && m_root.isEmpty())
        return {m_json, {}};
    QByteArray notes = "{\"c\":[" + m_containers + ']';
    if (!m_root.isEmpty())
        notes += ",\"r\":\"" + m_root + '"';
    notes += ",\"l\":[";
    if (m_isLossy) {
        QByteArrayList all(m_long.begin(), m_long.end());
        std::sort(all.begin(), all.end());
        notes += all.isEmpty() ? QByteArray() : '"' + all.join("\",\"") + '"';
    }
    m_readable += QByteArrayView(m_json).sliced(m_readTo);
    return {m_readable, notes + "]}"};
}

void Notes::open(bool isObject)
{
    Level level;
    level.isObject = isObject;
    level.begin = m_at++;
    m_levels.push_back(level);
}

void Notes::close()
{
    ++m_at;
    const Level level = std::move(m_levels.back());
    m_levels.pop_back();
    if (level.numbers.isEmpty() && !level.isReordered)
        return;
    QByteArray path;
    for (const Level& above : m_levels)
        path += (path.isEmpty() ? "" : ",") + placeIn(above);
    if (!m_containers.isEmpty())
        m_containers += ',';
    m_containers += "[[" + path + "],[" + level.numbers + "]," +
                    (level.isReordered ? names(level) : QByteArray("0")) + ']';
}

void Notes::text()
{
    const qsizetype begin = m_at++;
    while (m_json[m_at] != '"')
        m_at += m_json[m_at] == '\\' ? 2 : 1;
    ++m_at;
    if (m_levels.empty() || !m_levels.back().isObject || !m_levels.back().name.isEmpty())
        return;
    Level& level = m_levels.back();
    level.name = QByteArrayView(m_json).sliced(begin, m_at - begin);
    const qint64 index = indexOf(level.name);
    if (index < 0) {
        level.hasText = true;
        return;
    }
    level.isReordered = level.isReordered || level.hasText || index < level.lastIndex;
    level.lastIndex = index;
}

void Notes::number()
{
    const qsizetype begin = m_at;
    while (m_at < m_json.size() &&
           (isDigit(m_json[m_at]) || QByteArrayView("+-.eE").contains(m_json[m_at])))
        ++m_at;
    const QByteArrayView number = QByteArrayView(m_json).sliced(begin, m_at - begin);
    const bool isSame = isWrittenSo(number);
    if (number.size() > safeDigits && significantDigits(number) > safeDigits)
        m_long.insert(number.toByteArray());
    if (isSame)
        return;
    m_isLossy = m_isLossy || isBeyondDouble(number);
    if (!isReadable(number)) {
        m_readable += QByteArrayView(m_json).sliced(m_readTo, begin - m_readTo);
        m_readable += ExactNotes::placeholder;
        m_readTo = m_at;
    }
    if (m_levels.empty()) {
        m_root = number.toByteArray();
        return;
    }
    QByteArray& numbers = m_levels.back().numbers;
    if (!numbers.isEmpty())
        numbers += ',';
    numbers += '[' + placeIn(m_levels.back()) + ",\"" + number.toByteArray() + "\"]";
}

QByteArray Notes::placeIn(const Level& level)
{
    return level.isObject ? level.name.toByteArray() : QByteArray::number(level.index);
}

QByteArray Notes::names(const Level& level) const
{
    const JsonText object = JsonText::fromValidated(m_json.sliced(level.begin, m_at - level.begin));
    QByteArray list;
    JsonView(object).forEachMember([&list](const JsonView& name, const JsonView&) {
        list += (list.isEmpty() ? "" : ",") + name.raw().toByteArray();
        return true;
    });
    return '[' + list + ']';
}

} // namespace

ExactNotes exactNotes(const QByteArray& json)
{
    return Notes(json).take();
}

} // namespace stateroom::hookengine
