// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/camera.h"

namespace stateroom::ui {

class Appearance;

/// The pictures of *Webhooks*, their names ending in `suffix`.
void takeWebhooks(Camera& camera, Appearance& appearance, const QString& suffix);

} // namespace stateroom::ui
