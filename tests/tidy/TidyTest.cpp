// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

/// The rules of the house that a program can hold: who may include whom, and a few habits.
class TidyTest : public QObject {
    Q_OBJECT

    struct Source {
        QString path; ///< from the root: "core/base/Money.h"
        QStringList lines;
        QString top() const { return path.section(u'/', 0, 0); }
        QString room() const { return path.section(u'/', 0, 1); }
    };
    QVector<Source> m_sources;

    template <class Rule>
    void eachLine(Rule rule)
    {
        QStringList findings;
        for (const Source& source : m_sources)
            for (qsizetype i = 0; i < source.lines.size(); ++i)
                if (const QString finding = rule(source, source.lines[i]); !finding.isEmpty())
                    findings << QStringLiteral("%1:%2: %3").arg(source.path).arg(i + 1).arg(finding);
        QVERIFY2(findings.isEmpty(), qPrintable(QStringLiteral("\n") + findings.join(u'\n')));
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QDir root(QStringLiteral(SOURCE_FOLDER));
        for (const char* top : { "app", "core", "sync", "tests", "ui" }) {
            QDirIterator files(
                root.filePath(QLatin1String(top)), { QStringLiteral("*.cpp"), QStringLiteral("*.h") }, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                m_sources.append({ root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()).split(u'\n') });
            }
        }
        QVERIFY(m_sources.size() > 50);
    }

    /// app → ui, sync, core; ui → core; sync → core; core knows nobody.
    void arrowsPointInwards()
    {
        const QHash<QString, QStringList> allowed { { QStringLiteral("core"), { QStringLiteral("core") } },
            { QStringLiteral("ui"), { QStringLiteral("ui"), QStringLiteral("core") } },
            { QStringLiteral("sync"), { QStringLiteral("sync"), QStringLiteral("core") } },
            { QStringLiteral("app"), { QStringLiteral("app"), QStringLiteral("ui"), QStringLiteral("sync"), QStringLiteral("core") } } };
        const QRegularExpression include(QStringLiteral("^#include \"([a-z]+)/"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            const auto match = include.match(line);
            if (!match.hasMatch() || !allowed.contains(source.top()) || allowed[source.top()].contains(match.captured(1)))
                return {};
            return QStringLiteral("%1 must not know %2").arg(source.top(), match.captured(1));
        });
    }

    /// Devices adapt core's interfaces and know no screen of ours.
    void devicesKnowNoScreen()
    {
        eachLine([](const Source& source, const QString& line) -> QString {
            return source.room() == u"app/devices" && line.startsWith(u"#include \"ui/") ? QStringLiteral("app/devices must not know ui") : QString();
        });
    }

    void coreKnowsNoScreenAndNoWire()
    {
        const QRegularExpression foreign(
            QStringLiteral("^#include <Q(Widget|Application|GuiApplication|Image|Painter|Font|Pixmap|Tcp|Network|Ssl|SerialPort|Printer|Object)"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            return source.top() == u"core" && foreign.match(line).hasMatch() ? QStringLiteral("not in core") : QString();
        });
    }

    void sqlLivesInStorage()
    {
        const QRegularExpression sql(QStringLiteral("QSql|\"(SELECT|INSERT INTO|UPDATE|DELETE FROM) "));
        eachLine([&](const Source& source, const QString& line) -> QString {
            const bool mayHold = source.room() == u"core/storage" || source.path.startsWith(u"sync/hub/storage") || source.top() == u"tests";
            if (mayHold || !sql.match(line).hasMatch())
                return {};
            return QStringLiteral("SQL belongs into core/storage");
        });
    }

    /// The clock and chance come in through constructors.
    void coreAsksNobodyForTheTime()
    {
        const QRegularExpression effects(
            QStringLiteral("currentDateTime|currentMSecsSinceEpoch|currentDate\\(|currentSecsSinceEpoch|QRandomGenerator|randombytes_buf|std::rand"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            const bool isEdge = source.path == u"core/base/Clock.cpp" || source.path == u"core/base/Random.cpp";
            return source.top() == u"core" && !isEdge && effects.match(line).hasMatch() ? QStringLiteral("pass a Clock or a Random in") : QString();
        });
    }

    /// A use case takes its moment once; one that held a clock could look at it again on the way.
    void useCasesHoldNoClock()
    {
        const QRegularExpression clock(QStringLiteral("\\bClock\\b"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            return source.path.startsWith(u"core/usecases/") && clock.match(line).hasMatch() ? QStringLiteral("take a Moment from Moments") : QString();
        });
    }

    void moneyIsNoDouble()
    {
        const QRegularExpression floating(QStringLiteral("\\b(double|float|qreal)\\b"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            static const QRegularExpression money(
                QStringLiteral("^core/(base/Money|domain/(cart|loyalty|payment|pricing|sale)/|usecases/(counter|membership)/)"));
            const bool hasMoney = money.match(source.path).hasMatch();
            return hasMoney && floating.match(line).hasMatch() && !line.trimmed().startsWith(u"//") ? QStringLiteral("no floating point near money")
                                                                                                    : QString();
        });
    }

    void everyFileIsLicensedAndShort()
    {
        QStringList findings;
        for (const Source& source : m_sources) {
            if (source.lines.first() != u"// SPDX-License-Identifier: GPL-3.0-or-later")
                findings << source.path + QStringLiteral(": the first line is not the licence");
            if (source.lines.size() > 560)
                findings << source.path + QStringLiteral(": longer than a file should be");
        }
        QVERIFY2(findings.isEmpty(), qPrintable(findings.join(u'\n')));
    }

    /// By the clang-format of Debian 12; others set some lines otherwise.
    void theTreeIsFormatted()
    {
        QProcess version;
        version.start(QStringLiteral("clang-format"), { QStringLiteral("--version") });
        if (!version.waitForFinished() || !version.readAllStandardOutput().contains("version 14."))
            QSKIP("Here is no clang-format 14: the format was not looked at");
        QStringList arguments { QStringLiteral("--dry-run"), QStringLiteral("-Werror") };
        for (const Source& source : m_sources)
            arguments << source.path;
        QProcess format;
        format.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
        format.start(QStringLiteral("clang-format"), arguments);
        constexpr int mostMs = 300'000;
        QVERIFY(format.waitForFinished(mostMs));
        const QString findings = QString::fromUtf8(format.readAllStandardError());
        constexpr qsizetype enough = 4'000;
        QVERIFY2(format.exitStatus() == QProcess::NormalExit && format.exitCode() == 0, qPrintable(findings.left(enough)));
    }

    /// A comment that names a rule names where it stands: a section of ARCHITECTURE.md that is there.
    void whatCommentsCiteIsThere()
    {
        QFile map(QStringLiteral(SOURCE_FOLDER "/ARCHITECTURE.md"));
        QVERIFY(map.open(QIODevice::ReadOnly));
        const QStringList sections = QString::fromUtf8(map.readAll()).split(u'\n').filter(QRegularExpression(QStringLiteral("^## ")));
        const QRegularExpression cited(QStringLiteral("ARCHITECTURE\\.md, ([^).;:]+)"));
        const QRegularExpression elsewhere(QStringLiteral("\\bDESIGN [0-9]"));
        eachLine([&](const Source&, const QString& line) -> QString {
            if (elsewhere.match(line).hasMatch())
                return QStringLiteral("cites what is not in the tree");
            const auto match = cited.match(line);
            const bool isThere = !match.hasMatch() || sections.contains(QStringLiteral("## ") + match.captured(1));
            return isThere ? QString() : QStringLiteral("ARCHITECTURE.md has no section %1").arg(match.captured(1));
        });
    }

    void linesFit()
    {
        eachLine([](const Source&, const QString& line) -> QString { return line.size() > 180 ? QStringLiteral("longer than 180 characters") : QString(); });
    }

    /// What a caller would write as a bare true or false is an enum that says what is meant. A bool that is written down as
    /// one is what it is.
    void noHeaderAsksForABareBool()
    {
        const QRegularExpression bare(QStringLiteral("\\bbool (?!(flag|value)\\b)\\w+( = \\w+)?[,)]"));
        eachLine([&](const Source& source, const QString& line) -> QString {
            const bool isOurs = source.path.endsWith(u".h") && source.top() != u"tests";
            return isOurs && bare.match(line).hasMatch() ? QStringLiteral("an enum says what is meant") : QString();
        });
    }

    void vagueNamesStayOut()
    {
        const QRegularExpression vague(QStringLiteral("^(class|struct) \\w*(Manager|Helper|Utils?|Info|(?<!Key)Store)\\b"));
        eachLine([&](const Source&, const QString& line) -> QString { return vague.match(line).hasMatch() ? QStringLiteral("say what it is") : QString(); });
    }
};

TANGYUAN_TEST(TidyTest)
#include "TidyTest.moc"
