// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/owncall.h"
#include "core/service/requestchanges.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace stateroom::ui {

/// A request, its answer and what it did to the store, side by side, as HTTP and the change log
/// have them. The token is shown by its first letters.
class ExchangeView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeView)

public:
    explicit ExchangeView(QWidget* parent = nullptr);

    /// What would be sent. An answer to something else goes.
    void showRequest(const QByteArray& head, const QByteArray& body);
    void showWaiting();
    void showAnswer(const OwnAnswer& answer);
    void showFailure(const QString& why);
    /// What the change log says that the request did. `isRead`: it could do nothing.
    void showEffect(const OwnAnswer& answer, bool isRead, const RequestChanges& changes);

    QString request() const;
    QString answer() const;
    QString effect() const;

private:
    QPlainTextEdit* m_request;
    QPlainTextEdit* m_answer;
    QPlainTextEdit* m_effect;
    QLabel* m_answerTitle;
};

} // namespace stateroom::ui
