// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/KeyFile.h"
#include "app/till/TillApplication.h"
#include "tests/support/RoomTest.h"
#include "tests/till/Counter.h"

#include <QFile>
#include <QPixmap>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// How the program starts, and what it says when it cannot.
class StartTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsItsPictures();
    void welcomesInAnEmptyFolder();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void readsTheCommandLine_data();
    void readsTheCommandLine();
    void writesHowLongTheStartTook();
};

namespace {

/// A till on disk whose key is in a file.
struct TillOnDisk {
    QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;

    TillOptions options() const
    {
        TillOptions options;
        options.folder = folder.filePath(u"till"_s);
        options.keyFile = folder.filePath(u"key"_s);
        options.language = u"en"_s;
        options.scale = 1;
        return options;
    }
    TillOnDisk()
    {
        KeyFile keys(options().keyFile);
        ShopSettings settings;
        settings.shopName = u"桂花糖水铺"_s;
        MUST(Till::create(options().folder, settings, { keys, clock, random }));
    }
};

ExitCode start(const TillOptions& options)
{
    TillApplication application(options, 0);
    return application.start();
}

}

/// Style sheets name pictures that Qt reads with a plug-in: without it a checked box looks empty.
void StartTest::drawsItsPictures()
{
    QFile sheet(u":/themes/sesame.qss"_s);
    QVERIFY(sheet.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(sheet.readAll());
    static const QRegularExpression url(u"url\\(([^)]+)\\)"_s);
    int pictures = 0;
    for (const auto& match : url.globalMatch(text)) {
        QVERIFY2(!QPixmap(match.captured(1)).isNull(), qPrintable(match.captured(1)));
        ++pictures;
    }
    QVERIFY(pictures > 0);
}

void StartTest::welcomesInAnEmptyFolder()
{
    QTemporaryDir folder;
    TillOptions options;
    options.folder = folder.filePath(u"new"_s);
    options.keyFile = folder.filePath(u"key"_s);
    Counter::whenAsked(u"welcomeDialog"_s, [](QWidget& dialog) {
        QTest::keyClick(dialog.findChild<QLineEdit*>(u"shopName"_s), Qt::Key_Return); // a shop needs a name
        QVERIFY(dialog.isVisible());
        QTest::keyClicks(dialog.findChild<QLineEdit*>(u"shopName"_s), u"Osmanthus"_s);
        QTest::keyClick(dialog.findChild<QLineEdit*>(u"shopName"_s), Qt::Key_Return);
    });
    QCOMPARE(start(options), ExitCode::Done);
    QCOMPARE(start(options), ExitCode::Done); // and the second time it just opens
}

void StartTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("words");
    QTest::newRow("key file is gone") << u"key"_s << u"--key-file"_s;
    QTest::newRow("key of another till") << u"otherKey"_s << u"another till"_s;
    QTest::newRow("open elsewhere") << u"inUse"_s << u"Another program"_s;
    QTest::newRow("no till but other files") << u"noTill"_s << u"no till in this folder"_s;
    QTest::newRow("newer version") << u"newer"_s << u"newer version"_s;
}

void StartTest::saysWhatIsWrong()
{
    QFETCH(QString, trouble);
    QFETCH(QString, words);
    TillOnDisk disk;
    const TillOptions options = disk.options();
    const QString database = options.folder + u'/' + QString::fromLatin1(Till::databaseName);
    KeyFile keys(options.keyFile);
    std::unique_ptr<Till> other;
    if (trouble == u"key") {
        QVERIFY(QFile::remove(options.keyFile));
    } else if (trouble == u"otherKey") {
        const QString name = MUST(Till::open(options.folder, { keys, disk.clock, disk.random }))->tillId().toString();
        QVERIFY(keys.write(name, disk.random.bytes(Vault::keyBytes)).has_value());
    } else if (trouble == u"inUse") {
        other = MUST(Till::open(options.folder, { keys, disk.clock, disk.random }));
    } else if (trouble == u"noTill") {
        QVERIFY(QFile::rename(database, database + u".old"_s));
    } else {
        // The header of an SQLite file holds user_version at byte 60 (sqlite.org/fileformat2.html, 1.3).
        QFile file(database);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(60));
        QVERIFY(file.write(QByteArray::fromHex("0000ffff")) == 4);
    }
    QString shown;
    Counter::whenAsked(u"startTrouble"_s, [&](QWidget& dialog) {
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            shown += label->text() + u'\n';
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    QCOMPARE(start(options), ExitCode::NotStarted);
    QVERIFY2(shown.contains(words), qPrintable(shown));
    QVERIFY(shown.contains(options.folder));
}

void StartTest::readsTheCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<bool>("runs");
    QTest::newRow("nothing") << QStringList() << 0 << true;
    QTest::newRow("help") << QStringList { u"--help"_s } << 0 << false;
    QTest::newRow("version") << QStringList { u"--version"_s } << 0 << false;
    QTest::newRow("all") << QStringList { u"--data"_s, u"/shop"_s, u"--key-file"_s, u"/key"_s, u"--fullscreen"_s, u"--language"_s, u"en"_s } << 0 << true;
    QTest::newRow("log") << QStringList { u"--log"_s, u"detail"_s, u"--log-file"_s, u"/tmp/till.log"_s } << 0 << true;
    QTest::newRow("unknown level of the log") << QStringList { u"--log"_s, u"loud"_s } << 2 << false;
    QTest::newRow("unknown option") << QStringList { u"--dta"_s } << 2 << false;
    QTest::newRow("stray word") << QStringList { u"shop"_s } << 2 << false;
    QTest::newRow("unknown language") << QStringList { u"--language"_s, u"xx"_s } << 2 << false;
    QTest::newRow("empty folder name") << QStringList { u"--data"_s, QString() } << 2 << false;
}

void StartTest::readsTheCommandLine()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    QFETCH(bool, runs);
    const TillCommandLine line = parseCommandLine(QStringList { u"tangyuan"_s } + arguments);
    QCOMPARE(static_cast<int>(line.exitCode), exitCode);
    QCOMPARE(line.options.has_value(), runs);
}

void StartTest::writesHowLongTheStartTook()
{
    TillOnDisk disk;
    TillOptions options = disk.options();
    options.readyFile = disk.folder.filePath(u"ready"_s);
    TillApplication application(options, QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(application.start(), ExitCode::Done);
    QTRY_VERIFY(QFile::exists(options.readyFile));
    QFile file(options.readyFile);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().trimmed().toInt() > 0);
}

TANGYUAN_TEST(StartTest)
#include "StartTest.moc"
