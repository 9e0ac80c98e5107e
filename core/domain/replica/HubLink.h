// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/facts/Fact.h"

namespace tangyuan {

/// What a till knows of the hub it belongs to.
struct HubLink {
    QString url;            ///< "https://192.168.1.10:8443"
    QByteArray certificate; ///< SHA-256 of the hub's own authority's certificate, 32 bytes: nothing else is trusted
    Id organisation;
    QString organisationName;
    QString store; ///< the store's code
    QString storeName;
    Id generation;     ///< of the hub's database; another one means that it was restored from a backup
    qint32 branch = 0; ///< which history of this till the hub is told (see sync/hub)
    FactKey sent {};   ///< the last fact that the hub has

    bool operator==(const HubLink&) const = default;
};

/// What the hub sends comes in streams, each with a cursor of its own: what all share, and one a store with the members who were there.
namespace streams {
inline constexpr auto organisation = "organisation";
inline QString ofStore(const QString& store)
{
    return QStringLiteral("store:") + store;
}
}

}
