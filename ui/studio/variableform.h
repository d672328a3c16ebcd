// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/service/campaigndesk.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace stateroom::ui {

class NoticeBar;
class RuleLine;
class VariablesModel;

/// Asks for a variable's definition, and says beside each field what it must be while it is typed:
/// what the campaign API would refuse cannot be sent.
class VariableForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(VariableForm)

public:
    /// `model` tells what is declared already. Both must outlive it.
    VariableForm(CampaignDesk& desk, VariablesModel& model, QWidget* parent = nullptr);

    /// Asks for a new variable of this campaign.
    void startNew(const QByteArray& id, campaign::Scope scope);
    /// Asks what this variable is to be; scope and name stay.
    void startChange(const QByteArray& id, const campaign::Variable& variable);

    QComboBox& scope() { return *m_scope; }
    QLineEdit& name() { return *m_name; }
    QComboBox& type() { return *m_type; }
    QCheckBox& hasDefault() { return *m_hasDefault; }
    QLineEdit& standard() { return *m_standard; }
    QLineEdit& description() { return *m_description; }
    QPushButton& acceptButton() { return *m_accept; }
    NoticeBar& notice() { return *m_notice; }
    /// The rules that what was typed does not meet, as sentences.
    QStringList broken() const;

Q_SIGNALS:
    /// It is declared so now.
    void done(stateroom::campaign::Scope scope, const QByteArray& name);
    void cancelled();

private:
    void arrange();
    QWidget* makeButtons();
    void addRow(QGridLayout& grid, QWidget* label, QWidget* field, QList<RuleLine*> rules);
    void start(const QByteArray& id);
    void fill(const campaign::Variable& variable);

    campaign::VariableDraft draft() const;
    std::optional<JsonText> standardText() const;
    campaign::VariableType chosenType() const;
    campaign::Scope chosenScope() const;
    bool isChange() const { return m_former.has_value(); }

    void judge();
    bool judgeScope();
    bool judgeName();
    void submit(bool force);
    void showMisfits(qint64 count, const std::optional<JsonText>& standard);
    void showProblem(const QString& text);
    void setBusy(bool busy);

    CampaignDesk& m_desk;
    VariablesModel& m_model;
    QByteArray m_id;
    std::optional<campaign::Variable> m_former; ///< what is being changed
    QLabel* m_title;
    QComboBox* m_scope;
    QLineEdit* m_name;
    QComboBox* m_type;
    QCheckBox* m_hasDefault;
    QLineEdit* m_standard;
    QComboBox* m_truth;
    QStackedWidget* m_values; ///< a line for numbers and texts, a choice for booleans
    QLineEdit* m_description;
    RuleLine* m_scopeRule;
    RuleLine* m_identifierRule;
    RuleLine* m_lengthRule;
    RuleLine* m_uniqueRule;
    RuleLine* m_typeRule;
    RuleLine* m_defaultRule;
    RuleLine* m_descriptionRule;
    NoticeBar* m_notice;
    QPushButton* m_accept;
    QPushButton* m_cancel;
    bool m_isBusy = false;
};

} // namespace stateroom::ui
