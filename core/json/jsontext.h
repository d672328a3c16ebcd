// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace stateroom {

/// Bounds within which a text is accepted.
struct JsonLimits {
    qsizetype maxBytes = 16 * 1024 * 1024; ///< of the text as given; over it: TooLarge
    int maxDepth = 512;                    ///< of nested arrays and objects; over it: InvalidInput
};

enum class JsonType { Null, Boolean, Number, String, Array, Object };

/// One JSON value as text: valid by RFC 8259, without insignificant white space, and otherwise byte
/// for byte as it was given: digits, key order, duplicate keys and escapes are kept, `1e400` and
/// lone surrogate escapes too. A value type; copies share their bytes. Never empty.
class JsonText {
public:
    /// `null`.
    JsonText();

    /// Checks and compacts. An error has the offset of the first byte that cannot stand where it
    /// does (the text's size when it ends too early), and a message that says what was expected.
    /// The text must be UTF-8 without a byte order mark.
    static Result<JsonText> parse(QByteArrayView text, const JsonLimits& limits = {});

    /// Like parse, without making a copy where the text holds no white space outside of strings.
    static Result<JsonText> parse(QByteArray text, const JsonLimits& limits = {});

    /// Takes bytes that a JsonText held before, such as those from the store, unchecked.
    static JsonText fromValidated(QByteArray bytes) { return JsonText(std::move(bytes)); }

    static JsonText fromString(QStringView text);
    static JsonText fromUtf8(QByteArrayView text); ///< `text` must be valid UTF-8
    static JsonText fromNumber(qint64 number);
    static JsonText fromBoolean(bool boolean);

    const QByteArray& bytes() const { return m_bytes; }
    JsonType type() const;

    /// Whether the texts are the same bytes (`1.0` and `1` are two texts).
    friend bool operator==(const JsonText& a, const JsonText& b) { return a.m_bytes == b.m_bytes; }

private:
    explicit JsonText(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }
    QByteArray m_bytes;
};

} // namespace stateroom
