// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sale/CartOffers.h"

#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Words.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tangyuan {
namespace {

constexpr size_t chipsShown = 4;
constexpr int chipChars = 12;

}

QString hintText(const Hint& hint)
{
    const QString gain = toDisplayString(hint.gain);
    if (hint.missingPieces == 1)
        return CartOffers::tr("One more for %1 off (%2)").arg(gain, hint.name);
    if (hint.missingPieces > 0)
        return CartOffers::tr("%1 more pieces for %2 off (%3)").arg(QString::number(hint.missingPieces), gain, hint.name);
    return CartOffers::tr("%1 more for %2 off (%3)").arg(toDisplayString(hint.missing), gain, hint.name);
}

CartOffers::CartOffers(QWidget* parent)
    : QWidget(parent)
    , m_coupons(new QWidget)
    , m_chips(new FlowLayout(theme::px(6)))
    , m_hintBox(new QFrame)
    , m_hints { new ElidedLabel("quiet"), new ElidedLabel("quiet") }
{
    setObjectName(QStringLiteral("cartOffers"));
    setProperty("surface", QStringLiteral("plain"));
    m_coupons->setObjectName(QStringLiteral("laidCoupons"));
    m_coupons->setProperty("surface", QStringLiteral("plain"));
    m_coupons->setLayout(m_chips);
    m_hintBox->setObjectName(QStringLiteral("hints"));
    m_hintBox->setProperty("role", QStringLiteral("banner"));
    theme::setLook(m_hintBox, "tone", QStringLiteral("quiet"));
    auto* hints = new QVBoxLayout(m_hintBox);
    hints->setContentsMargins(theme::px(10), theme::px(4), theme::px(10), theme::px(4));
    hints->setSpacing(theme::px(1));
    for (ElidedLabel* hint : m_hints)
        hints->addWidget(hint);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme::px(14), theme::px(8), theme::px(14), 0);
    column->setSpacing(theme::px(6));
    column->addWidget(m_coupons);
    column->addWidget(m_hintBox);
}

void CartOffers::render(const SaleView& view)
{
    renderCoupons(view.laidCoupons);
    QStringList hints;
    for (const Hint& hint : view.hints)
        hints.append(hintText(hint));
    if (!view.pointsHint.isEmpty())
        hints.append(view.pointsHint);
    for (size_t i = 0; i < m_hints.size(); ++i) {
        const bool isThere = static_cast<qsizetype>(i) < hints.size();
        m_hints[i]->setVisible(isThere);
        if (isThere)
            m_hints[i]->setText(hints[static_cast<qsizetype>(i)]);
    }
    m_hintBox->setVisible(!hints.isEmpty());
    setVisible(!hints.isEmpty() || !view.laidCoupons.empty());
}

void CartOffers::renderCoupons(const std::vector<LaidCoupon>& coupons)
{
    m_coupons->setVisible(!coupons.empty());
    if (coupons == m_shown)
        return;
    m_shown = coupons;
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was just pressed
        delete item;
    }
    const size_t shown = coupons.size() > chipsShown ? chipsShown - 1 : coupons.size();
    for (size_t i = 0; i < shown; ++i)
        addChip(coupons[i]);
    if (shown == coupons.size())
        return;
    QStringList names;
    for (size_t i = shown; i < coupons.size(); ++i)
        names.append(coupons[i].name);
    auto* more = theme::button(QStringLiteral("+%1").arg(coupons.size() - shown), "chip");
    more->setToolTip(names.join(u'\n'));
    more->setFocusPolicy(Qt::NoFocus);
    connect(more, &QPushButton::clicked, this, &CartOffers::couponsAsked);
    m_chips->addWidget(more);
}

void CartOffers::addChip(const LaidCoupon& coupon)
{
    QString text = words::shortened(coupon.name, chipChars);
    if (coupon.count > 1)
        text += QStringLiteral(" × %1").arg(coupon.count);
    if (coupon.effect == LaidCoupon::Effect::None)
        text += QStringLiteral("  ") + tr("waits");
    else if (!coupon.saved.isZero())
        text += QStringLiteral("  ") + toDisplayString(-coupon.saved);
    auto* chip = theme::button(text + QStringLiteral("   ×"), "chip");
    chip->setObjectName(QStringLiteral("laidCoupon_") + coupon.kind);
    chip->setProperty("acts", coupon.effect == LaidCoupon::Effect::Acts ? QStringLiteral("yes") : QStringLiteral("no"));
    chip->setToolTip(coupon.name + u'\n'
        + (coupon.effect == LaidCoupon::Effect::None ? tr("It does not lower this order yet. Press to take it off.") : tr("Press to take it off.")));
    chip->setAccessibleName(tr("Take the coupon %1 off").arg(coupon.name));
    chip->setFocusPolicy(Qt::NoFocus);
    connect(chip, &QPushButton::clicked, this, [this, kind = coupon.kind] { Q_EMIT couponTakenOff(kind); });
    m_chips->addWidget(chip);
}

}
