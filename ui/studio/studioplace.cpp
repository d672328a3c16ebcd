// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/studioplace.h"

#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/studio/campaignsmodel.h"
#include "ui/studio/campaignspanel.h"
#include "ui/studio/copybutton.h"
#include "ui/studio/mutationsmodel.h"
#include "ui/studio/mutationspanel.h"
#include "ui/studio/participantbar.h"
#include "ui/studio/simulator.h"
#include "ui/studio/variableform.h"
#include "ui/studio/variablesmodel.h"
#include "ui/studio/variablespanel.h"
#include "ui/style/metrics.h"
#include "ui/widgets/emptyplace.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds listInterval{250};
constexpr Milliseconds peopleInterval{1000};
const QString campaignKey = u"studio/campaign"_s;

} // namespace

StudioPlace::StudioPlace(Service& service, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_settings(settings)
    , m_desk(service)
    , m_campaigns(new CampaignsPanel(m_desk))
    , m_variables(new VariablesPanel(service, m_desk))
    , m_participant(new ParticipantBar(m_desk))
    , m_form(new VariableForm(m_desk, m_variables->model()))
    , m_simulator(new Simulator(service, m_desk))
    , m_mutations(new MutationsPanel(service))
    , m_notice(new NoticeBar)
    , m_tabs(new QButtonGroup(this))
    , m_tabPages(new QStackedWidget)
    , m_lower(new QStackedWidget)
    , m_pages(new QStackedWidget)
    , m_empty(makeEmpty())
    , m_listRefresh(listInterval, [this] { m_campaigns->refresh(); })
    , m_peopleRefresh(
          peopleInterval,
          [this] {
              if (isVisible())
                  m_participant->refresh();
          })
    , m_valueRefresh(Throttle::frame, [this] { refreshValues(); })
{
    arrange();
    connectPanels();
    const bool writes = service.store().mode() != StoreMode::Follow;
    m_campaigns->setWritable(writes);
    m_variables->setWritable(writes);
    m_participant->setWritable(writes);
    for (QAction* action :
         {m_campaigns->newAction(), m_participant->tokenAction(), m_simulator->sendAction(),
          m_simulator->readAction(), m_simulator->curlAction()})
        addAction(action);
    m_ages.setInterval(std::chrono::seconds(1));
    connect(&m_ages, &QTimer::timeout, &m_variables->model(), &VariablesModel::age);
    follow();
    m_participant->restore(settings);
    m_campaigns->setPreferred(settings.value(campaignKey).toString().toUtf8());
    m_campaigns->refresh();
    showPage();
}

StudioPlace::~StudioPlace()
{
    m_participant->save(m_settings);
    if (!m_campaigns->current().isEmpty())
        m_settings.setValue(campaignKey, QString::fromUtf8(m_campaigns->current()));
    // What these tell while they go is not for one who is half gone.
    m_campaigns->disconnect(this);
    m_participant->disconnect(this);
}

// How it looks

/// From the outside in: whatever moves below another parent is styled anew, with all that it holds.
void StudioPlace::arrange()
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
    auto* columns = new QSplitter(Qt::Horizontal);
    columns->setHandleWidth(1);
    columns->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(columns, 1);
    columns->addWidget(m_campaigns);
    columns->addWidget(m_pages);
    columns->setStretchFactor(1, 1);
    columns->setSizes({190, 1000});
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    m_pages->addWidget(rows);
    m_pages->addWidget(m_empty);
    rows->addWidget(m_variables);
    rows->addWidget(m_lower);
    // Where it is low the texts of request and answer need the room more than the variables.
    constexpr int leastLower = 344;
    m_lower->setMinimumHeight(leastLower);
    rows->setSizes({310, 410});
    arrangeLower();
    setFocusProxy(m_campaigns);
}

void StudioPlace::arrangeLower()
{
    auto* tabs = new QWidget;
    auto* column = new QVBoxLayout(tabs);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_lower->addWidget(tabs);
    m_lower->addWidget(m_form);
    column->addWidget(m_participant);
    column->addWidget(makeTabRow({tr("Simulate"), tr("Recent mutations")}, *m_tabs, metrics::gap8));
    connect(m_tabs, &QButtonGroup::idClicked, m_tabPages, &QStackedWidget::setCurrentIndex);
    column->addWidget(m_tabPages, 1);
    m_tabPages->addWidget(m_simulator);
    m_tabPages->addWidget(m_mutations);
}

EmptyPlace* StudioPlace::makeEmpty()
{
    auto* empty = new EmptyPlace;
    empty->setTitle(tr("No campaign yet"));
    empty->setSentence(
        tr("A campaign declares variables, and programs change their values for each participant. "
           "Make the first one here, or let a program declare a variable:"));
    if (m_service.store().mode() != StoreMode::Follow) {
        auto* make = new QPushButton(tr("New campaign"));
        make->setToolTip(toolTipOf(*m_campaigns->newAction()));
        setStyleProperty(make, "primary", true);
        make->setAutoDefault(true);
        connect(make, &QPushButton::clicked, m_campaigns->newAction(), &QAction::trigger);
        empty->addBelow(make);
    }
    return empty;
}

void StudioPlace::showTab(Tab tab)
{
    m_tabs->button(tab)->setChecked(true);
    m_tabPages->setCurrentIndex(tab);
}

bool StudioPlace::isEmpty() const
{
    return m_pages->currentWidget() == m_empty;
}

// What its parts tell each other

void StudioPlace::connectPanels()
{
    connect(m_campaigns, &CampaignsPanel::refreshed, this, &StudioPlace::showPage);
    connect(m_campaigns, &CampaignsPanel::currentChanged, this, [this](const QByteArray& id) {
        closeForm();
        m_participant->setCampaign(id);
        m_mutations->model().setCampaign(id);
        refreshValues();
        showPage();
    });
    connect(m_campaigns, &CampaignsPanel::firstVariableWanted, this, [this] {
        m_lower->setCurrentWidget(m_form);
        m_form->startNew(m_campaigns->current(), campaign::Scope::User);
    });
    connect(m_campaigns, &CampaignsPanel::failed, this, [this](const Error& error) {
        m_notice->tell(NoticeKind::Error, errorText(error));
    });
    connect(m_variables, &VariablesPanel::addWanted, this, [this](campaign::Scope scope) {
        m_lower->setCurrentWidget(m_form);
        m_form->startNew(m_campaigns->current(), scope);
    });
    connect(
        m_variables, &VariablesPanel::changeWanted, this,
        [this](const campaign::Variable& variable) {
            m_lower->setCurrentWidget(m_form);
            m_form->startChange(m_campaigns->current(), variable);
        });
    connect(m_variables, &VariablesPanel::entryWanted, this, &StudioPlace::entryWanted);
    connect(m_form, &VariableForm::cancelled, this, &StudioPlace::closeForm);
    connect(
        m_form, &VariableForm::done, this, [this](campaign::Scope scope, const QByteArray& name) {
            closeForm();
            m_variables->choose(scope, name);
        });
    connect(m_participant, &ParticipantBar::changed, this, &StudioPlace::refreshValues);
    connect(m_participant, &ParticipantBar::copyWanted, this, &StudioPlace::copyToken);
    connect(m_participant, &ParticipantBar::resetWanted, this, [this] {
        m_variables->resetApp(m_participant->who());
    });
    connect(m_simulator, &Simulator::serverWanted, this, &StudioPlace::serverWanted);
    connect(m_mutations, &MutationsPanel::requestWanted, this, &StudioPlace::requestWanted);
}

void StudioPlace::showPage()
{
    const bool nothing = m_campaigns->model().isLoaded() && m_campaigns->current().isEmpty();
    if (nothing && !m_service.url().isEmpty())
        m_empty->setCommand(
            u"curl %1/v1/campaigns/spring/variables:define -H \"Authorization: Bearer "
            u"$STATEROOM_KEY\" "
            "-d '{\"scope\":\"user\",\"name\":\"loyalty_points\",\"type\":\"number\",\"default\":0}'"_s
                .arg(m_service.url()));
    m_pages->setCurrentIndex(nothing ? 1 : 0);
}

void StudioPlace::closeForm()
{
    if (m_lower->currentWidget() != m_form)
        return;
    m_lower->setCurrentIndex(0);
    m_variables->setFocus(Qt::OtherFocusReason);
}

void StudioPlace::refreshServer()
{
    m_simulator->refreshServer();
    showPage();
}

void StudioPlace::copyToken()
{
    m_simulator->setLifetime(m_participant->lifetime());
    const auto token = m_desk.mint({m_participant->who(), m_participant->lifetime()});
    if (!token) {
        m_notice->tell(NoticeKind::Error, errorText(token.error()));
        return;
    }
    QGuiApplication::clipboard()->setText(QString::fromLatin1(*token));
    m_notice->clear(); // of an earlier failure
    m_participant->tokenButton().confirm();
}

// Following the store

void StudioPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_ages.start();
    m_participant->refresh();
    refreshServer();
}

void StudioPlace::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_ages.stop();
    m_notice->clear();
}

void StudioPlace::follow()
{
    m_subscription = m_service.store().feed().subscribe(
        ChangeFilter(), std::nullopt, this,
        {.changes = [this](const std::vector<ChangePtr>& changes) { noteChanges(changes); },
         .reset =
             [this](Seq) {
                 m_listRefresh.request();
                 m_valueRefresh.request();
             },
         .ended = [](const Error&) {}});
}

/// What concerns neither a definition nor the participant who is shown costs no read.
void StudioPlace::noteChanges(const std::vector<ChangePtr>& changes)
{
    const campaign::Participant who = m_participant->who();
    const QByteArray person = campaign::escapedSegment(who.sub) + '/';
    for (const ChangePtr& change : changes) {
        const Namespace& space = change->name.space;
        if (space.kind() == campaign::definitionKind) {
            m_listRefresh.request();
            m_valueRefresh.request();
        } else if (
            space == campaign::valueSpace(who.campaign, campaign::Scope::User) ||
            space == campaign::valueSpace(who.campaign, campaign::Scope::App)) {
            m_peopleRefresh.request();
            if (change->name.key.bytes().startsWith(person))
                m_valueRefresh.request();
        }
    }
}

void StudioPlace::refreshValues()
{
    const campaign::Participant who = m_participant->who();
    if (who.campaign.isEmpty())
        return;
    const quint64 asked = ++m_asked;
    m_desk.read(who, this, [this, who, asked](Result<std::vector<VariableState>> states) {
        if (asked != m_asked)
            return;
        if (!states) {
            m_notice->tell(NoticeKind::Error, errorText(states.error()));
            return;
        }
        m_simulator->take(who, *states);
        m_variables->take(who, std::move(*states));
    });
}

} // namespace stateroom::ui
