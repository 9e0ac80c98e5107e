// SPDX-License-Identifier: GPL-3.0-or-later
// For libFuzzer: whatever a till that was taken over sends, or a hub that was, there is an answer or a clear error, and what
// was understood can be folded. The first byte says what the rest is.
#include "core/base/Json.h"
#include "sync/protocol/Messages.h"

#include <QJsonDocument>

using namespace tangyuan;
using namespace tangyuan::sync;

namespace {

QJsonObject objectOf(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

/// What a fact would do: to members, and to what stores share.
void digest(const Fact& fact, const QJsonObject& body)
{
    if (const auto changes = memberChanges(fact, body))
        for (const MemberChange& change : *changes) {
            MUST(MemberChange::fromJson(objectOf(change.toUtf8())));
            MemberChange again = change;
            again.fact.bytes[15] ^= 1;
            FoldedMember folded = foldAll(change.member, { change, again, change });
            compact(folded.record);
            MUST(MemberRecord::fromJson(folded.record.toJson()));
        }
    if (const auto edits = sharedEdits(fact, body))
        for (const SharedEdit& edit : *edits)
            static_cast<void>(edited(edited({}, edit), edit));
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArray rest(reinterpret_cast<const char*>(data + 1), static_cast<qsizetype>(size - 1));
    constexpr std::array types { "sale.committed", "sale.refunded", "member.registered", "member.updated", "member.tagged", "member.referred",
        "catalog.changed", "rules.published", "settings.changed", "cashier.saved", "member.pin_set", "segment.saved", "coupons.printed", "coupons.revoked" };
    switch (data[0] % 8) {
    case 0: static_cast<void>(EnrolRequest::fromJson(objectOf(rest))); break;
    case 1:
        if (const auto push = PushRequest::fromJson(objectOf(rest)))
            for (const Fact& fact : push->facts)
                digest(fact, objectOf(fact.body));
        break;
    case 2:
        if (const auto reply = PullReply::fromJson(objectOf(rest)))
            for (const SharedRow& row : reply->rows)
                static_cast<void>(MemberRowBody::fromJson(row.body));
        break;
    case 3:
        static_cast<void>(EnrolmentCode::fromText(QString::fromUtf8(rest)));
        static_cast<void>(readAuthorization(rest));
        break;
    case 4: static_cast<void>(decompressed(rest, requestBytes)); break;
    case 5:
        if (const auto record = MemberRecord::fromJson(objectOf(rest))) {
            MemberRecord folded = *record;
            fold(folded,
                { .member = record->id,
                    .fact = record->lastFact,
                    .type = QStringLiteral("sale.committed"),
                    .at = {},
                    .date = { 20261129 },
                    .parts = { { QStringLiteral("sale"), {}, 1, { effect::Spend { Currency::Points, 7 }, effect::Expire { { 20261128 } } } } } });
            compact(folded);
        }
        break;
    default: {
        Fact fact;
        fact.id.bytes[0] = 1;
        fact.type = QString::fromLatin1(types[data[0] / 8 % types.size()]);
        fact.businessDate = { 20261129 };
        digest(fact, objectOf(rest));
    }
    }
    return 0;
}
