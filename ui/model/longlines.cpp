// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/longlines.h"

#include <algorithm>

namespace stateroom::ui {

namespace {

constexpr char lineBreak = '\r';

bool startsCharacter(char byte)
{
    return (uchar(byte) & 0xC0) != 0x80;
}

void appendBroken(QByteArray& out, QByteArrayView line)
{
    while (line.size() > brokenLine) {
        qsizetype end = brokenLine;
        while (end > brokenLine - 4 && !startsCharacter(line[end]))
            --end;
        out.append(line.first(end));
        out.append(lineBreak);
        line = line.sliced(end);
    }
    out.append(line);
}

} // namespace

QByteArray breakLongLines(const QByteArray& utf8)
{
    QByteArray out;
    qsizetype copied = 0; // what stands before has been looked at, and is in `out` if that began
    for (qsizetype begin = 0; begin < utf8.size();) {
        qsizetype end = utf8.indexOf('\n', begin);
        if (end < 0)
            end = utf8.size();
        if (end - begin > longestLine) {
            if (out.isEmpty())
                out.reserve(utf8.size() + utf8.size() / brokenLine + 16);
            out.append(QByteArrayView(utf8).sliced(copied, begin - copied));
            appendBroken(out, QByteArrayView(utf8).sliced(begin, end - begin));
            copied = end;
        }
        begin = end + 1;
    }
    if (copied == 0)
        return utf8;
    out.append(QByteArrayView(utf8).sliced(copied));
    return out;
}

QByteArray joinLongLines(QByteArray text)
{
    if (text.contains(lineBreak))
        text.removeIf([](char byte) { return byte == lineBreak; });
    return text;
}

QByteArray withoutReturns(QByteArray utf8)
{
    if (utf8.contains('\r')) {
        utf8.replace("\r\n", "\n");
        utf8.replace('\r', '\n');
    }
    return utf8;
}

qsizetype BreakMap::at(qsizetype offset)
{
    for (;;) {
        const qsizetype wanted = std::min(offset + m_breaks, m_text.size());
        const qsizetype next = m_text.indexOf(lineBreak, m_begin);
        if (next < 0 || next > wanted)
            return wanted;
        ++m_breaks;
        m_begin = next + 1;
    }
}

} // namespace stateroom::ui
