// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/jsonstructure.h"
#include "ui/widgets/scintilla.h"

namespace stateroom::ui {

/// A place in a text as the margin counts it, from 1.
struct TextPlace {
    int line = 1;
    int column = 1;
};

/// An editor for JSON text: coloured by the theme, folded by structure, with a mark where it stops
/// being valid. Tab indents; Esc leaves the editor by `left`, so that the keyboard is never caught.
///
/// Offsets are those of bytes in utf8(). Lines of many thousand characters are broken for display
/// (ui/model/longlines.h); utf8(), offsets and the clipboard know nothing of that.
class JsonEditor final : public QsciScintilla {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JsonEditor)

public:
    explicit JsonEditor(QWidget* parent = nullptr);

    /// Another value: nothing of the former one can be undone back to.
    void showText(const QByteArray& utf8);
    /// A newer state of the same value: the view and the cursor stay where they are.
    void refreshText(const QByteArray& utf8);
    /// Replaces all text as one edit, which can be undone.
    void replaceText(const QByteArray& utf8);
    QByteArray utf8() const;
    /// The text as it stands in the editor, for joinLongLines() in another thread.
    QByteArray snapshot() const;
    qsizetype length() const;

    /// Puts a squiggle under the byte at this offset, or at the end.
    void markError(qsizetype offset);
    void clearError();
    TextPlace placeOf(qsizetype offset) const;

    qsizetype cursorOffset() const;
    /// Selects a stretch and brings it into view.
    void select(qsizetype offset, qsizetype length);
    /// Where the selection begins and ends.
    std::pair<qsizetype, qsizetype> selection() const;
    /// Replaces a stretch as one edit.
    void replace(qsizetype offset, qsizetype length, const QByteArray& utf8);

    /// Boxes around what was searched for. At most some thousand make sense.
    void markHits(const std::vector<std::pair<qsizetype, qsizetype>>& hits);
    /// Grounds lines, counted from 0, as removed, added or changed.
    enum class LineMark { Added, Removed, Changed };
    void markLines(const std::vector<std::pair<int, LineMark>>& lines);

    /// Folds what stands directly within the outermost array or object.
    void foldAll();
    void unfoldAll();
    /// Folds or unfolds the innermost array or object around the cursor.
    void toggleFold();

    /// Counts every change of the text.
    quint64 edits() const { return m_edits; }

Q_SIGNALS:
    /// The text has changed, or is just about to: it is to be looked at later. Instead of
    /// textChanged, which is silent where the text is large.
    void edited();
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    QMimeData* toMimeData(const QByteArray& text, bool rectangular) const override;
    QByteArray fromMimeData(const QMimeData* source, bool& rectangular) const override;

private:
    void setUp();
    void setUpMargins();
    void applyTheme();
    void applyFont();
    void fitMargin();
    void styleVisible();
    void styleLine(long line, StringState& state);
    /// Whether the line goes on with the one above, which was too long.
    bool isPiece(long line) const;
    StringState stateAtLine(long line);
    void matchBraces();
    long partnerOf(long brace) const;
    bool isFoldable(long line) const;
    void foldLine(long line);
    void unfoldLine(long line);
    void uncover(long line);
    void breakLine();
    void showBeginOfLines();
    QByteArray bytesBetween(long from, long to) const;
    long positionOf(qsizetype offset) const;
    qsizetype offsetOf(long position) const;
    void markRange(int indicator, long from, long to);

    /// Scintilla takes numbers of two types for its parameters.
    long send(unsigned int message, long first = 0, long second = 0) const
    {
        return SendScintilla(message, static_cast<unsigned long>(first), second);
    }

    bool m_hasBreaks = false; ///< or had some: a text without them needs no mapping of offsets
    int m_marginDigits = 0;
    quint64 m_edits = 0;
    /// The begin of a line, and the state there: within a long line the state is known only from
    /// all that stands before.
    long m_knownPosition = 0;
    StringState m_knownState;
};

} // namespace stateroom::ui
