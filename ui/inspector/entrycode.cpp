// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/entrycode.h"

#include "core/service/curl.h"

#include <QUrl>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// Systems bound a single argument of a program; Linux to 128 KiB.
constexpr qsizetype longestArgument = 64 * 1024;

/// One call of an API.
struct Call {
    QByteArray method;
    QString url;
    QByteArray body; ///< JSON; empty for none
    bool needsKey = false;
    QByteArray valueMember; ///< where the answer to a read has the value; empty: it is the value
};

QByteArray segment(QByteArrayView text)
{
    QByteArray encoded = QUrl::toPercentEncoding(QString::fromUtf8(text));
    // Clients take these for steps up and down, encoded or not; one of two dots is enough.
    if (encoded == "." || encoded == "..")
        encoded.replace(0, 1, "%2E");
    return encoded;
}

bool isWorkflow(const Namespace& space)
{
    return space.kind() == "workflow" && !space.name().isEmpty();
}

QString addressOf(const QString& url, const EntryName& name)
{
    QByteArray path = "/v1/";
    if (isWorkflow(name.space)) {
        path += "state/" + segment(name.space.name());
    } else {
        for (const QByteArray& part : name.space.name().toByteArray().split('/'))
            if (!part.isEmpty())
                path += segment(part) + '/';
        path += "state";
    }
    return url + QString::fromLatin1(path + '/' + segment(name.key.bytes()));
}

Call readCall(const QString& url, const EntryName& name)
{
    const bool workflow = isWorkflow(name.space);
    return {"GET", addressOf(url, name), {}, !workflow, workflow ? "value" : ""};
}

Call writeCall(const QString& url, const EntryName& name, const JsonText& value)
{
    const bool workflow = isWorkflow(name.space);
    const QByteArray body = workflow ? R"({"value":)" + value.bytes() + '}' : value.bytes();
    return {workflow ? "POST" : "PUT", addressOf(url, name), body, !workflow, {}};
}

QString shellWord(const QString& text)
{
    return QString::fromUtf8(shellQuoted(text.toUtf8()));
}

/// A string literal of JavaScript and of Python alike, in ASCII.
QString literal(const QString& text)
{
    QString out = u"\""_s;
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (unit == u'"' || unit == u'\\')
            out += u'\\' + QString(c);
        else if (unit == u'\n')
            out += u"\\n"_s;
        else if (unit < 0x20 || unit == 0x7F)
            out += u"\\x%1"_s.arg(int(unit), 2, 16, QChar(u'0'));
        else if (unit == 0x2028 || unit == 0x2029)
            out += u"\\u%1"_s.arg(int(unit), 4, 16, QChar(u'0')); // these end a line in old engines
        else
            out += c;
    }
    return out + u'"';
}

QString curlCode(const Call& call)
{
    // --path-as-is: dots in a key are no steps; -g: brackets are no pattern.
    QString code = u"curl -sS -g --path-as-is"_s;
    if (!call.body.isEmpty())
        code += u" -X "_s + QString::fromLatin1(call.method);
    code += u' ' + shellWord(call.url);
    if (call.needsKey)
        code += u" \\\n  -H \"Authorization: Bearer $STATEROOM_KEY\""_s;
    if (call.body.isEmpty())
        return code + u'\n';
    const QString body = QString::fromUtf8(call.body);
    code += u" \\\n  -H 'Content-Type: application/json' \\\n  "_s;
    if (call.body.size() <= longestArgument)
        return code + u"--data-raw "_s + shellWord(body) + u'\n';
    // Compact JSON is one line, so that none of it can end the document.
    return code + u"--data-binary @- <<'END'\n"_s + body + u"\nEND\n"_s;
}

QString javaScriptCode(const Call& call)
{
    QString code = u"const response = await fetch(%1, {\n  method: \"%2\",\n"_s.arg(
        literal(call.url), QString::fromLatin1(call.method));
    QStringList headers;
    if (call.needsKey)
        headers << u"Authorization: `Bearer ${process.env.STATEROOM_KEY}`"_s;
    if (!call.body.isEmpty())
        headers << u"\"Content-Type\": \"application/json\""_s;
    if (!headers.isEmpty())
        code += u"  headers: { %1 },\n"_s.arg(headers.join(u", "_s));
    if (!call.body.isEmpty())
        code += u"  body: "_s + literal(QString::fromUtf8(call.body)) + u",\n"_s;
    code += u"});\n"
            "if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);\n"_s;
    if (call.body.isEmpty())
        code += call.valueMember.isEmpty() ? u"const value = await response.json();\n"_s
                                           : u"const { value } = await response.json();\n"_s;
    return code;
}

QString pythonCode(const Call& call)
{
    QString code = u"import json\n"_s;
    if (call.needsKey)
        code += u"import os\n"_s;
    code += u"import urllib.request\n\nrequest = urllib.request.Request(\n    %1,\n"
            "    method=\"%2\",\n"_s.arg(literal(call.url), QString::fromLatin1(call.method));
    QStringList headers;
    if (call.needsKey)
        headers << u"\"Authorization\": \"Bearer \" + os.environ[\"STATEROOM_KEY\"]"_s;
    if (!call.body.isEmpty())
        headers << u"\"Content-Type\": \"application/json\""_s;
    if (!headers.isEmpty())
        code += u"    headers={%1},\n"_s.arg(headers.join(u", "_s));
    if (!call.body.isEmpty())
        code += u"    data="_s + literal(QString::fromUtf8(call.body)) + u".encode(),\n"_s;
    code += u")\nwith urllib.request.urlopen(request) as response:\n    answer = "
            "json.load(response)\n"_s;
    if (call.body.isEmpty())
        code +=
            call.valueMember.isEmpty() ? u"value = answer\n"_s : u"value = answer[\"value\"]\n"_s;
    return code;
}

QString codeFor(CodeLanguage language, const Call& call)
{
    switch (language) {
    case CodeLanguage::Curl:
        return curlCode(call);
    case CodeLanguage::JavaScript:
        return javaScriptCode(call);
    case CodeLanguage::Python:
        return pythonCode(call);
    }
    Q_UNREACHABLE();
}

} // namespace

bool hasCode(const Namespace& space)
{
    return isWorkflow(space) || space.kind() == "integration";
}

QString readCode(CodeLanguage language, const QString& url, const EntryName& name)
{
    return codeFor(language, readCall(url, name));
}

QString
writeCode(CodeLanguage language, const QString& url, const EntryName& name, const JsonText& value)
{
    return codeFor(language, writeCall(url, name, value));
}

} // namespace stateroom::ui
