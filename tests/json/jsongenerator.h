// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <random>

/// Makes random JSON, each value in two spellings: with white space strewn in, and compact.
class JsonGenerator {
public:
    explicit JsonGenerator(quint32 seed)
        : m_random(seed)
    {
    }

    struct Text {
        QByteArray spaced;
        QByteArray compact;
        /// Holds what simdjson refuses although RFC 8259 does not: a number beyond its types, a
        /// lone surrogate.
        bool beyondSimdjson = false;
    };

    /// One value, nested at most `depth` deep.
    Text value(int depth);

    /// `text` with one to three bytes changed, inserted, removed or moved.
    QByteArray mutated(QByteArray text);

    /// From 0 up to and without `bound`.
    int below(int bound) { return int(m_random() % unsigned(bound)); }

private:
    void appendValue(int depth);
    void appendContainer(int depth, bool object);
    void appendString();
    void appendCharacter();
    void appendNumber();
    void appendDigits(int count);
    void appendSpace();
    void append(const QByteArray& token);

    std::mt19937 m_random;
    Text m_text;
};
