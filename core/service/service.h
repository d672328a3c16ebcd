// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/business/servedat.h"
#include "core/api/campaign/campaignapi.h"
#include "core/api/control/controltoken.h"
#include "core/api/control/importturn.h"
#include "core/api/control/uploads.h"
#include "core/api/keystore.h"
#include "core/hooks/hookrunner.h"
#include "core/http/httpserver.h"
#include "core/http/requestbook.h"
#include "core/service/certificatekeeper.h"
#include "core/store/ownership.h"
#include "core/store/store.h"
#include "core/webhooks/dispatcher.h"

#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>

namespace stateroom {

namespace business {
class RateKeeper;
class RateLimiter;
} // namespace business
namespace documentation {
class Documentation;
} // namespace documentation

struct ServiceOptions {
    StoreOptions store;
    HttpServerOptions http;
    /// STATEROOM_KEYS: keys for this run alone; empty: none.
    QString givenKeys = {};
    /// Whether a first start makes a key for each API that needs one.
    bool makeFirstKeys = false;
    /// Whether the workflow API needs keys, too. Must be so where other machines can reach it.
    bool requireKeys = false;
    /// --tls: the port on which HTTPS is served too; nothing: on none.
    std::optional<quint16> tlsPort = {};
    /// An export that is loaded when the store is opened, before anything is served.
    QString seed = {};
    campaign::DefinitionLimits campaignLimits = {};
    campaign::TokenPolicy tokenPolicy = {};
    HookLimits hooks = {};
    /// How webhooks are sent. Of the rules `allowPrivate` alone counts; the clock is the store's.
    webhooks::DispatcherOptions webhooks = {};
    /// STATEROOM_JWT_SECRET: what signs user tokens in this run; empty: the store's own secret.
    QByteArray tokenSecret = {};
};

/// What a main program or a test starts: one store, and one server that serves the APIs from it.
///
/// The store is there from open() until the end; the server between serve() and stop(). Opened and
/// destroyed in one thread, which may be the window's: neither SQL nor HTTP is done in it later,
/// but opening, serving and stopping wait for files and threads.
class Service {
public:
    /// Opens the store, and reads or makes the API keys. Errors as Store::open and KeyStore's.
    static Result<std::unique_ptr<Service>> open(ServiceOptions options);

    /// Stops the server, then closes the store.
    ~Service();
    Q_DISABLE_COPY_MOVE(Service)

    /// Listens and serves; AlreadyOwned when the port is taken. May be tried again, with another
    /// port. A follower of another process's store serves nothing: ReadOnly.
    Result<void> serve();
    Result<void> serve(quint16 port);

    /// Serves on another port, begun and ended off this thread: the port of now is served until the
    /// other is, and stays when that fails. `done` is told how it went, in the thread of `context`,
    /// the calling one. Not in a follower.
    void serveOn(quint16 port, QObject* context, std::function<void(const Result<void>&)> done);

    /// Whether it listens, or would, on an address that is not loopback.
    bool isReachableFromOutside() const;
    bool isServing() const { return m_server != nullptr; }
    /// `http://127.0.0.1:7474`; empty while nothing is served.
    QString url() const;
    /// `https://127.0.0.1:7475`; empty while nothing is served so.
    QString httpsUrl() const;
    /// What clients of httpsUrl() are to trust, a file; and whether it is new since this start.
    QString authorityFile() const;
    bool isAuthorityNew() const { return m_certificates && m_certificates->isAuthorityNew(); }
    /// Looks whether the certificate has to be renewed, as is done each minute.
    void renewCertificate();

    /// Streams end, requests in hand finish, connections close, what webhooks are being sent gets
    /// its answer; waits for that for up to `patience`. The store stays.
    void stop(Milliseconds patience = Milliseconds(3'000));

    Store& store() { return *m_store; }
    const KeyRing& keys() const { return m_keys; }
    /// Whether nothing is answered by this API without a key.
    bool needsKey(ApiKind api) const { return api != ApiKind::Workflow || m_options.requireKeys; }
    /// Not in a follower. In the thread that opened the service.
    KeyStore& keyStore() { return *m_keyStore; }
    /// Mints user tokens of the campaign API; not in a follower. Any thread.
    const campaign::TokenAuthority& tokens() const { return *m_tokens; }
    /// What the scopes of a campaign are limited to.
    const campaign::DefinitionLimits& campaignLimits() const { return m_options.campaignLimits; }
    /// The newest mutations of the campaign API. Any thread.
    const campaign::MutationBook& mutations() const { return *m_mutations; }
    /// Where the texts of the first-start keys stand, and those that this start has made.
    QString keyFile() const;
    /// Where the control token stands.
    QString controlTokenFile() const;
    const std::vector<KeyStore::NewKey>& madeKeys() const { return m_madeKeys; }

    /// Reads a first-start key's text off this thread; NotFound unless it is in force. Told
    /// in that of `context`, the calling one.
    void readFirstKey(ApiKind api, QObject* context, std::function<void(Result<QByteArray>)> done);

    /// In a follower: whether nobody owns the store any more, found out off this thread. Told in
    /// that of `context`, the calling one.
    void askOwnerGone(QObject* context, std::function<void(bool)> done);
    /// In a follower: who owns the store, as far as that tells. Reads a small file.
    Ownership::Owner owner() const;

    /// Runs hook scripts, in a follower those that write nothing. Any thread.
    HookRunner& hooks() { return *m_hooks; }

    /// The newest requests. Any thread.
    RequestBook& requests() { return m_requests; }
    /// The paths that are served, from the first serve() on.
    const std::vector<Router::Route>& routes() const { return m_routes; }

private:
    explicit Service(ServiceOptions options);
    Result<void> openKeys();
    Result<void> openTokens();
    Result<void> openControl();
    Result<void> finishImports();
    Result<void> loadSeed();
    QString urlOf(const QString& scheme, quint16 port) const;
    QString boundHost() const;
    Result<Router> makeRoutes();
    Result<void> mayServe() const;
    Result<std::unique_ptr<HttpServer>> startServer(quint16 port, bool isFirst);
    void moveHttps(HttpServer& from, HttpServer& to, const tls::Credentials& credentials);
    void takeServer(std::unique_ptr<HttpServer> server);
    void sendWebhooks();

    ServiceOptions m_options;
    std::unique_ptr<Store> m_store;
    KeyRing m_keys;
    std::unique_ptr<KeyStore> m_keyStore; // null in a follower
    std::vector<KeyStore::NewKey> m_madeKeys;
    std::unique_ptr<business::RateLimiter> m_rates;
    business::ServedAt m_servedAt;                      // for the workers
    std::unique_ptr<business::RateKeeper> m_rateKeeper; // null where nothing outlives the process
    const std::unique_ptr<const documentation::Documentation> m_documentation;
    std::shared_ptr<const campaign::TokenAuthority> m_tokens; // null in a follower
    std::unique_ptr<HookRunner> m_hooks;
    const std::shared_ptr<campaign::MutationBook> m_mutations =
        std::make_shared<campaign::MutationBook>();
    RequestBook m_requests;
    std::once_flag m_routesKnown;
    std::vector<Router::Route> m_routes;
    std::optional<control::ControlToken> m_controlToken; // null in a follower
    std::shared_ptr<control::Uploads> m_uploads;
    std::shared_ptr<control::ImportTurn> m_imports;
    Timestamp m_startedAt;
    QTimer m_keyUseTimer;
    std::unique_ptr<CertificateKeeper> m_certificates; // null without TLS; stops before the server
    std::unique_ptr<HttpServer> m_server;
    std::unique_ptr<webhooks::Dispatcher> m_dispatcher; // while a server is there
    using Begun = std::shared_ptr<Result<std::unique_ptr<HttpServer>>>;
    std::vector<Begun>
        m_begun;        ///< by serveOn(); each is written in m_pool's thread until that tells
    QThreadPool m_pool; ///< of one thread: begins and ends servers
};

} // namespace stateroom
