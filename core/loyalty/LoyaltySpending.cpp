// SPDX-License-Identifier: GPL-3.0-or-later
// What points buy: the mall, draws, a good cause.
#include "core/loyalty/Loyalty.h"

#include "core/base/Json.h"

#include <QtEndian>

#include <sodium.h>

namespace tangyuan {

namespace {

QString mallStock(const MallItem& item)
{
    return QStringLiteral("mall:") + item.id;
}

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
    return std::max<qint64>(0, *item.stock - TRY(LedgerStore(m.database).shopCount(mallStock(item))));
}

Result<Deed> Loyalty::redeem(const Member& member, const QString& id)
{
    const MallItem* item = rules().mallItem(id);
    if (!item)
        return fail(ErrorCode::NotEligible, id);
    const Moment moment = TRY(standing(member)).moment;
    if (!item->when.includes(moment))
        return fail(ErrorCode::NotNow, id);
    Transaction transaction = TRY(Transaction::begin(m.database));
    if (TRY(stockLeft(*item)) == 0)
        return fail(ErrorCode::SoldOut, id);
    const Points price = item->pointsAt(moment);
    const QString name = QStringLiteral("mall:") + id;
    LedgerPart part { name, {}, 1, { effect::Spend { Currency::Points, price.count } } };
    if (item->perMember > 0) {
        part.countKey = name;
        part.countLimit = item->perMember;
    }
    if (!item->isHandedOver()) {
        const auto lastDay = item->validDays > 0 ? std::optional(today().addDays(item->validDays - 1)) : std::nullopt;
        part.effects.push_back(effect::Grant { Currency::Gift, 1, {}, lastDay, id });
    }
    std::vector<LedgerPart> parts { part };
    if (item->perMemberMonth > 0)
        parts.push_back({ name, QStringLiteral("%1:%2").arg(name).arg(today().yyyymmdd / 100), item->perMemberMonth, {} });
    QJsonObject body { { QStringLiteral("item"), id }, { QStringLiteral("points"), price.count } };
    if (item->stock)
        body[QLatin1String("stock")] = mallStock(*item);
    Deed deed = TRY(book(transaction, "points.redeemed", body, { { member, parts } }));
    if (item->stock)
        TRY(LedgerStore::addShopCount(transaction, mallStock(*item), 1));
    TRY(transaction.commit());
    return deed;
}

Result<Deed> Loyalty::donate(const Member& member, Points points, const QString& id)
{
    if (!rules().cause(id))
        return fail(ErrorCode::NotEligible, id);
    if (points.count <= 0)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("points"));
    const LedgerPart part { QStringLiteral("donation:") + id, {}, 1, { effect::Spend { Currency::Points, points.count, Account::Donated } } };
    return bookAlone("points.donated", { { QStringLiteral("cause"), id }, { QStringLiteral("points"), points.count } }, { { member, { part } } });
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
    const Lottery* lottery = rules().lottery(id);
    if (!lottery)
        return fail(ErrorCode::NotEligible, id);
    if (!lottery->when.includes(TRY(standing(member)).moment))
        return fail(ErrorCode::NotNow, id);
    LedgerStore ledger(m.database);
    const QByteArray seed = lotterySeed(id);
    Transaction transaction = TRY(Transaction::begin(m.database));
    const qint64 number = TRY(ledger.shopCount(drawCount(id)));
    size_t index = drawnPrize(*lottery, seed, number, member.id);
    const bool isGone = lottery->prizes[index].stock && TRY(ledger.shopCount(prizeStock(*lottery, lottery->prizes[index]))) >= *lottery->prizes[index].stock;
    const QString drawn = lottery->prizes[index].id;
    if (isGone)
        index = lottery->prizes.size() - 1;
    const Lottery::Prize& prize = lottery->prizes[index];

    const QString name = QStringLiteral("lottery:") + id;
    LedgerPart part { name, {}, 1, { effect::Spend { Currency::Points, lottery->cost.count } } };
    if (lottery->perMemberDay > 0) {
        part.countKey = QStringLiteral("%1:%2").arg(name).arg(today().yyyymmdd);
        part.countLimit = lottery->perMemberDay;
    }
    for (Effect& effect : grantsOf(prize.pack, rules(), today()))
        part.effects.push_back(std::move(effect));
    const QJsonObject body { { QStringLiteral("lottery"), id }, { QStringLiteral("draw"), number }, { QStringLiteral("drawn"), drawn },
        { QStringLiteral("prize"), prize.id }, { QStringLiteral("rulesVersion"), rules().version },
        { QStringLiteral("commitment"), QString::fromLatin1(lotteryCommitment(seed).toHex()) } };
    DrawDeed result { TRY(book(transaction, "lottery.drawn", body, { { member, { part } } })), prize.id, prize.name, index + 1 == lottery->prizes.size() };
    TRY(LedgerStore::addShopCount(transaction, drawCount(id), 1));
    if (prize.stock)
        TRY(LedgerStore::addShopCount(transaction, prizeStock(*lottery, prize), 1));
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
