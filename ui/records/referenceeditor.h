// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/store/feed.h"
#include "ui/model/throttle.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QStringListModel;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// A field that holds the id of another record: offers ids as one types, says which record it is,
/// or that there is none, and leads to it.
class ReferenceEditor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReferenceEditor)

public:
    /// `resource`: the name of the one that is referred to.
    ReferenceEditor(Store& store, const QByteArray& resource, QWidget* parent = nullptr);

    /// Shows it, without telling.
    void setId(const QString& id);
    void setWritable(bool writable);

Q_SIGNALS:
    void edited(const QString& id);
    /// This record should be shown.
    void followed(const stateroom::EntryName& name);

private:
    void look();
    void offerIds();

    Store& m_store;
    const business::Resource* m_resource;
    QLineEdit* m_id;
    QLabel* m_who;
    QAction* m_follow;
    QStringListModel* m_offered;
    Throttle m_look;
    quint64 m_generation = 0;
    Subscription m_subscription;
};

} // namespace stateroom::ui
