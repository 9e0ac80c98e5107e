// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/Backup.h"
#include "app/admin/Messages.h"
#include "app/common/Files.h"

#include <QDir>

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject verificationJson(const Verification& verification)
{
    return { { u"facts"_s, verification.chain.facts }, { u"headHash"_s, QString::fromLatin1(verification.chain.headHash.toHex()) },
        { u"members"_s, verification.ledger.members }, { u"movements"_s, verification.ledger.movements },
        { u"pointsAvailable"_s, verification.ledger.available.count }, { u"sales"_s, verification.sales },
        { u"salesTotalMinor"_s, verification.salesTotal.minor }, { u"refunds"_s, verification.refunds },
        { u"refundsTotalMinor"_s, verification.refundsTotal.minor }, { u"storedValueMinor"_s, verification.ledger.storedValue.minor } };
}

bool isDamage(ErrorCode code)
{
    return code == ErrorCode::ChainBroken || code == ErrorCode::LedgerBroken || code == ErrorCode::DatabaseCorrupt;
}

Result<Verification> verifyFolder(const QString& folder)
{
    const auto database = TRY(Database::open(QDir(folder).filePath(QLatin1String(Till::databaseName)), Database::Access::Reader));
    return verifyDatabase(*database);
}

Result<AdminOutcome> verifyTill(Invocation& call)
{
    // The database alone: damage is to be found even where the till would not open, and no key is needed.
    const auto verification = verifyFolder(call.folder());
    if (!verification && isDamage(verification.error().code))
        return failed(verification.error(), AdminExit::Damaged);
    const QJsonObject json = verificationJson(TRY(verification));
    say(u"All is well: %1 facts, %2 sales."_s.arg(verification->chain.facts).arg(verification->sales));
    return AdminOutcome { json, AdminExit::Done };
}

/// The first line of the passphrase file.
Result<std::optional<QByteArray>> passphraseOf(const Invocation& call)
{
    constexpr qint64 mostFileBytes = 4'096;
    constexpr qsizetype fewestBytes = 8;
    if (!call.has("passphrase-file"_L1))
        return std::nullopt;
    const QString path = call.option("passphrase-file"_L1);
    QByteArray line = TRY(readInputFile(path, mostFileBytes)).split('\n').first();
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.size() < fewestBytes)
        return fail(ErrorCode::InputMalformed, u"%1: a passphrase has at least %2 characters"_s.arg(path).arg(fewestBytes));
    return line;
}

Result<AdminOutcome> backUpTill(Invocation& call)
{
    const Backup backup { call.argument(0), TRY(passphraseOf(call)) };
    const auto till = TRY(call.open(Database::Access::Reader));
    const Verification verification = TRY(makeBackup(*till, call.parts().keys, backup));
    QJsonObject json = verificationJson(verification);
    json["file"_L1] = backup.file;
    if (backup.passphrase) {
        json["keyFile"_L1] = backup.keyFile();
        say(u"Backed up and checked. Keep %1 and its passphrase with it."_s.arg(backup.keyFile()));
    } else {
        say(u"Backed up and checked, without the key: members can be read only where the till's key is. --passphrase-file puts it beside the backup."_s);
    }
    return AdminOutcome { json, AdminExit::Done };
}

Result<AdminOutcome> restoreTill(Invocation& call)
{
    if (!call.has("data"_L1))
        return misused(u"restore needs --data NEWDIR, a missing or empty folder."_s);
    const Backup backup { call.argument(0), TRY(passphraseOf(call)) };
    const RestoredTill restored = TRY(restoreBackup(backup, call.folder(), call.parts()));
    say(u"The till is restored in %1. Do not sell on the old one any more."_s.arg(call.folder()));
    QJsonObject json = verificationJson(restored.verification);
    json["till"_L1] = restored.till.toString();
    json["epoch"_L1] = restored.fact.epoch;
    json["folder"_L1] = call.folder();
    return AdminOutcome { json, AdminExit::Done };
}

}

std::vector<Command> safetyCommands()
{
    const CommandOption passphrase { u"passphrase-file"_s, u"FILE"_s, u"its first line is the passphrase of the till's key in FILE.key"_s };
    return {
        { u"verify"_s, {}, u"check the whole till: database, fact chain, ledger, every sale"_s, u"Needs no key. Works while the till is selling."_s,
            u"verify --data ~/shop"_s, {}, verifyTill },
        { u"backup"_s, { u"FILE"_s }, u"copy the till into one file and check the copy"_s,
            u"With a passphrase the till's key goes into FILE.key. Works while the till is selling."_s,
            u"backup shop-2026-11-22.tangyuan --passphrase-file passphrase.txt"_s, { passphrase }, backUpTill },
        { u"restore"_s, { u"FILE"_s }, u"make a till of a backup, in a new folder"_s,
            u"With a passphrase the key comes from FILE.key; without, it must be in the key store."_s,
            u"restore shop-2026-11-22.tangyuan --data ~/shop-restored --passphrase-file passphrase.txt"_s, { passphrase }, restoreTill },
    };
}

}
