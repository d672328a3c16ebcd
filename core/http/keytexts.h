// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stateroom {

/// Characters behind the prefix, as 256 bits are 43; ids are shorter.
constexpr qsizetype shortestKeyText = 20;

/// Secrets that tell themselves by their shape, wherever they stand, cut down to what they begin
/// with: keys and tokens of ours (`int_`, `wfl_`, `cmp_`, `biz_`, `ctl_`, `whsec_` and at least
/// `shortest` characters of base64url: `int_***`), and JWTs (`eyJ***`). Percent escapes, also those
/// that were escaped again, are looked through; what is not masked stays as it came. Linear in the
/// text's size; a text with nothing to look at is shared, not copied. A text that was cut amid a
/// key needs a `shortest` of 1.
///
/// Not found: a key given by STATEROOM_KEYS, which may be any word. Where it stands for a
/// credential (a field, a parameter, behind `Bearer`), the others here and in masking.h know it by
/// that; elsewhere, say as a segment of the path, it cannot be told from a name.
QByteArray maskKeyTexts(const QByteArray& text, qsizetype shortest = shortestKeyText);

/// So, and what follows the word `Bearer`, in any case, up to the next `?`, `&` or `#`. For targets
/// and fields; in other texts the word may mean anything.
QByteArray maskCredentials(const QByteArray& text);

/// A cheap look: false when maskCredentials would find nothing.
bool mayHoldCredentials(QByteArrayView text);

/// The text with its percent escapes decoded, also those that were escaped again. What is
/// malformed stays: good for comparing only.
QByteArray unescaped(QByteArrayView text);

/// Of base64url, which keys and the parts of a JWT are written in.
bool isTokenCharacter(char c);

} // namespace stateroom
