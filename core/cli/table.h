// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/output.h"

#include <QList>

#include <vector>

namespace stateroom::cli {

/// Rows with aligned columns under a head. Cells are made visible(); on a terminal rows are fitted
/// into its width: the last column gives way first, then the first one.
class Table {
public:
    enum class Align { Left, Right };
    struct Column {
        QString title;
        Align align = Align::Left;
    };
    struct Cell {
        QString text;
        Style style = Style::Plain;
    };

    explicit Table(std::vector<Column> columns);

    void add(std::vector<Cell> row);
    /// Prints the rows added since the last call, the first time with the head above them; nothing
    /// when there are none. Columns grow from call to call where they must, and never shrink.
    Outcome<void> print(Output& output);

private:
    using Row = std::vector<Cell>;
    void measure();
    std::vector<int> fitted(int available) const;
    QString lineOf(const Row& row, const std::vector<int>& widths, const Output& output) const;

    const std::vector<Column> m_columns;
    std::vector<Row> m_rows;
    std::vector<int> m_widths; ///< that the columns need
    bool m_hasHead = false;
};

/// A JSON value for a cell: all of it, or of a large one on a terminal as much as may be seen.
QString cellText(const JsonView& value, const Output& output);

} // namespace stateroom::cli
