// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/usecases/membership/Pins.h"
#include "core/storage/Verification.h"
#include "tests/support/RoomTest.h"
#include "tests/support/World.h"

#include <QFile>
#include <QTest>

#include <sodium.h>

using namespace tangyuan;

namespace {

constexpr qint64 msPerMinute = 60'000;
const QString rightPin = QStringLiteral("2580");
const QString wrongPin = QStringLiteral("1379");

/// "right", or the error's name, with the seconds left of a lock.
QString guess(World& world, const Member& member, const QString& pin)
{
    const auto checked = world.till().pins().check(member.key, pin);
    if (checked)
        return QStringLiteral("right");
    const Error& error = checked.error();
    return error.code == ErrorCode::PinLocked ? QStringLiteral("locked ") + error.context : errorCodeName(error.code);
}

/// A shop with 王小梅, who chose a PIN, and what was guessed wrong so often.
struct GuessingWorld : World {
    Member mei = member("13800138000");

    explicit GuessingWorld(int wrongGuesses = 0)
    {
        MUST(till().pins().set(mei.key, rightPin));
        for (int i = 0; i < wrongGuesses; ++i)
            guess(*this, mei, wrongPin);
    }
    QString tryPin(const QString& pin) { return guess(*this, mei, pin); }
};

QString storedHash(World& world, const Member& member)
{
    return MUST(PinRows(world.till().database()).find(member.key)).value().hash;
}

bool isOnDisk(World& world, const QByteArray& bytes)
{
    QByteArray files;
    for (const char* suffix : { "", "-wal" }) {
        QFile file(world.till().database().filePath() + QLatin1String(suffix));
        if (file.open(QIODevice::ReadOnly))
            files += file.readAll();
    }
    return files.contains(bytes);
}

}

/// The secret that large stored value asks for, and those who would guess it.
class PinsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMemberSpendsWithTheirPin()
    {
        GuessingWorld world;
        const Member lan = world.member("13900139000", "兰");
        QVERIFY(*world.till().pins().isSet(world.mei.key));
        QVERIFY(!*world.till().pins().isSet(lan.key));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
        QCOMPARE(world.tryPin(QStringLiteral("２５８０")), QStringLiteral("right")); // an input method was on
        QCOMPARE(world.tryPin(wrongPin), QStringLiteral("PinWrong"));
        QCOMPARE(guess(world, lan, rightPin), QStringLiteral("PinUnset"));
        QCOMPARE(world.till().pins().check({ 42 }, rightPin).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(world.till().pins().set({ 42 }, rightPin).error().code, ErrorCode::MemberNotFound);
        QCOMPARE(world.till().pins().remove({ 42 }).error().code, ErrorCode::MemberNotFound);

        world.restart();
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
        QVERIFY(world.till().pins().set(world.mei.key, QStringLiteral("975310")));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("PinWrong"));
        QCOMPARE(world.tryPin(QStringLiteral("975310")), QStringLiteral("right"));
        QVERIFY(world.till().pins().remove(world.mei.key));
        QCOMPARE(world.tryPin(QStringLiteral("975310")), QStringLiteral("PinUnset"));
    }

    void aPinThatAnybodyGuessesIsRefused_data()
    {
        QTest::addColumn<QString>("pin");
        for (const char* pin : { "0000", "000000", "99999", "1234", "12345", "123456", "6543", "987654", "0123", "7890", "567890", "3210", "0987", "", "123",
                 "258", "2580147", "25 80", "-258", "25.0", "abcd", "25a0", "２２２２" })
            QTest::newRow(pin) << QString::fromUtf8(pin);
        QTest::newRow("10 kB") << QString(10'000, u'7');
        QTest::newRow("a line feed") << QStringLiteral("258\n");
    }
    void aPinThatAnybodyGuessesIsRefused()
    {
        QFETCH(QString, pin);
        static World world;
        static const Member mei = world.member("13800138000");
        QCOMPARE(world.till().pins().set(mei.key, pin).error().code, ErrorCode::PinWeak);
        QVERIFY(!*world.till().pins().isSet(mei.key));
    }

    void otherPinsAreTaken()
    {
        World world;
        const Member mei = world.member("13800138000");
        for (const char* pin : { "2580", "1235", "1123", "12344", "1357", "112233", "121212", "135790" })
            QVERIFY2(world.till().pins().set(mei.key, QString::fromLatin1(pin)), pin);
    }

    void guessingGetsSlower()
    {
        GuessingWorld world;
        for (int i = 1; i <= 4; ++i)
            QCOMPARE(world.tryPin(wrongPin), QStringLiteral("PinWrong"));
        for (const int minutes : { 1, 2, 4, 8, 16, 32, 60, 60 }) {
            const QString locked = QStringLiteral("locked %1").arg(minutes * 60);
            QCOMPARE(world.tryPin(wrongPin), locked);
            QCOMPARE(world.tryPin(rightPin), locked); // not even looked at
            world.clock().advanceMs(minutes * msPerMinute - 1);
            QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 1"));
            world.clock().advanceMs(1);
        }
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    void theRightPinStartsTheCountAnew()
    {
        GuessingWorld world(4);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
        for (int i = 1; i <= 4; ++i)
            QCOMPARE(world.tryPin(wrongPin), QStringLiteral("PinWrong"));
        QCOMPARE(world.tryPin(wrongPin), QStringLiteral("locked 60"));
        QVERIFY(world.till().pins().set(world.mei.key, QStringLiteral("975310"))); // with the manager's help
        QCOMPARE(world.tryPin(QStringLiteral("975310")), QStringLiteral("right"));
    }

    void whatCanBeNoPinIsNotCounted()
    {
        GuessingWorld world(4);
        for (const QString& slip : { QString(), QStringLiteral("258"), QStringLiteral("abcd"), QString(10'000, u'1') })
            QCOMPARE(world.tryPin(slip), QStringLiteral("PinWrong"));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    void oneMembersLockIsNotAnothers()
    {
        GuessingWorld world(5);
        const Member lan = world.member("13900139000", "兰");
        QVERIFY(world.till().pins().set(lan.key, rightPin));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 60"));
        QCOMPARE(guess(world, lan, rightPin), QStringLiteral("right"));
    }

    void aLockOutlivesARestart()
    {
        GuessingWorld world(5);
        world.clock().advanceMs(msPerMinute);
        world.tryPin(wrongPin);
        world.restart();
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 120"));
        world.clock().advanceMs(2 * msPerMinute);
        world.restart();
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    void aClockSetBackOpensNothingEarly()
    {
        GuessingWorld world(5);
        world.clock().advanceMs(40'000);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 20"));
        world.clock().advanceMs(-30'000); // by a little: the rest of the lock grows, up to its length
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 50"));
        world.clock().advanceMs(-10 * 365 * 24 * 60 * msPerMinute); // by years: its length from now on
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 60"));
        world.restart();
        world.clock().advanceMs(59'000);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 1"));
        world.clock().advanceMs(1'000);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    /// The till was started with its clock ten years ahead, and put right while a PIN was locked.
    void aClockThatWasAheadLocksNobodyForYears()
    {
        GuessingWorld world;
        const UtcTime today = world.clock().now();
        world.clock().advanceMs(10LL * 365 * 24 * 60 * msPerMinute);
        for (int i = 0; i < 5; ++i)
            world.tryPin(wrongPin);
        world.restart();
        world.clock().set(today);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("locked 60"));
        world.clock().advanceMs(msPerMinute);
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    void aClockSetForwardBuysOneGuess()
    {
        GuessingWorld world(5);
        world.clock().advanceMs(24 * 60 * msPerMinute);
        QCOMPARE(world.tryPin(wrongPin), QStringLiteral("locked 120"));
    }

    void factsTellThatAndNothingOfThePin()
    {
        GuessingWorld world(1);
        MUST(world.till().pins().set(world.mei.key, QStringLiteral("975310")));
        MUST(world.till().pins().remove(world.mei.key));
        MUST(world.till().pins().remove(world.mei.key)); // there is none: nothing happened
        QStringList types;
        QVERIFY(world.till().facts().forEach([&](const Fact& fact) {
            if (!fact.type.startsWith(u"member.pin_"))
                return;
            types.append(fact.type);
            QVERIFY(!fact.body.contains("975310") && !fact.body.contains(rightPin.toLatin1() + '"'));
            QCOMPARE(fact.body.contains("\"pin\":\"$argon2id$"), fact.type == u"member.pin_set");
        }));
        QCOMPARE(types, QStringLiteral("member.pin_set member.pin_set member.pin_removed").split(u' '));
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    /// Ten thousand PINs are tried in an afternoon, if only there is something to try them on.
    void theDatabaseAloneGivesNothingToTryPinsOn()
    {
        GuessingWorld world;
        const Member lan = world.member("13900139000", "兰");
        const QByteArray hash = storedHash(world, world.mei).toLatin1();
        QVERIFY(hash.startsWith("$argon2id$"));
        const auto opens
            = [&](const QByteArray& text) { return crypto_pwhash_str_verify(hash.constData(), text.constData(), static_cast<quint64>(text.size())) == 0; };
        QVERIFY(!opens(rightPin.toLatin1()));
        QVERIFY(!opens((world.mei.id.toString() + u' ' + rightPin).toLatin1()));
        const MemberRow mei = MUST(MemberRows(world.till().database()).living(world.mei.key));
        QVERIFY(opens(MUST(world.till().vault().pinDigest(mei.wrappedKey, mei.id.toString() + u' ' + rightPin))));

        const Vault other = MUST(Vault::open(QByteArray(32, 'x')));
        Pins strangers(world.till().database(), world.till().facts(), other, world.till().moments(), world.random());
        QCOMPARE(strangers.check(world.mei.key, rightPin).error().code, ErrorCode::SealBroken);
        // A row moved to another member opens nothing there.
        Transaction transaction = MUST(Transaction::begin(world.till().database()));
        MUST(PinRows::save(transaction, lan.key, { QString::fromLatin1(hash) }));
        MUST(transaction.commit());
        QCOMPARE(guess(world, lan, rightPin), QStringLiteral("PinWrong"));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("right"));
    }

    void anErasedMembersPinGoesToo()
    {
        GuessingWorld world;
        const QByteArray key = MUST(MemberRows(world.till().database()).living(world.mei.key)).wrappedKey;
        QVERIFY(isOnDisk(world, key));
        QVERIFY(world.till().members().erase(world.mei.key));
        QVERIFY(!isOnDisk(world, key)); // without it the hash in the facts tells nobody anything
        QVERIFY(!*world.till().pins().isSet(world.mei.key));
        QCOMPARE(world.tryPin(rightPin), QStringLiteral("MemberNotFound"));
        QCOMPARE(world.till().pins().set(world.mei.key, rightPin).error().code, ErrorCode::MemberNotFound);
        QVERIFY(verifyDatabase(world.till().database()).has_value());
    }

    /// A full disk must not tell right from wrong for nothing.
    void aFailingDiskGivesNoGuess()
    {
        GuessingWorld world;
        PinRows store(world.till().database());
        const PinRow fresh = MUST(store.find(world.mei.key)).value();
        const auto startAnew = [&] { // so that no lock ends the story
            Transaction transaction = MUST(Transaction::begin(world.till().database()));
            MUST(PinRows::save(transaction, world.mei.key, fresh));
            MUST(transaction.commit());
        };
        for (const QString& pin : { wrongPin, rightPin }) {
            for (qint64 failing = 1;; ++failing) {
                QVERIFY2(failing < 100, "the guess is never judged");
                qint64 statement = 0;
                // From this statement on nothing works any more.
                world.till().database().setFaultHook([&](qint64) { return ++statement >= failing ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
                const QString answer = world.tryPin(pin);
                world.till().database().setFaultHook({});
                const qint64 failures = MUST(store.find(world.mei.key))->failures;
                startAnew();
                if (answer == u"right" || answer == u"PinWrong") {
                    QCOMPARE(failures, pin == rightPin ? 0 : 1);
                    break;
                }
                QCOMPARE(answer, QStringLiteral("DiskFull"));
            }
        }
    }

    void aFailingDiskSetsAllOrNothing()
    {
        GuessingWorld world;
        const QString before = storedHash(world, world.mei);
        const auto pinFacts = [&] {
            int count = 0;
            MUST(world.till().facts().forEach([&](const Fact& fact) { count += fact.type.startsWith(u"member.pin_") ? 1 : 0; }));
            return count;
        };
        const int facts = pinFacts();
        for (qint64 failing = 1;; ++failing) {
            QVERIFY2(failing < 100, "the PIN is never set");
            qint64 statement = 0;
            world.till().database().setFaultHook([&](qint64) { return ++statement == failing ? std::optional(ErrorCode::DiskFull) : std::nullopt; });
            const bool isSet = world.till().pins().set(world.mei.key, QStringLiteral("975310")).has_value();
            world.till().database().setFaultHook({});
            QCOMPARE(storedHash(world, world.mei) == before, !isSet);
            QCOMPARE(pinFacts(), facts + (isSet ? 1 : 0));
            if (isSet)
                break;
        }
    }
};

TANGYUAN_TEST(PinsTest)
#include "PinsTest.moc"
