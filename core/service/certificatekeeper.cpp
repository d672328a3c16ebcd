// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/certificatekeeper.h"

#include "core/store/completion.h"

#include <QLoggingCategory>
#include <QThreadPool>

namespace stateroom {

namespace {

Q_LOGGING_CATEGORY(log, "stateroom.tls")

constexpr Milliseconds lookEvery = std::chrono::minutes(1);

/// Without brackets and port: `box.lan`, `10.0.0.1`, `::1`.
QByteArray bareName(const QByteArray& host)
{
    if (host.startsWith('['))
        return host.mid(1, host.indexOf(']') - 1);
    return host.count(':') == 1 ? host.left(host.indexOf(':')) : host;
}

} // namespace

CertificateKeeper::CertificateKeeper(QString dataDirectory, const Clock& clock)
    : m_dataDirectory(std::move(dataDirectory))
    , m_clock(clock)
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
}

tls::Names CertificateKeeper::namesOf(const HttpServerOptions& options)
{
    tls::Names names{"localhost", "127.0.0.1", "::1"};
    const auto add = [&names](const QByteArray& name) {
        if (!name.isEmpty() && !names.contains(name))
            names << name;
    };
    for (const QHostAddress& address : options.addresses) {
        const bool isAny = address == QHostAddress::Any || address == QHostAddress::AnyIPv4 ||
                           address == QHostAddress::AnyIPv6;
        if (!isAny)
            add(address.toString().toLatin1());
    }
    for (const QByteArray& host : options.origins.allowedHosts)
        add(bareName(host));
    return names;
}

Result<tls::Credentials> CertificateKeeper::provide(const HttpServerOptions& options)
{
    m_names = namesOf(options);
    auto provided = tls::provide(m_dataDirectory, m_names, m_clock.now());
    if (!provided)
        return failureOf(provided);
    m_isAuthorityNew = provided->isAuthorityNew;
    m_credentials = std::move(provided->credentials);
    return m_credentials;
}

void CertificateKeeper::watch(HttpServer& server)
{
    m_server = &server;
    m_timer.start(lookEvery);
}

void CertificateKeeper::stop()
{
    m_timer.stop();
    m_server = nullptr;
}

void CertificateKeeper::look()
{
    const Timestamp now = m_clock.now();
    if (m_isRenewing || !m_server || now < m_credentials.renewAt)
        return;
    m_isRenewing = true;
    auto told = Completion<tls::Provided>::posted(&m_timer, [this](Result<tls::Provided> provided) {
        m_isRenewing = false;
        if (!provided) {
            qCWarning(log).noquote()
                << "The certificate could not be renewed." << provided.error().toString();
            return;
        }
        if (!m_server)
            return;
        if (const auto renewed = m_server->renew(provided->credentials); !renewed) {
            qCWarning(log).noquote() << renewed.error().toString();
            return;
        }
        m_credentials = provided->credentials;
        if (provided->isAuthorityNew)
            qCWarning(log).noquote() << "The authority was renewed; clients should trust"
                                     << tls::authorityFile(m_dataDirectory) << "anew.";
    });
    QThreadPool::globalInstance()->start(
        [told, directory = m_dataDirectory, names = m_names, now]() mutable {
            told.complete(tls::provide(directory, names, now));
        });
}

} // namespace stateroom
