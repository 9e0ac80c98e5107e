// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/admin/AdminProgram.h"
#include "tests/support/RoomTest.h"

#include <QTest>

#include <optional>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// What tangyuan-admin does for members beyond registering them.
class MemberAdminTest : public QObject {
    Q_OBJECT

    static constexpr int done = 0, refused = 1, misused = 2;

    std::optional<AdminShop> m_shop; ///< with one member
    QString m_number;

    QJsonArray feedback(const QStringList& options = {}) const
    {
        return m_shop->admin(QStringList { u"feedback"_s, u"list"_s } + options).json["feedback"_L1].toArray();
    }
    /// Runs the program with the pieces on its stdin, a moment apart.
    AdminRun adminReading(const QStringList& arguments, const QList<QByteArray>& pieces) const
    {
        QProcess process;
        process.start(programPath(u"tangyuan-admin"_s), arguments + QStringList { u"--data"_s, m_shop->till(), u"--key-file"_s, m_shop->keyFile() });
        for (const QByteArray& piece : pieces) {
            process.write(piece);
            process.waitForBytesWritten();
            QTest::qWait(50);
        }
        process.closeWriteChannel();
        AdminRun run;
        if (process.waitForFinished(60'000))
            run.exitCode = process.exitCode();
        run.output = process.readAllStandardOutput();
        run.json = QJsonDocument::fromJson(run.output).object();
        return run;
    }

private Q_SLOTS:
    void init()
    {
        m_shop.emplace();
        QCOMPARE(m_shop->admin({ u"init"_s, u"--shop"_s, u"桂花糖水铺"_s }).exitCode, done);
        const AdminRun member = m_shop->admin({ u"member"_s, u"register"_s, m_shop->file(u"wang.json"_s, R"({"phone":"138 0013 8000","name":"王小梅"})") });
        QCOMPARE(member.exitCode, done);
        m_number = member.json["number"_L1].toString();
    }

    void aPhoneShowsAFreshCode()
    {
        const AdminRun card = m_shop->admin({ u"member"_s, u"code"_s, m_number });
        const AdminRun phone = m_shop->admin({ u"member"_s, u"code"_s, m_number, u"--dynamic"_s });
        QCOMPARE(card.exitCode, done);
        QCOMPARE(phone.exitCode, done);
        QVERIFY(!card.json["dynamic"_L1].toBool() && phone.json["dynamic"_L1].toBool());
        QVERIFY(card.json["code"_L1] != phone.json["code"_L1]);
        for (const AdminRun& run : { card, phone }) {
            const QString code = run.json["code"_L1].toString();
            QCOMPARE(run.json["number"_L1].toString(), m_number);
            const AdminRun scanned = m_shop->admin({ u"scan"_s, u"--text"_s, code });
            QCOMPARE(scanned.json["kind"_L1].toString(), u"memberCode"_s);
            QCOMPARE(scanned.json["dynamic"_L1], run.json["dynamic"_L1]);
            QCOMPARE(m_shop->admin({ u"member"_s, u"show"_s, code.toLower() }).json["number"_L1].toString(), m_number);
        }
        const AdminRun nobody = m_shop->admin({ u"member"_s, u"code"_s, u"13900139000"_s });
        QCOMPARE(nobody.exitCode, refused);
        QCOMPARE(nobody.errorCode(), u"MemberNotFound"_s);
    }

    void whatAMemberSaysIsAnswered()
    {
        const QString words = m_shop->file(u"words.txt"_s, "太甜了，\n少放点糖吧\n");
        const AdminRun said = m_shop->admin({ u"member"_s, u"feedback"_s, u"13800138000"_s, words });
        QVERIFY2(said.exitCode == done, qPrintable(said.messages));
        QCOMPARE(said.json["text"_L1].toString(), u"太甜了，\n少放点糖吧"_s);
        QCOMPARE(said.json["member"_L1].toString(), m_number);
        const AdminRun spoken = adminReading({ u"member"_s, u"feedback"_s, m_number, u"-"_s }, { "很好", "吃" });
        QCOMPARE(spoken.exitCode, done);
        QCOMPARE(spoken.json["text"_L1].toString(), u"很好吃"_s);
        QCOMPARE(feedback({ u"--open"_s }).size(), 2);

        const QString id = said.json["id"_L1].toString();
        const AdminRun answered
            = m_shop->admin({ u"feedback"_s, u"answer"_s, id, m_shop->file(u"answer.txt"_s, "\xD2\xD1\xBE\xAD\xBC\xF5\xCC\xC7") }); // GB18030
        QCOMPARE(answered.exitCode, done);
        QCOMPARE(answered.json["answer"_L1].toString(), u"已经减糖"_s);
        const QJsonArray open = feedback({ u"--open"_s });
        QCOMPARE(open.size(), 1);
        QCOMPARE(open.at(0)["text"_L1].toString(), u"很好吃"_s);
        const QJsonArray all = feedback();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0)["text"_L1].toString(), u"很好吃"_s); // the newest
        QCOMPARE(all.at(1)["answer"_L1].toString(), u"已经减糖"_s);
        QCOMPARE(feedback({ u"--before"_s, spoken.json["id"_L1].toString() }).size(), 1);
        QCOMPARE(m_shop->admin({ u"verify"_s }).exitCode, done);
    }

    void whatCannotBeKeptIsRefused()
    {
        const auto codeOf = [&](const QByteArray& bytes) {
            const AdminRun run = m_shop->admin({ u"member"_s, u"feedback"_s, m_number, m_shop->file(u"words.txt"_s, bytes) });
            return run.exitCode == refused ? run.errorCode() : u"exit %1"_s.arg(run.exitCode);
        };
        QCOMPARE(codeOf({}), u"InputMalformed"_s);
        QCOMPARE(codeOf(QByteArray(501, 'a')), u"InputTooLong"_s);
        QCOMPARE(codeOf(QByteArray(1'000'000, 'a')), u"InputTooLong"_s);
        QCOMPARE(codeOf("\xFF\xFF\xFF"), u"EncodingUnknown"_s);
        QCOMPARE(m_shop->admin({ u"feedback"_s, u"answer"_s, u"7"_s, m_shop->file(u"a.txt"_s, "好") }).errorCode(), u"InputMalformed"_s);
        QCOMPARE(m_shop->admin({ u"feedback"_s, u"answer"_s, u"0192f3a0-7c1e-7000-8000-00000000abcd"_s, m_shop->file(u"a.txt"_s, "好") }).errorCode(),
            u"FeedbackNotFound"_s);
        QCOMPARE(m_shop->admin({ u"member"_s, u"feedback"_s, m_number, m_shop->path(u"nowhere.txt"_s) }).errorCode(), u"FileNotFound"_s);
        QCOMPARE(m_shop->admin({ u"feedback"_s }).exitCode, misused);
        QVERIFY(feedback().isEmpty());
    }
};

TANGYUAN_TEST(MemberAdminTest)
#include "MemberAdminTest.moc"
