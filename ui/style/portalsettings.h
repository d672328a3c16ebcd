// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusAbstractInterface>
#include <QDBusVariant>

#include <functional>

namespace stateroom::ui {

/// The desktop portal's settings over D-Bus, as far as they tell light from dark. Without a session
/// bus or a portal it says nothing. Never waits for an answer.
class PortalSettings final : public QDBusAbstractInterface {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PortalSettings)

public:
    /// `tell` hears whether the desktop prefers dark; nothing when it has no preference.
    PortalSettings(std::function<void(bool dark)> tell, QObject* parent);

    /// Asks once, and listens to changes from then on.
    void ask();

Q_SIGNALS:
    /// The portal's own signal, by its name on the bus.
    void SettingChanged(const QString& space, const QString& key, const QDBusVariant& value);

private:
    void read(const QVariant& value);

    std::function<void(bool)> m_tell;
};

} // namespace stateroom::ui
