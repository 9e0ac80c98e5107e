// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/ManagerFiles.h"
#include "ui/manager/CataloguePresenter.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace tangyuan {

class Banner;
class ManagerTable;
class TableModel;

/// The list of products: search, change, add, import, export.
class CataloguePage final : public QWidget {
    Q_OBJECT

public:
    CataloguePage(CataloguePresenter& presenter, const ManagerFiles& files, CsvLanguage language, QWidget* parent = nullptr);
    void render();

private:
    QWidget* makeTools();
    void renderCategories();
    void edit(const std::optional<Id>& product);
    void importFile();
    void exportFile(CsvEncoding encoding);

    CataloguePresenter& m_presenter;
    const ManagerFiles& m_files;
    CsvLanguage m_language;
    Banner* m_notice;
    QLineEdit* m_search;
    QComboBox* m_category;
    TableModel* m_model;
    ManagerTable* m_table;
    QLabel* m_empty;
    std::vector<Id> m_ids; ///< of the table's rows
};

}
