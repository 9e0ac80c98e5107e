// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/till/DailyWork.h"

namespace tangyuan {

namespace {

constexpr int membersAtOnce = 100; // some milliseconds, which no cashier notices

}

DailyWork::DailyWork(Till& till, const QuietMoment& quiet, QObject* parent)
    : QObject(parent)
    , m_till(till)
    , m_quiet(quiet)
{
    m_next.setSingleShot(true);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &DailyWork::next);
}

void DailyWork::start()
{
    if (m_day != m_till.today()) {
        m_day = m_till.today();
        m_stage = Stage::Expiry;
        m_after = {};
    }
    if (m_stage != Stage::Done)
        m_next.start();
}

void DailyWork::next()
{
    if (!m_quiet.isQuiet() || m_stage == Stage::Done)
        return;
    const Result<bool> more = step();
    // A full disk or a doubtful clock: the next quiet moment or the next day tries again, and lots that ended cannot be
    // spent in the meantime either.
    if (!more) {
        Q_EMIT failed(more.error());
        return;
    }
    if (!*more) {
        m_after = {};
        m_stage = static_cast<Stage>(static_cast<int>(m_stage) + 1);
        if (m_stage == Stage::Done) {
            Q_EMIT finished();
            return;
        }
    }
    m_next.start();
}

Result<bool> DailyWork::step()
{
    if (m_stage == Stage::Tiers)
        return m_till.loyalty().reviewTiersStep(m_after, membersAtOnce);
    if (m_stage == Stage::Tags) {
        TRY(m_till.segments().runTagRules()); // a second for a million members, and only where a segment has a tag
        return false;
    }
    ExpiryRun run;
    return m_till.loyalty().expireStep(m_day.addDays(-1), Loyalty::ClockTrust::Check, m_after, run, membersAtOnce);
}

}
