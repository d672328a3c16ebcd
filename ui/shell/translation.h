// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;
class QLocale;

namespace stateroom::ui {

/// Shows the window in this language, as far as there is a translation; else in English. To be
/// called before the first widget is made.
void installTranslation(QCoreApplication& app, const QLocale& locale);

} // namespace stateroom::ui
