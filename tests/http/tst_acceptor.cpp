// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/acceptor.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <memory>
#include <vector>

#ifndef Q_OS_WIN
#include <sys/resource.h>
#include <unistd.h>

using namespace stateroom;

class TstAcceptor : public QObject {
    Q_OBJECT

    QTcpServer m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_clients;

    /// Waiting to be accepted when it returns.
    void addClient()
    {
        m_clients.push_back(std::make_unique<QTcpSocket>());
        m_clients.back()->connectToHost(m_server.serverAddress(), m_server.serverPort());
        QVERIFY(m_clients.back()->waitForConnected(20'000));
    }

    /// Lets no descriptor from `first` on be opened, for its life.
    class Limit {
    public:
        explicit Limit(rlim_t first)
        {
            ::getrlimit(RLIMIT_NOFILE, &m_before);
            const rlimit limit{first, m_before.rlim_max};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        }
        ~Limit() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
        Q_DISABLE_COPY_MOVE(Limit)

    private:
        rlimit m_before{};
    };

    static rlim_t lowestFree()
    {
        const int free = ::dup(0);
        ::close(free);
        return static_cast<rlim_t>(free);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.listen(QHostAddress::LocalHost));
        m_server.pauseAccepting();
    }
    void cleanup() { m_clients.clear(); }

    void accept_clients_eachOnce()
    {
        Acceptor acceptor(m_server.socketDescriptor());
        qintptr descriptor = -1;
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Nothing);
        addClient();
        addClient();
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Accepted);
            ::close(static_cast<int>(descriptor));
        }
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Nothing);
    }

    // QTcpServer fails here: having found nothing once, it sees nothing in any later failure.
    void accept_withoutDescriptors_refusesEach()
    {
        Acceptor acceptor(m_server.socketDescriptor());
        qintptr descriptor = -1;
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Nothing);
        for (int i = 0; i < 3; ++i)
            addClient();
        {
            const Limit limit(lowestFree());
            for (int i = 0; i < 3; ++i) {
                QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Refusable);
                ::close(static_cast<int>(descriptor));
            }
            QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Nothing);
        }
        addClient();
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Accepted);
        ::close(static_cast<int>(descriptor));
    }

    void accept_withoutAnyDescriptor_failsAndLaterSucceeds()
    {
        Acceptor acceptor(m_server.socketDescriptor());
        qintptr descriptor = -1;
        addClient();
        {
            const Limit limit(3);
            for (int i = 0; i < 3; ++i)
                QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Failed);
        }
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Accepted);
        ::close(static_cast<int>(descriptor));
    }

    void accept_clientThatHasLeft_isNotAFailure()
    {
        Acceptor acceptor(m_server.socketDescriptor());
        addClient();
        m_clients.front()->abort();
        addClient();
        qintptr descriptor = -1;
        for (int i = 0; i < 2; ++i) {
            const auto outcome = acceptor.accept(descriptor);
            if (outcome == Acceptor::Outcome::Accepted)
                ::close(static_cast<int>(descriptor));
            else
                QCOMPARE(outcome, Acceptor::Outcome::Nothing);
        }
        QCOMPARE(acceptor.accept(descriptor), Acceptor::Outcome::Nothing);
    }
};

QTEST_GUILESS_MAIN(TstAcceptor)
#include "tst_acceptor.moc"
#else
int main() {}
#endif
