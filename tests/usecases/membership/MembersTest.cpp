// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Members.h"
#include "core/domain/members/SealedProfile.h"
#include "tests/support/World.h"

#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QStringEncoder>

#include <QTest>

using namespace tangyuan;

namespace {

Profile meiProfile()
{
    return { .phone = QStringLiteral("138 0013 8000"),
        .name = QStringLiteral("王小梅"),
        .sex = Sex::Female,
        .birthday = QDate(1990, 5, 4),
        .address = QStringLiteral("中山路 18 号桂花巷"),
        .email = QStringLiteral("mei@example.cn"),
        .marketing = Consent::Given,
        .note = QStringLiteral("少糖\n不要香菜") };
}

Profile profileOf(const char* phone, const char* name)
{
    Profile profile;
    profile.phone = QString::fromUtf8(phone);
    profile.name = QString::fromUtf8(name);
    return profile;
}

std::vector<Fact> memberFacts(World& world)
{
    std::vector<Fact> facts;
    VERIFY(world.till()
               .facts()
               .forEach([&](const Fact& fact) {
                   if (fact.type.startsWith(u"member."))
                       facts.push_back(fact);
               })
               .has_value());
    return facts;
}

/// All bytes that the till has on disk.
QByteArray bytesOnDisk(const QString& folder)
{
    QByteArray bytes;
    for (const QFileInfo& entry : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(entry.filePath());
        VERIFY(file.open(QIODevice::ReadOnly));
        bytes += file.readAll();
    }
    return bytes;
}

}

/// What happens to regulars at the counter.
class MembersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRegularRegistersAndIsFoundAgain()
    {
        World world;
        Members& members = world.till().members();
        const auto registration = members.registerMember(meiProfile());
        QVERIFY(registration);
        QCOMPARE(registration->outcome, Members::Registration::Outcome::Created);
        const Member mei = registration->member;
        QCOMPARE(mei.number, QStringLiteral("10000016"));
        QCOMPARE(mei.tier, Tier::Regular);
        QCOMPARE(mei.registeredAt.ms, world.clock().now().ms);
        QVERIFY(!mei.isErased);

        Profile kept = meiProfile();
        kept.phone = QStringLiteral("+8613800138000");
        QCOMPARE(mei.profile, kept);
        world.restart();
        Members& after = world.till().members();
        QCOMPARE(after.byKey(mei.key)->profile, kept);
        QCOMPARE(after.byId(mei.id)->key, mei.key);
        QCOMPARE(after.byNumber(mei.number).value()->id, mei.id);
        for (const char* phone : { "13800138000", "+86 138-0013-8000", "008613800138000" })
            QCOMPARE(after.byPhone(QString::fromLatin1(phone)).value()->id, mei.id);
        const auto byTail = after.byPhoneTail(QStringLiteral("8000"), 10);
        QCOMPARE(byTail->size(), 1U);
        QCOMPARE(byTail->front().name, QStringLiteral("王小梅"));
        QCOMPARE(byTail->front().phone, QStringLiteral("+8613800138000"));
        QCOMPARE(after.summaries({ mei.key, { 99 } })->size(), 1U);
        QCOMPARE(after.count().value(), 1);
    }

    void aKnownPhoneBringsTheExistingMember()
    {
        World world;
        Members& members = world.till().members();
        const Member mei = MUST(members.registerMember(meiProfile())).member;
        const size_t facts = memberFacts(world).size();
        const auto again = members.registerMember(profileOf("+86 138 0013 8000", "别人"));
        QVERIFY(again);
        QCOMPARE(again->outcome, Members::Registration::Outcome::AlreadyRegistered);
        QCOMPARE(again->member.id, mei.id);
        QCOMPARE(again->member.profile, mei.profile);
        QCOMPARE(members.count().value(), 1);
        QCOMPARE(memberFacts(world).size(), facts);
    }

    void nobodyIsFoundByWhatNobodyHas()
    {
        World world;
        Members& members = world.till().members();
        world.member("13800138000");
        QVERIFY(!members.byPhone(QStringLiteral("13900139000"))->has_value());
        QVERIFY(!members.byPhone(QStringLiteral("no phone"))->has_value());
        QVERIFY(!members.byPhone(QString(10'000, u'1'))->has_value());
        QVERIFY(!members.byNumber(QStringLiteral("10000024"))->has_value());
        QVERIFY(!members.byNumber(QString(10'000, u'1'))->has_value());
        QVERIFY(members.byPhoneTail(QStringLiteral("0000"), 10)->empty());
        for (const QString& tail : { QString(), QStringLiteral("800"), QStringLiteral("38000"), QStringLiteral("8oo0") })
            QVERIFY(members.byPhoneTail(tail, 10)->empty());
        QCOMPARE(members.byKey({ 42 }).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(members.byId(Id {}).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(members.update({ 42 }, meiProfile()).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(members.setTier({ 42 }, Tier::Gold).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(members.erase({ 42 }).error().code, ErrorCode::MemberNotFound);
    }

    void severalWithTheSameTailComeNewestFirst()
    {
        World world;
        world.member("13800138000", "甲");
        world.member("13900138000", "乙");
        world.member("13700138000", "丙");
        world.member("13700138001", "丁");
        const auto found = MUST(world.till().members().byPhoneTail(QStringLiteral("8000"), 2));
        QCOMPARE(found.size(), 2U);
        QCOMPARE(found[0].name, QStringLiteral("丙"));
        QCOMPARE(found[1].name, QStringLiteral("乙"));
        QVERIFY(world.till().members().byPhoneTail(QStringLiteral("8000"), 0)->empty());
    }

    void aNewPhoneFreesTheOldOne()
    {
        World world;
        Members& members = world.till().members();
        Member mei = world.member("13800138000");
        mei.profile.phone = QStringLiteral("139 0013 9001");
        QCOMPARE(MUST(members.update(mei.key, mei.profile)).profile.phone, QStringLiteral("+8613900139001"));
        QVERIFY(!members.byPhone(QStringLiteral("13800138000"))->has_value());
        QVERIFY(members.byPhoneTail(QStringLiteral("8000"), 10)->empty());
        QCOMPARE(members.byPhone(QStringLiteral("13900139001")).value()->id, mei.id);
        QCOMPARE(members.byPhoneTail(QStringLiteral("9001"), 10)->size(), 1U);
        const Member other = world.member("13800138000", "后来的人");
        QVERIFY(other.id != mei.id);
    }

    void aPhoneOfAnotherMemberIsTaken()
    {
        World world;
        Members& members = world.till().members();
        const Member mei = world.member("13800138000");
        Member lan = world.member("13900139000", "兰");
        const size_t facts = memberFacts(world).size();
        lan.profile.phone = QStringLiteral("+8613800138000");
        QCOMPARE(members.update(lan.key, lan.profile).error().code, ErrorCode::PhoneTaken);
        QCOMPARE(members.byPhone(QStringLiteral("13900139000")).value()->id, lan.id);
        QCOMPARE(members.byPhone(QStringLiteral("13800138000")).value()->id, mei.id);
        QCOMPARE(memberFacts(world).size(), facts);
    }

    void everyChangeIsAFact()
    {
        World world;
        Members& members = world.till().members();
        std::vector<Member> told;
        const Listening one = members.onChanged.add([&](const Member& member) { told.push_back(member); });
        int also = 0;
        const Listening other = members.onChanged.add([&](const Member&) { ++also; });
        Member mei = MUST(members.registerMember(meiProfile())).member;
        mei.profile.name = QStringLiteral("王晓梅");
        QVERIFY(members.update(mei.key, mei.profile));
        QVERIFY(members.update(mei.key, mei.profile)); // the same again: nothing happened
        QVERIFY(members.setTier(mei.key, Tier::Gold));
        QVERIFY(members.setTier(mei.key, Tier::Gold));
        QCOMPARE(members.byKey(mei.key)->tier, Tier::Gold);
        QVERIFY(members.erase(mei.key));
        QVERIFY(members.erase(mei.key));

        const std::vector<Fact> facts = memberFacts(world);
        QStringList types;
        for (const Fact& fact : facts) {
            types.append(fact.type);
            const QJsonObject body = QJsonDocument::fromJson(fact.body).object();
            QCOMPARE(body.value(u"member").toString(), mei.id.toString());
            QCOMPARE(body.value(u"number").toString(), mei.number);
            QCOMPARE(body.contains(u"profile"), fact.type != u"member.erased");
        }
        QCOMPARE(types, QStringLiteral("member.registered member.updated member.tier_set member.erased").split(u' '));
        QCOMPARE(QJsonDocument::fromJson(facts[2].body).object().value(u"tier").toString(), QStringLiteral("gold"));
        QVERIFY(world.till().facts().verifyChain());
        QCOMPARE(told.size(), 4U);
        QCOMPARE(also, 4); // nobody takes the place of another
        QCOMPARE(told[1].profile.name, QStringLiteral("王晓梅"));
        QVERIFY(told[3].isErased && told[3].profile.name.isEmpty());
    }

    void whatIsWrongIsSaidAndNothingKept_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        const auto row = [](const char* name, const char* field, const QString& text, ErrorCode code) {
            QTest::newRow(name) << QString::fromLatin1(field) << text << static_cast<int>(code);
        };
        row("no phone", "phone", {}, ErrorCode::PhoneInvalid);
        row("half a phone", "phone", QStringLiteral("1380013"), ErrorCode::PhoneInvalid);
        row("endless phone", "phone", QString(5'000, u'1'), ErrorCode::InputTooLong);
        row("endless name", "name", QString(121, u'王'), ErrorCode::InputTooLong);
        row("huge name", "name", QString(1'000'000, u' '), ErrorCode::InputTooLong);
        row("endless address", "address", QString(301, u'路'), ErrorCode::InputTooLong);
        row("endless e-mail", "email", QString(254, u'a') + QStringLiteral("@b"), ErrorCode::InputTooLong);
        row("endless note", "note", QString(201, u'x'), ErrorCode::InputTooLong);
        row("e-mail without @", "email", QStringLiteral("mei.example.cn"), ErrorCode::InputMalformed);
        row("e-mail with two", "email", QStringLiteral("mei@@example.cn"), ErrorCode::InputMalformed);
        row("e-mail of nobody", "email", QStringLiteral("@example.cn"), ErrorCode::InputMalformed);
        row("e-mail of nowhere", "email", QStringLiteral("mei@"), ErrorCode::InputMalformed);
        row("e-mail with a space", "email", QStringLiteral("mei @example.cn"), ErrorCode::InputMalformed);
        row("born tomorrow", "birthday", QStringLiteral("2026-11-21"), ErrorCode::InputOutOfRange);
        row("born too long ago", "birthday", QStringLiteral("1899-12-31"), ErrorCode::InputOutOfRange);
    }
    void whatIsWrongIsSaidAndNothingKept()
    {
        QFETCH(QString, field);
        QFETCH(QString, text);
        QFETCH(int, code);
        World world;
        const auto spoil = [&](Profile profile) {
            if (field == u"phone")
                profile.phone = text;
            else if (field == u"name")
                profile.name = text;
            else if (field == u"address")
                profile.address = text;
            else if (field == u"email")
                profile.email = text;
            else if (field == u"note")
                profile.note = text;
            else
                profile.birthday = QDate::fromString(text, Qt::ISODate);
            return profile;
        };
        Members& members = world.till().members();
        const auto registration = members.registerMember(spoil(meiProfile()));
        QVERIFY(!registration);
        QCOMPARE(static_cast<int>(registration.error().code), code);
        QCOMPARE(registration.error().context, field);
        QCOMPARE(members.count().value(), 0);

        const Member mei = MUST(members.registerMember(meiProfile())).member;
        QCOMPARE(static_cast<int>(members.update(mei.key, spoil(meiProfile())).error().code), code);
        QCOMPARE(members.byKey(mei.key)->profile, mei.profile);
        QCOMPARE(memberFacts(world).size(), 1U);
    }

    void whatIsUnusualButRightIsTaken()
    {
        World world;
        Profile profile = meiProfile();
        profile.name = QStringLiteral("  王\x07小\x1b@梅\t女士 ");
        profile.birthday = QDate(1904, 2, 29); // the year was not told
        profile.email.clear();
        const Member mei = MUST(world.till().members().registerMember(profile)).member;
        QCOMPARE(mei.profile.name, QStringLiteral("王小@梅 女士"));
        QCOMPARE(mei.profile.birthday, QDate(1904, 2, 29));
        QCOMPARE(mei.profile.note, QStringLiteral("少糖\n不要香菜"));
        profile = profileOf("13900139000", "");
        profile.birthday = QDate(2026, 11, 20); // born today
        QVERIFY(world.till().members().registerMember(profile));
    }

    void theDatabaseFileTellsNobodyWhoTheMembersAre()
    {
        World world;
        Members& members = world.till().members();
        Member mei = MUST(members.registerMember(meiProfile())).member;
        mei.profile.note = QStringLiteral("more sugar please");
        MUST(members.update(mei.key, mei.profile));
        const QByteArray open = bytesOnDisk(world.folder()); // with the write-ahead log
        world.close();
        const QByteArray closed = bytesOnDisk(world.folder());
        QVERIFY(open.contains("10000016") && closed.contains("10000016")); // so the search does find what is there
        for (const QString& secret :
            { QStringLiteral("13800138000"), QStringLiteral("0013 8000"), QStringLiteral("王小梅"), QStringLiteral("\"birthday\""), QStringLiteral("桂花巷"),
                QStringLiteral("mei@example"), QStringLiteral("不要香菜"), QStringLiteral("more sugar"), QStringLiteral("1990-05-04") }) {
            const QByteArray utf16Little = QStringEncoder(QStringEncoder::Utf16LE)(secret);
            const QByteArray utf16Big = QStringEncoder(QStringEncoder::Utf16BE)(secret);
            for (const QByteArray& spelling : { secret.toUtf8(), utf16Little, utf16Big, secret.toUtf8().toBase64().chopped(4), secret.toUtf8().toHex() })
                QVERIFY2(!open.contains(spelling) && !closed.contains(spelling), qPrintable(secret));
        }
    }

    void erasingMakesEveryCopyUnreadable()
    {
        World world;
        Members& members = world.till().members();
        Member mei = MUST(members.registerMember(meiProfile())).member;
        const Member lan = world.member("13900139000", "兰");
        mei.profile.address = QStringLiteral("新地址");
        MUST(members.update(mei.key, mei.profile));
        MemberRows store(world.till().database());
        const QByteArray wrappedKey = MUST(store.byKey(mei.key))->wrappedKey;
        const QByteArray lansKey = MUST(store.byKey(lan.key))->wrappedKey;

        const auto readable = [&](const QByteArray& key) {
            int count = 0;
            for (const Fact& fact : memberFacts(world)) {
                const QJsonObject body = QJsonDocument::fromJson(fact.body).object();
                const QByteArray sealed = QByteArray::fromBase64(body.value(u"profile").toString().toLatin1());
                if (body.value(u"member").toString() == mei.id.toString() && openProfile(world.till().vault(), key, sealed, mei.id))
                    ++count;
            }
            return count;
        };
        QCOMPARE(readable(wrappedKey), 2); // while the key is there, the facts can be read
        const auto isOnDisk = [&](const QByteArray& key) {
            QByteArray files;
            for (const char* suffix : { "", "-wal" }) {
                QFile file(world.till().database().filePath() + QLatin1String(suffix));
                if (file.open(QIODevice::ReadOnly))
                    files += file.readAll();
            }
            return files.contains(key);
        };
        QVERIFY(isOnDisk(wrappedKey));
        QVERIFY(members.erase(mei.key));
        QVERIFY(!isOnDisk(wrappedKey)); // while the till stays open
        QVERIFY(isOnDisk(lansKey));

        const MemberRow row = *MUST(store.byKey(mei.key));
        QVERIFY(row.wrappedKey.isEmpty() && row.sealedProfile.isEmpty());
        QCOMPARE(readable(row.wrappedKey), 0);
        QCOMPARE(readable(lansKey), 0);
        const Member erased = MUST(members.byKey(mei.key));
        QVERIFY(erased.isErased);
        QCOMPARE(erased.profile, Profile {});
        QCOMPARE(erased.number, mei.number);
        QVERIFY(!members.byPhone(QStringLiteral("13800138000"))->has_value());
        QVERIFY(members.byPhoneTail(QStringLiteral("8000"), 10)->empty());
        QVERIFY(members.summaries({ mei.key })->empty());
        QCOMPARE(members.count().value(), 1);
        QCOMPARE(members.update(mei.key, meiProfile()).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(members.setTier(mei.key, Tier::Gold).error().code, ErrorCode::MemberNotFound);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
        world.close();
        QVERIFY(!bytesOnDisk(world.folder()).contains(wrappedKey)); // SQLite overwrote it, too

        world.restart();
        const auto back = world.till().members().registerMember(meiProfile());
        QCOMPARE(back->outcome, Members::Registration::Outcome::Created);
        QVERIFY(back->member.id != mei.id && back->member.number != mei.number);
    }

    void aFailingDiskLeavesAllOrNothing()
    {
        World world;
        Members& members = world.till().members();
        const Member mei = world.member("13800138000");
        Profile changed = mei.profile;
        changed.phone = QStringLiteral("+8613700137000");
        const std::vector<std::function<bool()>> acts {
            [&] { return members.registerMember(profileOf("13900139000", "兰")).has_value(); },
            [&] { return members.update(mei.key, changed).has_value(); },
            [&] { return members.setTier(mei.key, Tier::Gold).has_value(); },
            [&] { return members.erase(mei.key).has_value(); },
        };
        for (const auto& act : acts) {
            const qint64 count = MUST(members.count());
            const size_t facts = memberFacts(world).size();
            for (qint64 failing = 1;; ++failing) {
                QVERIFY2(failing < 100, "the act never succeeds");
                qint64 statement = 0;
                world.till().database().setFaultHook(
                    [&](qint64) -> std::optional<ErrorCode> { return ++statement == failing ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
                const bool isDone = act();
                world.till().database().setFaultHook({});
                if (isDone)
                    break;
                QCOMPARE(members.count().value(), count);
                QCOMPARE(memberFacts(world).size(), facts);
            }
            QCOMPARE(memberFacts(world).size(), facts + 1);
            QVERIFY(verifyDatabase(world.till().database()).has_value());
        }
    }

    void anotherTillsKeyOpensNoMember()
    {
        World world;
        const Member mei = world.member("13800138000");
        const Vault other = MUST(Vault::open(QByteArray(32, 'x')));
        Members strangers(world.till().database(), world.till().facts(), other, world.till().moments(), world.random(), world.till().settings());
        QCOMPARE(strangers.byKey(mei.key).error().code, ErrorCode::SealBroken);
        QCOMPARE(strangers.summaries({ mei.key }).error().code, ErrorCode::SealBroken);
        QVERIFY(!strangers.byPhone(QStringLiteral("13800138000"))->has_value());
    }
};

TANGYUAN_TEST(MembersTest)
#include "MembersTest.moc"
