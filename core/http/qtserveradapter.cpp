// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/qtserveradapter.h"

#include <QAbstractHttpServer>
#include <QHostAddress>
#include <QHttpServerRequest>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
#include <QHttpServerResponder>
#endif

#include <algorithm>
#include <cstring>

namespace stateroom {

namespace {

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
// As cheap as the parser of 6.4 lets it be: it reads byte by byte, is content with bare line feeds,
// and works out an address for a target that names no host.
constexpr QByteArrayView constantHead = "GET //h HTTP/1.1\n\n";
#else
constexpr QByteArrayView constantHead = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
#endif

/// Looks connected, reads what it is given, and swallows what is written.
class FeedSocket final : public QTcpSocket {
public:
    explicit FeedSocket(QObject* parent)
        : QTcpSocket(parent)
    {
        setSocketState(ConnectedState);
        setPeerAddress(QHostAddress(QHostAddress::LocalHost));
        setOpenMode(ReadWrite);
    }
    ~FeedSocket() override
    {
        setSocketState(UnconnectedState);
        setOpenMode(NotOpen);
    }

    void give(QByteArrayView bytes)
    {
        m_rest = bytes;
        Q_EMIT readyRead();
    }
    bool isUsable() const { return state() == ConnectedState && isOpen() && m_rest.isEmpty(); }

    qint64 bytesAvailable() const override { return QIODevice::bytesAvailable() + m_rest.size(); }
    void disconnectFromHost() override { setSocketState(UnconnectedState); }
    void close() override { setSocketState(UnconnectedState); }

protected:
    qint64 readData(char* data, qint64 maxSize) override
    {
        const qint64 size = std::min<qint64>(maxSize, m_rest.size());
        std::memcpy(data, m_rest.data(), static_cast<size_t>(size));
        m_rest = m_rest.sliced(size);
        return size;
    }
    qint64 writeData(const char*, qint64 size) override { return size; }

private:
    QByteArrayView m_rest;
};

/// Hands FeedSockets to the server to which it is bound.
class FeedServer final : public QTcpServer {
public:
    using QTcpServer::addPendingConnection;
    using QTcpServer::QTcpServer;
    void incomingConnection(qintptr) override {}
};

} // namespace

class QtServerAdapter::Engine final : public QAbstractHttpServer {
public:
    bool pass(AdmittedRequests& requests)
    {
        if (!m_feed || !m_feed->isUsable())
            makeFeed();
        m_current = &requests;
        m_isBusy = true;
        m_feed->give(constantHead);
        m_isBusy = false;
        return std::exchange(m_current, nullptr) == nullptr;
    }
    bool isBusy() const { return m_isBusy; }

    // Qt warns about servers that do not listen (6.8 refuses them), so this one does, for the
    // moment in which the feed is handed over; nobody is ever accepted on it.
    void makeFeed()
    {
        if (m_feed)
            m_feed->deleteLater();
        if (!m_server)
            m_server = new FeedServer(this);
        if (!m_server->listen(QHostAddress::LocalHost, 0))
            m_server->listen(QHostAddress::LocalHostIPv6, 0);
        if (!m_isBound)
            bind(m_server);
        m_isBound = true;
        m_feed = new FeedSocket(m_server);
        m_server->addPendingConnection(m_feed);
        m_server->close();
    }

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest&, QTcpSocket*) override
    {
        return callBack();
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override {}
#elif QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest&, QHttpServerResponder&) override
    {
        return callBack();
    }
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) override {}
#else
    bool handleRequest(const QHttpServerRequest&, QHttpServerResponder&) override
    {
        return callBack();
    }
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override {}
#endif

private:
    bool callBack()
    {
        if (AdmittedRequests* requests = std::exchange(m_current, nullptr))
            requests->handleAll();
        return true;
    }

    QPointer<FeedServer> m_server;
    QPointer<FeedSocket> m_feed;
    AdmittedRequests* m_current = nullptr;
    bool m_isBound = false;
    bool m_isBusy = false;
};

QtServerAdapter::QtServerAdapter()
    : m_engine(std::make_unique<Engine>())
{
    m_engine->makeFeed(); // now, while there are descriptors
}
QtServerAdapter::~QtServerAdapter() = default;

bool QtServerAdapter::pass(AdmittedRequests& requests)
{
    return m_engine->pass(requests);
}

bool QtServerAdapter::isBusy() const
{
    return m_engine->isBusy();
}

} // namespace stateroom
