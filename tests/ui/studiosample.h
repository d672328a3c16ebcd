// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"

namespace stateroom::ui {

/// Declares two campaigns over HTTP and lets programs change a few participants' state: some
/// mutations apply, one is a duplicate, one is refused.
void writeStudioSample(test::TestService& service);

/// A token's `Authorization` field.
test::Fields bearerOf(test::TestService& service, const campaign::Participant& who);

/// `state:mutate` of this body, by the bearer.
test::HttpAnswer
mutateState(test::TestService& service, const test::Fields& bearer, const QByteArray& body);

} // namespace stateroom::ui
