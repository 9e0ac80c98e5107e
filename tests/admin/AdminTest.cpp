// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeyFile.h"
#include "core/till/Till.h"
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QtEndian>
#include <QTest>

#include <optional>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// tangyuan-admin as its user meets it: the real program, its documents, sentences and exit codes.
class AdminTest : public QObject {
    Q_OBJECT

    static constexpr int done = 0, refused = 1, misused = 2, storage = 3, damaged = 4;

    std::optional<AdminShop> m_base; ///< four products, a member
    std::optional<AdminShop> m_shop; ///< this story's

    /// Two crêpes and 455 g of cherries: ¥36.00 + ¥58.24.
    static QByteArray twoLines(const QByteArray& more = {})
    {
        return R"({"lines":[{"code":"6901234567892","pieces":2},{"code":"3","grams":455}])" + more + "}";
    }
    static constexpr int twoLinesMinor = 9'424;

    int salesInReport() const { return total()["sales"_L1].toInt(); }
    QJsonObject total() const { return m_shop->admin({ u"report"_s, u"daily"_s }).json["total"_L1].toObject(); }

    static void requireSentence(const AdminRun& run)
    {
        QVERIFY2(run.messages.contains(u"tangyuan-admin: ") && run.messages.trimmed().endsWith(u'.'), qPrintable(run.messages));
    }
    void patchDatabase(qsizetype offset, const QByteArray& bytes) const
    {
        QByteArray file = readWhole(m_shop->database());
        file.replace(offset, bytes.size(), bytes);
        QVERIFY(writeWhole(m_shop->database(), file));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(QFile::exists(programPath(u"tangyuan-admin"_s)), "tangyuan-admin is not built");
        m_base.emplace();
        const AdminRun made = m_base->admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s });
        QVERIFY2(made.exitCode == done, qPrintable(made.messages));
        QCOMPARE(made.json["shop"_L1].toString(), u"桂花糖水铺"_s);
        const QString products = m_base->file(u"products.csv"_s,
            "货号,品名,分类,单位,售价,成本,条码,在售\n"
            "1,芒果班戟,甜品,件,18.00,7.00,6901234567892,是\n"
            "2,杨枝甘露,糖水,件,26.00,9.00,,是\n"
            "3,进口车厘子,水果,公斤,128.00,86.00,,是\n"
            "5,旧款月饼,甜品,件,8.00,3.00,,否\n");
        const AdminRun imported = m_base->admin({ u"import"_s, u"products"_s, products });
        QVERIFY2(imported.exitCode == done, qPrintable(imported.messages));
        QCOMPARE(imported.json["added"_L1].toInt(), 4);
        const AdminRun member
            = m_base->admin({ u"member"_s, u"register"_s, m_base->file(u"wang.json"_s, R"({"phone":"138 0013 8000","name":"王小梅","birthday":"05-01"})") });
        QVERIFY2(member.exitCode == done, qPrintable(member.messages));
        QCOMPARE(member.json["outcome"_L1].toString(), u"created"_s);
    }
    void init()
    {
        m_shop.emplace();
        QVERIFY(m_shop->copyFrom(*m_base));
    }

    // The command line -------------------------------------------------------------------------

    void everyCommandExplainsItself_data()
    {
        QTest::addColumn<QString>("command");
        for (const char* command : { "init", "import products", "import members", "import sales", "export products", "export members", "quote", "sell",
                 "receipt", "member show", "member register", "member card", "member code", "member feedback", "feedback list", "feedback answer",
                 "report daily", "report hourly", "report products", "report members", "scan", "verify", "backup", "restore" })
            QTest::newRow(command) << QString::fromLatin1(command);
    }
    void everyCommandExplainsItself()
    {
        QFETCH(QString, command);
        const AdminRun run = runAdminProgram(command.split(u' ') + QStringList { u"--help"_s });
        QCOMPARE(run.exitCode, done);
        QVERIFY(run.output.startsWith("Usage: tangyuan-admin " + command.toUtf8()));
        QVERIFY(run.output.contains("Example:\n  tangyuan-admin " + command.toUtf8()));
    }

    void wrongCommandLines_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("nothing") << QStringList {};
        QTest::newRow("no such command") << QStringList { u"fly"_s };
        QTest::newRow("half a command") << QStringList { u"import"_s };
        QTest::newRow("no such option") << QStringList { u"verify"_s, u"--fast"_s };
        QTest::newRow("no file") << QStringList { u"sell"_s };
        QTest::newRow("too much") << QStringList { u"verify"_s, u"twice"_s };
        QTest::newRow("no such encoding") << QStringList { u"export"_s, u"products"_s, u"never.csv"_s, u"--encoding"_s, u"ebcdic"_s };
        QTest::newRow("no such receipt") << QStringList { u"receipt"_s, u"A01-000001"_s, u"never.docx"_s };
        QTest::newRow("sales without prices") << QStringList { u"import"_s, u"sales"_s, u"x.csv"_s };
        QTest::newRow("restore to nowhere") << QStringList { u"restore"_s, u"x.tangyuan"_s };
    }
    void wrongCommandLines()
    {
        QFETCH(QStringList, arguments);
        const AdminRun run = runAdminProgram(arguments);
        QCOMPARE(run.exitCode, misused);
        QCOMPARE(run.errorCode(), u"Usage"_s);
        requireSentence(run);
    }

    void helpAndVersion()
    {
        QVERIFY(runAdminProgram({ u"--help"_s }).output.contains("import products"));
        QVERIFY(runAdminProgram({ u"import"_s, u"--help"_s }).output.contains("import sales"));
        QCOMPARE(runAdminProgram({ u"--version"_s }).output, QByteArray("tangyuan-admin " TANGYUAN_VERSION "\n"));
    }

    // Import and export ------------------------------------------------------------------------

    void goodRowsAreImportedAndBadOnesReported()
    {
        const QString file = m_shop->file(u"more.csv"_s, "plu,name,category,unit,price\n6,双皮奶,糖水,piece,16.00\n7,姜撞奶,糖水,piece,a lot\n");
        const AdminRun all = m_shop->admin({ u"import"_s, u"products"_s, file, u"--all-or-nothing"_s });
        QCOMPARE(all.exitCode, refused);
        QCOMPARE(all.json["saved"_L1].toBool(true), false);
        const AdminRun dry = m_shop->admin({ u"import"_s, u"products"_s, file, u"--dry-run"_s });
        QCOMPARE(dry.json["added"_L1].toInt(), 1);
        QCOMPARE(m_shop->admin({ u"scan"_s, u"--text"_s, u"6"_s }).json["kind"_L1].toString(), u"words"_s);

        const AdminRun good = m_shop->admin({ u"import"_s, u"products"_s, file });
        QCOMPARE(good.exitCode, refused);
        const QJsonObject problem = good.json["problems"_L1].toArray().at(0).toObject();
        QCOMPARE(problem["line"_L1].toInt(), 3);
        QCOMPARE(problem["column"_L1].toString(), u"price"_s);
        QVERIFY2(good.messages.contains(u"line 3, column price"), qPrintable(good.messages));
        QCOMPARE(m_shop->admin({ u"scan"_s, u"--text"_s, u"6"_s }).json["name"_L1].toString(), u"双皮奶"_s);
    }

    void brokenFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        QTest::newRow("wrong encoding") << QByteArray("plu,name,category,unit,price\n6,\xff\xff\xff,x,piece,1\n") << u"EncodingUnknown"_s;
        QTest::newRow("a quote that never closes") << QByteArray("plu,name,category,unit,price\n6,\"x,y,piece,1\n") << u"InputMalformed"_s;
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << QString();
        QTest::newRow("no header") << QByteArray("6,x,y,piece,1\n") << u"InputMalformed"_s;
        QTest::newRow("empty") << QByteArray() << u"InputMalformed"_s;
    }
    void brokenFilesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        const AdminRun run = m_shop->admin({ u"import"_s, u"products"_s, m_shop->file(u"broken.csv"_s, bytes) });
        QCOMPARE(run.exitCode, refused);
        QVERIFY2(code.isEmpty() ? !run.errorCode().isEmpty() : run.errorCode() == code, qPrintable(run.errorCode()));
        requireSentence(run);
    }

    void whatIsExportedComesBackUnchanged()
    {
        for (const QString& encoding : { u"utf8"_s, u"utf8-bom"_s, u"gb18030"_s }) {
            const QString file = m_shop->path(u"out-"_s + encoding);
            QCOMPARE(m_shop->admin({ u"export"_s, u"products"_s, file, u"--encoding"_s, encoding, u"--language"_s, u"en"_s }).json["rows"_L1].toInt(), 4);
            const AdminRun again = m_shop->admin({ u"import"_s, u"products"_s, file, u"--dry-run"_s });
            QCOMPARE(again.json["unchanged"_L1].toInt(), 4);
        }
        const QString members = m_shop->path(u"members.csv"_s);
        QCOMPARE(m_shop->admin({ u"export"_s, u"members"_s, members }).exitCode, done);
        QVERIFY(readWhole(members).contains("王小梅"));
        QVERIFY(!(QFile::permissions(members) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        QCOMPARE(m_shop->admin({ u"import"_s, u"members"_s, members }).json["alreadyRegistered"_L1].toInt(), 1);
    }

    void oldSalesAreSoldAgainOnce()
    {
        const QString sales = m_shop->file(
            u"sales.csv"_s, "Date,Time,Transaction,Item\n2016-10-30,09:58:11,1,Bread\n2016-10-30,10:05:34,2,Scone\n2016-10-30,10:05:34,2,NONE\n");
        const QString prices = m_shop->file(u"prices.csv"_s, "item,price\nBread,12.00\nScone,8.00\n");
        const QStringList command { u"import"_s, u"sales"_s, sales, u"--prices"_s, prices };
        const AdminRun first = m_shop->admin(command);
        QCOMPARE(first.json["imported"_L1].toInt(), 2);
        QCOMPARE(first.json["totalMinor"_L1].toInt(), 2'000);
        QCOMPARE(first.json["nothingSoldLines"_L1].toArray().size(), qsizetype { 1 });
        QCOMPARE(m_shop->admin(command).json["alreadyImported"_L1].toInt(), 2);
    }

    // Selling ----------------------------------------------------------------------------------

    void aCartIsQuotedAndSold()
    {
        const QString cart = m_shop->file(u"cart.json"_s, twoLines(R"(,"member":"13800138000")"));
        const AdminRun quoted = m_shop->admin({ u"quote"_s, cart });
        QCOMPARE(quoted.json["totalMinor"_L1].toInt(), twoLinesMinor);
        QCOMPARE(salesInReport(), 0);
        const AdminRun sold = m_shop->admin({ u"sell"_s, cart });
        QCOMPARE(sold.exitCode, done);
        QCOMPARE(sold.json["sale"_L1].toObject()["totalMinor"_L1].toInt(), twoLinesMinor);
        const AdminRun member = m_shop->admin({ u"member"_s, u"show"_s, u"+8613800138000"_s });
        QCOMPARE(member.json["points"_L1].toInt(), 9);
        QCOMPARE(member.json["purchases"_L1].toArray().at(0).toObject()["number"_L1].toString(), sold.json["number"_L1].toString());
    }

    void aReceiptOfEachKind_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("escpos") << u"r.escpos"_s << QByteArray("\x1b@");
        QTest::newRow("png") << u"r.png"_s << QByteArray("\x89PNG");
        QTest::newRow("pdf") << u"r.pdf"_s << QByteArray("%PDF");
        QTest::newRow("txt") << u"r.txt"_s << QByteArray();
    }
    void aReceiptOfEachKind()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, start);
        const AdminRun sold = m_shop->sell(twoLines(), { u"--receipt"_s, m_shop->path(name) });
        QVERIFY2(sold.exitCode == done, qPrintable(sold.messages));
        QVERIFY(readWhole(m_shop->path(name)).startsWith(start));
        const AdminRun again = m_shop->admin({ u"receipt"_s, sold.json["number"_L1].toString(), m_shop->path(u"again.txt"_s) });
        QVERIFY2(again.exitCode == done, qPrintable(again.messages));
        QVERIFY(readWhole(m_shop->path(u"again.txt"_s)).contains(sold.json["number"_L1].toString().toUtf8()));
        QCOMPARE(salesInReport(), 1);
    }

    void aSecondTryGivesTheSameSale()
    {
        const QByteArray cart = twoLines(R"(,"id":"0192f3a0-7c1e-7000-8000-00000000abcd")");
        const AdminRun first = m_shop->sell(cart);
        const AdminRun second = m_shop->sell(cart);
        QCOMPARE(second.exitCode, done);
        QCOMPARE(second.json["number"_L1].toString(), first.json["number"_L1].toString());
        QCOMPARE(first.json["alreadySold"_L1].toBool(true), false);
        QCOMPARE(second.json["alreadySold"_L1].toBool(), true);
        QCOMPARE(salesInReport(), 1);
    }

    void aReceiptThatCannotBeWrittenCostsNoSale()
    {
        const AdminRun sold = m_shop->sell(twoLines(), { u"--receipt"_s, m_shop->path(u"no/such/folder/r.txt"_s) });
        QCOMPARE(sold.exitCode, storage);
        QCOMPARE(sold.errorCode(), u"FileUnwritable"_s);
        QVERIFY(!sold.json["number"_L1].toString().isEmpty());
        QCOMPARE(salesInReport(), 1);
    }

    void nothingIsSoldOfABadDocument_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("context");
        QTest::newRow("broken") << QByteArray(R"({"lines":[)") << u"InputMalformed"_s << QString();
        QTest::newRow("no object") << QByteArray("[1]") << u"InputMalformed"_s << QString();
        QTest::newRow("no lines") << QByteArray(R"({"lines":[]})") << u"CartEmpty"_s << QString();
        QTest::newRow("unknown key") << twoLines(R"(,"discount":50)") << u"InputMalformed"_s << u"discount"_s;
        QTest::newRow("unknown key of a line") << QByteArray(R"({"lines":[{"code":"1","price":1}]})") << u"InputMalformed"_s << u"price"_s;
        QTest::newRow("negative weight") << QByteArray(R"({"lines":[{"code":"3","grams":-455}]})") << u"InputOutOfRange"_s << u"lines[0]: grams"_s;
        QTest::newRow("half a piece") << QByteArray(R"({"lines":[{"code":"1","pieces":0.5}]})") << u"InputMalformed"_s << u"pieces"_s;
        QTest::newRow("no weight") << QByteArray(R"({"lines":[{"code":"3"}]})") << u"QuantityInvalid"_s << u"grams"_s;
        QTest::newRow("crêpes by weight") << QByteArray(R"({"lines":[{"code":"1","grams":100}]})") << u"QuantityInvalid"_s << QString();
        QTest::newRow("off sale") << QByteArray(R"({"lines":[{"code":"5"}]})") << u"ProductOffSale"_s << QString();
        QTest::newRow("no such product") << QByteArray(R"({"lines":[{"code":"6900000000007"}]})") << QString() << u"lines[0]"_s;
        QTest::newRow("a phone is no product") << QByteArray(R"({"lines":[{"code":"13800138000"}]})") << u"ProductNotFound"_s << QString();
        QTest::newRow("10 kB of code") << "{\"lines\":[{\"code\":\"" + QByteArray(10000, '7') + "\"}]}" << u"InputTooLong"_s << QString();
        QTest::newRow("no such member") << twoLines(R"(,"member":"13900139000")") << u"MemberNotFound"_s << QString();
        QTest::newRow("too little money") << twoLines(R"(,"tenders":[{"method":"cash","amountMinor":100}])") << u"TenderShort"_s << QString();
        QTest::newRow("negative money") << twoLines(R"(,"tenders":[{"method":"cash","amountMinor":-1}])") << u"TenderInvalid"_s << QString();
        QTest::newRow("money of another kind") << twoLines(R"(,"tenders":[{"method":"shells","amountMinor":9424}])") << u"TenderInvalid"_s << QString();
        QTest::newRow("no id") << twoLines(R"(,"id":"seven")") << u"InputMalformed"_s << u"id"_s;
    }
    void nothingIsSoldOfABadDocument()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, code);
        QFETCH(QString, context);
        const AdminRun run = m_shop->sell(json);
        QCOMPARE(run.exitCode, refused);
        QVERIFY2(code.isEmpty() ? !run.errorCode().isEmpty() : run.errorCode() == code, run.output.constData());
        QVERIFY2(run.errorContext().contains(context), run.output.constData());
        requireSentence(run);
        QCOMPARE(salesInReport(), 0);
    }

    void reportsAgreeToTheFen()
    {
        QCOMPARE(m_shop->sell(twoLines()).exitCode, done);
        QCOMPARE(m_shop->sell(R"({"lines":[{"code":"3*2"}],"tenders":[{"method":"alipay","amountMinor":7800}]})").exitCode, done);
        QCOMPARE(
            m_shop->sell(R"({"lines":[{"code":"1"},{"code":"2"}],"member":"13800138000","tenders":[{"method":"wechat","amountMinor":4400}]})").exitCode, done);
        const qint64 expected = twoLinesMinor + 7'800 + 4'400;
        QCOMPARE(total()["totalMinor"_L1].toInteger(), expected);
        QCOMPARE(total()["tenders"_L1].toObject()["wechatMinor"_L1].toInt(), 4'400);
        const auto sumOf = [&](const QString& report, const QString& list) {
            qint64 sum = 0;
            const AdminRun run = m_shop->admin({ u"report"_s, report, u"--csv"_s, m_shop->path(report + u".csv"_s) });
            for (const QJsonValue& entry : run.json[list].toArray())
                sum += entry.toObject()["totalMinor"_L1].toInteger();
            return QFile::exists(m_shop->path(report + u".csv"_s)) ? sum : -1;
        };
        QCOMPARE(sumOf(u"hourly"_s, u"hours"_s), expected);
        QCOMPARE(sumOf(u"products"_s, u"products"_s), expected);
        const AdminRun members = m_shop->admin({ u"report"_s, u"members"_s });
        QCOMPARE(members.json["top"_L1].toArray().at(0).toObject()["spendMinor"_L1].toInt(), 4'400);
        QCOMPARE(m_shop->admin({ u"report"_s, u"daily"_s, u"--from"_s, u"tomorrow"_s }).exitCode, refused);
        const AdminRun verified = m_shop->admin({ u"verify"_s });
        QCOMPARE(verified.exitCode, done);
        QCOMPARE(verified.json["salesTotalMinor"_L1].toInteger(), expected);
    }

    // Members and scans ------------------------------------------------------------------------

    void aKnownPhoneBringsItsMemberBack()
    {
        const AdminRun again
            = m_shop->admin({ u"member"_s, u"register"_s, m_shop->file(u"m.json"_s, R"({"phone":"+86 138-0013-8000","name":"somebody else"})") });
        QCOMPARE(again.exitCode, done);
        QCOMPARE(again.json["outcome"_L1].toString(), u"alreadyRegistered"_s);
        QCOMPARE(again.json["profile"_L1].toObject()["name"_L1].toString(), u"王小梅"_s);
        QCOMPARE(again.json["profile"_L1].toObject()["birthday"_L1].toString(), u"05-01"_s);
        const QString number = again.json["number"_L1].toString();
        QCOMPARE(m_shop->admin({ u"member"_s, u"show"_s, again.json["code"_L1].toString() }).json["number"_L1].toString(), number);
        const QString card = m_shop->path(u"card.png"_s);
        QCOMPARE(m_shop->admin({ u"member"_s, u"card"_s, number, card }).exitCode, done);
        QCOMPARE(m_shop->admin({ u"scan"_s, card }).json["kind"_L1].toString(), u"memberCode"_s);
    }

    void phonesOfOtherCountries()
    {
        const AdminRun japan = m_shop->admin({ u"member"_s, u"register"_s, m_shop->file(u"m.json"_s, R"({"phone":"+81 90-1234-5678","tier":"gold"})") });
        QVERIFY2(japan.exitCode == done, qPrintable(japan.messages));
        QCOMPARE(japan.json["profile"_L1].toObject()["phone"_L1].toString(), u"+819012345678"_s);
        QCOMPARE(japan.json["tier"_L1].toString(), u"gold"_s);
        const AdminRun nowhere = m_shop->admin({ u"member"_s, u"register"_s, m_shop->file(u"m.json"_s, R"({"phone":"+999 12345678"})") });
        QCOMPARE(nowhere.exitCode, refused);
        QCOMPARE(nowhere.errorCode(), u"PhoneInvalid"_s);
        QVERIFY(!nowhere.output.contains("12345678") && !nowhere.messages.contains(u"12345678"));
    }

    void scans()
    {
        const auto scanned = [&](const QString& text) { return m_shop->admin({ u"scan"_s, u"--text"_s, text }); };
        QCOMPARE(scanned(u"6901234567892"_s).json["kind"_L1].toString(), u"product"_s);
        QCOMPARE(scanned(u"3"_s).json["kind"_L1].toString(), u"weighedProduct"_s);
        const AdminRun payment = scanned(u"134567890123456789"_s);
        QCOMPARE(payment.json["kind"_L1].toString(), u"paymentCode"_s);
        QVERIFY(!payment.output.contains("134567890123456789"));
        QCOMPARE(scanned(QString(10'000, u'7')).errorCode(), u"InputTooLong"_s);
        QCOMPARE(m_shop->admin({ u"scan"_s, m_shop->file(u"x.png"_s, "no picture") }).errorCode(), u"ImageUnreadable"_s);
    }

    // Trouble ----------------------------------------------------------------------------------

    void whileTheTillIsOpenReadersGoOn()
    {
        KeyFile keys(m_shop->keyFile());
        const SystemClock clock;
        SystemRandom random;
        const auto till = Till::open(m_shop->till(), { keys, clock, random });
        QVERIFY(till.has_value());
        const AdminRun sold = m_shop->sell(twoLines());
        QCOMPARE(sold.exitCode, storage);
        QCOMPARE(sold.errorCode(), u"FolderInUse"_s);
        requireSentence(sold);
        QCOMPARE(m_shop->admin({ u"report"_s, u"daily"_s }).exitCode, done);
        QCOMPARE(m_shop->admin({ u"verify"_s }).exitCode, done);
        QCOMPARE(m_shop->admin({ u"quote"_s, m_shop->path(u"cart.json"_s) }).exitCode, done);
        const AdminRun backup = m_shop->admin({ u"backup"_s, m_shop->path(u"b.tangyuan"_s) });
        QVERIFY2(backup.exitCode == done, qPrintable(backup.messages));
    }

    void tillsThatCannotBeOpened()
    {
        const AdminRun missing = runAdminProgram({ u"verify"_s, u"--data"_s, m_shop->path(u"nowhere"_s) });
        QCOMPARE(missing.exitCode, storage);
        QCOMPARE(missing.errorCode(), u"DatabaseMissing"_s);
        const AdminRun twice = m_shop->admin({ u"init"_s });
        QCOMPARE(twice.exitCode, refused);
        QCOMPARE(twice.errorCode(), u"TillExists"_s);
        QVERIFY(QFile::remove(m_shop->keyFile()));
        const AdminRun keyless = m_shop->sell(twoLines());
        QCOMPARE(keyless.exitCode, storage);
        QCOMPARE(keyless.errorCode(), u"KeyMissing"_s);
        requireSentence(keyless);
        QCOMPARE(m_shop->admin({ u"verify"_s }).exitCode, done); // needs no key
    }

    void aDatabaseOfANewerProgramIsLeftAlone()
    {
        constexpr qsizetype userVersionOffset = 60; // sqlite.org/fileformat2.html, 1.3
        QByteArray version(4, '\0');
        qToBigEndian<quint32>(999, version.data());
        patchDatabase(userVersionOffset, version);
        const QByteArray before = readWhole(m_shop->database());
        const AdminRun run = m_shop->sell(twoLines());
        QCOMPARE(run.exitCode, storage);
        QCOMPARE(run.errorCode(), u"DatabaseNewer"_s);
        requireSentence(run);
        QVERIFY(readWhole(m_shop->database()) == before);
    }

    void aChangedFactIsFound()
    {
        QCOMPARE(m_shop->sell(twoLines(R"(,"note":"paid in full")")).exitCode, done);
        const QByteArray file = readWhole(m_shop->database());
        const qsizetype note = file.indexOf("paid in full");
        QVERIFY(note > 0 && file.count("paid in full") == 1);
        patchDatabase(note, "paid in half");
        const AdminRun run = m_shop->admin({ u"verify"_s });
        QCOMPARE(run.exitCode, damaged);
        QCOMPARE(run.errorCode(), u"ChainBroken"_s);
        requireSentence(run);
        const AdminRun backup = m_shop->admin({ u"backup"_s, m_shop->path(u"b.tangyuan"_s) });
        QCOMPARE(backup.exitCode, damaged);
        QVERIFY(!QFile::exists(m_shop->path(u"b.tangyuan"_s)));
    }

    void aBackupComesBackOnAnotherComputer()
    {
        QCOMPARE(m_shop->sell(twoLines(R"(,"member":"13800138000")")).exitCode, done);
        const QString backup = m_shop->path(u"b.tangyuan"_s);
        const QString passphrase = m_shop->file(u"passphrase"_s, "osmanthus and sesame\n");
        const AdminRun saved = m_shop->admin({ u"backup"_s, backup, u"--passphrase-file"_s, passphrase });
        QVERIFY2(saved.exitCode == done, qPrintable(saved.messages));
        QCOMPARE(saved.json["sales"_L1].toInt(), 1);
        QCOMPARE(m_shop->admin({ u"backup"_s, backup }).errorCode(), u"FileUnwritable"_s); // never over a file

        const QString folder = m_shop->path(u"restored"_s);
        const QString keys = m_shop->path(u"restored.key"_s);
        const auto restore = [&](const QStringList& options) {
            return runAdminProgram(QStringList { u"restore"_s, backup, u"--data"_s, folder, u"--key-file"_s, keys } + options);
        };
        QCOMPARE(restore({}).errorCode(), u"KeyMissing"_s);
        QCOMPARE(restore({ u"--passphrase-file"_s, m_shop->file(u"wrong"_s, "sesame and osmanthus\n") }).errorCode(), u"KeyWrong"_s);
        QVERIFY(!QFile::exists(folder) && !QFile::exists(folder + u".restoring"_s));
        const AdminRun restored = restore({ u"--passphrase-file"_s, passphrase });
        QVERIFY2(restored.exitCode == done, qPrintable(restored.messages));
        QCOMPARE(restored.json["epoch"_L1].toInt(), 1);
        QCOMPARE(restore({ u"--passphrase-file"_s, passphrase }).errorCode(), u"TillExists"_s);

        const QStringList there { u"--data"_s, folder, u"--key-file"_s, keys };
        const AdminRun member = runAdminProgram(QStringList { u"member"_s, u"show"_s, u"13800138000"_s } + there);
        QCOMPARE(member.json["profile"_L1].toObject()["name"_L1].toString(), u"王小梅"_s);
        QCOMPARE(member.json["points"_L1].toInt(), 9);
        const AdminRun sold = runAdminProgram(QStringList { u"sell"_s, m_shop->file(u"next.json"_s, twoLines()) } + there);
        QCOMPARE(sold.json["number"_L1].toString(), u"A01.1-000002"_s);
        QCOMPARE(runAdminProgram(QStringList { u"verify"_s } + there).json["sales"_L1].toInt(), 2);
    }

    void stdoutThatIsFull()
    {
        const AdminRun run = runAdminProgram({ u"verify"_s, u"--data"_s, m_shop->till() }, u"/dev/full"_s);
        QCOMPARE(run.exitCode, storage);
        QVERIFY(run.messages.contains(u"could not be written"));
    }
};

TANGYUAN_TEST(AdminTest)
#include "AdminTest.moc"
