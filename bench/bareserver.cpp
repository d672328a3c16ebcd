// SPDX-License-Identifier: GPL-3.0-or-later
// What QtHttpServer does at best: it answers each request with a constant. Everything that
// Stateroom does is measured against it.

#include <QAbstractHttpServer>
#include <QCoreApplication>
#include <QHostAddress>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QTcpSocket>

#include <cstdio>

namespace {

class BareServer final : public QAbstractHttpServer {
public:
    BareServer()
    {
        // As long as what a GET of a value of 200 bytes is answered with.
        m_body = R"({"value":{"n":123456,"text":")" + QByteArray(180, 'x') + R"("},"version":1})";
    }

protected:
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest&, QHttpServerResponder& responder) override
    {
        responder.write(m_body, "application/json");
        return true;
    }
#if QT_VERSION >= QT_VERSION_CHECK(6, 7, 0)
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&) override {}
#else
    void missingHandler(const QHttpServerRequest&, QHttpServerResponder&&) override {}
#endif
#else
    bool handleRequest(const QHttpServerRequest& request, QTcpSocket* socket) override
    {
        makeResponder(request, socket).write(m_body, "application/json");
        return true;
    }
    void missingHandler(const QHttpServerRequest&, QTcpSocket*) override {}
#endif

private:
    QByteArray m_body;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_NO_GLIB", "1"); // as stateroomd does: GLib's loop costs two system calls a request
    QCoreApplication application(argc, argv);
    BareServer server;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    QTcpServer listener;
    if (!listener.listen(QHostAddress::LocalHost) || !server.bind(&listener))
        return 1;
    const quint16 port = listener.serverPort();
#else
    const quint16 port = server.listen(QHostAddress::LocalHost);
#endif
    if (port == 0)
        return 1;
    std::printf("listening on http://127.0.0.1:%u\n", unsigned(port));
    std::fflush(stdout);
    return application.exec();
}
