// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/Command.h"

#include "app/admin/DemoShop.h"
#include "app/admin/Messages.h"
#include "app/common/Files.h"
#include "core/base/Json.h"
#include "core/base/Limits.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Fills the new till with the demo shop, at the clock and chance that the generator sets.
Result<void> fillWithDemo(Invocation& call, quint64 seed)
{
    const Till::Parts parts = call.parts();
    FixedClock clock(parts.clock.now());
    SeededRandom random(seed);
    const auto till = TRY(Till::open(call.folder(), { parts.keys, clock, random }));
    Progress progress(u"demo shop, days"_s);
    return fillDemoShop(*till, clock, random, {}, [&](int done, int total) { progress(done, total); });
}

Result<AdminOutcome> initTill(Invocation& call)
{
    bool isNumber = true;
    const quint64 seed = call.has("seed"_L1) ? call.option("seed"_L1).toULongLong(&isNumber) : 1;
    if (!isNumber)
        return misused(u"--seed needs a whole number."_s);
    ShopSettings wanted;
    wanted.shopName = call.has("shop"_L1) ? call.option("shop"_L1).trimmed() : call.has("demo"_L1) ? u"桂花糖水铺"_s : u"Tangyuan"_s;
    // Through the settings' own reader, so that nothing is stored that could not be opened again.
    const ShopSettings settings = TRY(ShopSettings::fromJson(wanted.toJson()));
    // The key comes from the system's generator, also in a demo.
    auto till = TRY(Till::create(call.folder(), settings, call.parts()));
    const Id id = till->tillId();
    till.reset();
    if (call.has("demo"_L1))
        TRY(fillWithDemo(call, seed));
    till = TRY(call.open(Database::Access::Reader));
    say(u"The till of %1 is in %2."_s.arg(settings.shopName, call.folder()));
    const qint64 members = TRY(till->members().count());
    return AdminOutcome { { { u"till"_s, id.toString() }, { u"shop"_s, settings.shopName }, { u"folder"_s, call.folder() },
                              { u"products"_s, static_cast<qint64>(till->catalog().products().size()) }, { u"members"_s, members } },
        AdminExit::Done };
}

/// The settings, and who stands at this till.
QJsonObject shown(const ShopSettings& settings)
{
    QJsonObject json = settings.toJson();
    json["cashier"_L1] = settings.cashier;
    return json;
}

Result<ShopSettings> settingsOf(const QJsonObject& json)
{
    ShopSettings settings = TRY(ShopSettings::fromJson(json));
    JsonReader reader(json);
    settings.cashier = reader.text("cashier"_L1, limits::nameChars);
    TRY(reader.finish());
    return settings;
}

Result<AdminOutcome> changeSettings(Invocation& call)
{
    const bool isChange = !call.argument(0).isEmpty();
    const auto till = TRY(call.open(isChange ? Database::Access::Writer : Database::Access::Reader));
    QJsonObject json = shown(till->settings());
    if (!isChange)
        return AdminOutcome { json, AdminExit::Done };
    const QJsonObject changes = TRY(readJsonFile(call.argument(0)));
    for (auto change = changes.begin(); change != changes.end(); ++change) {
        if (!json.contains(change.key()))
            return fail(ErrorCode::InputMalformed, u"there is no setting \"%1\""_s.arg(change.key().left(40)));
        json[change.key()] = change.value();
    }
    TRY(till->saveSettings(TRY(settingsOf(json))));
    say(u"The settings are saved."_s);
    return AdminOutcome { shown(till->settings()), AdminExit::Done };
}

}

std::vector<Command> shopCommands()
{
    return { { u"init"_s, {}, u"make a new till in an empty or missing folder"_s,
                 u"Its master key goes into the keychain, or into --key-file. Keep that key: without it nobody can open the till."_s,
                 u"init --data ~/shop --key-file ~/shop.key --shop 团子甜品"_s,
                 { { u"shop"_s, u"NAME"_s, u"what stands on the receipts"_s }, { u"demo"_s, {}, u"fill it with a made-up dessert shop and 90 days of sales"_s },
                     { u"seed"_s, u"N"_s, u"another seed makes another demo shop; default 1"_s } },
                 initTill },
        { u"settings"_s, { u"[FILE.json]"_s }, u"show the till's settings, or change those that the file names"_s,
            u"Without a file it works while the till is selling. What it shows, it also takes."_s, u"settings printer.json"_s, {}, changeSettings } };
}

}
