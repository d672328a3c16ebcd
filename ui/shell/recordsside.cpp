// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recordsside.h"

#include "core/json/jsonformat.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/valueview.h"
#include "ui/model/recordspace.h"
#include "ui/records/recordedit.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/style/icons.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/jsoneditor.h"

#include <QAction>
#include <QLineEdit>
#include <QShortcut>

namespace stateroom::ui {

RecordsSide::RecordsSide(
    Store& store, InspectorPanel& inspector, QAction* newRecord, QObject* parent)
    : QObject(parent)
    , m_inspector(inspector)
    , m_asKeys(new QAction(tr("Show records as keys"), this))
    , m_back(new QAction(glyphIcon(Glyph::Restore), tr("Back from the reference"), this))
    , m_panel(new RecordsPanel(store, newRecord, m_asKeys, m_back))
    , m_form(new RecordForm(store))
{
    m_asKeys->setCheckable(true);
    m_back->setShortcut(Qt::ALT | Qt::Key_Left);
    m_back->setEnabled(false);
    connect(m_back, &QAction::triggered, this, &RecordsSide::goBack);
    m_inspector.setCompanion(m_form);
    connect(&m_inspector, &InspectorPanel::shownChanged, this, &RecordsSide::update);
    connect(&m_inspector, &InspectorPanel::refused, m_form, &RecordForm::takeKeyboard);
    connect(&m_inspector.valueView(), &ValueView::textTaken, this, &RecordsSide::takeText);
    auto* find = new QShortcut(QKeySequence::Find, m_form);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, m_panel, [this] { m_panel->filter().takeKeyboard(); });
    connect(m_form, &RecordForm::edited, this, &RecordsSide::edit);
    connect(m_form, &RecordForm::left, &m_inspector, &InspectorPanel::left);
    connect(
        m_form, &RecordForm::followed, this, [this](const EntryName& name) { leadTo(name, {}); });
    connect(
        m_form, &RecordForm::listWanted, this,
        [this](const QByteArray& resource, const QString& filter) {
            leadTo({business::catalogue().resource(resource)->space(), Key()}, filter);
        });
    update();
}

bool RecordsSide::takes(const Namespace& space) const
{
    return !m_asKeys->isChecked() && recordsIn(space) != nullptr;
}

// The form

void RecordsSide::update()
{
    const business::Resource* resource = recordsIn(m_inspector.space());
    m_form->setVisible(resource != nullptr);
    m_form->setResource(resource, m_inspector.isCreating());
    m_form->setWritable(m_inspector.isEditable());
    m_inspector.valueView().setTellsText(resource != nullptr);
    if (resource != nullptr && m_inspector.isCreating() && !m_form->draft())
        takeNewText();
}

/// What a new record starts with is shown at once: its fields have the keyboard already.
void RecordsSide::takeNewText()
{
    const QByteArray text = m_inspector.editor().utf8();
    if (text.size() > RecordForm::largest)
        return;
    if (const auto json = JsonText::parse(text))
        takeText(*json);
}

void RecordsSide::takeText(const std::optional<JsonText>& json)
{
    // What is not there yet, or not any more, is not wrong.
    if (!json && !m_inspector.isEditable())
        return;
    m_shown = m_inspector.name();
    m_form->show(json);
}

void RecordsSide::edit(const QByteArray& field, const std::optional<JsonText>& value)
{
    JsonEditor& editor = m_inspector.editor();
    const QByteArray before = editor.utf8();
    const auto draft = JsonText::parse(before);
    // What was typed the moment another record was chosen is not meant for that one.
    if (!(m_shown == m_inspector.name()))
        return;
    if (!m_inspector.isEditable() || !draft || draft->type() != JsonType::Object)
        return;
    const auto [from, length, replacement] =
        differingStretch(before, formatJson(withMember(*draft, field, value)));
    if (length > 0 || !replacement.isEmpty())
        editor.replace(from, length, replacement);
}

// Ways

void RecordsSide::leadTo(const EntryName& name, const QString& filter)
{
    constexpr std::size_t mostPlaces = 50;
    if (m_places.size() == mostPlaces)
        m_places.erase(m_places.begin());
    m_places.push_back({m_inspector.name(), m_panel->filter().text()});
    m_back->setEnabled(true);
    Q_EMIT wanted(name, filter);
}

void RecordsSide::goBack()
{
    if (m_places.empty())
        return;
    const Place place = m_places.back();
    m_places.pop_back();
    m_back->setEnabled(!m_places.empty());
    Q_EMIT wanted(place.name, place.filter);
}

} // namespace stateroom::ui
