// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/canonicaljson.h"

#include "core/business/sortkey.h"
#include "core/json/jsonview.h"
#include "core/json/swar.h"
#include "core/webhooks/numbertext.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace stateroom::webhooks {

namespace {

/// Whole numbers of so many digits are doubles, and written as they are.
constexpr qsizetype safeDigits = 15;

const uchar* bytesOf(const char* at)
{
    return reinterpret_cast<const uchar*>(at);
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The number by which JavaScript orders such a member before all others; -1: it does not.
qint64 indexOf(QByteArrayView quotedName)
{
    const QByteArrayView name = quotedName.sliced(1, quotedName.size() - 2);
    constexpr qsizetype longest = 10;       // 4294967294
    constexpr qint64 noIndex = 0xffff'ffff; // the length of the longest array
    if (name.isEmpty() || name.size() > longest || (name.front() == '0' && name.size() > 1) ||
        !std::all_of(name.begin(), name.end(), isDigit))
        return -1;
    const qint64 index = name.toLongLong();
    return index < noIndex ? index : -1;
}

/// Whether they are the same number, to the last of any digits, and a zero of the same sign.
bool isSameNumber(QByteArrayView written, const QByteArray& text)
{
    const auto keyOf = [](QByteArrayView number) {
        const JsonText json = JsonText::fromValidated(number.toByteArray());
        return business::sortKey(JsonView(json), business::wholeKey);
    };
    const bool losesSign = written.front() == '-' && text == "0";
    return written == text || (!losesSign && text != "null" && keyOf(written) == keyOf(text));
}

/// Writes a text value by value into m_out, members where they stand; then puts those in order
/// that stand otherwise, in one pass over all of it.
class Canonicalizer {
public:
    explicit Canonicalizer(const QByteArray& json)
        : m_json(json)
    {
        m_out.reserve(json.size());
    }
    QByteArray take();
    /// Of what has been taken: Canonical::changed.
    bool isChanged() const { return m_isChanged; }

private:
    struct Span {
        qsizetype begin = 0;
        qsizetype end = 0;
    };
    struct Member {
        Span name;
        qsizetype end = 0; ///< of its value
        qint64 index = -1;
    };
    struct Level {
        bool isObject = false;
        bool isAtName = false;
        qsizetype begin = 0; ///< in m_out, behind the bracket
        size_t firstMember = 0;
    };
    /// What stands in an object, in another order.
    struct Arrangement {
        Span span;
        std::vector<Span> members;
    };

    void step();
    void open(bool isObject);
    void close();
    void endMember();
    void appendString();
    void appendEscape();
    void appendUnit(char16_t unit);
    void appendNumber();
    void arrange(const Level& level);
    void emitSpan(Span span, QByteArray& to) const;

    char16_t hexUnit(qsizetype at) const
    {
        return char16_t(QByteArrayView(m_json).sliced(at, 4).toUShort(nullptr, 16));
    }
    QByteArrayView nameOf(const Member& member) const
    {
        return QByteArrayView(m_out).sliced(member.name.begin, member.name.end - member.name.begin);
    }

    const QByteArray& m_json;
    qsizetype m_at = 0;
    QByteArray m_out;
    std::vector<Level> m_levels;
    std::vector<Member> m_members; ///< of all open objects
    std::vector<size_t> m_byName;  ///< kept for its room
    std::vector<Arrangement> m_arrangements;
    bool m_isChanged = false;
};

QByteArray Canonicalizer::take()
{
    while (m_at < m_json.size())
        step();
    if (m_arrangements.empty())
        return std::move(m_out);
    // From the outside in.
    std::sort(m_arrangements.begin(), m_arrangements.end(), [](const auto& a, const auto& b) {
        return a.span.begin < b.span.begin;
    });
    QByteArray arranged;
    arranged.reserve(m_out.size());
    emitSpan({0, m_out.size()}, arranged);
    return arranged;
}

void Canonicalizer::step()
{
    const char c = m_json[m_at];
    if (c == '{' || c == '[') {
        open(c == '{');
    } else if (c == '}' || c == ']') {
        close();
    } else if (c == ',') {
        endMember();
        m_levels.back().isAtName = m_levels.back().isObject;
        m_out += c;
        ++m_at;
    } else if (c == '"') {
        const bool isName = !m_levels.empty() && m_levels.back().isAtName;
        const qsizetype begin = m_out.size();
        appendString();
        if (isName) {
            m_levels.back().isAtName = false;
            const Span name{begin, m_out.size()};
            const qint64 index = indexOf(QByteArrayView(m_out).sliced(begin));
            m_members.push_back({name, 0, index});
        }
    } else if (c == '-' || isDigit(c)) {
        appendNumber();
    } else { // a colon, or a letter of true, false, null
        m_out += c;
        ++m_at;
    }
}

void Canonicalizer::open(bool isObject)
{
    m_out += m_json[m_at++];
    m_levels.push_back({isObject, isObject, m_out.size(), m_members.size()});
}

void Canonicalizer::endMember()
{
    const Level& level = m_levels.back();
    if (level.isObject && m_members.size() > level.firstMember)
        m_members.back().end = m_out.size();
}

void Canonicalizer::close()
{
    endMember();
    const Level level = m_levels.back();
    if (level.isObject) {
        arrange(level);
        m_members.resize(level.firstMember);
    }
    m_levels.pop_back();
    m_out += m_json[m_at++];
}

void Canonicalizer::appendNumber()
{
    const qsizetype begin = m_at;
    bool isWhole = true;
    for (; m_at < m_json.size(); ++m_at) {
        const char c = m_json[m_at];
        if (c == '.' || c == 'e' || c == 'E')
            isWhole = false;
        else if (!isDigit(c) && c != '-' && c != '+')
            break;
    }
    const QByteArrayView text = QByteArrayView(m_json).sliced(begin, m_at - begin);
    if (isWhole && text.size() <= safeDigits && text != "-0") {
        m_out += text;
        return;
    }
    const JsonText number = JsonText::fromValidated(text.toByteArray());
    const QByteArray written = numberText(JsonView(number).toDouble().value_or(0));
    m_isChanged = m_isChanged || !isSameNumber(text, written);
    m_out += written;
}

/// All but escapes is written as it stands, bytes above ASCII, too.
void Canonicalizer::appendString()
{
    m_out += m_json[m_at++];
    const char* const end = m_json.cend();
    for (;;) {
        const char* const from = m_json.cbegin() + m_at;
        const auto* stop =
            reinterpret_cast<const char*>(swar::findQuoteOrBackslash(bytesOf(from), bytesOf(end)));
        m_out += QByteArrayView(from, stop);
        m_at += stop - from;
        if (*stop == '"')
            break;
        appendEscape();
    }
    m_out += m_json[m_at++];
}

void Canonicalizer::appendEscape()
{
    constexpr qsizetype unicodeLength = 6; // \u1234
    const char kind = m_json[m_at + 1];
    if (kind != 'u') {
        if (kind == '/')
            m_out += '/';
        else
            m_out += QByteArrayView(m_json).sliced(m_at, 2);
        m_at += 2;
        return;
    }
    const char16_t unit = hexUnit(m_at + 2);
    m_at += unicodeLength;
    const QByteArrayView rest = QByteArrayView(m_json).sliced(m_at);
    if (QChar::isHighSurrogate(unit) && rest.startsWith("\\u")) {
        const char16_t low = hexUnit(m_at + 2);
        if (QChar::isLowSurrogate(low)) {
            m_at += unicodeLength;
            const char16_t pair[] = {unit, low};
            m_out += QStringView(pair, 2).toUtf8();
            return;
        }
    }
    appendUnit(unit);
}

void Canonicalizer::appendUnit(char16_t unit)
{
    constexpr char16_t firstPlain = 0x20;
    static constexpr std::pair<char16_t, char> shorts[] = {
        {u'\b', 'b'}, {u'\t', 't'}, {u'\n', 'n'},  {u'\f', 'f'},
        {u'\r', 'r'}, {u'"', '"'},  {u'\\', '\\'},
    };
    for (const auto& [character, letter] : shorts) {
        if (unit == character) {
            m_out += '\\';
            m_out += letter;
            return;
        }
    }
    if (unit < firstPlain || QChar::isSurrogate(unit))
        m_out += "\\u" + QByteArray::number(unit, 16).rightJustified(4, '0');
    else
        m_out += QStringView(&unit, 1).toUtf8();
}

/// Notes how the members of an object have to stand, if not as they do.
void Canonicalizer::arrange(const Level& level)
{
    const size_t count = m_members.size() - level.firstMember;
    const Member* const members = m_members.data() + level.firstMember;
    const bool hasIndex = std::any_of(
        members, members + count, [](const Member& member) { return member.index >= 0; });
    m_byName.resize(count);
    for (size_t i = 0; i < count; ++i)
        m_byName[i] = i;
    std::sort(m_byName.begin(), m_byName.end(), [&](size_t a, size_t b) {
        const int order = nameOf(members[a]).compare(nameOf(members[b]));
        return order == 0 ? a < b : order < 0;
    });
    struct Place {
        qint64 index;
        size_t first; ///< of this name
        size_t last;
    };
    std::vector<Place> places;
    bool isTwice = false;
    for (size_t i = 1; i < count && !isTwice; ++i)
        isTwice = nameOf(members[m_byName[i - 1]]) == nameOf(members[m_byName[i]]);
    if (!hasIndex && !isTwice)
        return;
    for (const size_t i : m_byName) {
        if (!places.empty() && nameOf(members[places.back().first]) == nameOf(members[i]))
            places.back().last = i;
        else
            places.push_back({members[i].index, i, i});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        if (a.index >= 0 || b.index >= 0)
            return quint64(a.index) < quint64(b.index); // -1 stands behind all
        return a.first < b.first;
    });
    const bool isAsItWas =
        places.size() == count &&
        std::is_sorted(places.begin(), places.end(), [](const Place& a, const Place& b) {
            return a.first < b.first;
        });
    if (isAsItWas)
        return;
    m_isChanged = true;
    Arrangement arrangement{{level.begin, m_out.size()}, {}};
    for (const Place& place : places)
        arrangement.members.push_back({members[place.last].name.begin, members[place.last].end});
    m_arrangements.push_back(std::move(arrangement));
}

/// A stretch of m_out, all objects in it arranged.
void Canonicalizer::emitSpan(Span span, QByteArray& to) const
{
    // The object of which this is the first member begins where it does.
    const auto next = [this](qsizetype from) {
        return std::upper_bound(
            m_arrangements.begin(), m_arrangements.end(), from,
            [](qsizetype at, const Arrangement& a) { return at < a.span.begin; });
    };
    for (auto inner = next(span.begin);
         inner != m_arrangements.end() && inner->span.begin < span.end; inner = next(span.begin)) {
        to += QByteArrayView(m_out).sliced(span.begin, inner->span.begin - span.begin);
        for (const Span& member : inner->members) {
            if (&member != &inner->members.front())
                to += ',';
            emitSpan(member, to);
        }
        span.begin = inner->span.end;
    }
    to += QByteArrayView(m_out).sliced(span.begin, span.end - span.begin);
}

} // namespace

Canonical canonicalJson(const JsonText& json)
{
    Canonicalizer canonicalizer(json.bytes());
    QByteArray bytes = canonicalizer.take();
    return {std::move(bytes), canonicalizer.isChanged()};
}

} // namespace stateroom::webhooks
