// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/till/QuietMoment.h"
#include "core/till/Till.h"

namespace tangyuan {

/// What the till does by itself once each business day, page by page while nobody touches it: it ends the points and
/// gifts whose day is over, judges the tiers that the rules gave, and keeps the tags of segments on the right people. A key stops it until the next quiet
/// moment, and a till that is switched off goes on the next day: nothing here depends on being done in time.
class DailyWork final : public QObject {
    Q_OBJECT

public:
    DailyWork(Till& till, const QuietMoment& quiet, QObject* parent = nullptr);
    /// Takes up the day's work if there is any.
    void start();

Q_SIGNALS:
    /// The day's work is done.
    void finished();
    /// It stopped half-way, and will be taken up again.
    void failed(const tangyuan::Error& error);

private:
    void next();
    Result<bool> step();

    Till& m_till;
    const QuietMoment& m_quiet;
    QTimer m_next;
    BusinessDate m_day;
    enum class Stage { Expiry, Tiers, Tags, Done } m_stage = Stage::Done;
    MemberKey m_after;
};

}
