// SPDX-License-Identifier: GPL-3.0-or-later
// Run by tests/bench.sh. Each line: bench NAME VALUE UNIT ratio=R limit=NAME, where R is our cost ÷ the limit's cost.
#include "app/devices/ImageScanner.h"
#include "app/devices/KeyFile.h"
#include "core/domain/codes/QrMatrix.h"
#include "core/domain/codes/Scan.h"
#include "core/domain/codes/SignedCode.h"
#include "core/domain/receipt/EscPos.h"
#include "core/domain/receipt/ReceiptLayout.h"
#include "core/till/Till.h"
#include "tests/bench/HubBench.h"
#include "tests/bench/LoyaltyBench.h"
#include "tests/bench/Measure.h"
#include "tests/bench/PricingBench.h"
#include "tests/bench/SegmentBench.h"
#include "tests/bench/SyncBench.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QThread>

#include <sqlite3.h>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace tangyuan;

namespace {

struct Options {
    QString folder;
    QString programs;
    qint64 members = 1'000'000;
    qint64 sales = 1'000'000;
    SyncBenchSizes sync {};
    QStringList names;

    bool wants(const char* name) const { return names.isEmpty() || names.contains(QLatin1String(name)); }
};

/// SQLite with nothing around it: what the same promise costs at least.
class BareDatabase {
public:
    explicit BareDatabase(const QString& path)
    {
        VERIFY(sqlite3_open(path.toUtf8().constData(), &m_database) == SQLITE_OK);
        run("PRAGMA journal_mode=WAL");
        run("PRAGMA synchronous=FULL");
        run(qPrintable(QStringLiteral("PRAGMA wal_autocheckpoint=%1").arg(Database::longestLogPages)));
    }
    ~BareDatabase()
    {
        for (sqlite3_stmt* statement : m_statements)
            sqlite3_finalize(statement);
        sqlite3_close(m_database);
    }
    BareDatabase(const BareDatabase&) = delete;
    BareDatabase& operator=(const BareDatabase&) = delete;

    void run(const char* sql) { VERIFY(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }
    /// As Database::lengthenLog.
    void lengthenLog()
    {
        run("PRAGMA cache_size=-64");
        run("BEGIN IMMEDIATE");
        run("CREATE TABLE filler (bytes BLOB)");
        run(qPrintable(QStringLiteral("INSERT INTO filler VALUES (zeroblob(%1))").arg(Database::busyLogBytes)));
        run("ROLLBACK");
        run("PRAGMA cache_size=-32768");
    }
    sqlite3_stmt* prepare(const char* sql)
    {
        sqlite3_stmt* statement = nullptr;
        VERIFY(sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr) == SQLITE_OK);
        m_statements.push_back(statement);
        return statement;
    }

private:
    sqlite3* m_database = nullptr;
    std::vector<sqlite3_stmt*> m_statements;
};

QString phoneOf(qint64 member)
{
    return QStringLiteral("139%1").arg(member, 8, 10, QLatin1Char('0'));
}

Cart cartOf(Till& till, SeededRandom& random)
{
    Cart cart = till.newCart();
    const auto& products = till.catalog().products();
    for (int i = 0; i < 3; ++i) {
        const Product& product = products[random.below(products.size())];
        const Quantity quantity = product.unit == Quantity::Unit::Piece ? Quantity::pieces(1) : Quantity::grams(455);
        MUST(addToCart(cart, { product, quantity, {} }));
    }
    return cart;
}

Checkout::Request requestOf(Till& till, SeededRandom& random, qint64 members)
{
    Checkout::Request request { cartOf(till, random), {}, {}, QStringLiteral("bench") };
    if (random.below(10) < 6) {
        request.member = MUST(till.members().byKey({ static_cast<qint64>(1 + random.below(static_cast<quint64>(members))) }));
        request.cart.member = request.member->id;
    }
    const Money total = MUST(till.checkout().quoteCart(request.cart, request.member)).total;
    request.tenders = { { TenderMethod::Cash, total } };
    return request;
}

std::unique_ptr<Till> newTill(const QString& folder, Till::Parts parts, const Clock& clock, SeededRandom& random)
{
    ShopSettings settings;
    settings.shopName = QStringLiteral("桂花糖水铺");
    auto till = MUST(Till::create(folder, settings, parts));
    const Category category { Id::make(clock, random), QStringLiteral("甜品"), 0 };
    std::vector<Product> products;
    for (int i = 0; i < 130; ++i) {
        Product product;
        product.id = Id::make(clock, random);
        product.plu = QString::number(100 + i);
        product.name = QStringLiteral("甜品 %1").arg(i);
        product.category = category.id;
        product.unit = i % 8 == 0 ? Quantity::Unit::Gram : Quantity::Unit::Piece;
        product.price = { 800 + 37 * i };
        product.cost = { 300 + 11 * i };
        products.push_back(product);
    }
    MUST(till->saveProducts({ category }, products));
    return till;
}

/// The till of an earlier run, or a new one, filled up to the wanted size. May be broken off: the next run goes on.
std::unique_ptr<Till> filledTill(const Options& options, Till::Parts parts, FixedClock& clock, SeededRandom& random)
{
    const QString folder = options.folder + QStringLiteral("/till");
    auto till = QFile::exists(folder + u'/' + QLatin1String(Till::databaseName)) ? MUST(Till::open(folder, parts)) : newTill(folder, parts, clock, random);
    clock.set({ MUST(till->facts().last())->at.ms });

    constexpr qint64 batch = 5'000;
    for (qint64 done = MUST(till->members().count()); done < options.members;) {
        Transaction transaction = MUST(Transaction::begin(till->database()));
        for (qint64 end = std::min(done + batch, options.members); done < end; ++done) {
            Profile profile;
            profile.phone = phoneOf(done);
            profile.name = QStringLiteral("会员%1").arg(done);
            MUST(till->members().registerMember(transaction, profile));
        }
        MUST(transaction.commit());
        std::fprintf(stderr, "\rmembers %lld of %lld ", static_cast<long long>(done), static_cast<long long>(options.members));
    }
    for (qint64 done = MUST(till->database().integer("SELECT count(*) FROM sales")); done < options.sales;) {
        Transaction transaction = MUST(Transaction::begin(till->database()));
        for (qint64 end = std::min(done + batch, options.sales); done < end; ++done) {
            clock.advanceMs(30'000);
            MUST(till->checkout().commit(transaction, requestOf(*till, random, options.members)));
        }
        MUST(transaction.commit());
        std::fprintf(stderr, "\rsales %lld of %lld     ", static_cast<long long>(done), static_cast<long long>(options.sales));
    }
    std::fprintf(stderr, "\n");
    return till;
}

void benchCheckout(const Options& options, Till& till, FixedClock& clock, SeededRandom& random)
{
    constexpr int rounds = 1'000;
    constexpr int salesUntilQuiet = 200; // as many as a log of Database::busyLogBytes takes
    BareDatabase bare(options.folder + QStringLiteral("/bare.sqlite"));
    bare.run("CREATE TABLE IF NOT EXISTS payloads (key INTEGER PRIMARY KEY, body BLOB)");
    sqlite3_stmt* insert = bare.prepare("INSERT INTO payloads (body) VALUES (?)");
    // The bare one gets what app/till does for the counter: a log that is long enough, moved into the database in quiet moments.
    MUST(till.database().lengthenLog());
    bare.lengthenLog();
    Timings ours;
    Timings limit;
    // Turn and turn about, so that what else the machine does meets both alike.
    for (int i = 0; i < rounds; ++i) {
        clock.advanceMs(30'000);
        const Checkout::Request request = requestOf(till, random, options.members);
        ours.measure([&] { MUST(till.checkout().commit(request)); });
        const QByteArray body = random.bytes(MUST(till.facts().last())->body.size());
        limit.measure([&] {
            bare.run("BEGIN IMMEDIATE");
            sqlite3_bind_blob(insert, 1, body.constData(), static_cast<int>(body.size()), SQLITE_STATIC);
            VERIFY(sqlite3_step(insert) == SQLITE_DONE);
            sqlite3_reset(insert);
            bare.run("COMMIT");
        });
        if (i % salesUntilQuiet == salesUntilQuiet - 1) {
            MUST(till.database().checkpoint());
            bare.run("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }
    report("checkout_commit_p50", ours.us(0.5), "us", limit.us(0.5), "bare_full_commit_p50");
    report("checkout_commit_p99", ours.us(0.99), "us", limit.us(0.99), "bare_full_commit_p99");
}

void benchScan(const Options& options, Till& till, SeededRandom& random)
{
    const ScanContext context { till.catalog(), till.settings(), till.issuerKeys(), till.vault().publicKey(Vault::Signer::Receipt), till.tillId(),
        till.clock().now() };
    BareDatabase bare(till.database().filePath());
    sqlite3_stmt* select = bare.prepare("SELECT * FROM members WHERE id = ?");
    Timings byCode;
    Timings byPhone;
    Timings limit;
    for (int i = 0; i < 2'000; ++i) {
        const qint64 row = static_cast<qint64>(random.below(static_cast<quint64>(options.members)));
        const Member member = MUST(till.members().byKey({ row + 1 }));
        const QString code = makeMemberCode(member.id, till.vault());
        byCode.measure([&] {
            const Scan scan = MUST(parseScan(code, ScanOrigin::Scanned, context));
            const Member found = MUST(till.members().byId(std::get<scan::MemberCode>(scan).member));
            MUST(till.checkout().pointsBalance(found.key));
        });
        byPhone.measure([&] {
            const Scan scan = MUST(parseScan(phoneOf(row), ScanOrigin::Typed, context));
            const auto found = MUST(till.members().byPhone(std::get<scan::Phone>(scan).e164));
            MUST(till.checkout().pointsBalance(found->key));
        });
        const QByteArray id = member.id.toBytes();
        limit.measure([&] {
            sqlite3_bind_blob(select, 1, id.constData(), 16, SQLITE_STATIC);
            VERIFY(sqlite3_step(select) == SQLITE_ROW);
            sqlite3_reset(select);
        });
    }
    report("scan_to_member_p99", byCode.us(0.99), "us", 16'000, "one_frame_16ms");
    report("scan_to_member_p99", byCode.us(0.99), "us", limit.us(0.99), "bare_indexed_select_p99");
    report("phone_to_member_p99", byPhone.us(0.99), "us", 16'000, "one_frame_16ms");
}

void benchReceipt(Till& till)
{
    const Sale sale = MUST(till.sales().byFact(MUST(till.sales().recent(1)).front().fact));
    const QString code = makeReceiptCode(sale.fact, sale.id, till.tillId(), till.vault());
    Timings ours;
    qint64 size = 0;
    for (int i = 0; i < 500; ++i)
        ours.measure([&] { size = escPos::encodeText(layoutReceipt(sale, till.settings(), code, ReceiptCopy::Original), PaperWidth::Mm80).size(); });
    // A receipt printer's serial line at 115,200 baud takes ten bits a byte; ours must vanish beside it.
    report("receipt_escpos_p99", ours.us(0.99), "us", static_cast<double>(size) * 10 / 115'200 * 1'000'000, "serial_115200_baud");
}

void benchQrDecode()
{
    const QrMatrix matrix = MUST(makeQr(QString(130, u'A'), ErrorCorrection::Medium));
    QImage image(1'920, 1'080, QImage::Format_Grayscale8);
    image.fill(235);
    constexpr int dots = 6;
    for (int y = 0; y < matrix.size() * dots; ++y)
        for (int x = 0; x < matrix.size() * dots; ++x)
            if (matrix.isDark(x / dots, y / dots))
                image.setPixel(700 + x, 300 + y, qRgb(30, 30, 30));
    Timings ours;
    for (int i = 0; i < 30; ++i)
        ours.measure([&] { MUST(readCode(image)); });
    report("qr_decode_1080p_p50", ours.us(0.5) / 1'000, "ms", 1'000.0 / 30, "camera_frame_30fps");
}

void benchStart(const Options& options, const QString& folder, const QString& keyFile)
{
    const QString readyFile = options.folder + QStringLiteral("/ready");
    std::vector<qint64> readyMs;
    qint64 resident = 0;
    for (int i = 0; i < 5; ++i) {
        QFile::remove(readyFile);
        QProcess till;
        till.start(options.programs + QStringLiteral("/tangyuan"),
            { QStringLiteral("--data"), folder, QStringLiteral("--key-file"), keyFile, QStringLiteral("--ready-file"), readyFile });
        for (int waited = 0; waited < 600 && !QFile::exists(readyFile); ++waited)
            QThread::msleep(50);
        QFile ready(readyFile);
        VERIFY(ready.open(QIODevice::ReadOnly));
        readyMs.push_back(ready.readAll().trimmed().toLongLong());
        // The name index fills behind the first frame; memory counts when it is there.
        for (qint64 before = -1; before != resident; QThread::msleep(2'000)) {
            before = resident;
            resident = residentKib(till.processId());
        }
        till.terminate();
        till.waitForFinished(10'000);
        till.kill();
        till.waitForFinished();
    }
    std::sort(readyMs.begin(), readyMs.end());
    report("startup_ready_p50", static_cast<double>(readyMs[readyMs.size() / 2]), "ms", 500, "aim_500ms");
    report("resident_memory", static_cast<double>(resident) / 1'024, "MiB", 200, "aim_200MiB");
}

}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    Options options;
    options.programs = QCoreApplication::applicationDirPath() + QStringLiteral("/../app");
    options.folder = QDir::tempPath() + QStringLiteral("/tangyuan-bench");
    QStringList arguments = QCoreApplication::arguments().sliced(1);
    if (arguments.removeAll(QStringLiteral("--quick")) > 0) {
        options.members = options.sales = 20'000;
        options.folder += QStringLiteral("-quick");
        options.sync = SyncBenchSizes::quick();
    }
    const auto take = [&arguments](const QString& option, const QString& otherwise) {
        const qsizetype at = arguments.indexOf(option);
        if (at < 0 || at + 1 >= arguments.size())
            return otherwise;
        const QString value = arguments[at + 1];
        arguments.remove(at, 2);
        return value;
    };
    options.folder = take(QStringLiteral("--folder"), options.folder);
    options.members = take(QStringLiteral("--members"), QString::number(options.members)).toLongLong();
    options.sales = take(QStringLiteral("--sales"), QString::number(options.sales)).toLongLong();
    options.names = arguments;
    QDir().mkpath(options.folder);

    // It has a till of its own; the big one need not be filled for it.
    if (options.wants("quote_50x200"))
        benchPricing();
    if (options.wants("segment_rfm"))
        benchSegments(options.folder, options.members);
    if (options.wants("apply_fact") || options.wants("expire_run"))
        benchLoyalty(options.folder, options.members);
    if (options.wants("hub_ingest"))
        benchHubIngest(options.sync);
    if (options.wants("replica_apply"))
        benchReplicaApply(options.sync);
    if (options.wants("first_fill"))
        benchFirstFill(options.sync);
    if (options.wants("write_to_other_till"))
        benchWriteToOtherTill(options.programs, options.sync.sales);
    if (options.wants("hub_tills"))
        benchHubTills(options.programs, options.sync.tills);
    // These have databases of their own; nobody who asks only for them waits for the large till.
    static const QStringList apart { QStringLiteral("segment_rfm"), QStringLiteral("apply_fact"), QStringLiteral("expire_run"), QStringLiteral("quote_50x200"),
        QStringLiteral("hub_ingest"), QStringLiteral("replica_apply"), QStringLiteral("first_fill"), QStringLiteral("write_to_other_till"),
        QStringLiteral("hub_tills") };
    if (!options.names.isEmpty() && std::ranges::all_of(options.names, [](const QString& name) { return apart.contains(name); }))
        return 0;

    const QString keyFile = options.folder + QStringLiteral("/key");
    KeyFile keys(keyFile);
    FixedClock clock(BusinessCalendar {}.fromLocal(QDate(2025, 1, 1), QTime(9, 0)));
    SeededRandom random(static_cast<quint64>(QDateTime::currentMSecsSinceEpoch()));
    auto till = filledTill(options, { keys, clock, random }, clock, random);
    const QString folder = till->folder();
    std::printf("%lld members, %lld sales\n", static_cast<long long>(MUST(till->members().count())),
        static_cast<long long>(MUST(till->database().integer("SELECT count(*) FROM sales"))));
    if (options.wants("checkout_commit"))
        benchCheckout(options, *till, clock, random);
    if (options.wants("scan_to_member"))
        benchScan(options, *till, random);
    if (options.wants("receipt_escpos"))
        benchReceipt(*till);
    till.reset();
    if (options.wants("qr_decode_1080p"))
        benchQrDecode();
    if (options.wants("startup_ready") || options.wants("resident_memory"))
        benchStart(options, folder, keyFile);
    return 0;
}
