// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace stateroom::ui {

/// Text from data as it may be shown on one line: what would break the line, turn the writing
/// direction or vanish is replaced by a visible sign (a line break by ␊, for example).
QString displayText(const QString& text);
QString displayText(QByteArrayView utf8);
QString displayText(const QByteArray& utf8);

/// A key as it may be shown on one line: as displayText(), with a sign for each space at its ends,
/// which else nobody sees, and cut where no line would reach. Unit by unit that of the key's
/// UTF-16.
QString keyDisplayText(QByteArrayView utf8);

/// For a tooltip, which would take text with tags in it for HTML: shows the text as it is.
QString plainToolTip(const QString& text);

/// 812 B, 1.4 KB, 16.0 MB in the user's language.
QString sizeText(qint64 bytes);

} // namespace stateroom::ui
