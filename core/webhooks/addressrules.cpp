// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/webhooks/addressrules.h"

#include <QNetworkInterface>

#include <algorithm>
#include <iterator>
#include <optional>

namespace stateroom::webhooks {

using namespace Qt::StringLiterals;

namespace {

constexpr quint32 v4(quint32 a, quint32 b, quint32 c, quint32 d)
{
    return a << 24 | b << 16 | c << 8 | d;
}

struct Range4 {
    quint32 network;
    int bits;
    AddressKind kind;
};

/// The first that fits counts; what none fits is public.
constexpr Range4 ranges4[] = {
    {v4(0, 0, 0, 0), 8, AddressKind::Unusable},          // "this network"
    {v4(10, 0, 0, 0), 8, AddressKind::Private},          //
    {v4(100, 64, 0, 0), 10, AddressKind::Private},       // carriers
    {v4(127, 0, 0, 0), 8, AddressKind::Loopback},        //
    {v4(161, 26, 0, 0), 16, AddressKind::Private},       // IBM's cloud: its platform's services
    {v4(166, 8, 0, 0), 14, AddressKind::Private},        // the same: endpoints within it
    {v4(168, 63, 129, 16), 32, AddressKind::Private},    // Azure's platform, of its machines' hosts
    {v4(169, 254, 0, 0), 16, AddressKind::Private},      // link-local; metadata services
    {v4(172, 16, 0, 0), 12, AddressKind::Private},       //
    {v4(192, 0, 0, 0), 24, AddressKind::Private},        // protocols
    {v4(192, 0, 2, 0), 24, AddressKind::Private},        // documentation
    {v4(192, 80, 8, 124), 32, AddressKind::Private},     // Equinix Metal's metadata service
    {v4(192, 88, 99, 0), 24, AddressKind::Private},      // 6to4 relays
    {v4(192, 168, 0, 0), 16, AddressKind::Private},      //
    {v4(198, 18, 0, 0), 15, AddressKind::Private},       // benchmarks
    {v4(198, 51, 100, 0), 24, AddressKind::Private},     // documentation
    {v4(203, 0, 113, 0), 24, AddressKind::Private},      // documentation
    {v4(224, 0, 0, 0), 4, AddressKind::Unusable},        // multicast
    {v4(255, 255, 255, 255), 32, AddressKind::Unusable}, // broadcast
    {v4(240, 0, 0, 0), 4, AddressKind::Private},         // reserved
};

AddressKind kindOf4(quint32 address)
{
    constexpr int width = 32;
    const auto* found =
        std::find_if(std::begin(ranges4), std::end(ranges4), [address](const Range4& range) {
            return ((address ^ range.network) >> (width - range.bits)) == 0;
        });
    return found == std::end(ranges4) ? AddressKind::Public : found->kind;
}

/// Of an address of IPv4 that is reached through somebody else's translation: his loopback.
AddressKind kindBeyond(quint32 address)
{
    const AddressKind kind = kindOf4(address);
    return kind == AddressKind::Loopback ? AddressKind::Private : kind;
}

/// Looks at an address of IPv6 by its eight groups.
class Groups {
public:
    explicit Groups(const Q_IPV6ADDR& bytes)
        : m_bytes(bytes)
    {
    }
    quint32 at(int group) const
    {
        return quint32(m_bytes[2 * group]) << 8 | m_bytes[2 * group + 1];
    }
    /// Two groups as an address of IPv4.
    quint32 embedded(int group) const { return at(group) << 16 | at(group + 1); }
    bool areZero(int from, int to) const
    {
        for (int group = from; group < to; ++group) {
            if (at(group) != 0)
                return false;
        }
        return true;
    }

private:
    const Q_IPV6ADDR& m_bytes;
};

/// Where an address of IPv4 stands in one of IPv6.
std::optional<AddressKind> kindOfEmbedded(const Groups& groups)
{
    constexpr quint32 ones = 0xffff;
    if (groups.areZero(0, 5) && groups.at(5) == ones) // mapped: this machine itself connects to it
        return kindOf4(groups.embedded(6));
    if (groups.areZero(0, 6)) // compatible, of old
        return kindBeyond(groups.embedded(6));
    if (groups.areZero(0, 4) && groups.at(4) == ones && groups.at(5) == 0) // SIIT
        return kindBeyond(groups.embedded(6));
    if (groups.at(0) == 0x64 && groups.at(1) == 0xff9b && groups.areZero(2, 6)) // NAT64
        return kindBeyond(groups.embedded(6));
    if (groups.at(0) == 0x2002) // 6to4
        return kindBeyond(groups.embedded(1));
    constexpr quint32 isatap = 0x5efe;
    constexpr quint32 anyOwner = 0xfdff; // without the bit that says who has given it
    if ((groups.at(4) & anyOwner) == 0 && groups.at(5) == isatap &&
        kindBeyond(groups.embedded(6)) != AddressKind::Public)
        return AddressKind::Private;
    return std::nullopt;
}

AddressKind kindOf6(const Groups& groups)
{
    if (groups.areZero(0, 8))
        return AddressKind::Unusable;
    if (groups.areZero(0, 7) && groups.at(7) == 1)
        return AddressKind::Loopback;
    if (const auto embedded = kindOfEmbedded(groups))
        return *embedded;
    const quint32 first = groups.at(0);
    if ((first & 0xff00) == 0xff00)
        return AddressKind::Unusable; // multicast
    const bool isUnicast = (first & 0xe000) == 0x2000;
    const bool isProtocol = first == 0x2001 && groups.at(1) < 0x0200; // Teredo and others
    const bool isExample =
        (first == 0x2001 && groups.at(1) == 0xdb8) || (first == 0x3fff && groups.at(1) < 0x1000);
    return isUnicast && !isProtocol && !isExample ? AddressKind::Public : AddressKind::Private;
}

bool isOfThisMachine(const QHostAddress& address)
{
    if (kindOf(address) == AddressKind::Loopback)
        return true;
    const auto all = QNetworkInterface::allAddresses();
    return std::any_of(all.begin(), all.end(), [&](const QHostAddress& own) {
        return own.isEqual(address, QHostAddress::TolerantConversion);
    });
}

} // namespace

AddressKind kindOf(const QHostAddress& address)
{
    switch (address.protocol()) {
    case QAbstractSocket::IPv4Protocol:
        return kindOf4(address.toIPv4Address());
    case QAbstractSocket::IPv6Protocol:
        return kindOf6(Groups(address.toIPv6Address()));
    case QAbstractSocket::AnyIPProtocol:
    case QAbstractSocket::UnknownNetworkLayerProtocol:
        break;
    }
    return AddressKind::Unusable;
}

QString refusalOf(const QHostAddress& address, quint16 port, const AddressRules& rules)
{
    const QString text = address.toString();
    if (rules.ownPorts.contains(port) && isOfThisMachine(address))
        return u"%1, port %2, is this server itself."_s.arg(text).arg(port);
    switch (kindOf(address)) {
    case AddressKind::Public:
        return {};
    case AddressKind::Loopback:
        if (rules.allowLoopback)
            return {};
        return u"%1 is this machine, to which webhooks are sent only while the server listens on "
               u"loopback alone."_s.arg(text);
    case AddressKind::Private:
        if (rules.allowPrivate)
            return {};
        return u"%1 is an address of a private or special network, to which webhooks are sent only "
               u"with --webhooks-allow-private."_s.arg(text);
    case AddressKind::Unusable:
        return u"%1 stands for no one machine."_s.arg(text);
    }
    Q_UNREACHABLE();
}

} // namespace stateroom::webhooks
