// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/reports/PreviewText.h"

#include "core/base/Verify.h"
#include "core/domain/reports/TwoTongues.h"

namespace tangyuan {

namespace {

TwoTongues previewKindWords(PreviewKind kind)
{
    switch (kind) {
    case PreviewKind::Purchase: return { u"purchases", u"消费" };
    case PreviewKind::CheckIn: return { u"check-ins", u"签到" };
    case PreviewKind::Event: return { u"events", u"活动" };
    case PreviewKind::Review: return { u"reviews", u"评价" };
    case PreviewKind::Referral: return { u"invitations", u"推荐有礼" };
    case PreviewKind::Welcome: return { u"welcome gifts", u"入会礼" };
    case PreviewKind::Birthday: return { u"birthday gifts", u"生日礼" };
    case PreviewKind::TierReached: return { u"tiers reached", u"升级礼" };
    case PreviewKind::Mall: return { u"points mall", u"积分商城" };
    case PreviewKind::PointsAsCash: return { u"points as cash", u"积分抵现" };
    case PreviewKind::Draw: return { u"draws", u"抽奖" };
    case PreviewKind::Donation: return { u"donations", u"捐赠" };
    case PreviewKind::Recharge: return { u"recharges", u"储值充值" };
    }
    VERIFY(false);
}

enum class Signs { Negative, Both };

/// What to bear in mind when reading the lines.
constexpr std::array previewNotes {
    TwoTongues {
        u"given: what members got. then: the same days played again under the rules of then. planned: under these rules. The difference is planned less then.",
        u"实际：会员当时得到的。当时规则：按当时的规则重新计算。新规则：按本规则计算。相差为新规则减当时规则。" },
    TwoTongues { u"then may differ from given: tags and birthdays are today's, tiers are those of then; draws are reckoned by their odds.",
        u"当时规则可能与实际不同：标签和生日按今天计，等级按当时计；抽奖按概率计。" },
    TwoTongues { u"Members do what they did: whether their points would have been enough for a dearer mall price, or their balance below the most that stored "
                 u"value may come to, nobody can know.",
        u"会员行为不变：商城涨价后当时积分是否够用、储值是否会超过余额上限，无从得知。" },
};

/// "12×, points given 30, worth ¥0.60"; what is nothing is left out.
QString amountsText(const PreviewAmounts& amounts, CsvLanguage language, Signs signs)
{
    QStringList texts;
    const auto say = [&](const TwoTongues& words, qint64 amount, const QString& text) {
        if (amount != 0)
            texts << words.in(language).arg(amount > 0 && signs == Signs::Both ? u'+' + text : text);
    };
    const auto sayNumber = [&](const TwoTongues& words, qint64 number) { say(words, number, QString::number(number)); };
    sayNumber({ u"%1×", u"%1 次" }, amounts.times);
    sayNumber({ u"points given %1", u"赠积分 %1" }, amounts.given.count);
    sayNumber({ u"points taken %1", u"用积分 %1" }, amounts.taken.count);
    say({ u"bonus %1", u"赠送金 %1" }, amounts.bonus.minor, toDisplayString(amounts.bonus));
    say({ u"off orders %1", u"抵现 %1" }, amounts.cash.minor, toDisplayString(amounts.cash));
    sayNumber({ u"gifts %1", u"礼品 %1 件" }, amounts.gifts);
    say({ u"worth %1", u"折合 %1" }, amounts.worth.minor, toDisplayString(amounts.worth));
    return texts.isEmpty() ? TwoTongues { u"nothing", u"无" }.in(language) : texts.join(TwoTongues { u", ", u"，" }.in(language));
}

}

QStringList previewLines(const RulesPreview& preview, CsvLanguage language)
{
    QStringList lines;
    for (PreviewKind kind : previewKinds) {
        const PreviewAmounts& planned = preview.planned.ofKind(kind);
        const auto text = [&](const PreviewAmounts& amounts) { return amountsText(amounts, language, Signs::Negative); };
        QString line = TwoTongues { u"%1: given %2; then %3; planned %4; difference %5", u"%1：实际 %2；当时规则 %3；新规则 %4；相差 %5" }.in(language).arg(
            previewKindWords(kind).in(language), text(preview.given.ofKind(kind)), text(preview.then.ofKind(kind)), text(planned),
            amountsText(preview.difference(kind), language, Signs::Both));
        if (planned.notOffered > 0 && kind == PreviewKind::PointsAsCash)
            line += TwoTongues { u"; %1 points not taken", u"；%1 积分不可抵现" }.in(language).arg(planned.notOffered);
        else if (planned.notOffered > 0)
            line += TwoTongues { u"; %1 no longer offered", u"；%1 次不再提供" }.in(language).arg(planned.notOffered);
        if (planned.overLimit > 0)
            line += TwoTongues { u"; %1 beyond a limit", u"；%1 次超出次数或库存" }.in(language).arg(planned.overLimit);
        if (kind == PreviewKind::Draw && planned.times > 0)
            line += TwoTongues { u" (prizes of then and planned: on average, at the published odds)", u"（当时规则和新规则的奖品：按公示概率的期望值）" }.in(
                language);
        lines << line;
    }
    for (const TwoTongues& note : previewNotes)
        lines << note.in(language);
    return lines;
}

QByteArray previewCsv(const RulesPreview& preview, ReportCsvFormat format)
{
    struct Measure {
        TwoTongues words;
        QString (*text)(const PreviewAmounts& amounts);
    };
    constexpr std::array measures {
        Measure { { u"times", u"次数" }, [](const PreviewAmounts& amounts) { return QString::number(amounts.times); } },
        Measure { { u"points given", u"赠积分" }, [](const PreviewAmounts& amounts) { return QString::number(amounts.given.count); } },
        Measure { { u"points taken", u"用积分" }, [](const PreviewAmounts& amounts) { return QString::number(amounts.taken.count); } },
        Measure { { u"bonus", u"赠送金" }, [](const PreviewAmounts& amounts) { return toPlainString(amounts.bonus); } },
        Measure { { u"off orders", u"抵现" }, [](const PreviewAmounts& amounts) { return toPlainString(amounts.cash); } },
        Measure { { u"gifts", u"礼品" }, [](const PreviewAmounts& amounts) { return QString::number(amounts.gifts); } },
        Measure { { u"worth", u"折合" }, [](const PreviewAmounts& amounts) { return toPlainString(amounts.worth); } },
    };
    CsvWriter csv;
    QStringList header { TwoTongues { u"what", u"项目" }.in(format.language) };
    for (const Measure& measure : measures)
        for (const TwoTongues& column : { TwoTongues { u"%1 given", u"实际%1" }, TwoTongues { u"%1 then", u"当时规则%1" },
                 TwoTongues { u"%1 planned", u"新规则%1" }, TwoTongues { u"%1 difference", u"%1差额" } })
            header << column.in(format.language).arg(measure.words.in(format.language));
    header << TwoTongues { u"no longer offered", u"不再提供" }.in(format.language) << TwoTongues { u"beyond a limit", u"超出次数或库存" }.in(format.language);
    csv.addRow(header);
    for (PreviewKind kind : previewKinds) {
        const PreviewAmounts& planned = preview.planned.ofKind(kind);
        QStringList fields { previewKindWords(kind).in(format.language) };
        for (const Measure& measure : measures)
            for (const PreviewAmounts& amounts : { preview.given.ofKind(kind), preview.then.ofKind(kind), planned, preview.difference(kind) })
                fields << measure.text(amounts);
        csv.addRow(fields << QString::number(planned.notOffered) << QString::number(planned.overLimit));
    }
    return csv.encoded(format.encoding);
}

}
