// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/reports/PreviewText.h"

#include "core/base/Verify.h"

namespace tangyuan {

namespace {

/// The same words in English and Chinese.
struct TwoTongues {
    const char16_t* english;
    const char16_t* chinese;
    QString in(CsvLanguage language) const { return QString::fromUtf16(language == CsvLanguage::Chinese ? chinese : english); }
};

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
    case PreviewKind::Draw: return { u"draws", u"抽奖" };
    case PreviewKind::Donation: return { u"donations", u"捐赠" };
    case PreviewKind::Recharge: return { u"recharges", u"储值充值" };
    }
    VERIFY(false);
}

enum class Signs { Negative, Both };

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
    sayNumber({ u"gifts %1", u"礼品 %1 件" }, amounts.gifts);
    say({ u"worth %1", u"折合 %1" }, amounts.worth.minor, toDisplayString(amounts.worth));
    return texts.isEmpty() ? TwoTongues { u"nothing", u"无" }.in(language) : texts.join(TwoTongues { u", ", u"，" }.in(language));
}

}

QStringList previewLines(const RulesPreview& preview, CsvLanguage language)
{
    QStringList lines;
    for (PreviewKind kind : previewKinds) {
        const PreviewAmounts& was = preview.given.ofKind(kind);
        const PreviewAmounts& wouldBe = preview.planned.ofKind(kind);
        QString line = TwoTongues { u"%1: was %2; would be %3; difference %4", u"%1：原为 %2；将为 %3；相差 %4" }.in(language).arg(
            previewKindWords(kind).in(language), amountsText(was, language, Signs::Negative), amountsText(wouldBe, language, Signs::Negative),
            amountsText(wouldBe - was, language, Signs::Both));
        if (wouldBe.notOffered > 0)
            line += TwoTongues { u"; %1 no longer offered", u"；%1 次不再提供" }.in(language).arg(wouldBe.notOffered);
        if (wouldBe.overLimit > 0)
            line += TwoTongues { u"; %1 beyond a limit", u"；%1 次超出次数或库存" }.in(language).arg(wouldBe.overLimit);
        if (kind == PreviewKind::Draw && wouldBe.times > 0)
            line += TwoTongues { u" (prizes that would be: on average, at the published odds)", u"（将为的奖品：按公示概率的期望值）" }.in(language);
        lines << line;
    }
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
        Measure { { u"gifts", u"礼品" }, [](const PreviewAmounts& amounts) { return QString::number(amounts.gifts); } },
        Measure { { u"worth", u"折合" }, [](const PreviewAmounts& amounts) { return toPlainString(amounts.worth); } },
    };
    CsvWriter csv;
    QStringList header { TwoTongues { u"what", u"项目" }.in(format.language) };
    for (const Measure& measure : measures)
        for (const TwoTongues& column : { TwoTongues { u"%1 was", u"原%1" }, TwoTongues { u"%1 would be", u"将%1" }, TwoTongues { u"%1 difference", u"%1差额" } })
            header << column.in(format.language).arg(measure.words.in(format.language));
    header << TwoTongues { u"no longer offered", u"不再提供" }.in(format.language) << TwoTongues { u"beyond a limit", u"超出次数或库存" }.in(format.language);
    csv.addRow(header);
    for (PreviewKind kind : previewKinds) {
        const PreviewAmounts& was = preview.given.ofKind(kind);
        const PreviewAmounts& wouldBe = preview.planned.ofKind(kind);
        QStringList fields { previewKindWords(kind).in(format.language) };
        for (const Measure& measure : measures)
            fields << measure.text(was) << measure.text(wouldBe) << measure.text(wouldBe - was);
        csv.addRow(fields << QString::number(wouldBe.notOffered) << QString::number(wouldBe.overLimit));
    }
    return csv.encoded(format.encoding);
}

}
