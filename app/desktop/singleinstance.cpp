// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/singleinstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalSocket>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 2'000; ///< milliseconds for one that is busy starting
const QByteArray greeting = "show\n";
const QByteArray answerLine = "shown\n";

/// The directory by one name, however it was written; short, since a socket's path must be.
QString nameFor(const QString& directory)
{
    const QDir dir(directory);
    const QString path = dir.exists() ? dir.canonicalPath() : QDir::cleanPath(dir.absolutePath());
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256);
    return u"stateroom-"_s + QString::fromLatin1(hash.first(12).toHex());
}

} // namespace

SingleInstance::SingleInstance(const QString& directory, QObject* parent)
    : QObject(parent)
    , m_name(nameFor(directory))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::answer);
}

bool SingleInstance::callFirst() const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(patience))
        return false;
    socket.write(greeting);
    QByteArray said;
    while (!said.contains('\n') && socket.waitForReadyRead(patience))
        said += socket.readAll();
    return said == answerLine;
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    // The directory is ours, so this is what a killed owner has left behind.
    QLocalServer::removeServer(m_name);
    m_server.listen(m_name);
}

void SingleInstance::answer()
{
    while (QLocalSocket* socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->readAll().startsWith(greeting))
                return;
            socket->write(answerLine);
            socket->disconnectFromServer();
            Q_EMIT called();
        });
    }
}

} // namespace stateroom
