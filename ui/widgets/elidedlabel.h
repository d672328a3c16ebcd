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

    /// `behind` stands behind the text and has at least half of the width if it needs that.
    void setText(const QString& text, const Spans& behind = {});
    QString text() const { return m_text + plainText(m_behind); }
    void setSecondary(bool secondary);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool fits() const;
    void updateToolTip();

    QString m_text;
    Spans m_behind;
    Qt::TextElideMode m_mode;
    bool m_secondary = false;
};

} // namespace stateroom::ui
