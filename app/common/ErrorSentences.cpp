// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/ErrorSentences.h"

namespace tangyuan {

using namespace Qt::Literals::StringLiterals;

namespace {

QString wordsFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InputTooLong: return u"The input is too long"_s;
    case ErrorCode::InputMalformed: return u"The input cannot be understood"_s;
    case ErrorCode::InputOutOfRange: return u"A value is too large or too small"_s;
    case ErrorCode::EncodingUnknown: return u"The file is neither UTF-8 nor GB18030; save it as UTF-8"_s;
    case ErrorCode::ProductNotFound: return u"The catalogue has no product with this code"_s;
    case ErrorCode::ProductOffSale: return u"The product is off sale"_s;
    case ErrorCode::BarcodeInvalid: return u"The barcode's check digit is wrong"_s;
    case ErrorCode::DuplicateCode: return u"Another product has this code already"_s;
    case ErrorCode::MemberNotFound: return u"There is no such member"_s;
    case ErrorCode::PhoneInvalid: return u"This is no valid phone number"_s;
    case ErrorCode::PhoneTaken: return u"Another member has this phone"_s;
    case ErrorCode::PinUnset: return u"The member has no PIN"_s;
    case ErrorCode::PinWrong: return u"The PIN is wrong"_s;
    case ErrorCode::PinLocked: return u"Too many wrong PINs; so many seconds to wait"_s;
    case ErrorCode::PinWeak: return u"A PIN is 4 to 6 digits, not one digit repeated, not a straight row"_s;
    case ErrorCode::FeedbackNotFound: return u"There is no such feedback"_s;
    case ErrorCode::SegmentNotFound: return u"There is no segment of this name"_s;
    case ErrorCode::CodeUnknown: return u"The till does not know this code"_s;
    case ErrorCode::SignatureInvalid: return u"The code was not issued by this shop"_s;
    case ErrorCode::CodeExpired: return u"The code has expired"_s;
    case ErrorCode::ImageUnreadable: return u"The picture cannot be opened"_s;
    case ErrorCode::NoCodeInImage: return u"There is no readable code in the picture"_s;
    case ErrorCode::CartEmpty: return u"There is nothing to sell: no lines"_s;
    case ErrorCode::CartFull: return u"There are too many lines"_s;
    case ErrorCode::QuantityInvalid: return u"This quantity cannot be sold; by weight say grams, by the piece say pieces"_s;
    case ErrorCode::TenderShort: return u"The tenders do not cover the total"_s;
    case ErrorCode::TenderInvalid: return u"A tender cannot be taken; only cash may be more than what is due"_s;
    case ErrorCode::PointsInsufficient: return u"The member has not enough points"_s;
    case ErrorCode::SaleNotFound: return u"There is no such sale on this till"_s;
    case ErrorCode::AlreadyRefunded: return u"A line of this sale was refunded before"_s;
    case ErrorCode::ProofNeeded: return u"This much stored value needs the PIN or a dynamic code"_s;
    case ErrorCode::ValueInsufficient: return u"The stored value does not cover that"_s;
    case ErrorCode::GiftUnavailable: return u"The gift is taken, expired or not usable today"_s;
    case ErrorCode::OriginUnknown: return u"What this undoes is not known, or was undone already"_s;
    case ErrorCode::AlreadySpent: return u"Some of what this gave is spent, so it cannot be undone as a whole"_s;
    case ErrorCode::DrawFinal: return u"A draw stands: undoing it would make the published odds untrue"_s;
    case ErrorCode::LimitReached: return u"The member has had this as often as the rules allow"_s;
    case ErrorCode::SoldOut: return u"There is none left"_s;
    case ErrorCode::NotEligible: return u"The rules do not give this to this member"_s;
    case ErrorCode::NotNow: return u"The rules do not allow this today"_s;
    case ErrorCode::RulesRefused: return u"The rules are refused; nothing was changed"_s;
    case ErrorCode::ClockDoubtful: return u"The clock and the last fact are far apart; set the clock right, or say --through"_s;
    case ErrorCode::CartNotFound: return u"There is no such suspended cart"_s;
    case ErrorCode::CashierNotFound: return u"There is no cashier of this name"_s;
    case ErrorCode::CashierTaken: return u"A cashier of this name works here already"_s;
    case ErrorCode::CouponUnknown: return u"No rules of prices in force know such a coupon"_s;
    case ErrorCode::CouponForged: return u"The coupon's signature is wrong"_s;
    case ErrorCode::CouponForeign: return u"The coupon is of another shop"_s;
    case ErrorCode::CouponNotHeld: return u"The member does not hold this coupon"_s;
    case ErrorCode::CouponUsed: return u"The coupon was used already"_s;
    case ErrorCode::CouponRevoked: return u"The coupon was revoked"_s;
    case ErrorCode::CouponNotYetValid: return u"The coupon is not valid yet"_s;
    case ErrorCode::CouponExpired: return u"The coupon has expired"_s;
    case ErrorCode::CouponOtherStore: return u"The coupon is for other stores"_s;
    case ErrorCode::CouponNotNow: return u"The coupon does not hold at this time or for this customer"_s;
    case ErrorCode::CouponTooMany: return u"One order takes no more coupons of this kind"_s;
    case ErrorCode::CouponNotTransferable: return u"Coupons of this kind cannot be given to another member"_s;
    case ErrorCode::DiscountNotAllowed: return u"The rules let this cashier take nothing off by hand"_s;
    case ErrorCode::DiscountTooLarge: return u"More than the rules let a cashier take off by hand"_s;
    case ErrorCode::DiscountReasonMissing: return u"A discount by hand needs a reason"_s;
    case ErrorCode::DatabaseFailed: return u"The database failed"_s;
    case ErrorCode::DatabaseBusy: return u"The database is busy; try again"_s;
    case ErrorCode::DatabaseCorrupt: return u"The database is damaged; restore the latest backup"_s;
    case ErrorCode::DatabaseNewer: return u"The data was written by a newer version of the program; nothing was changed"_s;
    case ErrorCode::DatabaseMissing: return u"There is no till in this folder; make one with tangyuan-admin init"_s;
    case ErrorCode::TillExists: return u"There is a till in this folder already"_s;
    case ErrorCode::DiskFull: return u"The disk is full; nothing was lost"_s;
    case ErrorCode::ReadOnly: return u"The folder or disk is read-only"_s;
    case ErrorCode::FolderInUse: return u"Another program has this till open; close it there first"_s;
    case ErrorCode::FileNotFound: return u"The file does not exist"_s;
    case ErrorCode::FileUnreadable: return u"The file cannot be read"_s;
    case ErrorCode::FileUnwritable: return u"The file cannot be written"_s;
    case ErrorCode::ChainBroken: return u"The record of facts does not hold together; restore the latest backup"_s;
    case ErrorCode::LedgerBroken: return u"The sales and the ledger do not add up; restore the latest backup"_s;
    case ErrorCode::KeyMissing: return u"The till's key is not in this key store; name its key file with --key-file, or unlock the keychain it is in"_s;
    case ErrorCode::KeyStoreUnavailable: return u"The key store cannot be used"_s;
    case ErrorCode::KeyWrong: return u"The key or passphrase does not fit"_s;
    case ErrorCode::SealBroken: return u"A member's details cannot be opened: they were changed outside the till"_s;
    case ErrorCode::PrinterNotConfigured: return u"No printer is set up"_s;
    case ErrorCode::PrinterUnreachable: return u"The printer does not answer"_s;
    case ErrorCode::PrinterOutOfPaper: return u"The printer is out of paper"_s;
    case ErrorCode::PrinterFailed: return u"The printer stopped"_s;
    case ErrorCode::ScannerUnavailable: return u"The scanner does not answer"_s;
    case ErrorCode::CameraUnavailable: return u"No camera can be used"_s;
    case ErrorCode::HubUnreachable: return u"The hub does not answer; nothing was lost"_s;
    case ErrorCode::HubCertificateWrong: return u"Who answers is not the hub that this till joined; nothing was sent"_s;
    case ErrorCode::HubRefused: return u"The hub refuses that"_s;
    case ErrorCode::HubVersion: return u"The hub speaks another version; update the older of the two"_s;
    case ErrorCode::DeviceRevoked: return u"This till was taken out of the chain"_s;
    case ErrorCode::EnrolmentRefused: return u"The hub does not take this till in"_s;
    }
    VERIFY(false);
}

}

QString printable(QString text)
{
    constexpr qsizetype mostChars = 300;
    text.truncate(mostChars);
    for (QChar& character : text)
        if (!character.isPrint() && !character.isSurrogate())
            character = u'?';
    return text;
}

QString errorSentence(const Error& error)
{
    return error.context.isEmpty() ? wordsFor(error.code) + u'.' : u"%1 (%2)."_s.arg(wordsFor(error.code), printable(error.context));
}

QJsonObject errorJson(const Error& error)
{
    return { { u"code"_s, errorCodeName(error.code) }, { u"context"_s, error.context } };
}

ProgramExit exitFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DatabaseFailed:
    case ErrorCode::DatabaseBusy:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseNewer:
    case ErrorCode::DatabaseMissing:
    case ErrorCode::DiskFull:
    case ErrorCode::ReadOnly:
    case ErrorCode::FolderInUse:
    case ErrorCode::FileUnwritable:
    case ErrorCode::KeyMissing:
    case ErrorCode::KeyStoreUnavailable:
    case ErrorCode::KeyWrong:
    case ErrorCode::SealBroken:
    case ErrorCode::HubUnreachable:
    case ErrorCode::HubCertificateWrong:
    case ErrorCode::HubVersion: return ProgramExit::Storage;
    case ErrorCode::ChainBroken:
    case ErrorCode::LedgerBroken: return ProgramExit::Damaged;
    default: // everything else is about what was given
        return ProgramExit::Refused;
    }
}

}
