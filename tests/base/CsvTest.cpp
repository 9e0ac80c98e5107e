// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Csv.h"
#include "core/base/CsvTable.h"
#include "core/base/Limits.h"
#include "core/base/Random.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class CsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatSpreadsheetsWrite_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QList<QStringList>>("rows");
        const QList<QStringList> plain { { QStringLiteral("a"), QStringLiteral("b") }, { QStringLiteral("c"), QStringLiteral("d") } };
        QTest::newRow("LF") << QByteArray("a,b\nc,d\n") << plain;
        QTest::newRow("CRLF, none at the end") << QByteArray("a,b\r\nc,d") << plain;
        QTest::newRow("CR alone") << QByteArray("a,b\rc,d\r") << plain;
        QTest::newRow("blank lines") << QByteArray("\na,b\n\n\nc,d\n\n") << plain;
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "a,b\nc,d\n")
                                         << plain;
        QTest::newRow("quotes") << QByteArray("\"a, \"\"x\"\"\",\"\"\n") << QList<QStringList> { { QStringLiteral("a, \"x\""), QStringLiteral("") } };
        QTest::newRow("line end in quotes") << QByteArray("\"a\r\nb\",c\n") << QList<QStringList> { { QStringLiteral("a\r\nb"), QStringLiteral("c") } };
        QTest::newRow("inch mark inside") << QByteArray("8\" cake,x\n") << QList<QStringList> { { QStringLiteral("8\" cake"), QStringLiteral("x") } };
        QTest::newRow("empty fields") << QByteArray(",\n") << QList<QStringList> { { QStringLiteral(""), QStringLiteral("") } };
        QTest::newRow("empty file") << QByteArray() << QList<QStringList> {};
    }
    void readsWhatSpreadsheetsWrite()
    {
        QFETCH(QByteArray, file);
        const auto rows = readCsv(file);
        QVERIFY(rows.has_value());
        QList<QStringList> fields;
        for (const CsvRow& row : *rows)
            fields.append(row.fields);
        QTEST(fields, "rows");
    }

    void knowsTheLineOfEachRow()
    {
        const auto rows = readCsv("a\n\n\"b\nb\"\nc\n");
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), size_t { 3 });
        QCOMPARE((*rows)[1].line, 3);
        QCOMPARE((*rows)[2].line, 5);
    }

    void refusesBrokenFiles_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("context");
        QTest::newRow("quote never closes") << QByteArray("a\n\"b\nc\n") << QStringLiteral("InputMalformed") << QStringLiteral("line 2");
        QTest::newRow("text behind a quote") << QByteArray("a\n\"b\"c\n") << QStringLiteral("InputMalformed") << QStringLiteral("line 2");
        QTest::newRow("NUL") << QByteArray("a\nb\0c\n", 6) << QStringLiteral("InputMalformed") << QStringLiteral("line 2");
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFE"
                                              "a\0,\0b\0",
            8) << QStringLiteral("EncodingUnknown")
                                << QStringLiteral("line 1");
        QTest::newRow("a bad byte in UTF-8") << QByteArray("品名,售价\n双皮奶,16\n姜撞\xFF奶,18\n") << QStringLiteral("EncodingUnknown")
                                             << QStringLiteral("line 3");
        QTest::newRow("a bad byte under a mark") << QByteArray("\xEF\xBB\xBF"
                                                               "a\nb\xFF\n")
                                                 << QStringLiteral("EncodingUnknown") << QStringLiteral("line 2");
        QTest::newRow("cut in a character") << QByteArray("品名\n双皮\xE5\xA5") << QStringLiteral("EncodingUnknown") << QStringLiteral("line 2");
        QTest::newRow("GB18030 with a bad byte") << (encodeText(QStringLiteral("商品名称\n鲜榨橙汁\n"), CsvEncoding::Gb18030) + "\xFF\n")
                                                 << QStringLiteral("EncodingUnknown") << QStringLiteral("line 3");
        QTest::newRow("too many columns") << QByteArray(limits::csvColumns, ',') << QStringLiteral("InputTooLong") << QStringLiteral("line 1");
        QTest::newRow("a field too long") << ("a\n" + QByteArray(limits::csvFieldChars + 1, 'x')) << QStringLiteral("InputTooLong") << QStringLiteral("line 2");
        QTest::newRow("a quoted field too long") << ("a\n\"" + QByteArray(limits::csvFieldChars + 1, 'x')) << QStringLiteral("InputTooLong")
                                                 << QStringLiteral("line 2");
        QTest::newRow("a file too long") << QByteArray(limits::csvBytes + 1, ' ') << QStringLiteral("InputTooLong") << QStringLiteral("");
    }
    void refusesBrokenFiles()
    {
        QFETCH(QByteArray, file);
        const auto rows = readCsv(file);
        QVERIFY(!rows.has_value());
        QTEST(errorCodeName(rows.error().code), "code");
        QTEST(rows.error().context, "context");
    }

    void readsWhatExcelInChinaWrites()
    {
        const QString text = QStringLiteral("货号,品名\r\n1,杨枝甘露\r\n2,𠮷野家 €\r\n");
        for (const CsvEncoding encoding : { CsvEncoding::Utf8Bom, CsvEncoding::Utf8, CsvEncoding::Gb18030 }) {
            const QByteArray file = encodeText(text, encoding);
            QCOMPARE(decodeText(file).value_or(QString()), text);
        }
        // Bytes that Excel itself wrote for 芒果.
        QCOMPARE(decodeText("\xC3\xA2\xB9\xFB").value_or(QString()), QStringLiteral("芒果"));
    }

    void keepsFormulasFromRunning_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("written");
        QTest::newRow("formula") << QStringLiteral("=cmd|' /C calc'!A0") << QStringLiteral("'=cmd|' /C calc'!A0");
        QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QStringLiteral("'@SUM(A1)");
        QTest::newRow("plus") << QStringLiteral("+1+1") << QStringLiteral("'+1+1");
        QTest::newRow("minus") << QStringLiteral("-2+3") << QStringLiteral("'-2+3");
        QTest::newRow("tab") << QStringLiteral("\t=1") << QStringLiteral("'\t=1");
        QTest::newRow("negative amount") << QStringLiteral("-12.50") << QStringLiteral("-12.50");
        QTest::newRow("phone") << QStringLiteral("+8613800138000") << QStringLiteral("+8613800138000");
        QTest::newRow("guarded already") << QStringLiteral("'=1") << QStringLiteral("''=1");
        QTest::newRow("apostrophe") << QStringLiteral("'tis") << QStringLiteral("'tis");
        QTest::newRow("words") << QStringLiteral("a=b") << QStringLiteral("a=b");
        QTest::newRow("dash alone") << QStringLiteral("-") << QStringLiteral("'-");
        QTest::newRow("empty") << QStringLiteral("") << QStringLiteral("");
    }
    void keepsFormulasFromRunning()
    {
        QFETCH(QString, field);
        QTEST(guardCsvField(field), "written");
        QCOMPARE(unguardCsvField(guardCsvField(field)), field);
    }

    void whatIsWrittenIsRead()
    {
        SeededRandom random(20261122);
        const QString letters = QStringLiteral("ab=+-@'\",\r\n \t甘露1.😀");
        for (int round = 0; round < 2'000; ++round) {
            CsvWriter writer;
            // Some GB18030 texts are valid UTF-8 by chance; this word's bytes (CC F0 C6 B7) never are.
            QStringList fields { QStringLiteral("甜品") };
            for (quint64 i = 0; i < 2 + random.below(4); ++i) {
                QString field;
                for (quint64 c = random.below(8); c > 0; --c) {
                    const qsizetype at = static_cast<qsizetype>(random.below(static_cast<quint64>(letters.size()) - 1));
                    field.append(letters[at].isSurrogate() ? QStringLiteral("😀") : letters.mid(at, 1));
                }
                fields.append(field);
            }
            writer.addRow(fields);
            const auto rows = readCsv(writer.encoded(round % 2 == 0 ? CsvEncoding::Utf8Bom : CsvEncoding::Gb18030));
            QVERIFY2(rows.has_value() && rows->size() == 1, qPrintable(QStringLiteral("seed 20261122, round %1").arg(round)));
            QStringList read;
            for (const QString& field : rows->front().fields)
                read.append(unguardCsvField(field));
            QCOMPARE(read, fields);
        }
    }

    void findsColumnsByTheirNames()
    {
        const std::vector<CsvColumn> columns {
            { QStringLiteral("plu"), QStringLiteral("货号"), {}, CsvColumn::Need::Required },
            { QStringLiteral("on_sale"), QStringLiteral("在售"), { QStringLiteral("上架") } },
            { QStringLiteral("cost"), QStringLiteral("成本") },
        };
        const auto table = CsvTable::read("上架,颜色,ＰＬＵ\n是,红, 12 \n,,\n'=x,蓝,13\n是,绿\n", columns);
        QVERIFY(table.has_value());
        QCOMPARE(table->rows().size(), size_t { 2 });
        QCOMPARE(table->rows()[0].cells, (QStringList { QStringLiteral("12"), QStringLiteral("是"), QString() }));
        QVERIFY(table->rows()[0].cells[2].isNull());
        QCOMPARE(table->rows()[1].cells[1], QStringLiteral("=x"));
        QCOMPARE(table->problems().size(), size_t { 1 });
        QCOMPARE(table->problems()[0].line, 5);
        QCOMPARE(table->language(), CsvLanguage::Chinese);
        QVERIFY(table->has(0) && !table->has(2));

        QCOMPARE(CsvTable::read("On Sale\nyes\n", columns).error().code, ErrorCode::InputMalformed);
        QCOMPARE(CsvTable::read("plu,货号\n1,1\n", columns).error().code, ErrorCode::InputMalformed);
        QCOMPARE(CsvTable::read("", columns).error().code, ErrorCode::InputMalformed);
    }

    void seesDigitsThatASpreadsheetCut()
    {
        QVERIFY(isSpreadsheetScientific(QStringLiteral("6.90123E+12")));
        QVERIFY(isSpreadsheetScientific(QStringLiteral("1e+10")));
        QVERIFY(!isSpreadsheetScientific(QStringLiteral("6901234567892")));
        QVERIFY(!isSpreadsheetScientific(QStringLiteral("ABE+1")));
        QVERIFY(!isSpreadsheetScientific(QStringLiteral("E+1")));
    }
};

TANGYUAN_TEST(CsvTest)
#include "CsvTest.moc"
