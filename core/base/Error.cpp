// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Error.h"

#include "core/base/Verify.h"

namespace tangyuan {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InputTooLong: return QStringLiteral("InputTooLong");
    case ErrorCode::InputMalformed: return QStringLiteral("InputMalformed");
    case ErrorCode::InputOutOfRange: return QStringLiteral("InputOutOfRange");
    case ErrorCode::EncodingUnknown: return QStringLiteral("EncodingUnknown");
    case ErrorCode::ProductNotFound: return QStringLiteral("ProductNotFound");
    case ErrorCode::ProductOffSale: return QStringLiteral("ProductOffSale");
    case ErrorCode::BarcodeInvalid: return QStringLiteral("BarcodeInvalid");
    case ErrorCode::DuplicateCode: return QStringLiteral("DuplicateCode");
    case ErrorCode::MemberNotFound: return QStringLiteral("MemberNotFound");
    case ErrorCode::PhoneInvalid: return QStringLiteral("PhoneInvalid");
    case ErrorCode::PhoneTaken: return QStringLiteral("PhoneTaken");
    case ErrorCode::PinUnset: return QStringLiteral("PinUnset");
    case ErrorCode::PinWrong: return QStringLiteral("PinWrong");
    case ErrorCode::PinLocked: return QStringLiteral("PinLocked");
    case ErrorCode::PinWeak: return QStringLiteral("PinWeak");
    case ErrorCode::FeedbackNotFound: return QStringLiteral("FeedbackNotFound");
    case ErrorCode::SegmentNotFound: return QStringLiteral("SegmentNotFound");
    case ErrorCode::CodeUnknown: return QStringLiteral("CodeUnknown");
    case ErrorCode::SignatureInvalid: return QStringLiteral("SignatureInvalid");
    case ErrorCode::CodeExpired: return QStringLiteral("CodeExpired");
    case ErrorCode::ImageUnreadable: return QStringLiteral("ImageUnreadable");
    case ErrorCode::NoCodeInImage: return QStringLiteral("NoCodeInImage");
    case ErrorCode::CartEmpty: return QStringLiteral("CartEmpty");
    case ErrorCode::CartFull: return QStringLiteral("CartFull");
    case ErrorCode::QuantityInvalid: return QStringLiteral("QuantityInvalid");
    case ErrorCode::TenderShort: return QStringLiteral("TenderShort");
    case ErrorCode::TenderInvalid: return QStringLiteral("TenderInvalid");
    case ErrorCode::PointsInsufficient: return QStringLiteral("PointsInsufficient");
    case ErrorCode::SaleNotFound: return QStringLiteral("SaleNotFound");
    case ErrorCode::AlreadyRefunded: return QStringLiteral("AlreadyRefunded");
    case ErrorCode::ProofNeeded: return QStringLiteral("ProofNeeded");
    case ErrorCode::ValueInsufficient: return QStringLiteral("ValueInsufficient");
    case ErrorCode::GiftUnavailable: return QStringLiteral("GiftUnavailable");
    case ErrorCode::OriginUnknown: return QStringLiteral("OriginUnknown");
    case ErrorCode::AlreadySpent: return QStringLiteral("AlreadySpent");
    case ErrorCode::DrawFinal: return QStringLiteral("DrawFinal");
    case ErrorCode::LimitReached: return QStringLiteral("LimitReached");
    case ErrorCode::SoldOut: return QStringLiteral("SoldOut");
    case ErrorCode::NotEligible: return QStringLiteral("NotEligible");
    case ErrorCode::NotNow: return QStringLiteral("NotNow");
    case ErrorCode::RulesRefused: return QStringLiteral("RulesRefused");
    case ErrorCode::ClockDoubtful: return QStringLiteral("ClockDoubtful");
    case ErrorCode::CartNotFound: return QStringLiteral("CartNotFound");
    case ErrorCode::CashierNotFound: return QStringLiteral("CashierNotFound");
    case ErrorCode::CashierTaken: return QStringLiteral("CashierTaken");
    case ErrorCode::CouponUnknown: return QStringLiteral("CouponUnknown");
    case ErrorCode::CouponForged: return QStringLiteral("CouponForged");
    case ErrorCode::CouponForeign: return QStringLiteral("CouponForeign");
    case ErrorCode::CouponNotHeld: return QStringLiteral("CouponNotHeld");
    case ErrorCode::CouponUsed: return QStringLiteral("CouponUsed");
    case ErrorCode::CouponRevoked: return QStringLiteral("CouponRevoked");
    case ErrorCode::CouponNotYetValid: return QStringLiteral("CouponNotYetValid");
    case ErrorCode::CouponExpired: return QStringLiteral("CouponExpired");
    case ErrorCode::CouponOtherStore: return QStringLiteral("CouponOtherStore");
    case ErrorCode::CouponNotNow: return QStringLiteral("CouponNotNow");
    case ErrorCode::CouponTooMany: return QStringLiteral("CouponTooMany");
    case ErrorCode::CouponNotTransferable: return QStringLiteral("CouponNotTransferable");
    case ErrorCode::DiscountNotAllowed: return QStringLiteral("DiscountNotAllowed");
    case ErrorCode::DiscountTooLarge: return QStringLiteral("DiscountTooLarge");
    case ErrorCode::DiscountReasonMissing: return QStringLiteral("DiscountReasonMissing");
    case ErrorCode::DatabaseFailed: return QStringLiteral("DatabaseFailed");
    case ErrorCode::DatabaseBusy: return QStringLiteral("DatabaseBusy");
    case ErrorCode::DatabaseCorrupt: return QStringLiteral("DatabaseCorrupt");
    case ErrorCode::DatabaseNewer: return QStringLiteral("DatabaseNewer");
    case ErrorCode::DatabaseMissing: return QStringLiteral("DatabaseMissing");
    case ErrorCode::TillExists: return QStringLiteral("TillExists");
    case ErrorCode::DiskFull: return QStringLiteral("DiskFull");
    case ErrorCode::ReadOnly: return QStringLiteral("ReadOnly");
    case ErrorCode::FolderInUse: return QStringLiteral("FolderInUse");
    case ErrorCode::FileNotFound: return QStringLiteral("FileNotFound");
    case ErrorCode::FileUnreadable: return QStringLiteral("FileUnreadable");
    case ErrorCode::FileUnwritable: return QStringLiteral("FileUnwritable");
    case ErrorCode::ChainBroken: return QStringLiteral("ChainBroken");
    case ErrorCode::LedgerBroken: return QStringLiteral("LedgerBroken");
    case ErrorCode::KeyMissing: return QStringLiteral("KeyMissing");
    case ErrorCode::KeyStoreUnavailable: return QStringLiteral("KeyStoreUnavailable");
    case ErrorCode::KeyWrong: return QStringLiteral("KeyWrong");
    case ErrorCode::SealBroken: return QStringLiteral("SealBroken");
    case ErrorCode::PrinterNotConfigured: return QStringLiteral("PrinterNotConfigured");
    case ErrorCode::PrinterUnreachable: return QStringLiteral("PrinterUnreachable");
    case ErrorCode::PrinterOutOfPaper: return QStringLiteral("PrinterOutOfPaper");
    case ErrorCode::PrinterFailed: return QStringLiteral("PrinterFailed");
    case ErrorCode::ScannerUnavailable: return QStringLiteral("ScannerUnavailable");
    case ErrorCode::CameraUnavailable: return QStringLiteral("CameraUnavailable");
    case ErrorCode::HubUnreachable: return QStringLiteral("HubUnreachable");
    case ErrorCode::HubCertificateWrong: return QStringLiteral("HubCertificateWrong");
    case ErrorCode::HubRefused: return QStringLiteral("HubRefused");
    case ErrorCode::HubVersion: return QStringLiteral("HubVersion");
    case ErrorCode::DeviceRevoked: return QStringLiteral("DeviceRevoked");
    case ErrorCode::EnrolmentRefused: return QStringLiteral("EnrolmentRefused");
    }
    VERIFY(false);
}

}
