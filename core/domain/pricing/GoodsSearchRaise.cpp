// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/GoodsSearch.h"

#include <algorithm>

namespace tangyuan {

bool GoodsSearch::raise(const Relaxed& relaxed, const std::vector<char>& lines, qint64 least)
{
    struct Choice {
        size_t line;
        size_t sold; ///< which entry of `relaxed` sells it
        qint32 deal;
        qint64 dearer; ///< fen
    };
    replay(relaxed.sold);
    qint64 missing = least;
    for (size_t line = 0; line < lines.size(); ++line)
        missing -= lines[line] ? m_regular[line] + m_lowered[line] : 0;
    if (missing <= 0)
        return true;
    std::vector<std::vector<Choice>> choices;
    qint64 most = 0;
    for (size_t i = 0; i < relaxed.sold.size(); ++i) {
        const Deal& now = m.deals[at(relaxed.sold[i].deal)];
        const size_t line = at(partsOf(now)->line);
        if (!isFree(now) || !lines[line] || relaxed.sold[i].times != m_pieces[line])
            continue;
        std::vector<Choice> ofLine;
        for (qint32 other : m_dealsAt[m_place[line]]) {
            const Deal& deal = m.deals[at(other)];
            const qint64 dearer = (partsOf(deal)->amount - partsOf(now)->amount) * m_pieces[line];
            if (isEnabled(deal) && isFree(deal) && dearer > 0 && (deal.offer < 0 || now.offer >= 0))
                ofLine.push_back({ line, i, other, dearer });
        }
        for (const Choice& choice : ofLine)
            most = std::max(most, choice.dearer);
        if (!ofLine.empty())
            choices.push_back(std::move(ofLine));
    }
    // Which sums can be reached with the first so many lines: a bit for each fen.
    constexpr qint64 mostFen = 1 << 15;
    if (missing + most > mostFen)
        return false;
    const auto words = static_cast<size_t>((missing + most) / 64 + 1);
    std::vector<std::vector<quint64>> reached { std::vector<quint64>(words) };
    reached[0][0] = 1;
    const auto has = [](const std::vector<quint64>& bits, qint64 fen) { return (bits[static_cast<size_t>(fen / 64)] >> (fen % 64)) & 1; };
    const auto nearest = [&] {
        for (qint64 fen = missing; fen <= missing + most; ++fen)
            if (has(reached.back(), fen))
                return fen;
        return qint64 { -1 };
    };
    for (const auto& ofLine : choices) {
        std::vector<quint64> next = reached.back();
        for (const Choice& choice : ofLine) {
            const auto shift = static_cast<size_t>(choice.dearer / 64);
            const auto bits = static_cast<unsigned>(choice.dearer % 64);
            for (size_t word = words; word-- > shift;) {
                next[word] |= reached.back()[word - shift] << bits;
                if (bits > 0 && word > shift)
                    next[word] |= reached.back()[word - shift - 1] >> (64 - bits);
            }
        }
        reached.push_back(std::move(next));
        if (has(reached.back(), missing))
            break;
    }
    qint64 fen = nearest();
    if (fen < 0)
        return false;
    std::vector<BestPrice::Sold> sold = relaxed.sold;
    for (size_t line = reached.size() - 1; line-- > 0;) {
        if (has(reached[line], fen))
            continue;
        for (const Choice& choice : choices[line]) {
            if (choice.dearer <= fen && has(reached[line], fen - choice.dearer)) {
                sold[choice.sold].deal = choice.deal;
                fen -= choice.dearer;
                break;
            }
        }
    }
    replay(sold);
    return true;
}

}
