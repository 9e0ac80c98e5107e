// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/TillLog.h"
#include "core/base/Enumerators.h"
#include "tests/support/RoomTest.h"
#include "tests/till/Counter.h"

#include <QDir>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// What the till tells whoever mends it.
class TillLogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFailureThatNobodySawIsThere();
    void nobodyIsNamed();
    void theOldestGivesWay();
    void onlyItsOwnerReadsIt();
    void itTellsAsMuchAsIsWanted();
};

namespace {

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<QJsonObject> linesOf(const QByteArray& text)
{
    std::vector<QJsonObject> lines;
    for (const QByteArray& line : text.split('\n'))
        if (!line.isEmpty())
            lines.push_back(QJsonDocument::fromJson(line).object());
    return lines;
}

/// All that stands in the till's log.
QByteArray logOf(const World& world)
{
    QByteArray all;
    const QDir folder(QFileInfo(TillLog::pathIn(world.folder())).absolutePath());
    for (const QFileInfo& file : folder.entryInfoList(QDir::Files))
        all += read(file.filePath());
    return all;
}

}

void TillLogTest::aFailureThatNobodySawIsThere()
{
    Counter counter;
    QSignalSpy failed(&counter.session().dailyWork(), &DailyWork::failed);
    counter.world.till().database().setFaultHook([](qint64) { return std::optional(ErrorCode::DiskFull); });
    counter.session().dailyWork().start();
    QVERIFY(failed.wait());
    counter.world.till().database().setFaultHook({});
    const std::vector<QJsonObject> lines = linesOf(logOf(counter.world));
    const auto found = std::ranges::find_if(lines, [](const QJsonObject& line) { return line["event"_L1] == u"dailyWork"_s; });
    QVERIFY(found != lines.end());
    QCOMPARE((*found)["level"_L1].toString(), u"trouble"_s);
    QCOMPARE((*found)["code"_L1].toString(), u"DiskFull"_s);
    QVERIFY((*found)["context"_L1].toString().startsWith(u"injected"));
    QVERIFY((*found)["time"_L1].toString().startsWith(u"2026-11-20T02:00:00"));
}

void TillLogTest::nobodyIsNamed()
{
    Counter counter;
    const Member member = counter.world.member("13800138000", "王小梅");
    counter.type(u"13800138000"_s); // at the counter, with a trouble in the middle
    counter.world.till().database().setFaultHook([](qint64) { return std::optional(ErrorCode::DatabaseFailed); });
    counter.type(u"13800138000"_s);
    counter.session().dailyWork().start();
    QTest::qWait(50);
    counter.world.till().database().setFaultHook({});
    // Nor where an error's context goes farther than it should.
    for (const ErrorCode code :
        { ErrorCode::InputMalformed, ErrorCode::MemberNotFound, ErrorCode::PhoneTaken, ErrorCode::FileUnwritable, ErrorCode::HubRefused })
        counter.log.trouble("test", { code, u"王小梅 13800138000"_s });
    const QByteArray log = logOf(counter.world);
    QVERIFY(log.contains("\"PhoneTaken\""));
    for (const QString& personal : { u"王小梅"_s, u"13800138000"_s, u"138001"_s, member.number })
        QVERIFY2(!log.contains(personal.toUtf8()), log.constData());
}

void TillLogTest::theOldestGivesWay()
{
    const QTemporaryDir folder;
    FixedClock clock({ 0 });
    const QString path = TillLog::pathIn(folder.path());
    constexpr TillLog::Room room { 1'000, 3 };
    for (int run = 0; run < 2; ++run) { // also over a restart
        TillLog log(clock, path, TillLog::Level::Notice, room);
        for (int i = 0; i < 100; ++i)
            log.write(TillLog::Level::Notice, "tick", { { u"number"_s, run * 100 + i } });
    }
    const QDir logs(QFileInfo(path).absolutePath());
    QCOMPARE(logs.entryList(QDir::Files, QDir::Name), (QStringList { u"till.log"_s, u"till.log.1"_s, u"till.log.2"_s }));
    QByteArray all;
    for (const char* name : { "till.log.2", "till.log.1", "till.log" }) {
        const QByteArray text = read(logs.filePath(QLatin1String(name)));
        QVERIFY(!text.isEmpty() && text.size() <= room.fileBytes);
        all += text;
    }
    const std::vector<QJsonObject> lines = linesOf(all);
    for (size_t i = 0; i < lines.size(); ++i) // the newest ones, none missing
        QCOMPARE(lines[i]["number"_L1].toInteger(), 200 - std::ssize(lines) + static_cast<qint64>(i));
}

void TillLogTest::onlyItsOwnerReadsIt()
{
    const QTemporaryDir folder;
    FixedClock clock({ 0 });
    const QString path = TillLog::pathIn(folder.path());
    TillLog log(clock, path);
    QVERIFY(!QFile::exists(path)); // nothing to tell, nothing there
    log.write(TillLog::Level::Notice, "started");
    constexpr QFile::Permissions everybodyElses
        = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    QVERIFY(!(QFile::permissions(path) & everybodyElses));
    QVERIFY(!(QFile::permissions(QFileInfo(path).absolutePath()) & everybodyElses));
}

void TillLogTest::itTellsAsMuchAsIsWanted()
{
    const QTemporaryDir folder;
    FixedClock clock({ 0 });
    const QString path = folder.filePath(u"other.log"_s);
    TillLog log(clock, path, TillLog::Level::Trouble);
    log.write(TillLog::Level::Notice, "started");
    log.write(TillLog::Level::Detail, "checked");
    log.trouble("checkpoint", { ErrorCode::DiskFull, u"/till.sqlite"_s });
    const std::vector<QJsonObject> lines = linesOf(read(path));
    QCOMPARE(lines.size(), size_t { 1 });
    QCOMPARE(lines[0]["context"_L1].toString(), u"/till.sqlite"_s);
    for (const TillLog::Level level : enumerators<TillLog::Level>)
        QCOMPARE(logLevelFromName(logLevelName(level)), std::optional(level));
    QVERIFY(!logLevelFromName(u"loud"));
}

TANGYUAN_TEST(TillLogTest)
#include "TillLogTest.moc"
