// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/CommandLine.h"
#include "app/common/Languages.h"
#include "core/till/Till.h"

namespace tangyuan {

using AdminExit = ProgramExit;
using AdminOutcome = ProgramOutcome;

/// One call of a command: its arguments and options, and the till that it names.
class Invocation {
public:
    Invocation(QStringList arguments, QHash<QString, QString> options);

    QString argument(qsizetype index) const { return m_arguments.value(index); }
    bool has(QLatin1String option) const { return m_options.contains(QString(option)); }
    /// Empty if it was not given.
    QString option(QLatin1String name) const { return m_options.value(QString(name)); }

    QString folder() const;
    Till::Parts parts() { return { *m_keys, m_clock, m_random }; }
    /// A Reader works beside a till that is selling; a Writer must be alone.
    /// From then on receipts speak the shop's language.
    Result<std::unique_ptr<Till>> open(Database::Access access);

private:
    QStringList m_arguments;
    QHash<QString, QString> m_options;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<KeyStore> m_keys;
    Languages m_languages;
};

/// One entry of the program's table.
struct Command : CommandSpec {
    Result<AdminOutcome> (*run)(Invocation& call);
};

std::vector<Command> shopCommands(); ///< init
std::vector<Command> importCommands();
std::vector<Command> exportCommands();
std::vector<Command> saleCommands(); ///< quote, sell, receipt
std::vector<Command> memberCommands();
std::vector<Command> statementCommands(); ///< what a member has and how it came
std::vector<Command> ledgerCommands();    ///< what a manager does to a member's ledger by hand
std::vector<Command> deedCommands();      ///< what members do: check in, redeem, recharge …
std::vector<Command> pinCommands();
std::vector<Command> refundCommands();
std::vector<Command> jobCommands(); ///< expire, tiers, lotteries
std::vector<Command> rulesCommands();
std::vector<Command> priceCommands(); ///< promotions and coupons as rules, and why a sale cost what it cost
std::vector<Command> couponCommands();
std::vector<Command> feedbackCommands();
std::vector<Command> segmentCommands(); ///< and the tags and tastes of a member
std::vector<Command> cashierCommands();
std::vector<Command> reportCommands();
std::vector<Command> scanCommands();
std::vector<Command> hubCommands();    ///< the chain that the till belongs to
std::vector<Command> safetyCommands(); ///< verify, backup, restore

/// Runs what the command line says and prints its document.
AdminExit runAdmin(const QStringList& arguments);

}
