// SPDX-License-Identifier: GPL-3.0-or-later
// What libFuzzer calls. STATEROOM_FUZZ_TARGET is the name of the target that it is built for.
#include "tests/fuzz/fuzztarget.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv)
{
    // For the life of the process; Qt's database drivers want one.
    static const QCoreApplication application(*argc, *argv);
    QLoggingCategory::setFilterRules(QStringLiteral("stateroom.*=false"));
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const auto* const target = stateroom::fuzz::targetNamed(STATEROOM_FUZZ_TARGET);
    const auto finding = target->run(QByteArrayView(data, qsizetype(size)));
    if (!finding)
        return 0;
    std::fprintf(stderr, "\n%s: %s\n", target->name, finding->constData());
    std::abort();
}
