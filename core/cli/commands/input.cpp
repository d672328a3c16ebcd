// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cli/commands/input.h"

namespace stateroom::cli {

using namespace Qt::StringLiterals;

Input::Input(const QString& path, const Streams& streams)
    : m_streams(streams)
{
    if (path != "-"_L1)
        m_file.setFileName(path);
}

Outcome<std::unique_ptr<Input>> Input::open(const QString& path, const Streams& streams)
{
    std::unique_ptr<Input> input(new Input(path, streams));
    if (!input->m_file.fileName().isEmpty() && !input->m_file.open(QIODevice::ReadOnly))
        return clientFailure(
            ClientErrorCode::LocalFile,
            u"Cannot read "_s + path + u": "_s + input->m_file.errorString() + u'.');
    return input;
}

QString Input::name() const
{
    return m_file.fileName().isEmpty() ? u"Standard input"_s : m_file.fileName();
}

qint64 Input::size() const
{
    if (m_file.fileName().isEmpty())
        return m_streams.inSize;
    return m_file.isSequential() ? -1 : m_file.size();
}

Outcome<QByteArray> Input::read(qsizetype size)
{
    QByteArray bytes;
    while (bytes.size() < size) {
        const qsizetype wanted = size - bytes.size();
        if (m_file.fileName().isEmpty()) {
            auto piece = m_streams.in(wanted);
            if (!piece)
                return piece;
            if (piece->isEmpty())
                break;
            bytes += *piece;
            continue;
        }
        const QByteArray piece = m_file.read(wanted);
        if (piece.isEmpty() && m_file.error() != QFile::NoError)
            return clientFailure(
                ClientErrorCode::LocalFile,
                u"Cannot read "_s + name() + u": "_s + m_file.errorString() + u'.');
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    return bytes;
}

Outcome<QByteArray> Input::readAll()
{
    constexpr qsizetype step = 1024 * 1024;
    QByteArray all;
    for (;;) {
        auto piece = read(step);
        if (!piece)
            return piece;
        all += *piece;
        if (piece->size() < step)
            return all;
    }
}

} // namespace stateroom::cli
