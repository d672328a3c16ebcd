// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cli/streams.h"
#include "core/json/jsonview.h"

namespace stateroom::cli {

enum class Style { Plain, Strong, Faint, Good, Bad, Notable };

struct OutputOptions {
    bool json = false;
    bool quiet = false;
    bool colours = false;
};

/// Where a command's results and remarks go. Results are buffered; every call that may write says
/// whether it could.
class Output {
public:
    /// `streams` must outlive the object.
    Output(const Streams& streams, OutputOptions options);

    bool isJson() const { return m_options.json; }
    bool isTerminal() const { return m_streams.outIsTerminal; }
    /// Columns of the terminal; 0: nobody counts them.
    int columns() const { return isTerminal() ? m_streams.columns : 0; }

    /// Bytes as they are.
    Outcome<void> write(QByteArrayView bytes);
    /// A line for people.
    Outcome<void> line(const QString& text);
    /// A JSON text and a line's end, byte for byte; to a terminal with what a terminal would act
    /// upon escaped.
    Outcome<void> json(const JsonView& value);
    Outcome<void> flush();

    /// The text in a colour, where colours are used. Its width must be known before.
    QString styled(Style style, const QString& text) const;

    /// A remark on standard error, for people; nothing with --quiet.
    void remark(const QString& text) const;

private:
    const Streams& m_streams;
    const OutputOptions m_options;
    QByteArray m_buffer;
};

} // namespace stateroom::cli
