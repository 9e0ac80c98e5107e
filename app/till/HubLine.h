// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sync/till/SyncAgent.h"
#include "ui/desk/HubDesk.h"

namespace tangyuan {

/// The till's talk with its hub as the screens know it: what they ask goes to the agent, and how it stands comes back in
/// their words.
class HubLine final : public HubDesk {
    Q_OBJECT

public:
    HubLine(Till& till, sync::SyncAgent::Connect toHub, QObject* parent = nullptr);

    void start() { m_agent.start(); }
    const SyncView& view() const override { return m_view; }
    void tryNow() override { m_agent.tryNow(); }
    void join(const QString& code, Sealing onSealing, Done done) override;
    Result<void> leave() override { return m_agent.leave(); }
    void findMember(const MemberQuestion& question, Found found) override;
    void listExceptions(Listed listed) override;
    void settle(const Id& exception, Done done) override { m_agent.resolve(exception, std::move(done)); }
    void reportDays(DateRange range, Reported reported) override { m_agent.reportDays(range, std::move(reported)); }

private:
    void show(const sync::SyncAgent::State& state);

    Till& m_till;
    sync::SyncAgent m_agent;
    SyncView m_view;
};

}
