// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "tests/support/RoomTest.h"
#include "tests/support/SteppingClock.h"
#include "tests/usecases/membership/LoyaltyShop.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 msPerMinute = 60'000;
constexpr BusinessDate lastDay { 20261121 }; ///< that ends at the midnight of these stories
constexpr BusinessDate nextDay { 20261122 };

/// When the next day begins.
UtcTime edge(int cutOffHour = 0)
{
    return BusinessCalendar {}.fromLocal(QDate(2026, 11, 22), QTime(cutOffHour, 0));
}

/// Half off on the last day, and nothing from midnight on; a coupon of ten yuan that ends by its term.
PriceRules pricesFrom(BusinessDate date, BasisPoints rate)
{
    PriceRules rules;
    rules.effectiveFrom = date;
    Offer daily;
    daily.id = daily.name = name("daily");
    daily.rate = rate;
    daily.perMemberDay = 2;
    daily.scope.products = { name("2") };
    rules.promotions = { daily };
    CouponTemplate coupon;
    coupon.offer.id = coupon.offer.name = name("off-10");
    coupon.offer.kind = Offer::Kind::Order;
    coupon.offer.rungs = { { { 2'000 }, 0, { 1'000 } } };
    rules.coupons = { coupon };
    CouponTemplate ofTheDay = coupon;
    ofTheDay.offer.id = ofTheDay.offer.name = name("today");
    ofTheDay.validDays = 1;
    rules.coupons.push_back(ofTheDay);
    rules.manualDiscount.most = { 5'000 };
    return rules;
}

LoyaltyRules rulesFrom(BusinessDate date, qint64 points)
{
    LoyaltyRules rules = shopRules();
    rules.effectiveFrom = date;
    rules.earning.rules.front().points = { points };
    rules.activities.checkIn = { points };
    rules.activities.referralAt = Activities::ReferralTime::Registration;
    rules.activities.events.front().when = {};
    rules.welcome.points = { points };
    rules.refundGraceDays = static_cast<qint32>(points);
    rules.causes.front().name = name(points > 5 ? "hospital" : "school");
    rules.tiers.birthdayWindow = BirthdayWindow::Day;
    rules.tiers.tiers[1].needs = { { .spend = Money { 5'000 } } };
    rules.tiers.tiers[1].onReaching.points = { points };
    return rules;
}

/// A shop with something of everything, on the day before new rules and prices.
struct EveShop {
    World world;
    Member mei = world.member("13800138000");
    Member friend_ = world.member("13800138001", "李雷");
    Member guest {}; ///< registered on the last day, and it is their birthday
    Sale sale {};    ///< to mei, with a coupon
    Deed hold {};
    Deed gift {}; ///< of a pack
    Deed recharge {};
    HeldCoupon coupon {};
    Id batch {};
    Id feedback {};
    Cart cart {};
    Product newProduct {};

    explicit EveShop(int cutOffHour = 0)
    {
        Till& till = world.till();
        ShopSettings settings = till.settings();
        settings.calendar.cutOffHour = cutOffHour;
        MUST(till.saveSettings(settings));
        world.publish(rulesFrom({ 20261120 }, 5));
        MUST(till.publishPrices(pricesFrom({ 20261120 }, { 5'000 })));
        Loyalty& loyalty = till.loyalty();
        MUST(loyalty.adjustPoints(mei, 5'000, name("开业")));
        recharge = MUST(loyalty.recharge(mei, { 50'000 }, name("500"), TenderMethod::Cash)).deed;
        gift = MUST(loyalty.givePack(mei, { .points = { 7 }, .gifts = { { name("tea"), name("茶"), 2, 30 } } }, name("抱歉")));
        MUST(till.coupons().issue(mei, name("off-10"), 4, name("生日")));
        MUST(till.coupons().issue(mei, name("today"), 1, name("今天")));
        coupon = MUST(till.coupons().of(mei.key)).back();
        batch = MUST(till.coupons().print(name("off-10"), 3, { 20261120 }, BusinessDate { 20261231 })).id;
        hold = MUST(loyalty.hold(mei, Currency::Points, 100, name("订单")));
        Cart sold = world.cart({ { "1", 3 }, { "2", 2 } });
        sold.coupons = { { name("off-10") } };
        sale = world.sell(sold, mei);
        MUST(till.pins().set(friend_.key, name("2580")));
        static_cast<void>(till.pins().check(friend_.key, name("1379"))); // wrong
        feedback = MUST(till.feedback().record(mei.key, name("太甜"))).id;
        MUST(till.cashiers().add(name("小周")));
        MUST(till.cashiers().end(name("小周")));
        Segment regulars;
        regulars.all.purchases.visits.least = 1;
        regulars.all.lastVisitDaysAgo.most = 1;
        regulars.tag = name("regular");
        MUST(till.segments().save(name("regulars"), regulars));
        world.publish(rulesFrom(nextDay, 9));
        MUST(till.publishPrices(pricesFrom(nextDay, { 9'000 })));

        world.goTo(lastDay.toDate());
        guest = world.member("13800138002", "韩梅");
        Profile profile = guest.profile;
        profile.birthday = QDate(1990, 11, 21);
        guest = MUST(till.members().update(guest.key, profile));
        cart = world.cart({ { "1", 2 }, { "2", 1 } });
        newProduct = world.product("1");
        newProduct.price = { 1'900 };
    }
};

/// What the caller is told, in a line.
QByteArray told(const Result<void>&)
{
    return "done";
}
template <class T>
QByteArray told(const Result<std::vector<T>>& result)
{
    return QByteArray::number(result->size());
}
QByteArray told(const Result<Sale>& sale)
{
    return compactJson(sale->toJson()).toUtf8();
}
QByteArray told(const Result<Refund>& refund)
{
    return compactJson(refund->toJson()).toUtf8();
}
QByteArray told(const Result<Deed>& deed)
{
    return deed->fact.toString().toUtf8() + ' ' + deed->number.toUtf8() + ' ' + QByteArray::number(deed->date.yyyymmdd) + ' ' + QByteArray::number(deed->at.ms)
        + ' ' + QByteArray::number(deed->pointsBalance.count) + ' ' + QByteArray::number(deed->value.sum().minor);
}
QByteArray told(const Result<Quote>& quote)
{
    return QByteArray::number(quote->total.minor) + ' ' + QByteArray::number(quote->pointsEarned().count);
}
QByteArray told(const Result<MemberSet>& set)
{
    return QByteArray::number(set->count());
}
template <class T>
QByteArray told(const Result<T>&)
{
    return "done";
}
template <class T>
QByteArray outcome(const Result<T>& result)
{
    if (!result)
        return errorCodeName(result.error().code).toUtf8() + ' ' + result.error().context.toUtf8();
    return told(result);
}

using Act = std::function<QByteArray(Till&, const EveShop&)>;
struct UseCase {
    const char* name;
    Act act;
};

Checkout::Request request(Till& till, const EveShop& shop)
{
    Checkout::Request request { shop.cart, { { TenderMethod::Cash, { 20'000 } } }, shop.mei, till.settings().cashier };
    request.cart.member = shop.mei.id;
    request.cart.coupons = { { name("off-10") } };
    request.cart.pointsWanted = { 500 };
    return request;
}

std::vector<UseCase> counterCases()
{
    return {
        { "commit", [](Till& till, const EveShop& shop) { return outcome(till.checkout().commit(request(till, shop))); } },
        { "commit to a passer-by",
            [](Till& till, const EveShop& shop) {
                return outcome(till.checkout().commit({ shop.cart, { { TenderMethod::Cash, { 20'000 } } }, {}, till.settings().cashier }));
            } },
        { "commit for stored value",
            [](Till& till, const EveShop& shop) {
                Checkout::Request paid = request(till, shop);
                paid.tenders = { { TenderMethod::StoredValue, { 1'000 } }, { TenderMethod::Cash, { 20'000 } } };
                return outcome(till.checkout().commit(paid));
            } },
        { "quote",
            [](Till& till, const EveShop& shop) {
                const Checkout::Request asked = request(till, shop);
                return outcome(till.checkout().quoteCart(asked.cart, asked.member));
            } },
        { "hints", [](Till& till, const EveShop& shop) { return outcome(till.checkout().hints(shop.cart, shop.mei)); } },
        { "coupons for a cart", [](Till& till, const EveShop& shop) { return outcome(till.checkout().couponsFor(shop.cart, shop.mei)); } },
        { "check coupons",
            [](Till& till, const EveShop& shop) {
                Cart cart = shop.cart;
                cart.coupons = { { name("off-10") } };
                return outcome(till.checkout().checkCoupons(cart, shop.mei));
            } },
        { "balances", [](Till& till, const EveShop& shop) { return outcome(till.checkout().balances(shop.mei.key)); } },
        { "preview a refund",
            [](Till& till, const EveShop& shop) {
                return outcome(till.refunds().preview({ shop.sale, { 0 }, TenderMethod::Cash, name("小林"), {} }));
            } },
        { "refund",
            [](Till& till, const EveShop& shop) {
                return outcome(till.refunds().refund({ shop.sale, {}, TenderMethod::Cash, name("小林"), {} }));
            } },
    };
}

std::vector<UseCase> loyaltyCases()
{
    return {
        { "adjust points", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().adjustPoints(shop.mei, 30, name("补"))); } },
        { "hold", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().hold(shop.mei, Currency::Points, 10, name("订单"))); } },
        { "release", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().release(shop.mei, shop.hold.fact)); } },
        { "capture", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().capture(shop.mei, shop.hold.fact)); } },
        { "undo", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().undo(shop.mei, shop.gift.fact)); } },
        { "undo a recharge", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().undo(shop.mei, shop.recharge.fact, name("充错"))); } },
        { "past deeds", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().pastDeeds(shop.mei, 10)); } },
        { "check in", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().checkIn(shop.mei)); } },
        { "streak", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().streak(shop.mei.key)); } },
        { "attend", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().attend(shop.mei, name("opening"))); } },
        { "review", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().review(shop.mei, shop.sale, 0)); } },
        { "refer", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().refer(shop.guest, shop.mei)); } },
        { "redeem", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().redeem(shop.mei, name("size-up"))); } },
        { "draw", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().draw(shop.mei, name("wheel"))); } },
        { "donate", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().donate(shop.mei, { 10 }, name("school"))); } },
        { "take a gift", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().takeGift(shop.mei, name("tea"))); } },
        { "give a pack",
            [](Till& till, const EveShop& shop) {
                return outcome(till.loyalty().givePack(shop.mei, { .points = { 3 }, .gifts = { { name("tea"), name("茶"), 1, 30 } } }, name("抱歉")));
            } },
        { "greet", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().greet(shop.guest)); } },
        { "greet who rose", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().greet(shop.mei)); } },
        { "welcome", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().giveWelcome(shop.guest)); } },
        { "birthday", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().giveBirthday(shop.guest)); } },
        { "recharge",
            [](Till& till, const EveShop& shop) { return outcome(till.loyalty().recharge(shop.mei, { 100'000 }, name("months"), TenderMethod::Cash)); } },
        { "pay principal out",
            [](Till& till, const EveShop& shop) { return outcome(till.loyalty().refundPrincipal(shop.mei, { 1'000 }, TenderMethod::Cash)); } },
        { "expire", [](Till& till, const EveShop&) { return outcome(till.loyalty().expire({ 20261120 }, Loyalty::ClockTrust::Check)); } },
        { "expire the last day", [](Till& till, const EveShop&) { return outcome(till.loyalty().expire(lastDay, Loyalty::ClockTrust::Check)); } },
        { "a step of expiry",
            [](Till& till, const EveShop&) {
                MemberKey after;
                ExpiryRun run;
                return outcome(till.loyalty().expireStep({ 20261120 }, Loyalty::ClockTrust::Check, after, run, 10));
            } },
        { "assess a tier", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().assessTier(shop.mei)); } },
        { "assess tiers", [](Till& till, const EveShop&) { return outcome(till.loyalty().assessTiers()); } },
        { "standing", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().standing(shop.mei)); } },
        { "what is open", [](Till& till, const EveShop& shop) { return outcome(till.loyalty().open(shop.mei)); } },
    };
}

std::vector<UseCase> couponCases()
{
    return {
        { "coupons of a member", [](Till& till, const EveShop& shop) { return outcome(till.coupons().of(shop.mei.key)); } },
        { "issue", [](Till& till, const EveShop& shop) { return outcome(till.coupons().issue(shop.mei, name("today"), 2, name("抱歉"))); } },
        { "issue to all",
            [](Till& till, const EveShop& shop) {
                return outcome(till.coupons().issueToAll({ shop.mei, shop.friend_, shop.guest }, name("today"), name("festival")));
            } },
        { "revoke a coupon", [](Till& till, const EveShop& shop) { return outcome(till.coupons().revoke(shop.mei, shop.coupon.lot, 1, name("错"))); } },
        { "extend a coupon",
            [](Till& till, const EveShop& shop) { return outcome(till.coupons().extend(shop.mei, shop.coupon.lot, { 20270131 }, name("歇业"))); } },
        { "hand a coupon on", [](Till& till, const EveShop& shop) { return outcome(till.coupons().transfer(shop.mei, shop.friend_, shop.coupon.lot, 1)); } },
        { "print coupons", [](Till& till, const EveShop&) { return outcome(till.coupons().print(name("off-10"), 5, lastDay, {})); } },
        { "revoke paper", [](Till& till, const EveShop& shop) { return outcome(till.coupons().revokePrinted(shop.batch, 2, name("丢"))); } },
        { "extend paper", [](Till& till, const EveShop& shop) { return outcome(till.coupons().extendPrinted(shop.batch, 0, { 20270131 }, name("歇业"))); } },
    };
}

Profile profileOf(const QString& who, QDate birthday)
{
    Profile profile;
    profile.phone = name("13900139000");
    profile.name = who;
    profile.birthday = birthday;
    return profile;
}

std::vector<UseCase> memberCases()
{
    return {
        { "register", [](Till& till, const EveShop&) { return outcome(till.members().registerMember(profileOf(name("新"), {}))); } },
        { "register who is born tomorrow", [](Till& till, const EveShop&) { return outcome(till.members().registerMember(profileOf({}, nextDay.toDate()))); } },
        { "update a member",
            [](Till& till, const EveShop& shop) {
                Profile profile = shop.mei.profile;
                profile.name = name("王大梅");
                return outcome(till.members().update(shop.mei.key, profile));
            } },
        { "set a tier", [](Till& till, const EveShop& shop) { return outcome(till.members().setTier(shop.friend_.key, Tier::Gold)); } },
        { "erase a member", [](Till& till, const EveShop& shop) { return outcome(till.members().erase(shop.friend_.key)); } },
        { "set a PIN", [](Till& till, const EveShop& shop) { return outcome(till.pins().set(shop.mei.key, name("2580"))); } },
        { "guess a PIN",
            [](Till& till, const EveShop& shop) {
                // The fourth wrong one in a row; a fifth locks.
                const PinRow row { MUST(PinRows(till.database()).find(shop.friend_.key))->hash, Pins::freeFailures - 1, {} };
                Transaction transaction = MUST(Transaction::begin(till.database()));
                MUST(PinRows::save(transaction, shop.friend_.key, row));
                MUST(transaction.commit());
                return outcome(till.pins().check(shop.friend_.key, name("1379")));
            } },
        { "remove a PIN", [](Till& till, const EveShop& shop) { return outcome(till.pins().remove(shop.friend_.key)); } },
        { "record feedback", [](Till& till, const EveShop& shop) { return outcome(till.feedback().record(shop.mei.key, name("好吃"))); } },
        { "answer feedback", [](Till& till, const EveShop& shop) { return outcome(till.feedback().answer(shop.feedback, name("少糖可以"))); } },
    };
}

std::vector<UseCase> shopCases()
{
    return {
        { "add a cashier", [](Till& till, const EveShop&) { return outcome(till.cashiers().add(name("小王"))); } },
        { "rename a cashier", [](Till& till, const EveShop&) { return outcome(till.cashiers().rename(name("小林"), name("林姐"))); } },
        { "end a cashier", [](Till& till, const EveShop&) { return outcome(till.cashiers().end(name("小林"))); } },
        { "resume a cashier", [](Till& till, const EveShop&) { return outcome(till.cashiers().resume(name("小周"))); } },
        { "add a cashier who was here", [](Till& till, const EveShop&) { return outcome(till.cashiers().add(name("小周"))); } },
        { "save a segment", [](Till& till, const EveShop&) { return outcome(till.segments().save(name("all"), Segment {})); } },
        { "remove a segment", [](Till& till, const EveShop&) { return outcome(till.segments().remove(name("regulars"))); } },
        { "find a segment",
            [](Till& till, const EveShop&) {
                Segment segment;
                segment.all.lastVisitDaysAgo.most = 1;
                return outcome(till.segments().find(segment));
            } },
        { "run a segment", [](Till& till, const EveShop&) { return outcome(till.segments().run(Segment {}, 10)); } },
        { "figures", [](Till& till, const EveShop& shop) { return outcome(till.segments().figures(std::vector { shop.mei.key })); } },
        { "RFM", [](Till& till, const EveShop&) { return outcome(till.segments().rfm()); } },
        { "tag",
            [](Till& till, const EveShop& shop) {
                return outcome(till.segments().tag(shop.mei.key, { name("vip"), name("甜") }, {}));
            } },
        { "run the tag rules", [](Till& till, const EveShop&) { return outcome(till.segments().runTagRules()); } },
        { "recommend", [](Till& till, const EveShop& shop) { return outcome(till.segments().recommend(shop.mei.key, till.catalog())); } },
        { "publish rules", [](Till& till, const EveShop&) { return outcome(till.publishRules(rulesFrom({ 20200101 }, 4), Till::Notice::Kept)); } },
        { "publish rules that act at once",
            [](Till& till, const EveShop&) { return outcome(till.publishRules(rulesFrom({ 20200101 }, 4), Till::Notice::Waived)); } },
        { "publish prices", [](Till& till, const EveShop&) { return outcome(till.publishPrices(pricesFrom({ 20200101 }, { 8'000 }))); } },
        { "save settings",
            [](Till& till, const EveShop&) {
                ShopSettings settings = till.settings();
                settings.cashier = name("小钱");
                return outcome(till.saveSettings(settings));
            } },
        { "save products",
            [](Till& till, const EveShop& shop) {
                std::vector<Product> products;
                for (int i = 0; i < 120; ++i) { // three facts
                    products.push_back(shop.newProduct);
                    products.back().price = { 1'900 + i };
                }
                return outcome(till.saveProducts({}, products));
            } },
        { "open a cart",
            [](Till& till, const EveShop&) {
                const Cart cart = till.newCart();
                return cart.id.toString().toUtf8() + ' ' + QByteArray::number(cart.openedAt.ms);
            } },
        { "what is in force", [](Till& till, const EveShop&) { return QByteArray::number(till.rules().version); } },
        { "which prices are in force", [](Till& till, const EveShop&) { return QByteArray::number(till.prices().version); } },
    };
}

std::vector<UseCase> useCases()
{
    std::vector<UseCase> all;
    for (std::vector<UseCase> room : { counterCases(), loyaltyCases(), couponCases(), memberCases(), shopCases() })
        std::ranges::move(room, std::back_inserter(all));
    return all;
}

/// Every row of every table as text, in order. Only the salt of a PIN's hash is not of the seed; the facts' hashes follow from the rest.
QByteArrayList rowsOf(const QString& file)
{
    QByteArrayList rows;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, file);
        database.setDatabaseName(file);
        VERIFY(database.open());
        for (const QString& table : database.tables()) {
            QSqlQuery query(u"SELECT * FROM "_s + table, database);
            while (query.next()) {
                QByteArray row = table.toUtf8();
                for (int i = 0; i < query.record().count(); ++i) {
                    const QString column = query.record().fieldName(i);
                    if (table == u"facts" && column.endsWith(u"hash"))
                        continue;
                    QByteArray value = query.value(i).toByteArray();
                    if (const qsizetype pin = value.indexOf("$argon2id$"); pin >= 0)
                        value.truncate(pin);
                    else if (std::ranges::any_of(value, [](char byte) { return static_cast<unsigned char>(byte) < 0x20; }))
                        value = value.toHex();
                    row += ' ' + column.toUtf8() + '=' + value;
                }
                rows.append(row);
            }
        }
    }
    QSqlDatabase::removeDatabase(file);
    std::ranges::sort(rows);
    return rows;
}

/// What a deed left behind, said, and how often it asked for the time.
struct Trace {
    QByteArray said;
    QByteArrayList rows;
    int reads = 0;
};

/// The rows that only one of them has.
QByteArray difference(const Trace& one, const Trace& other)
{
    QByteArrayList found;
    for (const QByteArray& row : one.rows)
        if (!other.rows.contains(row))
            found.append("- " + row.left(1'000));
    for (const QByteArray& row : other.rows)
        if (!one.rows.contains(row))
            found.append("+ " + row.left(1'000));
    return found.join('\n');
}

}

/// A deed has one moment: whatever the clock does while it is done, it is of one date, under one version of rules and prices.
/// The proof: under a clock that moves at each read, with midnight before any of them, it is to the byte the deed that it
/// is under a clock that stands still.
class MomentTest : public QObject {
    Q_OBJECT

    std::unique_ptr<EveShop> m_shop;

    Trace traceOf(const Act& act, const SteppingClock& clock)
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QLatin1String(Till::databaseName));
        VERIFY(QFile::copy(m_shop->world.folder() + u'/' + QLatin1String(Till::databaseName), file));
        SeededRandom random(7);
        auto till = MUST(Till::open(folder.path(), { m_shop->world.keys(), clock, random }));
        const int before = clock.reads();
        Trace trace { act(*till, *m_shop), {}, clock.reads() - before };
        till.reset();
        trace.rows = rowsOf(file);
        return trace;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QFileInfo memory(u"/dev/shm"_s); // some hundred tills: a disk would do nothing but wait
        if (qEnvironmentVariableIsEmpty("TMPDIR") && memory.isDir() && memory.isWritable())
            qputenv("TMPDIR", "/dev/shm");
        m_shop = std::make_unique<EveShop>();
        m_shop->world.close();
    }

    void aSaleIsOfOneDay_data()
    {
        QTest::addColumn<int>("cutOffHour");
        QTest::newRow("midnight") << 0;
        QTest::newRow("the shop's own hour") << 4;
    }

    void aSaleIsOfOneDay()
    {
        QFETCH(const int, cutOffHour);
        EveShop shop(cutOffHour);
        shop.world.close();
        const SteppingClock clock({ edge(cutOffHour).ms - 1 }, 1); // the day ends right after the first look at the clock
        const auto till = MUST(Till::open(shop.world.folder(), { shop.world.keys(), clock, shop.world.random() }));
        const Sale sale = MUST(till->checkout().commit(request(*till, shop)));

        const qint64 rules = till->rulesBook().at(lastDay).version;
        const qint64 prices = till->priceBook().at(lastDay).version;
        QVERIFY(rules != till->rulesBook().at(nextDay).version && prices != till->priceBook().at(nextDay).version);
        QCOMPARE(sale.businessDate.yyyymmdd, lastDay.yyyymmdd);
        QCOMPARE(sale.at.ms, edge(cutOffHour).ms - 1);
        QCOMPARE(sale.rulesVersion, rules);
        QCOMPARE(sale.basis.prices, prices);
        QCOMPARE(sale.lines[1].adjustments.front().amount.minor, -1'300);                               // half off, as it was that day
        QCOMPARE(compactJson(MUST(till->sales().byId(sale.id))->toJson()), compactJson(sale.toJson())); // what the receipt is printed from again
        const Fact fact = *MUST(till->facts().find(sale.id));
        QCOMPARE(fact.businessDate.yyyymmdd, lastDay.yyyymmdd);
        QCOMPARE(fact.at.ms, sale.at.ms);

        const Refund refund = MUST(till->refunds().refund({ sale, {}, TenderMethod::Cash, name("小林"), {} }));
        QCOMPARE(refund.businessDate.yyyymmdd, nextDay.yyyymmdd); // the next deed has its own moment
    }

    void aTillIsMadeInOneMoment()
    {
        const auto traceOf = [](const SteppingClock& clock) {
            const QTemporaryDir folder;
            MemoryKeyStore keys;
            SeededRandom random(7);
            MUST(Till::create(folder.path(), {}, { keys, clock, random }));
            return Trace { {}, rowsOf(folder.filePath(QLatin1String(Till::databaseName))), clock.reads() };
        };
        const Trace still = traceOf(SteppingClock({ edge().ms - 1 }, 0));
        const Trace moving = traceOf(SteppingClock({ edge().ms - 1 }, 1));
        QCOMPARE(difference(still, moving), QByteArray());
        QCOMPARE(moving.reads, 1);
    }

    void oneMomentADeed_data()
    {
        QTest::addColumn<Act>("act");
        for (const UseCase& useCase : useCases())
            QTest::newRow(useCase.name) << useCase.act;
    }

    void oneMomentADeed()
    {
        QFETCH(const Act, act);
        const UtcTime before { edge().ms - msPerMinute };
        const Trace ofNextDay = traceOf(act, SteppingClock(edge(), 0));
        const Trace ofLastDay = traceOf(act, SteppingClock(before, 0));
        constexpr int mostReads = 8;
        for (int read = 1; read <= mostReads; ++read) { // at which midnight comes
            const Trace& still = read == 1 ? ofNextDay : ofLastDay;
            const Trace moving = traceOf(act, read == 1 ? SteppingClock(edge(), msPerMinute) : SteppingClock(before, (msPerMinute + read - 2) / (read - 1)));
            const QByteArray where = "midnight at read " + QByteArray::number(read) + ": ";
            if (moving.rows != still.rows)
                QFAIL((where + difference(still, moving)).constData());
            if (moving.said != still.said)
                QFAIL((where + still.said + " became " + moving.said).constData());
            if (moving.reads != 1)
                QFAIL((where + QByteArray::number(moving.reads) + " reads").constData());
        }
    }
};

TANGYUAN_TEST(MomentTest)
#include "MomentTest.moc"
