// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/segments/Rfm.h"

#include "core/base/Json.h"
#include "core/domain/segments/SegmentReader.h"

#include <algorithm>

namespace tangyuan {

namespace {

QJsonArray cutsJson(const RfmCuts::Cuts& cuts)
{
    QJsonArray array;
    for (const qint64 cut : cuts)
        array.append(cut);
    return array;
}

void readCuts(JsonReader& reader, QLatin1String key, qint64 highest, RfmCuts::Cuts& cuts)
{
    if (!reader.has(key))
        return;
    const QJsonArray array = reader.array(key, RfmCuts::count);
    if (array.size() != qsizetype { RfmCuts::count })
        return reader.reject(key);
    for (size_t i = 0; i < cuts.size(); ++i) {
        const QJsonValue value = array[static_cast<qsizetype>(i)];
        const qint64 cut = value.toInteger(0);
        if (cut != value.toInteger(1))
            return reader.reject(key);
        if (cut < 1 || cut > highest || (i > 0 && cut <= cuts[i - 1]))
            return reader.reject(key, ErrorCode::InputOutOfRange);
        cuts[i] = cut;
    }
}

/// How many of the cuts `value` reaches.
int reachedCuts(const RfmCuts::Cuts& cuts, qint64 value)
{
    return static_cast<int>(std::ranges::count_if(cuts, [&](qint64 cut) { return value >= cut; }));
}

}

RfmScore RfmCuts::score(qint64 daysAgo, qint64 visits, Money spend) const
{
    const auto missed = std::ranges::count_if(recencyDays, [&](qint64 cut) { return daysAgo > cut; });
    return { RfmScore::best - static_cast<int>(missed), 1 + reachedCuts(frequencyVisits, visits), 1 + reachedCuts(monetaryMinor, spend.minor) };
}

QJsonObject RfmCuts::toJson() const
{
    return { { QStringLiteral("recencyDays"), cutsJson(recencyDays) }, { QStringLiteral("frequencyVisits"), cutsJson(frequencyVisits) },
        { QStringLiteral("monetaryMinor"), cutsJson(monetaryMinor) }, { QStringLiteral("windowDays"), windowDays } };
}

Result<RfmCuts> RfmCuts::fromJson(const QJsonObject& json)
{
    TRY(refuseForeignKeys(json, { "recencyDays", "frequencyVisits", "monetaryMinor", "windowDays" }));
    JsonReader reader(json);
    RfmCuts cuts;
    readCuts(reader, QLatin1String("recencyDays"), daysLimit, cuts.recencyDays);
    readCuts(reader, QLatin1String("frequencyVisits"), visitsLimit, cuts.frequencyVisits);
    readCuts(reader, QLatin1String("monetaryMinor"), Money::limit, cuts.monetaryMinor);
    cuts.windowDays = static_cast<int>(reader.optionalInteger(QLatin1String("windowDays"), cuts.windowDays, 1, daysLimit));
    TRY(reader.finish());
    return cuts;
}

Bounds boundsOfRecency(const RfmCuts::Cuts& cuts, const Bounds& scores)
{
    Bounds days;
    if (scores.least && *scores.least > 1)
        days.most = cuts[static_cast<size_t>(RfmScore::best - *scores.least)];
    if (scores.most && *scores.most < RfmScore::best)
        days.least = cuts[static_cast<size_t>(RfmScore::best - 1 - *scores.most)] + 1;
    return days;
}

Bounds boundsOfReached(const RfmCuts::Cuts& cuts, const Bounds& scores)
{
    Bounds reached;
    if (scores.least && *scores.least > 1)
        reached.least = cuts[static_cast<size_t>(*scores.least - 2)];
    if (scores.most && *scores.most < RfmScore::best)
        reached.most = cuts[static_cast<size_t>(*scores.most - 1)] - 1;
    return reached;
}

}
