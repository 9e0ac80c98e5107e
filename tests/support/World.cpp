// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/World.h"

#include "core/base/Pinyin.h"

#include <QTest>

namespace tangyuan {

Result<QByteArray> MemoryKeyStore::read(const QString& name)
{
    const auto found = m_keys.find(name);
    if (found == m_keys.end())
        return fail(ErrorCode::KeyMissing, name);
    return found->second;
}

Result<void> MemoryKeyStore::write(const QString& name, const QByteArray& key)
{
    m_keys[name] = key;
    return {};
}

namespace {

Product makeProduct(World& world, const Category& category, const char* plu, const char* name, qint64 priceMinor, Quantity::Unit unit = Quantity::Unit::Piece)
{
    Product product;
    product.id = Id::make(world.clock(), world.random());
    product.plu = QString::fromLatin1(plu);
    product.name = QString::fromUtf8(name);
    product.initials = pinyinInitials(product.name);
    product.category = category.id;
    product.unit = unit;
    product.price = { priceMinor };
    product.cost = { priceMinor * 4 / 10 };
    return product;
}

}

World::World(quint64 seed)
    : m_clock(BusinessCalendar {}.fromLocal(QDate(2026, 11, 20), QTime(10, 0)))
    , m_random(seed)
{
    ShopSettings settings;
    settings.shopName = QStringLiteral("桂花糖水铺");
    settings.cashier = QStringLiteral("小林");
    m_till = MUST(Till::create(folder(), settings, parts()));

    const Category desserts { Id::make(m_clock, m_random), QStringLiteral("甜品"), 0 };
    const Category fruit { Id::make(m_clock, m_random), QStringLiteral("水果"), 1 };
    std::vector<Product> products {
        makeProduct(*this, desserts, "1", "芒果班戟", 1'800),
        makeProduct(*this, desserts, "2", "杨枝甘露", 2'600),
        makeProduct(*this, fruit, "3", "进口车厘子", 12'800, Quantity::Unit::Gram),
        makeProduct(*this, desserts, "4", "红豆汤圆", 1'250),
        makeProduct(*this, desserts, "5", "旧款月饼", 800),
    };
    products[0].barcodes = { QStringLiteral("6901234567892") };
    products[4].state = SaleState::OffSale;
    MUST(m_till->saveProducts({ desserts, fruit }, products));
}

void World::restart()
{
    m_till.reset();
    m_till = MUST(Till::open(folder(), parts()));
}

const Product& World::product(const char* plu)
{
    const Product* found = m_till->catalog().byPlu(QString::fromLatin1(plu));
    VERIFY(found);
    return *found;
}

Member World::member(const char* phone, const char* name, Tier tier)
{
    Profile profile;
    profile.phone = QString::fromLatin1(phone);
    profile.name = QString::fromUtf8(name);
    Member member = MUST(m_till->members().registerMember(profile)).member;
    if (tier != Tier::Regular)
        member = MUST(m_till->members().setTier(member.key, tier));
    return member;
}

Cart World::cart(std::initializer_list<std::pair<const char*, qint64>> pluAndAmount)
{
    m_clock.advanceMs(1'000);
    Cart cart = m_till->newCart();
    for (const auto& [plu, amount] : pluAndAmount) {
        const Product& sold = product(plu);
        MUST(addToCart(cart, { sold, { sold.unit, amount }, {} }));
    }
    return cart;
}

void World::publish(const LoyaltyRules& rules)
{
    MUST(m_till->publishRules(rules, Till::Notice::Waived));
}

void World::goTo(QDate date, QTime time)
{
    m_clock.set(m_till->settings().calendar.fromLocal(date, time));
}

Sale World::sell(const Cart& cart, std::optional<Member> member)
{
    Checkout::Request request { cart, {}, member, m_till->settings().cashier };
    if (member)
        request.cart.member = member->id;
    const Quote quote = MUST(m_till->checkout().quoteCart(request.cart, member));
    if (!quote.total.isZero())
        request.tenders = { { TenderMethod::Cash, quote.total } };
    return MUST(m_till->checkout().commit(request));
}

}
