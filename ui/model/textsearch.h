// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <vector>

namespace stateroom::ui {

/// What to look for in a text.
struct SearchQuery {
    QString text;
    bool matchCase = false;
    bool regex = false;

    friend bool operator==(const SearchQuery&, const SearchQuery&) = default;
};

struct SearchHits {
    /// Offset and size in bytes, in order; no two overlap, none is empty.
    std::vector<std::pair<qsizetype, qsizetype>> hits;
    bool more = false; ///< there are more than were asked for
    QString error;     ///< why the expression cannot be searched for
};

/// Finds all places, at most `most`. Takes time by the text's size; any thread.
SearchHits findAll(const QByteArray& utf8, const SearchQuery& query, qsizetype most = 10'000);

/// The text with every place replaced; in a regular expression's replacement `\1` is what its first
/// group took. Any thread.
QByteArray replaceAll(const QByteArray& utf8, const SearchQuery& query, const QString& replacement);

} // namespace stateroom::ui
