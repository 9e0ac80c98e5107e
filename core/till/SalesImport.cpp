// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/till/SalesImport.h"

#include "core/base/Limits.h"
#include "core/base/Pinyin.h"

#include <QCryptographicHash>

namespace tangyuan {

namespace {

constexpr size_t ticketsPerTransaction = 500;
constexpr int earliestYear = 2000;

enum class PriceColumn { Item, Price, Cost, Category };
enum class SaleColumn { Date, Time, Transaction, Item };

const std::vector<CsvColumn>& priceColumns()
{
    static const std::vector<CsvColumn> columns {
        { QStringLiteral("item"), QStringLiteral("商品"), { QStringLiteral("name"), QStringLiteral("品名"), QStringLiteral("商品名称") },
            CsvColumn::Need::Required },
        { QStringLiteral("price"), QStringLiteral("售价"), { QStringLiteral("单价"), QStringLiteral("价格") }, CsvColumn::Need::Required },
        { QStringLiteral("cost"), QStringLiteral("成本"), { QStringLiteral("进价") } },
        { QStringLiteral("category"), QStringLiteral("分类"), { QStringLiteral("类别") } },
    };
    return columns;
}

const std::vector<CsvColumn>& saleColumns()
{
    constexpr auto required = CsvColumn::Need::Required;
    static const std::vector<CsvColumn> columns {
        { QStringLiteral("date"), QStringLiteral("日期"), { QStringLiteral("销售日期") }, required },
        { QStringLiteral("time"), QStringLiteral("时间"), { QStringLiteral("销售时间") }, required },
        { QStringLiteral("transaction"), QStringLiteral("单号"), { QStringLiteral("小票号"), QStringLiteral("ticket") }, required },
        { QStringLiteral("item"), QStringLiteral("商品"), { QStringLiteral("品名"), QStringLiteral("商品名称") }, required },
    };
    return columns;
}

template <class Column>
QString cell(const CsvTable::Row& row, Column column)
{
    return row.cells[static_cast<qsizetype>(column)];
}

template <class Column>
RowProblem problem(const CsvTable& table, const CsvTable::Row& row, Column column, ErrorCode code, QString context = {})
{
    return { row.line, table.header(static_cast<size_t>(column)), { code, std::move(context) } };
}

/// One visit of a customer, as the old till wrote it down.
struct Ticket {
    QString number;
    UtcTime at;
    Cart cart;
};

struct Counts {
    qint64 imported = 0;
    qint64 alreadyImported = 0;
    Money total;
};

/// The sale's id: made from what tells the ticket apart, in the form of a UUIDv7 of its time (RFC 9562, 5.7).
Id ticketId(const QDateTime& local, const QString& number, UtcTime at)
{
    const QString identity = QStringLiteral("imported sale\n%1\n%2").arg(local.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")), number);
    const QByteArray digest = QCryptographicHash::hash(identity.toUtf8(), QCryptographicHash::Sha256);
    Id id;
    for (size_t i = 0; i < id.bytes.size(); ++i)
        id.bytes[i] = i < 6 ? static_cast<quint8>(at.ms >> (40 - 8 * i)) : static_cast<quint8>(digest[static_cast<qsizetype>(i)]);
    id.bytes[6] = static_cast<quint8>((id.bytes[6] & 0x0F) | 0x70);
    id.bytes[8] = static_cast<quint8>((id.bytes[8] & 0x3F) | 0x80);
    return id;
}

Result<QDateTime> parseLocal(const QString& dateText, const QString& timeText, const BusinessCalendar& calendar)
{
    QDate date = QDate::fromString(dateText, Qt::ISODate);
    if (!date.isValid())
        date = QDate::fromString(dateText, QStringLiteral("yyyy/M/d"));
    QTime time = QTime::fromString(timeText, QStringLiteral("H:mm:ss"));
    if (!time.isValid())
        time = QTime::fromString(timeText, QStringLiteral("H:mm"));
    if (!date.isValid() || !time.isValid())
        return fail(ErrorCode::InputMalformed);
    const QDateTime local(date, time, calendar.zone);
    if (!local.isValid() || date.year() < earliestYear)
        return fail(ErrorCode::InputOutOfRange);
    return local;
}

/// The import on its way from two files to sales.
class Import {
public:
    Import(Till& till, BadRows badRows)
        : m_till(till)
        , m_badRows(badRows)
        , m_now(till.clock().now())
    {
        for (const Product& product : till.catalog().products())
            m_products.insert(product.name.toCaseFolded(), product);
        for (const Category& category : till.catalog().categories())
            m_categories.insert(category.name, category);
    }

    Result<SalesImportReport> run(QByteArrayView salesFile, QByteArrayView priceFile, const std::function<void(qint64, qint64)>& progress)
    {
        TRY(readPrices(priceFile));
        TRY(readTickets(salesFile));
        const bool isRefused = m_badRows == BadRows::RefuseAll && !(m_report.problems.empty() && m_report.priceProblems.empty());
        if (isRefused)
            return std::move(m_report);
        TRY(m_till.saveProducts(m_newCategories, m_newProducts));
        m_report.productsAdded = static_cast<int>(m_newProducts.size());
        TRY(sellAll(progress));
        return std::move(m_report);
    }

private:
    Result<void> readPrices(QByteArrayView file)
    {
        const CsvTable table = TRY(CsvTable::read(file, priceColumns()));
        m_report.priceProblems = table.problems();
        QHash<QString, int> lines;
        for (const CsvTable::Row& row : table.rows()) {
            const QString name = cell(row, PriceColumn::Item);
            const auto bad = [&](PriceColumn column, ErrorCode code) { m_report.priceProblems.push_back(problem(table, row, column, code)); };
            if (name.isEmpty() || name.size() > limits::nameChars) {
                bad(PriceColumn::Item, name.isEmpty() ? ErrorCode::InputMalformed : ErrorCode::InputTooLong);
                continue;
            }
            if (lines.contains(name.toCaseFolded())) {
                bad(PriceColumn::Item, ErrorCode::DuplicateCode);
                continue;
            }
            const auto price = readPrice(cell(row, PriceColumn::Price));
            const auto cost = cell(row, PriceColumn::Cost).isEmpty() ? Result<Money>(Money {}) : readPrice(cell(row, PriceColumn::Cost));
            const QString category = cell(row, PriceColumn::Category);
            if (!price)
                bad(PriceColumn::Price, price.error().code);
            else if (!cost)
                bad(PriceColumn::Cost, cost.error().code);
            else if (category.size() > limits::nameChars)
                bad(PriceColumn::Category, ErrorCode::InputTooLong);
            else
                takePrice(name, *price, *cost, category.isEmpty() ? QStringLiteral("Imported") : category);
            lines.insert(name.toCaseFolded(), row.line);
        }
        return {};
    }

    static Result<Money> readPrice(const QString& text)
    {
        const Money price = TRY(parseMoney(text));
        if (price < Money {} || price.minor > limits::unitPriceMinor)
            return fail(ErrorCode::InputOutOfRange);
        return price;
    }

    /// A product of the catalogue keeps its price there; the old tickets are sold at the list's.
    void takePrice(const QString& name, Money price, Money cost, const QString& category)
    {
        auto product = m_products.find(name.toCaseFolded());
        if (product == m_products.end()) {
            Product made;
            made.id = Id::make(m_now, m_till.random());
            made.plu = nextPlu();
            made.name = name;
            made.initials = pinyinInitials(name);
            made.category = categoryNamed(category);
            made.price = price;
            made.cost = cost;
            m_newProducts.push_back(made);
            m_products.insert(name.toCaseFolded(), made);
            return;
        }
        product->price = price;
        product->cost = cost;
        product->tierPrices = {};
        product->state = SaleState::OnSale; // it was, then
    }

    QString nextPlu()
    {
        constexpr int firstPlu = 10001; // five digits: four may be the end of a phone
        m_lastPlu = qMax(m_lastPlu + 1, firstPlu);
        while (m_till.catalog().byPlu(QString::number(m_lastPlu)))
            ++m_lastPlu;
        return QString::number(m_lastPlu);
    }

    Id categoryNamed(const QString& name)
    {
        if (!m_categories.contains(name)) {
            int position = 0;
            for (const Category& category : std::as_const(m_categories))
                position = qMax(position, category.position + 1);
            m_newCategories.push_back({ Id::make(m_now, m_till.random()), name, position });
            m_categories.insert(name, m_newCategories.back());
        }
        return m_categories.value(name).id;
    }

    Result<void> readTickets(QByteArrayView file)
    {
        const CsvTable table = TRY(CsvTable::read(file, saleColumns()));
        m_report.problems = table.problems();
        m_report.rows = static_cast<qint64>(table.rows().size() + table.problems().size());
        for (const CsvTable::Row& row : table.rows()) {
            if (cell(row, SaleColumn::Item).compare(u"none", Qt::CaseInsensitive) == 0)
                m_report.nothingSoldLines.push_back(row.line);
            else if (auto bad = readSaleRow(table, row))
                m_report.problems.push_back(std::move(*bad));
        }
        std::stable_sort(m_report.problems.begin(), m_report.problems.end(), [](const RowProblem& a, const RowProblem& b) { return a.line < b.line; });
        std::stable_sort(m_tickets.begin(), m_tickets.end(), [](const Ticket& a, const Ticket& b) { return a.at < b.at; });
        m_report.tickets = static_cast<qint64>(m_tickets.size());
        return {};
    }

    /// Puts the row's piece into its ticket, or says what is wrong with it.
    std::optional<RowProblem> readSaleRow(const CsvTable& table, const CsvTable::Row& row)
    {
        const QString number = cell(row, SaleColumn::Transaction);
        if (number.isEmpty() || number.size() > limits::codeChars)
            return problem(table, row, SaleColumn::Transaction, number.isEmpty() ? ErrorCode::InputMalformed : ErrorCode::InputTooLong);
        const auto local = parseLocal(cell(row, SaleColumn::Date), cell(row, SaleColumn::Time), m_till.settings().calendar);
        if (!local)
            return problem(table, row, SaleColumn::Date, local.error().code);
        const UtcTime at { local->toMSecsSinceEpoch() };
        if (at > m_now)
            return problem(table, row, SaleColumn::Date, ErrorCode::InputOutOfRange, QStringLiteral("in the future"));
        const auto product = m_products.constFind(cell(row, SaleColumn::Item).toCaseFolded());
        if (product == m_products.constEnd())
            return problem(table, row, SaleColumn::Item, ErrorCode::ProductNotFound);
        // Some tills number their tickets anew each day, so the date belongs to the number.
        const QString key = cell(row, SaleColumn::Date) + u'\n' + number;
        const bool isNew = !m_ticketByKey.contains(key);
        Cart fresh { ticketId(*local, number, at), at, {}, {}, {}, u'#' + number };
        Cart& cart = isNew ? fresh : m_tickets[m_ticketByKey.value(key)].cart;
        CartLine line { *product, Quantity::pieces(1), {} };
        line.product.state = SaleState::OnSale; // it was, then
        if (const auto added = addToCart(cart, line); !added)
            return problem(table, row, SaleColumn::Item, added.error().code);
        if (isNew) {
            m_ticketByKey.insert(key, m_tickets.size());
            m_tickets.push_back({ number, at, std::move(fresh) });
        }
        return std::nullopt;
    }

    Result<void> sellAll(const std::function<void(qint64, qint64)>& progress)
    {
        FixedClock clock({});
        const PriceBook pricesOfThen; // the file tells what was paid; today's offers have no part in it
        const Moments moments(clock, m_till.settings(), m_till.rulesBook(), pricesOfThen);
        Checkout checkout(m_till.database(), m_till.facts(), moments);
        const size_t batch = m_badRows == BadRows::RefuseAll ? m_tickets.size() : ticketsPerTransaction;
        for (size_t done = 0; done < m_tickets.size();) {
            Transaction transaction = TRY(Transaction::begin(m_till.database()));
            Counts counts; // joins the report only when it is committed
            const size_t end = qMin(done + batch, m_tickets.size());
            for (; done < end; ++done) {
                clock.set(m_tickets[done].at);
                if (auto sold = sell(transaction, checkout, m_tickets[done], counts); !sold)
                    return fail(sold.error().code, QStringLiteral("ticket %1: %2").arg(m_tickets[done].number, sold.error().context));
            }
            TRY(transaction.commit());
            m_report.imported += counts.imported;
            m_report.alreadyImported += counts.alreadyImported;
            m_report.total += counts.total;
            if (progress)
                progress(static_cast<qint64>(done), m_report.tickets);
        }
        return {};
    }

    Result<void> sell(Transaction& transaction, Checkout& checkout, const Ticket& ticket, Counts& counts)
    {
        if (TRY(m_till.sales().byId(ticket.cart.id))) {
            ++counts.alreadyImported;
            return {};
        }
        Checkout::Request request { ticket.cart, {}, {}, {} };
        if (const Money total = TRY(checkout.quoteCart(ticket.cart, {})).total; !total.isZero())
            request.tenders = { { TenderMethod::Cash, total } };
        counts.total += TRY(checkout.commit(transaction, request)).total;
        ++counts.imported;
        return {};
    }

    Till& m_till;
    BadRows m_badRows;
    UtcTime m_now;                      ///< of the import; each ticket has its own time
    QHash<QString, Product> m_products; ///< by folded name, at the price to sell at
    QHash<QString, Category> m_categories;
    std::vector<Category> m_newCategories;
    std::vector<Product> m_newProducts;
    int m_lastPlu = 0;
    std::vector<Ticket> m_tickets;
    QHash<QString, size_t> m_ticketByKey;
    SalesImportReport m_report;
};

}

Result<SalesImportReport> importSales(
    Till& till, QByteArrayView salesFile, QByteArrayView priceFile, BadRows badRows, const std::function<void(qint64, qint64)>& progress)
{
    return Import(till, badRows).run(salesFile, priceFile, progress);
}

}
