// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/sender.h"

#include "core/webhooks/loopwatch.h"
#include "core/webhooks/networkwords.h"
#include "core/webhooks/sending.h"

#include <QHostInfo>

namespace stateroom::webhooks {

namespace {

void resolveBySystem(
    const QString& name, QObject* context,
    const std::function<void(const QList<QHostAddress>&, const QString&)>& found)
{
    QHostInfo::lookupHost(name, context, [found](const QHostInfo& info) {
        const bool failed = info.error() != QHostInfo::NoError;
        found(info.addresses(), failed ? englishOf(info) : QString());
    });
}

} // namespace

Sender::Sender(SenderOptions options, QObject* parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_watch(std::make_unique<LoopWatch>())
{
    if (!m_options.resolver)
        m_options.resolver = resolveBySystem;
}

Sender::~Sender()
{
    // They look at the options and at the watch.
    qDeleteAll(findChildren<QObject*>(Qt::FindDirectChildrenOnly));
}

void Sender::send(SendRequest request, Done done)
{
    auto* sending = new Sending(m_options, *m_watch, std::move(request), std::move(done), this);
    QMetaObject::invokeMethod(
        sending, [sending] { sending->start(); }, Qt::QueuedConnection);
}

} // namespace stateroom::webhooks
