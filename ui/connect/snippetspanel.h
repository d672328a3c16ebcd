// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/service.h"
#include "core/service/snippets.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace stateroom::ui {

class ChoiceBox;

/// For each API the base URL, and a few lines in three languages that call it, ready to be copied.
class SnippetsPanel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SnippetsPanel)

public:
    explicit SnippetsPanel(Service& service, QWidget* parent = nullptr);

    /// Where the server listens; empty when it does not.
    void setUrl(const QString& url);

    QString baseUrl() const;
    QString snippet() const;
    ChoiceBox& api() { return *m_api; }
    void choose(SnippetLanguage language);

private:
    void refresh();
    QWidget* makeChoices();
    QWidget* makeBase();

    Service& m_service;
    ChoiceBox* m_api;
    QButtonGroup* m_languages;
    QLineEdit* m_base;
    QPlainTextEdit* m_code;
    QLabel* m_key;
    QString m_url;
};

} // namespace stateroom::ui
