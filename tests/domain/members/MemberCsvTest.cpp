// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/members/MemberCsv.h"

#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

namespace {

const QDate importDay(2026, 11, 20);

MemberImport readMembers(const QByteArray& file)
{
    return MUST(readMemberCsv(file, QStringLiteral("CN"), importDay));
}

}

class MemberCsvTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void takesAShopsList()
    {
        const MemberImport import = readMembers("姓名,手机号,性别,生日,会员等级,地址,同意营销,积分\n"
                                                "王小梅,138 0013 8000,女,1990年5月1日,金卡,北京路1号,是,88\n"
                                                ",+8613900139000,,,,,,\n"
                                                "李强,13700137000,男,2月29日,,,否,\n");
        QVERIFY(import.problems.empty());
        QCOMPARE(import.members.size(), size_t { 3 });
        const ImportedMember& first = import.members[0];
        QCOMPARE(first.line, 2);
        QCOMPARE(first.tier, Tier::Gold);
        const Profile expected { .phone = QStringLiteral("+8613800138000"),
            .name = QStringLiteral("王小梅"),
            .sex = Sex::Female,
            .birthday = QDate(1990, 5, 1),
            .address = QStringLiteral("北京路1号"),
            .email = {},
            .marketing = Consent::Given,
            .note = {} };
        QCOMPARE(first.profile, expected);
        QCOMPARE(import.members[1].tier, Tier::Regular);
        QCOMPARE(import.members[1].profile.marketing, Consent::NotAsked);
        QCOMPARE(import.members[2].profile.birthday, QDate(1904, 2, 29));
        QCOMPARE(import.members[2].profile.marketing, Consent::Refused);
    }

    void readsBirthdaysAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QDate>("date");
        const QDate date(1990, 5, 1);
        for (const char* cell : { "1990-05-01", "1990/5/1", "1990.5.1", "1990年05月01日", "19900501" })
            QTest::newRow(cell) << QString::fromUtf8(cell) << date;
        for (const char* cell : { "05-01", "5/1", "5月1日" })
            QTest::newRow(cell) << QString::fromUtf8(cell) << QDate(1904, 5, 1);
        for (const char* cell : { "1990-13-01", "1990-02-30", "1990", "昨天", "01/05/1990", "2027-01-01", "1850-01-01" })
            QTest::newRow(cell) << QString::fromUtf8(cell) << QDate();
    }
    void readsBirthdaysAsPeopleWriteThem()
    {
        QFETCH(QString, cell);
        QFETCH(QDate, date);
        const MemberImport import = readMembers(QStringLiteral("phone,birthday\n13800138000,%1\n").arg(cell).toUtf8());
        if (date.isNull()) {
            QCOMPARE(import.problems.size(), size_t { 1 });
            QCOMPARE(import.problems[0].column, QStringLiteral("birthday"));
        } else {
            QCOMPARE(import.members.size(), size_t { 1 });
            QCOMPARE(import.members[0].profile.birthday, date);
        }
    }

    void reportsBadRowsWithoutNamingAnybody_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("code");
        const auto bad = [](const char* name, const QString& row, const char* column, const char* code) {
            QTest::newRow(name) << row << QString::fromUtf8(column) << QString::fromLatin1(code);
        };
        bad("no phone", QStringLiteral(",小梅,,,"), "手机号", "PhoneInvalid");
        bad("short phone", QStringLiteral("12345,小梅,,,"), "手机号", "PhoneInvalid");
        bad("cut by a spreadsheet", QStringLiteral("1.38E+10,小梅,,,"), "手机号", "PhoneInvalid");
        bad("phone twice", QStringLiteral("+86 139-0013-9000,小梅,,,"), "手机号", "PhoneTaken");
        bad("sex", QStringLiteral("13800138000,小梅,龙,,"), "性别", "InputMalformed");
        bad("tier", QStringLiteral("13800138000,小梅,,铂金,"), "等级", "InputMalformed");
        bad("e-mail", QStringLiteral("13800138000,小梅,,,小梅"), "邮箱", "InputMalformed");
        bad("long name", QStringLiteral("13800138000,%1,,,").arg(QString(200, QChar(u'梅'))), "姓名", "InputTooLong");
        bad("a field too many", QStringLiteral("13800138000,小梅,,,,x"), "", "InputMalformed");
    }
    void reportsBadRowsWithoutNamingAnybody()
    {
        QFETCH(QString, row);
        const MemberImport import = readMembers(QStringLiteral("手机号,姓名,性别,等级,邮箱\n13900139000,好,,,\n%1\n13700137000,好,,,\n").arg(row).toUtf8());
        QCOMPARE(import.members.size(), size_t { 2 });
        QCOMPARE(import.problems.size(), size_t { 1 });
        QCOMPARE(import.problems[0].line, 3);
        QTEST(import.problems[0].column, "column");
        QTEST(errorCodeName(import.problems[0].error.code), "code");
        QVERIFY(!import.problems[0].error.context.contains(QStringLiteral("小梅")) && !import.problems[0].error.context.contains(QStringLiteral("12345")));
    }

    void anExportComesBack_data()
    {
        QTest::addColumn<int>("language");
        QTest::newRow("English") << 0;
        QTest::newRow("Chinese") << 1;
    }
    void anExportComesBack()
    {
        QFETCH(int, language);
        std::vector<Member> members(4);
        members[0].profile = { .phone = QStringLiteral("+8613800138000"),
            .name = QStringLiteral("=王, \"小\"梅"),
            .sex = Sex::Female,
            .birthday = QDate(1904, 2, 29),
            .address = QStringLiteral("-1号"),
            .email = QStringLiteral("a@b.cn"),
            .marketing = Consent::Given,
            .note = QStringLiteral("@花生过敏") };
        members[0].tier = Tier::Diamond;
        members[1].profile = { QStringLiteral("+8613900139000"), {}, Sex::Male, QDate(1990, 5, 1), {}, {}, Consent::Refused, {} };
        members[2].profile.phone = QStringLiteral("+85291234567");
        members[3].isErased = true;
        const MemberImport import = readMembers(writeMemberCsv(members, static_cast<CsvLanguage>(language), CsvEncoding::Gb18030));
        QVERIFY(import.problems.empty());
        QCOMPARE(import.members.size(), size_t { 3 });
        for (size_t i = 0; i < 3; ++i) {
            QCOMPARE(import.members[i].profile, members[i].profile);
            QCOMPARE(import.members[i].tier, members[i].tier);
        }
    }
};

TANGYUAN_TEST(MemberCsvTest)
#include "MemberCsvTest.moc"
