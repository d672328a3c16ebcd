// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

namespace stateroom::ui {

/// One operation of a `state:mutate`: what is done to which path with which value. Also what the
/// API will refuse can be asked for.
class OpRow final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OpRow)

public:
    explicit OpRow(QWidget* parent = nullptr);

    /// The variables to pick a path from; the path that stands there stays.
    void offer(const std::vector<VariableState>& states);
    void setPath(const QString& path);
    void setRemovable(bool removable);

    /// `{"path","op","value"}`.
    QByteArray toJson() const;

    QComboBox& op() { return *m_op; }
    QComboBox& path() { return *m_path; }
    QLineEdit& value() { return *m_value; }

    /// What the tab key stops at, in the order of reading.
    QWidgetList stops() const;

Q_SIGNALS:
    void changed();
    void removeWanted();
    void sendWanted();

private:
    QByteArray valueJson() const;
    void suggestValue();

    QComboBox* m_op;
    QComboBox* m_path;
    QLineEdit* m_value;
    QAction* m_remove;
    QToolButton* m_removeButton;
    QHash<QString, campaign::VariableType> m_types; ///< by path
};

} // namespace stateroom::ui
