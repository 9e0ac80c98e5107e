// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/CsvTable.h"
#include "core/domain/members/Member.h"

namespace tangyuan {

/// One good row of a members file.
struct ImportedMember {
    int line = 0;
    Profile profile; ///< checked, the phone as E.164
    Tier tier = Tier::Regular;
};

struct MemberImport {
    std::vector<ImportedMember> members;
    std::vector<RowProblem> problems; ///< by line; never with personal data
};

/// Reads a members file; the caller registers them. Columns: phone (required), name, sex, birthday, address,
/// email, tier, consent, note. `phoneRegion` and `today`: see `checkedProfile`. A phone that stands twice
/// is a problem of its second row. Errors: those of CsvTable::read.
Result<MemberImport> readMemberCsv(QByteArrayView file, const QString& phoneRegion, QDate today);

/// Members with their numbers (which reading passes over), all that `readMemberCsv` reads. Erased ones are left out.
QByteArray writeMemberCsv(const std::vector<Member>& members, CsvLanguage language, CsvEncoding encoding);

}
