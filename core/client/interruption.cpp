// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/interruption.h"

namespace stateroom {

using namespace Qt::StringLiterals;

Interruption::Interruption() = default;

Interruption::~Interruption() = default;

void Interruption::request()
{
    m_requested = true;
    Q_EMIT requested();
}

ClientFailure Interruption::failure()
{
    return clientFailure(ClientErrorCode::Interrupted, u"Interrupted."_s);
}

} // namespace stateroom
