// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace stateroom::ui {

/// Sentences that the core says in English, with %1, %2, … in the places of what differs: finds the
/// one that a text is.
class Phrasebook {
public:
    /// Of those that fit a text, the first one counts. The sentences must outlive it.
    explicit Phrasebook(std::span<const char* const> sentences);

    struct Match {
        const char* sentence = nullptr; ///< to be translated
        QStringList parts;              ///< what stands in the place of %1, of %2 …
    };
    /// Nothing when it knows no such sentence.
    std::optional<Match> find(const QString& english) const;

private:
    struct Form {
        const char* sentence;
        QRegularExpression pattern;
    };
    std::vector<Form> m_forms;
};

/// A translated sentence with its parts in their places, whatever signs stand in those.
QString filled(const QString& sentence, const QStringList& parts);

} // namespace stateroom::ui
