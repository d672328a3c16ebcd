// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <QVarLengthArray>

namespace stateroom {

/// Judges one JSON text by RFC 8259 in one pass, and leaves out white space on the way.
///
/// Uses no recursion; time is linear in the text. What was expected is told without a word of the
/// text itself. The text must live as long as the scanner. One scanner scans one text, once.
class JsonScanner {
public:
    JsonScanner(QByteArrayView text, int maxDepth);

    /// True when the text is one valid JSON value, nested at most `maxDepth` deep.
    bool scan();

    /// After a scan that succeeded: whether the text holds white space outside of strings.
    bool hasSpace() const { return m_out != nullptr; }
    /// Then: the text without it.
    QByteArray takeCompacted();

    /// After a scan that failed: the first byte that cannot stand where it does, or the text's
    /// size when it ends too early.
    qsizetype errorOffset() const { return m_at - m_begin; }
    QString errorMessage() const { return m_message; }

private:
    bool scanValue(const char* expected);
    bool scanNext();
    bool scanName(const char* expected);
    bool scanString();
    bool scanEscape();
    bool scanUtf8();
    bool scanNumber();
    bool scanDigits(const char* expected);
    bool scanWord(const char* word, const char* expected);

    bool open(bool object);
    bool inObject() const;
    bool atEnd() const { return m_at == m_end; }
    void skipSpace();
    void copyRun();
    bool refuse(QString message);
    bool refuse(const char* message) { return refuse(QString::fromLatin1(message)); }

    const uchar* m_begin;
    const uchar* m_at;
    const uchar* m_end;
    const uchar* m_runBegin; ///< of what is not copied yet
    QByteArray m_compacted;
    char* m_out = nullptr; ///< where the next run goes; null until white space was found

    int m_depth = 0;
    int m_maxDepth;
    bool m_justOpened = false;
    QVarLengthArray<quint64, 8> m_objects; ///< a bit for each open container: is it an object?
    QString m_message;
};

} // namespace stateroom
