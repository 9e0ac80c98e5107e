// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/hub/PlainYaml.h"
#include "tests/hub/ServedHub.h"
#include "tests/support/RoomTest.h"

#include <QFile>

#include <array>

using namespace tangyuan;
using namespace tangyuan::sync;
using namespace Qt::Literals::StringLiterals;

/// api/openapi.yaml is what others build on: it and a running hub must say the same.
class OpenApiTest : public QObject {
    Q_OBJECT

    QJsonObject m_api;
    std::optional<ServedHub> m_hub;
    std::optional<ServedTill> m_till;

    QJsonObject schemas() const { return m_api["components"_L1]["schemas"_L1].toObject(); }
    QJsonObject resolved(const QJsonValue& value) const
    {
        QJsonValue found = value;
        while (found.toObject().contains("$ref"_L1)) {
            const QStringList path = found["$ref"_L1].toString().split(u'/');
            found = m_api;
            for (const QString& part : path.mid(1))
                found = found.toObject()[part];
        }
        return found.toObject();
    }
    /// What of the value is not as the schema says; nothing if all is.
    QString mismatch(const QJsonValue& schemaValue, const QJsonValue& value, const QString& where) const
    {
        const QJsonObject schema = resolved(schemaValue);
        const QString type = schema["type"_L1].toString();
        const bool isOfType = type == u"object" ? value.isObject()
            : type == u"array"                  ? value.isArray()
            : type == u"string"                 ? value.isString()
            : type == u"boolean"                ? value.isBool()
            : type == u"integer"                ? value.isDouble() && value.toInteger(0) == value.toInteger(1)
                                                : false;
        if (!isOfType)
            return u"%1 is no %2"_s.arg(where, type);
        if (schema["format"_L1].toString() == u"uuid" && !Id::fromString(value.toString()))
            return u"%1 is no id"_s.arg(where);
        for (const QJsonValue& key : schema["required"_L1].toArray())
            if (!value.toObject().contains(key.toString()))
                return u"%1 lacks %2"_s.arg(where, key.toString());
        const QJsonObject properties = schema["properties"_L1].toObject();
        for (const QString& key : value.toObject().keys()) {
            if (!properties.isEmpty() && !properties.contains(key))
                return u"%1 has %2, which nobody described"_s.arg(where, key);
            if (!properties.isEmpty())
                if (const QString wrong = mismatch(properties[key], value[key], where + u'.' + key); !wrong.isEmpty())
                    return wrong;
        }
        for (const QJsonValue& element : value.toArray())
            if (const QString wrong = mismatch(schema["items"_L1], element, where + u"[]"_s); !wrong.isEmpty())
                return wrong;
        return {};
    }
    /// Whether such an answer to such a request is described.
    QString mismatch(const char* method, const QString& pattern, const PeerReply& reply) const
    {
        const QString where = u"%1 %2 %3"_s.arg(QString::fromLatin1(method), pattern).arg(reply.status);
        const QJsonObject responses = m_api["paths"_L1][pattern][QString::fromLatin1(method).toLower()]["responses"_L1].toObject();
        const QString status = QString::number(reply.status);
        if (!responses.contains(status))
            return where + u" is not described: "_s + QString::fromUtf8(reply.body);
        const QJsonObject content = resolved(responses[status])["content"_L1].toObject();
        const QString type = content.keys().value(0);
        if (!reply.head.contains("Content-Type: " + type.toLatin1()))
            return where + u" is not "_s + type;
        return type == u"application/json" ? mismatch(content[type]["schema"_L1], reply.json(), where) : QString();
    }
    void require(const QString& wrong) { QVERIFY2(wrong.isEmpty(), qPrintable(wrong)); }

    struct Asked {
        const char* method;
        QString pattern;
        HubRequest request;
        int status;
    };
    void requireAnswer(const Asked& asked)
    {
        const PeerReply reply = Peer(m_hub->port()).ask(asked.request);
        QVERIFY2(reply.status == asked.status, qPrintable(u"%1 %2 %3"_s.arg(asked.pattern).arg(reply.status).arg(QString::fromUtf8(reply.body))));
        require(mismatch(asked.method, asked.pattern, reply));
    }
    HubRequest post(const QString& path, const QByteArray& body) { return m_till->signedRequest({ "POST", path, {}, {}, body }); }
    HubRequest get(const QString& path) { return m_till->signedRequest({ "GET", path }); }
    static QString somePath(const char* pattern) { return QString::fromLatin1(pattern).replace(u"{id}"_s, u"0192f3a0-7c1e-7000-8000-00000000abcd"_s); }
    bool isSigned(const HttpRoute& route) const
    {
        return !m_api["paths"_L1][QString::fromLatin1(route.pattern)][QString::fromLatin1(route.method).toLower()].toObject().contains("security"_L1);
    }
    HubRequest firstPush()
    {
        m_till->session().wake();
        while (true) {
            const HubRequest request = *MUST(m_till->session().next());
            if (request.path == u"/v1/facts")
                return request;
            m_till->session().lost();
        }
    }

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(SOURCE_FOLDER "/sync/protocol/api/openapi.yaml"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_api = PlainYaml::read(file.readAll());
        QCOMPARE(m_api["openapi"_L1].toString(), u"3.1.0"_s);
    }
    void init()
    {
        m_hub.emplace();
        m_till.emplace(*m_hub);
        QVERIFY2(m_till->isIn(), m_till->enrolment().body.constData());
    }
    void cleanup()
    {
        m_till.reset();
        m_hub.reset();
    }

    void everyRouteIsDescribedAndNoOther()
    {
        QStringList served, described;
        for (const HttpRoute& route : httpRoutes())
            served << QString::fromLatin1(route.method).toLower() + u' ' + QString::fromLatin1(route.pattern);
        const QJsonObject paths = m_api["paths"_L1].toObject();
        for (const QString& path : paths.keys())
            for (const QString& method : paths[path].toObject().keys())
                described << method + u' ' + path;
        served.sort();
        described.sort();
        QCOMPARE(described, served);
    }
    void everyReferenceLeadsSomewhere()
    {
        const std::function<void(const QJsonValue&)> look = [&](const QJsonValue& value) {
            for (const QJsonValue& element : value.toArray())
                look(element);
            const QJsonObject object = value.toObject();
            if (object.contains("$ref"_L1))
                QVERIFY2(!resolved(object).isEmpty(), qPrintable(object["$ref"_L1].toString()));
            for (const QString& key : object.keys())
                look(object[key]);
        };
        look(m_api);
    }
    void everyRefusalIsDescribed()
    {
        const QJsonObject responses = m_api["components"_L1]["responses"_L1].toObject();
        for (const Refusal refusal : { Refusal::Malformed, Refusal::Unauthorized, Refusal::Revoked, Refusal::CodeUnknown, Refusal::TillCodeTaken,
                 Refusal::NotFound, Refusal::Gap, Refusal::TooLarge, Refusal::TooMany, Refusal::Version, Refusal::Failed, Refusal::Unready })
            QVERIFY2(responses.contains(refusalName(refusal)), qPrintable(refusalName(refusal)));
        QVERIFY(responses["unauthorized"_L1]["description"_L1].toString().contains(refusalName(Refusal::ClockSkew)));
        const QJsonObject paths = m_api["paths"_L1].toObject();
        for (const QString& path : paths.keys())
            for (const QJsonValue& operation : paths[path].toObject())
                for (const QString& status : operation["responses"_L1].toObject().keys())
                    if (const QString name = operation["responses"_L1][status]["$ref"_L1].toString().section(u'/', -1); !name.isEmpty())
                        QCOMPARE(statusOf(*refusalFromName(name)), status.toInt());
    }
    void messagesHaveTheDescribedFields()
    {
        const Id id = *Id::fromString(u"0192f3a0-7c1e-7000-8000-00000000abcd");
        EnrolRequest enrol;
        enrol.till = id;
        Fact fact;
        fact.id = id;
        PushRequest push;
        push.facts.push_back(fact);
        push.keys[id] = {};
        push.sent = id;
        PullReply pull;
        pull.rows.push_back({ SharedKind::Product, u"1"_s, {} });
        const std::array messages { std::pair { u"EnrolRequest"_s, enrol.toJson() }, std::pair { u"EnrolReply"_s, EnrolReply {}.toJson() },
            std::pair { u"PushRequest"_s, push.toJson() }, std::pair { u"PushReply"_s, PushReply {}.toJson() }, std::pair { u"PullReply"_s, pull.toJson() },
            std::pair { u"FindRequest"_s, FindRequest { "x", u"M1"_s, id, 0 }.toJson() }, std::pair { u"FindReply"_s, FindReply {}.toJson() },
            std::pair { u"ExceptionsReply"_s, ExceptionsReply { { HubException {} } }.toJson() },
            std::pair { u"DaysReply"_s, DaysReply { { { u"S001"_s, u"一店"_s } }, { StoreDay { { 20261122 }, u"S001"_s, {} } } }.toJson() } };
        for (const auto& [name, json] : messages)
            require(mismatch(schemas()[name], json, name));
        const QUrlQuery query = PullRequest { .sent = id, .cursors = { { u"organisation"_s, 1 }, { u"store:S001"_s, 1 } } }.toRequest().query;
        QStringList described;
        for (const QJsonValue& parameter : m_api["paths"_L1]["/v1/rows"_L1]["get"_L1]["parameters"_L1].toArray())
            described << resolved(parameter)["name"_L1].toString();
        for (const auto& [key, value] : query.queryItems())
            QVERIFY2(described.contains(key), qPrintable(key));
    }

    void whatIsAskedWellIsAnsweredAsDescribed()
    {
        require(mismatch("POST", u"/v1/devices"_s, m_till->enrolment()));
        requireAnswer({ "POST", u"/v1/facts"_s, firstPush(), 200 });
        requireAnswer({ "GET", u"/v1/rows"_s, m_till->signedRequest(PullRequest {}.toRequest()), 200 });
        FindRequest find;
        find.number = u"M1"_s;
        requireAnswer({ "POST", u"/v1/members/find"_s, m_till->session().find(find), 200 });
        requireAnswer({ "GET", u"/v1/exceptions"_s, m_till->session().exceptions(), 200 });
        requireAnswer({ "GET", u"/v1/reports/days"_s, m_till->session().reportDays({ { 20261101 }, { 20261130 } }), 200 });
        requireAnswer({ "GET", u"/v1/poke"_s, m_till->signedRequest({ "GET", u"/v1/poke"_s, QUrlQuery(u"organisation=0&store=0"_s) }), 200 });
        for (const char* path : { "/health", "/ready", "/metrics" })
            requireAnswer({ "GET", QString::fromLatin1(path), { "GET", QString::fromLatin1(path) }, 200 });
        requireAnswer({ "POST", u"/v1/devices/leave"_s, m_till->session().leave(), 200 });
    }
    void refusalsAreAsDescribed()
    {
        for (const HttpRoute& route : httpRoutes())
            if (isSigned(route))
                requireAnswer({ route.method, QString::fromLatin1(route.pattern), { route.method, somePath(route.pattern) }, 401 });
        for (const char* path : { "/v1/devices", "/v1/facts", "/v1/members/find" }) {
            const QString pattern = QString::fromLatin1(path);
            requireAnswer({ "POST", pattern, post(pattern, "[]"), 400 });
            requireAnswer({ "POST", pattern, post(pattern, R"({"protocol":99})"), 426 });
        }
        requireAnswer({ "GET", u"/v1/rows"_s, m_till->signedRequest({ "GET", u"/v1/rows"_s, QUrlQuery(u"branch=x"_s) }), 400 });
        requireAnswer({ "GET", u"/v1/poke"_s, m_till->signedRequest({ "GET", u"/v1/poke"_s, QUrlQuery(u"store=-1"_s) }), 400 });
        requireAnswer(
            { "GET", u"/v1/reports/days"_s, m_till->signedRequest({ "GET", u"/v1/reports/days"_s, QUrlQuery(u"from=20261130&to=20261101"_s) }), 400 });
        requireAnswer({ "POST", u"/v1/exceptions/{id}/resolve"_s, post(somePath("/v1/exceptions/{id}/resolve"), "{}"), 404 });
        // Enrolment: a code that nobody made; and one of a till whose code another has.
        EnrolmentCode code = m_hub->enrolmentCode();
        World other(99);
        requireAnswer({ "POST", u"/v1/devices"_s, enrolRequest(other.till(), code), 409 });
        code.secret = QByteArray(16, 'x');
        requireAnswer({ "POST", u"/v1/devices"_s, enrolRequest(other.till(), code), 403 });
        // A gap: the first fact is missing.
        QJsonObject push = QJsonDocument::fromJson(firstPush().body).object();
        QJsonArray facts = push["facts"_L1].toArray();
        QVERIFY(facts.size() > 1);
        facts.removeFirst();
        push["facts"_L1] = facts;
        requireAnswer({ "POST", u"/v1/facts"_s, post(u"/v1/facts"_s, QJsonDocument(push).toJson()), 409 });
        HubRequest late { "GET", u"/v1/exceptions"_s };
        late.authorization = signRequest(late, m_till->world().till().tillId(), { 0 }, m_till->world().till().vault());
        requireAnswer({ "GET", u"/v1/exceptions"_s, late, 401 });
        MUST(m_hub->hub().revoke(m_till->world().till().settings().tillCode));
        for (const HttpRoute& route : httpRoutes())
            if (isSigned(route))
                requireAnswer({ route.method, QString::fromLatin1(route.pattern), m_till->signedRequest({ route.method, somePath(route.pattern) }), 403 });
    }
    void troubleIsAsDescribed()
    {
        m_hub->database().setFaultHook([] { return std::optional(ErrorCode::DatabaseFailed); });
        for (const HttpRoute& route : httpRoutes()) {
            const QString pattern = QString::fromLatin1(route.pattern);
            if (pattern == u"/v1/devices" || (!isSigned(route) && pattern != u"/ready"))
                continue;
            const PeerReply reply = Peer(m_hub->port()).ask(m_till->signedRequest({ route.method, somePath(route.pattern) }));
            QVERIFY2(reply.status == 500 || reply.status == 503, qPrintable(u"%1 %2"_s.arg(pattern).arg(reply.status)));
            require(mismatch(route.method, pattern, reply));
        }
    }
    void haste()
    {
        HttpLimits limits;
        limits.address = { 0, 1 };
        ServedHub hasty(limits);
        for (const HttpRoute& route : httpRoutes()) {
            const PeerReply reply = Peer(hasty.port()).ask({ route.method, somePath(route.pattern) });
            QCOMPARE(reply.status, 429);
            require(mismatch(route.method, QString::fromLatin1(route.pattern), reply));
        }
    }
};

TANGYUAN_TEST(OpenApiTest)
#include "OpenApiTest.moc"
