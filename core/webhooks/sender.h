// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/webhooks/addressrules.h"
#include "core/webhooks/delivery.h"

#include <QObject>
#include <QSslCertificate>

#include <functional>
#include <memory>

namespace stateroom::webhooks {

class LoopWatch;

/// Finds the addresses of a name and tells them, or why there are none, in `context`'s thread,
/// unless that has gone by then.
using Resolver = std::function<void(
    const QString& name, QObject* context,
    std::function<void(const QList<QHostAddress>& addresses, const QString& why)> found)>;

struct SenderOptions {
    /// Of an attempt, from its beginning to the answer's end. Not counted is for how long this
    /// thread was kept from seeing to it: that is no fault of the receiver's.
    Milliseconds timeout{10'000};
    Milliseconds addressTimeout{3'000};      ///< after which the next address of a name is tried
    QList<QSslCertificate> authorities = {}; ///< trusted besides the system's
    Resolver resolver = {};                  ///< empty: the system's
};

/// What is to be sent, whither and by whose secret.
struct SendRequest {
    QByteArray url; ///< http or https; UTF-8
    QByteArray secret;
    QByteArray webhook;
    QByteArray event;
    QByteArray delivery;
    QByteArray body;
    AddressRules rules;
    QByteArray signature = {}; ///< of the body by the secret; empty: it is made
    /// Called once when the system has taken all of the body, which is held no more from then on;
    /// not where the attempt ends before.
    std::function<void()> taken = {};
};

/// Makes single attempts, any number at once, each on a connection of its own: HTTP/1.1, no proxy,
/// no redirects, no cookies. A name is looked up once, its addresses are judged by the rules, and
/// what was judged is what is connected to, whatever the name means later; `Host` and the name that
/// a certificate is for stay those of the URL.
///
/// Belongs to the thread that made it, which needs an event loop. Nothing blocks there.
class Sender final : public QObject {
public:
    using Done = std::function<void(Attempt)>;

    explicit Sender(SenderOptions options, QObject* parent = nullptr);
    /// Ends what is under way; nobody is told.
    ~Sender() override;
    Q_DISABLE_COPY_MOVE(Sender)

    /// `done` is told how it went, from the event loop: not before this has returned. What it is
    /// told lacks Attempt::at and never holds the secret. The answer's status counts once its head
    /// is there, whatever becomes of the body, which is read up to Attempt::mostResponse.
    void send(SendRequest request, Done done);

private:
    SenderOptions m_options;
    std::unique_ptr<LoopWatch> m_watch;
};

} // namespace stateroom::webhooks
