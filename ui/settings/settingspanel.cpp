// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settingspanel.h"

#include "ui/model/displaytext.h"
#include "ui/style/appearance.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QButtonGroup>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSettings>
#include <QUrl>
#include <QVBoxLayout>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int pageWidth = 560;
const QString languageKey = u"window/language"_s;
const QString trayKey = u"window/staysInTray"_s;

/// One choice of several, each on a line; the group tells which was chosen by its id.
QButtonGroup* addChoices(QVBoxLayout* column, const QStringList& texts, int chosen, QWidget* parent)
{
    auto* group = new QButtonGroup(parent);
    for (int id = 0; id < texts.size(); ++id) {
        auto* button = new QRadioButton(texts[id]);
        button->setChecked(id == chosen);
        group->addButton(button, id);
        column->addWidget(button);
    }
    return group;
}

} // namespace

SettingsPanel::SettingsPanel(
    Appearance& appearance, QSettings& settings, const Surroundings& surroundings, QWidget* parent)
    : QWidget(parent)
    , m_appearance(appearance)
    , m_settings(settings)
    , m_surroundings(surroundings)
{
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makePage());
    scroll->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
}

QString SettingsPanel::language(const QSettings& settings)
{
    return settings.value(languageKey).toString();
}

bool SettingsPanel::staysInTray(const QSettings& settings)
{
    return settings.value(trayKey).toBool();
}

void SettingsPanel::showAddress(const QString& url)
{
    m_address->setText(url.isEmpty() ? tr("Not serving") : tr("Listens on %1").arg(url));
    if (!url.isEmpty())
        m_port->setText(QString::number(QUrl(url).port()));
}

void SettingsPanel::focusPort()
{
    m_port->setFocus(Qt::ShortcutFocusReason);
    m_port->selectAll();
}

QWidget* SettingsPanel::makePage()
{
    auto* page = makePane(Ground::Surface);
    auto* column = new QVBoxLayout;
    column->setSpacing(metrics::gap8);
    auto* title = makeLabel(tr("Settings"));
    title->setFont(uiFont(TextSize::Display, QFont::DemiBold));
    column->addWidget(title);
    addAppearance(column);
    addLanguage(column);
    addClosing(column);
    addServer(column);
    column->addStretch(1);
    auto* body = new QWidget;
    body->setLayout(column);
    body->setMaximumWidth(pageWidth);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(metrics::gap24, metrics::gap24, metrics::gap24, metrics::gap24);
    row->addWidget(body, 1);
    row->addStretch(0);
    return page;
}

void SettingsPanel::addHeading(QVBoxLayout* column, const QString& text)
{
    auto* heading = makeLabel(text);
    heading->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    column->addSpacing(metrics::gap16);
    column->addWidget(heading);
}

void SettingsPanel::addAppearance(QVBoxLayout* column)
{
    addHeading(column, tr("Appearance"));
    auto* group = addChoices(
        column, {tr("Like the system"), tr("Light"), tr("Dark")}, int(m_appearance.choice()), this);
    connect(group, &QButtonGroup::idClicked, this, [this](int id) {
        m_appearance.setChoice(SchemeChoice(id));
    });
    connect(&m_appearance, &Appearance::choiceChanged, this, [group](SchemeChoice choice) {
        group->button(int(choice))->setChecked(true);
    });
}

void SettingsPanel::addLanguage(QVBoxLayout* column)
{
    addHeading(column, tr("Language"));
    const QStringList codes{QString(), u"en"_s, u"de"_s};
    auto* group = addChoices(
        column, {tr("Like the system"), u"English"_s, u"Deutsch"_s},
        int(std::max<qsizetype>(codes.indexOf(language(m_settings)), 0)), this);
    auto* note = makeSecondaryLabel(
        tr("The window speaks this language from its next start: close it and open it again."));
    note->setWordWrap(true);
    note->hide();
    column->addWidget(note);
    const QString spoken = language(m_settings);
    connect(group, &QButtonGroup::idClicked, this, [this, codes, note, spoken](int id) {
        m_settings.setValue(languageKey, codes[id]);
        note->setVisible(codes[id] != spoken);
    });
}

void SettingsPanel::addClosing(QVBoxLayout* column)
{
    addHeading(column, tr("When the window is closed"));
    auto* group = addChoices(
        column, {tr("Stateroom ends"), tr("It goes on serving, with an icon in the tray")},
        m_surroundings.trayIsThere && staysInTray(m_settings) ? 1 : 0, this);
    group->button(1)->setEnabled(m_surroundings.trayIsThere);
    if (!m_surroundings.trayIsThere)
        column->addWidget(makeSecondaryLabel(tr("This desktop has no tray.")));
    connect(group, &QButtonGroup::idClicked, this, [this](int id) {
        m_settings.setValue(trayKey, id == 1);
        Q_EMIT staysInTrayChanged(id == 1);
    });
}

void SettingsPanel::addServer(QVBoxLayout* column)
{
    addHeading(column, tr("Server"));
    m_address = makeLabel();
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(m_address);
    m_port = new QLineEdit;
    m_port->setValidator(new QIntValidator(0, 65'535, m_port));
    m_port->setFixedWidth(80);
    m_port->setAccessibleName(tr("Port"));
    auto* apply = new QPushButton(tr("Serve on this port"));
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap8);
    row->addWidget(makeLabel(tr("Port")));
    row->addWidget(m_port);
    row->addWidget(apply);
    row->addStretch(1);
    column->addLayout(row);
    m_port->setEnabled(m_surroundings.mayServe);
    apply->setEnabled(m_surroundings.mayServe);
    const auto choose = [this] {
        if (m_port->hasAcceptableInput())
            Q_EMIT portWanted(m_port->text().toUShort());
    };
    connect(apply, &QPushButton::clicked, this, choose);
    connect(m_port, &QLineEdit::returnPressed, this, choose);
    addHeading(column, tr("Data"));
    auto* directory = makeLabel(displayText(m_surroundings.directory));
    directory->setFont(fixedFont());
    directory->setWordWrap(true);
    directory->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(directory);
    showAddress({});
}

} // namespace stateroom::ui
