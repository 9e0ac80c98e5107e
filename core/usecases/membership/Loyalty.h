// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/loyalty/Deed.h"
#include "core/domain/loyalty/DeedParts.h"
#include "core/domain/loyalty/RulesBook.h"
#include "core/domain/loyalty/StoredValue.h"
#include "core/domain/sale/Sale.h"
#include "core/storage/LedgerBooking.h"
#include "core/storage/StandingRows.h"
#include "core/usecases/membership/Members.h"

namespace tangyuan {

/// The use cases of membership. Each is one transaction with its fact, whose body says under "ledger" what it did to
/// whom. Errors of all: those of `apply`, storage errors; on any error nothing happened.
class Loyalty {
public:
    struct Parts {
        Database& database;
        FactLog& facts;
        Members& members;
        const Vault& vault;
        const Moments& moments;
        Random& random;
        const RulesBook& rules; ///< all versions, for who looks back
    };
    explicit Loyalty(Parts parts)
        : m(parts)
    {
    }

    // For other rooms: a deed of theirs at their moment, in a transaction of its own
    struct Doing {
        const Member& member;
        std::vector<LedgerPart> parts;
    };
    Result<Deed> bookAlone(const Moment& moment, const char* type, QJsonObject body, const std::vector<Doing>& doings);

    // By hand
    /// Adds (or, below zero, takes) points with a reason. Errors: InputMalformed (no reason, or no points).
    Result<Deed> adjustPoints(const Member& member, qint64 points, const QString& reason);
    /// Puts aside, for an order to come.
    Result<Deed> hold(const Member& member, Currency currency, qint64 amount, const QString& reason);
    Result<Deed> release(const Member& member, const Id& hold);
    Result<Deed> capture(const Member& member, const Id& hold);
    /// Undoes a deed of this till as a whole: what it gave is taken back, what it took comes back; money goes the way it
    /// came. Points that were spent meanwhile are owed. Errors: SaleNotFound (no such fact), NotEligible (a fact that is
    /// undone otherwise: a sale by a refund), DrawFinal, OriginUnknown (undone before), AlreadySpent (stored value or a
    /// gift), InputMalformed (no reason, where money moves).
    Result<UndoneDeed> undo(const Member& member, const Id& fact, const QString& reason = {});
    /// The latest deeds that could be undone, and draws, newest first; also those undone already.
    Result<std::vector<PastDeed>> pastDeeds(const Member& member, int limit);

    // What members do
    /// Errors: NotNow (the rules know no check-in), LimitReached (today already; or the clock went back behind the last one).
    Result<CheckInDeed> checkIn(const Member& member);
    /// Days in a row up to today or yesterday.
    Result<int> streak(MemberKey key);
    /// Errors: NotEligible (no such event), NotNow, LimitReached.
    Result<Deed> attend(const Member& member, const QString& event);
    /// A review of a line that the member bought. Errors: NotEligible (not theirs, no such line, no points for it), LimitReached.
    Result<Deed> review(const Member& member, const Sale& sale, size_t line);
    /// `invited` came by `inviter`'s invitation. Rewards both at once where the rules say so. Errors: NotEligible (the
    /// same person, an older member, or one who bought before), LimitReached (somebody invited them before).
    Result<Deed> refer(const Member& invited, const Member& inviter);

    // Spending points
    /// Errors: NotEligible, NotNow, SoldOut, LimitReached, PointsInsufficient.
    Result<Deed> redeem(const Member& member, const QString& mallItem);
    Result<qint64> stockLeft(const MallItem& item); ///< −1: no end
    Result<qint64> stockLeft(const Lottery& lottery, const Lottery::Prize& prize);
    /// Errors: NotEligible, NotNow, LimitReached, PointsInsufficient.
    Result<DrawDeed> draw(const Member& member, const QString& lottery);
    /// Errors: NotEligible (no such cause), InputOutOfRange, PointsInsufficient.
    Result<Deed> donate(const Member& member, Points points, const QString& cause);
    struct LotteryAudit {
        QString lottery;
        QByteArray commitment; ///< BLAKE2b-256 of the seed, as it stood in the chain before the first draw
        qint64 draws = 0;
        qint64 wrong = 0; ///< draws whose prize is not what the seed says
        struct Share {
            QString prize;
            qint64 drawn = 0;
            qint64 weight = 0;
        };
        std::vector<Share> shares;
    };
    /// Draws every draw of the chain again. Errors: NotEligible (no version of the rules knows it).
    Result<LotteryAudit> auditLottery(const QString& lottery);

    // Gifts
    /// The member takes one of what they were given. Errors: GiftUnavailable.
    Result<Deed> takeGift(const Member& member, const QString& item);
    /// Errors: InputMalformed (nothing in it, or no reason).
    Result<Deed> givePack(const Member& member, const Pack& pack, const QString& reason);
    /// Gives what is due on this visit: the welcome pack to who registered today, the birthday's, and the tier that
    /// was reached. What is not due is not given, however often it is asked.
    Result<std::vector<Given>> greet(const Member& member);
    Result<Deed> giveWelcome(const Member& member);
    Result<Deed> giveBirthday(const Member& member);

    // Stored value
    /// Errors: TenderInvalid (stored value, nothing, or more than the rules take), NotEligible (no such offer, or another amount).
    Result<RechargeDeed> recharge(const Member& member, Money amount, const QString& offer, TenderMethod method);
    /// Pays principal out. Bonus that came with it stays; the rules in the shop's terms say so. Errors: ValueInsufficient.
    Result<RechargeDeed> refundPrincipal(const Member& member, Money amount, TenderMethod method);
    /// The offer that an amount gets, or none.
    const StoredValueRules::Offer* offerFor(Money amount, const Situation& situation) const;

    // Jobs
    /// Ends everything whose last day was `through` or earlier. Safe to run twice, late, or on two tills. Errors:
    /// InputOutOfRange (`through` is not past), ClockDoubtful (more than 40 days after the chain's last fact).
    enum class ClockTrust { Check, Trust };
    Result<ExpiryRun> expire(BusinessDate through, ClockTrust trust, const std::function<void(const ExpiryRun&)>& progress = {});
    /// One page of the same, for quiet moments; `after` keeps the place. True while there is more.
    Result<bool> expireStep(BusinessDate through, ClockTrust trust, MemberKey& after, ExpiryRun& run, int members);
    /// Judges one member's tier now; gives what reaching it brings.
    Result<std::optional<TierChange>> assessTier(const Member& member);
    struct TierRun {
        qint64 members = 0;
        qint64 up = 0;
        qint64 down = 0;
    };
    /// One page of those who have a tier by the rules: they may have lost it.
    Result<bool> reviewTiersStep(MemberKey& after, int members);
    Result<TierRun> assessTiers(const std::function<void(qint64)>& progress = {});

    Result<Standing> standing(const Member& member);
    Result<StillOpen> open(const Member& member);
    /// Lines of a sale that the member reviewed already, ascending.
    Result<std::vector<size_t>> reviewedLines(const Member& member, const Sale& sale);

private:
    /// Applies, appends the fact, writes. Any part that the member had often enough is LimitReached.
    Result<Deed> book(Transaction& transaction, const Moment& moment, const char* type, QJsonObject body, const std::vector<Doing>& doings);
    Result<Standing> standing(const Moment& moment, const Member& member);
    Result<int> streak(const Moment& moment, MemberKey key);
    Result<std::optional<TierChange>> assessTier(const Moment& moment, const Member& member);
    Result<std::optional<TierChange>> assessTier(Transaction& transaction, const Moment& moment, const Member& member);
    Result<std::optional<Given>> giveOnce(const Moment& moment, const Member& member, const DeedParts& parts, const Pack& pack);
    Result<bool> expireStep(const Moment& moment, BusinessDate through, ClockTrust trust, MemberKey& after, ExpiryRun& run, int members);
    Result<void> expirePage(const Moment& moment, BusinessDate through, const std::vector<LedgerRows::Due>& page, ExpiryRun& run);
    QByteArray lotterySeed(const QString& lottery) const;
    /// Trimmed. Errors: InputMalformed (empty), InputTooLong.
    static Result<QString> checkedReason(const QString& reason);
    struct Undoing;
    Result<Undoing> undoing(const Moment& moment, const Member& member, const Fact& fact);
    /// `state` is whole.
    Result<PastDeed> pastDeed(const Moment& moment, const Member& member, const Fact& fact, const MemberState& state);

    Parts m;
};

/// BLAKE2b-256 of a lottery's seed: told before the first draw, so that nobody can choose the seed afterwards.
QByteArray lotteryCommitment(const QByteArray& seed);
/// The prize of draw `number` (0, 1, …) for this member: the index into `prizes` before stock is asked. Pure.
size_t drawnPrize(const Lottery& lottery, const QByteArray& seed, qint64 number, const Id& member);

}
