// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desk/ManagerFiles.h"
#include "ui/manager/CataloguePresenter.h"
#include "ui/manager/ManagerPresenter.h"

#include <QWidget>

#include <utility>

class QComboBox;
class QLabel;
class QButtonGroup;
class QPushButton;
class QStackedWidget;

namespace tangyuan {

class Banner;
class CataloguePage;
class DateRangeChooser;
class ReportPage;

/// The manager's tab: sales, products, members and, in a chain, all stores in figures; and the catalogue.
class ManagerPage final : public QWidget {
    Q_OBJECT

public:
    enum class Tab { Sales, Products, Members, Stores, Catalogue };

    explicit ManagerPage(Till& till, ChainFigures chain = {}, QWidget* parent = nullptr);
    /// Asks for the figures of now.
    void refresh();
    void goTo(Tab tab);
    /// For tests: file names from elsewhere than the system's dialogs.
    void setFiles(ManagerFiles files) { m_files = std::move(files); }
    ManagerPresenter& presenter() { return m_presenter; }

private:
    QWidget* makeTabs();
    void step(int by);
    QWidget* makeReportTools();
    QWidget* makeGrouping();
    void render();
    void renderCategories();
    void exportReport(CsvEncoding encoding);
    CsvLanguage csvLanguage() const;

    Till& m_till;
    ManagerPresenter m_presenter;
    CataloguePresenter m_cataloguePresenter;
    ManagerFiles m_files;
    Tab m_tab = Tab::Sales;
    QButtonGroup* m_tabs;
    QStackedWidget* m_stack;
    QWidget* m_reportTools;
    DateRangeChooser* m_range;
    QWidget* m_grouping;
    QComboBox* m_category;
    QComboBox* m_memberFile;
    QLabel* m_busy;
    QPushButton* m_export;
    Banner* m_notice;
    ReportPage* m_report;
    CataloguePage* m_catalogue;
};

}
