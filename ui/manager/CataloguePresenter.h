// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/ProductCsv.h"
#include "core/till/Till.h"
#include "ui/manager/ManagerView.h"

#include <QObject>

namespace tangyuan {

/// A product as it is typed in the edit dialog: all texts.
struct ProductForm {
    QString plu;
    QString name;
    QString category; ///< by name; an unknown name makes a new category
    Quantity::Unit unit = Quantity::Unit::Piece;
    QString price;
    QString cost;
    std::array<QString, tierCount> tierPrices {}; ///< empty: by the tier's rate
    QString barcodes;                             ///< separated by spaces, commas or new lines
    QString tags;                                 ///< separated by commas
    QString bestBefore;                           ///< as 2026-11-30; may be empty
    SaleState state = SaleState::OnSale;
};

/// Why a form was not taken: which field, and a sentence.
struct FormProblem {
    enum class Field { Plu, Name, Category, Price, Cost, TierPrice, Barcodes, Tags, BestBefore, Whole };
    Field field = Field::Whole;
    QString text;
};

/// The catalogue as a manager keeps it: look, change, import, export. Knows no widgets.
class CataloguePresenter final : public QObject {
    Q_OBJECT

public:
    enum class Shown { OnSale, All };

    explicit CataloguePresenter(Till& till, QObject* parent = nullptr);

    void setSearch(const QString& text);
    void setCategory(const std::optional<Id>& category);
    void setShown(Shown shown);

    const std::vector<Category>& categories() const { return m_till.catalog().categories(); }
    /// The products that match, by PLU.
    TableState table() const;
    /// Their ids, row by row as in `table`.
    std::vector<Id> ids() const;
    /// What to do where the table is empty; else empty.
    QString emptyText() const;

    ProductForm emptyForm() const;
    ProductForm formOf(const Id& product) const;
    /// Saves a new product (no id) or an old one. The problem, if any; nothing is saved then.
    std::optional<FormProblem> save(const std::optional<Id>& product, const ProductForm& form);

    Result<ProductImport> readImport(QByteArrayView file);
    /// Saves the good rows.
    Result<void> apply(const ProductImport& import);
    QByteArray csv(CsvLanguage language, CsvEncoding encoding) const;

Q_SIGNALS:
    void changed();

private:
    std::vector<const Product*> matching() const;
    Id makeId() const { return Id::make(m_till.clock(), m_till.random()); }

    Till& m_till;
    QString m_search;
    std::optional<Id> m_category;
    Shown m_shown = Shown::OnSale;
};

/// A problem in an imported file, as a sentence: what is wrong with the cell.
QString importProblemText(const RowProblem& problem);

}
