// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/manager/ProductDialog.h"

#include "core/base/Limits.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace tangyuan {

namespace {

QLineEdit* formField(const char* name, const QString& text, qsizetype maxChars)
{
    auto* field = new QLineEdit;
    field->setObjectName(QString::fromLatin1(name));
    field->setMaxLength(static_cast<int>(maxChars));
    field->setText(text);
    return field;
}

QLineEdit* moneyField(const char* name, const QString& text)
{
    constexpr qsizetype maxChars = 16;
    QLineEdit* edit = formField(name, text, maxChars);
    edit->setAlignment(Qt::AlignRight);
    return edit;
}

}

ProductDialog::ProductDialog(CataloguePresenter& presenter, const std::optional<Id>& product, QWidget* parent)
    : Dialog(QStringLiteral("productDialog"), product ? tr("Change product") : tr("New product"), parent)
    , m_presenter(presenter)
    , m_product(product)
    , m_category(new QComboBox)
    , m_unit(new QComboBox)
    , m_barcodes(new QPlainTextEdit)
    , m_onSale(new QCheckBox(tr("On sale")))
{
    makeForm(product ? presenter.formOf(*product) : presenter.emptyForm());
    addReject(tr("Cancel"));
    connect(addAccept(tr("Save")), &QPushButton::clicked, this, &ProductDialog::save);
    setMinimumWidth(theme::px(640));
    m_name->setFocus();
    m_name->selectAll();
}

void ProductDialog::makeForm(const ProductForm& form)
{
    m_plu = formField("plu", form.plu, limits::codeChars);
    m_name = formField("name", form.name, limits::nameChars);
    m_category->setObjectName(QStringLiteral("category"));
    m_category->setEditable(true);
    for (const Category& category : m_presenter.categories())
        m_category->addItem(category.name);
    m_category->setCurrentText(form.category);
    m_category->lineEdit()->setMaxLength(static_cast<int>(limits::nameChars));
    m_unit->setObjectName(QStringLiteral("unit"));
    m_unit->addItem(tr("by piece"), static_cast<int>(Quantity::Unit::Piece));
    m_unit->addItem(tr("by weight (per kg)"), static_cast<int>(Quantity::Unit::Gram));
    m_unit->setCurrentIndex(m_unit->findData(static_cast<int>(form.unit)));
    m_price = moneyField("price", form.price);
    m_cost = moneyField("cost", form.cost);
    m_barcodes->setObjectName(QStringLiteral("barcodes"));
    m_barcodes->setPlainText(form.barcodes);
    m_barcodes->setPlaceholderText(tr("Scan or type; several with spaces between"));
    m_barcodes->setTabChangesFocus(true);
    m_barcodes->setMaximumHeight(theme::px(66)); // two lines, see sesame.qss
    m_tags = formField("tags", form.tags, limits::csvFieldChars);
    m_tags->setPlaceholderText(tr("Words that offers ask for; several with commas between"));
    m_bestBefore = formField("bestBefore", form.bestBefore, 16);
    m_bestBefore->setPlaceholderText(QStringLiteral("2026-11-30"));
    m_onSale->setObjectName(QStringLiteral("onSale"));
    m_onSale->setChecked(form.state == SaleState::OnSale);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::px(14));
    grid->setVerticalSpacing(theme::px(8));
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(3, 1);
    const auto add = [grid](int row, int column, const QString& text, QWidget* widget, int span = 1) {
        auto* label = theme::label(text, "field");
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        grid->addWidget(label, row, column);
        grid->addWidget(widget, row, column + 1, 1, span);
    };
    add(0, 0, tr("Name"), m_name, 3);
    add(1, 0, tr("PLU"), m_plu);
    add(1, 2, tr("Category"), m_category);
    add(2, 0, tr("Price ¥"), m_price);
    add(2, 2, tr("Sold"), m_unit);
    add(3, 0, tr("Cost ¥"), m_cost);
    add(3, 2, tr("Best before"), m_bestBefore);
    constexpr std::array tierFields { "regularPrice", "silverPrice", "goldPrice", "diamondPrice" };
    static_assert(tierFields.size() == tierCount);
    for (size_t tier = 1; tier < tierCount; ++tier) {
        m_tierPrices[tier] = moneyField(tierFields[tier], form.tierPrices[tier]);
        m_tierPrices[tier]->setPlaceholderText(tr("by the tier's rate"));
        const int index = static_cast<int>(tier) - 1;
        add(4 + index / 2, index % 2 * 2, tr("%1 ¥").arg(words::tier(static_cast<Tier>(tier))), m_tierPrices[tier]);
    }
    add(6, 0, tr("Tags"), m_tags, 3);
    add(7, 0, tr("Barcodes"), m_barcodes, 3);
    grid->addWidget(m_onSale, 8, 1, 1, 3);
    body()->addLayout(grid);
}

ProductForm ProductDialog::form() const
{
    ProductForm form { m_plu->text(), m_name->text(), m_category->currentText(), static_cast<Quantity::Unit>(m_unit->currentData().toInt()), m_price->text(),
        m_cost->text(), {}, m_barcodes->toPlainText().left(limits::csvFieldChars), m_tags->text(), m_bestBefore->text(),
        m_onSale->isChecked() ? SaleState::OnSale : SaleState::OffSale };
    if (m_product)
        form.tierPrices[0] = m_presenter.formOf(*m_product).tierPrices[0];
    for (size_t tier = 1; tier < tierCount; ++tier)
        form.tierPrices[tier] = m_tierPrices[tier]->text();
    return form;
}

void ProductDialog::save()
{
    const auto problem = m_presenter.save(m_product, form());
    if (!problem)
        return accept();
    showProblem(problem->text);
    if (QWidget* field = fieldOf(problem->field))
        field->setFocus();
}

QWidget* ProductDialog::fieldOf(FormProblem::Field field) const
{
    switch (field) {
    case FormProblem::Field::Plu: return m_plu;
    case FormProblem::Field::Name: return m_name;
    case FormProblem::Field::Category: return m_category;
    case FormProblem::Field::Price: return m_price;
    case FormProblem::Field::Cost: return m_cost;
    case FormProblem::Field::TierPrice: return m_tierPrices[1];
    case FormProblem::Field::Barcodes: return m_barcodes;
    case FormProblem::Field::Tags: return m_tags;
    case FormProblem::Field::BestBefore: return m_bestBefore;
    case FormProblem::Field::Whole: return nullptr;
    }
    VERIFY(false);
}

}
