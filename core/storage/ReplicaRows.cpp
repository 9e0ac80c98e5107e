// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/storage/ReplicaRows.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductJson.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/pricing/PriceRules.h"
#include "core/domain/shop/ShopSettings.h"
#include "core/storage/CashierRows.h"
#include "core/storage/CouponRows.h"
#include "core/storage/ProductRows.h"
#include "core/storage/SegmentRows.h"
#include "core/storage/SettingsRows.h"
#include "core/storage/SyncRows.h"

namespace tangyuan {

namespace {

Result<void> putCategory(Transaction& transaction, const QJsonObject& body)
{
    JsonReader reader(body);
    const Category category { reader.id(QLatin1String("id")), reader.text(QLatin1String("name"), limits::nameChars),
        static_cast<int>(reader.integer(QLatin1String("position"), -1'000'000, 1'000'000)) };
    TRY(reader.finish());
    return ProductRows::saveCategory(transaction, category);
}

Result<void> putProduct(Transaction& transaction, const QJsonObject& body)
{
    const Product product = TRY(productFromJson(body));
    TRY(transaction.execute(
        "UPDATE products SET plu = substr(plu, 1, 30) || '~' || substr(hex(id), 25) WHERE plu = ? AND id <> ?", { product.plu, product.id }));
    for (const QString& barcode : product.barcodes)
        TRY(transaction.execute("DELETE FROM barcodes WHERE barcode = ? AND product <> ?", { barcode, product.id }));
    TRY(transaction.execute("INSERT INTO categories (id, name, position) VALUES (?, '', 0) ON CONFLICT (id) DO NOTHING", { product.category }));
    return ProductRows::saveProduct(transaction, product);
}

struct VersionRow {
    qint64 version = 0;
    Id fact;
    QJsonObject document;
};

Result<VersionRow> versionOf(const QJsonObject& body)
{
    JsonReader reader(body);
    VersionRow row { reader.integer(QLatin1String("version"), 1, 1'000'000'000), reader.id(QLatin1String("fact")), body[QLatin1String("document")].toObject() };
    TRY(reader.finish());
    return row;
}

/// Into one of the two tables of versions, or out of it: a row without a body is a version that the chain does not have.
template <class Document>
Result<void> putVersion(Transaction& transaction, Sql insert, Sql remove, const SharedRow& row)
{
    if (row.body.isEmpty()) {
        TRY(transaction.execute(remove, { row.id.toLongLong() }));
        return {};
    }
    const VersionRow version = TRY(versionOf(row.body));
    const Document document = TRY(Document::fromJson(version.document));
    TRY(transaction.execute(insert, { version.version, document.effectiveFrom, version.fact, compactJson(version.document) }));
    return {};
}

Result<void> putRules(Transaction& transaction, const SharedRow& row)
{
    return putVersion<LoyaltyRules>(transaction,
        "INSERT INTO rules (version, effective_from, fact, document) VALUES (?, ?, ?, ?) ON CONFLICT (version) DO UPDATE SET"
        " effective_from = excluded.effective_from, fact = excluded.fact, document = excluded.document",
        "DELETE FROM rules WHERE version = ?", row);
}

Result<void> putPrices(Transaction& transaction, const SharedRow& row)
{
    return putVersion<PriceRules>(transaction,
        "INSERT INTO price_rules (version, effective_from, fact, document) VALUES (?, ?, ?, ?) ON CONFLICT (version) DO UPDATE SET"
        " effective_from = excluded.effective_from, fact = excluded.fact, document = excluded.document",
        "DELETE FROM price_rules WHERE version = ?", row);
}

Result<void> putShop(Transaction& transaction, const QJsonObject& body)
{
    QJsonObject settings = TRY(loadSettings(transaction.database())).toJson();
    for (auto field = body.begin(); field != body.end(); ++field)
        settings[field.key()] = *field;
    return saveSettings(transaction, TRY(ShopSettings::fromJson(settings)));
}

Result<void> putBatch(Transaction& transaction, const QJsonObject& body)
{
    JsonReader reader(body);
    CouponRows::Batch batch { reader.id(QLatin1String("id")), reader.text(QLatin1String("kind"), limits::codeChars), reader.date(QLatin1String("first")),
        reader.optionalDate(QLatin1String("last")), static_cast<qint32>(reader.integer(QLatin1String("count"), 1, 1'000'000)),
        body[QLatin1String("revoked")].toBool() };
    TRY(reader.finish());
    TRY(transaction.execute("INSERT INTO coupon_batches (id, kind, first_day, last_day, count, revoked) VALUES (?, ?, ?, ?, ?, ?)"
                            " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, first_day = excluded.first_day, last_day = excluded.last_day,"
                            " count = excluded.count, revoked = excluded.revoked",
        { batch.id, batch.kind, batch.first, batch.last, batch.count, batch.isRevoked ? 1 : 0 }));
    return {};
}

Result<void> putPrinted(Transaction& transaction, const QJsonObject& body)
{
    JsonReader reader(body);
    const Id batch = reader.id(QLatin1String("batch"));
    const qint64 serial = reader.integer(QLatin1String("serial"), 1, std::numeric_limits<qint32>::max());
    const std::optional<BusinessDate> last = reader.optionalDate(QLatin1String("last"));
    TRY(reader.finish());
    // A coupon of a batch that is still to come waits for nothing: its batch's row follows with its own number.
    TRY(transaction.execute("INSERT INTO coupon_batches (id, kind, first_day, count) VALUES (?, '', 0, ?) ON CONFLICT (id) DO NOTHING", { batch, serial }));
    TRY(transaction.execute("INSERT INTO printed_coupons (batch, serial, uses, revoked, last_day) VALUES (?, ?, ?, ?, ?)"
                            " ON CONFLICT (batch, serial) DO UPDATE SET uses = excluded.uses, revoked = excluded.revoked, last_day = excluded.last_day",
        { batch, serial, std::max<qint64>(0, body[QLatin1String("uses")].toInteger()), body[QLatin1String("revoked")].toBool() ? 1 : 0, last }));
    return {};
}

Result<void> putIssuer(Transaction& transaction, const QJsonObject& body)
{
    const QByteArray key = QByteArray::fromBase64(body[QLatin1String("key")].toString().toLatin1());
    constexpr qsizetype keyBytes = 32;
    if (key.size() != keyBytes)
        return fail(ErrorCode::InputMalformed, QStringLiteral("key"));
    return SyncRows::addIssuer(transaction, key);
}

Result<void> putSegment(Transaction& transaction, const SharedRow& row)
{
    if (!row.body.isEmpty())
        return SegmentRows::save(transaction, row.id, compactJson(row.body[QLatin1String("segment")].toObject()));
    TRY(SegmentRows::remove(transaction, row.id));
    return {};
}

}

Result<void> ReplicaRows::put(Transaction& transaction, const SharedRow& row)
{
    switch (row.kind) {
    case SharedKind::Category: return putCategory(transaction, row.body);
    case SharedKind::Product: return putProduct(transaction, row.body);
    case SharedKind::Rules: return putRules(transaction, row);
    case SharedKind::Prices: return putPrices(transaction, row);
    case SharedKind::Shop: return putShop(transaction, row.body);
    case SharedKind::Segment: return putSegment(transaction, row);
    case SharedKind::Batch: return putBatch(transaction, row.body);
    case SharedKind::Printed: return putPrinted(transaction, row.body);
    case SharedKind::Issuer: return putIssuer(transaction, row.body);
    case SharedKind::Cashier: return CashierRows::put(transaction, TRY(Cashier::fromJson(row.body)));
    case SharedKind::Member: break;
    }
    VERIFY(false);
}

Result<std::vector<Id>> ReplicaRows::aliasesOf(const Id& member)
{
    return m_database.all("SELECT id FROM members WHERE alias_of = ?", { member }, [](const Row& row) { return row.id(0); });
}

}
