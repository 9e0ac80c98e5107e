// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/admin/DemoPeople.h"

#include <string_view>

namespace tangyuan {

namespace {

// Common surnames, the commonest first; and characters that names are composed of.
constexpr std::u16string_view surnames = u"王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈";
constexpr std::u16string_view womensCharacters = u"芳娜敏静丽娟霞燕玲桂兰英雪梅琳晶倩颖欣怡佳慧婷玉洁蕾薇菲萱彤瑶悦涵思雨梦";
constexpr std::u16string_view mensCharacters = u"伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆博文浩轩然宁泽嘉睿晨";

QChar oneOf(Random& random, std::u16string_view characters)
{
    return characters[random.below(characters.size())];
}

}

Profile DemoPeople::next(QDate today)
{
    Profile person;
    // Numbers whose middle block is 0000: valid in form, plainly made up, each once.
    constexpr std::array prefixes { 135, 136, 137, 138, 139, 150, 158, 159, 186, 188 };
    constexpr int step = 7919; // a prime, so that 10,000 numbers of a prefix come in scattered order
    const int prefix = prefixes[static_cast<size_t>(m_count / 10'000) % prefixes.size()];
    person.phone = QStringLiteral("+86%1%2").arg(prefix).arg(m_count % 10'000 * step % 10'000, 8, 10, QLatin1Char('0'));
    ++m_count;

    person.sex = m_random.below(100) < 66 ? Sex::Female : Sex::Male;
    const auto characters = person.sex == Sex::Female ? womensCharacters : mensCharacters;
    // The lower of two draws: the front of the list comes more often.
    const quint64 surname = qMin(m_random.below(surnames.size()), m_random.below(surnames.size()));
    person.name = QChar(surnames[surname]);
    person.name += oneOf(m_random, characters);
    if (m_random.below(100) < 70)
        person.name += oneOf(m_random, characters);

    constexpr int youngestDays = 16 * 365;
    constexpr int spanDays = 50 * 365;
    if (m_random.below(100) < 85)
        person.birthday = today.addDays(-youngestDays - static_cast<qint64>(m_random.below(spanDays)));
    const quint64 consent = m_random.below(100);
    person.marketing = consent < 55 ? Consent::Given : consent < 70 ? Consent::Refused : Consent::NotAsked;
    return person;
}

}
