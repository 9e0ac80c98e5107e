// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QStringList>

#include <vector>

namespace tangyuan {

/// What stands on one printed coupon.
struct PrintedCoupon {
    QString shop;
    QString name;
    QStringList lines; ///< validity, number
    QString code;      ///< into the QR
};

/// Coupons on A4 paper, ten a page, to be cut apart, as PDF bytes. Wants a QGuiApplication. Errors: those of makeQr.
Result<QByteArray> paintCouponSheet(const std::vector<PrintedCoupon>& coupons);

}
