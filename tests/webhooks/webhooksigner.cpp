// SPDX-License-Identifier: GPL-3.0-or-later
// For each line of JSON on standard input a line: the signature by the secret that is the argument,
// whether the text was changed (0 or 1), and the bytes that would be sent.
#include "core/webhooks/canonicaljson.h"
#include "core/webhooks/signature.h"

#include <QFile>

#include <cstdio>

using namespace stateroom;

int main(int argc, char** argv)
{
    QFile input;
    QFile output;
    if (argc != 2 || !input.open(stdin, QIODevice::ReadOnly) ||
        !output.open(stdout, QIODevice::WriteOnly))
        return 2;
    const QByteArray secret = argv[1];
    for (QByteArray line = input.readLine(); !line.isEmpty(); line = input.readLine()) {
        const auto payload = JsonText::parse(QByteArrayView(line));
        if (!payload) {
            std::fprintf(stderr, "%s\n", qPrintable(payload.error().toString()));
            return 1;
        }
        const auto canonical = webhooks::canonicalJson(*payload);
        output.write(
            webhooks::sign(secret, canonical.bytes) + (canonical.changed ? " 1 " : " 0 ") +
            canonical.bytes + '\n');
    }
    return 0;
}
