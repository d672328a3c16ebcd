// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/caller.h"
#include "core/http/router.h"
#include "core/json/jsontext.h"
#include "core/store/store.h"

#include <memory>

namespace stateroom {
class RouteTable;
}

namespace stateroom::workflow {

/// Its calls.
const RouteTable& routeTable();

/// Whether a caller must bear a key.
enum class Keys { Optional, Required };

/// The workflow State Store over HTTP (docs/api/workflow.md): paths, shapes and rules; the entries
/// are those of `workflow/{workflowId}`.
///
/// One object for each HTTP worker, in whose thread it lives; it is kept alive by the routes that
/// it has added.
class WorkflowApi final : public std::enable_shared_from_this<WorkflowApi> {
public:
    /// `store` and `keys` must outlive the object, `reader` is the worker's own.
    static std::shared_ptr<WorkflowApi> create(
        Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits,
        Keys need = Keys::Optional);
    Q_DISABLE_COPY_MOVE(WorkflowApi)

    /// All but `/v1/state/{workflowId}`, which the integration API claims, too.
    void addRoutes(Router& router);
    /// `GET /v1/state/{workflowId}`: the keys, or a stream of their changes.
    void list(const Request& request, const Reply& reply);

private:
    WorkflowApi(
        Store& store, std::shared_ptr<Reader> reader, KeyRing& keys, JsonLimits limits, Keys need);

    enum class Access { Read, Stream, Write };
    /// Whether the call may go on; else it has been answered.
    bool admits(const Request& request, const Reply& reply, Access access);
    void get(const Request& request, const Reply& reply);
    void getVersion(
        const EntryName& name, QByteArrayView version, const Headers& headers, const Reply& reply);
    void set(const Request& request, const Reply& reply, bool versioned);
    void remove(const Request& request, const Reply& reply);
    void write(
        const Request& request, const Reply& reply, const EntryName& name,
        std::function<Result<Response>(Transaction&)> work);
    void streamKey(const Request& request, const Reply& reply);

    Store& m_store;
    const std::shared_ptr<Reader> m_reader;
    KeyRing& m_keys;
    const Keys m_need;
    const JsonLimits m_limits;
};

} // namespace stateroom::workflow
