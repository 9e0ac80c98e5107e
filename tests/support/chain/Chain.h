// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/hub/Hub.h"
#include "sync/till/SyncSession.h"
#include "tests/support/World.h"

namespace tangyuan::sync {

/// A till of a chain, with a clock, a disk and a session of its own.
class ChainTill {
public:
    /// A new, empty till.
    ChainTill(const QString& code, UtcTime now, quint64 seed);

    Till& till() { return *m_till; }
    SyncSession& session() { return *m_session; }
    FixedClock& clock() { return m_clock; }
    SeededRandom& random() { return m_random; }
    QString folder() const { return m_folder->path(); }
    const QString& code() const { return m_code; }
    bool isOpen() const { return m_till != nullptr; }

    /// As after a crash: whatever was not committed is gone.
    void restart();
    void close();
    void open();
    /// The database as it stands, and that one put back in place of today's.
    void backupTo(const QString& file);
    void restoreFrom(const QString& file);
    /// The same till at the start of another life, from a copy of its database.
    std::unique_ptr<ChainTill> again(const QString& file, quint64 seed) const;
    /// The same disk and keys in a second machine.
    std::unique_ptr<ChainTill> clone(quint64 seed);

    /// Puts the little shop's goods on the shelf.
    void stock();
    Member member(const char* phone, const char* name = "王小梅");
    /// Sells pieces of the catalogue's first product for cash.
    Sale sell(std::optional<Member> member, qint64 pieces = 1);
    /// Their points as this till knows them.
    qint64 points(const Id& member);

private:
    ChainTill() = default;
    Till::Parts parts() { return { m_keys, m_clock, m_random }; }

    std::unique_ptr<QTemporaryDir> m_folder = std::make_unique<QTemporaryDir>();
    QString m_code;
    FixedClock m_clock { {} };
    SeededRandom m_random { 1 };
    MemoryKeyStore m_keys;
    std::unique_ptr<Till> m_till;
    std::unique_ptr<SyncSession> m_session;
};

/// A hub and its tills in one process, and a wire that does what it is told.
class Chain {
public:
    /// `where`: see HubDatabase::open; empty: SQLite in a temporary folder. `key`: the organisation's; empty: a new one.
    explicit Chain(quint64 seed = 1, const QString& where = {}, const QByteArray& key = {});

    /// A chain that goes on from what another left in a folder.
    Chain(const Chain& beginning, const QString& folder, quint64 seed);
    /// Leaves the databases in a folder, and ends.
    void leave(const QString& folder);

    Hub& hub() { return *m_hub; }
    HubDatabase& database() { return *m_database; }
    FixedClock& clock() { return m_clock; }
    SeededRandom& random() { return m_random; }
    const QByteArray& key() const { return m_key; }
    const QString& where() const { return m_where; }

    /// A new till of that store (which is made), enrolled. The first has the little shop's goods.
    ChainTill& addTill(const char* code, const char* store = "S1");
    /// The right to join that store, which is made.
    EnrolmentCode invite(const char* store);
    HubReply enrol(ChainTill& till, const char* store);
    std::vector<std::unique_ptr<ChainTill>>& tills() { return m_tills; }

    /// Sends and takes until nothing is left, on a good wire. Errors stop the test.
    void sync(ChainTill& till);
    /// The same; says what is wrong, or nothing.
    QString complaintOfSync(ChainTill& till);
    /// All, until nobody hears anything new.
    void syncAll();
    /// The clocks of hub and tills.
    void advance(qint64 ms);
    void restartHub();
    void backupHubTo(const QString& file);
    void restoreHubFrom(const QString& file);

    std::vector<HubException> exceptions() { return MUST(m_hub->exceptions(Hub::Resolved::LeftOut, 1'000)); }
    qint64 exceptionsOf(const char* kind);

private:
    void openHub();

    QTemporaryDir m_folder;
    QString m_where;
    FixedClock m_clock;
    SeededRandom m_random;
    QByteArray m_key;
    std::unique_ptr<HubDatabase> m_database;
    std::unique_ptr<Hub> m_hub;
    std::vector<std::unique_ptr<ChainTill>> m_tills;
};

}
