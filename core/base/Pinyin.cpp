// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Pinyin.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <array>
#include <atomic>
#include <memory>

namespace tangyuan {

namespace {

constexpr char16_t unknownInitial = 0;
constexpr char16_t noInitial = 1;

/// The first letter of the character's reading. ICU's transliterators keep no state between calls.
char16_t transliteratedInitial(char32_t character)
{
    static const std::unique_ptr<icu::Transliterator> toLatin = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        VERIFY(U_SUCCESS(status) && made);
        return made;
    }();
    icu::UnicodeString text(static_cast<UChar32>(character));
    toLatin->transliterate(text);
    const char16_t first = text.isEmpty() ? u' ' : text.charAt(0);
    return first >= u'a' && first <= u'z' ? first : noInitial;
}

/// Names come by the hundred thousand and their characters repeat, so each reading is looked up once. Two
/// threads that meet write the same letter: a relaxed atomic is enough.
char16_t hanInitial(char32_t character)
{
    constexpr char32_t first = 0x3400; // CJK extension A up to the end of the unified ideographs
    constexpr char32_t last = 0x9FFF;
    static std::array<std::atomic<char16_t>, last - first + 1> known {};
    if (character < first || character > last)
        return transliteratedInitial(character);
    std::atomic<char16_t>& entry = known[character - first];
    char16_t initial = entry.load(std::memory_order_relaxed);
    if (initial == unknownInitial) {
        initial = transliteratedInitial(character);
        entry.store(initial, std::memory_order_relaxed);
    }
    return initial;
}

}

QString pinyinInitials(const QString& name)
{
    // Compatibility decomposition makes full-width letters narrow and takes accents off their letters.
    const QString plain = name.normalized(QString::NormalizationForm_KD);
    QString initials;
    bool isInWord = false;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        char32_t character = plain[i].unicode();
        if (plain[i].isHighSurrogate() && i + 1 < plain.size() && plain[i + 1].isLowSurrogate()) {
            character = QChar::surrogateToUcs4(plain[i], plain[i + 1]);
            ++i;
        }
        if (QChar::isMark(character) || character == U'\'' || character == U'’')
            continue;
        const bool isLetter = (character >= U'a' && character <= U'z') || (character >= U'A' && character <= U'Z');
        if (isLetter && !isInWord)
            initials.append(QChar(static_cast<char16_t>(character)).toLower());
        else if (character >= U'0' && character <= U'9')
            initials.append(QChar(static_cast<char16_t>(character)));
        else if (QChar::script(character) == QChar::Script_Han && hanInitial(character) != noInitial)
            initials.append(QChar(hanInitial(character)));
        isInWord = isLetter;
    }
    initials.truncate(limits::nameChars);
    return initials;
}

}
