// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QToolButton;

namespace stateroom::ui {

/// A message of HTTP, head and body: the body formatted where it is JSON, or as it was sent. Of a
/// large body the beginning is shown.
class MessageView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MessageView)

public:
    static constexpr qsizetype mostShown = 64 * 1024; ///< bytes
    static constexpr int headHeight = 32;             ///< pixels of the title's line

    explicit MessageView(const QString& title, QWidget* parent = nullptr);

    /// `head`: lines ready to be shown. The same again changes nothing, so that what was selected
    /// or scrolled to stays.
    void show(const QString& head, const QByteArray& body);
    void clear();
    void showAsSent(bool asSent);

    QString text() const;
    QPlainTextEdit& view() { return *m_text; }

private:
    QWidget* makeHead(const QString& title);
    void refresh();
    void put(const QString& body);

    QPlainTextEdit* m_text;
    QToolButton* m_formatted = nullptr;
    QToolButton* m_asSent = nullptr;
    QString m_head;
    QByteArray m_body;
    quint64 m_generation = 0;
};

} // namespace stateroom::ui
