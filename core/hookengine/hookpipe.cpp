// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookengine/hookpipe.h"

#include "core/hookwire/wirelimits.h"

#include <QtEndian>

#include <cstdlib>

namespace stateroom::hookengine {

namespace {

constexpr int standardInput = 0;
constexpr int standardOutput = 1;

} // namespace

void leave(int code)
{
    std::_Exit(code);
}

HookPipe::HookPipe()
{
    const bool isOpen = m_in.open(standardInput, QIODevice::ReadOnly | QIODevice::Unbuffered) &&
                        m_out.open(standardOutput, QIODevice::WriteOnly | QIODevice::Unbuffered);
    if (!isOpen)
        leave(int(hookwire::ExitCode::Broken));
}

void HookPipe::send(hookwire::FrameKind kind, QByteArrayView payload)
{
    const QByteArray frame = hookwire::encode(kind, payload);
    if (m_out.write(frame) != frame.size())
        leave(int(hookwire::ExitCode::Broken));
}

hookwire::Frame HookPipe::receive()
{
    hookwire::FrameReader reader;
    const QByteArray length = readBytes(sizeof(quint32));
    reader.append(length);
    reader.append(readBytes(qsizetype(qFromLittleEndian<quint32>(length.constData())) + 1));
    auto frame = reader.next();
    if (!frame)
        leave(int(hookwire::ExitCode::Broken));
    return std::move(*frame);
}

QByteArray HookPipe::readBytes(qsizetype size)
{
    QByteArray bytes = m_in.read(size);
    if (bytes.size() != size)
        leave(int(hookwire::ExitCode::Broken));
    return bytes;
}

} // namespace stateroom::hookengine
