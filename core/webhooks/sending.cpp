// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/sending.h"

#include "core/base/version.h"
#include "core/webhooks/networkwords.h"
#include "core/webhooks/signature.h"
#include "core/webhooks/wiretext.h"

#include <QNetworkProxy>
#include <QSslConfiguration>
#include <QSslSocket>

#include <utility>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 readAhead = qint64(16) * 1024;
constexpr qint64 writeAhead = qint64(128) * 1024;
constexpr qsizetype mostAddresses = 8;
/// Of what stands before an answer's body, 1xx answers too.
constexpr qint64 mostHead = qint64(64) * 1024;
constexpr int firstFinalStatus = 200; // those below are followed by another

/// RFC 6761: such names mean this machine, whoever is asked.
bool isLocalName(const QString& host)
{
    return host == "localhost"_L1 || host.endsWith(".localhost"_L1);
}

QString secondsText(Milliseconds time)
{
    return QString::number(double(time.count()) / 1000) + u" s"_s;
}

} // namespace

Sending::Sending(
    const SenderOptions& options, LoopWatch& watch, SendRequest request, Sender::Done done,
    QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_watch(watch)
    , m_request(std::move(request))
    , m_url(QString::fromUtf8(m_request.url), QUrl::StrictMode)
    , m_done(std::move(done))
{
    for (Wait* wait : {&m_wait, &m_addressWait}) {
        wait->timer.setSingleShot(true);
        wait->timer.setTimerType(Qt::PreciseTimer); // others may come 5 % early
    }
    connect(&m_wait.timer, &QTimer::timeout, this, &Sending::timedOut);
    connect(&m_addressWait.timer, &QTimer::timeout, this, &Sending::addressTimedOut);
    m_watch.enter();
}

Sending::~Sending()
{
    m_watch.leave();
}

void Sending::begin(Wait& wait, Milliseconds length)
{
    wait.length = length;
    wait.lostBefore = m_watch.lost();
    wait.clock.start();
    wait.timer.start(length);
}

/// Called when its timer says so; else goes on.
bool Sending::isOver(Wait& wait)
{
    const Milliseconds lost = m_watch.lost() - wait.lostBefore;
    const Milliseconds left = wait.length + lost - Milliseconds(wait.clock.elapsed());
    if (left <= Milliseconds(0))
        return true;
    wait.timer.start(left);
    return false;
}

QString Sending::timeoutText() const
{
    return secondsText(m_options.timeout);
}

quint16 Sending::port() const
{
    constexpr int plain = 80;
    constexpr int secure = 443;
    return quint16(m_url.port(m_url.scheme() == "https"_L1 ? secure : plain));
}

void Sending::start()
{
    m_tooLate = u"The name was not resolved within %1."_s;
    begin(m_wait, m_options.timeout);
    const bool isWeb = m_url.scheme() == "http"_L1 || m_url.scheme() == "https"_L1;
    if (!m_url.isValid() || !isWeb || m_url.host().isEmpty())
        return finish(u"The URL is not one of http or https."_s);
    const QString host = m_url.host(QUrl::FullyEncoded).toLower();
    if (const QHostAddress literal(host); !literal.isNull())
        return found({literal}, {});
    if (isLocalName(host))
        return found(
            {QHostAddress(QHostAddress::LocalHost), QHostAddress(QHostAddress::LocalHostIPv6)}, {});
    m_options.resolver(
        host, this, [this](const QList<QHostAddress>& addresses, const QString& why) {
            found(addresses, why);
        });
}

void Sending::found(const QList<QHostAddress>& addresses, const QString& why)
{
    if (!m_done)
        return; // it took too long
    if (addresses.isEmpty())
        return finish(u"The name %1 has no address. %2"_s.arg(m_url.host(), why).trimmed());
    QString refusal;
    for (const QHostAddress& address : addresses) {
        const QString found = refusalOf(address, port(), m_request.rules);
        if (found.isEmpty() && m_addresses.size() < mostAddresses)
            m_addresses.append(address);
        else if (refusal.isEmpty())
            refusal = found;
    }
    if (m_addresses.isEmpty())
        return finish(u"Not sent: %1"_s.arg(refusal));
    tryNextAddress();
}

void Sending::tryNextAddress()
{
    m_tooLate = u"No connection came about within %1."_s;
    m_address = m_addresses.takeFirst().toString();
    if (!m_addresses.isEmpty())
        begin(m_addressWait, m_options.addressTimeout);
    makeSocket();
    // No name: nothing is looked up again.
    if (auto* secure = qobject_cast<QSslSocket*>(m_socket.get()))
        secure->connectToHostEncrypted(m_address, port(), m_url.host(QUrl::FullyEncoded));
    else
        m_socket->connectToHost(m_address, port());
}

void Sending::makeSocket()
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
        connect(socket.get(), &QSslSocket::encryptedBytesWritten, this, &Sending::writeBody, later);
        m_socket = std::move(socket);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        connect(m_socket.get(), &QAbstractSocket::connected, this, &Sending::write, later);
    }
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setReadBufferSize(readAhead);
    connect(m_socket.get(), &QIODevice::readyRead, this, &Sending::read, later);
    connect(m_socket.get(), &QIODevice::bytesWritten, this, &Sending::writeBody, later);
    connect(m_socket.get(), &QAbstractSocket::disconnected, this, &Sending::ended, later);
    connect(
        m_socket.get(), &QAbstractSocket::errorOccurred, this, [this] { ended(); }, later);
}

/// From here on this address is the one, whatever it answers.
void Sending::connected()
{
    m_addressWait.timer.stop();
    m_addresses.clear();
    m_tooLate = u"The TLS handshake did not end within %1."_s;
}

void Sending::write()
{
    if (!m_socket || !m_attempt.requestHeaders.empty())
        return;
    connected();
    m_tooLate = u"No answer came within %1."_s;
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
        {"x-stateset-signature", m_request.signature.isEmpty()
                                     ? sign(m_request.secret, m_request.body)
                                     : m_request.signature},
    };
    QByteArray head = "POST " + targetOf(m_url) + " HTTP/1.1\r\n";
    for (const auto& [name, value] : m_attempt.requestHeaders)
        head += name + ": " + value + "\r\n";
    m_socket->write(head + "\r\n");
    writeBody();
}

/// In pieces, as they are taken: neither copied nor encrypted as a whole, which would hold up all
/// that this thread sends.
void Sending::writeBody()
{
    if (!m_socket || m_attempt.requestHeaders.empty())
        return;
    const auto* secure = qobject_cast<QSslSocket*>(m_socket.get());
    while (m_written < m_request.body.size()) {
        const qint64 waiting =
            m_socket->bytesToWrite() + (secure ? secure->encryptedBytesToWrite() : 0);
        if (waiting >= writeAhead)
            return;
        const QByteArrayView piece = QByteArrayView(m_request.body).sliced(m_written);
        const qint64 taken =
            m_socket->write(piece.data(), qMin(qint64(piece.size()), writeAhead - waiting));
        if (taken <= 0)
            return; // it has ended, which is told of elsewhere
        m_written += taken;
    }
    if (m_socket->bytesToWrite() == 0 && (!secure || secure->encryptedBytesToWrite() == 0))
        letGoOfBody();
}

/// A receiver that reads, and takes its time to answer, shall not hold up others' bodies.
void Sending::letGoOfBody()
{
    m_request.body.clear();
    m_written = 0;
    if (const auto taken = std::exchange(m_request.taken, nullptr))
        taken();
}

void Sending::read()
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
void Sending::ended()
{
    // May be told of a former socket, or before the end.
    if (!m_socket || m_socket->state() != QAbstractSocket::UnconnectedState)
        return;
    read();
    if (!m_socket)
        return;
    const QString why = englishOf(*m_socket) + u'.';
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

void Sending::addressFailed(const QString& why)
{
    m_addressWait.timer.stop();
    dropSocket();
    if (!m_addresses.isEmpty())
        return tryNextAddress();
    finish(u"No connection to %1, port %2: %3"_s.arg(m_address).arg(port()).arg(why));
}

void Sending::addressTimedOut()
{
    if (isOver(m_addressWait))
        addressFailed(
            u"No connection came about within %1."_s.arg(secondsText(m_options.addressTimeout)));
}

void Sending::timedOut()
{
    if (!isOver(m_wait))
        return;
    if (m_reader.head().status >= firstFinalStatus)
        finish(u"The answer did not end within %1."_s.arg(timeoutText()));
    else
        finish(m_tooLate.arg(timeoutText()));
}

void Sending::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void Sending::finish(const QString& error)
{
    if (!m_done)
        return;
    m_wait.timer.stop();
    m_addressWait.timer.stop();
    dropSocket();
    m_attempt.duration = Milliseconds(m_wait.clock.elapsed());
    m_attempt.error = error;
    if (m_reader.head().status >= firstFinalStatus) {
        m_attempt.status = m_reader.head().status;
        m_attempt.responseHeaders = keptFields(m_reader.head());
        m_attempt.response = keptBody(m_body);
    }
    deleteLater();
    std::exchange(m_done, nullptr)(std::move(m_attempt));
}

} // namespace stateroom::webhooks
