// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Members.h"

#include "core/base/Limits.h"
#include "core/domain/members/MemberNumber.h"
#include "core/domain/members/PhoneNumber.h"
#include "core/domain/members/ProfileRules.h"
#include "core/domain/members/SealedProfile.h"
#include "core/storage/PinRows.h"
#include "core/storage/SyncRows.h"
#include "core/storage/TagRows.h"

#include <algorithm>

namespace tangyuan {

namespace {

/// The member as they are known without their profile.
Member withoutProfile(const MemberRow& row)
{
    return { .key = row.key,
        .id = row.id,
        .number = row.number,
        .tier = row.tier,
        .registeredAt = row.registeredAt,
        .profile = {},
        .isErased = row.wrappedKey.isEmpty() };
}

}

Members::Members(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random, const ShopSettings& settings)
    : m_database(database)
    , m_store(database)
    , m_facts(facts)
    , m_vault(vault)
    , m_moments(moments)
    , m_random(random)
    , m_settings(settings)
{
}

Result<Members::Registration> Members::registerMember(Profile profile)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    const Registration registration = TRY(registerMember(transaction, std::move(profile)));
    if (registration.outcome == Registration::Outcome::AlreadyRegistered)
        return registration;
    TRY(transaction.commit());
    tell(registration.member);
    return registration;
}

Result<Members::Registration> Members::registerMember(Transaction& transaction, Profile typed)
{
    const Moment moment = m_moments.take();
    const Profile profile = TRY(checked(moment, std::move(typed)));
    if (const auto known = TRY(rowByPhone(profile.phone)))
        return Registration { TRY(opened(*known)), Registration::Outcome::AlreadyRegistered };

    MemberRow row;
    row.key = { TRY(m_store.lastRow()) + 1 };
    row.id = Id::make(moment.now, m_random);
    row.number = TRY(newNumber(row.key));
    row.registeredAt = moment.now;
    row.wrappedKey = m_vault.makeWrappedKey(m_random);
    TRY(seal(row, profile));
    TRY(MemberRows::insert(transaction, row, phoneIndex(profile.phone), tailIndex(profile.phone)));
    TRY(append(transaction, moment, "member.registered", row));

    Member member = withoutProfile(row);
    member.profile = profile;
    return Registration { member, Registration::Outcome::Created };
}

Result<Member> Members::update(MemberKey key, Profile typed)
{
    const Moment moment = m_moments.take();
    const Profile profile = TRY(checked(moment, std::move(typed)));
    Transaction transaction = TRY(Transaction::begin(m_database));
    MemberRow row = TRY(m_store.living(key));
    Member member = TRY(opened(row));
    if (member.profile == profile)
        return member;
    if (const auto holder = TRY(rowByPhone(profile.phone)); holder && holder->key != key)
        return fail(ErrorCode::PhoneTaken, holder->number);
    TRY(seal(row, profile));
    TRY(MemberRows::update(transaction, row, phoneIndex(profile.phone), tailIndex(profile.phone)));
    TRY(append(transaction, moment, "member.updated", row));
    TRY(transaction.commit());
    member.profile = profile;
    tell(member);
    return member;
}

Result<Member> Members::setTier(MemberKey key, Tier tier)
{
    const Moment moment = m_moments.take();
    const Member before = TRY(byKey(key));
    if (!before.isErased && before.tier == tier)
        return before;
    Transaction transaction = TRY(Transaction::begin(m_database));
    const Member member = TRY(setTier(transaction, moment, key, tier, {}));
    TRY(transaction.commit());
    tell(member);
    return member;
}

Result<Member> Members::setTier(Transaction& transaction, MemberKey key, Tier tier)
{
    return setTier(transaction, m_moments.take(), key, tier, {});
}

Result<Member> Members::setTier(Transaction& transaction, const Moment& moment, MemberKey key, Tier tier, const StandingRows::TierStanding& standing)
{
    MemberRow row = TRY(m_store.living(key));
    Member member = TRY(opened(row));
    if (member.tier == tier)
        return member;
    row.tier = member.tier = tier;
    TRY(MemberRows::update(transaction, row, phoneIndex(member.profile.phone), tailIndex(member.profile.phone)));
    TRY(StandingRows::setTierStanding(transaction, key, standing));
    QJsonObject how;
    if (standing.origin == StandingRows::TierOrigin::Earned)
        how[QLatin1String("earned")] = true;
    TRY(append(transaction, moment, "member.tier_set", row, how));
    return member;
}

Result<void> Members::erase(MemberKey key)
{
    const Moment moment = m_moments.take();
    Transaction transaction = TRY(Transaction::begin(m_database));
    auto row = TRY(m_store.byKey(key));
    if (!row)
        return fail(ErrorCode::MemberNotFound);
    if (row->wrappedKey.isEmpty())
        return {};
    row->wrappedKey.clear();
    row->sealedProfile.clear();
    TRY(MemberRows::erase(transaction, key));
    TRY(PinRows::remove(transaction, key));
    TRY(TagRows::removeAll(transaction, key));
    TRY(append(transaction, moment, "member.erased", *row));
    TRY(transaction.commit());
    tell(withoutProfile(*row));
    // Erased it is now; what the log may still hold goes with its next checkpoint at the latest.
    static_cast<void>(m_database.emptyLog());
    return {};
}

Result<Member> Members::byKey(MemberKey key)
{
    const auto row = TRY(m_store.byKey(key));
    if (!row)
        return fail(ErrorCode::MemberNotFound);
    return opened(*row);
}

Result<Member> Members::byId(const Id& id)
{
    const auto row = TRY(m_store.byId(id));
    if (!row)
        return fail(ErrorCode::MemberNotFound);
    return opened(*row);
}

Result<std::optional<Member>> Members::byNumber(const QString& number)
{
    if (number.size() > limits::codeChars)
        return std::nullopt;
    const auto row = TRY(m_store.byNumber(number));
    if (!row)
        return std::nullopt;
    return TRY(opened(*row));
}

Result<std::optional<Member>> Members::byPhone(const QString& phone)
{
    const auto e164 = normalisePhone(phone, m_settings.phoneRegion);
    if (!e164)
        return std::nullopt;
    const auto row = TRY(rowByPhone(*e164));
    if (!row)
        return std::nullopt;
    return TRY(opened(*row));
}

Result<std::vector<MemberSummary>> Members::byPhoneTail(const QString& fourDigits, int limit)
{
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    if (limit <= 0 || fourDigits.size() != phoneTailDigits || !std::all_of(fourDigits.begin(), fourDigits.end(), isDigit))
        return std::vector<MemberSummary> {};
    std::vector<MemberSummary> found;
    for (const MemberRow& row : TRY(m_store.byPhoneTailIndex(m_vault.blindIndex(Vault::Index::PhoneTail, fourDigits), limit))) {
        const Member member = TRY(opened(row));
        found.push_back({ member.key, member.number, member.profile.name, member.profile.phone, member.tier });
    }
    return found;
}

Result<std::vector<MemberSummary>> Members::summaries(const std::vector<MemberKey>& keys)
{
    std::vector<MemberSummary> found;
    for (MemberKey key : keys) {
        const auto row = TRY(m_store.byKey(key));
        if (!row || row->wrappedKey.isEmpty())
            continue;
        const Member member = TRY(opened(*row));
        found.push_back({ member.key, member.number, member.profile.name, member.profile.phone, member.tier });
    }
    return found;
}

Result<qint64> Members::count()
{
    return m_store.count();
}

Result<Member> Members::opened(const MemberRow& row) const
{
    Member member = withoutProfile(row);
    if (!member.isErased)
        member.profile = TRY(openProfile(m_vault, row.wrappedKey, row.sealedProfile, row.id)).profile;
    return member;
}

Result<void> Members::seal(MemberRow& row, const Profile& profile)
{
    row.sealedProfile = TRY(sealProfile(m_vault, row.wrappedKey, profile, row.id, m_random));
    return {};
}

Result<std::optional<MemberRow>> Members::rowByPhone(const QString& e164)
{
    return m_store.byPhoneIndex(phoneIndex(e164));
}

Result<void> Members::append(Transaction& transaction, const Moment& moment, const char* type, const MemberRow& row, QJsonObject body)
{
    body[QLatin1String("member")] = row.id.toString();
    body[QLatin1String("number")] = row.number;
    body[QLatin1String("tier")] = tierName(row.tier);
    if (!row.sealedProfile.isEmpty())
        body.insert(QStringLiteral("profile"), QString::fromLatin1(row.sealedProfile.toBase64()));
    // In a chain two tills may edit the same profile at once: what it was edited from tells.
    const bool isProfile = QLatin1String(type) == QLatin1String("member.registered") || QLatin1String(type) == QLatin1String("member.updated");
    if (isProfile)
        if (const auto base = TRY(m_store.profileFact(row.key)))
            body.insert(QStringLiteral("base"), base->toString());
    const Id id = Id::make(moment.now, m_random);
    TRY(m_facts.append(transaction, { .id = id, .type = QLatin1String(type), .version = 1, .businessDate = moment.date, .at = moment.now, .body = body }));
    if (isProfile)
        TRY(MemberRows::setProfileFact(transaction, row.key, id));
    return {};
}

Result<QString> Members::newNumber(MemberKey key)
{
    if (!TRY(SyncRows(m_database).seen()))
        return memberNumber(key.row);
    // Tills that are cut off cannot count together.
    while (true) {
        const QString number = memberNumberOf(10'000'000 + static_cast<qint64>(m_random.below(90'000'000)));
        if (!TRY(m_store.byNumber(number)))
            return number;
    }
}

Result<Profile> Members::checked(const Moment& moment, Profile profile)
{
    return checkedProfile(std::move(profile), moment.settings.phoneRegion, moment.settings.calendar.localTime(moment.now).date());
}

QByteArray Members::phoneIndex(const QString& e164) const
{
    return m_vault.blindIndex(Vault::Index::Phone, e164);
}

QByteArray Members::tailIndex(const QString& e164) const
{
    return m_vault.blindIndex(Vault::Index::PhoneTail, phoneTail(e164));
}

void Members::tell(const Member& member) const
{
    onChanged.tell(member);
}

}
