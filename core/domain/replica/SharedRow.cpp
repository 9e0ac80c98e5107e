// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/replica/SharedRow.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/staff/Cashier.h"

#include <algorithm>

namespace tangyuan {

namespace {

constexpr std::array sharedKindNames { "member", "category", "product", "rules", "prices", "shop", "segment", "batch", "printed", "issuer", "cashier" };
static_assert(sharedKindNames.size() == sharedKinds.size());

/// What of the settings is the chain's: the rest is the till's own.
constexpr std::array shopFields { "receiptFooter", "timeZone", "cutOffHour", "phoneRegion", "scaleLabels", "rfm" };

/// A version as a text that sorts like the number.
QString versionId(qint64 version)
{
    return QStringLiteral("%1").arg(version, 10, 10, QLatin1Char('0'));
}

void addCoupons(std::vector<SharedEdit>& edits, JsonReader& reader, QLatin1String key, int sign)
{
    if (!reader.has(key))
        return;
    for (const QJsonValue& value : reader.array(key, limits::cartCoupons)) {
        const QJsonObject coupon = value.toObject();
        if (!coupon.contains(QLatin1String("batch")))
            continue; // the member's own: the ledger has it
        JsonReader fields(coupon);
        const QString batch = fields.id(QLatin1String("batch")).toString();
        const qint64 serial = fields.integer(QLatin1String("serial"), 1, std::numeric_limits<qint32>::max());
        if (!fields.finish())
            return reader.reject(key);
        edits.push_back({ { SharedKind::Printed, QStringLiteral("%1:%2").arg(batch).arg(serial),
                              { { QStringLiteral("batch"), batch }, { QStringLiteral("serial"), serial }, { QStringLiteral("uses"), sign } } },
            SharedEdit::Way::Add, SharedEdit::Crossing::Never });
    }
}

/// Of a batch as a whole, or of one coupon of it.
void addChangeOfBatch(std::vector<SharedEdit>& edits, JsonReader& reader, QJsonObject fields)
{
    const QString batch = reader.id(QLatin1String("batch")).toString();
    const qint64 serial = reader.optionalInteger(QLatin1String("serial"), 0, 0, std::numeric_limits<qint32>::max());
    if (serial == 0) {
        edits.push_back({ { SharedKind::Batch, batch, fields }, SharedEdit::Way::Merge, SharedEdit::Crossing::Never });
        return;
    }
    fields[QLatin1String("batch")] = batch;
    fields[QLatin1String("serial")] = serial;
    edits.push_back({ { SharedKind::Printed, QStringLiteral("%1:%2").arg(batch).arg(serial), fields }, SharedEdit::Way::Merge, SharedEdit::Crossing::Never });
}

}

QString sharedKindName(SharedKind kind)
{
    return QString::fromLatin1(sharedKindNames[static_cast<size_t>(kind)]);
}

Result<SharedKind> sharedKindFromName(QStringView name)
{
    for (const SharedKind kind : sharedKinds)
        if (name == QLatin1String(sharedKindNames[static_cast<size_t>(kind)]))
            return kind;
    return fail(ErrorCode::InputMalformed, QStringLiteral("kind"));
}

QJsonObject edited(const QJsonObject& before, const SharedEdit& edit)
{
    if (edit.way == SharedEdit::Way::Replace)
        return edit.row.body;
    QJsonObject after = before;
    for (auto field = edit.row.body.begin(); field != edit.row.body.end(); ++field) {
        const bool adds = edit.way == SharedEdit::Way::Add && field.key() == QLatin1String("uses");
        after[field.key()] = adds ? QJsonValue(before[QLatin1String("uses")].toInteger() + field->toInteger()) : *field;
    }
    return after;
}

Result<std::vector<SharedEdit>> sharedEdits(const Fact& fact, const QJsonObject& body)
{
    std::vector<SharedEdit> edits;
    JsonReader reader(body);
    const auto is = [&](const char* type) { return fact.type == QLatin1String(type); };
    const auto addList = [&](QLatin1String key, SharedKind kind) {
        for (const QJsonValue& value : reader.array(key, limits::products)) {
            const QJsonObject thing = value.toObject();
            const auto id = Id::fromString(thing[QLatin1String("id")].toString());
            if (!id)
                return reader.reject(key);
            edits.push_back({ { kind, id->toString(), thing } });
        }
    };
    const auto addVersion = [&](QLatin1String key, SharedKind kind) {
        const qint64 version = reader.integer(QLatin1String("version"), 1, 1'000'000'000);
        if (!body[key].isObject())
            reader.reject(key);
        const QJsonObject row { { QStringLiteral("version"), version }, { QStringLiteral("fact"), fact.id.toString() },
            { QStringLiteral("document"), body[key] } };
        edits.push_back({ { kind, versionId(version), row }, SharedEdit::Way::Replace, SharedEdit::Crossing::ByKind });
    };

    if (is("catalog.changed")) {
        addList(QLatin1String("categories"), SharedKind::Category);
        addList(QLatin1String("products"), SharedKind::Product);
    } else if (is("rules.published")) {
        addVersion(QLatin1String("rules"), SharedKind::Rules);
    } else if (is("prices.published")) {
        addVersion(QLatin1String("prices"), SharedKind::Prices);
    } else if (is("settings.changed")) {
        QJsonObject shop;
        for (const char* field : shopFields)
            if (body.contains(QLatin1String(field)))
                shop[QLatin1String(field)] = body[QLatin1String(field)];
        edits.push_back({ { SharedKind::Shop, QStringLiteral("shop"), shop } });
    } else if (is("segment.saved")) {
        const QString name = reader.text(QLatin1String("name"), limits::nameChars);
        edits.push_back({ { SharedKind::Segment, name, { { QStringLiteral("name"), name }, { QStringLiteral("segment"), body[QLatin1String("segment")] } } } });
    } else if (is("segment.deleted")) {
        edits.push_back({ { SharedKind::Segment, reader.text(QLatin1String("name"), limits::nameChars), {} } });
    } else if (is("cashier.saved")) {
        const Cashier cashier = TRY(Cashier::fromJson(body));
        edits.push_back({ { SharedKind::Cashier, cashier.id.toString(), cashier.toJson() } });
    } else if (is("coupons.printed")) {
        QJsonObject batch { { QStringLiteral("id"), reader.id(QLatin1String("batch")).toString() },
            { QStringLiteral("kind"), reader.text(QLatin1String("kind"), limits::codeChars) },
            { QStringLiteral("count"), reader.integer(QLatin1String("count"), 1, 1'000'000) },
            { QStringLiteral("first"), reader.date(QLatin1String("first")).yyyymmdd } };
        if (const auto last = reader.optionalDate(QLatin1String("last")))
            batch[QLatin1String("last")] = last->yyyymmdd;
        edits.push_back({ { SharedKind::Batch, batch[QLatin1String("id")].toString(), batch }, SharedEdit::Way::Merge, SharedEdit::Crossing::Never });
    } else if (is("coupons.revoked")) {
        addChangeOfBatch(edits, reader, { { QStringLiteral("revoked"), true } });
    } else if (is("coupons.extended")) {
        addChangeOfBatch(edits, reader, { { QStringLiteral("last"), reader.date(QLatin1String("last")).yyyymmdd } });
    } else if (is("sale.committed") || is("sale.refunded")) {
        addCoupons(edits, reader, QLatin1String("couponsUsed"), 1);
        addCoupons(edits, reader, QLatin1String("couponsBack"), -1);
    }
    TRY(reader.finish());
    return edits;
}

}
