// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/FeedbackBook.h"
#include "core/base/Limits.h"
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace tangyuan;

namespace {

QStringList textsOf(const std::vector<Feedback>& entries)
{
    QStringList texts;
    for (const Feedback& entry : entries)
        texts.append(entry.isErased ? QStringLiteral("(erased)") : entry.text);
    return texts;
}

std::vector<Fact> feedbackFacts(World& world)
{
    std::vector<Fact> facts;
    MUST(world.till().facts().forEach([&](const Fact& fact) {
        if (fact.type.startsWith(u"feedback."))
            facts.push_back(fact);
    }));
    return facts;
}

/// 王小梅 and 兰, and a minute between what they say.
struct TalkingWorld : World {
    Member mei = member("13800138000");
    Member lan = member("13900139000", "兰");

    FeedbackBook& book() { return till().feedback(); }
    Feedback say(const Member& who, const char* text)
    {
        clock().advanceMs(60'000);
        return MUST(book().record(who.key, QString::fromUtf8(text)));
    }
    QStringList list(FeedbackBook::Which which) { return textsOf(MUST(book().list(which, {}))); }
};

}

/// What members tell the shop, and what it answers.
class FeedbackBookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAMemberSaysIsAnswered()
    {
        TalkingWorld world;
        const Feedback sweet = world.say(world.mei, "  太甜了，\n少放点糖吧\x1b  ");
        QCOMPARE(sweet.text, QStringLiteral("太甜了，\n少放点糖吧"));
        QCOMPARE(sweet.memberNumber, world.mei.number);
        QCOMPARE(sweet.at.ms, world.clock().now().ms);
        QVERIFY(!sweet.answeredAt && sweet.answer.isEmpty());
        world.say(world.lan, "很好吃");
        QCOMPARE(world.list(FeedbackBook::Which::Open), (QStringList { QStringLiteral("很好吃"), QStringLiteral("太甜了，\n少放点糖吧") }));

        world.restart();
        world.clock().advanceMs(60'000);
        const auto answered = world.book().answer(sweet.id, QStringLiteral("谢谢，已经减糖"));
        QVERIFY(answered);
        QCOMPARE(answered->text, sweet.text);
        QCOMPARE(answered->answer, QStringLiteral("谢谢，已经减糖"));
        QCOMPARE(answered->answeredAt->ms, world.clock().now().ms);
        QCOMPARE(world.list(FeedbackBook::Which::Open), QStringList { QStringLiteral("很好吃") });
        QCOMPARE(world.list(FeedbackBook::Which::All).size(), 2);
        const auto ofMei = MUST(world.book().ofMember(world.mei.key, {}));
        QCOMPARE(textsOf(ofMei), QStringList { sweet.text });
        QCOMPARE(ofMei.front().answer, QStringLiteral("谢谢，已经减糖"));

        // A slip in the answer is put right; both stand in the facts.
        QCOMPARE(MUST(world.book().answer(sweet.id, QStringLiteral("谢谢您，已经减糖"))).answer, QStringLiteral("谢谢您，已经减糖"));
        QStringList types;
        for (const Fact& fact : feedbackFacts(world))
            types.append(fact.type);
        QCOMPARE(types, QStringLiteral("feedback.received feedback.received feedback.answered feedback.answered").split(u' '));
        QCOMPARE(feedbackFacts(world).front().id, sweet.id);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void theNewestComeFirstPageByPage()
    {
        TalkingWorld world;
        for (const char* text : { "1", "2", "3", "4", "5" })
            world.say(world.mei, text);
        world.say(world.lan, "6");
        QStringList read;
        std::optional<Id> before;
        for (;;) {
            const auto page = MUST(world.book().list(FeedbackBook::Which::All, { before, 2 }));
            if (page.empty())
                break;
            QCOMPARE(page.size(), 2U);
            read += textsOf(page);
            before = page.back().id;
        }
        QCOMPARE(read.join(QString()), QStringLiteral("654321"));
        const auto ofMei = MUST(world.book().ofMember(world.mei.key, { {}, 3 }));
        QCOMPARE(textsOf(ofMei).join(QString()), QStringLiteral("543"));
        QCOMPARE(textsOf(MUST(world.book().ofMember(world.mei.key, { ofMei.back().id, 3 }))).join(QString()), QStringLiteral("21"));
        QCOMPARE(MUST(world.book().list(FeedbackBook::Which::Open, { {}, -5 })).size(), 1U); // never without a limit
        QCOMPARE(MUST(world.book().list(FeedbackBook::Which::Open, { {}, 1'000'000 })).size(), 6U);
        QVERIFY(MUST(world.book().ofMember({ 42 }, {})).empty());
    }

    void whatCannotBeKeptIsRefused()
    {
        TalkingWorld world;
        const Feedback kept = world.say(world.mei, "好");
        const auto codeOf = [&](const QString& text) {
            const auto recorded = world.book().record(world.mei.key, text);
            const auto answered = world.book().answer(kept.id, text);
            return recorded || answered || recorded.error().code != answered.error().code ? QStringLiteral("taken") : errorCodeName(recorded.error().code);
        };
        QCOMPARE(codeOf({}), QStringLiteral("InputMalformed"));
        QCOMPARE(codeOf(QStringLiteral(" \n\t ")), QStringLiteral("InputMalformed"));
        QCOMPARE(codeOf(QString(limits::feedbackChars + 1, u'糖')), QStringLiteral("InputTooLong"));
        QCOMPARE(codeOf(QString(1'000'000, u' ')), QStringLiteral("InputTooLong"));
        QVERIFY(world.book().record(world.mei.key, QString(limits::feedbackChars, u'糖')));
        QCOMPARE(world.book().record({ 42 }, QStringLiteral("好")).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(world.book().answer(Id {}, QStringLiteral("好")).error().code, ErrorCode::FeedbackNotFound);
        QCOMPARE(feedbackFacts(world).size(), 2U);
    }

    void theDatabaseTellsNobodyWhatWasSaid()
    {
        TalkingWorld world;
        const Feedback entry = world.say(world.mei, "the mango was sour");
        MUST(world.book().answer(entry.id, QStringLiteral("we are sorry, mango")));
        QByteArray files;
        for (const char* suffix : { "", "-wal" }) {
            QFile file(world.till().database().filePath() + QLatin1String(suffix));
            if (file.open(QIODevice::ReadOnly))
                files += file.readAll();
        }
        QVERIFY(files.contains("feedback.answered"));
        QVERIFY(!files.contains("mango") && !files.contains(QByteArray("the mango was").toBase64().chopped(4)));
    }

    void erasingAMemberTakesTheWordsToo()
    {
        TalkingWorld world;
        const Feedback answered = world.say(world.mei, "太甜了");
        MUST(world.book().answer(answered.id, QStringLiteral("已经减糖")));
        const Feedback open = world.say(world.mei, "还是太甜");
        world.say(world.lan, "很好吃");
        const QByteArray key = MUST(MemberRows(world.till().database()).byKey(world.mei.key))->wrappedKey;
        QVERIFY(world.till().members().erase(world.mei.key));

        const auto all = MUST(world.book().list(FeedbackBook::Which::All, {}));
        QCOMPARE(textsOf(all), (QStringList { QStringLiteral("很好吃"), QStringLiteral("(erased)"), QStringLiteral("(erased)") }));
        QVERIFY(all[1].text.isEmpty() && all[2].text.isEmpty() && all[2].answer.isEmpty() && all[2].answeredAt);
        QCOMPARE(all[2].memberNumber, world.mei.number);
        QCOMPARE(world.list(FeedbackBook::Which::Open), QStringList { QStringLiteral("很好吃") }); // nobody is there to be answered
        QCOMPARE(MUST(world.book().ofMember(world.mei.key, {})).size(), 2U);
        QCOMPARE(world.book().answer(open.id, QStringLiteral("好")).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(world.book().record(world.mei.key, QStringLiteral("我回来了")).error().code, ErrorCode::MemberNotFound);

        // The facts keep what nobody can open: only the key that is gone did.
        const Vault& vault = world.till().vault();
        const QJsonObject body = QJsonDocument::fromJson(feedbackFacts(world).front().body).object();
        QCOMPARE(body.value(u"member").toString(), world.mei.id.toString());
        const QByteArray sealed = QByteArray::fromBase64(body.value(u"text").toString().toLatin1());
        const QByteArray context = "feedback text" + world.mei.id.toBytes() + answered.id.toBytes();
        QCOMPARE(QString::fromUtf8(MUST(vault.unseal(key, sealed, context))), QStringLiteral("太甜了"));
        QVERIFY(!vault.unseal(MUST(MemberRows(world.till().database()).byKey(world.lan.key))->wrappedKey, sealed, context));
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    void wordsMovedToAnotherEntryStayShut()
    {
        TalkingWorld world;
        const Feedback praise = world.say(world.mei, "很好吃");
        const Feedback blame = world.say(world.mei, "太甜了");
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        MUST(transaction.execute("UPDATE feedback SET sealed_text = (SELECT sealed_text FROM feedback WHERE id = ?) WHERE id = ?", { praise.id, blame.id }));
        MUST(transaction.commit());
        QCOMPARE(world.book().list(FeedbackBook::Which::All, {}).error().code, ErrorCode::SealBroken);
    }

    void aFailingDiskLeavesAllOrNothing()
    {
        TalkingWorld world;
        const Feedback entry = world.say(world.mei, "太甜了");
        const std::vector<std::function<bool()>> acts {
            [&] { return world.book().record(world.lan.key, QStringLiteral("很好吃")).has_value(); },
            [&] { return world.book().answer(entry.id, QStringLiteral("已经减糖")).has_value(); },
        };
        for (const auto& act : acts) {
            const size_t facts = feedbackFacts(world).size();
            const QStringList open = world.list(FeedbackBook::Which::Open);
            for (qint64 failing = 1;; ++failing) {
                QVERIFY2(failing < 100, "the act never succeeds");
                qint64 statement = 0;
                world.till().database().setFaultHook([&](qint64) { return ++statement == failing ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
                const bool isDone = act();
                world.till().database().setFaultHook({});
                if (isDone)
                    break;
                QCOMPARE(feedbackFacts(world).size(), facts);
                QCOMPARE(world.list(FeedbackBook::Which::Open), open);
            }
            QCOMPARE(feedbackFacts(world).size(), facts + 1);
            QVERIFY(world.list(FeedbackBook::Which::Open) != open);
        }
    }
};

TANGYUAN_TEST(FeedbackBookTest)
#include "FeedbackBookTest.moc"
