// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "ui/requests/requestsmodel.h"

#include <QWidget>

class QListWidget;
class QPlainTextEdit;

namespace stateroom::ui {

class ElidedLabel;
class NoticeBar;

/// One request: why it was answered as it was, both heads, bodies where they were recorded, and
/// what it changed.
class RequestDetail final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RequestDetail)

public:
    /// The service must outlive it. `actions` get a button each.
    RequestDetail(Service& service, const QList<QAction*>& actions, QWidget* parent = nullptr);

    void show(const RequestReport& report, const Diagnosis& diagnosis, const QString& key);

    QString reason() const;
    QListWidget& changes() { return *m_changes; }

Q_SIGNALS:
    /// A change was chosen: show its entry.
    void entryWanted(const stateroom::EntryName& name);

private:
    QWidget* makeHead(const QList<QAction*>& actions);
    QWidget* makeTexts();
    void findChanges(const RequestReport& report);
    void showChanges(const QList<EntryName>& names, const QStringList& texts);

    Service& m_service;
    ElidedLabel* m_line;
    ElidedLabel* m_facts;
    NoticeBar* m_why;
    QPlainTextEdit* m_request;
    QPlainTextEdit* m_answer;
    QWidget* m_changesColumn;
    QListWidget* m_changes;
    QList<EntryName> m_names;
    qint64 m_shown = 0;    ///< the request's number
    bool m_isOpen = false; ///< what is shown is a stream that goes on
};

} // namespace stateroom::ui
