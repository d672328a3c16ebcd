// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/portalsettings.h"

#include <QDBusConnection>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto appearanceSpace = "org.freedesktop.appearance"_L1;
constexpr auto schemeKey = "color-scheme"_L1;

// The portal's numbers; 0 is "no preference".
constexpr uint prefersDark = 1;
constexpr uint prefersLight = 2;

} // namespace

PortalSettings::PortalSettings(std::function<void(bool)> tell, QObject* parent)
    : QDBusAbstractInterface(
          u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s,
          "org.freedesktop.portal.Settings", QDBusConnection::sessionBus(), parent)
    , m_tell(std::move(tell))
{
}

void PortalSettings::ask()
{
    if (!connection().isConnected())
        return;
    connect(
        this, &PortalSettings::SettingChanged, this,
        [this](const QString& space, const QString& key, const QDBusVariant& value) {
            if (space == appearanceSpace && key == schemeKey)
                read(value.variant());
        });
    auto* watcher = new QDBusPendingCallWatcher(
        asyncCall(u"Read"_s, QString(appearanceSpace), QString(schemeKey)), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (reply.isValid())
            read(reply.value().variant());
    });
}

void PortalSettings::read(const QVariant& value)
{
    // Read answers a variant within a variant.
    const QVariant inner =
        value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint preference = inner.toUInt();
    if (preference == prefersDark || preference == prefersLight)
        m_tell(preference == prefersDark);
}

} // namespace stateroom::ui
