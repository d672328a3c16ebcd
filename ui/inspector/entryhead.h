// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/inspector/openentry.h"

#include <QWidget>

class QAction;
class QBoxLayout;
class QButtonGroup;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace stateroom::ui {

class ElidedLabel;

/// The head of the inspector: which entry this is, or the form that names a new one, and the
/// buttons of both.
class EntryHead final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(EntryHead)

public:
    EntryHead(QAction* save, QAction* remove, QMenu* menu, QWidget* parent = nullptr);

    void showEntry(const EntryName& name);
    /// Which of the two is shown below: the value or the history.
    void setTab(int tab);

    /// The line below the key: version, age, who, expiry.
    void setFacts(const QString& facts, const QString& toolTip);

    /// Asks for the name of a new entry; these stand in the form at first.
    void showForm(const QByteArray& space, const QByteArray& key);
    /// The namespace and the key as they stand in the form; an error names the field that is wrong.
    Result<EntryName> formName() const;
    QByteArray formSpaceText() const;
    QByteArray formKeyText() const;
    /// Puts the keyboard into the first field that wants something.
    void focusForm();

Q_SIGNALS:
    void tabChosen(int tab);
    /// The button: the new entry is given up.
    void cancelled();
    /// Esc in the form: away from it for now.
    void escaped();
    void nameEdited();
    /// Enter in the form's last field: on to the value.
    void formDone();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeTitle();
    QWidget* makeForm();
    void fitForm();
    void fitKeyField();
    void bindSave(QAction* save);

    ElidedLabel* m_key;
    ElidedLabel* m_facts;
    QLineEdit* m_space;
    QLineEdit* m_newKey;
    QPushButton* m_save;
    QPushButton* m_cancel;
    QToolButton* m_remove;
    QToolButton* m_more;
    QWidget* m_row = nullptr;
    QBoxLayout* m_fields = nullptr; ///< of the form
    QButtonGroup* m_tabs;
    QWidget* m_tabRow = nullptr;
    QStackedWidget* m_pages;
};

/// An entry's facts on one line: version, age, who wrote it, size, expiry.
QString factsOf(const EntryState& state, Timestamp now);

} // namespace stateroom::ui
