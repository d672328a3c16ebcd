// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordspanel.h"

#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/records/recordsmodel.h"
#include "ui/records/recordtext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QStringListModel>
#include <QToolButton>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

/// What makes a first record; none where that would need to know of other records.
QString firstRecordCommand(const Resource& resource, const QString& url)
{
    const bool refers =
        std::any_of(resource.fields.begin(), resource.fields.end(), [](const Field& field) {
            return field.required && field.type == FieldType::Reference;
        });
    if (url.isEmpty() || refers)
        return {};
    return uR"(curl %1/v1/%2 -H "Authorization: Bearer $STATEROOM_KEY" -d '%3')"_s.arg(
        url, QString::fromUtf8(resource.name), QString::fromUtf8(resource.sample.bytes()));
}

} // namespace

RecordsPanel::RecordsPanel(
    Store& store, QAction* newRecord, QAction* asKeys, QAction* back, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_model(new RecordsModel(store, this))
    , m_view(new ListTable)
    , m_title(new ElidedLabel(Qt::ElideMiddle))
    , m_count(makeSecondaryLabel())
    , m_filter(
          new FilterBar(tr("Filter as the API does: filter[field]=value"), tr("Filter records")))
    , m_notice(new NoticeBar)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
    , m_sorts(new QMenu(this))
    , m_names(new QStringListModel(this))
{
    // Before the view hears of it: when the chosen row goes, the view chooses another by itself.
    connect(
        m_model, &RecordsModel::rowsAboutToBeRemoved, this, [this] { m_changingByItself = true; });
    connect(
        m_model, &RecordsModel::modelAboutToBeReset, this, [this] { m_changingByItself = true; });
    m_slow.setSingleShot(true);
    m_slow.setInterval(100);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_count->setText(tr("Searching…")); });
    makeActions();
    setUpView();
    makeCompleter();
    m_offers = makeOffers(newRecord);
    m_empty->addBelow(m_offers);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead(newRecord, asKeys, back));
    layout->addWidget(m_filter);
    layout->addWidget(m_notice);
    layout->addWidget(m_pages, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    setMinimumWidth(350);
    connectParts();
}

RecordsPanel::~RecordsPanel()
{
    // What these tell while they go is not for one who is half gone.
    for (QObject* part :
         {static_cast<QObject*>(m_model), static_cast<QObject*>(m_view->selectionModel()),
          static_cast<QObject*>(m_view), static_cast<QObject*>(m_filter)})
        part->disconnect(this);
}

QWidget* RecordsPanel::makeHead(QAction* newRecord, QAction* asKeys, QAction* back)
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    m_title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* backButton = makeToolButton(back);
    const auto follow = [backButton, back] { backButton->setVisible(back->isEnabled()); };
    connect(back, &QAction::changed, backButton, follow);
    follow();
    auto* sort = new QToolButton;
    sort->setIcon(glyphIcon(Glyph::Down));
    sort->setIconSize({metrics::iconSize, metrics::iconSize});
    sort->setMenu(m_sorts);
    sort->setPopupMode(QToolButton::InstantPopup);
    sort->setFocusPolicy(Qt::TabFocus);
    sort->setToolTip(tr("Sort by"));
    sort->setAccessibleName(tr("Sort by"));
    auto* more = new QToolButton;
    auto* menu = new QMenu(more);
    menu->addAction(asKeys);
    menu->addSeparator();
    menu->addAction(m_samples);
    menu->addAction(m_key);
    more->setIcon(glyphIcon(Glyph::More));
    more->setIconSize({metrics::iconSize, metrics::iconSize});
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::TabFocus);
    more->setToolTip(tr("More about these records"));
    more->setAccessibleName(tr("More about these records"));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(backButton);
    layout->addWidget(m_title);
    layout->addSpacing(metrics::gap8);
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(sort);
    layout->addWidget(makeToolButton(newRecord));
    layout->addWidget(more);
    return head;
}

QWidget* RecordsPanel::makeOffers(QAction* newRecord)
{
    auto* offers = new QWidget;
    const auto makeButton = [](QAction* action) {
        auto* button = new QPushButton(action->text());
        button->setAutoDefault(true);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const auto follow = [button, action] {
            button->setToolTip(toolTipOf(*action));
            button->setVisible(action->isVisible());
            button->setEnabled(action->isEnabled());
        };
        connect(action, &QAction::changed, button, follow);
        follow();
        return button;
    };
    auto* rows = new QVBoxLayout(offers);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metrics::gap8);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap8);
    row->addWidget(makeButton(newRecord));
    row->addWidget(makeButton(m_samples));
    rows->addLayout(row);
    rows->addWidget(makeButton(m_key), 0, Qt::AlignHCenter); // which the command needs
    return offers;
}

void RecordsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_remove->setEnabled(m_isWritable);
}

void RecordsPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_remove->setEnabled(false); // what it would delete is no record
}

// What is shown

void RecordsPanel::show(
    const Resource& resource, const std::optional<QByteArray>& id, const QString& filter)
{
    m_current = id;
    m_chooseFirst = !id;
    m_notice->clear();
    m_title->setText(displayText(resource.name));
    m_title->setToolTip(plainToolTip(catalogueText(resource.description)));
    if (&resource != m_model->resource()) {
        m_filter->setText({});
        setAnswered(true);
        m_model->setResource(&resource);
        setUpColumns();
    }
    if (filter != m_filter->text()) {
        m_filter->setText(filter);
        filterBy(filter);
    } else if (m_model->isLoaded()) {
        afterLoad();
    }
    updateContents();
    updateCount();
}

void RecordsPanel::setTotal(qint64 records)
{
    m_total = records;
    updateCount();
}

void RecordsPanel::clearChoice()
{
    m_current.reset();
    m_chooseFirst = false;
    m_view->clearSelection();
}

void RecordsPanel::setWritable(bool writable)
{
    m_isWritable = writable;
    m_samples->setEnabled(writable);
    m_key->setEnabled(writable);
    m_remove->setEnabled(writable && isVisible());
    updateContents();
}

void RecordsPanel::setServerUrl(const QString& url)
{
    m_url = url;
    updateContents();
}

void RecordsPanel::updateCount()
{
    const QString total = tr("%Ln records", nullptr, int(std::min<qint64>(m_total, INT_MAX)));
    // What takes longer says so; most is there at once, and a word that flashes by helps nobody.
    if (!m_model->isLoaded() && m_model->isSearching()) {
        if (!m_slow.isActive())
            m_slow.start();
        return;
    }
    m_slow.stop();
    if (m_filter->text().isEmpty() || !m_view->isEnabled()) {
        m_count->setText(total);
    } else {
        QString found = QLocale().toString(m_model->rowCount());
        if (m_model->hasMore())
            found += u'+';
        //: How many records the filter finds, of how many
        m_count->setText(tr("%1 of %2").arg(found, total));
    }
}

void RecordsPanel::updateContents()
{
    const Resource* resource = m_model->resource();
    const bool isEmpty = resource != nullptr && m_model->isLoaded() && !m_model->isSearching() &&
                         m_model->rowCount() == 0 && m_view->isEnabled();
    const bool isFiltered = !m_model->filter().empty();
    m_offers->setVisible(!isFiltered && m_isWritable);
    if (isEmpty && isFiltered) {
        m_empty->setTitle(tr("No record passes the filter"));
        m_empty->setSentence(tr("Esc in the filter shows all records again."));
        m_empty->setCommand({});
    } else if (isEmpty) {
        //: %1 is the name of a collection, such as agents
        m_empty->setTitle(tr("No %1 yet").arg(displayText(resource->name)));
        m_empty->setSentence(catalogueText(resource->description));
        m_empty->setCommand(firstRecordCommand(*resource, m_url));
    }
    m_pages->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
}

} // namespace stateroom::ui
