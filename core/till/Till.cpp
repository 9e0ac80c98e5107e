// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/till/Till.h"

#include "core/base/DiskSpace.h"
#include "core/base/Json.h"
#include "core/base/Limits.h"
#include "core/domain/catalog/ProductJson.h"
#include "core/domain/pricing/PriceRulesCheck.h"
#include "core/storage/PriceRulesRows.h"
#include "core/storage/RulesRows.h"
#include "core/storage/SettingsRows.h"
#include "core/storage/TillRows.h"

#include <QDir>
#include <QFileInfo>

namespace tangyuan {

namespace {

QString databasePath(const QString& folder)
{
    return QDir(folder).filePath(QLatin1String(Till::databaseName));
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
    case QLockFile::LockFailedError: return fail(ErrorCode::FolderInUse, m_folder);
    case QLockFile::PermissionError: return fail(ErrorCode::ReadOnly, m_folder);
    case QLockFile::NoError:
    case QLockFile::UnknownError: // Qt's manual: "for instance a full partition"
        break;
    }
    constexpr qint64 lockBytes = 4'096;
    if (!hasRoomFor(m_folder, lockBytes))
        return fail(ErrorCode::DiskFull, m_folder);
    return fail(ErrorCode::FileUnwritable, m_lock->fileName());
}

Result<std::unique_ptr<Till>> Till::create(const QString& folder, const ShopSettings& settings, Parts parts, const LoyaltyRules& firstRules)
{
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::FileUnwritable, folder);
    auto till = std::unique_ptr<Till>(new Till(folder, parts));
    TRY(till->lock());
    till->m_database = TRY(Database::open(databasePath(folder), Database::Access::Writer));
    if (TRY(TillRows(*till->m_database).read()))
        return fail(ErrorCode::TillExists, folder);

    // The key first: a till whose key was never stored would be a till that nobody can open.
    till->m_settings = settings;
    const Moment moment = till->m_moments.take();
    till->m_tillId = Id::make(moment.now, parts.random);
    const QByteArray masterKey = Vault::makeMasterKey(parts.random);
    till->m_vault = std::make_unique<Vault>(TRY(Vault::open(masterKey)));
    TRY(parts.keys.write(till->m_tillId.toString(), masterKey));

    Transaction transaction = TRY(Transaction::begin(*till->m_database));
    TRY(TillRows::insert(transaction, { till->m_tillId, till->m_vault->fingerprint() }));
    TRY(tangyuan::saveSettings(transaction, settings));
    TRY(putAtTill(transaction, settings.cashier));
    TRY(FactLog(*till->m_database)
            .append(transaction,
                till->newFact(moment, QStringLiteral("till.created"),
                    { { QStringLiteral("till"), till->m_tillId.toString() }, { QStringLiteral("settings"), settings.toJson() } })));
    TRY(till->insertRules(transaction, moment, firstRules));
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
    const auto row = TRY(TillRows(*m_database).read());
    if (!row)
        return fail(ErrorCode::DatabaseMissing, databasePath(m_folder));
    m_tillId = row->id;
    m_hubLink = TRY(SyncRows(*m_database).link());
    TRY(openVault());
    if (m_vault->fingerprint() != row->keyFingerprint)
        return fail(ErrorCode::KeyWrong, m_folder);
    m_settings = TRY(loadSettings(*m_database));
    m_facts = std::make_unique<FactLog>(*m_database);
    m_members = std::make_unique<Members>(*m_database, *m_facts, *m_vault, m_moments, m_random, m_settings);
    m_rulesBook = TRY(RulesRows(*m_database).load());
    m_priceBook = TRY(PriceRulesRows(*m_database).load());
    m_checkout = std::make_unique<Checkout>(*m_database, *m_facts, m_moments);
    m_refunds = std::make_unique<Refunds>(*m_database, *m_facts, m_moments, m_random, m_priceBook);
    m_loyalty = std::make_unique<Loyalty>(Loyalty::Parts { *m_database, *m_facts, *m_members, *m_vault, m_moments, m_random, m_rulesBook });
    m_coupons = std::make_unique<Coupons>(Coupons::Parts { *m_database, *m_facts, *m_vault, m_moments, m_random, *m_loyalty });
    m_pins = std::make_unique<Pins>(*m_database, *m_facts, *m_vault, m_moments, m_random);
    m_feedback = std::make_unique<FeedbackBook>(*m_database, *m_facts, *m_vault, m_moments, m_random);
    m_carts = std::make_unique<CartRows>(*m_database);
    m_sales = std::make_unique<SaleRows>(*m_database);
    m_ledger = std::make_unique<LedgerRows>(*m_database);
    m_segments = std::make_unique<Segments>(*m_database, *m_facts, *m_members, m_moments, m_random);
    m_cashiers = std::make_unique<Cashiers>(*m_database, *m_facts, m_moments, m_random, m_settings);
    return reloadCatalog();
}

NewFact Till::newFact(const Moment& moment, const QString& type, QJsonObject body)
{
    return { Id::make(moment.now, m_random), type, 1, moment.date, moment.now, std::move(body) };
}

Result<void> Till::saveSettings(const ShopSettings& settings)
{
    const Moment moment = m_moments.take();
    // Through its own reader, so that nothing is stored that could not be opened again.
    const QJsonObject document = settings.toJson();
    ShopSettings checked = TRY(ShopSettings::fromJson(document));
    if (settings.cashier.size() > limits::nameChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("cashier"));
    checked.cashier = settings.cashier;
    Transaction transaction = TRY(Transaction::begin(*m_database));
    TRY(m_cashiers->note(moment, checked.cashier));
    TRY(putAtTill(transaction, checked.cashier));
    if (document != m_settings.toJson()) {
        TRY(tangyuan::saveSettings(transaction, checked));
        TRY(m_facts->append(transaction, TRY(newEdit(moment, QStringLiteral("settings.changed"), checked.toJson()))));
    }
    TRY(transaction.commit());
    m_settings = std::move(checked);
    return {};
}

Result<PriceRules> Till::publishPrices(PriceRules rules)
{
    const Moment moment = m_moments.take();
    rules.version = m_priceBook.newestVersion() + 1;
    rules.effectiveFrom = std::max(rules.effectiveFrom, moment.date);
    for (const PriceFinding& finding : checkPrices(rules, m_catalog))
        if (finding.weight == PriceFinding::Weight::Refused)
            return fail(ErrorCode::RulesRefused, QStringLiteral("%1 %2").arg(offerProblemName(finding.problem), finding.offer));
    NewFact fact = TRY(
        newEdit(moment, QStringLiteral("prices.published"), { { QStringLiteral("version"), rules.version }, { QStringLiteral("prices"), rules.toJson() } }));
    Transaction transaction = TRY(Transaction::begin(*m_database));
    TRY(m_facts->append(transaction, fact));
    TRY(PriceRulesRows::insert(transaction, rules, fact.id));
    TRY(transaction.commit());
    m_priceBook.add(PriceList(rules));
    return rules;
}

Result<LoyaltyRules> Till::insertRules(Transaction& transaction, const Moment& moment, LoyaltyRules rules)
{
    rules.version = m_rulesBook.newestVersion() + 1;
    for (const RuleFinding& finding : checkRules(rules))
        if (finding.weight == RuleFinding::Weight::Refused)
            return fail(ErrorCode::RulesRefused, QStringLiteral("%1 %2 %3").arg(ruleProblemName(finding.problem), finding.rule, finding.other).trimmed());
    // What decides the draws is told before the first of them, so that nobody can choose it afterwards.
    QJsonObject commitments;
    for (const Lottery& lottery : rules.lotteries)
        commitments[lottery.id] = QString::fromLatin1(lotteryCommitment(m_vault->blindIndex(Vault::Index::Lottery, lottery.id)).toHex());
    NewFact fact = TRY(
        newEdit(moment, QStringLiteral("rules.published"), { { QStringLiteral("version"), rules.version }, { QStringLiteral("rules"), rules.toJson() } }));
    if (!commitments.isEmpty())
        fact.body[QLatin1String("lotteryCommitments")] = commitments;
    TRY(FactLog(*m_database).append(transaction, fact));
    TRY(RulesRows::insert(transaction, rules, fact.id));
    return rules;
}

Result<LoyaltyRules> Till::publishRules(LoyaltyRules rules, Notice notice)
{
    const Moment moment = m_moments.take();
    rules.effectiveFrom = std::max(rules.effectiveFrom, notice == Notice::Kept ? moment.date.addDays(rules.noticeDays) : moment.date);
    Transaction transaction = TRY(Transaction::begin(*m_database));
    LoyaltyRules published = TRY(insertRules(transaction, moment, std::move(rules)));
    TRY(transaction.commit());
    m_rulesBook.add(published);
    return published;
}

Result<void> Till::reloadCatalog()
{
    ProductRows store(*m_database);
    m_catalog = Catalog(TRY(store.categories()), TRY(store.products()));
    return {};
}

Result<void> Till::saveProducts(const std::vector<Category>& categories, const std::vector<Product>& products)
{
    const Moment moment = m_moments.take();
    constexpr qsizetype productsPerFact = 50; // with every name, barcode and tag as long as can be, within limits::factBodyBytes
    for (const Product& product : products)
        TRY(checkProduct(product));
    Transaction transaction = TRY(Transaction::begin(*m_database));
    QJsonArray categoryChanges;
    for (const Category& category : categories) {
        if (category.name.trimmed().isEmpty() || category.name.size() > limits::nameChars)
            return fail(ErrorCode::InputMalformed, QStringLiteral("category"));
        TRY(ProductRows::saveCategory(transaction, category));
        categoryChanges.append(QJsonObject {
            { QStringLiteral("id"), category.id.toString() }, { QStringLiteral("name"), category.name }, { QStringLiteral("position"), category.position } });
    }
    QJsonArray productChanges;
    const auto record = [&]() -> Result<void> {
        if (categoryChanges.isEmpty() && productChanges.isEmpty())
            return {};
        TRY(m_facts->append(transaction,
            TRY(newEdit(moment, QStringLiteral("catalog.changed"),
                { { QStringLiteral("categories"), categoryChanges }, { QStringLiteral("products"), productChanges } }))));
        categoryChanges = {};
        productChanges = {};
        return {};
    };
    for (const Product& product : products) {
        TRY(ProductRows::saveProduct(transaction, product));
        productChanges.append(productToJson(product));
        if (productChanges.size() == productsPerFact)
            TRY(record());
    }
    TRY(record());
    if (TRY(ProductRows(*m_database).count()) > limits::products)
        return fail(ErrorCode::InputOutOfRange, QStringLiteral("products"));
    TRY(transaction.commit());
    return reloadCatalog();
}

Cart Till::newCart()
{
    const UtcTime now = m_clock.now();
    Cart cart;
    cart.id = Id::make(now, m_random);
    cart.openedAt = now;
    return cart;
}

void Till::refresh(Cart& cart) const
{
    for (CartLine& line : cart.lines)
        if (const Product* product = m_catalog.byId(line.product.id); product && product->unit == line.quantity.unit)
            line.product = *product;
}

}
