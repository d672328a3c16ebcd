// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/endpointrules.h"

#include "core/business/sortkey.h"

#include <QUrl>

#include <algorithm>
#include <cctype>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;
using business::FieldProblem;
using business::RecordWrite;

namespace {

/// What no URL can hold as it stands; empty: nothing of the kind.
QByteArray misspelling(const QByteArray& url)
{
    const auto isHex = [&url](qsizetype at) {
        return at < url.size() && std::isxdigit(uchar(url[at])) != 0;
    };
    for (qsizetype i = 0; i < url.size(); ++i) {
        const char c = url[i];
        if (c == '%' && !(isHex(i + 1) && isHex(i + 2)))
            return "must not have a % without two hexadecimal digits behind it; the character "
                   "itself is %25.";
        const bool isControl = uchar(c) < 0x20 || c == 0x7f;
        if (isControl || QByteArrayView(" \"<>\\^`{|}").contains(c)) {
            const QByteArray code = '%' + QByteArray(1, c).toHex().toUpper();
            const QByteArray name = c == ' ' ? QByteArray("a space") : QByteArray(1, c);
            return isControl ? "must not have control characters; this one is " + code + '.'
                             : "must not have " + name + " as it is: write " + code + '.';
        }
    }
    return {};
}

/// Of what the catalogue has found to be an absolute http or https URL.
void judgeUrl(const QString& text, std::vector<FieldProblem>& problems)
{
    if (text.toUtf8().size() > EndpointLimits::mostUrl)
        problems.push_back(
            {"url",
             "must not have more than " + QByteArray::number(EndpointLimits::mostUrl) + " bytes."});
    const QUrl url(text, QUrl::StrictMode);
    if (url.authority(QUrl::FullyEncoded).contains(u'@'))
        problems.push_back({"url", "must not have a user name or password."});
    if (url.hasFragment())
        problems.push_back({"url", "must not have a fragment (#)."});
    if (url.port(1) == 0)
        problems.push_back({"url", "must not have port 0."});
}

bool names(const std::vector<FieldProblem>& problems, QByteArrayView field)
{
    return std::any_of(problems.begin(), problems.end(), [field](const FieldProblem& problem) {
        return problem.field == field;
    });
}

QByteArray joined(QByteArray members, const QByteArray& more)
{
    if (!members.isEmpty() && !more.isEmpty())
        members += ',';
    return members + more;
}

JsonText objectOf(const QByteArray& members)
{
    return JsonText::fromValidated('{' + members + '}');
}

} // namespace

namespace {

/// `mostBytes`: of the body.
std::vector<FieldProblem> judgeWhole(const JsonText& body, qsizetype mostBytes)
{
    auto problems = business::judge(endpointResource(), body, RecordWrite::Replace);
    if (body.type() != JsonType::Object)
        return problems;
    const JsonView view(body);
    const auto url = view.member("url");
    if (url && !names(problems, "url")) {
        judgeUrl(url->toString().value_or(QString()), problems);
    } else if (url && url->type() == JsonType::String) {
        const QByteArray why = misspelling(business::textOf(*url));
        for (FieldProblem& problem : problems) {
            if (problem.field == "url" && !why.isEmpty())
                problem.message = why;
        }
    }
    const auto status = view.member("status");
    if (status && status->type() == JsonType::Null)
        problems.push_back({"status", "must be one of enabled, disabled."});
    const auto metadata = view.member("metadata");
    if (metadata && metadata->raw().size() > EndpointLimits::mostMetadata)
        problems.push_back(
            {"metadata", "must not have more than " +
                             QByteArray::number(EndpointLimits::mostMetadata) + " bytes."});
    if (body.bytes().size() > mostBytes)
        problems.push_back(
            {"body", "must not have more than " + QByteArray::number(EndpointLimits::mostRecord) +
                         " bytes."});
    return problems;
}

/// Of what the server adds to a record.
constexpr qsizetype mostAdded = 1024;

} // namespace

std::vector<FieldProblem> judgeEndpoint(const JsonText& body)
{
    return judgeWhole(body, EndpointLimits::mostRecord);
}

std::vector<FieldProblem> judgeKeptEndpoint(const JsonText& record)
{
    return judgeWhole(record, EndpointLimits::mostRecord + mostAdded);
}

JsonText disabledForm(const JsonText& record, DisabledReason reason)
{
    const QByteArray state =
        R"("status":"disabled","disabled_reason":")" + nameOf(reason).toByteArray() + '"';
    return objectOf(joined(membersBut(record, {"status", "disabled_reason"}), state));
}

QByteArray membersBut(const JsonText& object, const QByteArrayList& names)
{
    QByteArray members;
    JsonView(object).forEachMember([&](JsonView name, JsonView value) {
        if (names.contains(business::textOf(name)))
            return true;
        if (!members.isEmpty())
            members += ',';
        members.append(name.raw()).append(':').append(value.raw());
        return true;
    });
    return members;
}

JsonText replacementOf(const JsonText& before, const JsonText& body, RecordWrite write)
{
    // Of a name that stands twice the last one counts.
    QByteArray members = membersBut(body, {"secret", "disabled_reason"});
    if (write == RecordWrite::Patch)
        members = joined(membersBut(before, {"disabled_reason"}), members);
    const JsonText whole = objectOf(members);
    const auto status = JsonView(whole).member("status");
    const auto reason = JsonView(before).member("disabled_reason");
    if (!reason || !status || status->raw() != "\"disabled\"")
        return whole;
    return objectOf(joined(members, QByteArray("\"disabled_reason\":").append(reason->raw())));
}

} // namespace stateroom::webhooks
