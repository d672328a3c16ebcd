// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtEndian>

#include <bit>
#include <cstring>

namespace stateroom::swar {

/// Eight bytes of text looked at in one register. In a mask that these functions make, a high bit
/// may be wrong above (in memory: behind) the first true one, but never before it.

constexpr quint64 everyByte(uchar byte)
{
    return 0x0101010101010101ULL * byte;
}

inline quint64 load(const uchar* at)
{
    quint64 word;
    std::memcpy(&word, at, sizeof word);
    if constexpr (std::endian::native == std::endian::big)
        word = qbswap(word);
    return word;
}

constexpr quint64 zeroBytes(quint64 word)
{
    return (word - everyByte(0x01)) & ~word & everyByte(0x80);
}

constexpr quint64 bytesEqual(quint64 word, uchar byte)
{
    return zeroBytes(word ^ everyByte(byte));
}

/// Of bytes below 0x80: those below `bound`, which is at most 0x80.
constexpr quint64 bytesBelow(quint64 word, uchar bound)
{
    return (word - everyByte(bound)) & ~word & everyByte(0x80);
}

/// How many bytes stand before the first one marked in a mask that is not 0.
constexpr int firstMarked(quint64 mask)
{
    return std::countr_zero(mask) / 8;
}

/// The first byte from `at` on that ends a run of plain characters of a JSON string: a quote, a
/// backslash, a control character, the start of a longer UTF-8 sequence, or the end.
inline const uchar* skipPlain(const uchar* at, const uchar* end)
{
    while (end - at >= 8) {
        const quint64 word = load(at);
        const quint64 special = bytesEqual(word, '"') | bytesEqual(word, '\\') |
                                bytesBelow(word, 0x20) | (word & everyByte(0x80));
        if (special)
            return at + firstMarked(special);
        at += 8;
    }
    while (at != end && *at != '"' && *at != '\\' && *at >= 0x20 && *at < 0x80)
        ++at;
    return at;
}

/// The first quote or backslash from `at` on, or the end.
inline const uchar* findQuoteOrBackslash(const uchar* at, const uchar* end)
{
    while (end - at >= 8) {
        const quint64 word = load(at);
        const quint64 found = bytesEqual(word, '"') | bytesEqual(word, '\\');
        if (found)
            return at + firstMarked(found);
        at += 8;
    }
    while (at != end && *at != '"' && *at != '\\')
        ++at;
    return at;
}

} // namespace stateroom::swar
