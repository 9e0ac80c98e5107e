// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/Till.h"

#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/catalog/ProductJson.h"

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace tangyuan {

namespace {

QString databasePath(const QString& folder)
{
    return QDir(folder).filePath(QLatin1String(Till::databaseName));
}

struct TillRow {
    Id id;
    QByteArray keyFingerprint;
};

Result<std::optional<TillRow>> readTillRow(Database& database)
{
    return database.first("SELECT id, key_fingerprint FROM till", {}, [](const Row& row) { return TillRow { row.id(0), row.bytes(1) }; });
}

}

Till::Till(QString folder, Parts parts)
    : m_folder(std::move(folder))
    , m_keys(parts.keys)
    , m_clock(parts.clock)
    , m_random(parts.random)
{
}

Till::~Till() = default;

Result<void> Till::lock()
{
    m_lock = std::make_unique<QLockFile>(QDir(m_folder).filePath(QStringLiteral("till.lock")));
    m_lock->setStaleLockTime(0); // a lock is stale only when its process is gone
    if (m_lock->tryLock(0))
        return {};
    switch (m_lock->error()) {
    case QLockFile::LockFailedError:
        return fail(ErrorCode::FolderInUse, m_folder);
    case QLockFile::PermissionError:
        return fail(ErrorCode::ReadOnly, m_folder);
    case QLockFile::NoError:
    case QLockFile::UnknownError: // Qt's manual: "for instance a full partition"
        break;
    }
    constexpr qint64 lockBytes = 4'096;
    if (QStorageInfo(m_folder).bytesAvailable() < lockBytes)
        return fail(ErrorCode::DiskFull, m_folder);
    return fail(ErrorCode::FileUnwritable, m_lock->fileName());
}

Result<std::unique_ptr<Till>> Till::create(const QString& folder, const ShopSettings& settings, Parts parts)
{
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::FileUnwritable, folder);
    auto till = std::unique_ptr<Till>(new Till(folder, parts));
    TRY(till->lock());
    till->m_database = TRY(Database::open(databasePath(folder), Database::Access::Writer));
    if (TRY(readTillRow(*till->m_database)))
        return fail(ErrorCode::TillExists, folder);

    // The key first: a till whose key was never stored would be a till that nobody can open.
    const Id id = Id::make(parts.clock, parts.random);
    const QByteArray masterKey = Vault::makeMasterKey(parts.random);
    const Vault vault = TRY(Vault::open(masterKey));
    TRY(parts.keys.write(id.toString(), masterKey));

    Transaction transaction = TRY(Transaction::begin(*till->m_database));
    TRY(transaction.execute("INSERT INTO till (only, id, epoch, key_fingerprint) VALUES (1, ?, 0, ?)", { id, vault.fingerprint() }));
    TRY(tangyuan::saveSettings(transaction, settings));
    TRY(FactLog(*till->m_database)
            .append(transaction,
                { Id::make(parts.clock, parts.random), QStringLiteral("till.created"), 1, settings.calendar.businessDate(parts.clock.now()), parts.clock.now(),
                    { { QStringLiteral("till"), id.toString() }, { QStringLiteral("settings"), settings.toJson() } } }));
    TRY(transaction.commit());
    TRY(till->load());
    return till;
}

Result<std::unique_ptr<Till>> Till::open(const QString& folder, Parts parts, Database::Access access)
{
    if (!QFileInfo::exists(databasePath(folder)))
        return fail(ErrorCode::DatabaseMissing, databasePath(folder));
    auto till = std::unique_ptr<Till>(new Till(folder, parts));
    if (access == Database::Access::Writer)
        TRY(till->lock());
    till->m_database = TRY(Database::open(databasePath(folder), access));
    TRY(till->load());
    return till;
}

Result<void> Till::load()
{
    const auto row = TRY(readTillRow(*m_database));
    if (!row)
        return fail(ErrorCode::DatabaseMissing, databasePath(m_folder));
    m_tillId = row->id;
    m_vault = std::make_unique<Vault>(TRY(Vault::open(TRY(m_keys.read(m_tillId.toString())))));
    if (m_vault->fingerprint() != row->keyFingerprint)
        return fail(ErrorCode::KeyWrong, m_folder);
    m_settings = TRY(loadSettings(*m_database));
    m_facts = std::make_unique<FactLog>(*m_database);
    m_members = std::make_unique<Members>(*m_database, *m_facts, *m_vault, m_clock, m_random, m_settings);
    m_checkout = std::make_unique<Checkout>(*m_database, *m_facts, m_clock, m_settings);
    m_carts = std::make_unique<CartStore>(*m_database);
    m_sales = std::make_unique<SaleStore>(*m_database);
    m_ledger = std::make_unique<LedgerStore>(*m_database);
    return reloadCatalog();
}

NewFact Till::newFact(const QString& type, QJsonObject body)
{
    const UtcTime now = m_clock.now();
    return { Id::make(m_clock, m_random), type, 1, m_settings.calendar.businessDate(now), now, std::move(body) };
}

Result<void> Till::saveSettings(const ShopSettings& settings)
{
    // Through its own reader, so that nothing is stored that could not be opened again.
    ShopSettings checked = TRY(ShopSettings::fromJson(settings.toJson()));
    Transaction transaction = TRY(Transaction::begin(*m_database));
    TRY(tangyuan::saveSettings(transaction, checked));
    TRY(m_facts->append(transaction, newFact(QStringLiteral("settings.changed"), checked.toJson())));
    TRY(transaction.commit());
    m_settings = std::move(checked);
    return {};
}

Result<void> Till::reloadCatalog()
{
    ProductStore store(*m_database);
    m_catalog = Catalog(TRY(store.categories()), TRY(store.products()));
    return {};
}

Result<void> Till::saveProducts(const std::vector<Category>& categories, const std::vector<Product>& products)
{
    constexpr qsizetype productsPerFact = 100;
    for (const Product& product : products)
        TRY(checkProduct(product));
    Transaction transaction = TRY(Transaction::begin(*m_database));
    QJsonArray categoryChanges;
    for (const Category& category : categories) {
        if (category.name.trimmed().isEmpty() || category.name.size() > limits::nameChars)
            return fail(ErrorCode::InputMalformed, QStringLiteral("category"));
        TRY(ProductStore::saveCategory(transaction, category));
        categoryChanges.append(QJsonObject { { QStringLiteral("id"), category.id.toString() }, { QStringLiteral("name"), category.name },
            { QStringLiteral("position"), category.position } });
    }
    QJsonArray productChanges;
    const auto record = [&]() -> Result<void> {
        if (categoryChanges.isEmpty() && productChanges.isEmpty())
            return {};
        TRY(m_facts->append(transaction,
            newFact(QStringLiteral("catalog.changed"), { { QStringLiteral("categories"), categoryChanges }, { QStringLiteral("products"), productChanges } })));
        categoryChanges = {};
        productChanges = {};
        return {};
    };
    for (const Product& product : products) {
        TRY(ProductStore::saveProduct(transaction, product));
        productChanges.append(productToJson(product));
        if (productChanges.size() == productsPerFact)
            TRY(record());
    }
    TRY(record());
    if (TRY(m_database->integer("SELECT count(*) FROM products")) > limits::products)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("products"));
    TRY(transaction.commit());
    return reloadCatalog();
}

Cart Till::newCart()
{
    Cart cart;
    cart.id = Id::make(m_clock, m_random);
    cart.openedAt = m_clock.now();
    return cart;
}

void Till::refresh(Cart& cart) const
{
    for (CartLine& line : cart.lines)
        if (const Product* product = m_catalog.byId(line.product.id); product && product->unit == line.quantity.unit)
            line.product = *product;
}

}
