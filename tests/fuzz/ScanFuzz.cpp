// SPDX-License-Identifier: GPL-3.0-or-later
// For libFuzzer: whatever comes through the scanner or a document of prices, there is an answer or a clear error.
// The first byte says what the rest is: a scan, something typed, or a document.
#include "core/base/Json.h"
#include "core/domain/codes/Scan.h"
#include "core/domain/pricing/PriceRules.h"

#include <QStringList>

#include <algorithm>
#include <cstring>

using namespace tangyuan;

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most);

namespace {

Vault vaultOf(char key)
{
    return MUST(Vault::open(QByteArray(Vault::keyBytes, key)));
}

struct Shop {
    FixedClock clock { { 1'795'140'000'000 } };
    SeededRandom random { 7 };
    Vault vault = vaultOf('\x07');
    Vault otherShop = vaultOf('\x08');
    Id till = Id::make(clock, random);
    Id batch = Id::make(clock, random);
    Catalog catalog;
    ShopSettings settings;
    QList<QByteArray> codes;

    Shop()
    {
        Category category { Id::make(clock, random), QStringLiteral("蛋糕"), 0 };
        Product piece { .id = Id::make(clock, random),
            .plu = QStringLiteral("0012"),
            .name = QStringLiteral("芒果班戟"),
            .category = category.id,
            .price = { 1'800 },
            .cost = {},
            .barcodes = { QStringLiteral("6901234567892") } };
        Product weighed { .id = Id::make(clock, random),
            .plu = QStringLiteral("00003"),
            .name = QStringLiteral("车厘子"),
            .category = category.id,
            .unit = Quantity::Unit::Gram,
            .price = { 12'800 },
            .cost = {} };
        catalog = Catalog({ category }, { piece, weighed });
        for (const Vault* issuer : { &vault, &otherShop })
            for (const QString& code : { makeCouponCode(batch, 12, *issuer), makeMemberCode(batch, *issuer), makeDynamicMemberCode(batch, clock.now(), *issuer),
                     makeReceiptCode({ 0, 7 }, batch, till, *issuer) })
                codes << code.toUtf8();
        codes << QByteArrayLiteral("6901234567892") << QByteArrayLiteral("2000003004553") << QByteArrayLiteral("3*0012") << QByteArrayLiteral("13800138000");
    }
};

Shop& shop()
{
    static Shop made;
    return made;
}

}

/// Now and then a genuine code takes the place of the input, so that changes begin near what is valid.
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned int seed)
{
    if (seed % 16 == 0 && most > 1) {
        const QByteArray& code = shop().codes[static_cast<qsizetype>(seed / 16 % static_cast<unsigned>(shop().codes.size()))];
        data[0] = static_cast<uint8_t>(seed / 1'024 % 2);
        size = 1 + std::min(static_cast<size_t>(code.size()), most - 1);
        std::memcpy(data + 1, code.constData(), size - 1);
        if (seed % 32 == 0)
            return size;
    }
    return LLVMFuzzerMutate(data, size, most);
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size < 1)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char*>(data) + 1, static_cast<qsizetype>(size - 1));
    if (data[0] % 3 == 2) {
        const auto json = parseJsonObject(bytes.toByteArray());
        if (!json)
            return 0;
        // What was read is written and read again as the same.
        if (const auto rules = PriceRules::fromJson(*json))
            VERIFY(MUST(PriceRules::fromJson(rules->toJson())) == *rules);
        return 0;
    }
    const Shop& here = shop();
    const QString text = QString::fromUtf8(bytes);
    const ScanContext context { here.catalog, here.settings, { here.vault.publicKey(Vault::Signer::Issuer) }, here.vault.publicKey(Vault::Signer::Receipt),
        here.till, here.clock.now() };
    const auto scan = parseScan(text, data[0] % 3 == 0 ? ScanOrigin::Scanned : ScanOrigin::Typed, context);
    if (!scan)
        return 0;
    // Nobody without the key makes a coupon or a member's card: what is taken for one is the one that we made.
    if (const auto* coupon = std::get_if<scan::CouponCode>(&*scan))
        VERIFY(coupon->batch == here.batch && coupon->serial == 12);
    if (const auto* member = std::get_if<scan::MemberCode>(&*scan))
        VERIFY(member->member == here.batch);
    return 0;
}
