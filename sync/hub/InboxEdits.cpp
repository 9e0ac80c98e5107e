// SPDX-License-Identifier: GPL-3.0-or-later
// What stores share beside their members: catalogue, rules, prices, settings, segments, printed coupons.
#include "sync/hub/Inbox.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/shop/ShopSettings.h"

#include <algorithm>

namespace tangyuan::sync {

namespace {

/// What every till is born with, so that no new till, heard first, sets the rules of those that have some.
bool isBornWith(const SharedEdit& edit)
{
    if (edit.row.kind == SharedKind::Rules) {
        LoyaltyRules first;
        first.version = 1;
        return edit.row.body[QLatin1String("document")] == first.toJson();
    }
    if (edit.row.kind != SharedKind::Shop)
        return false;
    const QJsonObject born = ShopSettings {}.toJson();
    const QStringList fields = edit.row.body.keys();
    return std::ranges::all_of(fields, [&](const QString& field) { return edit.row.body[field] == born[field]; });
}

/// The first rules stay at their till: what happened before all others is judged by them.
bool isTakenBack(const SharedEdit& edit)
{
    return edit.crossing == SharedEdit::Crossing::ByKind && !(edit.row.kind == SharedKind::Rules && edit.row.body[QLatin1String("version")].toInteger() == 1);
}

}

Result<void> Inbox::digestEdits(const Fact& fact, const QJsonObject& body, std::vector<SharedEdit> edits)
{
    if (edits.empty())
        return {};
    if (!m_isOrganisationLocked)
        TRY(m.store.lockStream(QString::fromLatin1(streams::organisation)));
    m_isOrganisationLocked = true;
    // What was edited before the till joined knew nothing of the chain.
    const bool isFromBefore = !body.contains(QLatin1String(seenKey));
    const qint64 seen = body[QLatin1String(seenKey)].toInteger();
    for (SharedEdit& edit : edits) {
        if (isFromBefore && isBornWith(edit))
            continue;
        const auto key = std::pair(edit.row.kind, edit.row.id);
        if (!m_things.contains(key))
            if (auto known = TRY(m.store.thing(key.first, key.second)))
                m_things[key] = std::move(*known);
        const auto known = m_things.find(key);
        const QJsonObject before = known == m_things.end() ? QJsonObject() : known->second.body;
        QJsonObject after = edited(before, edit);
        if (known != m_things.end() && after == before)
            continue;

        qint64 lastOfOthers = 0;
        switch (edit.crossing) {
        case SharedEdit::Crossing::ById: lastOfOthers = known != m_things.end() && known->second.device != m_device.id ? known->second.number : 0; break;
        case SharedEdit::Crossing::ByKind: lastOfOthers = TRY(m.store.lastEditOfOthers(key.first, m_device.id)); break;
        case SharedEdit::Crossing::Never: break;
        }
        if (lastOfOthers > seen) {
            if (known != m_things.end()) {
                m_toldThings.insert(key);   // the till laid its own over it meanwhile
            } else if (isTakenBack(edit)) { // a version that only this till has
                m_things[key] = { key.first, key.second, {}, m_device.id, 0, {} };
                m_changedThings.insert(key);
            }
            // The chain's rules and settings hold for who joins it.
            if (!isFromBefore)
                tell(QStringLiteral("editsCrossed"), QStringLiteral("edit:%1:%2:%3").arg(sharedKindName(key.first), key.second, fact.id.toString()),
                    after[QLatin1String("name")].toString(edit.row.id), fact.id,
                    { { QStringLiteral("kind"), sharedKindName(key.first) }, { QStringLiteral("id"), edit.row.id }, { QStringLiteral("kept"), before },
                        { QStringLiteral("other"), after } });
            continue;
        }

        HubTables::Thing thing { key.first, key.second, std::move(after), m_device.id, 0, {} };
        if (key.first == SharedKind::Product) {
            QString plu = thing.body[QLatin1String("plu")].toString();
            if (TRY(m.store.isMarkTaken(key.first, plu, key.second))) {
                const QString taken = plu;
                plu = plu.left(limits::codeChars - 13) + u'-' + key.second.right(12);
                thing.body[QLatin1String("plu")] = plu;
                tell(QStringLiteral("codeTaken"), QStringLiteral("code:%1").arg(key.second), taken, fact.id,
                    { { QStringLiteral("product"), key.second }, { QStringLiteral("name"), thing.body[QLatin1String("name")] },
                        { QStringLiteral("now"), plu } });
            }
            thing.mark = plu;
        }
        m_things[key] = thing;
        m_changedThings.insert(key);
        if (key.first == SharedKind::Printed)
            TRY(checkCoupon(thing, fact));
    }
    return {};
}

/// A printed coupon may be used as often as its kind says; tills that are cut off cannot ask each other.
Result<void> Inbox::checkCoupon(const HubTables::Thing& printed, const Fact& fact)
{
    const qint64 uses = printed.body[QLatin1String("uses")].toInteger();
    const QString batchId = printed.body[QLatin1String("batch")].toString();
    const auto batch = TRY(m.store.thing(SharedKind::Batch, batchId));
    const auto laid = m_things.find({ SharedKind::Batch, batchId });
    const QString kind = (laid != m_things.end() ? laid->second.body : batch ? batch->body : QJsonObject())[QLatin1String("kind")].toString();
    qint64 allowed = 1;
    if (const auto prices = TRY(m.store.newestOf(SharedKind::Prices)))
        for (const QJsonValue& coupon : prices->body[QLatin1String("document")].toObject()[QLatin1String("coupons")].toArray())
            if (coupon[QLatin1String("offer")][QLatin1String("id")].toString() == kind || coupon[QLatin1String("id")].toString() == kind)
                allowed = std::max<qint64>(1, coupon[QLatin1String("uses")].toInteger(1));
    if (uses > allowed)
        tell(QStringLiteral("couponTwice"), QStringLiteral("printed:%1:%2").arg(printed.id).arg(uses), kind, fact.id,
            { { QStringLiteral("batch"), batchId }, { QStringLiteral("serial"), printed.body[QLatin1String("serial")] }, { QStringLiteral("uses"), uses },
                { QStringLiteral("allowed"), allowed } });
    return {};
}

}
