// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stateroom::ui {

class ChoiceBox;

/// Asks for what a key may do: a new one's, or the limits of one that is there.
class KeyForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyForm)

public:
    explicit KeyForm(QWidget* parent = nullptr);

    /// Asks for a new key of one of these APIs.
    void startNew(const QList<ApiKind>& apis);
    /// Asks for label and limits of this key, which keeps its API.
    void startChange(const ApiKey& key);
    void setBusy(bool busy);

    /// The key as it was asked for; the id of the one to change, or none.
    ApiKey wish() const;

Q_SIGNALS:
    void accepted();
    void cancelled();

private:
    ChoiceBox* m_api;
    QLineEdit* m_label;
    QCheckBox* m_readOnly;
    QLineEdit* m_resources;
    QPushButton* m_accept;
    QPushButton* m_cancel;
    ApiKey m_key;
};

} // namespace stateroom::ui
