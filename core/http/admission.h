// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/http/originpolicy.h"
#include "core/http/requestreader.h"
#include "core/http/router.h"

namespace stateroom {

/// What the head of a request leads to, decided before its body is read: a handler, an answer that
/// the server gives itself (OPTIONS), or a refusal.
struct Admission {
    std::optional<Method> method;       ///< nothing: one that we do not know
    std::optional<Router::Match> match; ///< nothing: no route has this path
    QByteArray origin;                  ///< the Origin, if it is allowed
    bool isCallerOurs = false;          ///< Host and Origin have been looked at, and are allowed
    std::optional<Refusal> refusal;
    std::optional<Response> answer;

    /// Judges a complete head: Host, Origin, path, method, announced length, in this order.
    static Admission judge(
        const RequestReader& reader, const Router& router, const OriginPolicy& policy,
        const HttpLimits& limits);
    /// What is known of a request whose head was refused: enough to answer in its path's shape.
    static Admission
    ofRefused(const RequestReader& reader, const Router& router, const OriginPolicy& policy);

    /// The refusal in the shape of the path's API, or the control shape. Unless the caller is ours,
    /// it may be a page of another site: then neither its credential nor its Host can be told of.
    Response render(const Refusal& why) const;
};

} // namespace stateroom
