// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ReceiptPainter.h"
#include "core/domain/receipt/LoyaltySlips.h"
#include "core/domain/receipt/Paper.h"
#include "tests/support/RoomTest.h"
#include "tests/till/Pictures.h"
#include "ui/manager/ManagerPage.h"
#include "ui/shell/WelcomeDialog.h"

#include <QComboBox>
#include <QDir>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace tangyuan;
using namespace Qt::StringLiterals;

/// Every screen as a picture.
class ScreenshotTest : public QObject, private Pictures {
    Q_OBJECT

private Q_SLOTS:
    void shows_data() { addRows(); }
    void shows();

private:
    static void stockTheShop(World& world);
    static void makeHistory(World& world, const Member& member);
    static void promiseMuch(World& world);
    /// Types the keys into the board of services, takes its picture and closes it.
    void shootServices(Counter& counter, const QByteArray& keys, const QString& name);
    void shootLoyalty(Counter& counter);
    /// What one sees now and then: questions in between, undoing, a long statement, a refund of what is left.
    void shootRare(Counter& counter);
    /// The catalogue, and a product's form: an old product's, and one that cannot be saved.
    void shootCatalogue(Counter& counter);
    /// The name in the header and the list behind it: empty, short, with a long name.
    void shootCashiers(Counter& counter);
    static void promiseOffers(World& world);
    void shootOffers(Counter& counter);
    void shootDiscounts(Counter& counter);
    /// What is printed of the cart on the counter, and when all of it comes back.
    void shootPapers(Counter& counter);
};

namespace {

struct Goods {
    const char* name;
    int priceMinor;
    bool isWeighed;
};
struct Shelf {
    const char* name;
    std::vector<Goods> goods;
};

const std::vector<Shelf> shelves {
    { "招牌糖水",
        { { "杨枝甘露", 2600, false }, { "芒果西米露", 1800, false }, { "桂花酒酿圆子", 1600, false }, { "椰汁黑糯米", 1500, false },
            { "陈皮红豆沙", 1200, false }, { "杏仁豆腐", 1400, false }, { "双皮奶", 1300, false }, { "姜撞奶", 1400, false } } },
    { "汤圆",
        { { "黑芝麻汤圆（6个）", 1200, false }, { "花生汤圆（6个）", 1200, false }, { "红豆汤圆（6个）", 1250, false },
            { "流心奶黄汤圆（6个）", 1600, false } } },
    { "蛋糕",
        { { "芒果千层蛋糕 6寸 需提前一天预订（含蜡烛与餐具）", 16800, false }, { "芒果班戟", 1800, false }, { "榴莲班戟", 2200, false },
            { "提拉米苏", 2800, false } } },
    { "鲜果", { { "进口车厘子", 12800, true }, { "海南贵妃芒", 2580, true }, { "麒麟西瓜", 798, true }, { "丹东草莓", 5980, true } } },
    { "饮品", { { "桂花乌龙", 1200, false }, { "鲜榨橙汁", 1800, false }, { "杏仁茶", 1100, false }, { "冰美式", 1500, false } } },
    { "小食", { { "咸蛋黄锅巴", 1680, false }, { "手工蛋卷", 3200, false }, { "绿豆糕", 980, false }, { "Butter Cookies", 2500, false } } },
};

}

void ScreenshotTest::stockTheShop(World& world)
{
    std::vector<Category> categories;
    std::vector<Product> products;
    int plu = 1001;
    for (size_t i = 0; i < shelves.size(); ++i) {
        categories.push_back({ Id::make(world.clock(), world.random()), QString::fromUtf8(shelves[i].name), static_cast<int>(i) + 10 });
        for (const Goods& goods : shelves[i].goods) {
            Product product;
            product.id = Id::make(world.clock(), world.random());
            product.plu = QString::number(plu++);
            product.name = QString::fromUtf8(goods.name);
            product.category = categories.back().id;
            product.unit = goods.isWeighed ? Quantity::Unit::Gram : Quantity::Unit::Piece;
            product.price = { goods.priceMinor };
            if (goods.isWeighed) {
                product.tags = { u"进口"_s, u"时令"_s };
                product.bestBefore = world.till().today().addDays(3);
            }
            products.push_back(product);
        }
    }
    MUST(world.till().saveProducts(categories, products));
}

void ScreenshotTest::promiseMuch(World& world)
{
    LoyaltyRules rules;
    rules.effectiveFrom = world.till().today();
    rules.term = { .kind = PointsTerm::Kind::Months, .count = 1 };
    rules.activities.checkIn = { 5 };
    rules.activities.streakBonus = { 30 };
    rules.activities.review = { 10 };
    rules.activities.inviter.points = { 100 };
    rules.activities.events = { { .id = u"tasting"_s, .name = u"新品试吃会"_s, .points = { 20 } } };
    rules.welcome.points = { 20 };
    rules.tiers.birthdayWindow = BirthdayWindow::Month;
    rules.tiers.tiers[2].birthday = { .points = { 188 }, .gifts = { { .item = u"cake"_s, .name = u"生日蛋糕 6 寸"_s, .validDays = 30 } } };
    rules.tiers.tiers[2].earnFactor = { 15'000 };
    rules.storedValue.pinAbove = { 2'000 };
    rules.storedValue.offers = { { .id = u"a"_s, .name = u"充 200 送 20"_s, .pay = { 20'000 }, .bonus = { 2'000 } },
        { .id = u"b"_s, .name = u"充 500 送 80"_s, .pay = { 50'000 }, .bonus = { 8'000 }, .pack = { .gifts = { { .item = u"up"_s, .name = u"免费升杯"_s } } } },
        { .id = u"c"_s, .name = u"年卡：充 1000 送 240"_s, .pay = { 100'000 }, .bonus = { 24'000 }, .instalments = 12 } };
    rules.mall = { { .id = u"ring"_s, .name = u"汤圆钥匙扣"_s, .points = { 300 }, .stock = 12 },
        { .id = u"bag"_s, .name = u"帆布袋"_s, .points = { 9'800 }, .stock = 50 },
        { .id = u"tea"_s, .name = u"桂花乌龙"_s, .layer = MallItem::Layer::Drink, .points = { 150 }, .prices = { { .points = { 120 } } } },
        { .id = u"sold"_s, .name = u"限量杏仁茶"_s, .layer = MallItem::Layer::Drink, .points = { 80 }, .stock = 0 },
        { .id = u"five"_s, .name = u"5 元券"_s, .layer = MallItem::Layer::Coupon, .points = { 250 } },
        { .id = u"up"_s, .name = u"免费升杯"_s, .layer = MallItem::Layer::Service, .points = { 60 } },
        { .id = u"table"_s, .name = u"节日优先留座（需提前一天电话预约，每月一次）"_s, .layer = MallItem::Layer::Privilege, .points = { 500 } } };
    rules.lotteries = { { .id = u"wheel"_s,
        .name = u"桂花大转盘"_s,
        .cost = { 50 },
        .perMemberDay = 3,
        .prizes = { { .id = u"big"_s, .name = u"一等奖"_s, .weight = 1, .stock = 1, .pack = { .points = { 2'000 } } },
            { .id = u"cup"_s, .name = u"二等奖"_s, .weight = 49, .pack = { .gifts = { { .item = u"up"_s, .name = u"免费升杯"_s } } } },
            { .id = u"none"_s, .name = u"谢谢参与"_s, .weight = 950 } } } };
    rules.causes = { { u"school"_s, u"山区助学"_s } };
    MUST(world.till().publishRules(rules, Till::Notice::Waived));
}

void ScreenshotTest::shootServices(Counter& counter, const QByteArray& keys, const QString& name)
{
    Counter::whenAsked(u"servicesDialog"_s, [this, keys, name](QWidget& dialog) {
        for (const char key : keys)
            QTest::keyClick(&dialog, key);
        shoot(dialog, name);
        while (dialog.isVisible())
            QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    counter.press(Qt::Key_F7, Qt::ShiftModifier);
}

void ScreenshotTest::shootLoyalty(Counter& counter)
{
    Till& till = counter.world.till();
    QTest::keyClick(counter.window().findChild<QWidget*>(u"HelpOverlay"_s), Qt::Key_Escape);
    counter.printer.trouble.reset();
    counter.window().sale().dismissPrintTrouble();
    counter.world.clock().advanceMs(3'600'000);
    counter.type(u"13800138000"_s);
    QTRY_VERIFY(counter.view().member);
    const Member member = counter.view().member->member;
    MUST(till.loyalty().recharge(member, { 50'000 }, u"b"_s, TenderMethod::WeChatPay));
    counter.world.clock().advanceMs(60'000);
    MUST(till.feedback().record(member.key, u"杨枝甘露可以少糖吗？上次有点太甜了，孩子不太爱喝。"_s));
    MUST(till.segments().tag(member.key, { u"花生过敏"_s, u"周末常客"_s, u"喜欢芒果的老朋友和她的一家人"_s, u"企业团购"_s }, {}));
    counter.window().sale().refresh();
    counter.type(u"2*1001"_s);
    shoot(counter.window(), u"16-member-rich"_s);
    shootServices(counter, "", u"17-services"_s);
    shootServices(counter, "1", u"18-recharge"_s);
    shootServices(counter, "12", u"19-recharge-methods"_s);
    shootServices(counter, "2", u"20-gifts"_s);
    shootServices(counter, "3", u"21-checked-in"_s);
    counter.world.clock().advanceMs(60'000);
    shootServices(counter, "4", u"22-mall"_s);
    shootServices(counter, "5", u"23-draw"_s);
    shootServices(counter, "f", u"24-feedback"_s);
    shootServices(counter, "p", u"25-pin-board"_s);
    shootServices(counter, "t", u"26-tags"_s);
    shootServices(counter, "9", u"27-reviews"_s);
    shootDialog(u"statementDialog"_s, u"28-statement"_s);
    shootServices(counter, "s", u"29-services-after"_s);
    MUST(till.pins().set(member.key, u"2580"_s));
    Counter::whenAsked(u"payDialog"_s, [this](QWidget& dialog) {
        auto* amount = dialog.findChild<QLineEdit*>(u"amount"_s);
        QTest::keyClick(amount, Qt::Key_Right);
        shoot(dialog, u"30-pay-stored-value"_s);
        QTest::keyClick(amount, Qt::Key_Return);
    });
    Counter::whenAsked(u"pinDialog"_s, [this](QWidget& dialog) {
        QTest::keyClicks(dialog.findChild<QLineEdit*>(u"pin"_s), u"2580"_s);
        shoot(dialog, u"31-pin"_s);
        QTest::keyClick(&dialog, Qt::Key_Return);
    });
    counter.press(Qt::Key_F2);
    QTRY_VERIFY(counter.view().lastSale);
    Counter::whenAsked(u"receiptsDialog"_s, [](QWidget& dialog) {
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Down);
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"refund"_s), Qt::LeftButton);
    });
    shootDialog(u"refundDialog"_s, u"32-refund"_s);
    counter.press(Qt::Key_F8);
    // Points that are gone already: the refund says so, and the panel shows it.
    MUST(till.loyalty().adjustPoints(member, -MUST(till.checkout().balances(member.key)).pointsUsable.count, u"示例"_s));
    Counter::whenAsked(u"receiptsDialog"_s, [](QWidget& dialog) {
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Down);
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"refund"_s), Qt::LeftButton);
    });
    Counter::whenAsked(u"refundDialog"_s, [this](QWidget& dialog) {
        shoot(dialog, u"33-refund-below-zero"_s);
        QTest::keyClick(dialog.findChild<QWidget*>(u"refundLines"_s), Qt::Key_Return);
    });
    counter.press(Qt::Key_F8);
    counter.type(u"13800138000"_s);
    shoot(counter.window(), u"34-member-owes"_s);
    Profile profile;
    profile.phone = u"13900139000"_s;
    profile.name = u"一位名字特别特别特别特别特别特别长的新会员"_s;
    const Member fresh = MUST(till.members().registerMember(profile)).member;
    counter.window().sale().attachMember(fresh.key);
    shoot(counter.window(), u"35-member-new"_s);
    shootDialog(u"statementDialog"_s, u"36-statement-new"_s);
    shootServices(counter, "s", u"37-services-new"_s);
}

void ScreenshotTest::shootRare(Counter& counter)
{
    Till& till = counter.world.till();
    const Member member = MUST(till.members().byPhone(u"13800138000"_s)).value();
    for (int i = 0; i < 60; ++i) {
        counter.world.clock().advanceMs(60'000);
        MUST(till.loyalty().adjustPoints(member, 100 + i, u"示例"_s));
    }
    MUST(till.loyalty().recharge(member, { 20'000 }, u"a"_s, TenderMethod::Cash));
    counter.window().sale().attachMember(member.key);
    shootServices(counter, "8", u"38-events"_s);
    shootServices(counter, "6", u"39-donate"_s);
    shootServices(counter, "g", u"40-give-by-hand"_s);
    shootServices(counter, "u", u"41-undo"_s);
    shootDialog(u"amountDialog"_s, u"42-amount"_s);
    shootServices(counter, "10", u"43-services-recharge"_s);
    shootDialog(u"countDialog"_s, u"44-number"_s);
    shootServices(counter, "61", u"45-services-donate"_s);
    shootDialog(u"textDialog"_s, u"46-text"_s);
    shootServices(counter, "f0", u"47-services-feedback"_s);
    shootDialog(u"textDialog"_s, u"48-undo-reason"_s);
    shootServices(counter, "u1", u"49-services-undo"_s);
    Counter::whenAsked(u"statementDialog"_s, [this](QWidget& dialog) {
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"more"_s), Qt::LeftButton);
        auto* table = dialog.findChild<QTableWidget*>(u"statementTable"_s);
        table->scrollToBottom();
        shoot(dialog, u"50-statement-second-page"_s);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    shootServices(counter, "s", u"51-services-statement"_s);
    Cart cart = counter.world.cart({ { "1002", 2 }, { "1013", 1 }, { "1009", 3 }, { "1003", 1 }, { "1004", 1 } });
    cart.member = member.id;
    const Money total = MUST(till.checkout().quoteCart(cart, member)).total;
    const Sale sale = MUST(till.checkout().commit({ cart,
        { { TenderMethod::WeChatPay, { 10'000 } }, { TenderMethod::Card, { 5'000 } }, { TenderMethod::Alipay, total - Money { 15'000 } } }, member, {} }));
    MUST(till.refunds().refund({ sale, { 0, 3 }, TenderMethod::WeChatPay, {}, u"太甜"_s }));
    shootDialog(u"receiptsDialog"_s, u"52-receipts-with-refund"_s);
    counter.press(Qt::Key_F8);
    Counter::whenAsked(u"receiptsDialog"_s, [](QWidget& dialog) {
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Down);
        QTest::mouseClick(dialog.findChild<QPushButton*>(u"refund"_s), Qt::LeftButton);
    });
    shootDialog(u"refundDialog"_s, u"53-refund-of-the-rest"_s);
    counter.press(Qt::Key_F8);
    counter.window().perform(ActionId::GoManager);
    QTest::qWait(500);
    shoot(counter.window(), u"54-manager-all-tenders"_s);
    shootCatalogue(counter);
}

void ScreenshotTest::shootCatalogue(Counter& counter)
{
    auto* manager = counter.window().findChild<ManagerPage*>();
    manager->goTo(ManagerPage::Tab::Catalogue);
    auto* search = manager->findChild<QLineEdit*>(u"catalogueSearch"_s);
    search->setText(u"1017"_s);
    manager->findChild<QTableView*>(u"catalogueTable"_s)->selectRow(0);
    shootDialog(u"productDialog"_s, u"55-product"_s);
    manager->findChild<QPushButton*>(u"changeProduct"_s)->click();
    search->clear();
    Counter::whenAsked(u"productDialog"_s, [this](QWidget& dialog) {
        dialog.findChild<QLineEdit*>(u"name"_s)->setText(u"桂花糕"_s);
        dialog.findChild<QComboBox*>(u"category"_s)->setCurrentText(u"糕点"_s);
        dialog.findChild<QLineEdit*>(u"price"_s)->setText(u"9"_s);
        dialog.findChild<QLineEdit*>(u"tags"_s)->setText(QString(121, u'a'));
        dialog.findChild<QPushButton*>(u"accept"_s)->click();
        shoot(dialog, u"56-product-refused"_s);
        QVERIFY(dialog.findChild<QWidget*>(u"barcodes"_s)->geometry().bottom() < dialog.findChild<QWidget*>(u"onSale"_s)->geometry().top());
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    manager->findChild<QPushButton*>(u"addProduct"_s)->click();
    shoot(counter.window(), u"57-catalogue"_s);
    counter.window().perform(ActionId::GoSell);
}

void ScreenshotTest::shootCashiers(Counter& counter)
{
    Till& till = counter.world.till();
    const auto putAtTill = [&](const QString& name) {
        ShopSettings settings = till.settings();
        settings.cashier = name;
        MUST(till.saveSettings(settings));
        counter.window().rebuild();
    };
    const QString before = till.settings().cashier;
    putAtTill({});
    shootDialog(u"cashierDialog"_s, u"62-cashiers-nobody"_s);
    counter.press(Qt::Key_6, Qt::ControlModifier);
    for (const QString& name : { u"王小梅"_s, u"Ann"_s, u"李雷"_s, u"名"_s.repeated(120) })
        MUST(till.cashiers().add(name));
    putAtTill(u"李雷"_s);
    shootDialog(u"cashierDialog"_s, u"63-cashiers"_s);
    counter.press(Qt::Key_6, Qt::ControlModifier);
    shootDialog(u"textDialog"_s, u"64-cashier-new"_s);
    Counter::whenAsked(u"cashierDialog"_s, [](QWidget& dialog) { dialog.findChild<QPushButton*>(u"addCashier"_s)->click(); });
    shootDialog(u"cashierDialog"_s, u"65-cashiers-again"_s);
    counter.press(Qt::Key_6, Qt::ControlModifier);
    putAtTill(u"名"_s.repeated(120));
    shootDialog(u"endCashierDialog"_s, u"66-cashier-ends"_s);
    Counter::whenAsked(u"cashierDialog"_s, [](QWidget& dialog) { dialog.findChild<QPushButton*>(u"endCashier"_s)->click(); });
    shootDialog(u"cashierDialog"_s, u"67-cashiers-long-name"_s);
    counter.press(Qt::Key_6, Qt::ControlModifier);
    counter.window().perform(ActionId::GoSettings);
    shoot(counter.window(), u"68-settings-cashier"_s);
    counter.window().perform(ActionId::GoSell);
    putAtTill(before);
}

void ScreenshotTest::promiseOffers(World& world)
{
    const auto offer = [](const QString& id, const QString& name, Offer::Kind kind) { return Offer { .id = id, .name = name, .kind = kind }; };
    PriceRules rules;
    rules.effectiveFrom = world.till().today();
    Offer second = offer(u"second"_s, u"汤圆第二份半价"_s, Offer::Kind::BuyGet);
    second.scope.products = { u"1009"_s, u"1010"_s, u"1011"_s, u"1012"_s };
    second.rate = { 5'000 };
    Offer cakes = offer(u"cakes"_s, u"秋冬蛋糕季限时特惠：指定蛋糕与班戟全部九折，会员同享，售完为止"_s, Offer::Kind::Percent);
    cakes.scope.products = { u"1013"_s, u"1014"_s, u"1015"_s };
    cakes.rate = { 9'000 };
    cakes.onTopOfMemberPrice = true;
    Offer ladder = offer(u"ladder"_s, u"满 100 减 10，满 200 减 25"_s, Offer::Kind::Order);
    ladder.rungs = { { .minimum = { 10'000 }, .off = { 1'000 } }, { .minimum = { 20'000 }, .off = { 2'500 } } };
    Offer forPoints = offer(u"points"_s, u"积分换购"_s, Offer::Kind::Price);
    forPoints.scope.products = { u"1025"_s };
    forPoints.amount = { 100 };
    forPoints.points = { 40 };
    rules.promotions = { second, cakes, ladder, forPoints };
    const auto coupon = [&](const QString& id, const QString& name, Money minimum, Money off) {
        CouponTemplate made { .offer = offer(id, name, Offer::Kind::Order) };
        made.offer.rungs = { { .minimum = minimum, .off = off } };
        made.offer.group = id;
        return made;
    };
    rules.coupons = { coupon(u"ten"_s, u"10 元券"_s, { 5'000 }, { 1'000 }), coupon(u"thirty"_s, u"满 300 减 30"_s, { 30'000 }, { 3'000 }),
        coupon(u"long"_s, u"老会员回馈：周年庆专享通用立减优惠券（全场通用，特价商品除外）"_s, { 500 }, { 500 }),
        coupon(u"evening"_s, u"夜间券"_s, {}, { 800 }) };
    rules.coupons[3].offer.when.hourFrom = 20;
    rules.coupons[3].offer.when.hourTo = 22;
    CouponTemplate upgrade { .offer = offer(u"upgrade"_s, u"免费升杯"_s, Offer::Kind::Service) };
    rules.coupons.push_back(upgrade);
    rules.rounding = { Rounding::Unit::Jiao, Rounding::Mode::Down };
    rules.manualDiscount = { .most = { 3'000 }, .reasons = { u"老顾客"_s, u"包装压坏"_s, u"临期"_s, u"等候太久，向顾客致歉并给予优惠"_s } };
    MUST(world.till().publishPrices(rules));
}

void ScreenshotTest::shootOffers(Counter& counter)
{
    Till& till = counter.world.till();
    promiseOffers(counter.world);
    SalePresenter& sale = counter.window().sale();
    sale.detachMember();
    sale.refresh();
    counter.type(u"1014"_s);
    shoot(counter.window(), u"40-offers-one-line"_s);
    shootDialog(u"couponsDialog"_s, u"41-coupons-nobody"_s);
    counter.press(Qt::Key_F2, Qt::ShiftModifier);
    const Member member = counter.world.member("13700137000", "李雷", Tier::Gold);
    sale.attachMember(member.key);
    shootDialog(u"couponsDialog"_s, u"41-coupons-none"_s);
    counter.press(Qt::Key_F2, Qt::ShiftModifier);
    MUST(till.loyalty().adjustPoints(member, 5'000, u"示例"_s));
    for (const auto& [kind, count] :
        std::initializer_list<std::pair<const char*, qint32>> { { "ten", 3 }, { "thirty", 1 }, { "long", 1 }, { "evening", 2 }, { "upgrade", 1 } })
        MUST(till.coupons().issue(member, QString::fromLatin1(kind), count, u"示例"_s));
    sale.attachMember(member.key);
    for (const QString& code : { u"2*1009"_s, u"2*1001"_s, u"1013"_s, u"1025"_s, u"1026"_s, u"1004"_s, u"1027"_s })
        counter.type(code);
    QTRY_COMPARE(counter.view().heldCoupons.count, qint64(8));
    shoot(counter.window(), u"42-offers-eight-lines"_s);
    Counter::whenAsked(u"couponsDialog"_s, [this](QWidget& dialog) {
        shoot(dialog, u"43-coupons"_s);
        auto* list = dialog.findChild<QWidget*>(u"coupons"_s);
        for (const Qt::Key key : { Qt::Key_1, Qt::Key_2, Qt::Key_3 })
            QTest::keyClick(list, key);
        shoot(dialog, u"44-coupons-laid"_s);
        QVERIFY(list->geometry().bottom() + theme::px(8) <= dialog.findChild<QWidget*>(u"couponsTotal"_s)->geometry().top());
        QTest::keyClick(list, Qt::Key_9);
        QTest::keyClick(&dialog, Qt::Key_Escape);
    });
    counter.press(Qt::Key_F2, Qt::ShiftModifier);
    sale.selectLine(4);
    Counter::whenAsked(u"choiceDialog"_s, [this](QWidget& dialog) {
        shoot(dialog, u"45-points-choice"_s);
        QTest::keyClick(dialog.findChild<QWidget*>(u"choices"_s), Qt::Key_Return);
    });
    counter.press(Qt::Key_F7);
    shootDiscounts(counter);
    shoot(counter.window(), u"48-offers-all"_s);
    shootPapers(counter);
    for (int plu = 1001; plu <= 1028; ++plu) {
        if (plu < 1017 || plu > 1020)
            counter.type(QString::number(plu));
        if (plu % 3 == 0)
            sale.scan(u"2001017004553"_s);
    }
    QTest::qWait(60);
    shoot(counter.window(), u"49-offers-thirty-lines"_s);
}

void ScreenshotTest::shootDiscounts(Counter& counter)
{
    counter.window().sale().selectLine(0);
    Counter::whenAsked(u"discountDialog"_s, [this](QWidget& dialog) {
        auto* amount = dialog.findChild<QLineEdit*>(u"discountAmount"_s);
        QTest::keyClicks(amount, u"50"_s);
        shoot(dialog, u"46-discount-too-large"_s);
        amount->clear();
        QTest::keyClicks(amount, u"10"_s);
        auto* lastReason = dialog.findChild<QPushButton*>(u"reason3"_s);
        lastReason->click();
        shoot(dialog, u"47-discount"_s);
        QVERIFY(lastReason->geometry().bottom() < dialog.findChild<QWidget*>(u"discountReason"_s)->geometry().top());
        QTest::keyClick(amount, Qt::Key_Return);
    });
    counter.press(Qt::Key_F9, Qt::ShiftModifier);
    Counter::whenAsked(u"discountDialog"_s, [this](QWidget& dialog) {
        dialog.findChild<QPushButton*>(u"ofOrder"_s)->click();
        auto* amount = dialog.findChild<QLineEdit*>(u"discountAmount"_s);
        amount->clear();
        QTest::keyClicks(amount, u"5"_s);
        dialog.findChild<QPushButton*>(u"reason0"_s)->click();
        shoot(dialog, u"47-discount-of-order"_s);
        QTest::keyClick(amount, Qt::Key_Return);
    });
    counter.press(Qt::Key_F9, Qt::ShiftModifier);
    shootDialog(u"discountDialog"_s, u"47-discount-laid"_s);
    counter.press(Qt::Key_F9, Qt::ShiftModifier);
}

void ScreenshotTest::shootPapers(Counter& counter)
{
    Till& till = counter.world.till();
    Cart cart = counter.view().cart;
    cart.id = Id::make(counter.world.clock(), counter.world.random());
    const Member member = MUST(till.members().byPhone(u"13700137000"_s)).value();
    const Money total = MUST(till.checkout().quoteCart(cart, member)).total;
    const Sale sale = MUST(till.checkout().commit({ cart, { { TenderMethod::Cash, total } }, member, till.settings().cashier }));
    const Refund refund = MUST(till.refunds().refund({ sale, {}, TenderMethod::Cash, till.settings().cashier, u"示例"_s }));
    for (const PaperWidth paper : { PaperWidth::Mm58, PaperWidth::Mm80 }) {
        const QString width = QString::number(paperMillimetres(paper));
        const auto save
            = [&](const ReceiptDocument& document, const QString& name) { QVERIFY(paintImage(document, paper, 1).save(file(name + width + u".png"_s))); };
        save(layoutReceipt(sale, till.settings(), {}, ReceiptCopy::Original), u"60-receipt-offers-"_s);
        save(layoutRefund(refund, till.settings(), {}, ReceiptCopy::Original, sale.offers), u"61-refund-offers-"_s);
    }
    counter.window().sale().refresh();
}

void ScreenshotTest::makeHistory(World& world, const Member& member)
{
    for (const auto& [plu, pieces] : std::initializer_list<std::pair<const char*, qint64>> { { "1013", 60 }, { "1001", 2 }, { "1014", 3 } }) {
        world.sell(world.cart({ { plu, pieces }, { "1002", 1 } }), member);
        world.clock().advanceMs(qint64 { 26 } * 3'600'000);
    }
}

void ScreenshotTest::shows()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    begin(language, size);
    Counter counter;
    stockTheShop(counter.world);
    Member member = counter.world.member("13800138000", "王小梅", Tier::Gold);
    makeHistory(counter.world, member);
    Profile profile = member.profile;
    profile.birthday = QDate(1990, 11, 26);
    profile.note = u"花生过敏"_s;
    member = MUST(counter.world.till().members().update(member.key, profile));
    counter.close();
    counter.openScaled(theme::scaleFor(size), size);

    shoot(counter.window(), u"01-empty"_s);
    counter.type(u"1001"_s);
    counter.type(u"2*1013"_s);
    counter.type(u"1009"_s);
    counter.window().sale().scan(u"2001017004553"_s);
    shoot(counter.window(), u"02-cart"_s);
    counter.type(u"13800138000"_s);
    counter.window().sale().moveSelection(-2);
    shoot(counter.window(), u"03-member"_s);
    QTest::keyClicks(counter.box(), u"m"_s);
    QTRY_VERIFY(!counter.view().results.empty());
    shoot(counter.window(), u"04-results"_s);
    counter.press(Qt::Key_Escape);
    shootDialog(u"payDialog"_s, u"05-pay"_s);
    counter.press(Qt::Key_F2);
    shootDialog(u"pointsDialog"_s, u"06-points"_s);
    counter.press(Qt::Key_F7);
    shootDialog(u"weightDialog"_s, u"07-weight"_s);
    counter.type(u"1017"_s);
    shootDialog(u"registerDialog"_s, u"08-register"_s);
    counter.press(Qt::Key_F5);
    counter.printer.trouble = ErrorCode::PrinterOutOfPaper;
    Counter::whenAsked(u"payDialog"_s, [](QWidget& dialog) {
        QTest::keyClicks(dialog.findChild<QLineEdit*>(u"amount"_s), u"500"_s);
        QTest::keyClick(dialog.findChild<QLineEdit*>(u"amount"_s), Qt::Key_Return);
    });
    counter.press(Qt::Key_F2);
    shoot(counter.window(), u"09-change-out-of-paper"_s);
    counter.window().sale().dismissPrintTrouble();
    shootDialog(u"receiptsDialog"_s, u"10-receipts"_s);
    counter.press(Qt::Key_F8);
    counter.window().perform(ActionId::GoMembers);
    auto* search = counter.window().findChild<QLineEdit*>(u"memberSearch"_s);
    QTest::keyClicks(search, u"13800138000"_s);
    QTest::keyClick(search, Qt::Key_Return);
    shoot(counter.window(), u"11-members"_s);
    counter.window().perform(ActionId::GoManager);
    shoot(counter.window(), u"12-manager"_s);
    counter.window().perform(ActionId::GoSettings);
    shoot(counter.window(), u"13-settings"_s);
    counter.window().perform(ActionId::GoSell);
    counter.window().perform(ActionId::Help);
    shoot(counter.window(), u"14-help"_s);
    promiseMuch(counter.world);
    shootLoyalty(counter);
    shootRare(counter);
    shootOffers(counter);
    shootCashiers(counter);
    WelcomeDialog welcome(u"/home/shop/.local/share/tangyuan"_s);
    welcome.show();
    shoot(welcome, u"15-welcome"_s);
}

TANGYUAN_TEST(ScreenshotTest)
#include "ScreenshotTest.moc"
