// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/receipt/PlainText.h"
#include "tests/support/World.h"
#include "tests/ui/PaperPrinter.h"
#include "tests/ui/ScriptedPrompts.h"
#include "ui/members/ServicesPresenter.h"
#include "ui/sale/SalePresenter.h"

#include <QTest>

namespace tangyuan {

using namespace Qt::StringLiterals;

/// Rules that know everything, small enough to reckon in the head.
inline LoyaltyRules generousRules()
{
    LoyaltyRules rules;
    rules.effectiveFrom = { 20261120 };
    rules.activities.checkIn = { 5 };
    rules.activities.streakBonus = { 20 };
    rules.activities.inviter.points = { 50 };
    rules.activities.invited.points = { 30 };
    rules.activities.review = { 10 };
    rules.activities.events = { { .id = u"tasting"_s, .name = u"试吃会"_s, .points = { 15 } } };
    rules.tiers.tiers[0].birthday = { .points = { 88 }, .gifts = { { .item = u"cake"_s, .name = u"生日蛋糕"_s } } };
    rules.tiers.birthdayWindow = BirthdayWindow::Day;
    rules.storedValue.pinAbove = { 5'000 };
    rules.storedValue.offers = { { .id = u"two"_s, .name = u"充 200 送 20"_s, .pay = { 20'000 }, .bonus = { 2'000 }, .perMember = 1 } };
    rules.mall = { { .id = u"ring"_s, .name = u"钥匙扣"_s, .points = { 100 }, .stock = 1 },
        { .id = u"up"_s, .name = u"免费升杯"_s, .layer = MallItem::Layer::Service, .points = { 50 }, .prices = { { .points = { 40 } } } } };
    rules.lotteries = { { .id = u"wheel"_s,
        .name = u"转盘"_s,
        .cost = { 10 },
        .perMemberDay = 1,
        .prizes = { { .id = u"big"_s, .name = u"大奖"_s, .weight = 1, .stock = 1, .pack = { .points = { 300 } } },
            { .id = u"none"_s, .name = u"谢谢参与"_s, .weight = 39 } } } };
    rules.causes = { { u"school"_s, u"助学"_s } };
    return rules;
}

/// The little shop with a member before the counter, and the board of services over it; no screen.
struct MemberDesk {
    World world;
    PaperPrinter printer;
    ScriptedPrompts prompts;
    MemberNames names;
    PrintDesk desk { printer };
    std::unique_ptr<SalePresenter> sale;
    Member member;
    std::unique_ptr<ServicesPresenter> services;

    explicit MemberDesk(const LoyaltyRules& rules = generousRules())
    {
        const auto published = world.till().publishRules(rules, Till::Notice::Waived);
        if (!published)
            qFatal("%s", qPrintable(published.error().context));
        sale = std::make_unique<SalePresenter>(
            SalePresenter::Parts { world.till(), names, desk, prompts, [](const ReceiptDocument&, const QString&) -> Result<void> { return {}; } });
        sale->start();
        member = world.member("13800138000");
        serve(member);
    }
    void serve(const Member& who) { services = std::make_unique<ServicesPresenter>(ServicesPresenter::Parts { world.till(), desk, prompts }, who); }
    Checkout::Balances balances() { return MUST(world.till().checkout().balances(member.key)); }
    QString notice() const { return services->view().notice ? services->view().notice->text : QString(); }
    const ServicesPresenter::Tile& tile(const QString& title) const
    {
        static const ServicesPresenter::Tile none { .title = u"no such tile"_s, .obstacle = u"no such tile"_s };
        for (const ServicesPresenter::Tile& tile : services->view().tiles)
            if (tile.title == title)
                return tile;
        return none;
    }
    void pick(const QString& title)
    {
        const auto& tiles = services->view().tiles;
        for (size_t i = 0; i < tiles.size(); ++i)
            if (tiles[i].title == title)
                return services->pick(i);
        QFAIL(qPrintable(title + u" is not on the board"_s));
    }
    void give(qint64 points)
    {
        world.clock().advanceMs(1'000);
        MUST(world.till().loyalty().adjustPoints(member, points, u"test"_s));
    }
    void recharge(qint64 minor) { MUST(world.till().loyalty().recharge(member, { minor }, {}, TenderMethod::Cash)); }
    QString paper(size_t index) { return toPlainText(printer.printed.at(index), 32); }
};

}
