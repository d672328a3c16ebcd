// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>
#include <vector>

class QTableView;

namespace stateroom::ui {

/// What one column of a table needs, in pixels. Its title is never cut, whatever stands here.
struct ColumnNeed {
    int least = 48;     ///< with less it would say nothing
    int best = 0;       ///< shows what it commonly holds; 0: as wide as what is seen of it
    int rank = 0;       ///< where there is not room for all, the highest goes first; 0 stays
    bool grows = false; ///< takes what is left; where none does, the last one
    bool whole = false; ///< what is seen of it is never cut
    static constexpr int most = 320; ///< of a column that is as wide as what is seen
};

/// Keeps the columns of a table within its width, so that none is cut and nothing has to be
/// scrolled to: each gets what it needs, in proportion where there is less, and where that is too
/// little the least important ones go. A width that the user has drawn stays, and so do those of
/// the columns before it. Lives as long as the table.
class ColumnFit final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ColumnFit)

public:
    explicit ColumnFit(QTableView& view);

    /// One for each column of the model. Forgets what the user has drawn.
    void setNeeds(std::vector<ColumnNeed> needs);
    /// Looks anew at what the rows that are seen hold, and at the titles.
    void fitContents();

    bool eventFilter(QObject* object, QEvent* event) override;

private:
    struct Column {
        ColumnNeed need;
        std::optional<int> drawn;
        int seen = 0;  ///< what its rows need
        int title = 0; ///< what its title needs
    };

    void measure(int column);
    bool anyDrawn() const;
    void noteResized(int column, int width);
    void chooseShown(int room);
    void fit();
    int leastOf(const Column& column) const;
    int bestOf(const Column& column) const;

    QTableView& m_view;
    std::vector<Column> m_columns;
    bool m_fitting = false;
};

} // namespace stateroom::ui
