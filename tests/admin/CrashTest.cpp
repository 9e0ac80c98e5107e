// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeyFile.h"
#include "core/storage/Verification.h"
#include "core/till/Till.h"
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <unistd.h>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* childFolder = "TANGYUAN_CRASH_FOLDER";
constexpr const char* childSeed = "TANGYUAN_CRASH_SEED";

/// What one life needs to open the till of a folder.
struct CrashTill {
    explicit CrashTill(const QString& folder, quint64 seed = 1)
        : keys(folder + u"/till.key"_s)
        , random(seed)
        , path(folder + u"/till"_s)
    {
    }
    Result<std::unique_ptr<Till>> open() { return Till::open(path, { keys, clock, random }); }

    KeyFile keys;
    SystemClock clock;
    SeededRandom random;
    QString path;
};

/// One line to the parent, whole and at once.
void tellParent(const char* what, const Cart& cart)
{
    const QByteArray line = QByteArray(what) + ' ' + cart.id.toString().toLatin1() + ' ' + QByteArray::number(cart.lines.size()) + '\n';
    if (::write(STDOUT_FILENO, line.constData(), static_cast<size_t>(line.size())) != line.size())
        std::_Exit(1);
}

Result<void> sellCart(Till& till, const Cart& cart)
{
    std::optional<Member> member;
    if (cart.member)
        member = TRY(till.members().byId(*cart.member));
    const Quote priced = TRY(till.checkout().quoteCart(cart, member));
    TRY(till.checkout().commit({ cart, { { TenderMethod::Cash, priced.total } }, member, {} }));
    tellParent("sale", cart);
    return {};
}

Cart someCart(Till& till, Random& random)
{
    Cart cart = till.newCart();
    const auto& products = till.catalog().products();
    const quint64 lines = 1 + random.below(5);
    for (quint64 i = 0; i < lines; ++i) {
        const Product& product = products[static_cast<size_t>(random.below(products.size()))];
        MUST(addToCart(cart, { product, { product.unit, static_cast<qint64>(1 + random.below(500)) }, i == 0 ? u"first"_s : QString(), {} }));
    }
    if (random.below(2) == 0) {
        const auto member = MUST(till.members().byPhone(u"13800138000"_s));
        cart.member = member->id;
    }
    return cart;
}

/// The life of a till: the cart that the last one left, then one after the other, until it is killed.
Result<void> sellUntilKilled(const QString& folder, quint64 seed)
{
    CrashTill parts(folder, seed);
    const auto till = TRY(parts.open());
    if (const auto left = TRY(till->carts().open()))
        TRY(sellCart(*till, *left));
    for (;;) {
        const Cart cart = someCart(*till, parts.random);
        TRY(till->carts().save(cart));
        tellParent("cart", cart);
        TRY(sellCart(*till, cart));
    }
}

/// Not a test: what CrashTest starts, by the name of a room test. Without its environment there is nothing to do.
[[maybe_unused]] const bool registeredCrashChild
    = registerRoomTest({ "CrashChild", [](const QStringList&) {
                            if (!qEnvironmentVariableIsSet(childFolder))
                                return 0;
                            const auto sold = sellUntilKilled(qEnvironmentVariable(childFolder), qEnvironmentVariable(childSeed).toULongLong());
                            std::fprintf(stderr, "%s %s\n", qPrintable(errorCodeName(sold.error().code)), qPrintable(sold.error().context));
                            return 1;
                        } });

}

/// The power goes: a selling till is killed again and again (kill -9), at random moments. Each sale is there wholly
/// or not at all, what was told as sold is sold once, and the open cart comes back.
class CrashTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::set<QString> m_told; ///< sales that a child told as committed
    qint64 m_sales = 0;       ///< in the till after the last life

    struct Life {
        QStringList told;
        QString lastCart;
        int lastCartLines = 0;
        QString trouble;
    };

    /// One life of the till, `lifeMs` from its first line.
    Life live(quint64 seed, int lifeMs)
    {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childFolder), m_folder.path());
        environment.insert(QString::fromLatin1(childSeed), QString::number(seed));
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), { u"CrashChild"_s });
        Life life;
        constexpr int mostMs = 60'000;
        if (!child.waitForReadyRead(mostMs)) {
            life.trouble = u"no first line: "_s + QString::fromUtf8(child.readAllStandardError());
            child.kill();
            child.waitForFinished();
            return life;
        }
        QTest::qSleep(lifeMs);
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        child.waitForFinished(mostMs);
        if (child.exitStatus() != QProcess::CrashExit)
            life.trouble = u"it ended by itself: "_s + QString::fromUtf8(child.readAllStandardError());
        for (const QString& line : QString::fromLatin1(child.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts)) {
            const QStringList words = line.split(u' ');
            if (words.size() != 3)
                continue;
            if (words[0] == u"sale")
                life.told.append(words[1]);
            else if (words[0] == u"cart") {
                life.lastCart = words[1];
                life.lastCartLines = words[2].toInt();
            }
        }
        return life;
    }

    void examine(const Life& life, bool isFull)
    {
        CrashTill parts(m_folder.path());
        const auto opened = parts.open();
        QVERIFY2(opened.has_value(), qPrintable(opened ? QString() : errorCodeName(opened.error().code) + opened.error().context));
        Till& till = **opened;
        for (const QString& id : life.told) {
            QVERIFY2(m_told.insert(id).second, "a sale was told twice");
            QVERIFY2(MUST(till.sales().byId(MUST(Id::fromString(id)))).has_value(), "a sale that was told is lost");
        }
        // What was not told is at most the sale that was just being told.
        const qint64 sales = MUST(till.database().integer("SELECT count(*) FROM sales"));
        const qint64 untold = sales - m_sales - life.told.size();
        QVERIFY2(untold == 0 || untold == 1, qPrintable(QString::number(untold)));
        m_sales = sales;
        if (!life.lastCart.isEmpty()) {
            const Id id = MUST(Id::fromString(life.lastCart));
            const auto sale = MUST(till.sales().byId(id));
            const auto cart = MUST(till.carts().open());
            const bool isInCart = cart && cart->id == id;
            QVERIFY2(sale.has_value() != isInCart, "the open cart is neither a cart nor a sale, or both");
            QCOMPARE(static_cast<int>(sale ? sale->lines.size() : cart->lines.size()), life.lastCartLines);
        }
        if (isFull) {
            const auto verified = verifyDatabase(till.database());
            QVERIFY2(verified.has_value(), qPrintable(verified ? QString() : errorCodeName(verified.error().code) + verified.error().context));
            QCOMPARE(verified->sales, m_sales);
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        CrashTill parts(m_folder.path());
        ShopSettings settings;
        settings.shopName = u"桂花糖水铺"_s;
        const auto till = Till::create(parts.path, settings, { parts.keys, parts.clock, parts.random });
        QVERIFY(till.has_value());
        const Category category { Id::make(parts.clock, parts.random), u"甜品"_s, 0 };
        std::vector<Product> products;
        for (int i = 1; i <= 8; ++i) {
            Product product;
            product.id = Id::make(parts.clock, parts.random);
            product.plu = QString::number(i);
            product.name = u"甜品 %1"_s.arg(i);
            product.category = category.id;
            product.unit = i % 4 == 0 ? Quantity::Unit::Gram : Quantity::Unit::Piece;
            product.price = { 350 * i };
            products.push_back(product);
        }
        QVERIFY((*till)->saveProducts({ category }, products).has_value());
        Profile profile;
        profile.phone = u"13800138000"_s;
        QVERIFY((*till)->members().registerMember(profile).has_value());
    }

    void killedAtRandomMoments()
    {
        bool isNumber = false;
        const int wanted = qEnvironmentVariableIntValue("TANGYUAN_CRASHES", &isNumber);
        const int lives = isNumber ? wanted : 200;
        const QString given = qEnvironmentVariable("TANGYUAN_SEED");
        SystemRandom dice;
        const quint64 seed = given.isEmpty() ? dice.next() : given.toULongLong();
        qInfo("seed %llu, %d lives", static_cast<unsigned long long>(seed), lives);
        SeededRandom random(seed);
        constexpr quint64 longestLifeMs = 60;
        constexpr int livesPerFullCheck = 20;
        for (int number = 1; number <= lives; ++number) {
            const Life life = live(random.next(), static_cast<int>(random.below(longestLifeMs)));
            QVERIFY2(life.trouble.isEmpty(), qPrintable(life.trouble));
            examine(life, number % livesPerFullCheck == 0 || number == lives);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"in life %1"_s.arg(number)));
        }
        qInfo("%lld sales, %zu of them told before the kill", static_cast<long long>(m_sales), m_told.size());
        QVERIFY(m_sales >= lives / 2); // it did sell
    }
};

TANGYUAN_TEST(CrashTest)
#include "CrashTest.moc"
