// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/Catalog.h"

#include "core/base/Limits.h"
#include "core/domain/catalog/Barcode.h"

#include <optional>
#include <tuple>

namespace tangyuan {

namespace {

/// Numbers by value, then everything else by its letters.
bool comesBefore(const Product& a, const Product& b)
{
    const auto order = [](const QString& plu) {
        const bool isNumber = isAsciiDigits(plu);
        return std::tuple(isNumber ? 0 : 1, isNumber ? pluKey(plu).size() : 0, pluKey(plu), plu);
    };
    return order(a.plu) < order(b.plu);
}

/// How well a product answers what was typed; smaller is better, empty: not at all. A short number is a
/// PLU before it is anything else; then what the name begins with goes before what it contains.
std::optional<int> rank(const Product& product, const QString& wanted, const QString& wantedPlu)
{
    if (pluKey(product.plu) == wantedPlu)
        return 0;
    const QString name = product.name.normalized(QString::NormalizationForm_KC).toCaseFolded();
    const qsizetype position = name.indexOf(wanted);
    if (name == wanted)
        return 1;
    if (product.initials == wanted)
        return 2;
    if (position == 0)
        return 3;
    if (product.initials.startsWith(wanted))
        return 4;
    if (product.plu.startsWith(wanted, Qt::CaseInsensitive) || pluKey(product.plu).startsWith(wantedPlu))
        return 5;
    if (position > 0)
        return 6;
    return std::nullopt;
}

}

QString pluKey(QStringView plu)
{
    QStringView key = plu.trimmed();
    while (key.size() > 1 && key.front() == u'0')
        key = key.mid(1);
    return key.toString().toCaseFolded();
}

Catalog::Catalog(std::vector<Category> categories, std::vector<Product> products)
    : m_categories(std::move(categories))
    , m_products(std::move(products))
{
    std::stable_sort(m_categories.begin(), m_categories.end(),
        [](const Category& a, const Category& b) { return std::tie(a.position, a.name) < std::tie(b.position, b.name); });
    std::stable_sort(m_products.begin(), m_products.end(), comesBefore);
    const auto keep = [](QHash<QString, size_t>& hash, const QString& key, size_t index) {
        if (!hash.contains(key))
            hash.insert(key, index);
    };
    for (size_t i = 0; i < m_products.size(); ++i) {
        m_byId.insert(m_products[i].id, i);
        keep(m_byPlu, pluKey(m_products[i].plu), i);
        for (const QString& barcode : m_products[i].barcodes)
            keep(m_byBarcode, normalisedBarcode(barcode), i);
    }
}

const Product* Catalog::byId(const Id& id) const
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &m_products[*found];
}

const Product* Catalog::byPlu(QStringView plu) const
{
    const auto found = m_byPlu.find(pluKey(plu));
    return found == m_byPlu.end() ? nullptr : &m_products[*found];
}

const Product* Catalog::byBarcode(QStringView barcode) const
{
    const auto found = m_byBarcode.find(normalisedBarcode(barcode));
    return found == m_byBarcode.end() ? nullptr : &m_products[*found];
}

const Category* Catalog::category(const Id& id) const
{
    const auto found = std::find_if(m_categories.begin(), m_categories.end(), [&](const Category& category) { return category.id == id; });
    return found == m_categories.end() ? nullptr : &*found;
}

std::vector<const Product*> Catalog::search(const QString& text, int limit) const
{
    const QString wanted = text.normalized(QString::NormalizationForm_KC).trimmed().toCaseFolded();
    if (wanted.isEmpty() || wanted.size() > limits::nameChars || limit <= 0)
        return {};
    using Hit = std::tuple<int, qsizetype, size_t>; // rank, length of the name, place by PLU
    std::vector<Hit> hits;
    const QString wantedPlu = pluKey(wanted);
    for (size_t i = 0; i < m_products.size(); ++i) {
        if (m_products[i].state != SaleState::OnSale)
            continue;
        if (const auto found = rank(m_products[i], wanted, wantedPlu))
            hits.emplace_back(*found, m_products[i].name.size(), i);
    }
    const size_t count = qMin(hits.size(), static_cast<size_t>(limit));
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end());
    std::vector<const Product*> found;
    for (size_t i = 0; i < count; ++i)
        found.push_back(&m_products[std::get<size_t>(hits[i])]);
    return found;
}

std::vector<const Product*> Catalog::inCategory(const Id& category) const
{
    std::vector<const Product*> found;
    for (const Product& product : m_products) {
        if (product.category == category && product.state == SaleState::OnSale)
            found.push_back(&product);
    }
    return found;
}

}
