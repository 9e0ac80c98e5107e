// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Json.h"
#include "tests/support/World.h"

namespace tangyuan {

/// The little shop with a past: visits, refunds and points are put straight into its books, so that a story has the
/// days and amounts that it is about. Today is 2026-11-20.
class Regulars {
public:
    /// One visit, or with money going back a refund.
    struct Visit {
        BusinessDate date;
        qint64 totalMinor = 0;
        QStringList plus {};
        bool isRefund() const { return totalMinor < 0; }
    };

    explicit Regulars(quint64 seed = 1)
        : m_world(seed)
    {
    }

    World& world() { return m_world; }
    Till& till() { return m_world.till(); }
    Segments& segments() { return till().segments(); }
    BusinessDate today() { return till().settings().calendar.businessDate(m_world.clock().now()); }
    BusinessDate daysAgo(int days) { return today().addDays(-days); }

    /// Registered so many days ago.
    Member member(Profile profile, int registeredDaysAgo, Tier tier = Tier::Regular)
    {
        const UtcTime now = m_world.clock().now();
        m_world.clock().advanceMs(-registeredDaysAgo * qint64 { 86'400'000 });
        if (profile.phone.isEmpty())
            profile.phone = QStringLiteral("139%1").arg(++m_members, 8, 10, QLatin1Char('0'));
        Member registered = MUST(till().members().registerMember(profile)).member;
        m_world.clock().set(now);
        return tier == Tier::Regular ? registered : MUST(till().members().setTier(registered.key, tier));
    }
    Member member(int registeredDaysAgo = 400) { return member(Profile {}, registeredDaysAgo); }

    void visit(const std::optional<Member>& member, int ago, qint64 totalMinor, const QStringList& plus = { QStringLiteral("1") })
    {
        record(member, { daysAgo(ago), totalMinor, plus });
    }
    void record(const std::optional<Member>& member, const Visit& visit)
    {
        Transaction transaction = MUST(Transaction::begin(till().database()));
        const Id id = Id::make(m_world.clock(), m_world.random());
        const qint64 fact = MUST(till().facts().append(transaction, { id, QStringLiteral("test.visit"), 1, visit.date, m_world.clock().now(), {} })).packed();
        const auto refundOf = visit.isRefund() ? std::optional(Id::make(m_world.clock(), m_world.random())) : std::nullopt;
        MUST(transaction.execute("INSERT INTO sales (fact, business_date, local_hour, at_ms, member, gross_minor, total_minor, cost_minor, points_spent,"
                                 " points_earned, refund_of) VALUES (?, ?, 12, ?, ?, ?, ?, 0, 0, 0, ?)",
            { fact, visit.date, m_world.clock().now(), member ? SqlValue(member->key.row) : SqlValue(std::nullopt), visit.totalMinor, visit.totalMinor,
                refundOf }));
        int line = 0;
        for (const QString& plu : visit.plus) {
            const Product& product = m_world.product(plu.toLatin1().constData());
            MUST(transaction.execute("INSERT INTO sale_lines (fact, line, product, name, category, unit, amount, gross_minor, total_minor, cost_minor)"
                                     " VALUES (?, ?, ?, ?, ?, 0, ?, 0, 0, 0)",
                { fact, line++, product.id, product.name, product.category, visit.isRefund() ? -1 : 1 }));
        }
        MUST(transaction.commit());
    }
    void grant(const Member& member, qint64 points, std::optional<BusinessDate> expires = {}, std::optional<BusinessDate> usableFrom = {})
    {
        Transaction transaction = MUST(Transaction::begin(till().database()));
        MUST(transaction.execute("INSERT INTO lots (member, source, part, currency, granted, remaining, usable_from, expires) VALUES (?, ?, 0, 1, ?, ?, ?, ?)",
            { member.key.row, Id::make(m_world.clock(), m_world.random()), points, points, usableFrom, expires }));
        MUST(transaction.commit());
    }

    Segment segment(const QByteArray& json) { return MUST(Segment::fromJson(MUST(parseJsonObject(json)), till().catalog())); }
    bool isIn(const QByteArray& json, const Member& member) { return MUST(segments().find(segment(json))).contains(member.key); }
    bool isIn(const Segment& segment, const Member& member) { return MUST(segments().find(segment)).contains(member.key); }

private:
    World m_world;
    int m_members = 0;
};

}
