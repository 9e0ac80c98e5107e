// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Random.h"
#include "core/domain/moment/Moment.h"
#include "core/storage/CashierRows.h"
#include "core/storage/FactLog.h"

namespace tangyuan {

/// Who works here, the same at all tills of a chain. Each change is one transaction with its facts, "cashier.saved"
/// {id, name, active}. Among those who work here a name is one cashier: where two tills listed it before they heard of
/// each other it has two rows, and what changes one changes both.
class Cashiers {
public:
    static constexpr qint64 activeLimit = 1'000;

    Cashiers(Database& database, FactLog& facts, const Moments& moments, Random& random, ShopSettings& settings);

    /// Who works here by name, then who did.
    Result<std::vector<Cashier>> all() { return m_store.all(); }
    /// Who works here by name, each once.
    Result<std::vector<Cashier>> active();
    /// Who worked here before comes back. Errors: InputMalformed and InputTooLong (name), CashierTaken, InputOutOfRange
    /// beyond activeLimit.
    Result<Cashier> add(const QString& name);
    /// Who stands at the till stands there by the new name. Errors: CashierNotFound, and those of add.
    Result<Cashier> rename(const QString& name, const QString& newName);
    /// Does not work here any more. Errors: CashierNotFound.
    Result<Cashier> end(const QString& name);
    /// Works here again. Errors: CashierNotFound unless they did before, CashierTaken, InputOutOfRange beyond activeLimit.
    Result<Cashier> resume(const QString& name);
    /// Lists a name that stands at the till and that the list has never had, as a part of the deed that puts it there. One that it cannot
    /// take stays out.
    Result<void> note(const Moment& moment, const QString& name);

private:
    enum class Employment { Active, Ended };
    Result<std::vector<Cashier>> named(const QString& name, Employment employment);
    Result<void> checkRoom();
    Result<Cashier> resume(const Moment& moment, const QString& name);
    Result<Cashier> save(const Moment& moment, const std::vector<Cashier>& cashiers);

    Database& m_database;
    CashierRows m_store;
    FactLog& m_facts;
    const Moments& m_moments;
    Random& m_random;
    ShopSettings& m_settings;
};

}
