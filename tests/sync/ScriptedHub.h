// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/protocol/Messages.h"
#include "sync/till/SyncAgent.h"
#include "tests/support/World.h"

#include <QJsonDocument>
#include <QTimer>

#include <functional>
#include <vector>

namespace tangyuan {

using namespace Qt::StringLiterals;

/// A hub at the end of no wire: it takes every fact, has no rows of its own unless the story gives it some, and answers a
/// poke only when the story says so. `trouble` is what the wire has instead of an answer.
class ScriptedHub {
public:
    std::vector<sync::HubRequest> heard;
    std::optional<Error> trouble;
    std::function<std::optional<sync::HubReply>(const sync::HubRequest&)> refusal = [](const sync::HubRequest&) { return std::nullopt; }; ///< before all else
    std::vector<SharedRow> rows; ///< go down with the next page
    qint64 rowsLeft = 0;         ///< it says so
    bool hasMore = false;
    std::vector<sync::HubException> exceptions;
    std::vector<SharedRow> found; ///< the answer to any search
    bool answersSearches = true;
    sync::DaysReply days; ///< the answer to any range
    bool answersReports = true;
    int connections = 0;
    QByteArray organisationKey = QByteArray(32, 'o');
    Id organisation;
    Id generation;

    explicit ScriptedHub(World& world)
        : organisation(Id::make(world.clock(), world.random()))
        , generation(Id::make(world.clock(), world.random()))
    {
    }

    sync::SyncAgent::Connect connect()
    {
        return [this](const QString&, const QByteArray&) -> std::unique_ptr<sync::HubCarrier> {
            ++connections;
            return std::make_unique<Carrier>(*this);
        };
    }
    HubLink link() const
    {
        return { .url = u"https://192.168.1.10:8443"_s,
            .certificate = QByteArray(32, 'c'),
            .organisation = organisation,
            .organisationName = u"桂花糖水连锁"_s,
            .store = u"S001"_s,
            .storeName = u"人民路店"_s,
            .generation = generation };
    }
    /// The till of that world belongs to this hub's chain.
    void takeIn(World& world) { MUST(world.till().join(link(), organisationKey)); }

    qint64 count(QStringView path) const
    {
        return std::ranges::count_if(heard, [path](const sync::HubRequest& request) { return request.path == path; });
    }
    /// Answers the pokes that wait.
    void poke(bool moved)
    {
        for (const sync::HubCarrier::Answer& waiting : std::exchange(m_pokes, {}))
            waiting(sync::HubReply { 200, { { u"moved"_s, moved } } });
    }
    qint64 pokesWaiting() const { return std::ssize(m_pokes); }
    FactKey head() const { return m_head; }

private:
    class Carrier final : public sync::HubCarrier {
    public:
        explicit Carrier(ScriptedHub& hub)
            : m_hub(hub)
        {
        }
        ~Carrier() override { m_hub.m_pokes.clear(); }
        void send(const sync::HubRequest& request, Answer answer) override
        {
            m_hub.heard.push_back(request);
            if (!m_hub.trouble && request.path == u"/v1/poke" && !m_hub.refusal(request))
                return m_hub.m_pokes.push_back(std::move(answer));
            if (request.path == u"/v1/members/find" && !m_hub.answersSearches)
                return;
            if (request.path == u"/v1/reports/days" && !m_hub.answersReports)
                return;
            const Result<sync::HubReply> reply = m_hub.trouble ? Result<sync::HubReply>(Failure(*m_hub.trouble)) : m_hub.reply(request);
            QTimer::singleShot(0, &m_life, [reply, answer = std::move(answer)] { answer(reply); });
        }

    private:
        ScriptedHub& m_hub;
        QObject m_life; ///< what is still to answer ends with it
    };

    sync::HubReply reply(const sync::HubRequest& request)
    {
        if (const auto refused = refusal(request))
            return *refused;
        const QJsonObject json = QJsonDocument::fromJson(request.body).object();
        if (request.path == u"/v1/devices") {
            const sync::EnrolRequest asked = MUST(sync::EnrolRequest::fromJson(json));
            return { 200,
                sync::EnrolReply {
                    organisation, link().organisationName, link().store, link().storeName, generation, MUST(Vault::sealTo(asked.publicKey, organisationKey)) }
                    .toJson() };
        }
        if (request.path == u"/v1/facts") {
            const sync::PushRequest push = MUST(sync::PushRequest::fromJson(json));
            if (!push.facts.empty()) {
                m_head = push.facts.back().key;
                m_headHash = push.facts.back().hash;
            }
            return { 200, sync::PushReply { generation, push.branch, m_head, 0 }.toJson() };
        }
        if (request.path == u"/v1/rows")
            return { 200,
                sync::PullReply { .generation = generation,
                    .contains = m_head,
                    .containsHash = m_headHash,
                    .rows = std::exchange(rows, {}),
                    .hasMore = hasMore,
                    .rowsLeft = rowsLeft,
                    .exceptions = std::ssize(exceptions) }
                    .toJson() };
        if (request.path == u"/v1/members/find")
            return { 200, sync::FindReply { m_head, m_headHash, found }.toJson() };
        if (request.path == u"/v1/exceptions")
            return { 200, sync::ExceptionsReply { exceptions }.toJson() };
        if (request.path == u"/v1/reports/days")
            return { 200, days.toJson() };
        if (request.path.startsWith(u"/v1/exceptions/")) {
            std::erase_if(exceptions, [&](const sync::HubException& exception) { return request.path.contains(exception.id.toString()); });
            return { 200, {} };
        }
        return sync::refuse(sync::Refusal::NotFound);
    }

    std::vector<sync::HubCarrier::Answer> m_pokes;
    FactKey m_head {};
    QByteArray m_headHash = QByteArray(32, 0);
};

}
