// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/manager/CataloguePresenter.h"
#include "ui/widgets/Dialog.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace tangyuan {

/// Adds or changes one product. Stays open until the form is good.
class ProductDialog final : public Dialog {
    Q_OBJECT

public:
    ProductDialog(CataloguePresenter& presenter, const std::optional<Id>& product, QWidget* parent);

private:
    void makeForm(const ProductForm& form);
    ProductForm form() const;
    void save();
    QWidget* fieldOf(FormProblem::Field field) const;

    CataloguePresenter& m_presenter;
    std::optional<Id> m_product;
    QLineEdit* m_plu;
    QLineEdit* m_name;
    QComboBox* m_category;
    QComboBox* m_unit;
    QLineEdit* m_price;
    QLineEdit* m_cost;
    std::array<QLineEdit*, tierCount> m_tierPrices {};
    QPlainTextEdit* m_barcodes;
    QLineEdit* m_tags;
    QLineEdit* m_bestBefore;
    QCheckBox* m_onSale;
};

}
