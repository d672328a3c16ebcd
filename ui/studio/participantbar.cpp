// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/studio/participantbar.h"

#include "ui/model/commandtraits.h"
#include "ui/studio/copybutton.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

const QString subKey = u"studio/participant"_s;
const QString appKey = u"studio/app"_s;
const QString lifetimeKey = u"studio/tokenLifetime"_s;

} // namespace

ParticipantBar::ParticipantBar(CampaignDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_sub(makeChoice(tr("Participant"), u"ann"_s))
    , m_app(makeChoice(tr("App"), u"quiz"_s))
    , m_lifetime(new ChoiceBox)
    , m_token(new QAction(glyphIcon(Glyph::Copy), tr("Copy token"), this))
    , m_reset(new QAction(tr("Reset the app's values"), this))
{
    using namespace std::chrono_literals;
    m_lifetime->setAccessibleName(tr("Lifetime of the token"));
    m_lifetime->setToolTip(tr("Lifetime of the token"));
    m_lifetime->setFixedHeight(metrics::controlHeight);
    const std::pair<QString, std::chrono::minutes> spans[] = {
        {tr("15 minutes"), 15min}, {tr("1 hour"), 1h}, {tr("1 day"), 24h}, {tr("30 days"), 720h}};
    for (const auto& [text, span] : spans)
        m_lifetime->addItem(text, qint64(Milliseconds(span).count()));
    m_token->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_T);
    m_token->setShortcutContext(Qt::WidgetWithChildrenShortcut); // of whom it is added to
    connect(m_token, &QAction::triggered, this, &ParticipantBar::copyWanted);
    //: On a narrow button beside the app: resets its values
    m_reset->setIconText(tr("Reset"));
    setCommandTraits(m_reset, {.careful = true});
    connect(m_reset, &QAction::triggered, this, &ParticipantBar::resetWanted);
    m_tokenButton = new CopyButton(*m_token);
    auto* layout = new QHBoxLayout(this);
    setFixedHeight(metrics::headerHeight);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(makeSecondaryLabel(tr("Participant")));
    layout->addWidget(m_sub, 3);
    layout->addWidget(makeSecondaryLabel(tr("App")));
    layout->addWidget(m_app, 2);
    layout->addWidget(makeToolButton(m_reset));
    layout->addStretch(1);
    layout->addWidget(m_tokenButton);
    layout->addWidget(m_lifetime);
    connect(m_sub, &QComboBox::editTextChanged, this, [this] {
        refresh();
        updateActions();
        Q_EMIT changed();
    });
    connect(m_app, &QComboBox::editTextChanged, this, [this] {
        updateActions();
        Q_EMIT changed();
    });
    setFocusProxy(m_sub);
    updateActions();
}

QComboBox* ParticipantBar::makeChoice(const QString& name, const QString& placeholder)
{
    auto* choice = new ChoiceBox;
    choice->setEditable(true);
    choice->setInsertPolicy(QComboBox::NoInsert);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setMinimumContentsLength(5); // what a wide font leaves of the narrowest window
    choice->setFixedHeight(metrics::controlHeight);
    choice->setCompleter(nullptr); // it would write over what is being invented
    choice->setAccessibleName(name);
    choice->lineEdit()->setAccessibleName(name);
    choice->lineEdit()->setPlaceholderText(placeholder);
    return choice;
}

void ParticipantBar::setCampaign(const QByteArray& id)
{
    m_id = id;
    refresh();
    updateActions();
}

campaign::Participant ParticipantBar::who() const
{
    return {m_id, m_app->currentText().toUtf8(), m_sub->currentText().toUtf8()};
}

Milliseconds ParticipantBar::lifetime() const
{
    return Milliseconds(m_lifetime->currentData().toLongLong());
}

void ParticipantBar::setWritable(bool writable)
{
    m_isWritable = writable;
    updateActions();
}

void ParticipantBar::restore(const QSettings& settings)
{
    m_sub->setEditText(settings.value(subKey).toString());
    m_app->setEditText(settings.value(appKey).toString());
    const int lifetime = m_lifetime->findData(settings.value(lifetimeKey).toLongLong());
    m_lifetime->setCurrentIndex(std::max(lifetime, 0));
}

void ParticipantBar::save(QSettings& settings) const
{
    settings.setValue(subKey, m_sub->currentText());
    settings.setValue(appKey, m_app->currentText());
    settings.setValue(lifetimeKey, qint64(lifetime().count()));
}

void ParticipantBar::refresh()
{
    if (m_id.isEmpty())
        return;
    const auto asked = who();
    m_desk.participants(m_id, asked.sub, this, [this, asked](const Result<Participants>& found) {
        if (!found || asked.campaign != m_id || asked.sub != who().sub)
            return;
        offer(*m_sub, found->subs, u"ann"_s);
        offer(*m_app, found->apps, u"quiz"_s);
    });
}

/// The text stays; where there is none yet, the first one is taken, or one is invented.
void ParticipantBar::offer(QComboBox& choice, const QByteArrayList& items, const QString& first)
{
    QStringList texts;
    for (const QByteArray& item : items)
        texts << QString::fromUtf8(item);
    QStringList former;
    for (int i = 0; i < choice.count(); ++i)
        former << choice.itemText(i);
    const QString text = choice.currentText();
    if (former != texts) {
        const QSignalBlocker quiet(choice);
        const int cursor = choice.lineEdit()->cursorPosition();
        choice.clear();
        choice.addItems(texts);
        choice.setEditText(text);
        choice.lineEdit()->setCursorPosition(cursor);
    }
    if (text.isEmpty() && !choice.lineEdit()->hasFocus())
        choice.setEditText(texts.value(0, first));
}

void ParticipantBar::updateActions()
{
    const auto whom = who();
    const bool isWhole = !whom.campaign.isEmpty() && !whom.app.isEmpty() && !whom.sub.isEmpty();
    m_token->setEnabled(m_isWritable && isWhole);
    m_reset->setEnabled(m_isWritable && isWhole);
    m_lifetime->setEnabled(m_isWritable);
}

} // namespace stateroom::ui
