// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Enumerators.h"
#include "core/domain/facts/Fact.h"

#include <QJsonObject>

#include <vector>

namespace tangyuan {

/// What the stores of a chain share beside their members.
enum class SharedKind { Member, Category, Product, Rules, Prices, Shop, Segment, Batch, Printed, Issuer, Cashier };
inline constexpr auto sharedKinds = enumerators<SharedKind>;
QString sharedKindName(SharedKind kind); ///< "member", "category", …
Result<SharedKind> sharedKindFromName(QStringView name);

/// One shared thing in its newest state, as it travels down to the tills. `id` is unique within its kind: a UUID, a
/// version, a name.
struct SharedRow {
    SharedKind kind = SharedKind::Product;
    QString id;
    QJsonObject body; ///< empty: there is no such thing any more

    bool operator==(const SharedRow&) const = default;
};

/// A fact's edit of a shared thing.
struct SharedEdit {
    SharedRow row;
    enum class Way {
        Replace, ///< the whole body
        Merge,   ///< only these fields
        Add,     ///< the numbers under "uses" add up
    } way
        = Way::Replace;
    /// When it crosses another till's edit that its editor had not seen. Then what stands at the hub stays, and the edit is
    /// kept for a manager.
    enum class Crossing {
        ById,   ///< an edit of the same thing
        ByKind, ///< any of the kind: versions follow each other
        Never,
    } crossing
        = Crossing::ById;
};

/// The thing after the edit. `before` is empty where there was none.
QJsonObject edited(const QJsonObject& before, const SharedEdit& edit);

/// Which shared things a fact edits, and how they stand after it. `body` is the fact's, parsed. Facts that it does not know
/// edit none. Errors: InputMalformed, InputTooLong with the field.
Result<std::vector<SharedEdit>> sharedEdits(const Fact& fact, const QJsonObject& body);

/// The key of a fact's body that says up to where its till had seen the organisation's stream when it edited.
inline constexpr auto seenKey = "seen";

}
