// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/throttle.h"

#include <QWidget>

class QLabel;

namespace stateroom::ui {

class JsonEditor;

/// Beside an edit: what somebody else wrote meanwhile, and marks in both where they differ, however
/// the edit is laid out. What is copied from here into the edit merges the two by hand.
class TheirsPane final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TheirsPane)

public:
    explicit TheirsPane(JsonEditor& mine, QWidget* parent = nullptr);

    void showTheirs(const QString& title, const QByteArray& text);
    /// Hides the pane and takes the marks away.
    void close();

    JsonEditor& editor() { return *m_theirs; }

Q_SIGNALS:
    /// It is there now, or not any more.
    void shown(bool there);

private:
    void compare();

    JsonEditor& m_mine;
    JsonEditor* m_theirs;
    QLabel* m_title;
    Throttle m_compare;
    bool m_comparing = false;
    bool m_reveals = false; ///< the first difference, once it is known
};

} // namespace stateroom::ui
