// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/clientend.h"

#include <QObject>
#include <QVariant>

namespace stateroom {

namespace {

constexpr const char* property = "endsWithInput";

} // namespace

void endWithInput(QObject* context)
{
    if (context)
        context->setProperty(property, true);
}

bool endsWithInput(const QObject* context)
{
    return context && context->property(property).toBool();
}

} // namespace stateroom
