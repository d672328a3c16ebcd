// SPDX-License-Identifier: GPL-3.0-or-later
// BrowsePlace: what happens when something is chosen, edited or left.
#include "core/store/entry.h"
#include "ui/entries/entriesmodel.h"
#include "ui/entries/entriespanel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/theirspane.h"
#include "ui/inspector/valueview.h"
#include "ui/model/displaytext.h"
#include "ui/model/recordspace.h"
#include "ui/navigator/namespacesmodel.h"
#include "ui/navigator/namespacespanel.h"
#include "ui/records/recordform.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/shell/browseplace.h"
#include "ui/shell/recordsside.h"
#include "ui/style/icons.h"
#include "ui/watch/livepanel.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QFocusEvent>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

QString nameForUser(const EntryName& name)
{
    if (name.space.isNull())
        return BrowsePlace::tr("a new key");
    return displayText(name.space.text()) + u"  "_s + displayText(name.key.bytes());
}

} // namespace

void BrowsePlace::showNamespace(const Namespace& space)
{
    const bool isKeyWanted = m_wantedKey.has_value();
    showList(space);
    const qint64 keys = m_namespaces->model().keyCount(space);
    m_entries->setTotal(keys);
    m_records->panel().setTotal(keys);
    m_entries->model().setDrafts(m_inspector->unsavedKeys(space));
    m_records->panel().model().setDrafts(m_inspector->unsavedKeys(space));
    if (!isKeyWanted && keys == 0)
        showEmptied(space);
}

/// The keys of a namespace, or the records of a collection.
void BrowsePlace::showList(const Namespace& space)
{
    const auto key = std::exchange(m_wantedKey, std::nullopt);
    const QString filter = std::exchange(m_wantedFilter, {});
    const bool asTable = m_records->takes(space);
    const bool hadKeyboard = list().hasFocus();
    m_middle->setCurrentIndex(asTable ? 1 : 0);
    m_records->asKeysAction()->setEnabled(recordsIn(space) != nullptr);
    if (hadKeyboard)
        list().setFocus(Qt::OtherFocusReason);
    if (!asTable) {
        m_entries->show(space, key);
        return;
    }
    m_entries->clearChoice();
    m_records->panel().show(
        *recordsIn(space), key ? std::optional(key->bytes()) : std::nullopt, filter);
}

void BrowsePlace::showRecord(const EntryName& name, const QString& filter)
{
    const bool isRecord = !name.key.bytes().isEmpty();
    m_wantedKey = isRecord ? std::optional(name.key) : std::nullopt;
    m_wantedFilter = filter;
    if (name.space == m_namespaces->current())
        showNamespace(name.space);
    else
        m_namespaces->setCurrent(name.space);
    if (isRecord)
        m_inspector->showEntry(name);
}

void BrowsePlace::showRecords()
{
    comeForward();
    m_namespaces->model().showStanding();
    if (recordsIn(m_namespaces->current()) == nullptr)
        goTo(business::catalogue().resources().front().space());
    m_records->asKeysAction()->setChecked(false);
    updateWelcome();
    list().setFocus(Qt::OtherFocusReason);
}

/// What has the keyboard in the middle.
/// What takes the keyboard in the middle: a list that waits for its filter to be mended does not.
QWidget& BrowsePlace::list() const
{
    const bool records = m_middle->currentIndex() == 1;
    ListTable& view = records ? m_records->panel().view() : m_entries->view();
    if (view.isEnabled())
        return view;
    return records ? m_records->panel().filter().edit() : m_entries->filter().edit();
}

/// What there is of a namespace without keys: an edit of one that is gone, or what was deleted.
void BrowsePlace::showEmptied(const Namespace& space)
{
    m_inspector->showNothing();
    const QList<EntryName> edits = m_inspector->unsaved();
    const auto found = std::find_if(
        edits.begin(), edits.end(), [&](const EntryName& name) { return name.space == space; });
    if (found != edits.end())
        m_inspector->showEntry(*found);
    else if (!m_records->takes(space) && m_namespaces->model().indexOf(space).isValid())
        m_inspector->showDeleted(space, false);
}

void BrowsePlace::takeDrafts()
{
    const QList<EntryName> edits = m_inspector->unsaved();
    QSet<Namespace> spaces;
    for (const EntryName& name : edits)
        if (!name.space.isNull())
            spaces.insert(name.space);
    m_namespaces->model().setDrafts(spaces);
    m_entries->model().setDrafts(m_inspector->unsavedKeys(m_namespaces->current()));
    m_records->panel().model().setDrafts(m_inspector->unsavedKeys(m_namespaces->current()));
    m_nextEdit->setEnabled(!edits.isEmpty());
}

void BrowsePlace::goToNextEdit()
{
    const QList<EntryName> edits = m_inspector->unsaved();
    if (edits.isEmpty())
        return;
    comeForward();
    const auto at =
        m_inspector->isCreating() ? edits.indexOf(EntryName()) : edits.indexOf(m_inspector->name());
    const EntryName& next = edits[(at + 1) % edits.size()];
    if (next.space.isNull())
        startNewKey();
    else
        goTo(next);
    m_inspector->focusValue();
}

void BrowsePlace::startNewKey()
{
    comeForward();
    m_entries->clearChoice();
    m_records->panel().clearChoice();
    m_inspector->startNew(m_namespaces->current());
    updateWelcome();
    if (recordsIn(m_namespaces->current()) != nullptr)
        m_records->form().takeKeyboard();
    else
        m_inspector->focusForm();
}

void BrowsePlace::afterRefresh()
{
    const qint64 keys = m_namespaces->model().keyCount(m_namespaces->current());
    m_entries->setTotal(keys);
    m_records->panel().setTotal(keys);
    updateWelcome();
}

void BrowsePlace::updateWelcome()
{
    const NamespacesModel& model = m_namespaces->model();
    const bool empty = model.isLoaded() && model.isEmpty() && m_namespaces->current().isNull() &&
                       !m_inspector->isCreating();
    m_pages->setCurrentIndex(empty ? 1 : 0);
}

QList<QWidget*> BrowsePlace::panes() const
{
    return {
        &m_namespaces->view(), &list(), &m_inspector->editor(),
        &m_inspector->valueView().theirs().editor(), &m_live->view()};
}

/// Not by a focus proxy, to which Tab would lead past the namespaces.
void BrowsePlace::focusInEvent(QFocusEvent* event)
{
    list().setFocus(event->reason());
}

void BrowsePlace::stepPane(int by)
{
    const QList<QWidget*> all = panes();
    const QList<QWidget*> areas{
        m_namespaces, m_middle, m_inspector, &m_inspector->valueView().theirs(), m_live};
    qsizetype at = by > 0 ? -1 : all.size();
    for (qsizetype i = 0; i < areas.size(); ++i)
        if (areas[i]->isAncestorOf(focusWidget()))
            at = i;
    // One that is not there at the moment, as the editor of no entry, is left out.
    for (qsizetype step = 0; step < all.size(); ++step) {
        at = (at + by + all.size()) % all.size();
        if (all[at]->isVisible()) {
            all[at]->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

bool BrowsePlace::mayClose()
{
    const QList<EntryName> unsaved = m_inspector->unsaved();
    if (unsaved.isEmpty() || m_inspector->keepEdits())
        return true;
    QStringList names;
    for (const EntryName& name : unsaved)
        names << nameForUser(name);
    constexpr qsizetype shown = 6;
    if (names.size() > shown) {
        names.resize(shown);
        names << u"…"_s;
    }
    QMessageBox box(
        QMessageBox::NoIcon, u"Stateroom"_s,
        tr("%Ln edits have not been saved.", nullptr, int(unsaved.size())), QMessageBox::NoButton,
        this);
    box.setIconPixmap(glyphIcon(Glyph::Alert, GlyphTone::Warning).pixmap(32, 32));
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(names.join(u'\n'));
    const auto* discard = box.addButton(tr("Discard and close"), QMessageBox::DestructiveRole);
    auto* stay = box.addButton(tr("Keep editing"), QMessageBox::RejectRole);
    box.setDefaultButton(stay);
    box.setEscapeButton(stay);
    box.exec();
    return box.clickedButton() == discard;
}

} // namespace stateroom::ui
