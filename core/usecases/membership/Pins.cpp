// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Pins.h"

#include <QJsonObject>

#include <sodium.h>

#include <algorithm>
#include <cerrno>

namespace tangyuan {

namespace {

// libsodium's "interactive" Argon2id: two passes over 64 MiB, about 100 ms on one core of a
// small server. More would be felt at the counter and gain little: without the vault's key there is nothing to try on.
constexpr auto pinOperations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto pinMemoryBytes = crypto_pwhash_MEMLIMIT_INTERACTIVE;

/// The PIN in ASCII digits, as an input method may have typed full-width ones; nothing if it can be no PIN.
std::optional<QString> pinDigits(const QString& typed)
{
    if (typed.size() < Pins::leastDigits || typed.size() > Pins::mostDigits)
        return std::nullopt;
    QString digits;
    for (const QChar character : typed) {
        if (character.category() != QChar::Number_DecimalDigit)
            return std::nullopt;
        digits += QLatin1Char(static_cast<char>('0' + character.digitValue()));
    }
    return digits;
}

/// One digit repeated, or every digit the next or the previous on the keyboard's row: 0000, 123456, 7890, 6543.
bool isWeakPin(const QString& digits)
{
    const auto stepTo = [&](qsizetype i) { return (digits[i].digitValue() - digits[i - 1].digitValue() + 10) % 10; };
    const int step = stepTo(1);
    if (step != 0 && step != 1 && step != 9)
        return false;
    for (qsizetype i = 2; i < digits.size(); ++i)
        if (stepTo(i) != step)
            return false;
    return true;
}

qint64 lockMsAfter(qint64 failures)
{
    if (failures < Pins::freeFailures)
        return 0;
    constexpr qint64 mostDoublings = 6; // beyond that it is longer than the longest anyway
    return std::min(Pins::longestLockMs, Pins::firstLockMs << std::min(failures - Pins::freeFailures, mostDoublings));
}

Failure pinLocked(qint64 leftMs)
{
    constexpr qint64 msPerSecond = 1'000;
    return fail(ErrorCode::PinLocked, QString::number((leftMs + msPerSecond - 1) / msPerSecond));
}

// Not the database's fault, but its advice is the right one: try again, and if it goes on, restart the till.
Failure noMemoryForHash()
{
    return fail(ErrorCode::DatabaseFailed, QStringLiteral("not enough memory for Argon2id"));
}

Result<QString> hashOf(const QByteArray& digest)
{
    std::array<char, crypto_pwhash_STRBYTES> text {};
    if (crypto_pwhash_str(text.data(), digest.constData(), static_cast<quint64>(digest.size()), pinOperations, pinMemoryBytes) != 0)
        return noMemoryForHash();
    return QString::fromLatin1(text.data());
}

Result<bool> isHashOf(const QString& hash, const QByteArray& digest)
{
    const QByteArray text = hash.toLatin1();
    // Not of ours: another's parameters could ask for any amount of memory.
    if (crypto_pwhash_str_needs_rehash(text.constData(), pinOperations, pinMemoryBytes) != 0)
        return false;
    errno = 0;
    if (crypto_pwhash_str_verify(text.constData(), digest.constData(), static_cast<quint64>(digest.size())) == 0)
        return true;
    if (errno == ENOMEM)
        return noMemoryForHash();
    return false;
}

}

Pins::Pins(Database& database, FactLog& facts, const Vault& vault, const Moments& moments, Random& random)
    : m_database(database)
    , m_store(database)
    , m_members(database)
    , m_facts(facts)
    , m_vault(vault)
    , m_moments(moments)
    , m_random(random)
{
}

Result<void> Pins::set(MemberKey member, const QString& pin)
{
    const Moment moment = m_moments.take();
    const auto digits = pinDigits(pin);
    if (!digits || isWeakPin(*digits))
        return fail(ErrorCode::PinWeak);
    const MemberRow row = TRY(m_members.living(member));
    const QString hash = TRY(hashOf(TRY(keyedDigest(row, *digits))));
    Transaction transaction = TRY(Transaction::begin(m_database));
    TRY(PinRows::save(transaction, member, { .hash = hash }));
    TRY(append(transaction, moment, "member.pin_set", { { QStringLiteral("member"), row.id.toString() }, { QStringLiteral("pin"), hash } }));
    return transaction.commit();
}

Result<void> Pins::check(MemberKey member, const QString& pin)
{
    const Moment moment = m_moments.take();
    const MemberRow row = TRY(m_members.living(member));
    const auto known = TRY(m_store.find(member));
    if (!known)
        return fail(ErrorCode::PinUnset);
    TRY(refuseWhileLocked(moment, member, *known));
    const auto digits = pinDigits(pin);
    if (!digits)
        return fail(ErrorCode::PinWrong);

    PinRow counted = *known;
    ++counted.failures;
    const qint64 lockMs = lockMsAfter(counted.failures);
    counted.lockedUntil = lockMs == 0 ? UtcTime {} : UtcTime { moment.now.ms + lockMs };
    TRY(save(member, counted));
    if (TRY(isHashOf(known->hash, TRY(keyedDigest(row, *digits)))))
        return save(member, { .hash = known->hash });
    if (lockMs != 0)
        return pinLocked(lockMs);
    return fail(ErrorCode::PinWrong);
}

Result<void> Pins::remove(MemberKey member)
{
    const Moment moment = m_moments.take();
    const MemberRow row = TRY(m_members.living(member));
    Transaction transaction = TRY(Transaction::begin(m_database));
    if (TRY(PinRows::remove(transaction, member)) == PinRows::Removal::WasAbsent)
        return {};
    TRY(append(transaction, moment, "member.pin_removed", { { QStringLiteral("member"), row.id.toString() } }));
    return transaction.commit();
}

Result<bool> Pins::isSet(MemberKey member)
{
    return TRY(m_store.find(member)).has_value();
}

Result<void> Pins::refuseWhileLocked(const Moment& moment, MemberKey member, const PinRow& pin)
{
    const UtcTime now = moment.now;
    // No lock ends later than its length from now. One that would was set by a clock that has been set back since.
    const UtcTime until = std::min(pin.lockedUntil, UtcTime { now.ms + lockMsAfter(pin.failures) });
    if (until <= now)
        return {};
    if (until != pin.lockedUntil)
        TRY(save(member, { pin.hash, pin.failures, until }));
    return pinLocked(until.ms - now.ms);
}

Result<void> Pins::save(MemberKey member, const PinRow& pin)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    TRY(PinRows::save(transaction, member, pin));
    return transaction.commit();
}

Result<void> Pins::append(Transaction& transaction, const Moment& moment, const char* type, const QJsonObject& body)
{
    TRY(m_facts.append(transaction,
        { .id = Id::make(moment.now, m_random), .type = QLatin1String(type), .version = 1, .businessDate = moment.date, .at = moment.now, .body = body }));
    return {};
}

Result<QByteArray> Pins::keyedDigest(const MemberRow& member, const QString& digits) const
{
    return m_vault.pinDigest(member.wrappedKey, member.id.toString() + u' ' + digits);
}

}
