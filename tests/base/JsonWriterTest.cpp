// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/JsonWriter.h"
#include "core/base/Json.h"
#include "tests/support/RoomTest.h"

#include <QTest>

using namespace tangyuan;

class JsonWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anotherReaderReadsWhatWasWritten()
    {
        const QString strange = QString::fromUtf8("汤圆 \"甜\" \\ / \n\t 🍡 ") + QChar(u'\x01') + QChar(u'\x1f') + QChar(u'\x7f');
        JsonWriter json;
        json.beginObject();
        json.field("text", strange);
        json.field("empty", QString());
        json.field("least", std::numeric_limits<qint64>::min());
        json.field("money", Money { -1'250 });
        json.key("list");
        json.beginArray();
        json.beginObject();
        json.endObject();
        json.value(qint64 { 7 });
        json.value(QStringLiteral("x"));
        json.beginArray();
        json.endArray();
        json.endArray();
        json.field("last", 1);
        json.field("date", BusinessDate { 20261125 });
        json.field("nothing", std::optional<Id>());
        json.field("id", std::optional(Id { { 0xab, 1 } }));
        json.key(strange);
        json.value(true);
        json.endObject();
        const QJsonObject read = MUST(parseJsonObject(json.take()));
        QCOMPARE(read[u"text"].toString(), strange);
        QVERIFY(read[u"empty"].isString());
        QCOMPARE(read[u"least"].toInteger(), std::numeric_limits<qint64>::min());
        QCOMPARE(read[u"money"].toInteger(), -1'250);
        QCOMPARE(read[u"list"].toArray(), (QJsonArray { QJsonObject(), 7, QStringLiteral("x"), QJsonArray() }));
        QCOMPARE(read[u"last"].toInt(), 1);
        QCOMPARE(read[u"date"].toInt(), 20261125);
        QVERIFY(read[u"nothing"].isNull());
        QCOMPARE(read[u"id"].toString(), QStringLiteral("ab010000-0000-0000-0000-000000000000"));
        QCOMPARE(read[strange].toBool(), true);
        QCOMPARE(read.size(), 10);
    }

    void anyTextComesBack()
    {
        const quint64 seed = 20'261'125;
        qInfo("seed %llu", seed);
        SeededRandom random(seed);
        for (int round = 0; round < 2'000; ++round) {
            QString text;
            for (quint64 i = random.below(20); i > 0; --i) {
                const auto point = static_cast<char32_t>(random.below(random.below(2) == 0 ? 128 : 0x11'0000));
                if (point < 0xD800 || point > 0xDFFF) // half of a pair is no character
                    text += QString::fromUcs4(&point, 1);
            }
            JsonWriter json;
            json.beginObject();
            json.field("text", text);
            json.endObject();
            QCOMPARE(MUST(parseJsonObject(json.take()))[u"text"].toString(), text);
        }
    }
};

TANGYUAN_TEST(JsonWriterTest)
#include "JsonWriterTest.moc"
