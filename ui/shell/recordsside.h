// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/json/jsontext.h"

#include <QObject>

#include <optional>
#include <vector>

class QAction;

namespace stateroom {
class Store;
}

namespace stateroom::ui {

class InspectorPanel;
class RecordForm;
class RecordsPanel;

/// Records of the business API in Browse: their table, the form beside the JSON of the inspector,
/// of which both edit one draft, and the way along references and back.
class RecordsSide final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RecordsSide)

public:
    /// All must outlive it. The panel and the form get parents where they are put.
    RecordsSide(Store& store, InspectorPanel& inspector, QAction* newRecord, QObject* parent);

    RecordsPanel& panel() { return *m_panel; }
    RecordForm& form() { return *m_form; }
    /// Shows collections as keys like any other namespace; checkable.
    QAction* asKeysAction() { return m_asKeys; }
    /// Back to where a reference was followed.
    QAction* backAction() { return m_back; }
    /// Whether this namespace is shown as a table.
    bool takes(const Namespace& space) const;

Q_SIGNALS:
    /// A record should be shown, or, without a key, its collection; with this filter over the
    /// table.
    void wanted(const stateroom::EntryName& name, const QString& filter);

private:
    struct Place {
        EntryName name;
        QString filter;
    };

    void update();
    void takeNewText();
    void takeText(const std::optional<JsonText>& json);
    void edit(const QByteArray& field, const std::optional<JsonText>& value);
    void leadTo(const EntryName& name, const QString& filter);
    void goBack();

    InspectorPanel& m_inspector;
    QAction* m_asKeys;
    QAction* m_back;
    RecordsPanel* m_panel;
    RecordForm* m_form;
    EntryName m_shown;           ///< whose text the form has
    std::vector<Place> m_places; ///< where references were followed, the last one last
};

} // namespace stateroom::ui
