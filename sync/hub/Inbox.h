// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "sync/hub/storage/HubTables.h"

namespace tangyuan::sync {

/// Takes in what a till sends. A fact is never refused for what it says: it happened. What it breaks is told to a manager.
/// Works within one transaction, and keeps nothing after it.
class Inbox {
public:
    struct Parts {
        HubTables& store;
        const Clock& clock;
        Random& random;
    };
    Inbox(Parts parts, HubTables::Device device)
        : m(parts)
        , m_device(std::move(device))
    {
    }

    struct Taken {
        HubTables::Branch branch;
        FactKey last {};                    ///< the last fact of the request
        std::optional<FactKey> expected {}; ///< facts are missing: these come first
    };
    /// Errors: InputMalformed for a fact whose hash is not its own, storage errors.
    Result<Taken> take(const PushRequest& request);

    /// Folds the member anew out of all their changes, and publishes them.
    Result<void> refold(const Id& member);
    /// Takes back that `alias` is somebody else.
    Result<void> split(const Id& alias);

private:
    Result<Taken> chain(const PushRequest& request, std::vector<Fact>& fresh);
    Result<std::optional<HubTables::Branch>> forkPoint(const HubTables::Branch& branch, const std::optional<HubTables::Branch>& shared, const Fact& fact);
    Result<HubTables::Branch> forked(HubTables::Branch origin, const Fact& fact);
    Result<void> raiseEpoch(qint32 epoch);
    Result<void> digest(const std::vector<Fact>& facts, const std::map<Id, MemberKeys>& keys, UtcTime& last);
    Result<void> digestMembers(std::vector<MemberChange> changes, const std::map<Id, MemberKeys>& keys);
    Result<void> digestEdits(const Fact& fact, const QJsonObject& body, std::vector<SharedEdit> edits);
    Result<void> merge(const Id& older, const Id& younger, const MemberChange& cause);
    Result<void> takePhone(HubTables::MemberRow& row, const MemberKeys& keys, const MemberChange& cause);
    Result<void> giveNumber(HubTables::MemberRow& row, const Id& fact);
    Result<HubTables::MemberRow*> member(const Id& id);
    Result<void> lay(HubTables::MemberRow& row, const std::vector<MemberChange>& changes);
    Result<void> checkCoupon(const HubTables::Thing& printed, const Fact& fact);
    Result<void> writeOut();
    void tell(const QString& kind, const QString& mark, const QString& subject, const Id& fact, QJsonObject details = {});
    void tell(const MemberFinding& finding, const HubTables::MemberRow& row);

    Parts m;
    HubTables::Device m_device;
    std::map<Id, HubTables::MemberRow> m_members;
    std::set<Id> m_changedMembers;
    std::map<QString, std::vector<Id>> m_numbers; ///< who has them, as the database stands
    std::map<std::pair<SharedKind, QString>, HubTables::Thing> m_things;
    std::set<std::pair<SharedKind, QString>> m_changedThings;
    std::set<std::pair<SharedKind, QString>> m_toldThings; ///< unchanged, and to be told again
    bool m_isOrganisationLocked = false;
    std::vector<HubTables::Exception> m_exceptions;
    std::map<QString, std::set<QString>> m_memberMarks; ///< of members folded anew: what holds now
};

}
