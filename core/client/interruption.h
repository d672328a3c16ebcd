// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/clienterror.h"

#include <QObject>

namespace stateroom {

/// A wish to end, known to all who wait. Belongs to one thread.
class Interruption final : public QObject {
    Q_OBJECT

public:
    Interruption();
    ~Interruption() override;
    Q_DISABLE_COPY_MOVE(Interruption)

    void request();
    bool isRequested() const { return m_requested; }
    static ClientFailure failure();

Q_SIGNALS:
    void requested();

private:
    bool m_requested = false;
};

} // namespace stateroom
