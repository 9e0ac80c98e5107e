// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chain/Chain.h"

#include <QFile>
#include <QTest>

namespace tangyuan::sync {

namespace {

const UtcTime opening = BusinessCalendar {}.fromLocal(QDate(2026, 11, 20), QTime(10, 0));

}

ChainTill::ChainTill(const QString& code, UtcTime now, quint64 seed)
    : m_code(code)
    , m_clock(now)
    , m_random(seed)
{
    ShopSettings settings;
    settings.shopName = QStringLiteral("桂花糖水铺");
    settings.tillCode = code;
    m_till = MUST(Till::create(folder(), settings, parts()));
    m_session = std::make_unique<SyncSession>(*m_till);
}

void ChainTill::close()
{
    m_session.reset();
    m_till.reset();
}

void ChainTill::open()
{
    m_till = MUST(Till::open(folder(), parts()));
    m_session = std::make_unique<SyncSession>(*m_till);
}

void ChainTill::restart()
{
    close();
    open();
}

void ChainTill::backupTo(const QString& file)
{
    QFile::remove(file);
    MUST(m_till->database().backupTo(file));
}

void ChainTill::restoreFrom(const QString& file)
{
    close();
    const QString place = folder() + u'/' + QLatin1String(Till::databaseName);
    for (const char* end : { "", "-wal", "-shm" })
        QFile::remove(place + QLatin1String(end));
    VERIFY(QFile::copy(file, place));
    open();
}

std::unique_ptr<ChainTill> ChainTill::again(const QString& file, quint64 seed) const
{
    auto copy = std::unique_ptr<ChainTill>(new ChainTill);
    copy->m_code = m_code;
    copy->m_clock = m_clock;
    copy->m_random = SeededRandom(seed);
    copy->m_keys = m_keys;
    VERIFY(QFile::copy(file, copy->folder() + u'/' + QLatin1String(Till::databaseName)));
    copy->open();
    return copy;
}

std::unique_ptr<ChainTill> ChainTill::clone(quint64 seed)
{
    const QString file = folder() + QStringLiteral("/copy");
    backupTo(file);
    return again(file, seed);
}

void ChainTill::stock()
{
    const Category category { Id::make(m_clock, m_random), QStringLiteral("甜品"), 0 };
    Product product;
    product.id = Id::make(m_clock, m_random);
    product.plu = QStringLiteral("1");
    product.name = QStringLiteral("芒果班戟");
    product.category = category.id;
    product.price = { 1'800 };
    product.cost = { 700 };
    MUST(m_till->saveProducts({ category }, { product }));
}

Member ChainTill::member(const char* phone, const char* name)
{
    Profile profile;
    profile.phone = QString::fromLatin1(phone);
    profile.name = QString::fromUtf8(name);
    return MUST(m_till->members().registerMember(profile)).member;
}

Sale ChainTill::sell(std::optional<Member> member, qint64 pieces)
{
    m_clock.advanceMs(1'000);
    Cart cart = m_till->newCart();
    const Product* product = m_till->catalog().byPlu(QStringLiteral("1"));
    VERIFY(product);
    MUST(addToCart(cart, { *product, { product->unit, pieces }, {} }));
    Checkout::Request request { cart, {}, member, {} };
    if (member)
        request.cart.member = member->id;
    request.tenders = { { TenderMethod::Cash, MUST(m_till->checkout().quoteCart(request.cart, member)).total } };
    return MUST(m_till->checkout().commit(request));
}

qint64 ChainTill::points(const Id& member)
{
    const Member known = MUST(m_till->members().byId(member));
    return MUST(m_till->ledger().state(known.key)).balance(Currency::Points, m_till->today());
}

Chain::Chain(quint64 seed, const QString& where, const QByteArray& key)
    : m_where(where.isEmpty() ? m_folder.filePath(QStringLiteral("hub.sqlite")) : where)
    , m_clock(opening)
    , m_random(seed)
    , m_key(key.isEmpty() ? m_random.bytes(Vault::keyBytes) : key)
{
    openHub();
}

Chain::Chain(const Chain& beginning, const QString& folder, quint64 seed)
    : m_where(m_folder.filePath(QStringLiteral("hub.sqlite")))
    , m_clock(beginning.m_clock)
    , m_random(seed)
    , m_key(beginning.m_key)
{
    VERIFY(QFile::copy(folder + QStringLiteral("/hub"), m_where));
    openHub();
    for (const auto& till : beginning.m_tills)
        m_tills.push_back(till->again(folder + u'/' + till->code(), m_random.next()));
}

void Chain::leave(const QString& folder)
{
    for (const auto& till : m_tills) {
        till->backupTo(folder + u'/' + till->code());
        till->close();
    }
    m_hub.reset();
    m_database.reset();
    VERIFY(QFile::copy(m_where, folder + QStringLiteral("/hub")));
}

void Chain::openHub()
{
    m_database = MUST(HubDatabase::open(m_where));
    m_hub = MUST(Hub::open({ *m_database, m_clock, m_random, m_key }, QStringLiteral("桂花连锁")));
}

void Chain::restartHub()
{
    m_hub.reset();
    m_database.reset();
    openHub();
}

void Chain::backupHubTo(const QString& file)
{
    m_hub.reset();
    m_database.reset();
    QFile::remove(file);
    VERIFY(QFile::copy(m_where, file)); // closed, so the log is in it
    openHub();
}

void Chain::restoreHubFrom(const QString& file)
{
    m_hub.reset();
    m_database.reset();
    for (const char* end : { "", "-wal", "-shm" })
        QFile::remove(m_where + QLatin1String(end));
    VERIFY(QFile::copy(file, m_where));
    openHub();
}

EnrolmentCode Chain::invite(const char* store)
{
    MUST(m_hub->saveStore({ QString::fromLatin1(store), QStringLiteral("门店 ") + QLatin1String(store) }));
    return { QStringLiteral("https://127.0.0.1:8443"), QByteArray(32, 'c'), MUST(m_hub->makeEnrolmentSecret(QString::fromLatin1(store))) };
}

HubReply Chain::enrol(ChainTill& till, const char* store)
{
    const EnrolmentCode code = invite(store);
    const HubReply reply = m_hub->handle(enrolRequest(till.till(), code));
    if (reply.status == 200)
        MUST(enrolled(till.till(), code, reply));
    return reply;
}

ChainTill& Chain::addTill(const char* code, const char* store)
{
    m_tills.push_back(std::make_unique<ChainTill>(QString::fromLatin1(code), m_clock.now(), m_random.next()));
    ChainTill& till = *m_tills.back();
    if (m_tills.size() == 1)
        till.stock();
    VERIFY(enrol(till, store).status == 200);
    sync(till);
    return till;
}

void Chain::sync(ChainTill& till)
{
    if (const QString complaint = complaintOfSync(till); !complaint.isEmpty())
        qFatal("%s", qPrintable(complaint));
}

QString Chain::complaintOfSync(ChainTill& till)
{
    constexpr int mostRounds = 1'000;
    till.session().wake();
    for (int round = 0; round < mostRounds; ++round) {
        const auto request = MUST(till.session().next());
        if (!request)
            return {};
        const HubReply reply = m_hub->handle(*request);
        const auto answered = till.session().answered(reply);
        if (!answered)
            return QStringLiteral("%1: %2 %3").arg(till.code(), errorCodeName(answered.error().code), answered.error().context);
    }
    return till.code() + QStringLiteral(" never comes to an end");
}

void Chain::syncAll()
{
    // Twice: what the last one sent is new to the first.
    for (int round = 0; round < 2; ++round)
        for (const auto& till : m_tills)
            if (till->isOpen())
                sync(*till);
}

void Chain::advance(qint64 ms)
{
    m_clock.advanceMs(ms);
    for (const auto& till : m_tills)
        till->clock().advanceMs(ms);
}

qint64 Chain::exceptionsOf(const char* kind)
{
    return std::ranges::count(exceptions(), QLatin1String(kind), &HubException::kind);
}

}
