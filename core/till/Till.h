// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Catalog.h"
#include "core/domain/loyalty/RulesCheck.h"
#include "core/domain/members/KeyStore.h"
#include "core/domain/members/MemberNames.h"
#include "core/storage/CartRows.h"
#include "core/storage/LedgerRows.h"
#include "core/storage/ProductRows.h"
#include "core/storage/SaleRows.h"
#include "core/storage/SyncRows.h"
#include "core/usecases/counter/Checkout.h"
#include "core/usecases/counter/Refunds.h"
#include "core/usecases/membership/Coupons.h"
#include "core/usecases/membership/FeedbackBook.h"
#include "core/usecases/membership/Loyalty.h"
#include "core/usecases/membership/Members.h"
#include "core/usecases/membership/Pins.h"
#include "core/usecases/replication/Replica.h"
#include "core/usecases/segments/Segments.h"
#include "core/usecases/staff/Cashiers.h"

#include <QLockFile>

namespace tangyuan {

/// One till's folder, opened: its database, its key and its use cases. The front door of `core` for the
/// screens, `tangyuan-admin` and the tests.
class Till {
public:
    static constexpr auto databaseName = "till.sqlite";

    struct Parts {
        KeyStore& keys;
        const Clock& clock;
        Random& random;
    };

    /// Makes a new till in an empty or missing folder and its master key in the key store.
    /// Errors: TillExists if the folder holds one already, key store and file errors.
    static Result<std::unique_ptr<Till>> create(const QString& folder, const ShopSettings& settings, Parts parts, const LoyaltyRules& firstRules = {});
    /// Opens an existing till; a Reader only looks, also while another program writes. Errors: DatabaseMissing, FolderInUse (another program writes there),
    /// KeyMissing, KeyWrong, KeyStoreUnavailable, storage errors.
    static Result<std::unique_ptr<Till>> open(const QString& folder, Parts parts, Database::Access access = Database::Access::Writer);
    ~Till();

    const QString& folder() const { return m_folder; }
    const ShopSettings& settings() const { return m_settings; }
    /// Whoever stands at the counter by them for the first time gets into the list of cashiers. "settings.changed" is told
    /// where anything but that is another; who stands there is the till's own.
    Result<void> saveSettings(const ShopSettings& settings);
    /// All versions of the loyalty rules; `rules()` are those of today.
    const RulesBook& rulesBook() const { return m_rulesBook; }
    const LoyaltyRules& rules() const { return m_moments.take().rules; }
    BusinessDate today() const { return m_moments.take().date; }
    /// Publishes a new version, to act from `rules.effectiveFrom` on. Members are told ahead: Kept moves the day so
    /// that the notice period fits; Waived lets it act on the day that it says, for what only betters their lot.
    /// Errors: RulesRefused with the finding ("mallLoop coffee"), storage errors.
    enum class Notice { Kept, Waived };
    Result<LoyaltyRules> publishRules(LoyaltyRules rules, Notice notice);

    /// All versions of the prices' rules; `prices()` are those of today.
    const PriceBook& priceBook() const { return m_priceBook; }
    const PriceList& prices() const { return m_moments.take().prices; }
    /// Publishes a new version, to act from `effectiveFrom` on, today at the earliest. Errors: RulesRefused with the
    /// finding ("rungOrder spend-more"), storage errors.
    Result<PriceRules> publishPrices(PriceRules rules);

    const Id& tillId() const { return m_tillId; }

    /// The chain that this till belongs to, if any.
    const std::optional<HubLink>& hubLink() const { return m_hubLink; }
    /// Whose cards and coupons are believed.
    const QByteArrayList& issuerKeys() const { return m_issuerKeys; }
    /// Joins a chain: members' seals are wrapped anew by the organisation's key, which stands in the database under the
    /// till's own. `progress` hears of members wrapped and in all. Errors: key store and storage errors; on any the till stands
    /// alone as before.
    Result<void> join(const HubLink& link, const QByteArray& organisationKey, const std::function<void(qint64 done, qint64 total)>& progress = {});
    /// Stands alone again; what it has stays.
    Result<void> leave();
    /// Writes what of the link changes: how far the hub has our facts, which generation it is.
    Result<void> keepLink(const HubLink& link);
    /// Takes over rows of the hub, all or none. `contains`: the last of our own facts that is in them.
    struct HubPage {
        std::vector<SharedRow> rows;
        std::map<QString, qint64> cursors; ///< where each stream stands after the page
        FactKey contains {};
    };
    Result<ReplicaChanges> takeOver(const HubPage& page);
    /// Told after taking over what a screen shows: catalogue, rules, prices, settings.
    Listeners<ReplicaChanges> onTakenOver;

    Database& database() { return *m_database; }
    FactLog& facts() { return *m_facts; }
    const Vault& vault() const { return *m_vault; }
    const Clock& clock() const { return m_clock; }
    const Moments& moments() const { return m_moments; }
    Random& random() { return m_random; }
    Members& members() { return *m_members; }
    Pins& pins() { return *m_pins; }
    FeedbackBook& feedback() { return *m_feedback; }
    Checkout& checkout() { return *m_checkout; }
    Refunds& refunds() { return *m_refunds; }
    Loyalty& loyalty() { return *m_loyalty; }
    Coupons& coupons() { return *m_coupons; }
    CartRows& carts() { return *m_carts; }
    SaleRows& sales() { return *m_sales; }
    LedgerRows& ledger() { return *m_ledger; }
    Segments& segments() { return *m_segments; }
    Cashiers& cashiers() { return *m_cashiers; }

    const Catalog& catalog() const { return m_catalog; }
    /// Saves products and categories with one "catalog.changed" fact per 100 products, and reloads.
    /// Errors: DuplicateCode, InputOutOfRange, storage errors.
    Result<void> saveProducts(const std::vector<Category>& categories, const std::vector<Product>& products);
    Result<void> reloadCatalog();

    /// An empty cart with a new id.
    Cart newCart();
    /// Lays today's catalogue over the cart's lines.
    void refresh(Cart& cart) const;

private:
    Till(QString folder, Parts parts);
    Result<void> lock();
    Result<void> load();
    Result<LoyaltyRules> insertRules(Transaction& transaction, const Moment& moment, LoyaltyRules rules);
    NewFact newFact(const Moment& moment, const QString& type, QJsonObject body);
    /// Of an edit that tills share: it says what of the organisation was known.
    Result<NewFact> newEdit(const Moment& moment, const QString& type, QJsonObject body);
    Result<void> openVault();

    QString m_folder;
    KeyStore& m_keys;
    const Clock& m_clock;
    Random& m_random;
    std::unique_ptr<QLockFile> m_lock;
    Id m_tillId;
    std::optional<HubLink> m_hubLink;
    std::unique_ptr<Replica> m_replica;
    QByteArrayList m_issuerKeys;
    ShopSettings m_settings;
    Catalog m_catalog;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Vault> m_vault;
    std::unique_ptr<FactLog> m_facts;
    std::unique_ptr<Members> m_members;
    RulesBook m_rulesBook;
    PriceBook m_priceBook;
    Moments m_moments { m_clock, m_settings, m_rulesBook, m_priceBook };
    std::unique_ptr<Pins> m_pins;
    std::unique_ptr<FeedbackBook> m_feedback;
    std::unique_ptr<Checkout> m_checkout;
    std::unique_ptr<Refunds> m_refunds;
    std::unique_ptr<Loyalty> m_loyalty;
    std::unique_ptr<Coupons> m_coupons;
    std::unique_ptr<CartRows> m_carts;
    std::unique_ptr<SaleRows> m_sales;
    std::unique_ptr<LedgerRows> m_ledger;
    std::unique_ptr<Segments> m_segments;
    std::unique_ptr<Cashiers> m_cashiers;
};

}
