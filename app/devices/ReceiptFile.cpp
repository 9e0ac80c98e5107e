// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/ReceiptFile.h"

#include "app/devices/ReceiptPainter.h"
#include "core/domain/receipt/Paper.h"
#include "core/domain/receipt/PlainText.h"

#include <QBuffer>
#include <QFileInfo>
#include <QSaveFile>

namespace tangyuan {

namespace {

Failure unwritable(const QSaveFile& file)
{
    return fail(ErrorCode::FileUnwritable, QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
}

Result<QByteArray> encodeByExtension(const ReceiptDocument& document, const PrinterSettings& settings, const QString& extension)
{
    if (extension == u"txt")
        return toPlainText(document, paperColumns(settings.paper)).toUtf8();
    if (extension == u"escpos")
        return encodeForPrinter(document, settings);
    QBuffer pdf;
    pdf.open(QIODevice::WriteOnly);
    TRY(paintPdf(document, settings.paper, pdf));
    return pdf.data();
}

Result<void> writeContents(const ReceiptDocument& document, const PrinterSettings& settings, const QString& extension, QSaveFile& file)
{
    if (extension == u"png") {
        const int scale = QFileInfo(file.fileName()).completeBaseName().endsWith(u"@2x") ? 2 : 1;
        const QImage image = paintImage(document, settings.paper, scale);
        if (image.isNull() || !image.save(&file, "PNG"))
            return unwritable(file);
        return {};
    }
    const QByteArray bytes = TRY(encodeByExtension(document, settings, extension));
    if (file.write(bytes) != bytes.size())
        return unwritable(file);
    return {};
}

}

Result<void> writeReceiptFile(const ReceiptDocument& document, const PrinterSettings& settings, const QString& path)
{
    const QString extension = QFileInfo(path).suffix().toLower();
    if (extension != u"escpos" && extension != u"png" && extension != u"pdf" && extension != u"txt")
        return fail(ErrorCode::InputMalformed, path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return unwritable(file);
    TRY(writeContents(document, settings, extension, file));
    if (!file.commit())
        return unwritable(file);
    return {};
}

}
