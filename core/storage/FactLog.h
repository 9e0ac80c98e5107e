// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/facts/Fact.h"
#include "core/storage/Database.h"

#include <QJsonObject>

namespace tangyuan {

/// What is to be recorded; the log gives it its key and links it into the chain.
struct NewFact {
    Id id;
    QString type;
    int version = 1;
    BusinessDate businessDate;
    UtcTime at;
    QJsonObject body;
};

/// The till's chain of facts. hash = BLAKE2b-256 over every other field, the previous hash included,
/// so a changed, lost or inserted fact shows.
class FactLog {
public:
    explicit FactLog(Database& database)
        : m_database(database)
    {
    }

    /// Where the chain ends: the key of the coming fact and the hash that it links to.
    struct Head {
        FactKey next;
        QByteArray previousHash;
    };
    Result<Head> head();
    /// Appends within the transaction. `head` was asked within the same transaction, by who needs the key in the
    /// body (a sale's number). Errors: InputTooLong for a body over the limit.
    Result<FactKey> append(Transaction& transaction, const NewFact& fact, const Head& head);
    /// The same with a body that is written already: compact JSON, one object. `fact.body` is not looked at.
    Result<FactKey> append(Transaction& transaction, const NewFact& fact, const Head& head, const QByteArray& body);
    Result<FactKey> append(Transaction& transaction, const NewFact& fact);
    Result<std::optional<Fact>> find(const Id& id);
    Result<std::optional<Fact>> at(FactKey key);
    Result<std::optional<Fact>> last();
    Result<void> forEach(const std::function<void(const Fact&)>& onFact);
    /// Facts after that one, in their order; at most so many, and no more than so many bytes of bodies, but at least one.
    Result<std::vector<Fact>> after(FactKey key, int limit, qint64 bytes);
    /// A restored backup goes on in a new epoch, since the old one may have had more facts; the hub may know of later ones (`least`).
    Result<void> startEpoch(Transaction& transaction, qint32 least = 0);

    struct Verification {
        qint64 facts = 0;
        QByteArray headHash; ///< of the last fact
    };
    /// Walks the whole chain. Errors: ChainBroken with the key of the first bad fact.
    Result<Verification> verifyChain();

private:
    Database& m_database;
};

}
