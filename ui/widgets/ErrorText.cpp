// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ErrorText.h"

#include "core/base/Verify.h"

#include <QCoreApplication>

namespace tangyuan {
namespace {

struct Advice {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

/// "0:45", "60:00".
QString minutesAndSeconds(const QString& seconds)
{
    const int count = seconds.toInt();
    return QStringLiteral("%1:%2").arg(count / 60).arg(count % 60, 2, 10, QLatin1Char('0'));
}

/// Why the hub did not take the till in, by the refusal's name.
QString enrolmentText(const QString& refusal)
{
    if (refusal == u"codeUnknown")
        return Advice::tr("The hub does not know this code: it was used, is over, or was cut short. Ask for a new one.");
    if (refusal == u"tillCodeTaken")
        return Advice::tr("Another till of the chain has this till's code on its receipts. Change the till code in Settings, then join.");
    return Advice::tr("The hub did not take this till in. Ask whoever runs it.");
}

}

QString errorText(const Error& error)
{
    switch (error.code) {
    case ErrorCode::InputTooLong: return Advice::tr("That is too long. Shorten it and try again.");
    case ErrorCode::InputMalformed: return Advice::tr("That cannot be read. Check it and type it again.");
    case ErrorCode::InputOutOfRange: return Advice::tr("That value is too large or too small. Check it and type it again.");
    case ErrorCode::EncodingUnknown: return Advice::tr("The file is neither UTF-8 nor GB18030. Save it as “CSV UTF-8” and try again.");
    case ErrorCode::ProductNotFound: return Advice::tr("No product has this code. Type its name, or add it to the catalogue.");
    case ErrorCode::ProductOffSale: return Advice::tr("This product is off sale. Put it back on sale in the catalogue to sell it.");
    case ErrorCode::BarcodeInvalid: return Advice::tr("The barcode was misread. Scan it again, or type the number below the bars.");
    case ErrorCode::DuplicateCode: return Advice::tr("Another product has this code already. Choose another one.");
    case ErrorCode::MemberNotFound: return Advice::tr("There is no such member. Press F5 to register by phone.");
    case ErrorCode::PhoneInvalid: return Advice::tr("This is not a complete phone number. Check the digits.");
    case ErrorCode::PhoneTaken: return Advice::tr("Another member has this phone. Look that member up instead.");
    case ErrorCode::PinUnset: return Advice::tr("This member has no PIN yet. Let the member choose one first.");
    case ErrorCode::PinWrong: return Advice::tr("The PIN is wrong. Let the member type it again.");
    case ErrorCode::PinLocked: return Advice::tr("Too many wrong PINs. The member may try again in %1 minutes.").arg(minutesAndSeconds(error.context));
    case ErrorCode::PinWeak: return Advice::tr("This PIN is too easy to guess. Choose 4 to 6 digits, not one digit repeated and no row such as 1234.");
    case ErrorCode::FeedbackNotFound: return Advice::tr("There is no such feedback. Look it up in the list again.");
    case ErrorCode::SegmentNotFound: return Advice::tr("There is no segment of this name. Choose one from the list.");
    case ErrorCode::CodeUnknown: return Advice::tr("The till does not know this code. Scan the product's own barcode, or type its name.");
    case ErrorCode::SignatureInvalid: return Advice::tr("This code was not issued by this shop. Ask for the phone number instead.");
    case ErrorCode::CodeExpired: return Advice::tr("This code has expired. Ask for a fresh one.");
    case ErrorCode::ImageUnreadable: return Advice::tr("This picture cannot be opened. Choose a PNG or JPEG picture.");
    case ErrorCode::NoCodeInImage: return Advice::tr("There is no readable code in the picture. Take a sharper one, closer to the code.");
    case ErrorCode::CartEmpty: return Advice::tr("The cart is empty. Scan or type a product first.");
    case ErrorCode::CartFull: return Advice::tr("There is no more room. Finish or remove something first.");
    case ErrorCode::QuantityInvalid: return Advice::tr("This quantity cannot be sold. Check the number.");
    case ErrorCode::TenderShort: return Advice::tr("The amount does not cover the total yet. Take the rest first.");
    case ErrorCode::TenderInvalid: return Advice::tr("This amount cannot be taken. Only cash may be more than what is due.");
    case ErrorCode::PointsInsufficient: return Advice::tr("The member has not enough points any more. Choose fewer points.");
    case ErrorCode::SaleNotFound: return Advice::tr("There is no such sale on this till. Check the receipt number.");
    case ErrorCode::AlreadyRefunded: return Advice::tr("This line was refunded before. Look at the receipt: a line can be refunded once.");
    case ErrorCode::ProofNeeded: return Advice::tr("This much stored value needs the member's PIN, or the code of this minute from their phone.");
    case ErrorCode::ValueInsufficient: return Advice::tr("The stored value does not cover that. Recharge, or pay the rest in another way.");
    case ErrorCode::GiftUnavailable: return Advice::tr("This gift is gone: taken already, expired, or not usable today.");
    case ErrorCode::OriginUnknown: return Advice::tr("What this should undo is not known here, or was undone already. Look at the member's statement.");
    case ErrorCode::AlreadySpent:
        return Advice::tr("Some of what this gave is spent, so it cannot be undone as a whole. Pay out or adjust by hand what is left.");
    case ErrorCode::DrawFinal:
        return Advice::tr("A draw stands, or the published odds would be untrue. A mistake is put right by adjusting points, with a reason.");
    case ErrorCode::LimitReached: return Advice::tr("The member has had this as often as the rules allow.");
    case ErrorCode::SoldOut: return Advice::tr("There is none left. Choose something else.");
    case ErrorCode::NotEligible: return Advice::tr("The rules do not give this to this member.");
    case ErrorCode::NotNow: return Advice::tr("The rules do not allow this today.");
    case ErrorCode::RulesRefused: return Advice::tr("These rules are refused: they contradict themselves. Nothing was changed.");
    case ErrorCode::ClockDoubtful: return Advice::tr("The till's clock and its last sale are far apart. Set the clock right first.");
    case ErrorCode::CashierNotFound: return Advice::tr("There is no cashier of this name. Choose one from the list.");
    case ErrorCode::CashierTaken: return Advice::tr("A cashier of this name works here already. Add the family name or a number to tell them apart.");
    case ErrorCode::CartNotFound: return Advice::tr("This suspended cart is gone; it was recalled before.");
    case ErrorCode::CouponUnknown: return Advice::tr("This shop knows no such coupon. It may be of rules that are not in force today.");
    case ErrorCode::CouponForged: return Advice::tr("This coupon was not made by the shop: its signature is wrong. Do not take it.");
    case ErrorCode::CouponForeign: return Advice::tr("This is a coupon of another shop.");
    case ErrorCode::CouponNotHeld: return Advice::tr("The member does not hold this coupon.");
    case ErrorCode::CouponUsed: return Advice::tr("This coupon was used already.");
    case ErrorCode::CouponRevoked: return Advice::tr("This coupon was revoked by the shop.");
    case ErrorCode::CouponNotYetValid: return Advice::tr("This coupon is not valid yet. Its first day is still to come.");
    case ErrorCode::CouponExpired: return Advice::tr("This coupon has expired.");
    case ErrorCode::CouponOtherStore: return Advice::tr("This coupon is for other stores of the chain.");
    case ErrorCode::CouponNotNow: return Advice::tr("This coupon does not hold at this time or for this customer.");
    case ErrorCode::CouponTooMany: return Advice::tr("One order takes no more coupons of this kind.");
    case ErrorCode::CouponNotTransferable: return Advice::tr("Coupons of this kind cannot be given to another member.");
    case ErrorCode::DiscountNotAllowed:
        return Advice::tr("The shop's rules let nobody at this counter take something off by hand. The owner can allow it in the rules of prices.");
    case ErrorCode::DiscountTooLarge:
        return Advice::tr("That is more than may be taken off by hand. Take off less, or ask the owner to change the rules of prices.");
    case ErrorCode::DiscountReasonMissing: return Advice::tr("Say why something is taken off.");
    case ErrorCode::DatabaseFailed: return Advice::tr("The till's database did not answer. Try again; if it goes on, restart the till and then call for help.");
    case ErrorCode::DatabaseBusy: return Advice::tr("The till's database is busy. Wait a moment and try again.");
    case ErrorCode::DatabaseCorrupt:
        return Advice::tr("The till's database is damaged. Stop selling on this till and restore the latest backup with tangyuan-admin restore.");
    case ErrorCode::DatabaseNewer: return Advice::tr("The data was written by a newer version of the program. Install that version; nothing was changed.");
    case ErrorCode::DatabaseMissing: return Advice::tr("There is no till in this folder. Check the folder, or start a new till in an empty one.");
    case ErrorCode::TillExists: return Advice::tr("There is a till in this folder already. Open it, or choose an empty folder for a new one.");
    case ErrorCode::DiskFull: return Advice::tr("The disk is full. Free some space, then try again; nothing was lost.");
    case ErrorCode::ReadOnly: return Advice::tr("The till may not write into its folder. Make the disk and the folder writable, then try again.");
    case ErrorCode::FolderInUse: return Advice::tr("Another program has this till open. Close it there, then start again.");
    case ErrorCode::FileNotFound: return Advice::tr("The file does not exist. Check its name and folder.");
    case ErrorCode::FileUnreadable: return Advice::tr("The file cannot be read. Check that it is there and that you may read it.");
    case ErrorCode::FileUnwritable: return Advice::tr("The file cannot be written. Choose another folder or name.");
    case ErrorCode::ChainBroken: return Advice::tr("The record of this till does not hold together. Restore the latest backup and call for help.");
    case ErrorCode::LedgerBroken: return Advice::tr("The points ledger does not add up. Restore the latest backup and call for help.");
    case ErrorCode::KeyMissing:
        return Advice::tr("The key of this till is not on this computer. Unlock the keychain of the user who set the till up, "
                          "or start it with --key-file and the saved key.");
    case ErrorCode::KeyStoreUnavailable: return Advice::tr("The computer's keychain is locked or not running. Unlock it and start again, or use --key-file.");
    case ErrorCode::KeyWrong: return Advice::tr("This key belongs to another till. Start with the key that was saved with this till.");
    case ErrorCode::SealBroken: return Advice::tr("This member's details cannot be opened: they were changed outside the till. Restore the latest backup.");
    case ErrorCode::PrinterNotConfigured: return Advice::tr("No printer is set up. Choose one in Settings.");
    case ErrorCode::PrinterUnreachable: return Advice::tr("The printer does not answer. Check its power and cable.");
    case ErrorCode::PrinterOutOfPaper: return Advice::tr("The printer is out of paper.");
    case ErrorCode::PrinterFailed: return Advice::tr("The printer stopped. Check its cover and paper.");
    case ErrorCode::ScannerUnavailable: return Advice::tr("The scanner does not answer. Check its cable and its name in Settings.");
    case ErrorCode::CameraUnavailable: return Advice::tr("No camera can be used. Plug one in, or scan from a picture.");
    case ErrorCode::HubUnreachable: return Advice::tr("The hub does not answer. Check the network; the till sells on and sends everything later.");
    case ErrorCode::HubCertificateWrong:
        return Advice::tr("Who answers at the hub's address is not the hub of this chain. Nothing was sent. Call whoever runs the hub.");
    case ErrorCode::HubRefused: return Advice::tr("The hub cannot do that now. The till tries again by itself.");
    case ErrorCode::HubVersion: return Advice::tr("The hub and this till speak different versions. Update the older of the two; nothing is lost until then.");
    case ErrorCode::DeviceRevoked:
        return Advice::tr("This till was taken out of the chain. It sells on alone; to join again it needs a new code from the hub.");
    case ErrorCode::EnrolmentRefused: return enrolmentText(error.context);
    }
    VERIFY(false);
}

}
