// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/hub/HubPlaces.h"
#include "tests/support/chain/Chain.h"

#include <QJsonDocument>

namespace tangyuan::sync {

inline const QByteArray organisationKey = QByteArray(32, '\x2a');
inline const UtcTime hubOpening = BusinessCalendar {}.fromLocal(QDate(2026, 11, 20), QTime(10, 0));

/// One process of the hub: a connection of its own, nothing shared with others but the database. Several of them, also in
/// threads, are one chain; its stores are S001 and S002.
class HubProcess {
public:
    explicit HubProcess(const HubPlaces& places, quint64 seed = 1)
        : m_database(places.open())
        , m_clock(hubOpening)
        , m_random(seed * 7'777)
        , m_hub(MUST(open(*m_database, m_clock, m_random)))
    {
        MUST(m_hub->saveStore({ name("S001"), name("一店") }));
        MUST(m_hub->saveStore({ name("S002"), name("二店") }));
    }
    static Result<std::unique_ptr<Hub>> open(HubDatabase& database, const Clock& clock, Random& random)
    {
        return Hub::open({ database, clock, random, organisationKey }, name("桂花糖水铺"));
    }

    Hub& hub() { return *m_hub; }
    HubDatabase& database() { return *m_database; }
    FixedClock& clock() { return m_clock; }
    HubReply operator()(const HubRequest& request) { return m_hub->handle(request); }

private:
    std::unique_ptr<HubDatabase> m_database;
    FixedClock m_clock;
    SeededRandom m_random;
    std::unique_ptr<Hub> m_hub;
};

/// A new till that has one product, number 1 at ¥18.00, and belongs to no chain yet.
inline std::unique_ptr<ChainTill> stockedTill(const char* code, quint64 seed, UtcTime now = hubOpening)
{
    auto made = std::make_unique<ChainTill>(QString::fromLatin1(code), now, seed);
    const Category category { Id::make(made->clock(), made->random()), name("甜品"), 0 };
    Product product;
    product.id = Id::make(made->clock(), made->random());
    product.plu = name("1");
    product.name = name("芒果班戟");
    product.category = category.id;
    product.price = { 1'800 };
    MUST(made->till().saveProducts({ category }, { product }));
    return made;
}

inline EnrolmentCode codeOf(const QByteArray& secret)
{
    return { name("https://127.0.0.1:8443"), QByteArray(32, '\x07'), secret };
}

inline Result<void> join(ChainTill& till, HubProcess& process, const char* store)
{
    const EnrolmentCode code = codeOf(TRY(process.hub().makeEnrolmentSecret(name(store))));
    return enrolled(till.till(), code, process(enrolRequest(till.till(), code)));
}

/// Carries one request and its answer; nothing: it was lost on the way.
using Carrier = std::function<std::optional<HubReply>(const HubRequest&)>;

/// Until nothing is left to say. Returns the number of requests. Errors: the session's own.
inline Result<int> talk(ChainTill& till, const Carrier& carrier)
{
    till.session().wake();
    constexpr int mostRequests = 2'000;
    for (int requests = 0; requests < mostRequests; ++requests) {
        const auto request = TRY(till.session().next());
        if (!request)
            return requests;
        if (const auto reply = carrier(*request))
            TRY(till.session().answered(*reply));
        else
            till.session().lost();
    }
    return fail(ErrorCode::DatabaseBusy, QStringLiteral("it never comes to an end"));
}
inline Result<int> talk(ChainTill& till, HubProcess& process)
{
    return talk(till, [&](const HubRequest& request) { return std::optional(process(request)); });
}

/// The next push that it would send.
inline HubRequest nextPush(ChainTill& till)
{
    till.session().wake();
    while (true) {
        const auto request = MUST(till.session().next());
        VERIFY(request);
        if (request->path == QLatin1String("/v1/facts"))
            return *request;
        till.session().lost();
    }
}

inline HubRequest signedBy(ChainTill& till, HubRequest request)
{
    request.authorization = signRequest(request, till.till().tillId(), till.clock().now(), till.till().vault());
    return request;
}

inline qint64 factsOf(ChainTill& till)
{
    return MUST(till.till().database().integer("SELECT count(*) FROM facts"));
}

inline std::optional<Member> byPhone(ChainTill& till, const QByteArray& phone)
{
    return MUST(till.till().members().byPhone(QString::fromLatin1(phone)));
}

/// Asks the hub for somebody whom this till does not hold.
inline Result<std::optional<Id>> find(ChainTill& till, HubProcess& process, const QByteArray& phone)
{
    FindRequest request;
    request.phoneIndex = till.till().vault().blindIndex(Vault::Index::Phone, QStringLiteral("+86") + QString::fromLatin1(phone));
    return till.session().found(process(till.session().find(request)));
}

/// What the hub sends down, taken in page by page by somebody who only listens.
class Listener {
public:
    /// `store`: of the till that asks.
    Listener(ChainTill& till, const char* store)
        : m_till(till)
        , m_cursors { { QString::fromLatin1(streams::organisation), 0 }, { streams::ofStore(QString::fromLatin1(store)), 0 } }
    {
    }

    /// All that there is after what it has. Errors: HubRefused with what the hub answered; ChainBroken, if a stream went back.
    Result<void> listen(HubProcess& process, int rowsPerPage = rowsPerPull)
    {
        for (bool hasMore = true; hasMore;) {
            const HubReply reply = process(signedBy(m_till, PullRequest { .cursors = m_cursors, .limit = rowsPerPage }.toRequest()));
            if (reply.status != 200)
                return fail(ErrorCode::HubRefused, QString::fromUtf8(QJsonDocument(reply.body).toJson(QJsonDocument::Compact)));
            const PullReply page = TRY(PullReply::fromJson(reply.body));
            for (const SharedRow& row : page.rows)
                m_rows[{ row.kind, row.id }] = row.body;
            for (const auto& [stream, number] : page.cursors) {
                if (number < m_cursors[stream])
                    return fail(ErrorCode::ChainBroken, stream);
                m_cursors[stream] = number;
            }
            hasMore = page.hasMore;
        }
        return {};
    }

    using Rows = std::map<std::pair<SharedKind, QString>, QJsonObject>;
    const Rows& rows() const { return m_rows; }
    const std::map<QString, qint64>& cursors() const { return m_cursors; }

private:
    ChainTill& m_till;
    std::map<QString, qint64> m_cursors;
    Rows m_rows;
};

}
