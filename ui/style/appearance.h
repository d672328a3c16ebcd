// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/style/systemscheme.h"
#include "ui/style/theme.h"

class QApplication;

namespace stateroom::ui {

enum class SchemeChoice { System, Light, Dark };

/// Dresses the application: style, palette, font and style sheet, by the user's choice or as the
/// system does. Widgets hear of a change as QEvent::PaletteChange.
class Appearance final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Appearance)

public:
    explicit Appearance(QApplication& app);

    SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);

    const Theme& theme() const;

Q_SIGNALS:
    void choiceChanged(stateroom::ui::SchemeChoice choice);

private:
    void apply();

    QApplication& m_app;
    SystemScheme m_system;
    SchemeChoice m_choice = SchemeChoice::System;
};

/// The style sheet with the theme's colours filled in.
QString styleSheetFor(const Theme& theme);

} // namespace stateroom::ui
