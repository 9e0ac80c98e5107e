// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

/// The cashier reads Chinese: no sentence is missing, and none loses what the program fills in.
class TranslationTest : public QObject {
    Q_OBJECT

    struct Message {
        QString context;
        QString source;
        QString type;      ///< empty when a person has finished it
        QStringList forms; ///< one; of plurals as many as the language has
    };

    static QStringList readForms(QXmlStreamReader& xml)
    {
        QStringList forms;
        QString text;
        while (!xml.atEnd() && !(xml.isEndElement() && xml.name() == u"translation")) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == u"numerusform")
                forms << xml.readElementText();
            else if (xml.isCharacters())
                text += xml.text();
        }
        return forms.isEmpty() ? QStringList { text } : forms;
    }

    static Message readMessage(QXmlStreamReader& xml, const QString& context)
    {
        Message message { context, {}, QStringLiteral("absent"), {} };
        while (xml.readNextStartElement()) {
            if (xml.name() == u"source") {
                message.source = xml.readElementText();
            } else if (xml.name() == u"translation") {
                message.type = xml.attributes().value(QStringLiteral("type")).toString();
                message.forms = readForms(xml);
            } else {
                xml.skipCurrentElement();
            }
        }
        return message;
    }

    static QList<Message> readMessages(QIODevice& file, QString& trouble)
    {
        QList<Message> messages;
        QString context;
        QXmlStreamReader xml(&file);
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == u"name")
                context = xml.readElementText();
            else if (xml.name() == u"message")
                messages << readMessage(xml, context);
        }
        trouble = xml.errorString();
        return messages;
    }

    /// %1 … %99, %L1, %n and %Ln, sorted; "5%" is none.
    static QStringList placeholders(const QString& text)
    {
        static const QRegularExpression pattern(QStringLiteral("%(L?[0-9]{1,2}|L?n)"));
        QStringList found;
        for (auto matches = pattern.globalMatch(text); matches.hasNext();)
            found << matches.next().captured();
        std::sort(found.begin(), found.end());
        return found;
    }

    static QString problemOf(const Message& message)
    {
        if (!message.type.isEmpty())
            return message.type;
        for (const QString& form : message.forms) {
            if (form.trimmed().isEmpty())
                return QStringLiteral("empty");
            if (placeholders(form) != placeholders(message.source))
                return QStringLiteral("“%1” fills in something else").arg(form);
            if (form.count(u'\n') != message.source.count(u'\n'))
                return QStringLiteral("“%1” has other line breaks").arg(form);
        }
        return {};
    }

    static Message pair(const QString& source, const QString& translation) { return { QStringLiteral("Test"), source, {}, { translation } }; }

    static QString problemsOf(const QList<Message>& messages)
    {
        QStringList findings;
        for (const Message& message : messages)
            if (const QString problem = problemOf(message); !problem.isEmpty())
                findings << QStringLiteral("\n%1, “%2”: %3").arg(message.context, message.source, problem);
        return findings.join(QString());
    }

    const QString m_path = QStringLiteral(SOURCE_FOLDER "/resources/i18n/tangyuan_zh_CN.ts");
    QList<Message> m_messages;

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(m_path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        QString trouble;
        m_messages = readMessages(file, trouble);
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QVERIFY(m_messages.size() > 300);
    }

    void theRulesFindWhatIsWrong()
    {
        QVERIFY(problemOf(pair(QStringLiteral("Total %1"), QStringLiteral("合计 %1"))).isEmpty());
        QVERIFY(problemOf(pair(QStringLiteral("%1 of %2"), QStringLiteral("%2 中的 %1"))).isEmpty());
        QVERIFY(!problemOf(pair(QStringLiteral("Total %1"), QStringLiteral("合计"))).isEmpty());
        QVERIFY(!problemOf(pair(QStringLiteral("Total %1"), QStringLiteral("合计 %2"))).isEmpty());
        QVERIFY(!problemOf(pair(QStringLiteral("%n lines"), QStringLiteral("明细"))).isEmpty());
        QVERIFY(!problemOf(pair(QStringLiteral("Pay"), QStringLiteral(" "))).isEmpty());
        QVERIFY(!problemOf({ QStringLiteral("Test"), QStringLiteral("Pay"), QStringLiteral("unfinished"), { QStringLiteral("收款") } }).isEmpty());
    }

    void everySentenceIsTranslated()
    {
        const QString problems = problemsOf(m_messages);
        QVERIFY2(problems.isEmpty(), qPrintable(problems));
    }

    /// What the program says now, not only what the file has heard of. Whoever adds a sentence runs, in the root,
    /// lupdate -no-obsolete -locations none -I . core ui app -ts resources/i18n/tangyuan_zh_CN.ts
    void everySentenceOfTheProgramIsKnown()
    {
        const QString lupdate = QStandardPaths::findExecutable(QStringLiteral("lupdate"), { QLibraryInfo::path(QLibraryInfo::BinariesPath) });
        if (lupdate.isEmpty())
            QSKIP("lupdate is not installed (package qt6-l10n-tools)");
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("tangyuan_zh_CN.ts"));
        QVERIFY(QFile::copy(m_path, copy));
        QVERIFY(QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner));
        QProcess process;
        process.setWorkingDirectory(QStringLiteral(SOURCE_FOLDER));
        process.start(lupdate,
            { QStringLiteral("-silent"), QStringLiteral("-no-obsolete"), QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral("-I"),
                QStringLiteral("."), QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("-ts"), copy });
        QVERIFY2(process.waitForFinished(300'000), qPrintable(process.errorString()));
        QCOMPARE(process.exitCode(), 0);

        QFile file(copy);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        QString trouble;
        const QString problems = problemsOf(readMessages(file, trouble));
        QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
        QVERIFY2(problems.isEmpty(), qPrintable(problems));
    }

    /// lupdate without `-I .` does not see the namespace; such a translation would never be found.
    void contextsAreThoseOfTheProgram()
    {
        QStringList classes;
        const QRegularExpression declared(QStringLiteral("^class (\\w+)(?: final)? *: *public"), QRegularExpression::MultilineOption);
        for (const char* top : { "app", "ui" }) {
            QDirIterator files(
                QDir(QStringLiteral(SOURCE_FOLDER)).filePath(QLatin1String(top)), { QStringLiteral("*.h") }, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                if (!text.contains(u"Q_OBJECT"))
                    continue;
                for (auto matches = declared.globalMatch(text); matches.hasNext();)
                    classes << matches.next().captured(1);
            }
        }
        QVERIFY(classes.size() > 10);
        QStringList findings;
        for (const Message& each : m_messages)
            if (each.context.isEmpty() || classes.contains(each.context))
                findings << QStringLiteral("“%1” stands in the context “%2”").arg(each.source, each.context);
        QVERIFY2(findings.isEmpty(), qPrintable(QStringLiteral("\n") + findings.join(u'\n')));
    }
};

TANGYUAN_TEST(TranslationTest)
#include "TranslationTest.moc"
