// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/json/jsongenerator.h"

JsonGenerator::Text JsonGenerator::value(int depth)
{
    m_text = {};
    appendSpace();
    appendValue(depth);
    appendSpace();
    return m_text;
}

QByteArray JsonGenerator::mutated(QByteArray text)
{
    // Bytes that mean something are likelier to make a text that is nearly right.
    static constexpr char telling[] =
        "{}[]:,\"\\ \n0123456789+-.eEtrufalsn/bu\0\x1f\x80\xc3\xed\xff";
    for (int changes = 1 + below(3); changes > 0 && !text.isEmpty(); --changes) {
        const qsizetype at = below(int(text.size()));
        const char byte = below(4) ? telling[below(sizeof telling - 1)] : char(below(256));
        switch (below(4)) {
        case 0:
            text[at] = byte;
            break;
        case 1:
            text.insert(at, byte);
            break;
        case 2:
            text.remove(at, 1 + below(3));
            break;
        default:
            text.insert(below(int(text.size())), text.mid(at, 1 + below(6)));
            break;
        }
    }
    return text;
}

void JsonGenerator::appendValue(int depth)
{
    switch (below(depth > 0 ? 9 : 6)) {
    case 0:
        append("null");
        break;
    case 1:
        append(below(2) ? "true" : "false");
        break;
    case 2:
    case 3:
        appendNumber();
        break;
    case 4:
    case 5:
        appendString();
        break;
    case 6:
        appendContainer(depth, false);
        break;
    default:
        appendContainer(depth, true);
        break;
    }
}

void JsonGenerator::appendContainer(int depth, bool object)
{
    append(object ? "{" : "[");
    appendSpace();
    for (int i = 0, count = below(6); i < count; ++i) {
        if (i > 0) {
            append(",");
            appendSpace();
        }
        if (object) {
            appendString();
            appendSpace();
            append(":");
            appendSpace();
        }
        appendValue(depth - 1);
        appendSpace();
    }
    append(object ? "}" : "]");
}

void JsonGenerator::appendString()
{
    append("\"");
    const int length = below(4) ? below(12) : below(60);
    for (int i = 0; i < length; ++i)
        appendCharacter();
    append("\"");
}

void JsonGenerator::appendCharacter()
{
    const auto hex = [this](int from, int to) {
        const int unit = from + below(to - from + 1);
        return QByteArray::number(unit, 16).rightJustified(4, '0');
    };
    switch (below(24)) {
    case 0:
        append("\\" + QByteArray(1, "\"\\/bfnrt"[below(8)]));
        break;
    case 1:
        append("\\u" + hex(0, 0xd7ff));
        break;
    case 2:
        append("\\u" + hex(0xd800, 0xdbff) + "\\u" + hex(0xdc00, 0xdfff).toUpper());
        break;
    case 3:
        if (below(8) == 0) { // followed by something that makes no pair of it
            append("\\u" + hex(0xd800, 0xdbff) + "-");
            m_text.beyondSimdjson = true;
        }
        break;
    case 4:
        append("é");
        break;
    case 5:
        append("€");
        break;
    case 6:
        append("😀");
        break;
    case 7:
        append(" ");
        break;
    case 8:
        append(QByteArray(1, "{}[]:,"[below(6)]));
        break;
    default:
        append(QByteArray(1, char('a' + below(26))));
        break;
    }
}

void JsonGenerator::appendNumber()
{
    if (below(2))
        append("-");
    if (below(4) == 0) {
        append("0");
    } else {
        append(QByteArray(1, char('1' + below(9))));
        const bool huge = below(20) == 0;
        appendDigits(huge ? 18 + below(12) : below(16));
        m_text.beyondSimdjson |= huge;
    }
    if (below(3) == 0) {
        append(".");
        appendDigits(1 + below(12));
    }
    if (below(4) == 0) {
        append(below(2) ? "e" : "E");
        append(QByteArray(below(3) == 0 ? "" : below(2) ? "+" : "-"));
        const bool huge = below(10) == 0;
        appendDigits(huge ? 3 + below(6) : 1 + below(2));
        m_text.beyondSimdjson |= huge;
    }
}

void JsonGenerator::appendDigits(int count)
{
    for (int i = 0; i < count; ++i)
        append(QByteArray(1, char('0' + below(10))));
}

void JsonGenerator::appendSpace()
{
    for (int count = below(2) ? below(4) : 0; count > 0; --count)
        m_text.spaced += " \t\r\n"[below(4)];
}

void JsonGenerator::append(const QByteArray& token)
{
    m_text.spaced += token;
    m_text.compact += token;
}
