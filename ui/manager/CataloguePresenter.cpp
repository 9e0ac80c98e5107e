// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/CataloguePresenter.h"

#include "core/base/Limits.h"
#include "core/base/Pinyin.h"
#include "core/domain/catalog/Barcode.h"
#include "core/domain/catalog/ProductText.h"
#include "ui/widgets/ErrorText.h"
#include "ui/widgets/Words.h"

#include <QRegularExpression>

#include <algorithm>

namespace tangyuan {

namespace {

using Field = FormProblem::Field;
using FormResult = tl::expected<Product, FormProblem>;

QString formMoney(const std::optional<Money>& amount)
{
    return amount ? toPlainString(*amount) : QString();
}

/// A price as typed; nothing for an empty field.
Result<std::optional<Money>> readPrice(const QString& text)
{
    if (text.trimmed().isEmpty())
        return std::optional<Money> {};
    const Money price = TRY(parseMoney(text));
    if (price.minor < 0 || price.minor > limits::unitPriceMinor)
        return fail(ErrorCode::InputOutOfRange);
    return std::optional(price);
}

/// Turns forms into products against a catalogue.
class FormReader {
public:
    FormReader(const Catalog& catalog, const ProductForm& form)
        : m_catalog(catalog)
        , m_form(form)
    {
    }

    /// All but the category, which may have to be made first.
    FormResult read(Product product) const
    {
        if (const auto wrong = readNames(product))
            return tl::unexpected(*wrong);
        if (const auto wrong = readPrices(product))
            return tl::unexpected(*wrong);
        if (const auto wrong = readBarcodes(product))
            return tl::unexpected(*wrong);
        if (const auto wrong = readTags(product))
            return tl::unexpected(*wrong);
        product.state = m_form.state;
        return product;
    }

private:
    std::optional<FormProblem> readNames(Product& product) const
    {
        product.plu = m_form.plu.trimmed();
        product.name = m_form.name.trimmed();
        product.unit = m_form.unit;
        product.initials = pinyinInitials(product.name);
        if (product.plu.isEmpty())
            return FormProblem { Field::Plu, CataloguePresenter::tr("Give the product a number of its own (PLU).") };
        const Product* samePlu = m_catalog.byPlu(product.plu);
        if (samePlu && samePlu->id != product.id)
            return FormProblem { Field::Plu, CataloguePresenter::tr("%1 has this PLU already.").arg(samePlu->name) };
        if (product.name.isEmpty())
            return FormProblem { Field::Name, CataloguePresenter::tr("Give the product a name.") };
        if (m_form.category.trimmed().isEmpty())
            return FormProblem { Field::Category, CataloguePresenter::tr("Choose a category, or type a new one.") };
        return std::nullopt;
    }

    std::optional<FormProblem> readPrices(Product& product) const
    {
        const QString advice = CataloguePresenter::tr("Type an amount such as 12.50, up to %1.").arg(toDisplayString({ limits::unitPriceMinor }));
        const auto price = readPrice(m_form.price);
        if (!price || !*price)
            return FormProblem { Field::Price, advice };
        product.price = **price;
        const auto cost = readPrice(m_form.cost);
        if (!cost)
            return FormProblem { Field::Cost, advice };
        product.cost = cost->value_or(Money {});
        for (size_t tier = 0; tier < tierCount; ++tier) {
            const auto tierPrice = readPrice(m_form.tierPrices[tier]);
            if (!tierPrice)
                return FormProblem { Field::TierPrice, advice };
            product.tierPrices[tier] = *tierPrice;
        }
        return std::nullopt;
    }

    std::optional<FormProblem> readBarcodes(Product& product) const
    {
        static const QRegularExpression separators(QStringLiteral("[\\s,;，；、]+"));
        product.barcodes.clear();
        for (const QString& barcode : m_form.barcodes.split(separators, Qt::SkipEmptyParts)) {
            if (!classifyBarcode(barcode))
                return FormProblem { Field::Barcodes, CataloguePresenter::tr("%1 is no valid barcode. Scan it again, or check its digits.").arg(barcode) };
            const Product* owner = m_catalog.byBarcode(barcode);
            if (owner && owner->id != product.id)
                return FormProblem { Field::Barcodes, CataloguePresenter::tr("%1 belongs to %2 already.").arg(barcode, owner->name) };
            if (!product.barcodes.contains(normalisedBarcode(barcode)))
                product.barcodes.append(normalisedBarcode(barcode));
        }
        if (product.barcodes.size() > limits::barcodesPerProduct)
            return FormProblem { Field::Barcodes, CataloguePresenter::tr("A product has %1 barcodes at most.").arg(limits::barcodesPerProduct) };
        return std::nullopt;
    }

    std::optional<FormProblem> readTags(Product& product) const
    {
        const auto tags = readProductTags(m_form.tags);
        if (!tags && tags.error().code == ErrorCode::DuplicateCode)
            return FormProblem { Field::Tags, CataloguePresenter::tr("The tag “%1” stands there twice.").arg(tags.error().context) };
        if (!tags)
            return FormProblem { Field::Tags,
                CataloguePresenter::tr("A product has %1 tags at most, each of up to %2 characters. Write commas between them.")
                    .arg(limits::tagsPerProduct)
                    .arg(limits::nameChars) };
        const auto bestBefore = readBestBefore(m_form.bestBefore);
        if (!bestBefore)
            return FormProblem { Field::BestBefore, CataloguePresenter::tr("The best-before day is no date. Write it as 2026-11-30, or leave it empty.") };
        product.tags = *tags;
        product.bestBefore = *bestBefore;
        return std::nullopt;
    }

    const Catalog& m_catalog;
    const ProductForm& m_form;
};

}

CataloguePresenter::CataloguePresenter(Till& till, QObject* parent)
    : QObject(parent)
    , m_till(till)
{
}

void CataloguePresenter::setSearch(const QString& text)
{
    m_search = text.trimmed().left(limits::scanChars);
    Q_EMIT changed();
}

void CataloguePresenter::setCategory(const std::optional<Id>& category)
{
    m_category = category;
    Q_EMIT changed();
}

void CataloguePresenter::setShown(Shown shown)
{
    m_shown = shown;
    Q_EMIT changed();
}

std::vector<const Product*> CataloguePresenter::matching() const
{
    const Product* scanned = m_search.isEmpty() ? nullptr : m_till.catalog().byBarcode(m_search);
    const QString initials = m_search.toLower();
    std::vector<const Product*> found;
    for (const Product& product : m_till.catalog().products()) {
        if (m_shown == Shown::OnSale && product.state == SaleState::OffSale)
            continue;
        if (m_category && product.category != *m_category)
            continue;
        if (m_search.isEmpty() || &product == scanned || product.plu.startsWith(m_search) || product.initials.startsWith(initials)
            || product.name.contains(m_search, Qt::CaseInsensitive))
            found.push_back(&product);
    }
    return found;
}

TableState CataloguePresenter::table() const
{
    using Kind = TableState::Kind;
    TableState table;
    table.columns = { { tr("PLU"), Kind::Text }, { tr("Name"), Kind::Text }, { tr("Category"), Kind::Text }, { tr("Price") }, { tr("Cost") },
        { tr("Barcodes"), Kind::Text }, { tr("State"), Kind::Text } };
    for (const Product* product : matching()) {
        const Category* category = m_till.catalog().category(product->category);
        const QString more = product->barcodes.size() > 1 ? tr(" and %1 more").arg(product->barcodes.size() - 1) : QString();
        table.rows.push_back({ { product->plu }, { product->name }, { category ? category->name : QString() },
            { words::unitPrice(*product), product->price.minor }, { toDisplayString(product->cost), product->cost.minor },
            { product->barcodes.value(0) + more }, { product->state == SaleState::OnSale ? tr("On sale") : tr("Off sale") } });
    }
    return table;
}

std::vector<Id> CataloguePresenter::ids() const
{
    std::vector<Id> ids;
    for (const Product* product : matching())
        ids.push_back(product->id);
    return ids;
}

QString CataloguePresenter::emptyText() const
{
    if (m_till.catalog().products().empty())
        return tr("The catalogue is empty. Add the first product, or import a CSV file.");
    return matching().empty() ? tr("No product matches. Shorten the search, choose another category, or show those off sale too.") : QString();
}

ProductForm CataloguePresenter::emptyForm() const
{
    ProductForm form;
    constexpr qint64 longestPlu = 99'999; // longer numbers are codes of some other system, not the shop's own count
    qint64 highest = 0;
    for (const Product& product : m_till.catalog().products()) {
        const qint64 number = product.plu.toLongLong();
        if (number <= longestPlu)
            highest = std::max(highest, number);
    }
    form.plu = QString::number(highest + 1);
    const Category* category = m_category ? m_till.catalog().category(*m_category) : nullptr;
    form.category = category ? category->name : QString();
    return form;
}

ProductForm CataloguePresenter::formOf(const Id& id) const
{
    const Product* product = m_till.catalog().byId(id);
    if (!product)
        return emptyForm();
    const Category* category = m_till.catalog().category(product->category);
    ProductForm form { product->plu, product->name, category ? category->name : QString(), product->unit, toPlainString(product->price),
        toPlainString(product->cost), {}, product->barcodes.join(u' '), words::listed(product->tags),
        product->bestBefore ? product->bestBefore->toString() : QString(), product->state };
    std::ranges::transform(product->tierPrices, form.tierPrices.begin(), formMoney);
    return form;
}

std::optional<FormProblem> CataloguePresenter::save(const std::optional<Id>& id, const ProductForm& form)
{
    const Product* known = id ? m_till.catalog().byId(*id) : nullptr;
    Product start;
    if (known)
        start = *known;
    else
        start.id = makeId();
    FormResult product = FormReader(m_till.catalog(), form).read(std::move(start));
    if (!product)
        return product.error();

    std::vector<Category> newCategories;
    const QString name = form.category.trimmed();
    const auto category = std::ranges::find(categories(), name, &Category::name);
    if (category != categories().end()) {
        product->category = category->id;
    } else {
        newCategories.push_back({ makeId(), name, categories().empty() ? 0 : categories().back().position + 1 });
        product->category = newCategories.back().id;
    }
    if (const auto saved = m_till.saveProducts(newCategories, { *product }); !saved)
        return FormProblem { Field::Whole, errorText(saved.error()) };
    Q_EMIT changed();
    return std::nullopt;
}

Result<ProductImport> CataloguePresenter::readImport(QByteArrayView file)
{
    return readProductCsv(file, m_till.catalog(), [this] { return makeId(); });
}

Result<void> CataloguePresenter::apply(const ProductImport& import)
{
    TRY(m_till.saveProducts(import.newCategories, import.products));
    Q_EMIT changed();
    return {};
}

QByteArray CataloguePresenter::csv(CsvLanguage language, CsvEncoding encoding) const
{
    return writeProductCsv(m_till.catalog(), language, encoding);
}

QString importProblemText(const RowProblem& row)
{
    const QString text = errorText(row.error);
    return row.error.context.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, row.error.context);
}

}
