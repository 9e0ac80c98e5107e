// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/staff/Cashiers.h"

#include "core/base/Limits.h"
#include "core/base/Name.h"
#include "core/storage/SettingsRows.h"
#include "core/storage/SyncRows.h"

#include <algorithm>

namespace tangyuan {

namespace {

Result<QString> checkedCashierName(const QString& typed)
{
    return checkedName(typed, limits::nameChars, QStringLiteral("name"));
}

}

Cashiers::Cashiers(Database& database, FactLog& facts, const Moments& moments, Random& random, ShopSettings& settings)
    : m_database(database)
    , m_store(database)
    , m_facts(facts)
    , m_moments(moments)
    , m_random(random)
    , m_settings(settings)
{
}

Result<std::vector<Cashier>> Cashiers::active()
{
    std::vector<Cashier> cashiers = TRY(m_store.all());
    std::erase_if(cashiers, [](const Cashier& cashier) { return !cashier.isActive; });
    const auto sameName = [](const Cashier& left, const Cashier& right) { return left.name == right.name; };
    cashiers.erase(std::unique(cashiers.begin(), cashiers.end(), sameName), cashiers.end());
    return cashiers;
}

Result<std::vector<Cashier>> Cashiers::named(const QString& name, Employment employment)
{
    std::vector<Cashier> cashiers = TRY(m_store.named(name.trimmed()));
    std::erase_if(cashiers, [&](const Cashier& cashier) { return cashier.isActive != (employment == Employment::Active); });
    return cashiers;
}

Result<void> Cashiers::checkRoom()
{
    if (TRY(m_store.activeCount()) >= activeLimit)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("cashiers"));
    return {};
}

Result<Cashier> Cashiers::add(const QString& typed)
{
    const Moment moment = m_moments.take();
    const QString name = TRY(checkedCashierName(typed));
    const auto resumed = resume(moment, name);
    if (resumed || resumed.error().code != ErrorCode::CashierNotFound)
        return resumed;
    TRY(checkRoom());
    return save(moment, { { Id::make(moment.now, m_random), name, true } });
}

Result<Cashier> Cashiers::rename(const QString& name, const QString& newName)
{
    const Moment moment = m_moments.take();
    const QString wanted = TRY(checkedCashierName(newName));
    std::vector<Cashier> cashiers = TRY(named(name, Employment::Active));
    if (cashiers.empty())
        return fail(ErrorCode::CashierNotFound);
    if (!TRY(named(wanted, Employment::Active)).empty())
        return fail(ErrorCode::CashierTaken);
    for (Cashier& cashier : cashiers)
        cashier.name = wanted;
    return save(moment, cashiers);
}

Result<Cashier> Cashiers::end(const QString& name)
{
    const Moment moment = m_moments.take();
    std::vector<Cashier> cashiers = TRY(named(name, Employment::Active));
    if (cashiers.empty())
        return fail(ErrorCode::CashierNotFound);
    for (Cashier& cashier : cashiers)
        cashier.isActive = false;
    return save(moment, cashiers);
}

Result<Cashier> Cashiers::resume(const QString& name)
{
    return resume(m_moments.take(), name);
}

Result<Cashier> Cashiers::resume(const Moment& moment, const QString& name)
{
    if (!TRY(named(name, Employment::Active)).empty())
        return fail(ErrorCode::CashierTaken);
    std::vector<Cashier> cashiers = TRY(named(name, Employment::Ended));
    if (cashiers.empty())
        return fail(ErrorCode::CashierNotFound);
    TRY(checkRoom());
    for (Cashier& cashier : cashiers)
        cashier.isActive = true;
    return save(moment, cashiers);
}

Result<void> Cashiers::note(const Moment& moment, const QString& typed)
{
    const auto name = checkedCashierName(typed);
    if (!name || !TRY(m_store.named(*name)).empty() || TRY(m_store.activeCount()) >= activeLimit)
        return {};
    TRY(save(moment, { { Id::make(moment.now, m_random), *name, true } }));
    return {};
}

Result<Cashier> Cashiers::save(const Moment& moment, const std::vector<Cashier>& cashiers)
{
    Transaction transaction = TRY(Transaction::begin(m_database));
    for (const Cashier& cashier : cashiers) {
        TRY(CashierRows::put(transaction, cashier));
        TRY(m_facts.append(transaction,
            { .id = Id::make(moment.now, m_random),
                .type = QStringLiteral("cashier.saved"),
                .version = 1,
                .businessDate = moment.date,
                .at = moment.now,
                .body = TRY(SyncRows(m_database).withSeen(cashier.toJson())) }));
    }
    const QString atTill = TRY(loadSettings(m_database)).cashier;
    TRY(transaction.commit());
    m_settings.cashier = atTill;
    return cashiers.front();
}

}
