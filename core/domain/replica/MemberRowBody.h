// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/replica/MemberRecord.h"

namespace tangyuan {

/// What of a member is secret, and therefore in no fact: it can be erased.
struct MemberKeys {
    QByteArray wrappedKey; ///< of the seal, by the organisation's key
    QByteArray phoneIndex;
    QByteArray tailIndex;

    bool operator==(const MemberKeys&) const = default;
};

/// A member as the hub sends them.
struct MemberRowBody {
    MemberRecord record;
    MemberKeys keys;

    QJsonObject toJson() const;
    static Result<MemberRowBody> fromJson(const QJsonObject& json);
};
/// The same from a record that is JSON already.
QJsonObject memberRowBody(QJsonObject record, const MemberKeys& keys);

}
