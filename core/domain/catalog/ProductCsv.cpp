// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/catalog/ProductCsv.h"

#include "core/base/Limits.h"
#include "core/base/Pinyin.h"
#include "core/domain/catalog/Barcode.h"
#include "core/domain/catalog/ProductText.h"

#include <QRegularExpression>
#include <QSet>

namespace tangyuan {

namespace {

constexpr std::array tierColumns {
    std::pair { Tier::Silver, ProductColumn::SilverPrice },
    std::pair { Tier::Gold, ProductColumn::GoldPrice },
    std::pair { Tier::Diamond, ProductColumn::DiamondPrice },
};
static_assert(namesEach(tierColumns, &std::pair<Tier, ProductColumn>::first, { Tier::Regular })); // who pays the price itself

const CsvWords<Quantity::Unit>& unitWords()
{
    static const CsvWords<Quantity::Unit> words { {
        { Quantity::Unit::Piece,
            { QStringLiteral("piece"), QStringLiteral("件"), QStringLiteral("个"), QStringLiteral("pcs"), QStringLiteral("份"), QStringLiteral("杯"),
                QStringLiteral("盒"), QStringLiteral("袋"), QStringLiteral("瓶"), QStringLiteral("只"), QStringLiteral("块"), QStringLiteral("包"),
                QStringLiteral("碗") } },
        { Quantity::Unit::Gram, { QStringLiteral("kg"), QStringLiteral("公斤"), QStringLiteral("千克"), QStringLiteral("kilogram") } },
    } };
    return words;
}

bool hasControlCharacter(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

Result<void> checkBarcode(const QString& barcode)
{
    if (isSpreadsheetScientific(barcode))
        return fail(ErrorCode::BarcodeInvalid, QStringLiteral("a spreadsheet has cut the digits: %1").arg(barcode));
    TRY(classifyBarcode(barcode));
    return {};
}

Result<Money> readPrice(const QString& cell)
{
    const Money price = TRY(parseMoney(cell));
    if (price < Money {} || price.minor > limits::unitPriceMinor)
        return fail(ErrorCode::InputOutOfRange, cell.left(limits::codeChars));
    return price;
}

/// Reads one file against one catalogue.
class Import {
public:
    Import(const CsvTable& table, const Catalog& existing, const std::function<Id()>& makeId)
        : m_table(table)
        , m_existing(existing)
        , m_makeId(makeId)
    {
        for (const Category& category : existing.categories())
            m_categories.insert(category.name, category);
        m_import.problems = table.problems();
    }

    ProductImport run()
    {
        for (const CsvTable::Row& row : m_table.rows()) {
            m_row = &row;
            m_column = {};
            if (auto read = readRow(); !read)
                m_import.problems.push_back({ row.line, m_column ? m_table.header(static_cast<size_t>(*m_column)) : QString(), std::move(read.error()) });
        }
        std::stable_sort(m_import.problems.begin(), m_import.problems.end(), [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
        // Products that give a barcode up are saved before the one that takes it.
        std::stable_partition(m_import.products.begin(), m_import.products.end(), [this](const Product& product) { return givesBarcodeUp(product); });
        return std::move(m_import);
    }

private:
    /// The cell, or nothing when the file has no such column. Remembers where we are, for the report.
    std::optional<QString> cell(ProductColumn column)
    {
        m_column = column;
        const QString& text = m_row->cells[static_cast<qsizetype>(column)];
        return text.isNull() ? std::nullopt : std::optional(text);
    }

    Result<void> readRow()
    {
        const QString plu = *cell(ProductColumn::Plu);
        if (plu.isEmpty() || hasControlCharacter(plu) || isSpreadsheetScientific(plu))
            return fail(ErrorCode::InputMalformed);
        if (plu.size() > limits::codeChars)
            return fail(ErrorCode::InputTooLong);
        if (m_plus.contains(pluKey(plu)))
            return fail(ErrorCode::DuplicateCode, QStringLiteral("PLU %1 stands in line %2 already").arg(plu).arg(m_plus.value(pluKey(plu))));
        const Product* known = m_existing.byPlu(plu);
        Product product = known ? *known : Product {};
        if (!known) {
            product.id = m_makeId();
            product.plu = plu;
        }
        TRY(readTexts(product, known == nullptr));
        TRY(readPrices(product, known == nullptr));
        TRY(readBarcodes(product));
        TRY(readTags(product));
        TRY(readDay(product));
        TRY(readCategory(product, known == nullptr)); // last: a bad row makes no category
        m_column = {};
        if (!known && m_existing.products().size() + static_cast<size_t>(m_import.added) >= static_cast<size_t>(limits::products))
            return fail(ErrorCode::InputOutOfRange, QStringLiteral("more than %1 products").arg(limits::products));
        keep(product, known);
        return {};
    }

    void keep(const Product& product, const Product* known)
    {
        m_plus.insert(pluKey(product.plu), m_row->line);
        for (const QString& barcode : product.barcodes)
            m_barcodes.insert(normalisedBarcode(barcode), m_row->line);
        if (known && *known == product) {
            ++m_import.unchanged;
            return;
        }
        ++(known ? m_import.changed : m_import.added);
        m_import.products.push_back(product);
    }

    Result<void> readTexts(Product& product, bool isNew)
    {
        if (const auto name = cell(ProductColumn::Name)) {
            if (name->isEmpty() || hasControlCharacter(*name))
                return fail(ErrorCode::InputMalformed);
            if (name->size() > limits::nameChars)
                return fail(ErrorCode::InputTooLong);
            product.name = *name;
            product.initials = pinyinInitials(*name);
        } else if (isNew) {
            return fail(ErrorCode::InputMalformed, QStringLiteral("a new product needs a name"));
        }
        if (const auto unit = cell(ProductColumn::Unit); unit && !unit->isEmpty()) {
            const auto read = readCsvWord(unitWords(), *unit);
            if (!read)
                return fail(ErrorCode::InputMalformed, unit->left(limits::codeChars));
            product.unit = *read;
        }
        if (const auto onSale = cell(ProductColumn::OnSale); onSale && !onSale->isEmpty()) {
            const auto read = readCsvWord(csvFlagWords(), *onSale);
            if (!read)
                return fail(ErrorCode::InputMalformed, onSale->left(limits::codeChars));
            product.state = *read == CsvFlag::Yes ? SaleState::OnSale : SaleState::OffSale;
        }
        return {};
    }

    Result<void> readPrices(Product& product, bool isNew)
    {
        if (const auto price = cell(ProductColumn::Price))
            product.price = TRY(readPrice(*price));
        else if (isNew)
            return fail(ErrorCode::InputMalformed, QStringLiteral("a new product needs a price"));
        if (const auto cost = cell(ProductColumn::Cost))
            product.cost = cost->isEmpty() ? Money {} : TRY(readPrice(*cost));
        for (const auto& [tier, column] : tierColumns) {
            if (const auto price = cell(column))
                product.tierPrices[static_cast<size_t>(tier)] = price->isEmpty() ? std::nullopt : std::optional(TRY(readPrice(*price)));
        }
        return {};
    }

    Result<void> readBarcodes(Product& product)
    {
        const auto text = cell(ProductColumn::Barcodes);
        if (!text)
            return {};
        static const QRegularExpression separators(QStringLiteral("[\\s;；,，、]+"));
        QStringList barcodes = text->split(separators, Qt::SkipEmptyParts);
        if (barcodes.size() > limits::barcodesPerProduct)
            return fail(ErrorCode::InputOutOfRange, QStringLiteral("more than %1 barcodes").arg(limits::barcodesPerProduct));
        QSet<QString> own;
        for (const QString& barcode : std::as_const(barcodes)) {
            TRY(checkBarcode(barcode));
            if (own.contains(normalisedBarcode(barcode)))
                return fail(ErrorCode::DuplicateCode, QStringLiteral("%1 twice").arg(barcode));
            own.insert(normalisedBarcode(barcode));
            if (const auto line = m_barcodes.constFind(normalisedBarcode(barcode)); line != m_barcodes.constEnd())
                return fail(ErrorCode::DuplicateCode, QStringLiteral("%1 stands in line %2 already").arg(barcode).arg(*line));
            const Product* owner = m_existing.byBarcode(barcode);
            if (owner && owner->id != product.id && !isReleasedByFile(*owner, barcode))
                return fail(ErrorCode::DuplicateCode, QStringLiteral("%1 belongs to PLU %2").arg(barcode, owner->plu));
        }
        barcodes.sort(); // as the database gives them back
        product.barcodes = barcodes;
        return {};
    }

    Result<void> readTags(Product& product)
    {
        if (const auto text = cell(ProductColumn::Tags))
            product.tags = TRY(readProductTags(*text));
        return {};
    }

    Result<void> readDay(Product& product)
    {
        if (const auto text = cell(ProductColumn::BestBefore))
            product.bestBefore = TRY(readBestBefore(*text));
        return {};
    }

    /// Whether the file takes the barcode away from the product that has it.
    bool isReleasedByFile(const Product& owner, const QString& barcode)
    {
        if (!m_rowsByPlu)
            m_rowsByPlu = indexRows();
        const auto row = m_rowsByPlu->constFind(pluKey(owner.plu));
        return row != m_rowsByPlu->constEnd() && !(*row)->cells[static_cast<qsizetype>(ProductColumn::Barcodes)].contains(barcode);
    }

    QHash<QString, const CsvTable::Row*> indexRows() const
    {
        QHash<QString, const CsvTable::Row*> index;
        for (const CsvTable::Row& row : m_table.rows())
            index.insert(pluKey(row.cells[static_cast<qsizetype>(ProductColumn::Plu)]), &row);
        return index;
    }

    bool givesBarcodeUp(const Product& product) const
    {
        const Product* known = m_existing.byId(product.id);
        return known
            && std::any_of(known->barcodes.begin(), known->barcodes.end(), [&](const QString& barcode) { return !product.barcodes.contains(barcode); });
    }

    Result<void> readCategory(Product& product, bool isNew)
    {
        QString name = cell(ProductColumn::Category).value_or(QString());
        if (name.isEmpty() && !isNew)
            return {};
        if (name.isEmpty())
            name = m_table.language() == CsvLanguage::Chinese ? QStringLiteral("其他") : QStringLiteral("Other");
        if (hasControlCharacter(name))
            return fail(ErrorCode::InputMalformed);
        if (name.size() > limits::nameChars)
            return fail(ErrorCode::InputTooLong);
        if (!m_categories.contains(name)) {
            int position = 0;
            for (const Category& category : std::as_const(m_categories))
                position = qMax(position, category.position + 1);
            m_categories.insert(name, { m_makeId(), name, position });
            m_import.newCategories.push_back(m_categories.value(name));
        }
        product.category = m_categories.value(name).id;
        return {};
    }

    const CsvTable& m_table;
    const Catalog& m_existing;
    const std::function<Id()>& m_makeId;
    const CsvTable::Row* m_row = nullptr;
    std::optional<ProductColumn> m_column;
    QHash<QString, Category> m_categories; ///< by name
    QHash<QString, int> m_plus;            ///< line of each PLU read so far
    QHash<QString, int> m_barcodes;        ///< likewise
    std::optional<QHash<QString, const CsvTable::Row*>> m_rowsByPlu;
    ProductImport m_import;
};

}

const std::vector<CsvColumn>& productCsvColumns()
{
    static const std::vector<CsvColumn> columns {
        { QStringLiteral("plu"), QStringLiteral("货号"), { QStringLiteral("商品编号"), QStringLiteral("编号") }, CsvColumn::Need::Required },
        { QStringLiteral("name"), QStringLiteral("品名"), { QStringLiteral("商品名称"), QStringLiteral("名称"), QStringLiteral("商品") } },
        { QStringLiteral("category"), QStringLiteral("分类"), { QStringLiteral("类别"), QStringLiteral("商品分类") } },
        { QStringLiteral("unit"), QStringLiteral("单位"), { QStringLiteral("计价单位") } },
        { QStringLiteral("price"), QStringLiteral("售价"), { QStringLiteral("单价"), QStringLiteral("零售价"), QStringLiteral("价格") } },
        { QStringLiteral("cost"), QStringLiteral("成本"), { QStringLiteral("进价"), QStringLiteral("成本价") } },
        { QStringLiteral("silver_price"), QStringLiteral("银卡价"), { QStringLiteral("silver") } },
        { QStringLiteral("gold_price"), QStringLiteral("金卡价"), { QStringLiteral("gold") } },
        { QStringLiteral("diamond_price"), QStringLiteral("钻石价"), { QStringLiteral("diamond"), QStringLiteral("钻石卡价") } },
        { QStringLiteral("barcodes"), QStringLiteral("条码"), { QStringLiteral("barcode"), QStringLiteral("条形码"), QStringLiteral("商品条码") } },
        { QStringLiteral("on_sale"), QStringLiteral("在售"), { QStringLiteral("上架"), QStringLiteral("是否在售") } },
        { QStringLiteral("tags"), QStringLiteral("标签"), { QStringLiteral("tag"), QStringLiteral("商品标签") } },
        { QStringLiteral("best_before"), QStringLiteral("保质期至"), { QStringLiteral("expiry"), QStringLiteral("到期日") } },
    };
    return columns;
}

Result<ProductImport> readProductCsv(QByteArrayView file, const Catalog& existing, const std::function<Id()>& makeId)
{
    const CsvTable table = TRY(CsvTable::read(file, productCsvColumns()));
    return Import(table, existing, makeId).run();
}

QByteArray writeProductCsv(const Catalog& catalog, CsvLanguage language, CsvEncoding encoding)
{
    CsvWriter writer;
    writer.addRow(csvHeader(productCsvColumns(), language));
    for (const Product& product : catalog.products()) {
        const auto tierPrice = [&](Tier tier) {
            const auto& price = product.tierPrices[static_cast<size_t>(tier)];
            return price ? toPlainString(*price) : QString();
        };
        const Category* category = catalog.category(product.category);
        writer.addRow({ product.plu, product.name, category ? category->name : QString(), csvWord(unitWords(), product.unit, language),
            toPlainString(product.price), toPlainString(product.cost), tierPrice(Tier::Silver), tierPrice(Tier::Gold), tierPrice(Tier::Diamond),
            product.barcodes.join(u' '), csvWord(csvFlagWords(), product.state == SaleState::OnSale ? CsvFlag::Yes : CsvFlag::No, language),
            product.tags.join(u';'), product.bestBefore ? product.bestBefore->toString() : QString() });
    }
    return writer.encoded(encoding);
}

}
