// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <QWidget>

class QStackedWidget;

namespace stateroom::ui {

class EmptyPlace;
class ListTable;
class MutationsModel;

/// The newest mutations of a campaign.
class MutationsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MutationsPanel)

public:
    /// The service must outlive it.
    explicit MutationsPanel(Service& service, QWidget* parent = nullptr);

    MutationsModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }

Q_SIGNALS:
    /// Show the request with this id.
    void requestWanted(const QByteArray& requestId);

private:
    void setUpView();
    void update();

    MutationsModel* m_model;
    ListTable* m_view;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
};

} // namespace stateroom::ui
