// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/framing.h"

#include <algorithm>

namespace stateroom {

namespace {

Refusal bad(QByteArray message)
{
    return {Refusal::Kind::BadRequest, std::move(message)};
}

// The digits of a length that fits; a list, a sign, white space inside: nothing.
std::optional<qint64> readLength(QByteArrayView text)
{
    constexpr qsizetype safeDigits = 18;
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (text.isEmpty() || text.size() > safeDigits ||
        !std::all_of(text.begin(), text.end(), isDigit))
        return std::nullopt;
    qint64 length = 0;
    for (const char c : text)
        length = length * 10 + (c - '0');
    return length;
}

bool isHostCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           QByteArrayView("-._~%!$&'()*+,;=:[]").contains(c);
}

// Counts what may stand in a head once only, and keeps the values.
struct Collected {
    int hosts = 0;
    int lengths = 0;
    int codings = 0;
    bool close = false;
    QByteArrayView length;
    QByteArrayView coding;
};

void collectConnection(QByteArrayView list, Collected& collected)
{
    while (!list.isEmpty()) {
        const qsizetype comma = list.indexOf(',');
        const QByteArrayView option = (comma < 0 ? list : list.first(comma)).trimmed();
        if (equalsIgnoringCase(option, "close"))
            collected.close = true;
        list = comma < 0 ? QByteArrayView() : list.sliced(comma + 1);
    }
}

void collect(const Headers::Field& field, Collected& collected, Framing& framing)
{
    switch (field.name.size()) { // most fields are told apart by their length alone
    case 4:
        if (equalsIgnoringCase(field.name, "Host")) {
            ++collected.hosts;
            framing.host = field.value;
        }
        break;
    case 6:
        if (equalsIgnoringCase(field.name, "Expect"))
            framing.expectsContinue |= equalsIgnoringCase(field.value, "100-continue");
        break;
    case 10:
        if (equalsIgnoringCase(field.name, "Connection"))
            collectConnection(field.value, collected);
        break;
    case 14:
        if (equalsIgnoringCase(field.name, "Content-Length")) {
            ++collected.lengths;
            collected.length = field.value;
        }
        break;
    case 17:
        if (equalsIgnoringCase(field.name, "Transfer-Encoding")) {
            ++collected.codings;
            collected.coding = field.value;
        }
        break;
    }
}

std::optional<Refusal> readBodyFrame(const Collected& collected, int minorVersion, Framing& framing)
{
    if (collected.codings > 0) {
        if (collected.lengths > 0)
            return bad("Content-Length and Transfer-Encoding exclude each other.");
        if (minorVersion == 0)
            return bad("HTTP/1.0 knows no Transfer-Encoding.");
        if (collected.codings > 1 || collected.coding.isEmpty())
            return bad("There must be one Transfer-Encoding.");
        if (!equalsIgnoringCase(collected.coding, "chunked"))
            return Refusal{
                Refusal::Kind::NotImplemented,
                "The only Transfer-Encoding understood here is chunked."};
        framing.isChunked = true;
    } else if (collected.lengths > 0) {
        const auto length = readLength(collected.length);
        if (collected.lengths > 1 || !length)
            return bad("There must be one Content-Length, a whole number.");
        framing.contentLength = *length;
    }
    return std::nullopt;
}

} // namespace

std::optional<Refusal> Framing::read(const Headers& headers, int minorVersion, Framing& framing)
{
    framing = {};
    Collected collected;
    for (qsizetype i = 0; i < headers.size(); ++i)
        collect(headers.at(i), collected, framing);
    // An HTTP/1.0 client need not know what its answer's `keep-alive` would mean.
    framing.keepAlive = minorVersion > 0 && !collected.close;
    if (minorVersion == 0)
        framing.expectsContinue = false;
    if (auto refusal = readBodyFrame(collected, minorVersion, framing))
        return refusal;
    if (collected.hosts > 1 || (collected.hosts == 0 && minorVersion > 0))
        return bad("There must be one Host.");
    if (!std::all_of(framing.host.begin(), framing.host.end(), isHostCharacter))
        return bad("Host is malformed.");
    return std::nullopt;
}

} // namespace stateroom
