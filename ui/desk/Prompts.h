// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Money.h"

#include <QString>

#include <optional>

namespace tangyuan {

/// What every screen asks a person in between; each screen adds questions of its own (MemberPrompts, SalePrompts, ShellPrompts). Dialogs on the
/// counter, a script in tests. An empty answer always means: the person thought better of it.
class Prompts {
public:
    virtual ~Prompts() = default;

    enum class Question { ClearCart, PrintMemberCard, EraseMember, ReplacePin };
    enum class Answer { Yes, No };
    virtual Answer ask(Question question) = 0;

    /// The member types it; nobody reads the digits.
    struct PinQuestion {
        enum class Use { Prove, Choose, Repeat } use = Use::Prove;
        QString memberName;
        QString problem; ///< why the last answer was not good enough; empty at first
    };
    virtual std::optional<QString> askPin(const PinQuestion& question) = 0;

    struct AmountQuestion {
        QString title;
        QString detail;
        Money start; ///< nothing: an empty field
        Money most;
    };
    virtual std::optional<Money> askAmount(const AmountQuestion& question) = 0;
    struct CountQuestion {
        QString title;
        QString detail;
        QString unit;
        qint64 least = 1;
        qint64 most = 1;
    };
    /// A whole number within the bounds, never 0.
    virtual std::optional<qint64> askCount(const CountQuestion& question) = 0;
    struct TextQuestion {
        QString title;
        QString detail;
        QString text;
        qsizetype maxChars = 120;
    };
    /// Trimmed, and not empty.
    virtual std::optional<QString> askText(const TextQuestion& question) = 0;

    /// A file name with .pdf or .png.
    virtual std::optional<QString> askFileName(const QString& suggestion) = 0;
    /// Something that must be read before going on.
    virtual void tell(const QString& sentence) = 0;
};

}
