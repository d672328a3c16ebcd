// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/service.h"

#include "core/actions/importrun.h"
#include "core/api/business/businessapi.h"
#include "core/api/business/ratekeeper.h"
#include "core/api/business/routetable.h"
#include "core/api/business/webhooksapi.h"
#include "core/api/campaign/tokensecret.h"
#include "core/api/control/controlapi.h"
#include "core/api/documentation/documentation.h"
#include "core/api/health.h"
#include "core/business/indexer.h"
#include "core/business/records.h"
#include "core/service/sharedstatepath.h"
#include "core/store/completion.h"

#include <QEventLoop>
#include <QFile>
#include <QTemporaryFile>
#include <QThreadPool>

#include <algorithm>
#include <mutex>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

/// An import reads its file twice; what can be read only once (a pipe) is put by first.
Result<std::shared_ptr<QIODevice>> openSeed(const QString& path, const QString& directory)
{
    auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return fail(ErrorCode::InvalidInput, file->errorString() + u'.');
    if (!file->isSequential())
        return file;
    auto copy = std::make_shared<QTemporaryFile>(directory + u"/seed-XXXXXX"_s);
    const auto failed = [&copy] {
        return fail(ErrorCode::StorageFailed, copy->errorString() + u'.');
    };
    if (!copy->open())
        return failed();
    constexpr qint64 piece = 1024 * 1024;
    for (QByteArray bytes = file->read(piece); !bytes.isEmpty(); bytes = file->read(piece)) {
        if (copy->write(bytes) != bytes.size())
            return failed();
    }
    if (file->error() != QFileDevice::NoError)
        return fail(ErrorCode::StorageFailed, file->errorString() + u'.');
    if (!copy->flush() || !copy->seek(0))
        return failed();
    return copy;
}

/// In the order in which the documentation shows them.
std::vector<const RouteTable*> allRouteTables()
{
    return {&workflow::routeTable(), &sharedRouteTable(),     &integration::routeTable(),
            &campaign::routeTable(), &business::routeTable(), &control::routeTable(),
            &serverRouteTable()};
}

} // namespace

Service::Service(ServiceOptions options)
    : m_options(std::move(options))
    , m_keys(m_options.store.clock)
    , m_rates(std::make_unique<business::RateLimiter>())
    , m_documentation(std::make_unique<documentation::Documentation>(allRouteTables()))
{
    m_pool.setMaxThreadCount(1);
    m_servedAt.host = boundHost().toUtf8();
}

Service::~Service()
{
    stop();
}

Result<std::unique_ptr<Service>> Service::open(ServiceOptions options)
{
    options.store.indexer = &business::catalogueIndexer();
    std::unique_ptr<Service> service(new Service(std::move(options)));
    auto store = Store::open(service->m_options.store);
    if (!store)
        return failureOf(store);
    service->m_store = std::move(*store);
    if (service->m_options.tlsPort)
        service->m_certificates = std::make_unique<CertificateKeeper>(
            service->m_store->directory(), *service->m_options.http.clock);
    service->m_hooks = std::make_unique<HookRunner>(*service->m_store, service->m_options.hooks);
    if (auto keys = service->openKeys(); !keys) {
        Error error = std::move(keys).error();
        if (error.code == ErrorCode::DamagedFile)
            return fail(service->m_store->placed(std::move(error)));
        error.message = u"The API keys in "_s + service->m_store->directory() +
                        u" cannot be used. "_s + error.message;
        return fail(std::move(error));
    }
    if (auto tokens = service->openTokens(); !tokens)
        return failureOf(tokens);
    if (auto control = service->openControl(); !control)
        return failureOf(control);
    if (auto finished = service->finishImports(); !finished)
        return failureOf(finished);
    if (auto loaded = service->loadSeed(); !loaded)
        return failureOf(loaded);
    service->m_startedAt = service->m_store->now();
    return service;
}

Result<void> Service::openControl()
{
    if (m_store->mode() == StoreMode::Follow)
        return {};
    auto token = control::ControlToken::open(controlTokenFile());
    if (!token)
        return failureOf(token);
    m_controlToken = std::move(*token);
    control::Uploads::removeLeftOvers(m_store->directory());
    m_imports = std::make_shared<control::ImportTurn>();
    m_uploads = std::make_shared<control::Uploads>(m_store->directory(), *m_options.store.clock);
    return {};
}

/// What a kill has left half imported goes before anybody sees it.
Result<void> Service::finishImports()
{
    if (m_store->mode() == StoreMode::Follow || !m_store->health().writable)
        return {};
    auto undone = undoInterruptedImport(*m_store);
    if (!undone)
        return failureOf(undone);
    return {};
}

Result<void> Service::loadSeed()
{
    if (m_options.seed.isEmpty())
        return {};
    const auto named = [this](Error error) {
        error.message = u"The seed "_s + m_options.seed + u" cannot be loaded. "_s + error.message;
        return fail(std::move(error));
    };
    auto file = openSeed(m_options.seed, m_store->directory());
    if (!file)
        return named(std::move(file).error());
    ImportRequest request;
    request.source = std::move(*file);
    request.judgeValue = business::checkRecord;
    request.judgeExported = business::checkSystemFields;
    request.limits = {m_options.http.limits.maxBody + 64 * 1024, JsonLimits().maxDepth + 1};
    std::optional<Result<ImportReport>> loaded;
    QEventLoop loop;
    importEntries(
        *m_store, {"seed", {}}, std::move(request), &loop, [&](Result<ImportReport> report) {
            loaded = std::move(report);
            loop.quit();
        });
    loop.exec();
    if (!loaded) // the program was told to end; the next start undoes what was written
        return named({ErrorCode::Cancelled, u"It was given up."_s, {}});
    if (!*loaded)
        return named(std::move(*loaded).error());
    return {};
}

Result<void> Service::openTokens()
{
    if (m_store->mode() == StoreMode::Follow)
        return {};
    QByteArray secret = m_options.tokenSecret;
    if (secret.isEmpty()) {
        auto own = campaign::tokenSecret(m_store->directory() + u"/token-secret"_s);
        if (!own)
            return failureOf(own);
        secret = std::move(*own);
    }
    m_tokens = std::make_shared<campaign::TokenAuthority>(secret, m_options.tokenPolicy);
    return {};
}

Result<void> Service::openKeys()
{
    if (m_store->mode() == StoreMode::Follow)
        return {};
    auto keyStore = KeyStore::open(*m_store, m_keys);
    if (!keyStore)
        return failureOf(keyStore);
    m_keyStore = std::move(*keyStore);
    if (m_store->mode() == StoreMode::Own)
        m_rateKeeper = std::make_unique<business::RateKeeper>(
            *m_rates, m_store->directory() + u"/rate-limits.json"_s, m_store->now());
    if (m_options.makeFirstKeys) {
        if (auto tidied = m_keyStore->tidyFirstKeys(keyFile()); !tidied)
            return tidied;
    }
    if (!m_options.givenKeys.isEmpty()) {
        if (auto given = m_keyStore->useGiven(m_options.givenKeys); !given)
            return given;
    }
    if (!m_options.makeFirstKeys)
        return {};
    std::vector<ApiKind> apis{ApiKind::Integration, ApiKind::Campaign, ApiKind::Business};
    if (m_options.requireKeys)
        apis.push_back(ApiKind::Workflow);
    auto made = m_keyStore->makeFirstKeys(apis, keyFile());
    if (!made)
        return failureOf(made);
    m_madeKeys = std::move(*made);
    return {};
}

QString Service::keyFile() const
{
    return m_store->directory() + u"/keys.json"_s;
}

void Service::readFirstKey(
    ApiKind api, QObject* context, std::function<void(Result<QByteArray>)> done)
{
    auto told = Completion<QByteArray>::posted(
        context, [this, api, done = std::move(done)](Result<QByteArray> text) {
            // What stands in the file may be out of force: STATEROOM_KEYS may have its place.
            const ApiKeyPtr key = text ? m_keys.find(*text) : nullptr;
            if (text && (!key || key->api != api || key->source != ApiKey::Source::First))
                return done(fail(ErrorCode::NotFound, u"The first key is not in force."_s));
            done(std::move(text));
        });
    QThreadPool::globalInstance()->start(
        [told, file = keyFile(), api]() mutable { told.complete(FirstKeyFile(file).text(api)); });
}

void Service::askOwnerGone(QObject* context, std::function<void(bool)> done)
{
    auto told = Completion<bool>::posted(
        context, [done = std::move(done)](const Result<bool>& free) { done(free && *free); });
    QThreadPool::globalInstance()->start([told, directory = m_store->directory()]() mutable {
        told.complete(Ownership::isFree(directory));
    });
}

Ownership::Owner Service::owner() const
{
    return Ownership::owner(m_store->directory());
}

QString Service::controlTokenFile() const
{
    return m_store->directory() + u"/control-token"_s;
}

/// In each worker's thread: its own Reader, and the APIs on it.
Result<Router> Service::makeRoutes()
{
    auto opened = m_store->openReader();
    if (!opened)
        return failureOf(opened);
    const std::shared_ptr<Reader> reader = std::move(*opened);
    JsonLimits json;
    json.maxBytes = m_options.http.limits.maxBody;
    Router router;
    addHealthRoute(router, *m_store);
    m_documentation->addRoutes(router, serverRouteTable());
    const auto workflowApi = workflow::WorkflowApi::create(
        *m_store, reader, m_keys, json,
        m_options.requireKeys ? workflow::Keys::Required : workflow::Keys::Optional);
    const auto integrationApi = integration::IntegrationApi::create(*m_store, reader, m_keys, json);
    const auto campaignApi = campaign::CampaignApi::create(
        *m_store, reader, m_keys, {m_tokens, m_options.campaignLimits, m_mutations}, json);
    router.beginApi(apiName(ApiKind::Campaign));
    campaignApi->addRoutes(router);
    router.beginApi(apiName(ApiKind::Workflow));
    workflowApi->addRoutes(router);
    router.beginApi(apiName(ApiKind::Integration));
    integrationApi->addRoutes(router);
    router.beginApi(apiName(ApiKind::Business));
    const business::BusinessApi::Parts business{
        *m_store, reader, m_keys, *m_rates, *m_options.store.clock, m_servedAt, json};
    business::BusinessApi::create(business)->addRoutes(
        router, business::catalogue(), business::routeTable());
    business::WebhooksApi::create(business)->addRoutes(router, business::routeTable());
    router.beginApi({}); // a path that two claim
    addSharedStatePath(router, workflowApi, integrationApi, m_keys, m_options.requireKeys);
    router.beginApi("control");
    control::addControlRoutes(
        router, *m_store, reader,
        {*m_controlToken,
         json,
         m_startedAt,
         {m_tokens, m_options.campaignLimits},
         m_uploads,
         m_imports,
         *m_keyStore,
         m_keys,
         m_requests,
         *m_hooks});
    return router;
}

} // namespace stateroom
