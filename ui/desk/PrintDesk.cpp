// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desk/PrintDesk.h"

#include <QPointer>

#include <utility>

namespace tangyuan {

PrintDesk::PrintDesk(ReceiptPrinter& printer, QObject* parent)
    : QObject(parent)
    , m_printer(printer)
{
}

void PrintDesk::print(const ReceiptDocument& document)
{
    m_printer.print(document, [desk = QPointer(this), document](Result<void> done) {
        if (!desk || done)
            return;
        if (done.error().code != ErrorCode::PrinterNotConfigured) {
            if (desk->m_unprinted.size() == unprintedLimit)
                desk->m_unprinted.erase(desk->m_unprinted.begin());
            desk->m_unprinted.push_back(document);
        }
        desk->m_trouble = done.error();
        Q_EMIT desk->changed();
    });
}

void PrintDesk::printAgain()
{
    m_trouble.reset();
    const std::vector<ReceiptDocument> documents = std::exchange(m_unprinted, {});
    Q_EMIT changed();
    for (const ReceiptDocument& document : documents)
        print(document);
}

void PrintDesk::dismiss()
{
    m_trouble.reset();
    m_unprinted.clear();
    Q_EMIT changed();
}

void PrintDesk::openDrawer()
{
    m_printer.openDrawer([desk = QPointer(this)](Result<void> done) {
        if (desk && !done)
            Q_EMIT desk->drawerFailed(done.error());
    });
}

}
