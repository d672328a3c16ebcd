// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requestsplace.h"

#include "core/service/curl.h"
#include "ui/model/commandtraits.h"
#include "ui/requests/requestdetail.h"
#include "ui/requests/requestfilter.h"
#include "ui/requests/requestsmodel.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

RequestsPlace::RequestsPlace(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_model(new RequestsModel(service, this))
    , m_filter(new RequestFilter(this))
    , m_view(new ListTable)
    , m_text(new QLineEdit)
    , m_status(new ChoiceBox)
    , m_api(new ChoiceBox)
    , m_state(makeSecondaryLabel())
    , m_notice(new NoticeBar)
    , m_empty(new EmptyPlace)
    , m_pages(new QStackedWidget)
{
    m_filter->setSourceModel(m_model);
    makeActions();
    setUpView();
    arrange();
    setFocusProxy(m_view);
    connect(m_model, &RequestsModel::waitingChanged, this, &RequestsPlace::updateState);
    connect(m_filter, &RequestFilter::rowsInserted, this, &RequestsPlace::updateState);
    connect(m_filter, &RequestFilter::rowsRemoved, this, &RequestsPlace::updateState);
    connect(m_filter, &RequestFilter::modelReset, this, &RequestsPlace::updateState);
    updateState();
}

void RequestsPlace::showRequest(const QByteArray& requestId)
{
    m_model->catchUp();
    const int row = m_model->rowOf(requestId);
    if (row < 0) {
        m_notice->tell(
            NoticeKind::Info,
            tr("The request that made this change is not among the newest 1,000 any more, or was "
               "made before this program started."));
        return;
    }
    clearFilter();
    const QModelIndex index = m_filter->mapFromSource(m_model->index(row, 0));
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index);
    m_view->setFocus(Qt::OtherFocusReason);
}

void RequestsPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->setAwake(true);
    updateState();
}

void RequestsPlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_model->setAwake(false);
    m_notice->clear();
}

void RequestsPlace::makeActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        return action;
    };
    m_pause = make(Glyph::Pause, tr("Pause"), Qt::CTRL | Qt::Key_P);
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::toggled, this, [this](bool paused) {
        m_pause->setText(paused ? tr("Go on") : tr("Pause"));
        m_pause->setIcon(glyphIcon(paused ? Glyph::Play : Glyph::Pause));
        m_model->setPaused(paused);
    });
    m_bodies = make(Glyph::Dot, tr("Record bodies"), Qt::CTRL | Qt::Key_B);
    m_bodies->setCheckable(true);
    m_bodies->setChecked(m_service.requests().recordsBodies());
    connect(m_bodies, &QAction::toggled, this, [this](bool record) {
        m_service.requests().setRecordsBodies(record);
    });
    m_clear = make(Glyph::Delete, tr("Clear"), Qt::CTRL | Qt::Key_L);
    //: A command, where nothing else says what is cleared
    setCommandTraits(m_clear, {.name = tr("Clear the list of requests"), .careful = true});
    connect(m_clear, &QAction::triggered, m_model, &RequestsModel::clear);
    m_curl = new QAction(glyphIcon(Glyph::Copy), tr("Copy as curl"), this);
    m_curl->setShortcut(QKeySequence::Copy);
    m_curl->setShortcutContext(Qt::WidgetShortcut);
    connect(m_curl, &QAction::triggered, this, &RequestsPlace::copyAsCurl);
    m_view->addAction(m_curl);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* RequestsPlace::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Requests"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* bodies = makeToolButton(m_bodies);
    bodies->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto showRecording = [this] {
        m_bodies->setIcon(
            glyphIcon(Glyph::Dot, m_bodies->isChecked() ? GlyphTone::Error : GlyphTone::Text));
    };
    connect(m_bodies, &QAction::toggled, bodies, showRecording);
    showRecording();
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(title);
    layout->addWidget(makeToolButton(m_pause));
    layout->addWidget(m_state, 1);
    layout->addWidget(makeFilters(), 2);
    layout->addWidget(bodies);
    layout->addWidget(makeToolButton(m_clear));
    return head;
}

QWidget* RequestsPlace::makeFilters()
{
    auto* filters = new QWidget;
    m_text->setPlaceholderText(tr("Filter"));
    m_text->setAccessibleName(tr("Filter requests"));
    addClearSign(*m_text);
    m_text->setMinimumWidth(120);
    for (ChoiceBox* choice : {m_status, m_api})
        choice->setFixedHeight(metrics::controlHeight);
    m_status->setAccessibleName(tr("Status"));
    m_status->addItem(tr("Any status"), RequestFilter::AnyStatus);
    m_status->addItem(tr("Errors only"), RequestFilter::Errors);
    for (const int first : {2, 3, 4, 5})
        m_status->addItem(u"%1xx"_s.arg(first), first);
    m_api->setAccessibleName(tr("API"));
    m_api->addItem(tr("Any API"));
    for (const ApiKind api : allApiKinds)
        m_api->addItem(QString::fromLatin1(apiName(api)), apiName(api));
    connect(m_text, &QLineEdit::textChanged, m_filter, &RequestFilter::setText);
    connect(m_status, &ChoiceBox::currentIndexChanged, m_filter, [this] {
        m_filter->setStatus(m_status->currentData().toInt());
    });
    connect(m_api, &ChoiceBox::currentIndexChanged, m_filter, [this] {
        m_filter->setApi(m_api->currentData().toByteArray());
    });
    auto* find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_text, [this] {
        m_text->setFocus(Qt::ShortcutFocusReason);
        m_text->selectAll();
    });
    connect(m_text, &QLineEdit::returnPressed, m_view, [this] {
        m_view->setFocus(Qt::ShortcutFocusReason);
    });
    auto* layout = new QHBoxLayout(filters);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_status);
    layout->addWidget(m_api);
    return filters;
}

void RequestsPlace::arrange()
{
    m_empty->setTitle(tr("No requests yet"));
    m_empty->setAttribute(Qt::WA_StyledBackground);
    m_empty->setProperty("ground", u"surface"_s);
    m_detail = new RequestDetail(m_service, {m_curl});
    m_detail->hide();
    connect(m_detail, &RequestDetail::entryWanted, this, &RequestsPlace::entryWanted);
    m_pages->addWidget(m_view);
    m_pages->addWidget(m_empty);
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(m_pages);
    rows->addWidget(m_detail);
    rows->setStretchFactor(0, 1);
    rows->setSizes({420, 300});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_notice);
    layout->addWidget(rows, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
}

void RequestsPlace::clearFilter()
{
    m_text->clear();
    m_status->setCurrentIndex(0);
    m_api->setCurrentIndex(0);
}

void RequestsPlace::showCurrent()
{
    const QModelIndex row = m_filter->mapToSource(m_view->currentIndex());
    m_detail->setVisible(row.isValid());
    m_curl->setEnabled(row.isValid());
    if (!row.isValid())
        return;
    m_notice->clear();
    const RequestReport& report = m_model->requestAt(row.row());
    m_detail->show(report, m_model->diagnosisAt(row.row()), m_model->keyText(report));
}

void RequestsPlace::copyAsCurl()
{
    const QModelIndex row = m_filter->mapToSource(m_view->currentIndex());
    if (row.isValid())
        QGuiApplication::clipboard()->setText(
            QString::fromUtf8(curlOf(m_model->requestAt(row.row()), m_service.url().toUtf8())));
}

void RequestsPlace::updateState()
{
    const bool isEmpty = m_filter->rowCount() == 0;
    const bool isFiltered = isEmpty && m_model->rowCount() > 0;
    if (m_service.store().mode() == StoreMode::Follow) {
        m_empty->setTitle(tr("The requests are elsewhere"));
        m_empty->setSentence(
            tr("Another program serves this store, and only its own window shows what is asked of "
               "it."));
        m_pages->setCurrentWidget(m_empty);
        return;
    }
    m_empty->setTitle(isFiltered ? tr("No request passes the filter") : tr("No requests yet"));
    m_empty->setSentence(
        isFiltered ? QString() : tr("What programs ask of the server appears here, for example:"));
    const QString url = m_service.url();
    m_empty->setCommand(
        isFiltered || url.isEmpty() ? QString() : u"curl %1/v1/state/wf-1/status"_s.arg(url));
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    if (!m_model->isPaused())
        m_state->clear();
    else
        m_state->setText(
            m_model->waiting() == 0
                ? tr("Paused")
                : tr("Paused, %Ln requests waiting", nullptr, int(m_model->waiting())));
    showCurrent();
}

} // namespace stateroom::ui
