// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QList>

namespace stateroom::webhooks {

/// Whither webhooks may be sent. Judged is the address that is connected to, never a name.
struct AddressRules {
    /// --webhooks-allow-private: addresses of private and otherwise special networks, too.
    bool allowPrivate = false;
    /// This machine: only while the server can be reached from this machine alone.
    bool allowLoopback = true;
    /// Where this server listens: never, on any address of this machine.
    QList<quint16> ownPorts = {};
};

/// What an address is for, as the registries of special-purpose addresses say (RFC 6890).
enum class AddressKind {
    Public,
    Loopback,
    Private, ///< private, link-local, unique-local, shared and carrier networks, metadata services;
             ///< documentation and whatever else is not routed
    Unusable, ///< stands for no one machine: unspecified, multicast, broadcast
};

/// IPv6 addresses that bear one of IPv4 (mapped, NAT64, 6to4, Teredo …) are what that is, but
/// loopback only where this machine is meant. Addresses that are in no known use are private.
AddressKind kindOf(const QHostAddress& address);

/// Why nothing may be sent there, as a sentence; empty: it may.
QString refusalOf(const QHostAddress& address, quint16 port, const AddressRules& rules);

} // namespace stateroom::webhooks
