// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/CouponSheet.h"

#include "core/domain/codes/QrMatrix.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>

namespace tangyuan {

namespace {

constexpr int couponColumns = 2;
constexpr int couponRows = 5;
constexpr qreal pageWidth = 210; // mm, ISO 216
constexpr qreal pageHeight = 297;
constexpr qreal margin = 8;
constexpr qreal padding = 4;

void paintQr(QPainter& painter, const QrMatrix& qr, const QRectF& box)
{
    const qreal module = box.width() / (qr.size() + 2 * QrMatrix::quietZoneModules);
    for (int y = 0; y < qr.size(); ++y)
        for (int x = 0; x < qr.size(); ++x)
            if (qr.isDark(x, y))
                painter.fillRect(
                    QRectF(box.left() + (x + QrMatrix::quietZoneModules) * module, box.top() + (y + QrMatrix::quietZoneModules) * module, module, module),
                    Qt::black);
}

void paintText(QPainter& painter, const QRectF& box, const PrintedCoupon& coupon)
{
    const auto font = [&](qreal mm, bool isBold) {
        QFont made = painter.font();
        made.setPointSizeF(mm / 25.4 * 72);
        made.setBold(isBold);
        return made;
    };
    qreal top = box.top();
    const auto line = [&](const QString& text, qreal mm, bool isBold, int most) {
        painter.setFont(font(mm, isBold));
        const QRectF space(box.left(), top, box.width(), mm * 1.4 * most);
        const int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap | Qt::TextWrapAnywhere;
        QRectF used;
        painter.save();
        painter.setClipRect(space);
        painter.drawText(space, flags, text, &used);
        painter.restore();
        top += std::min(used.height(), space.height()) + mm * 0.4;
    };
    line(coupon.shop, 3, false, 1);
    line(coupon.name, 5.2, true, 3);
    for (const QString& text : coupon.lines)
        line(text, 2.9, false, 2);
}

}

Result<QByteArray> paintCouponSheet(const std::vector<PrintedCoupon>& coupons)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    pdf.setPageLayout({ QPageSize(QPageSize::A4), QPageLayout::Portrait, {} });
    pdf.setResolution(300);
    QPainter painter(&pdf);
    painter.scale(300 / 25.4, 300 / 25.4); // from here on in millimetres
    const QSizeF cell((pageWidth - 2 * margin) / couponColumns, (pageHeight - 2 * margin) / couponRows);
    for (size_t i = 0; i < coupons.size(); ++i) {
        const auto place = static_cast<int>(i % (couponColumns * couponRows));
        if (place == 0 && i > 0)
            pdf.newPage();
        const QRectF box(QPointF(margin + place % couponColumns * cell.width(), margin + place / couponColumns * cell.height()), cell);
        painter.setPen(QPen(QColor(150, 150, 150), 0.1, Qt::DashLine));
        painter.drawRect(box);
        painter.setPen(Qt::black);
        const QRectF inner = box.adjusted(padding, padding, -padding, -padding);
        const qreal side = std::min(inner.height(), 40.0);
        paintQr(painter, TRY(makeQr(coupons[i].code, ErrorCorrection::Medium)), QRectF(inner.right() - side, inner.center().y() - side / 2, side, side));
        paintText(painter, inner.adjusted(0, 0, -side - 2, 0), coupons[i]);
    }
    painter.end();
    return buffer.data();
}

}
