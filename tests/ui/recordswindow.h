// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/testwindow.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"

class QWidget;

namespace stateroom::ui {

constexpr const char* agents = "business/agents";
constexpr const char* conversations = "business/conversations";

/// The window with the table of a collection, and what tests do with it.
class RecordsWindow {
public:
    explicit RecordsWindow(TestStore& store, const char* space = agents);

    RecordsPanel& panel();
    RecordsModel& model() { return panel().model(); }
    RecordForm& form();
    /// The control of a field, of the type that it has.
    template <class T> T& control(const QByteArray& field)
    {
        return dynamic_cast<T&>(controlOf(field));
    }
    /// Whether this record is chosen, read and shown in the form.
    bool waitFor(const QByteArray& id);
    /// What the form says is wrong with a field.
    QString problem(const QByteArray& field);

    TestWindow window;

private:
    QWidget& controlOf(const QByteArray& field);
};

/// A member of what is stored, as it stands there; empty when there is none.
QByteArray member(const std::optional<Entry>& entry, const QByteArray& name);

} // namespace stateroom::ui
