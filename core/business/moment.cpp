// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/business/moment.h"

#include "core/base/clock.h"
#include "core/business/sortkey.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

namespace stateroom::business {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView storedForm = "0000-00-00T00:00:00.000Z";

bool isStoredForm(QByteArrayView text)
{
    const auto fits = [](char c, char form) {
        return form == '0' ? c >= '0' && c <= '9' : c == form;
    };
    return text.size() == storedForm.size() &&
           std::equal(text.begin(), text.end(), storedForm.begin(), fits);
}

/// The parts of a moment; judged as a whole: Qt's own reading of a date passes over what stands
/// behind it.
std::optional<QRegularExpressionMatch> partsOf(const QString& text)
{
    static const QRegularExpression form(
        uR"(^(\d{4}-\d\d-\d\d)([Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?([Zz]|([+-]\d\d):?(\d\d)?)?)?\z)"_s);
    const auto parts = form.match(text);
    if (!parts.hasMatch() || !QDate::fromString(parts.captured(1), Qt::ISODate).isValid())
        return std::nullopt;
    if (!parts.hasCaptured(2))
        return parts;
    const QStringView time = parts.capturedView(2);
    const int second = parts.hasCaptured(3) ? parts.capturedView(3).sliced(1, 2).toInt() : 0;
    const bool exists = time.sliced(1, 2).toInt() < 24 && time.sliced(4, 2).toInt() < 60 &&
                        second < 60 && std::abs(parts.capturedView(6).toInt()) < 24 &&
                        parts.capturedView(7).toInt() < 60;
    return exists ? std::optional(parts) : std::nullopt;
}

qint64 offsetSeconds(const QRegularExpressionMatch& parts)
{
    const QStringView hours = parts.capturedView(6);
    const qint64 size =
        3'600 * std::abs(hours.toInt()) + 60 * qint64(parts.capturedView(7).toInt());
    return hours.startsWith(u'-') ? -size : size;
}

bool holdsMoments(const Resource& resource, const QByteArray& path, bool& isOurs)
{
    isOurs = path == "created_at" || path == "updated_at";
    const Field* const field = isOurs ? nullptr : resource.field(path);
    return isOurs || (field && field->type == FieldType::Moment);
}

std::optional<QByteArray> momentOf(const FilterValue& value)
{
    if (value.json.type() != JsonType::String)
        return std::nullopt;
    QByteArray text = textOf(value.json);
    // A plus sign that was not escaped in a query has become a space.
    const qsizetype space = text.lastIndexOf(' ');
    if (value.textual && space > text.indexOf(':'))
        text[space] = '+';
    return momentKey(text);
}

} // namespace

bool isMoment(const QString& text)
{
    return partsOf(text).has_value();
}

std::optional<QByteArray> momentKey(QByteArrayView utf8)
{
    if (isStoredForm(utf8))
        return utf8.toByteArray();
    const auto parts = partsOf(QString::fromUtf8(utf8));
    if (!parts)
        return std::nullopt;
    const QStringView clock = parts->capturedView(2);
    QTime time(0, 0);
    QString fraction;
    if (!clock.isEmpty()) {
        const QStringView seconds = parts->capturedView(3);
        fraction = parts->captured(4).sliced(parts->hasCaptured(4) ? 1 : 0);
        time = QTime(
            clock.sliced(1, 2).toInt(), clock.sliced(4, 2).toInt(),
            seconds.isEmpty() ? 0 : seconds.sliced(1, 2).toInt(),
            fraction.leftJustified(3, u'0').first(3).toInt());
    }
    const QDate date = QDate::fromString(parts->captured(1), Qt::ISODate);
    constexpr qint64 dayMs = 86'400'000;
    const Timestamp moment(
        QDate(1970, 1, 1).daysTo(date) * dayMs + time.msecsSinceStartOfDay() -
        offsetSeconds(*parts) * 1'000);
    // What four digits cannot tell is left as it is.
    if (const int year = moment.toDateTime().date().year(); year < 1 || year > 9'999)
        return std::nullopt;
    QByteArray beyond = fraction.mid(3).toLatin1();
    while (beyond.endsWith('0'))
        beyond.chop(1);
    return moment.toIso() + beyond;
}

std::vector<FilterTerm> withMoments(const Resource& resource, std::vector<FilterTerm> filter)
{
    for (FilterTerm& term : filter) {
        bool isOurs = false;
        if (term.op == FilterOperator::Exists || !holdsMoments(resource, term.path, isOurs))
            continue;
        for (FilterValue& value : term.values) {
            const auto moment = momentOf(value);
            if (!moment)
                continue;
            value.json = JsonText::fromUtf8(*moment);
            term.asMoment = term.asMoment || !isOurs;
        }
    }
    return filter;
}

} // namespace stateroom::business
