// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/business/jsonorder.h"

#include <QList>

namespace stateroom::test {

namespace {

int rankOf(std::optional<JsonView> value)
{
    if (!value)
        return 0;
    switch (value->type()) {
    case JsonType::Null:
        return 0;
    case JsonType::Boolean:
        return 1;
    case JsonType::Number:
        return 2;
    case JsonType::String:
        return 3;
    case JsonType::Array:
        return 4;
    case JsonType::Object:
        return 5;
    }
    Q_UNREACHABLE();
}

struct Written {
    bool negative = false;
    QByteArray whole;    ///< without zeros in front
    QByteArray fraction; ///< without zeros at its end
    bool isZero() const { return whole.isEmpty() && fraction.isEmpty(); }
};

/// 12.5e1 as 125 and nothing.
Written writtenOut(QByteArrayView json)
{
    QByteArray text = json.toByteArray().toLower();
    Written out;
    if (text.startsWith('-')) {
        out.negative = true;
        text.remove(0, 1);
    }
    int exponent = 0;
    if (const qsizetype e = text.indexOf('e'); e >= 0) {
        exponent = text.sliced(e + 1).toInt();
        text.truncate(e);
    }
    const qsizetype point = text.indexOf('.');
    out.whole = point < 0 ? text : text.first(point);
    out.fraction = point < 0 ? QByteArray() : text.sliced(point + 1);
    for (; exponent > 0; --exponent) {
        out.whole += out.fraction.isEmpty() ? '0' : out.fraction.front();
        out.fraction.remove(0, 1);
    }
    for (; exponent < 0; ++exponent) {
        out.fraction.prepend(out.whole.isEmpty() ? '0' : out.whole.back());
        out.whole.chop(1);
    }
    while (out.whole.startsWith('0'))
        out.whole.remove(0, 1);
    while (out.fraction.endsWith('0'))
        out.fraction.chop(1);
    return out;
}

std::strong_ordering compareSizes(const Written& a, const Written& b)
{
    if (a.whole.size() != b.whole.size())
        return a.whole.size() <=> b.whole.size();
    if (const int whole = a.whole.compare(b.whole); whole != 0)
        return whole <=> 0;
    return a.fraction.compare(b.fraction) <=> 0;
}

std::strong_ordering compareNumbers(QByteArrayView left, QByteArrayView right)
{
    const Written a = writtenOut(left);
    const Written b = writtenOut(right);
    const int signA = a.isZero() ? 0 : a.negative ? -1 : 1;
    const int signB = b.isZero() ? 0 : b.negative ? -1 : 1;
    if (signA != signB || signA == 0)
        return signA <=> signB;
    return signA > 0 ? compareSizes(a, b) : compareSizes(b, a);
}

/// A lone surrogate counts as itself; QString::toUcs4 would replace it.
QList<uint> codePointsOf(const QString& text)
{
    QList<uint> all;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        all << (pair ? QChar::surrogateToUcs4(text[i], text[i + 1]) : text[i].unicode());
        i += pair ? 1 : 0;
    }
    return all;
}

} // namespace

std::strong_ordering compareTexts(const QString& left, const QString& right)
{
    const QList<uint> a = codePointsOf(left);
    const QList<uint> b = codePointsOf(right);
    for (qsizetype i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (a[i] != b[i])
            return a[i] <=> b[i];
    }
    return a.size() <=> b.size();
}

bool sameKind(std::optional<JsonView> a, std::optional<JsonView> b)
{
    return rankOf(a) == rankOf(b);
}

std::strong_ordering compareJson(std::optional<JsonView> a, std::optional<JsonView> b)
{
    const int rank = rankOf(a);
    if (rank != rankOf(b))
        return rank <=> rankOf(b);
    switch (rank) {
    case 0:
        return std::strong_ordering::equal;
    case 1:
        return int(*a->toBool()) <=> int(*b->toBool());
    case 2:
        return compareNumbers(a->raw(), b->raw());
    case 3:
        return compareTexts(*a->toString(), *b->toString());
    default:
        return a->raw().compare(b->raw()) <=> 0;
    }
}

} // namespace stateroom::test
