// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/recordwrite.h"
#include "core/business/records.h"

namespace stateroom::business {

/// What the writes of a resource do, each within a transaction: the record's rules, what else
/// happens by them, and what is answered.
struct ResourceWrites {
    Outcome<Written> (*create)(Transaction&, const Resource&, const JsonText& body);
    Outcome<Written> (*change)(
        Transaction&, const Resource&, const QByteArray& id, const JsonText& body, RecordWrite);
    Outcome<void> (*remove)(Transaction&, const Resource&, const QByteArray& id);
};

/// Those of a resource with the rules of all: their events go to the webhooks. Of `webhooks` its
/// own.
const ResourceWrites& writesOf(const Resource& resource);

} // namespace stateroom::business
