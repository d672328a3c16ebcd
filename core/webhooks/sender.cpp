// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/sender.h"

#include "core/base/version.h"
#include "core/client/replyreader.h"
#include "core/webhooks/signature.h"

#include <QElapsedTimer>
#include <QHostInfo>
#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <utility>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readAhead = qint64(16) * 1024;
constexpr qsizetype mostAddresses = 8;
/// Of what stands before an answer's body, 1xx answers too.
constexpr qint64 mostHead = qint64(64) * 1024;
/// Of an answer's fields, names and values: what is kept of them.
constexpr qsizetype mostFieldBytes = qsizetype(16) * 1024;
constexpr int firstFinalStatus = 200; // those below are followed by another

void resolveBySystem(
    const QString& name, QObject* context,
    const std::function<void(const QList<QHostAddress>&, const QString&)>& found)
{
    QHostInfo::lookupHost(name, context, [found](const QHostInfo& info) {
        const bool failed = info.error() != QHostInfo::NoError;
        found(info.addresses(), failed ? info.errorString() : QString());
    });
}

/// RFC 6761: such names mean this machine, whoever is asked.
bool isLocalName(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

/// `host:port` as the URL has it, without user info.
QByteArray authorityOf(const QUrl& url)
{
    const QString host = url.host(QUrl::FullyEncoded);
    QByteArray text = host.contains(u':') ? '[' + host.toLatin1() + ']' : host.toLatin1();
    if (url.port() >= 0)
        text += ':' + QByteArray::number(url.port());
    return text;
}

QByteArray targetOf(const QUrl& url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

/// A field's text may be anything; what is kept is UTF-8.
QByteArray asUtf8(const QByteArray& text)
{
    return text.isValidUtf8() ? text : QString::fromLatin1(text).toUtf8();
}

HeaderFields keptFields(const ReplyHead& head)
{
    HeaderFields kept;
    qsizetype size = 0;
    for (const auto& [name, value] : head.fields) {
        size += name.size() + value.size();
        if (size > mostFieldBytes)
            break;
        kept.emplace_back(asUtf8(name), asUtf8(value));
    }
    return kept;
}

/// The beginning of a body, not in the midst of a character.
QByteArray keptBody(const QByteArray& body)
{
    QByteArray kept = body.first(std::min(body.size(), Attempt::mostResponse));
    if (kept.size() == body.size())
        return kept;
    constexpr int longestRest = 3;
    for (int rest = 0; rest <= longestRest && rest < kept.size(); ++rest) {
        QByteArray shorter = kept.chopped(rest);
        if (shorter.isValidUtf8())
            return shorter;
    }
    return kept;
}

} // namespace

/// One attempt; ends itself.
class Sender::Sending final : public QObject {
public:
    Sending(const SenderOptions& options, SendRequest request, Done done, QObject* parent);
    void start();

private:
    void found(const QList<QHostAddress>& addresses, const QString& why);
    void tryNextAddress();
    void makeSocket();
    void connected();
    void write();
    void read();
    void ended();
    void addressFailed(const QString& why);
    void timedOut();
    void dropSocket();
    void finish(const QString& error = {});

    QString secondsText() const
    {
        return QString::number(double(m_options.timeout.count()) / 1000) + u" s"_s;
    }

    const SenderOptions& m_options;
    const SendRequest m_request;
    const QUrl m_url;
    Done m_done;
    Attempt m_attempt;
    QElapsedTimer m_clock;
    QTimer m_timer;
    QTimer m_addressTimer;
    QList<QHostAddress> m_addresses; ///< allowed ones that have not been tried
    QString m_address;               ///< the one that is tried
    QString m_phase = u"The name was not resolved"_s;
    std::unique_ptr<QTcpSocket> m_socket;
    ReplyReader m_reader;
    qint64 m_headSize = 0; ///< of heads, as far as no body has begun
    QByteArray m_body;
};

Sender::Sending::Sending(
    const SenderOptions& options, SendRequest request, Done done, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_request(std::move(request))
    , m_url(QString::fromUtf8(m_request.url), QUrl::StrictMode)
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    m_addressTimer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Sending::timedOut);
    connect(&m_addressTimer, &QTimer::timeout, this, [this] {
        addressFailed(u"No connection came about within %1 s."_s.arg(
            double(m_options.addressTimeout.count()) / 1000));
    });
}

void Sender::Sending::start()
{
    m_clock.start();
    m_timer.start(m_options.timeout);
    const bool isWeb = m_url.scheme() == "http"_L1 || m_url.scheme() == "https"_L1;
    if (!m_url.isValid() || !isWeb || m_url.host().isEmpty())
        return finish(u"The URL is not one of http or https."_s);
    const QString host = m_url.host(QUrl::FullyEncoded).toLower();
    if (const QHostAddress literal(host); !literal.isNull())
        return found({literal}, {});
    if (isLocalName(host))
        return found(
            {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}, {});
    const Resolver& resolve = m_options.resolver ? m_options.resolver : resolveBySystem;
    resolve(host, this, [this](const QList<QHostAddress>& addresses, const QString& why) {
        found(addresses, why);
    });
}

void Sender::Sending::found(const QList<QHostAddress>& addresses, const QString& why)
{
    if (!m_done)
        return; // it took too long
    if (addresses.isEmpty())
        return finish(u"The name %1 has no address. %2"_s.arg(m_url.host(), why).trimmed());
    const auto port = quint16(m_url.port(m_url.scheme() == "https"_L1 ? 443 : 80));
    QString refusal;
    for (const QHostAddress& address : addresses) {
        const QString found = refusalOf(address, port, m_request.rules);
        if (found.isEmpty() && m_addresses.size() < mostAddresses)
            m_addresses.append(address);
        else if (refusal.isEmpty())
            refusal = found;
    }
    if (m_addresses.isEmpty())
        return finish(u"Not sent: "_s + refusal);
    tryNextAddress();
}

void Sender::Sending::tryNextAddress()
{
    m_phase = u"No connection came about"_s;
    m_address = m_addresses.takeFirst().toString();
    if (!m_addresses.isEmpty())
        m_addressTimer.start(m_options.addressTimeout);
    makeSocket();
    // No name: nothing is looked up again.
    if (auto* secure = qobject_cast<QSslSocket*>(m_socket.get()))
        secure->connectToHostEncrypted(
            m_address, quint16(m_url.port(443)), m_url.host(QUrl::FullyEncoded));
    else
        m_socket->connectToHost(m_address, quint16(m_url.port(80)));
}

void Sender::Sending::makeSocket()
{
    // Told of from the event loop: what is told may end the socket.
    constexpr auto later = Qt::QueuedConnection;
    if (m_url.scheme() == "https"_L1) {
        auto socket = std::make_unique<QSslSocket>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificates(m_options.authorities);
        socket->setSslConfiguration(configuration);
        connect(socket.get(), &QAbstractSocket::connected, this, &Sending::connected, later);
        connect(socket.get(), &QSslSocket::encrypted, this, &Sending::write, later);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QAbstractSocket::connected, this, &Sending::write, later);
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(readAhead);
    connect(m_socket.get(), &QIODevice::readyRead, this, &Sending::read, later);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &Sending::ended, later);
    connect(
        m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] { ended(); }, later);
}

/// From here on this address is the one, whatever it answers.
void Sender::Sending::connected()
{
    m_addressTimer.stop();
    m_addresses.clear();
    m_phase = u"The TLS handshake did not end"_s;
}

void Sender::Sending::write()
{
    if (!m_socket || !m_attempt.requestHeaders.empty())
        return;
    connected();
    m_phase = u"No answer came"_s;
    m_attempt.requestHeaders = {
        {"Host", authorityOf(m_url)},
        {"User-Agent", QByteArray("Stateroom/") + versionText},
        {"Content-Type", "application/json"},
        {"Content-Length", QByteArray::number(m_request.body.size())},
        {"Accept", "*/*"},
        {"Connection", "close"},
        {"X-Webhook-Id", m_request.webhook},
        {"X-Webhook-Event", m_request.event},
        {"X-Webhook-Delivery", m_request.delivery},
        {"x-stateset-signature", sign(m_request.secret, m_request.body)},
    };
    QByteArray head = "POST " + targetOf(m_url) + " HTTP/1.1\r\n";
    for (const auto& [name, value] : m_attempt.requestHeaders)
        head += name + ": " + value + "\r\n";
    m_socket->write(head + "\r\n");
    m_socket->write(m_request.body);
}

void Sender::Sending::read()
{
    if (!m_socket)
        return;
    while (m_socket->bytesAvailable() > 0) {
        const QByteArray piece = m_socket->read(readAhead);
        m_reader.feed(piece);
        if (m_reader.state() == ReplyReader::State::Head && (m_headSize += piece.size()) > mostHead)
            return finish(u"The answer is not HTTP, or its head is too large."_s);
        m_body += m_reader.takeBody();
        if (m_body.size() > Attempt::mostResponse)
            return finish();
    }
    if (m_reader.state() == ReplyReader::State::Complete)
        return finish();
    if (m_reader.state() == ReplyReader::State::Malformed) {
        const bool hasStatus = m_reader.head().status >= firstFinalStatus;
        return finish(
            hasStatus ? u"The body of the answer is malformed."_s
                      : u"The answer is not HTTP, or its head is too large."_s);
    }
}

/// The connection has ended, or never came about.
void Sender::Sending::ended()
{
    // May be told of a former socket, or before the end.
    if (!m_socket || m_socket->state() != QAbstractSocket::UnconnectedState)
        return;
    read();
    if (!m_socket)
        return;
    const QString why = m_socket->errorString() + u'.';
    if (m_attempt.requestHeaders.empty())
        return addressFailed(why);
    m_reader.ended();
    if (m_reader.state() == ReplyReader::State::Complete)
        return finish();
    if (m_reader.state() == ReplyReader::State::CutOff &&
        m_reader.head().status >= firstFinalStatus)
        return finish(u"The connection ended within the answer's body."_s);
    finish(u"The connection ended before an answer: %1"_s.arg(why));
}

void Sender::Sending::addressFailed(const QString& why)
{
    m_addressTimer.stop();
    dropSocket();
    if (!m_addresses.isEmpty())
        return tryNextAddress();
    finish(u"No connection to %1, port %2: %3"_s.arg(m_address)
               .arg(m_url.port(m_url.scheme() == "https"_L1 ? 443 : 80))
               .arg(why));
}

void Sender::Sending::timedOut()
{
    if (m_reader.head().status >= firstFinalStatus)
        finish(u"The answer did not end within %1."_s.arg(secondsText()));
    else
        finish(m_phase + u" within %1."_s.arg(secondsText()));
}

void Sender::Sending::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void Sender::Sending::finish(const QString& error)
{
    if (!m_done)
        return;
    m_timer.stop();
    m_addressTimer.stop();
    dropSocket();
    m_attempt.duration = Milliseconds(m_clock.elapsed());
    m_attempt.error = error;
    if (m_reader.head().status >= firstFinalStatus) {
        m_attempt.status = m_reader.head().status;
        m_attempt.responseHeaders = keptFields(m_reader.head());
        m_attempt.response = keptBody(m_body);
    }
    deleteLater();
    std::exchange(m_done, nullptr)(std::move(m_attempt));
}

Sender::Sender(SenderOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

Sender::~Sender()
{
    // They look at the options.
    qDeleteAll(findChildren<QObject*>(Qt::FindDirectChildrenOnly));
}

void Sender::send(SendRequest request, Done done)
{
    auto* sending = new Sending(m_options, std::move(request), std::move(done), this);
    QMetaObject::invokeMethod(
        sending, [sending] { sending->start(); }, Qt::QueuedConnection);
}

} // namespace stateroom::webhooks
