// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/signature.h"

#include <QMessageAuthenticationCode>

namespace stateroom::webhooks {

QByteArray sign(QByteArrayView secret, QByteArrayView body)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, secret.toByteArray());
    code.addData(body.data(), body.size());
    return code.result().toHex();
}

bool verify(QByteArrayView secret, QByteArrayView body, QByteArrayView signature)
{
    const QByteArray expected = sign(secret, body);
    if (signature.size() != expected.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < expected.size(); ++i)
        difference |= unsigned(uchar(expected[i]) ^ uchar(signature[i]));
    return difference == 0;
}

} // namespace stateroom::webhooks
