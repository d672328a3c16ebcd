// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QStackedWidget;

namespace stateroom::ui {

class ChoiceBox;
class EmptyPlace;
class ListTable;
class NoticeBar;
class RequestDetail;
class RequestFilter;
class RequestsModel;

/// The place where one sees what programs ask of the server, and why one of them is refused.
class RequestsPlace final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestsPlace)

public:
    /// The service must outlive it.
    explicit RequestsPlace(Service& service, QWidget* parent = nullptr);

    /// Shows the request with this id, whatever the filter says; tells when it is not held any
    /// more.
    void showRequest(const QByteArray& requestId);

    RequestsModel& model() { return *m_model; }
    ListTable& view() { return *m_view; }
    RequestDetail& detail() { return *m_detail; }

Q_SIGNALS:
    /// Show this entry.
    void entryWanted(const stateroom::EntryName& name);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void makeActions();
    QWidget* makeHead();
    QWidget* makeFilters();
    void setUpView();
    void setUpColumns();
    void arrange();
    void clearFilter();
    void showCurrent();
    void copyAsCurl();
    void updateState();

    Service& m_service;
    RequestsModel* m_model;
    RequestFilter* m_filter;
    ListTable* m_view;
    QLineEdit* m_text;
    ChoiceBox* m_status;
    ChoiceBox* m_api;
    QLabel* m_state;
    NoticeBar* m_notice;
    EmptyPlace* m_empty;
    QStackedWidget* m_pages;
    RequestDetail* m_detail = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_bodies = nullptr;
    QAction* m_clear = nullptr;
    QAction* m_curl = nullptr;
};

} // namespace stateroom::ui
