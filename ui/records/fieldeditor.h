// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/json/jsonview.h"

#include <QWidget>

#include <functional>

class QBoxLayout;
class QLabel;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

/// One field of a record in a form: its name, what the catalogue says of it, the control that its
/// type asks for, and below it what is wrong. Knows types, not fields.
class FieldEditor final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FieldEditor)

public:
    /// The field and the store must outlive it.
    FieldEditor(Store& store, const business::Field& field, QWidget* parent = nullptr);

    const business::Field& field() const { return m_field; }
    /// Shows the record's value, nothing where it has none. What is being typed stays as it is.
    void show(const std::optional<JsonView>& value);
    /// What is wrong with the value; empty: nothing.
    void setProblem(const QString& problem);
    bool hasProblem() const;
    void setWritable(bool writable);
    /// The control that takes the keyboard.
    QWidget& control() { return *m_control; }

Q_SIGNALS:
    /// The value was edited; nothing: the field is to be absent.
    void edited(const QByteArray& name, const std::optional<stateroom::JsonText>& value);
    void followed(const stateroom::EntryName& name);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    using Value = std::optional<JsonText>;
    using Take = std::function<void(const std::optional<JsonView>&)>;

    void arrange();
    void makeControl(Store& store);
    QWidget* makeText();
    QWidget* makeLine(std::function<Value(const QString&)> valueOf);
    QWidget* makeObject();
    QWidget* makeChoice(const QList<QPair<QString, JsonText>>& choices);
    QWidget* makeFlags();
    QWidget* makeSeveral();
    QWidget* makeReference(Store& store);
    void tell(const Value& value);
    void showMessages();

    const business::Field& m_field;
    QWidget* m_control = nullptr;
    QLabel* m_problem;
    QBoxLayout* m_head = nullptr; ///< the name, and what the field is for
    int m_headWidth = 0;          ///< on one line
    QString m_ownProblem;         ///< what was typed is no JSON, so that it is not told
    QString m_givenProblem;
    Take m_take;
    std::function<void(bool)> m_setWritable;
    bool m_taking = false;
};

} // namespace stateroom::ui
