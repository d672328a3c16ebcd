// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/documentation/pages.h"

#include <QFile>

namespace stateroom::documentation {

using namespace Qt::StringLiterals;

namespace {

QByteArray escaped(QByteArrayView text)
{
    return QString::fromUtf8(text).toHtmlEscaped().toUtf8();
}

/// A sentence, with `code` in it.
QByteArray prose(QByteArrayView text)
{
    const QByteArrayList parts = escaped(text).split('`');
    QByteArray html;
    for (qsizetype i = 0; i < parts.size(); ++i)
        html += i % 2 == 0 ? parts[i] : "<code>" + parts[i] + "</code>";
    return html;
}

QByteArray frame(QByteArrayView title, QByteArrayView content)
{
    // The content last: nothing in it is replaced.
    return pageFile("error.html").replace("%title%", escaped(title)).replace("%content%", content);
}

QByteArray usesOf(const ErrorEntry& entry)
{
    QByteArray rows;
    for (const ErrorEntry::Use& use : entry.uses) {
        QByteArrayList statuses;
        for (const int status : use.statuses)
            statuses << QByteArray::number(status);
        rows += "<tr><td><a href=\"/docs#api-" + escaped(use.api) + "\">" + escaped(use.api) +
                "</a></td><td><code>" + escaped(use.spelling) + "</code></td><td>" +
                statuses.join(", ") + "</td></tr>\n";
    }
    return rows;
}

} // namespace

QByteArray pageFile(QByteArrayView name)
{
    QFile file(u":/stateroom/docs/"_s + QString::fromUtf8(name));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(isOpen, "pageFile", "a page that is not there");
    return isOpen ? file.readAll() : QByteArray();
}

QByteArray errorPage(const ErrorEntry& entry)
{
    return frame(
        entry.code,
        "<p class=\"crumb\"><a href=\"/docs/errors\">Error codes</a></p>\n<h1><code>" +
            escaped(entry.code) + "</code></h1>\n<p class=\"lead\">" + prose(entry.title) +
            ".</p>\n<h2>Cause</h2>\n<p>" + prose(entry.cause) + "</p>\n<h2>What to do</h2>\n<p>" +
            prose(entry.cure) +
            "</p>\n<h2>Where it occurs</h2>\n<div class=\"wide\"><table>\n<thead><tr><th>API</th>"
            "<th>Spelled</th><th>Status</th></tr></thead>\n<tbody>\n" +
            usesOf(entry) + "</tbody></table></div>\n");
}

QByteArray errorListPage()
{
    QByteArray rows;
    for (const ErrorEntry& entry : errorCatalogue()) {
        QByteArrayList apis;
        for (const ErrorEntry::Use& use : entry.uses)
            apis << escaped(use.api);
        rows += "<tr><td><a href=\"/docs/errors/" + entry.code + "\"><code>" + escaped(entry.code) +
                "</code></a></td><td>" + prose(entry.title) + "</td><td>" + apis.join(", ") +
                "</td></tr>\n";
    }
    return frame(
        "Error codes",
        "<h1>Error codes</h1>\n<p class=\"lead\">Every refusal bears one of these. A call that was "
        "refused has had no effect.</p>\n<table class=\"codes\">\n<thead><tr><th>Code</th>"
        "<th>Meaning</th><th>APIs</th></tr></thead>\n<tbody>\n" +
            rows + "</tbody></table>\n");
}

} // namespace stateroom::documentation
