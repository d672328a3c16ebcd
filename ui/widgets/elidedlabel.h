// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/valuepreview.h"

#include <QWidget>

namespace stateroom::ui {

/// One line of plain text that gives way: what does not fit is replaced by an ellipsis, and the
/// whole stands in the tooltip.
class ElidedLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidedLabel)

public:
    explicit ElidedLabel(Qt::TextElideMode mode, QWidget* parent = nullptr);

    /// A part of a text.
    struct Part {
        qsizetype from = 0;
        qsizetype length = 0;
    };

    void setText(const QString& text) { setText(text, {}, {}); }
    /// `behind` stands behind the text, a little apart, and has at least half of the width if it
    /// needs that. Of the text `yielding` alone gives way, as long as there is anything left of it.
    void setText(const QString& text, const Part& yielding, const Spans& behind);
    QString text() const;
    /// What is seen of the text; `behind` follows.
    QString shownText() const;
    void setSecondary(bool secondary);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool fits() const;
    int gap() const;
    void updateToolTip();

    QString m_text;
    Part m_yielding;
    Spans m_behind;
    Qt::TextElideMode m_mode;
    bool m_secondary = false;
};

} // namespace stateroom::ui
