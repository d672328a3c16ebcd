// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class EmptyPlace;

/// What Browse shows while the store holds nothing: how to write a first key, sample data, and the
/// way to what was deleted.
class WelcomePage final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WelcomePage)

public:
    /// All must outlive it. `newKey` and `emptied` are offered while they are enabled.
    WelcomePage(
        Store& store, QAction* newKey, QAction* emptied, QAction* records,
        QWidget* parent = nullptr);

    /// Where the store is served; empty: nowhere.
    void setServerUrl(const QString& url);

private:
    QWidget* makeButtons(QAction* newKey, QAction* emptied, QAction* records);
    void addSamples();

    Store& m_store;
    EmptyPlace* m_body;
};

} // namespace stateroom::ui
