// SPDX-License-Identifier: GPL-3.0-or-later
// RecordsPanel: what one does with it.
#include "core/store/store.h"
#include "ui/model/commandtraits.h"
#include "ui/model/errortext.h"
#include "ui/model/recordphrases.h"
#include "ui/records/recordquestion.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordspanel.h"
#include "ui/records/samplerecords.h"
#include "ui/style/icons.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QStringListModel>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

void RecordsPanel::makeActions()
{
    const auto make = [this](const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
        return action;
    };
    m_find = make(tr("Filter records"), QKeySequence::Find, [this] { m_filter->takeKeyboard(); });
    m_samples = make(tr("Add sample records"), {}, [this] { addSamples(); });
    m_key = make(tr("Make an API key"), {}, [this] { Q_EMIT keyWanted(); });
    m_key->setVisible(false);
    m_remove = new QAction(glyphIcon(Glyph::Delete), tr("Delete record"), this);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    connect(m_remove, &QAction::triggered, this, &RecordsPanel::removeWanted);
    setCommandTraits(m_remove, {.careful = true});
    m_remove->setEnabled(false);
    m_view->addAction(m_remove);
}

void RecordsPanel::connectParts()
{
    connect(m_model, &RecordsModel::rowsRemoved, this, [this] { m_changingByItself = false; });
    connect(m_model, &RecordsModel::modelReset, this, [this] { m_changingByItself = false; });
    connect(m_model, &RecordsModel::loaded, this, &RecordsPanel::afterLoad);
    connect(m_model, &RecordsModel::searchingChanged, this, &RecordsPanel::updateCount);
    connect(m_model, &RecordsModel::headerDataChanged, this, [this] {
        fillSortMenu();
        m_columns->fitContents();
    });
    connect(m_model, &RecordsModel::failed, this, &RecordsPanel::showReadFailure);
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RecordsPanel::chooseRow);
    connect(m_view, &ListTable::clicked, this, &RecordsPanel::chooseRow);
    connect(m_view, &ListTable::activated, this, [this] {
        chooseRow();
        Q_EMIT activated();
    });
    connect(m_view, &ListTable::typed, this, [this](const QString& text) {
        m_filter->takeKeyboard(text);
    });
    connect(
        m_view->horizontalHeader(), &QHeaderView::sectionClicked, m_model, &RecordsModel::sortBy);
    connect(m_filter, &FilterBar::changed, this, &RecordsPanel::filterBy);
    connect(m_filter, &FilterBar::left, this, [this] {
        if (!m_view->isEnabled())
            return; // there is nothing to go on to
        m_view->setFocus(Qt::ShortcutFocusReason);
        if (!m_view->selectionModel()->hasSelection() && m_model->rowCount() > 0)
            m_view->setCurrentIndex(m_model->index(0, 0));
    });
}

void RecordsPanel::showError(const Error& error)
{
    m_told = m_notice->tell(
        NoticeKind::Error, errorText(error), {{tr("Close"), [this] { m_notice->clear(); }}});
}

/// Until it has been read.
void RecordsPanel::showReadFailure(const Error& error)
{
    m_readFailure =
        m_notice->tell(NoticeKind::Error, errorText(error), {{tr("Try again"), [this] {
                                                                  m_notice->end(m_readFailure);
                                                                  m_model->reload();
                                                              }}});
}

// Filter

void RecordsPanel::filterBy(const QString& text)
{
    const auto filter = filterOfText(*m_model->resource(), text);
    if (filter) {
        m_filter->showTrouble({});
        setAnswered(true);
        m_model->setQuestion(*filter, m_model->sort());
    } else {
        m_filter->showTrouble(
            refusalText(filter.error()) + u'\n' +
            tr("Write filter[field]=value, or press Esc to show all records."));
        setAnswered(false);
    }
    updateContents();
    updateCount();
}

/// Records that were found by another filter are no answer to what stands there now: they are seen
/// to be none, and nothing can be done with them, until the filter is understood again.
void RecordsPanel::setAnswered(bool answered)
{
    if (!answered && m_view->hasFocus())
        m_filter->takeKeyboard();
    m_view->setEnabled(answered);
}

void RecordsPanel::makeCompleter()
{
    m_completer = new QCompleter(m_names, this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setWidget(&m_filter->edit());
    lookAlike(*m_completer, false);
    connect(
        m_completer, qOverload<const QString&>(&QCompleter::activated), this,
        &RecordsPanel::takeCompletion);
    connect(&m_filter->edit(), &QLineEdit::textEdited, this, &RecordsPanel::completeName);
    connect(m_filter, &FilterBar::reshaped, this, [this] {
        if (m_completer->popup()->isVisible())
            m_completer->complete(m_filter->besideCompletions());
    });
}

void RecordsPanel::completeName()
{
    QLineEdit& edit = m_filter->edit();
    const auto place = namePlaceAt(edit.text(), edit.cursorPosition());
    const QString typed = place ? edit.text().mid(place->from, place->length) : QString();
    // The word before a bracket is none of the fields'.
    if (typed.isEmpty() || u"filter"_s.startsWith(typed)) {
        if (!place || !typed.isEmpty() || place->from == 0) {
            m_completer->popup()->hide();
            return;
        }
    }
    m_names->setStringList(fieldNames(*m_model->resource()));
    m_completer->setCompletionPrefix(typed);
    if (m_completer->completionCount() == 0) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->complete(m_filter->besideCompletions());
    m_completer->popup()->setCurrentIndex(m_completer->completionModel()->index(0, 0));
}

void RecordsPanel::takeCompletion(const QString& name)
{
    QLineEdit& edit = m_filter->edit();
    const auto place = namePlaceAt(edit.text(), edit.cursorPosition());
    if (!place)
        return;
    QString whole = name;
    if (place->isJson)
        whole += u"\":"_s;
    else if (place->from > 0 && edit.text().at(place->from - 1) == u'[')
        whole += u"]="_s;
    else
        whole = u"filter[%1]="_s.arg(name);
    edit.setSelection(int(place->from), int(place->length));
    if (place->length == 0)
        edit.setCursorPosition(int(place->from));
    edit.insert(whole);
}

// Samples and keys

void RecordsPanel::addSamples()
{
    m_samples->setEnabled(false);
    writeSampleRecords(m_store, this, [this](const Result<int>& written) {
        m_samples->setEnabled(m_isWritable);
        if (!written) {
            showError(written.error());
            return;
        }
        m_chooseFirst = !m_current;
        m_told = m_notice->tell(
            NoticeKind::Info,
            tr("%Ln sample records were added to the collections.", nullptr, *written),
            {{tr("Close"), [this] { m_notice->clear(); }}});
    });
}

void RecordsPanel::offerKeys()
{
    m_key->setVisible(true);
}

void RecordsPanel::showKey(const QString& key)
{
    // In a narrow column it goes over several lines.
    QString broken;
    for (qsizetype at = 0; at < key.size(); at += 8)
        broken += key.mid(at, 8) + QChar(0x200B);
    m_notice->tell(
        NoticeKind::Info, tr("The new key, shown this once only: %1").arg(broken),
        {{tr("Copy API key"), [key] { QGuiApplication::clipboard()->setText(key); }},
         {tr("Hide it"), [this] { m_notice->clear(); }}});
}

} // namespace stateroom::ui
