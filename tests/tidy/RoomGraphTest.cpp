// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/RoomTest.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <set>

/// The rooms of `core` and `ui`, as their includes have them: no circle, no arrow up, and nothing known that CMake does not say.
class RoomGraphTest : public QObject {
    Q_OBJECT

    using Rooms = std::set<QString>;
    using Graph = std::map<QString, Rooms>;

    struct Arrow {
        QString file;
        QString from;
        QString to;
    };
    std::vector<Arrow> m_arrows;
    Graph m_included;
    Graph m_declared; ///< what CMake links, and what these link

    static QString text(const QString& path)
    {
        QFile file(QStringLiteral(SOURCE_FOLDER "/") + path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// From low to high in `core`; who stands low knows nobody above.
    static int levelOf(const QString& room)
    {
        const QStringList levels { QStringLiteral("core/base"), QStringLiteral("core/domain/"), QStringLiteral("core/storage"),
            QStringLiteral("core/usecases/"), QStringLiteral("core/till"), QStringLiteral("ui/") };
        for (int level = 0; level < levels.size(); ++level)
            if (room.startsWith(levels[level]))
                return level;
        return -1;
    }

    static void reach(const Graph& graph, const QString& room, Rooms& seen)
    {
        const auto known = graph.find(room);
        if (known == graph.end())
            return;
        for (const QString& next : known->second)
            if (seen.insert(next).second)
                reach(graph, next, seen);
    }

    void readIncludes()
    {
        static const QRegularExpression include(QStringLiteral("^#include \"((?:core|ui)/[A-Za-z/]+)/[A-Za-z0-9]+\\.h\""), QRegularExpression::MultilineOption);
        const QDir root(QStringLiteral(SOURCE_FOLDER));
        for (const char* top : { "core", "ui" }) {
            QDirIterator files(
                root.filePath(QLatin1String(top)), { QStringLiteral("*.cpp"), QStringLiteral("*.h") }, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString file = root.relativeFilePath(files.next());
                const QString room = file.section(u'/', 0, -2);
                m_included[room];
                for (const auto& match : include.globalMatch(text(file)))
                    if (match.captured(1) != room) {
                        m_arrows.push_back({ file, room, match.captured(1) });
                        m_included[room].insert(match.captured(1));
                    }
            }
        }
    }

    void readDeclarations()
    {
        static const QRegularExpression declaration(QStringLiteral("^tangyuan_room\\((\\S+)([^)]*)\\)"), QRegularExpression::MultilineOption);
        Graph linked;
        for (const char* file : { "core/CMakeLists.txt", "ui/CMakeLists.txt" })
            for (const auto& match : declaration.globalMatch(text(QString::fromLatin1(file)))) {
                Rooms& rooms = linked[match.captured(1)];
                for (const QString& word : match.captured(2).split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts))
                    if (word.startsWith(u"core/") || word.startsWith(u"ui/"))
                        rooms.insert(word);
            }
        for (const auto& [room, rooms] : linked)
            reach(linked, room, m_declared[room]);
    }

    /// The picture in ARCHITECTURE.md: each room, and the rooms that its own includes name.
    QString drawn() const
    {
        const auto shortly = [](QString room) { return room.remove(QStringLiteral("core/")); };
        QStringList lines;
        for (const auto& [room, rooms] : m_included)
            lines << (rooms.empty() ? shortly(room)
                                    : QStringLiteral("%1 → %2").arg(shortly(room), -20).arg(shortly(QStringList(rooms.begin(), rooms.end()).join(u' '))));
        return lines.join(u'\n');
    }

private Q_SLOTS:
    void initTestCase()
    {
        readIncludes();
        readDeclarations();
        QVERIFY(m_included.size() > 20 && m_arrows.size() > 200);
    }

    void everyRoomIsALibrary()
    {
        for (const auto& [room, rooms] : m_included)
            QVERIFY2(m_declared.contains(room), qPrintable(room + QStringLiteral(": no tangyuan_room in CMakeLists.txt")));
    }

    void arrowsAreDeclared()
    {
        QStringList findings;
        for (const Arrow& arrow : m_arrows)
            if (!m_declared[arrow.from].contains(arrow.to))
                findings << QStringLiteral("%1: %2 does not know %3").arg(arrow.file, arrow.from, arrow.to);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + findings.join(u'\n')));
    }

    void noArrowGoesUp()
    {
        QStringList findings;
        for (const Arrow& arrow : m_arrows)
            if (levelOf(arrow.from) < levelOf(arrow.to))
                findings << QStringLiteral("%1: %2 stands below %3").arg(arrow.file, arrow.from, arrow.to);
        QVERIFY2(findings.isEmpty(), qPrintable(u'\n' + findings.join(u'\n')));
    }

    void roomsFormNoCircle()
    {
        QStringList circles;
        for (const auto& [room, rooms] : m_included) {
            Rooms seen;
            reach(m_included, room, seen);
            if (seen.contains(room))
                circles << room;
        }
        QVERIFY2(circles.isEmpty(), qPrintable(QStringLiteral("in a circle: ") + circles.join(QStringLiteral(", "))));
    }

    void theMapShowsIt()
    {
        qInfo().noquote() << u'\n' + drawn();
        QVERIFY2(text(QStringLiteral("ARCHITECTURE.md")).contains(drawn()), "ARCHITECTURE.md does not show the rooms as they are (above)");
    }
};

TANGYUAN_TEST(RoomGraphTest)
#include "RoomGraphTest.moc"
