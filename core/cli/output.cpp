// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/output.h"

#include "core/cli/text.h"

#include <utility>

namespace stateroom::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype bufferSize = 64 * 1024;

QLatin1StringView codeOf(Style style)
{
    switch (style) {
    case Style::Plain:
        return {};
    case Style::Strong:
        return "1"_L1;
    case Style::Faint:
        return "2"_L1;
    case Style::Good:
        return "32"_L1;
    case Style::Bad:
        return "31"_L1;
    case Style::Notable:
        return "33"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace

Output::Output(const Streams& streams, OutputOptions options)
    : m_streams(streams)
    , m_options(options)
{
}

Outcome<void> Output::write(QByteArrayView bytes)
{
    m_buffer += bytes;
    return m_buffer.size() < bufferSize ? Outcome<void>() : flush();
}

Outcome<void> Output::line(const QString& text)
{
    return write(text.toUtf8() + '\n');
}

Outcome<void> Output::json(const JsonView& value)
{
    if (auto written = write(isTerminal() ? visibleJson(value.raw()) : value.raw().toByteArray());
        !written)
        return written;
    return write("\n");
}

Outcome<void> Output::flush()
{
    const QByteArray bytes = std::exchange(m_buffer, {});
    return bytes.isEmpty() ? Outcome<void>() : m_streams.out(bytes);
}

QString Output::styled(Style style, const QString& text) const
{
    if (!m_options.colours || style == Style::Plain || text.isEmpty())
        return text;
    return u"\033["_s + codeOf(style) + u'm' + text + u"\033[0m"_s;
}

void Output::remark(const QString& text) const
{
    if (!m_options.quiet)
        m_streams.err(text.toUtf8() + '\n');
}

} // namespace stateroom::cli
