// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/facts/Fact.h"
#include "core/storage/MemberReplicaRows.h"
#include "core/storage/SyncRows.h"
#include "sync/hub/storage/HubDatabase.h"
#include "sync/protocol/Messages.h"

#include <set>
#include <tuple>

namespace tangyuan::sync {

/// Every statement of the hub. Whatever writes runs within HubDatabase::transaction; whatever is "locked" stays so until then.
class HubTables {
public:
    HubTables(HubDatabase& database, const Id& organisation)
        : m_database(database)
        , m_org(organisation)
    {
    }

    struct Organisation {
        Id id;
        QString name;
        Id generation;
        QByteArray keyFingerprint;
    };
    /// Several hubs may start at once on an empty database, where no row is yet that could be locked.
    static Result<void> lockBeginning(HubDatabase& database);
    static Result<std::optional<Organisation>> organisation(HubDatabase& database);
    static Result<void> insert(HubDatabase& database, const Organisation& organisation);

    struct Store {
        QString code;
        QString name;
    };
    Result<void> save(const Store& store);
    Result<std::vector<Store>> stores();
    Result<std::optional<Store>> store(const QString& code);

    Result<void> insertEnrolment(const QByteArray& secretHash, const QString& store, UtcTime until);
    /// Locked; nothing if it is over, or another device used it.
    Result<std::optional<QString>> storeOfEnrolment(const QByteArray& secretHash, const Id& device, UtcTime now);
    Result<void> useEnrolment(const QByteArray& secretHash, const Id& device);

    struct Device {
        Id id;
        QString code;
        QString store;
        QByteArray publicKey;
        QByteArray receiptKey;
        UtcTime enrolledAt;
        std::optional<UtcTime> seenAt {};
        bool isRevoked = false;
        qint32 epoch = 0; ///< the highest that was ever given or seen
        qint64 facts = 0; ///< only in a list
    };
    Result<std::optional<Device>> device(const Id& id);
    Result<std::optional<Device>> lockedDevice(const Id& id);
    Result<std::optional<Device>> deviceByCode(const QString& code);
    Result<std::vector<Device>> devices();
    Result<void> save(const Device& device);
    Result<void> setEpoch(const Id& device, qint32 epoch);
    Result<void> setSeen(const Id& device, UtcTime at);
    Result<bool> revoke(const QString& code);

    struct Branch {
        qint32 number = 0;
        FactKey head {};
        QByteArray hash; ///< of the head
        qint32 leastEpoch = 0;
        UtcTime lastAt {}; ///< when the last change counts: a till's own follow each other, whatever its clock says
    };
    Result<std::optional<Branch>> branch(const Id& device, qint32 number);
    Result<qint32> lastBranch(const Id& device); ///< −1: none
    Result<void> save(const Id& device, const Branch& branch);

    /// Of those facts that there are.
    Result<std::map<Id, QByteArray>> hashesOf(const std::vector<Id>& facts);
    Result<std::optional<QByteArray>> hashAt(const Id& device, qint32 branch, FactKey key);
    Result<void> insertFacts(const Id& device, qint32 branch, const std::vector<Fact>& facts, UtcTime received);
    struct StoredFact {
        Id device;
        qint32 branch = 0;
        Fact fact;
    };
    /// By device, branch and key.
    Result<void> forEachFact(const std::function<void(const StoredFact&)>& onFact);

    struct MemberRow {
        Id id;
        MemberRecord record;
        MemberKeys keys {};
        std::optional<Id> aliasOf {};
    };
    /// Those that there are, locked.
    Result<std::vector<MemberRow>> lockedMembers(const std::vector<Id>& ids);
    /// Empty rows for those that there are not, so that two hubs that hear of a member at once wait for each other.
    Result<void> insertMissing(const std::vector<Id>& ids);
    Result<std::vector<MemberRow>> members(const std::vector<Id>& ids);
    Result<std::vector<Id>> aliasesOf(const Id& member);
    Result<void> save(const std::vector<MemberRow>& rows);
    /// Who has each of these numbers, by id; nobody: an empty list.
    Result<std::map<QString, std::vector<Id>>> membersOfNumbers(const std::set<QString>& numbers);
    Result<std::vector<Id>> memberIds(const Id& after, int limit);
    /// Who holds the phone: `member`, if nobody did.
    Result<Id> holdPhone(const QByteArray& index, const Id& member);
    Result<void> setPhone(const QByteArray& index, const Id& member);
    Result<void> releasePhones(const Id& member);
    Result<std::optional<Id>> holderOf(const QByteArray& index);

    /// By the member whose they are.
    Result<void> insertChanges(const std::map<Id, std::vector<MemberChange>>& changes);
    Result<std::vector<MemberChange>> changesOf(const Id& member);
    /// All changes of one go to the other, who they turned out to be.
    Result<void> moveChanges(const Id& from, const Id& to);
    /// Back, those that were of `member` itself.
    Result<void> splitChanges(const Id& from, const Id& member);

    struct Thing {
        SharedKind kind = SharedKind::Product;
        QString id;
        QJsonObject body;  ///< empty: it was removed
        Id device;         ///< who edited it last
        qint64 number = 0; ///< in the organisation's stream
        QString mark;      ///< a second name that is its own: a product's PLU
    };
    Result<std::optional<Thing>> thing(SharedKind kind, const QString& id);
    Result<std::optional<Thing>> newestOf(SharedKind kind); ///< by id
    /// The highest number of an edit by another device.
    Result<qint64> lastEditOfOthers(SharedKind kind, const Id& device);
    Result<bool> isMarkTaken(SharedKind kind, const QString& mark, const QString& id);
    Result<void> save(const std::vector<Thing>& things);

    struct FeedKey {
        QString stream;
        SharedKind kind = SharedKind::Member;
        QString id;
        /// The order of their numbers: an alias is younger than its person, and a till lays the alias's own facts over the person.
        bool operator<(const FeedKey& other) const { return std::tie(stream, kind, other.id) < std::tie(other.stream, other.kind, id); }
    };
    /// Nobody else writes into the stream before this transaction has ended.
    Result<void> lockStream(const QString& stream);
    /// Raises the counters and writes the rows: the last thing of a transaction. Returns each row's number.
    Result<std::map<FeedKey, qint64>> publish(const std::set<FeedKey>& rows);
    Result<std::map<QString, qint64>> streams();
    Result<qint64> lastNumber(const QString& stream);
    /// In which streams each of the members is.
    Result<std::multimap<Id, QString>> streamsOf(const std::vector<Id>& members);
    struct FeedRow {
        SharedKind kind = SharedKind::Member;
        QString id;
        qint64 number = 0;
    };
    Result<std::vector<FeedRow>> feed(const QString& stream, qint64 after, int limit);
    /// What is behind rows of the feed, as it travels down; things that are gone have none.
    struct Body {
        QJsonObject json;
        qint64 bytes = 0; ///< of its document
    };
    using Bodies = std::map<std::pair<SharedKind, QString>, Body>;
    Result<Bodies> bodies(const std::vector<FeedRow>& feed);
    Result<qint64> countAfter(const QString& stream, qint64 after);

    struct Sale {
        Id fact;
        QString store;
        BusinessDate date;
        Money total;
        bool isRefund = false;
        bool hasMember = false;
    };
    Result<void> insert(const std::vector<Sale>& sales);
    Result<std::vector<StoreDay>> salesByDay(BusinessDate from, BusinessDate to);

    struct Exception {
        HubException told;
        QString mark; ///< once each
        QString store;
    };
    /// One that is there already stays as it is, resolved or not.
    Result<void> insert(const std::vector<Exception>& exceptions);
    Result<bool> isTold(const QString& mark);
    /// Open ones whose marks begin so and that are not among those: what they told came right.
    Result<void> resolveOthers(const QString& markPrefix, const std::set<QString>& marks, UtcTime now);
    /// Whether those that somebody has dealt with are listed, too.
    enum class Resolved { LeftOut, Included };
    Result<std::vector<HubException>> exceptions(const std::optional<QString>& store, Resolved resolved, int limit);
    Result<std::optional<HubException>> exception(const Id& id);
    /// Whether there is such a one, of that store where one is named.
    Result<bool> resolve(const Id& id, const std::optional<QString>& store, UtcTime now);
    Result<qint64> openExceptions(const std::optional<QString>& store);

    struct Counts {
        qint64 devices = 0;
        qint64 facts = 0;
        qint64 members = 0;
        qint64 openExceptions = 0;
    };
    Result<Counts> counts();

private:
    Result<std::vector<MemberRow>> members(const HubSql& sql, const std::vector<Id>& ids);

    HubDatabase& m_database;
    Id m_org;
};

}
