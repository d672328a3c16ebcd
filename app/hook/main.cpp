// SPDX-License-Identifier: GPL-3.0-or-later
// stateroom-hook: runs one hook script for the server that started it, and ends. What it is told
// and tells goes over standard input and output (core/hookwire).
#include "app/hook/confinement.h"
#include "app/hook/memorylimit.h"
#include "core/hookengine/hookengine.h"
#include "core/hookwire/wirelimits.h"

#include <QCoreApplication>

using namespace stateroom;
using namespace stateroom::hookengine;

int main(int argc, char* argv[])
{
    closeInheritedFiles();
    const QCoreApplication application(argc, argv);
    HookPipe pipe;
    const hookwire::Frame order = pipe.receive();
    const auto parts = hookwire::splitParts(order.payload, 5);
    if (order.kind != hookwire::FrameKind::Run || !parts)
        leave(int(hookwire::ExitCode::Broken));
    HookEngine engine(pipe);
    limitMemory(parts->at(0).toLongLong());
    confine(parts->at(1).toLongLong());
    engine.run({QString::fromUtf8(parts->at(2)), QString::fromUtf8(parts->at(3)), parts->at(4)});
    leave(int(hookwire::ExitCode::Done));
}
