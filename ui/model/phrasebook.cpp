// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/phrasebook.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

Phrasebook::Phrasebook(std::span<const char* const> sentences)
{
    static const QRegularExpression place(u"\\\\%[1-9]"_s);
    for (const char* sentence : sentences) {
        QString form = QRegularExpression::escape(QString::fromLatin1(sentence));
        form.replace(place, u"(.+?)"_s);
        m_forms.push_back(
            {sentence, QRegularExpression(QRegularExpression::anchoredPattern(form))});
    }
}

std::optional<Phrasebook::Match> Phrasebook::find(const QString& english) const
{
    for (const Form& form : m_forms) {
        const auto match = form.pattern.match(english);
        if (match.hasMatch())
            return Match{form.sentence, match.capturedTexts().sliced(1)};
    }
    return std::nullopt;
}

/// At once, or a part with a %1 in it would be taken for a place.
QString filled(const QString& sentence, const QStringList& parts)
{
    switch (parts.size()) {
    case 0:
        return sentence;
    case 1:
        return sentence.arg(parts[0]);
    case 2:
        return sentence.arg(parts[0], parts[1]);
    default:
        return sentence.arg(parts[0], parts[1], parts[2]);
    }
}

} // namespace stateroom::ui
