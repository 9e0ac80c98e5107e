// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "sync/hub/storage/HubTables.h"
#include "sync/protocol/Messages.h"

namespace tangyuan::sync {

/// The body of a request. Errors: InputTooLong, InputMalformed, HubVersion (another version of the protocol).
Result<QJsonObject> jsonOf(const HubRequest& request);
HubReply replyTo(const Error& error);

/// The hub without its network: a request comes in, a reply goes out, everything in between is one transaction. It keeps
/// nothing between requests, so several of them can serve one database.
class Hub {
public:
    struct Parts {
        HubDatabase& database;
        const Clock& clock;
        Random& random;
        QByteArray organisationKey; ///< 32 bytes: opens what members told the shop; never in the database
    };
    /// Makes the organisation where there is none. Errors: KeyWrong (another organisation's key), storage errors.
    static Result<std::unique_ptr<Hub>> open(Parts parts, const QString& organisationName);

    /// Answers any request but /v1/poke, which only waits; never fails, never throws.
    HubReply handle(const HubRequest& request);

    using Device = HubTables::Device;
    /// The device that signed, or the reply that refuses it.
    tl::expected<Device, HubReply> authenticate(const HubRequest& request);
    /// Where the organisation's streams stand, for /v1/poke.
    Result<std::map<QString, qint64>> streams();

    // For whoever runs the hub, on its own machine.
    using Store = HubTables::Store;
    Result<void> saveStore(const Store& store);
    Result<std::vector<Store>> stores();
    /// A secret that enrols one till of that store within a day. Errors: NotFound for a store that is not there.
    Result<QByteArray> makeEnrolmentSecret(const QString& store);
    Result<std::vector<Device>> devices();
    /// At once: the next request of the device is refused. Errors: InputMalformed for a code that no device has.
    Result<void> revoke(const QString& code);
    using Resolved = HubTables::Resolved;
    Result<std::vector<HubException>> exceptions(Resolved resolved, int limit);
    Result<void> resolveException(const Id& id);
    /// Takes back that two registrations are one person (see exception "samePhone"). Errors: NotFound.
    Result<void> splitMembers(const Id& exception);

    /// By day and store, the newest day first.
    Result<std::vector<StoreDay>> salesReport(BusinessDate from, BusinessDate to);

    /// Folds every member's facts anew and compares; proves chains and sums. Errors: LedgerBroken, ChainBroken with the first finding.
    struct Verification {
        qint64 facts = 0;
        qint64 members = 0;
    };
    Result<Verification> verify();
    using Counts = HubTables::Counts;
    Result<Counts> counts();

    const Id& organisation() const { return m_organisation; }

private:
    explicit Hub(Parts parts)
        : m(std::move(parts))
    {
    }

    HubReply enrol(const HubRequest& request);
    HubReply push(const Device& device, const HubRequest& request);
    HubReply pull(const Device& device, const HubRequest& request);
    HubReply find(const Device& device, const HubRequest& request);
    HubReply leave(const Device& device);
    HubReply listExceptions(const Device& device);
    HubReply reportDays(const HubRequest& request);
    /// Whether it does not have a fact that a till was told it has.
    Result<bool> isLost(const std::optional<Id>& sent);
    struct Told {
        std::optional<Id> sent;
        std::optional<Id> generation;
    };
    /// A till was told of facts or rows that the hub does not have: it was restored from a backup, so its streams' numbers are
    /// not those that tills know. From then on it is another generation, and an exception says so; once, for all that were
    /// told in the generation of before.
    Result<void> noteLoss(const Device& device, const Told& told);
    Result<void> readGeneration();
    HubReply resolve(const Device& device, const QString& id);

    Parts m;
    Id m_organisation;
    QString m_organisationName;
    Id m_generation;
};

}
