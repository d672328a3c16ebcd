// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;
class QLocale;
class QSettings;

namespace stateroom::ui {

/// The language that was chosen in the settings, else the system's.
QLocale chosenLanguage(const QSettings& settings);

/// Shows the window in this language, as far as there is a translation; else in English. To be
/// called before the first widget is made.
void installTranslation(QCoreApplication& app, const QLocale& locale);

} // namespace stateroom::ui
