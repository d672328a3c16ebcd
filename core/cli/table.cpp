// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/table.h"

#include "core/cli/text.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace stateroom::cli {

namespace {

constexpr int gap = 2;
constexpr int leastWidth = 8;

} // namespace

Table::Table(std::vector<Column> columns)
    : m_columns(std::move(columns))
{
}

void Table::add(std::vector<Cell> row)
{
    for (Cell& cell : row)
        cell.text = visible(cell.text);
    m_rows.push_back(std::move(row));
}

void Table::measure()
{
    m_widths.resize(m_columns.size(), 0);
    for (size_t column = 0; column < m_columns.size(); ++column) {
        int& width = m_widths[column];
        width = std::max(width, displayWidth(m_columns[column].title));
        for (const Row& row : m_rows)
            width = std::max(width, displayWidth(row[column].text));
    }
}

/// How wide each column is in a line of `available` columns; 0: as wide as it needs.
std::vector<int> Table::fitted(int available) const
{
    std::vector<int> widths = m_widths;
    if (available <= 0)
        return widths;
    const int total = std::accumulate(widths.begin(), widths.end(), gap * int(widths.size() - 1));
    int excess = total - available;
    for (const size_t column : {widths.size() - 1, size_t(0)}) {
        const int given = std::clamp(excess, 0, std::max(0, widths[column] - leastWidth));
        widths[column] -= given;
        excess -= given;
    }
    return widths;
}

QString Table::lineOf(const Row& row, const std::vector<int>& widths, const Output& output) const
{
    QString line;
    for (size_t column = 0; column < m_columns.size(); ++column) {
        const Cell& cell = row[column];
        const QString text = output.columns() > 0 ? elided(cell.text, widths[column]) : cell.text;
        const QString shown = output.styled(cell.style, text);
        const QString space(std::max(0, widths[column] - displayWidth(text)), u' ');
        const bool last = column + 1 == m_columns.size();
        if (m_columns[column].align == Align::Right)
            line += space + shown;
        else
            line += last ? shown : shown + space;
        if (!last)
            line += QString(gap, u' ');
    }
    while (line.endsWith(u' '))
        line.chop(1);
    return line;
}

Outcome<void> Table::print(Output& output)
{
    if (m_rows.empty())
        return {};
    measure();
    const std::vector<int> widths = fitted(output.columns());
    if (!m_hasHead) {
        m_hasHead = true;
        Row head;
        for (const Column& column : m_columns)
            head.push_back({column.title, Style::Strong});
        m_rows.insert(m_rows.begin(), std::move(head));
    }
    const std::vector<Row> rows = std::exchange(m_rows, {});
    for (const Row& row : rows) {
        if (auto written = output.line(lineOf(row, widths, output)); !written)
            return written;
    }
    return {};
}

QString cellText(const JsonView& value, const Output& output)
{
    QByteArrayView raw = value.raw();
    // A character has at most four bytes; one more keeps the sign that something is left out.
    const qsizetype most = (qsizetype(output.columns()) + 1) * 4;
    if (output.columns() > 0 && raw.size() > most)
        raw = raw.first(most);
    return QString::fromUtf8(raw);
}

} // namespace stateroom::cli
