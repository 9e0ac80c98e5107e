// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/DialogPrompts.h"

#include "core/base/Limits.h"
#include "core/base/Verify.h"
#include "ui/desk/ManagerFiles.h"
#include "ui/desk/PinDialog.h"
#include "ui/members/RegisterDialog.h"
#include "ui/members/ServicesDialog.h"
#include "ui/members/StatementDialog.h"
#include "ui/sale/CouponsDialog.h"
#include "ui/sale/DiscountDialog.h"
#include "ui/sale/PayDialog.h"
#include "ui/sale/RefundDialog.h"
#include "ui/widgets/ChooseDialog.h"
#include "ui/widgets/InputDialog.h"
#include "ui/widgets/QuestionDialog.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QApplication>
#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

namespace tangyuan {
namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DialogPrompts)
};

QuestionDialog::Question wording(Prompts::Question question)
{
    using Risk = QuestionDialog::Question::Risk;
    switch (question) {
    case Prompts::Question::ClearCart:
        return { QStringLiteral("clearCartDialog"), Text::tr("Clear the cart?"), Text::tr("All lines and the member leave the cart. Ctrl+Z brings them back."),
            Text::tr("Clear"), Text::tr("Keep"), Risk::None };
    case Prompts::Question::PrintMemberCard:
        return { QStringLiteral("printCardDialog"), Text::tr("Print the member card?"),
            Text::tr("A card with the name, the number and the QR code, on the receipt printer."), Text::tr("Print"), Text::tr("Not now"), Risk::None };
    case Prompts::Question::EraseMember:
        return { QStringLiteral("eraseMemberDialog"), Text::tr("Erase this member for ever?"),
            Text::tr("Name, phone and all personal details are destroyed, and the points with them. The sales stay, without a name. This cannot be undone."),
            Text::tr("Erase for ever"), Text::tr("Keep"), Risk::Destroys };
    case Prompts::Question::ReplacePin:
        return { QStringLiteral("replacePinDialog"), Text::tr("A new PIN without the old one?"),
            Text::tr("Only the manager may do this. Make sure by the member's papers or phone that the right person stands here."),
            Text::tr("It is the right person"), Text::tr("Cancel"), Risk::Destroys };
    }
    VERIFY(false);
}

Result<QString> priced(const Product& product, Result<Quantity> quantity)
{
    const Quantity amount = TRY(quantity);
    if (!amount.isSellable())
        return fail(ErrorCode::QuantityInvalid);
    return QStringLiteral("= ") + toDisplayString(priceOf(product.price, amount));
}

Prompts::Answer answerTo(const QuestionDialog::Question& question, QWidget* front)
{
    return QuestionDialog(question, front).exec() == QDialog::Accepted ? Prompts::Answer::Yes : Prompts::Answer::No;
}

}

DialogPrompts::DialogPrompts(Times times)
    : m_times(std::move(times))
{
}

QWidget* DialogPrompts::front() const
{
    QWidget* open = QApplication::activeModalWidget();
    return open ? open : m_window;
}

Prompts::Answer DialogPrompts::ask(Question question)
{
    return answerTo(wording(question), front());
}

std::optional<Quantity> DialogPrompts::askWeight(const Product& product)
{
    InputDialog dialog(
        { .name = QStringLiteral("weightDialog"),
            .title = product.name,
            .detail = Text::tr("Weight at %1").arg(words::unitPrice(product)),
            .text = {},
            .unit = QStringLiteral("kg"),
            .maxChars = 8 },
        [&](const QString& text) { return priced(product, parseKilograms(text)); }, front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const auto weight = parseKilograms(dialog.text());
    return weight ? std::optional(*weight) : std::nullopt;
}

std::optional<Quantity> DialogPrompts::askQuantity(const CartLine& line)
{
    const bool isWeighed = line.quantity.unit == Quantity::Unit::Gram;
    auto parse = [isWeighed](const QString& text) { return isWeighed ? parseKilograms(text) : parsePieces(text); };
    InputDialog dialog(
        { .name = QStringLiteral("quantityDialog"),
            .title = line.product.name,
            .detail = words::unitPrice(line.product),
            .text = toPlainString(line.quantity),
            .unit = isWeighed ? QStringLiteral("kg") : Text::tr("pcs"),
            .maxChars = 8 },
        [&](const QString& text) { return priced(line.product, parse(text)); }, front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const auto quantity = parse(dialog.text());
    return quantity ? std::optional(*quantity) : std::nullopt;
}

std::optional<QString> DialogPrompts::askNote(const QString& current)
{
    InputDialog dialog(
        { .name = QStringLiteral("noteDialog"),
            .title = Text::tr("Note"),
            .detail = Text::tr("It stands under the line and on the receipt."),
            .text = current,
            .unit = {},
            .maxChars = static_cast<int>(limits::noteChars) },
        [](const QString&) -> Result<QString> { return QString(); }, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.text().trimmed()) : std::nullopt;
}

std::optional<Points> DialogPrompts::askPoints(const PointsOffer& offer)
{
    auto read = [offer](const QString& text) -> Result<Points> {
        bool isNumber = false;
        const Points points { text.trimmed().toLongLong(&isNumber) };
        if (!isNumber)
            return fail(ErrorCode::InputMalformed);
        if (points.count < 0 || points > offer.most || points.count % offer.step.count != 0)
            return fail(ErrorCode::InputOutOfRange);
        return points;
    };
    const Points start = offer.current.count > 0 ? Points {} : offer.most;
    InputDialog dialog(
        { .name = QStringLiteral("pointsDialog"),
            .title = Text::tr("Pay with points"),
            .detail = Text::tr("%1 available; this cart takes up to %2, in steps of %3.")
                          .arg(words::points(offer.available), words::points(offer.most), words::points(offer.step)),
            .text = QString::number(start.count),
            .unit = Text::tr("points"),
            .maxChars = 12 },
        [&](const QString& text) -> Result<QString> {
            const Points points = TRY(read(text));
            return QStringLiteral("= ") + toDisplayString(Money { points.count / offer.step.count * offer.stepValue.minor });
        },
        front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const auto points = read(dialog.text());
    return points ? std::optional(*points) : std::nullopt;
}

void DialogPrompts::chooseCoupons(CouponsPresenter& coupons)
{
    CouponsDialog(coupons, front()).exec();
}

std::optional<DiscountDraft::Decision> DialogPrompts::takeDiscount(DiscountDraft& draft)
{
    DiscountDialog dialog(draft, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.decision()) : std::nullopt;
}

std::optional<size_t> DialogPrompts::askChoice(const ChoiceQuestion& question)
{
    std::vector<ChooseDialog::Row> rows;
    for (const ChoiceQuestion::Choice& choice : question.choices)
        rows.push_back({ choice.text, {}, choice.detail });
    ChooseDialog dialog({ .name = QStringLiteral("choiceDialog"), .title = question.title, .accept = Text::tr("Choose"), .others = {} }, rows, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.chosen()) : std::nullopt;
}

std::optional<Profile> DialogPrompts::askRegistration(const Registration& start)
{
    RegisterDialog dialog(start, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.profile()) : std::nullopt;
}

QString DialogPrompts::moment(UtcTime time) const
{
    return words::moment(time, m_times.clock.now(), m_times.calendar());
}

std::optional<Id> DialogPrompts::chooseSuspended(const std::vector<CartRows::Suspended>& carts)
{
    std::vector<ChooseDialog::Row> rows;
    for (const CartRows::Suspended& cart : carts) {
        const QString lines = cart.lines == 1 ? Text::tr("1 line") : Text::tr("%1 lines").arg(cart.lines);
        rows.push_back({ moment(cart.suspendedAt), cart.note.isEmpty() ? cart.firstLine : cart.note, lines });
    }
    ChooseDialog dialog(
        { .name = QStringLiteral("recallDialog"), .title = Text::tr("Suspended carts"), .accept = Text::tr("Recall"), .others = {} }, rows, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(carts[dialog.chosen()].id) : std::nullopt;
}

std::optional<SalePrompts::ChosenSale> DialogPrompts::chooseSale(const std::vector<SaleRows::Summary>& sales)
{
    std::vector<ChooseDialog::Row> rows;
    for (const SaleRows::Summary& sale : sales) {
        if (sale.refundOf.isEmpty())
            rows.push_back({ sale.number, moment(sale.at), toDisplayString(sale.total) });
        else
            rows.push_back({ sale.number, Text::tr("%1   Refund of %2").arg(moment(sale.at), sale.refundOf), toDisplayString(sale.total),
                ChooseDialog::Row::Tone::Trouble, { QStringLiteral("refund") } });
    }
    ChooseDialog dialog({ .name = QStringLiteral("receiptsDialog"),
                            .title = Text::tr("Receipts"),
                            .accept = Text::tr("Print again"),
                            .others = { { QStringLiteral("refund"), Text::tr("Refund…"), Qt::Key_F7 },
                                { QStringLiteral("saveFile"), Text::tr("Save as PDF or PNG"), Qt::Key_F9 } } },
        rows, front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    constexpr std::array others { SaleUse::Refund, SaleUse::SaveFile };
    return ChosenSale { sales[dialog.chosen()].fact, dialog.other() ? others[*dialog.other()] : SaleUse::Print };
}

SalePrompts::Outcome DialogPrompts::takePayment(Payment& payment)
{
    PayDialog dialog(payment, front());
    return dialog.exec() == QDialog::Accepted ? Outcome::Paid : Outcome::Cancelled;
}

Prompts::Answer DialogPrompts::takeRefund(RefundDraft& draft)
{
    RefundDialog dialog(draft, front());
    return dialog.exec() == QDialog::Accepted ? Answer::Yes : Answer::No;
}

std::optional<QString> DialogPrompts::askPin(const PinQuestion& question)
{
    PinDialog dialog(question, front());
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.pin()) : std::nullopt;
}

std::optional<Money> DialogPrompts::askAmount(const AmountQuestion& question)
{
    auto read = [&question](const QString& text) -> Result<Money> {
        const Money amount = TRY(parseMoney(text));
        if (amount.minor <= 0 || amount > question.most)
            return fail(ErrorCode::InputOutOfRange);
        return amount;
    };
    InputDialog dialog(
        { .name = QStringLiteral("amountDialog"),
            .title = question.title,
            .detail = question.detail,
            .text = question.start.isZero() ? QString() : toPlainString(question.start),
            .unit = {},
            .sign = QStringLiteral("¥"),
            .maxChars = 12 },
        [&](const QString& text) -> Result<QString> {
            TRY(read(text));
            return QString();
        },
        front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const auto amount = read(dialog.text());
    return amount ? std::optional(*amount) : std::nullopt;
}

std::optional<qint64> DialogPrompts::askCount(const CountQuestion& question)
{
    auto read = [&question](const QString& text) -> Result<qint64> {
        bool isNumber = false;
        const qint64 count = text.trimmed().toLongLong(&isNumber);
        if (!isNumber)
            return fail(ErrorCode::InputMalformed);
        if (count == 0 || count < question.least || count > question.most)
            return fail(ErrorCode::InputOutOfRange);
        return count;
    };
    InputDialog dialog(
        { .name = QStringLiteral("countDialog"), .title = question.title, .detail = question.detail, .text = {}, .unit = question.unit, .maxChars = 10 },
        [&](const QString& text) -> Result<QString> {
            TRY(read(text));
            return QString();
        },
        front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const auto count = read(dialog.text());
    return count ? std::optional(*count) : std::nullopt;
}

std::optional<QString> DialogPrompts::askText(const TextQuestion& question)
{
    InputDialog dialog(
        { .name = QStringLiteral("textDialog"),
            .title = question.title,
            .detail = question.detail,
            .text = question.text,
            .unit = {},
            .maxChars = static_cast<int>(question.maxChars) },
        [](const QString& text) -> Result<QString> {
            if (text.trimmed().isEmpty())
                return fail(ErrorCode::InputMalformed);
            return QString();
        },
        front());
    dialog.setMinimumWidth(theme::px(560));
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.text().trimmed()) : std::nullopt;
}

std::optional<ShellPrompts::CashierAnswer> DialogPrompts::askCashier(const CashierQuestion& question)
{
    std::vector<ChooseDialog::Row> rows;
    for (const CashierQuestion::Row& row : question.rows)
        rows.push_back({ .left = row.name,
            .middle = {},
            .right = row.isAtTill ? Text::tr("at the till") : QString(),
            .without = row.isListed ? QStringList() : QStringList { QStringLiteral("endCashier") } });
    ChooseDialog dialog({ .name = QStringLiteral("cashierDialog"),
                            .title = Text::tr("Who is at the till?"),
                            .accept = Text::tr("Choose"),
                            .others = { { QStringLiteral("addCashier"), Text::tr("Add cashier…"), Qt::Key_F5, ChooseDialog::Question::Other::Needs::Nothing },
                                { QStringLiteral("endCashier"), Text::tr("No longer works here…"), Qt::Key_Delete } },
                            .selected = question.selected,
                            .nothing = Text::tr("Nobody is on the list yet.") },
        rows, front());
    if (dialog.exec() != QDialog::Accepted)
        return {};
    constexpr std::array others { CashierAnswer::Use::Add, CashierAnswer::Use::End };
    return CashierAnswer { dialog.other() ? others[*dialog.other()] : CashierAnswer::Use::Take, dialog.chosen() };
}

Prompts::Answer DialogPrompts::askEndOfWork(const QString& cashier)
{
    return answerTo(
        { QStringLiteral("endCashierDialog"), Text::tr("No longer works here?"),
            Text::tr("%1 leaves the list, at every till of the chain. The name stays on the receipts of before; adding it again brings it back.").arg(cashier),
            Text::tr("No longer works here"), Text::tr("Keep"), QuestionDialog::Question::Risk::Destroys },
        front());
}

Prompts::Answer DialogPrompts::askLeavingChain(qint64 unsent)
{
    const QString lost = unsent > 0
        ? Text::tr("Not sent yet: %1. Once the till has left, the chain never sees it. Let it send first.").arg(unsent) + QStringLiteral("\n\n")
        : QString();
    return answerTo({ QStringLiteral("leaveChainDialog"), Text::tr("Leave the chain?"),
                        lost
                            + Text::tr("This till stands alone from then on: what happens here the other tills do not see."
                                       "\n\nIts products, prices and members stay as they are now. To join again it needs a new code from the hub."),
                        Text::tr("Leave the chain"), Text::tr("Stay"), QuestionDialog::Question::Risk::Destroys },
        front());
}

void DialogPrompts::serve(ServicesPresenter& services)
{
    ServicesDialog(services, front()).exec();
}

void DialogPrompts::showStatement(StatementPresenter& statement)
{
    StatementDialog(statement, front()).exec();
}

std::optional<QString> DialogPrompts::askTableFile(const QString& suggestion)
{
    const QString name = ManagerFiles::dialogs(front()).askSave(suggestion);
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

std::optional<QString> DialogPrompts::askFileName(const QString& suggestion)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    const QString name = QFileDialog::getSaveFileName(front(), Text::tr("Save"), folder.filePath(suggestion), Text::tr("PDF (*.pdf);;Picture (*.png)"));
    return name.isEmpty() ? std::nullopt : std::optional(name);
}

void DialogPrompts::tell(const QString& sentence)
{
    QuestionDialog(
        { .name = QStringLiteral("tellDialog"), .title = Text::tr("Please read"), .text = sentence, .accept = Text::tr("OK"), .reject = {} }, front())
        .exec();
}

}
