// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/DemoShop.h"

#include "app/admin/DemoDeeds.h"
#include "app/admin/DemoPeople.h"
#include "core/base/Json.h"
#include "core/domain/catalog/ProductCsv.h"
#include "core/domain/pricing/PriceNames.h"

#include <QFile>

namespace tangyuan {

namespace {

constexpr qint64 msPerHour = 3'600'000;
constexpr int openingHour = 9;
/// How the day's customers spread over its opening hours, 9 … 21.
constexpr std::array weekdayHours { 2, 3, 5, 8, 7, 6, 8, 7, 6, 8, 10, 9, 5 };
constexpr std::array weekendHours { 2, 5, 8, 9, 9, 11, 13, 12, 9, 9, 11, 10, 6 };

/// A random choice among weights.
template <class Weights>
size_t pick(Random& random, const Weights& weights)
{
    quint64 sum = 0;
    for (const auto weight : weights)
        sum += static_cast<quint64>(weight);
    quint64 left = random.below(sum);
    size_t index = 0;
    while (left >= static_cast<quint64>(weights[index]))
        left -= static_cast<quint64>(weights[index++]);
    return index;
}

enum class Happening { Registration, Sale, CheckIn, Recharge };
struct Event {
    UtcTime at;
    Happening what;
};

class DemoShop {
public:
    DemoShop(Till& till, FixedClock& clock, Random& random, const DemoSize& size)
        : m_till(till)
        , m_clock(clock)
        , m_random(random)
        , m_size(size)
        , m_people(random)
        , m_deeds(till, random)
        , m_firstDay(till.settings().calendar.businessDate(clock.now()).addDays(-size.days))
    {
    }

    Result<void> fill(const std::function<void(int, int)>& progress)
    {
        // Goods and the first regulars were there before the history begins.
        const int regulars = m_size.members * 7 / 10;
        constexpr int daysBefore = 600;
        const UtcTime opening = timeOn(m_firstDay.addDays(-daysBefore), openingHour, 0);
        m_clock.set(opening);
        TRY(loadProducts());
        TRY(m_deeds.open());
        TRY(registerRegulars(regulars, opening, timeOn(m_firstDay, 0, 0)));
        for (int day = 0; day < m_size.days; ++day) {
            const int known = static_cast<int>(m_members.size());
            const int wanted = regulars + (m_size.members - regulars) * (day + 1) / m_size.days;
            TRY(playDay(m_firstDay.addDays(day), wanted - known));
            if (progress)
                progress(day + 1, m_size.days);
        }
        return {};
    }

private:
    UtcTime timeOn(BusinessDate date, int hour, qint64 msIntoHour) const
    {
        return { m_till.settings().calendar.fromLocal(date.toDate(), QTime(hour, 0)).ms + msIntoHour };
    }

    Result<void> loadProducts()
    {
        QFile file(QStringLiteral(":/demo/products.csv"));
        if (!file.open(QIODevice::ReadOnly))
            return fail(ErrorCode::FileNotFound, file.fileName());
        const ProductImport import = TRY(readProductCsv(file.readAll(), m_till.catalog(), [this] { return Id::make(m_clock, m_random); }));
        VERIFY(import.problems.empty()); // the file is a part of the program
        TRY(m_till.saveProducts(import.newCategories, import.products));
        QFile prices(QStringLiteral(":/demo/prices.json"));
        if (!prices.open(QIODevice::ReadOnly))
            return fail(ErrorCode::FileNotFound, prices.fileName());
        TRY(m_till.publishPrices(TRY(pricesFromDocument(TRY(parseJsonObject(prices.readAll())), m_till.catalog()))));
        for (const Product& product : m_till.catalog().products()) {
            if (product.state != SaleState::OnSale)
                continue;
            m_goods.push_back(product);
            // A few things are loved, cakes for a party are rare.
            const quint64 liking = 1 + m_random.below(9);
            m_likings.push_back(product.price.minor > 10'000 && product.unit == Quantity::Unit::Piece ? 4 : static_cast<int>(liking * liking));
        }
        return {};
    }

    Result<void> registerRegulars(int count, UtcTime from, UtcTime until)
    {
        constexpr int perTransaction = 200;
        for (int done = 0; done < count;) {
            Transaction transaction = TRY(Transaction::begin(m_till.database()));
            const int end = qMin(count, done + perTransaction);
            for (; done < end; ++done) {
                m_clock.set({ from.ms + (until.ms - from.ms) * done / count });
                TRY(registerOne(transaction));
            }
            TRY(transaction.commit());
        }
        return {};
    }

    Result<void> registerOne(Transaction& transaction)
    {
        const QDate today = m_till.settings().calendar.businessDate(m_clock.now()).toDate();
        const auto registration = TRY(m_till.members().registerMember(transaction, m_people.next(today)));
        constexpr std::array tierWeights { 62, 22, 11, 5 };
        m_members.push_back(TRY(m_till.members().setTier(transaction, registration.member.key, static_cast<Tier>(pick(m_random, tierWeights)))));
        return m_deeds.adopt(m_members.back());
    }

    Result<void> playDay(BusinessDate date, int newMembers)
    {
        const int weekday = date.toDate().dayOfWeek();
        const bool isWeekend = weekday >= Qt::Saturday;
        // Quiet days take the lower half of the range, Fridays the middle, weekends the upper half.
        const int half = (m_size.salesOnBusyDay - m_size.salesOnQuietDay) / 2;
        const int least = m_size.salesOnQuietDay + (isWeekend ? half : weekday == Qt::Friday ? half / 2 : 0);
        const int sales = least + static_cast<int>(m_random.below(static_cast<quint64>(half) + 1));
        std::vector<Event> events;
        const auto addEvents = [&](int count, Happening what) {
            for (int i = 0; i < count; ++i) {
                const int hour = openingHour + static_cast<int>(pick(m_random, isWeekend ? weekendHours : weekdayHours));
                events.push_back({ timeOn(date, hour, static_cast<qint64>(m_random.below(msPerHour))), what });
            }
        };
        addEvents(sales, Happening::Sale);
        addEvents(newMembers, Happening::Registration);
        addEvents(m_members.empty() ? 0 : sales / 12, Happening::CheckIn);
        addEvents(m_members.empty() ? 0 : sales / 60, Happening::Recharge);
        std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.at < b.at; });
        Transaction transaction = TRY(Transaction::begin(m_till.database()));
        for (const Event& event : events) {
            m_clock.set(event.at);
            TRY(happen(event.what, transaction));
        }
        TRY(m_deeds.closeDay());
        return transaction.commit();
    }

    Result<void> happen(Happening what, Transaction& transaction)
    {
        switch (what) {
        case Happening::Registration: return registerOne(transaction);
        case Happening::Sale: return sell(transaction);
        case Happening::CheckIn: return m_deeds.checkIn(m_members[someRegular()]);
        case Happening::Recharge: return m_deeds.recharge(m_members[someRegular()]);
        }
        VERIFY(false);
    }

    Result<void> sell(Transaction& transaction)
    {
        Cart cart { Id::make(m_clock, m_random), m_clock.now(), {}, {}, {}, {} };
        constexpr std::array lineCounts { 34, 30, 19, 11, 6 };
        const size_t lines = 1 + pick(m_random, lineCounts);
        for (size_t i = 0; i < lines; ++i)
            TRY(addToCart(cart, someLine()));
        std::optional<Member> member;
        if (!m_members.empty() && m_random.below(100) < 60) {
            Member& regular = m_members[someRegular()];
            regular = TRY(m_deeds.greet(regular));
            member = regular;
            cart.member = member->id;
        }
        if (member && m_random.below(100) < 12)
            TRY(layCoupon(cart, *member));
        const Channel channel = member && m_random.below(100) < 6 ? Channel::Online : Channel::Counter;
        Quote quote = TRY(m_till.checkout().quoteCart(cart, member, channel));
        if (quote.pointsSpendable > Points {} && m_random.below(10) < 6) {
            cart.pointsWanted = quote.pointsSpendable;
            quote = TRY(m_till.checkout().quoteCart(cart, member, channel));
        }
        std::vector<Tender> tenders = someTenders(quote.total);
        if (member && !quote.total.isZero() && TRY(m_deeds.paysWithValue(*member, quote.total)))
            tenders = { { TenderMethod::StoredValue, quote.total } };
        const Sale sale = TRY(m_till.checkout().commit(transaction, { cart, tenders, member, m_till.settings().cashier, channel }));
        if (member)
            TRY(m_deeds.linger(*member));
        return m_deeds.maybeRefund(sale);
    }

    /// A coupon of the member's, or one that the shop gives now for next time.
    Result<void> layCoupon(Cart& cart, const Member& member)
    {
        const std::vector<HeldCoupon> held = TRY(m_till.coupons().of(member.key));
        if (held.empty()) {
            const auto& kinds = m_till.prices().coupons;
            TRY(m_till.coupons().issue(member, kinds[m_random.below(kinds.size())].offer.id, 1, QStringLiteral("新客回访")));
            return {};
        }
        Cart with = cart;
        with.coupons.push_back({ held.front().kind });
        if (m_till.checkout().checkCoupons(with, member))
            cart = std::move(with);
        return {};
    }

    CartLine someLine()
    {
        const Product& product = m_goods[pick(m_random, m_likings)];
        if (product.unit == Quantity::Unit::Gram)
            return { product, Quantity::grams(150 + static_cast<qint64>(m_random.below(1'100))), {} };
        constexpr std::array pieces { 78, 16, 4, 2 };
        return { product, Quantity::pieces(1 + static_cast<qint64>(pick(m_random, pieces))), {} };
    }

    /// A member's place; the cube makes a few come nearly every day and most now and then.
    size_t someRegular()
    {
        constexpr quint64 steps = 1'000;
        const quint64 step = m_random.below(steps);
        const size_t favourite = static_cast<size_t>(step * step * step * m_members.size() / (steps * steps * steps));
        return (favourite + static_cast<size_t>(m_random.below(7))) % m_members.size();
    }

    std::vector<Tender> someTenders(Money total)
    {
        if (total.isZero())
            return {};
        constexpr std::array methods { TenderMethod::WeChatPay, TenderMethod::Alipay, TenderMethod::Cash, TenderMethod::Card, TenderMethod::Other };
        constexpr std::array weights { 47, 27, 16, 8, 2 };
        const TenderMethod method = methods[pick(m_random, weights)];
        if (method == TenderMethod::Cash)
            return { { method, handedOver(total) } };
        // Now and then somebody gets rid of a note first.
        constexpr Money note { 1'000 };
        if (total > note && m_random.below(50) == 0)
            return { { TenderMethod::Cash, note }, { method, total - note } };
        return { { method, total } };
    }

    /// Cash as it comes: counted out, or the next note.
    Money handedOver(Money total)
    {
        constexpr std::array<qint64, 4> steps { 1, 500, 1'000, 10'000 };
        const qint64 step = steps[m_random.below(steps.size())];
        return { (total.minor + step - 1) / step * step };
    }

    Till& m_till;
    FixedClock& m_clock;
    Random& m_random;
    const DemoSize& m_size;
    DemoPeople m_people;
    DemoDeeds m_deeds;
    BusinessDate m_firstDay;
    std::vector<Product> m_goods;
    std::vector<int> m_likings; ///< of each of `m_goods`
    std::vector<Member> m_members;
};

}

Result<void> fillDemoShop(Till& till, FixedClock& clock, SeededRandom& random, const DemoSize& size, const std::function<void(int, int)>& progress)
{
    const UtcTime now = clock.now();
    auto filled = DemoShop(till, clock, random, size).fill(progress);
    clock.set(now);
    return filled;
}

}
