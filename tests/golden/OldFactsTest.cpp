// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Json.h"
#include "core/domain/loyalty/LoyaltyRules.h"
#include "core/domain/pricing/PriceRules.h"
#include "core/domain/replica/MemberRecord.h"
#include "core/domain/replica/SharedRow.h"
#include "core/domain/sale/Refund.h"
#include "core/domain/shop/ShopSettings.h"
#include "tests/support/RoomTest.h"

#include <QFile>

#include <map>

using namespace tangyuan;
using namespace Qt::Literals::StringLiterals;

/// Facts that a till wrote before the rooms were walled (facts.jsonl), and what their members' records come to (records.jsonl). Whatever
/// changes: they are read, their hashes hold, and what is hashed is written again byte for byte.
class OldFactsTest : public QObject {
    Q_OBJECT

    std::vector<Fact> m_facts;

    static QList<QByteArray> linesOf(const char* file)
    {
        QFile lines(QStringLiteral(SOURCE_FOLDER "/tests/golden/") + QLatin1String(file));
        return lines.open(QIODevice::ReadOnly) ? lines.readAll().trimmed().split('\n') : QList<QByteArray>();
    }
    static Fact factOf(const QJsonObject& json)
    {
        const auto bytes = [&](const char* key) { return QByteArray::fromHex(json[QLatin1String(key)].toString().toLatin1()); };
        return { FactKey::unpack(json["key"_L1].toInteger()), MUST(Id::fromString(json["id"_L1].toString())), json["type"_L1].toString(),
            json["version"_L1].toInt(), { json["businessDate"_L1].toInt() }, { json["atMs"_L1].toInteger() }, json["body"_L1].toString().toUtf8(),
            bytes("previousHash"), bytes("hash") };
    }
    static QJsonObject bodyOf(const Fact& fact) { return MUST(parseJsonObject(fact.body)); }
    std::vector<Fact> ofType(const QString& type) const
    {
        std::vector<Fact> found;
        std::ranges::copy_if(m_facts, std::back_inserter(found), [&](const Fact& fact) { return fact.type == type; });
        return found;
    }
    /// What `write` puts into an open object stands at the beginning of the body, or is all of it.
    template <class Value>
    static bool opens(const QByteArray& body, const Value& value)
    {
        JsonWriter json;
        json.beginObject();
        value.write(json);
        json.endObject();
        QByteArray written = json.take();
        written.chop(1); // the brace
        return body.startsWith(written);
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (const QByteArray& line : linesOf("facts.jsonl"))
            m_facts.push_back(factOf(MUST(parseJsonObject(line))));
        QVERIFY(m_facts.size() > 100);
    }

    void hashesHold()
    {
        int linked = 0;
        for (size_t i = 0; i < m_facts.size(); ++i) {
            QCOMPARE(factHash(m_facts[i]), m_facts[i].hash);
            if (i > 0 && m_facts[i].key.seq == m_facts[i - 1].key.seq + 1) {
                QCOMPARE(m_facts[i].previousHash, m_facts[i - 1].hash);
                ++linked;
            }
        }
        QVERIFY(linked > 50);
    }

    void salesAreWrittenAgain()
    {
        const std::vector<Fact> facts = ofType(u"sale.committed"_s);
        QVERIFY(facts.size() > 20);
        for (const Fact& fact : facts)
            QVERIFY2(opens(fact.body, MUST(Sale::fromJson(bodyOf(fact)))), fact.body.constData());
        for (const Fact& fact : ofType(u"sale.refunded"_s))
            QVERIFY2(opens(fact.body, MUST(Refund::fromJson(bodyOf(fact)))), fact.body.constData());
    }

    void ledgersAreWrittenAgain()
    {
        int ledgers = 0;
        for (const Fact& fact : m_facts) {
            const QJsonArray ledger = bodyOf(fact)["ledger"_L1].toArray();
            if (ledger.isEmpty())
                continue;
            ++ledgers;
            QCOMPARE(ledgerToJson(MUST(ledgerFromJson(ledger))), ledger);
        }
        QVERIFY(ledgers > 50);
    }

    void documentsAreWrittenAgain()
    {
        for (const Fact& fact : ofType(u"rules.published"_s)) {
            const QJsonObject rules = bodyOf(fact)["rules"_L1].toObject();
            QCOMPARE(compactUtf8(MUST(LoyaltyRules::fromJson(rules)).toJson()), compactUtf8(rules));
        }
        for (const Fact& fact : ofType(u"prices.published"_s)) {
            const QJsonObject prices = bodyOf(fact)["prices"_L1].toObject();
            QCOMPARE(compactUtf8(MUST(PriceRules::fromJson(prices)).toJson()), compactUtf8(prices));
        }
    }

    /// What is in them is read; they may have said more then.
    void settingsAreRead()
    {
        for (const QString& type : { u"till.created"_s, u"settings.changed"_s }) {
            const std::vector<Fact> facts = ofType(type);
            QVERIFY(!facts.empty());
            for (const Fact& fact : facts) {
                const QJsonObject body = bodyOf(fact);
                const ShopSettings settings = MUST(ShopSettings::fromJson(body.contains("settings"_L1) ? body["settings"_L1].toObject() : body));
                QVERIFY(!settings.shopName.isEmpty() && settings.scaleLabels.size() == 2);
            }
        }
    }

    void everyFactIsUnderstood()
    {
        for (const Fact& fact : m_facts) {
            QVERIFY2(memberChanges(fact, bodyOf(fact)).has_value(), qPrintable(fact.type));
            QVERIFY2(sharedEdits(fact, bodyOf(fact)).has_value(), qPrintable(fact.type));
        }
    }

    void recordsComeToTheSame()
    {
        std::map<Id, std::vector<MemberChange>> changes;
        for (const Fact& fact : m_facts)
            for (MemberChange& change : MUST(memberChanges(fact, bodyOf(fact))))
                changes[change.member].push_back(std::move(change));
        QByteArrayList records;
        for (auto& [member, own] : changes) {
            const MemberRecord record = foldAll(member, own).record;
            const QByteArray text = record.toUtf8();
            QCOMPARE(MUST(MemberRecord::fromJson(MUST(parseJsonObject(text)))).toUtf8(), text);
            records << text;
        }
        QCOMPARE(records.join('\n'), linesOf("records.jsonl").join('\n'));
    }
};

TANGYUAN_TEST(OldFactsTest)
#include "OldFactsTest.moc"
