// SPDX-License-Identifier: GPL-3.0-or-later
// A till in a chain.
#include "core/till/Till.h"

#include "core/domain/members/PhoneNumber.h"
#include "core/domain/members/SealedProfile.h"
#include "core/storage/PriceRulesRows.h"
#include "core/storage/RulesRows.h"
#include "core/storage/SettingsRows.h"

namespace tangyuan {

namespace {

/// Wraps every member's key anew and computes their phones' indexes by the new vault.
Result<void> rewrapMembers(Database& database, const Vault& from, const Vault& to, Random& random, const std::function<void(qint64, qint64)>& progress = {})
{
    constexpr int membersPerPage = 1'000;
    Transaction transaction = TRY(Transaction::begin(database));
    MemberRows members(database);
    const qint64 total = TRY(members.count());
    qint64 done = 0;
    MemberKey after;
    while (true) {
        const std::vector<MemberRow> page = TRY(members.page(after, membersPerPage));
        for (MemberRow row : page) {
            const QString phone = TRY(openProfile(from, row.wrappedKey, row.sealedProfile, row.id)).profile.phone;
            TRY(MemberRows::rewrap(transaction, row.key, TRY(to.rewrap(from, row.wrappedKey, random)), to.blindIndex(Vault::Index::Phone, phone),
                to.blindIndex(Vault::Index::PhoneTail, phoneTail(phone))));
            after = row.key;
        }
        done += std::ssize(page);
        if (progress)
            progress(done, std::max(done, total));
        if (std::ssize(page) < membersPerPage)
            return transaction.commit();
    }
}

}

Result<void> Till::openVault()
{
    const QByteArray masterKey = TRY(m_keys.read(m_tillId.toString()));
    Vault vault = TRY(Vault::open(masterKey));
    SyncRows store(*m_database);
    if (m_hubLink)
        vault = TRY(Vault::open(masterKey, TRY(vault.unwrapKey(TRY(store.wrappedKey())))));
    m_issuerKeys = { vault.publicKey(Vault::Signer::Issuer) };
    for (const QByteArray& key : TRY(store.issuers()))
        m_issuerKeys.append(key);
    if (m_vault)
        *m_vault = std::move(vault); // others hold on to it
    else
        m_vault = std::make_unique<Vault>(std::move(vault));
    return {};
}

Result<void> Till::join(const HubLink& link, const QByteArray& organisationKey, const std::function<void(qint64 done, qint64 total)>& progress)
{
    const QByteArray masterKey = TRY(m_keys.read(m_tillId.toString()));
    const Vault joined = TRY(Vault::open(masterKey, organisationKey));
    const QByteArray issuer = m_vault->publicKey(Vault::Signer::Issuer);
    Transaction transaction = TRY(Transaction::begin(*m_database));
    if (issuer != joined.publicKey(Vault::Signer::Issuer)) {
        TRY(rewrapMembers(*m_database, *m_vault, joined, m_random, progress));
        TRY(SyncRows::addIssuer(transaction, issuer)); // the cards that are out there
    }
    TRY(SyncRows::insert(transaction, link, TRY(Vault::open(masterKey)).wrapKey(organisationKey, m_random)));
    TRY(SyncRows::forgetCursors(transaction));
    TRY(transaction.commit());
    m_hubLink = link;
    m_replica.reset();
    return openVault();
}

Result<void> Till::leave()
{
    if (!m_hubLink)
        return {};
    const Vault alone = TRY(Vault::open(TRY(m_keys.read(m_tillId.toString()))));
    Transaction transaction = TRY(Transaction::begin(*m_database));
    TRY(rewrapMembers(*m_database, *m_vault, alone, m_random));
    TRY(SyncRows::addIssuer(transaction, m_vault->publicKey(Vault::Signer::Issuer)));
    TRY(SyncRows::remove(transaction));
    TRY(transaction.commit());
    m_hubLink.reset();
    m_replica.reset();
    return openVault();
}

Result<void> Till::keepLink(const HubLink& link)
{
    if (m_hubLink == link)
        return {};
    Transaction transaction = TRY(Transaction::begin(*m_database));
    TRY(SyncRows::update(transaction, link));
    if (m_hubLink && m_hubLink->generation != link.generation)
        TRY(SyncRows::forgetCursors(transaction));
    TRY(transaction.commit());
    m_hubLink = link;
    return {};
}

Result<ReplicaChanges> Till::takeOver(const HubPage& page)
{
    if (!m_replica)
        m_replica = std::make_unique<Replica>(*m_database);
    const auto laid = [&]() -> Result<ReplicaChanges> {
        Transaction transaction = TRY(Transaction::begin(*m_database));
        ReplicaChanges changes = TRY(m_replica->apply(transaction, page.rows, page.contains));
        for (const auto& [stream, number] : page.cursors)
            TRY(SyncRows::setCursor(transaction, stream, number));
        TRY(transaction.commit());
        return changes;
    }();
    if (!laid) {
        m_replica.reset(); // it may have read on
        return Failure(laid.error());
    }
    if (laid->catalog)
        TRY(reloadCatalog());
    if (laid->rules)
        m_rulesBook = TRY(RulesRows(*m_database).load());
    if (laid->prices)
        m_priceBook = TRY(PriceRulesRows(*m_database).load());
    if (laid->issuers)
        TRY(openVault());
    if (laid->settings)
        m_settings = TRY(loadSettings(*m_database));
    if (m_members->onChanged.areThere())
        for (const Id& id : laid->members)
            if (const auto member = m_members->byId(id))
                m_members->onChanged.tell(*member);
    onTakenOver.tell(*laid);
    return laid;
}

Result<NewFact> Till::newEdit(const Moment& moment, const QString& type, QJsonObject body)
{
    return newFact(moment, type, TRY(SyncRows(*m_database).withSeen(std::move(body))));
}

}
