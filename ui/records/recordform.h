// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"
#include "core/business/records.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class FieldEditor;

/// A record as a form that is made from the catalogue, one control for each of its fields. Shows
/// the draft that stands as JSON beside it, and tells each edit, so that whoever holds the draft
/// can take it up; the rules of records are told as one types.
class RecordForm final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordForm)

public:
    /// Bytes of a draft that it shows: each key press in the form writes the whole text.
    static constexpr qsizetype largest = 256 * 1024;

    /// The store must outlive it.
    explicit RecordForm(Store& store, QWidget* parent = nullptr);

    /// Which fields it has; `isNew`: the record is yet to be made.
    void setResource(const business::Resource* resource, bool isNew);
    const business::Resource* resource() const { return m_resource; }
    /// The draft as it is now; nothing: it is not JSON at the moment, or none that a form can show.
    void show(const std::optional<JsonText>& draft);
    void setWritable(bool writable);
    /// Puts the keyboard into the first field that is wrong, else into the first.
    void takeKeyboard();
    const std::optional<JsonText>& draft() const { return m_draft; }
    /// What the rules say of the draft that is shown.
    const std::vector<business::FieldProblem>& problems() const { return m_problems; }

    /// The editor of this field; null where there is none.
    FieldEditor* editor(const QByteArray& field) const;

Q_SIGNALS:
    void edited(const QByteArray& field, const std::optional<stateroom::JsonText>& value);
    /// This record should be shown.
    void followed(const stateroom::EntryName& name);
    /// The records of this resource that the filter finds should be shown.
    void listWanted(const QByteArray& resource, const QString& filter);
    void left();

private:
    void makeEditors();
    void makeLists();
    void showProblems();

    Store& m_store;
    const business::Resource* m_resource = nullptr;
    QScrollArea* m_scroll;
    QLabel* m_message;
    QVBoxLayout* m_column = nullptr;
    QWidget* m_body = nullptr;
    QWidget* m_lists = nullptr;
    QList<FieldEditor*> m_editors;
    std::vector<business::FieldProblem> m_problems;
    std::optional<JsonText> m_draft;
    bool m_isNew = false;
    bool m_isWritable = true;
};

} // namespace stateroom::ui
