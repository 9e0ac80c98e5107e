// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/loyalty/RulesNames.h"

#include <QJsonArray>

#include <algorithm>

namespace tangyuan {

namespace {

/// Walks a document and changes every text in the arrays under "categories" and "products", wherever they stand.
class NameChange {
public:
    using Step = std::function<Result<QString>(const QString& name, const QString& path)>;

    NameChange(Step category, Step product)
        : m_category(std::move(category))
        , m_product(std::move(product))
    {
    }

    Result<QJsonObject> object(const QJsonObject& before, const QString& path) const
    {
        QJsonObject after;
        for (auto entry = before.begin(); entry != before.end(); ++entry) {
            const QString here = path.isEmpty() ? entry.key() : path + u'.' + entry.key();
            const bool isCategories = entry.key() == u"categories" || entry.key() == u"exceptCategories";
            const bool isProducts = entry.key() == u"products" || entry.key() == u"exceptProducts";
            const Step* step = isCategories ? &m_category : isProducts ? &m_product : nullptr;
            after[entry.key()] = TRY(value(*entry, here, step));
        }
        return after;
    }

private:
    Result<QJsonValue> value(const QJsonValue& before, const QString& path, const Step* step) const
    {
        if (before.isObject())
            return QJsonValue(TRY(object(before.toObject(), path)));
        if (!before.isArray())
            return before;
        QJsonArray after;
        const QJsonArray array = before.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const QString here = QStringLiteral("%1[%2]").arg(path).arg(i);
            if (step && array[i].isString())
                after.append(TRY((*step)(array[i].toString(), here)));
            else
                after.append(TRY(value(array[i], here, nullptr)));
        }
        return QJsonValue(after);
    }

    Step m_category;
    Step m_product;
};

const Category* categoryNamed(const Catalog& catalog, const QString& name)
{
    const auto found = std::ranges::find(catalog.categories(), name.trimmed(), &Category::name);
    return found == catalog.categories().end() ? nullptr : &*found;
}

}

Result<QJsonObject> withIds(const QJsonObject& document, const Catalog& catalog)
{
    const NameChange change(
        [&](const QString& name, const QString& path) -> Result<QString> {
            if (const Category* category = categoryNamed(catalog, name))
                return category->id.toString();
            if (Id::fromString(name))
                return name;
            return fail(ErrorCode::InputMalformed, QStringLiteral("%1: %2").arg(path, name.left(40)));
        },
        [&](const QString& plu, const QString&) -> Result<QString> {
            const Product* product = catalog.byPlu(plu);
            return product ? product->plu : plu;
        });
    return change.object(document, {});
}

Result<LoyaltyRules> rulesFromDocument(const QJsonObject& document, const Catalog& catalog)
{
    return LoyaltyRules::fromJson(TRY(withIds(document, catalog)));
}

QJsonObject documentOfRules(const LoyaltyRules& rules, const Catalog& catalog)
{
    return withNames(rules.toJson(), catalog);
}

QJsonObject withNames(const QJsonObject& document, const Catalog& catalog)
{
    const NameChange change(
        [&](const QString& text, const QString&) -> Result<QString> {
            const auto id = Id::fromString(text);
            const Category* category = id ? catalog.category(*id) : nullptr;
            return category && categoryNamed(catalog, category->name) == category ? category->name : text;
        },
        [](const QString& plu, const QString&) -> Result<QString> { return plu; });
    return MUST(change.object(document, {})); // neither step fails
}

std::vector<RuleFinding> checkRuleNames(const LoyaltyRules& rules, const Catalog& catalog)
{
    std::vector<RuleFinding> findings;
    for (const EarnRule& rule : rules.earning.rules) {
        for (const QString& plu : rule.scope.plus)
            if (!catalog.byPlu(plu))
                findings.push_back({ RuleProblem::ProductUnknown, rule.id, plu, RuleFinding::Weight::Doubtful });
        for (const Id& category : rule.scope.categories)
            if (!catalog.category(category))
                findings.push_back({ RuleProblem::CategoryUnknown, rule.id, category.toString(), RuleFinding::Weight::Doubtful });
    }
    return findings;
}

}
