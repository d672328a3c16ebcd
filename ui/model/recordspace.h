// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/business/catalogue.h"

namespace stateroom::ui {

/// The resource of the business API that has its records in this namespace, and so a table and a
/// form in the window; null for any other namespace.
inline const business::Resource* recordsIn(const Namespace& space)
{
    const business::Resource* resource = business::catalogue().resourceOf(space);
    return resource != nullptr && !resource->hasOwnRules ? resource : nullptr;
}

} // namespace stateroom::ui
