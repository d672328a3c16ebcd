// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/keyring.h"
#include "core/http/requestreport.h"
#include "core/http/router.h"

namespace stateroom {

/// Why a request was answered as it was, as far as that can be told from what is known of it.
enum class Finding {
    Answered,      ///< as asked: nothing to explain
    ClientLeft,    ///< before an answer
    NoKey,         ///< the API needs a key and the request bears none
    WrongScheme,   ///< `Authorization` that is not `Bearer`: `subject` is what it is
    UnknownKey,    ///< not in force; perhaps revoked, perhaps another store's
    KeyOfOtherApi, ///< `keyApi`
    ReadOnlyKey,   ///< asked to write
    OutsideKey,    ///< the key is limited to `resources`
    Forbidden,     ///< refused by its API for another reason
    NoSuchPath,    ///< `nearest`, if a path that is served comes near
    NoSuchEntry,   ///< the path is right, what it names is not there
    WrongMethod,   ///< `allow`
    HostRefused,   ///< `subject` is the Host; --allow-host lets it in
    OriginRefused, ///< `subject` is the Origin; --allow-origin lets it in
    OtherSite,     ///< a page of another site, which did not say which
    SpeaksTls,     ///< https:// to a server of http://
    BadRequest,    ///< what it says, or how, is not right: the answer says what
    TooLarge,
    TooSlow,  ///< the request did not arrive in time
    Conflict, ///< an expectation about a version does not hold
    RateLimited,
    Overloaded, ///< too many connections or large bodies at once
    StorageFull,
    Unwritable,  ///< the store cannot be written, or the disk failed
    Defect,      ///< of ours
    OtherRefusal ///< any other answer from 400 on
};

struct Diagnosis {
    Finding finding = Finding::Answered;
    QByteArray api = {};     ///< whose path it is; NoSuchPath: whose the nearest one is
    QByteArray subject = {}; ///< as the request wrote it
    QByteArray keyApi = {};
    QByteArrayList resources = {};
    QByteArray allow = {};   ///< the methods that the path, or the nearest one, knows: `GET, POST`
    QByteArray nearest = {}; ///< with the request's own values: `/v1/state/wf-1/status`
};

/// `keys` as they are now: of a key that has been revoked since, only the answer's own words tell.
Diagnosis diagnose(
    const RequestReport& report, const KeyRing& keys, const std::vector<Router::Route>& routes);

/// A path that is served and near to this one, with its values filled in.
struct NearestPath {
    QByteArray path;
    QByteArray allow; ///< without HEAD and OPTIONS, of which nobody thinks
    QByteArray api;
};
/// `target` as in a report. Nothing when no path resembles it.
std::optional<NearestPath>
nearestPath(const QByteArray& target, const std::vector<Router::Route>& routes);

} // namespace stateroom
