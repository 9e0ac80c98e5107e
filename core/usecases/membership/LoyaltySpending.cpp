// SPDX-License-Identifier: GPL-3.0-or-later
// What points buy: the mall, draws, a good cause.
#include "core/usecases/membership/Loyalty.h"

#include "core/base/Json.h"
#include "core/domain/loyalty/CountKeys.h"

#include <QtEndian>

#include <sodium.h>

namespace tangyuan {

namespace {

QString prizeStock(const Lottery& lottery, const Lottery::Prize& prize)
{
    return QStringLiteral("prize:%1/%2").arg(lottery.id, prize.id);
}

QString drawCount(const QString& lottery)
{
    return QStringLiteral("draws:") + lottery;
}

}

Result<qint64> Loyalty::stockLeft(const MallItem& item)
{
    if (!item.stock)
        return -1;
    return std::max<qint64>(0, *item.stock - TRY(LedgerRows(m.database).shopCount(mallKey(item.id))));
}

Result<qint64> Loyalty::stockLeft(const Lottery& lottery, const Lottery::Prize& prize)
{
    if (!prize.stock)
        return -1;
    return std::max<qint64>(0, *prize.stock - TRY(LedgerRows(m.database).shopCount(prizeStock(lottery, prize))));
}

Result<Deed> Loyalty::redeem(const Member& member, const QString& id)
{
    const Moment moment = m.moments.take();
    const Situation situation = TRY(standing(moment, member)).situation;
    const std::vector<LedgerPart> parts = TRY(mallParts(moment.rules, id, situation));
    const MallItem* item = moment.rules.mallItem(id);
    Transaction transaction = TRY(Transaction::begin(m.database));
    if (TRY(stockLeft(*item)) == 0)
        return fail(ErrorCode::SoldOut, id);
    QJsonObject body { { QStringLiteral("item"), id }, { QStringLiteral("points"), item->pointsAt(situation).count } };
    if (item->stock)
        body[QLatin1String("stock")] = mallKey(id);
    Deed deed = TRY(book(transaction, moment, "points.redeemed", body, { { member, parts } }));
    if (item->stock)
        TRY(LedgerRows::addShopCount(transaction, mallKey(id), 1));
    TRY(transaction.commit());
    return deed;
}

Result<Deed> Loyalty::donate(const Member& member, Points points, const QString& id)
{
    const Moment moment = m.moments.take();
    const std::vector<LedgerPart> parts = TRY(donationParts(moment.rules, id, points));
    return bookAlone(moment, "points.donated", { { QStringLiteral("cause"), id }, { QStringLiteral("points"), points.count } }, { { member, parts } });
}

QByteArray lotteryCommitment(const QByteArray& seed)
{
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), static_cast<size_t>(hash.size()),
        reinterpret_cast<const unsigned char*>(seed.constData()), static_cast<size_t>(seed.size()), nullptr, 0);
    return hash;
}

size_t drawnPrize(const Lottery& lottery, const QByteArray& seed, qint64 number, const Id& member)
{
    VERIFY(!lottery.prizes.empty() && seed.size() >= crypto_generichash_KEYBYTES_MIN);
    QByteArray message = lottery.id.toUtf8() + '\0' + member.toBytes();
    const qint64 bigEndian = qToBigEndian(number);
    message.append(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian);
    quint64 digest = 0;
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(message.constData()), static_cast<size_t>(message.size()),
        reinterpret_cast<const unsigned char*>(seed.constData()), static_cast<size_t>(seed.size()));
    digest = qFromBigEndian<quint64>(hash);
    quint64 weights = 0;
    for (const Lottery::Prize& prize : lottery.prizes)
        weights += static_cast<quint64>(prize.weight);
    // The high half of a 64 × 64 bit product: no modulo, and a bias below 2^-32 for any sane sum of weights.
    __extension__ using Wide = unsigned __int128;
    quint64 place = static_cast<quint64>((static_cast<Wide>(digest) * weights) >> 64);
    size_t index = 0;
    while (place >= static_cast<quint64>(lottery.prizes[index].weight))
        place -= static_cast<quint64>(lottery.prizes[index++].weight);
    return index;
}

QByteArray Loyalty::lotterySeed(const QString& lottery) const
{
    return m.vault.blindIndex(Vault::Index::Lottery, lottery);
}

Result<DrawDeed> Loyalty::draw(const Member& member, const QString& id)
{
    const Moment moment = m.moments.take();
    std::vector<LedgerPart> parts = TRY(drawParts(moment.rules, id, TRY(standing(moment, member)).situation));
    const Lottery* lottery = moment.rules.lottery(id);
    LedgerRows ledger(m.database);
    const QByteArray seed = lotterySeed(id);
    Transaction transaction = TRY(Transaction::begin(m.database));
    const qint64 number = TRY(ledger.shopCount(drawCount(id)));
    size_t index = drawnPrize(*lottery, seed, number, member.id);
    const bool isGone = TRY(stockLeft(*lottery, lottery->prizes[index])) == 0;
    const QString drawn = lottery->prizes[index].id;
    if (isGone)
        index = lottery->prizes.size() - 1;
    const Lottery::Prize& prize = lottery->prizes[index];

    for (Effect& effect : grantsOf(prize.pack, moment.rules, moment.date))
        parts.front().effects.push_back(std::move(effect));
    const QJsonObject body { { QStringLiteral("lottery"), id }, { QStringLiteral("draw"), number }, { QStringLiteral("drawn"), drawn },
        { QStringLiteral("prize"), prize.id }, { QStringLiteral("commitment"), QString::fromLatin1(lotteryCommitment(seed).toHex()) } };
    DrawDeed result { TRY(book(transaction, moment, "lottery.drawn", body, { { member, parts } })), prize.id, prize.name, index + 1 == lottery->prizes.size() };
    TRY(LedgerRows::addShopCount(transaction, drawCount(id), 1));
    if (prize.stock)
        TRY(LedgerRows::addShopCount(transaction, prizeStock(*lottery, prize), 1));
    TRY(transaction.commit());
    return result;
}

Result<Loyalty::LotteryAudit> Loyalty::auditLottery(const QString& id)
{
    const QByteArray seed = lotterySeed(id);
    LotteryAudit audit { id, lotteryCommitment(seed), 0, 0, {} };
    bool isKnown = false;
    for (const LoyaltyRules& version : m.rules.versions()) {
        const Lottery* lottery = version.lottery(id);
        if (!lottery)
            continue;
        isKnown = true;
        audit.shares.clear();
        for (const Lottery::Prize& prize : lottery->prizes)
            audit.shares.push_back({ prize.id, 0, prize.weight });
    }
    if (!isKnown)
        return fail(ErrorCode::NotEligible, id);
    std::optional<Error> error;
    TRY(m.facts.forEach([&](const Fact& fact) {
        if (fact.type != u"lottery.drawn" || error)
            return;
        const auto body = parseJsonObject(fact.body);
        if (!body || (*body)[QLatin1String("lottery")].toString() != id)
            return;
        const LoyaltyRules* rules = m.rules.version((*body)[QLatin1String("rulesVersion")].toInteger());
        const Lottery* lottery = rules ? rules->lottery(id) : nullptr;
        const auto member = Id::fromString((*body)[QLatin1String("member")].toString());
        const QString drawn = (*body)[QLatin1String("drawn")].toString();
        const bool isRight = lottery && member && (*body)[QLatin1String("draw")].toInteger(-1) == audit.draws
            && (*body)[QLatin1String("commitment")].toString() == QString::fromLatin1(audit.commitment.toHex())
            && lottery->prizes[drawnPrize(*lottery, seed, audit.draws, *member)].id == drawn;
        audit.wrong += isRight ? 0 : 1;
        ++audit.draws;
        for (LotteryAudit::Share& share : audit.shares)
            share.drawn += share.prize == drawn ? 1 : 0;
    }));
    return audit;
}

}
