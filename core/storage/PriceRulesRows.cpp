// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/PriceRulesRows.h"

#include "core/base/Json.h"
#include "core/domain/loyalty/CountKeys.h"
#include "core/storage/LedgerRows.h"

namespace tangyuan {

Result<PriceBook> PriceRulesRows::load()
{
    const auto rows = TRY(m_database.all(
        "SELECT version, document FROM price_rules ORDER BY version", {}, [](const Row& row) { return std::pair(row.integer(0), row.text(1)); }));
    std::vector<PriceList> versions;
    for (const auto& [version, document] : rows) {
        PriceRules rules = TRY(PriceRules::fromJson(TRY(parseJsonObject(document.toUtf8()))));
        rules.version = version;
        versions.push_back(PriceList(std::move(rules)));
    }
    return PriceBook(std::move(versions));
}

Result<void> PriceRulesRows::insert(Transaction& transaction, const PriceRules& rules, const Id& fact)
{
    TRY(transaction.execute("INSERT INTO price_rules (version, effective_from, fact, document) VALUES (?, ?, ?, ?)",
        { rules.version, rules.effectiveFrom, fact, compactJson(rules.toJson()) }));
    return {};
}

Result<std::map<QString, OfferUse>> PriceRulesRows::used(const PriceRules& prices, std::optional<MemberKey> member, BusinessDate today)
{
    std::map<QString, OfferUse> used;
    const auto ask = [&](const Offer& offer) -> Result<void> {
        if (!offer.isCounted())
            return {};
        OfferUse& use = used[offer.id];
        if (offer.perDay > 0)
            use.today = TRY(m_database.integer("SELECT coalesce(sum(orders), 0) FROM offer_uses WHERE offer = ? AND business_date = ?", { offer.id, today }));
        if (!offer.budget.isZero())
            use.saved = { TRY(m_database.integer("SELECT coalesce(sum(saved_minor), 0) FROM offer_uses WHERE offer = ?", { offer.id })) };
        if (member && offer.isCountedByMember()) {
            auto counts = TRY(LedgerRows(m_database).counts(*member, { offerKey(offer.id), offerDayKey(offer.id, today) }));
            use.byMember = counts[offerKey(offer.id)];
            use.byMemberToday = counts[offerDayKey(offer.id, today)];
        }
        return {};
    };
    for (const Offer& offer : prices.promotions)
        TRY(ask(offer));
    for (const CouponTemplate& coupon : prices.coupons)
        TRY(ask(coupon.offer));
    return used;
}

Result<void> PriceRulesRows::insertUses(Transaction& transaction, const Id& sale, BusinessDate date, const std::vector<Use>& uses)
{
    for (const Use& use : uses)
        TRY(transaction.execute("INSERT INTO offer_uses (sale, offer, business_date, orders, saved_minor) VALUES (?, ?, ?, ?, ?)",
            { sale, use.offer, date, use.orders, use.saved }));
    return {};
}

}
