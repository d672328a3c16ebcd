// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/curl.h"

#include <QStringDecoder>

#include <algorithm>

namespace stateroom {

namespace {

constexpr QByteArrayView masked = "***";
constexpr QByteArrayView keyVariable = "\"$STATEROOM_KEY\"";

/// curl says these itself, or they tell of the former client alone.
bool isLeftOut(QByteArrayView name, QByteArrayView value)
{
    constexpr QByteArrayView fields[] = {"Host",   "Content-Length",    "Connection",
                                         "Cookie", "Transfer-Encoding", "User-Agent",
                                         "Expect", "Accept-Encoding",   "Keep-Alive"};
    return (equalsIgnoringCase(name, "Accept") && value == "*/*") ||
           std::any_of(std::begin(fields), std::end(fields), [&](QByteArrayView field) {
               return equalsIgnoringCase(field, name);
           });
}

/// A report's target as a URL has it: what is written `\xNN` there is an escape.
QByteArray targetForUrl(QByteArray target)
{
    return target.replace("\\x", "%");
}

QByteArray quotedUrl(const QByteArray& url)
{
    const qsizetype at = url.indexOf(masked);
    if (at < 0)
        return shellQuoted(url);
    const QByteArray rest = url.sliced(at + masked.size());
    return shellQuoted(url.first(at)) + keyVariable.toByteArray() +
           (rest.isEmpty() ? rest : shellQuoted(rest));
}

/// As `Authorization: Bearer ` is; any other field is the client's, who may write `$(…)` there.
bool isSafeInDoubleQuotes(QByteArrayView line)
{
    return std::all_of(line.begin(), line.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == ':' || c == ' ';
    });
}

QByteArray fieldOption(QByteArrayView name, QByteArrayView value)
{
    const QByteArray field = name.toByteArray();
    if (value.endsWith(masked)) {
        const QByteArray line = field + ": " + value.chopped(masked.size()).toByteArray();
        if (isSafeInDoubleQuotes(line))
            return " -H \"" + line + "$STATEROOM_KEY\"";
        return " -H " + shellQuoted(line) + keyVariable.toByteArray();
    }
    // curl would leave a field without value out.
    return " -H " + shellQuoted(value.isEmpty() ? field + ';' : field + ": " + value.toByteArray());
}

bool isText(const QByteArray& body)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(body);
    return !decoder.hasError() && !body.contains('\0');
}

QByteArray methodOption(const QByteArray& method, bool hasBody)
{
    if (method == "HEAD")
        return " --head";
    if (method == (hasBody ? "POST" : "GET"))
        return {};
    return " -X " + shellQuoted(method);
}

QByteArray bodyOption(const RequestReport& report)
{
    if (report.bytesIn == 0)
        return {};
    if (!report.bodies || report.bodies->request.isCut || !isText(report.bodies->request.bytes))
        return " --data-binary @body";
    return " --data-raw " + shellQuoted(report.bodies->request.bytes);
}

} // namespace

QByteArray shellQuoted(const QByteArray& text)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               QByteArrayView("-_./:=,@%+").contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.begin(), text.end(), isPlain))
        return text;
    return '\'' + QByteArray(text).replace("'", "'\\''") + '\'';
}

QByteArray curlOf(const RequestReport& report, const QByteArray& baseUrl)
{
    const QByteArray target = targetForUrl(report.target);
    const bool isAbsolute = !target.startsWith('/');
    QByteArray line = "curl";
    if (std::any_of(target.begin(), target.end(), [](char c) {
            return QByteArrayView("[]{}").contains(c);
        }))
        line += " --globoff";
    if (target.contains("/."))
        line += " --path-as-is";
    line += methodOption(report.method, report.bytesIn > 0);
    line += ' ' + quotedUrl(isAbsolute ? target : baseUrl + target);
    bool hasType = false;
    for (const Headers::Field& field : report.requestHead.all()) {
        hasType = hasType || equalsIgnoringCase(field.name, "Content-Type");
        if (!isLeftOut(field.name, field.value))
            line += fieldOption(field.name, field.value);
    }
    if (report.bytesIn > 0 && !hasType)
        line += " -H Content-Type:"; // none, as before
    return line + bodyOption(report);
}

} // namespace stateroom
