// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace stateroom::ui {

/// Whether the desktop shows itself dark, as far as it says so: by Qt from 6.5, before that by the
/// desktop portal, else by the palette that the program was started with.
class SystemScheme final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SystemScheme)

public:
    /// To be made before the application's palette is changed.
    explicit SystemScheme(QObject* parent = nullptr);

    bool isDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private:
    void setDark(bool dark);
    void follow();

    bool m_dark = false;
};

} // namespace stateroom::ui
