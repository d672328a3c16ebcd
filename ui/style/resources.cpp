// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/resources.h"

#include <QDir>

// Q_INIT_RESOURCE declares a function, which must not be in a namespace.
static void initialise()
{
    Q_INIT_RESOURCE(stateroom_style);
}

namespace stateroom::ui {

void initStyleResources()
{
    initialise();
}

} // namespace stateroom::ui
