// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tangyuan {

/// What went wrong, as a fact for programs. Only the edges (`ui`, `app`) turn a code into a
/// person's words, by a `switch` without `default`.
enum class ErrorCode {
    // Input
    InputTooLong,
    InputMalformed,
    InputOutOfRange,
    EncodingUnknown,
    // Catalogue
    ProductNotFound,
    ProductOffSale,
    BarcodeInvalid,
    DuplicateCode,
    // Members
    MemberNotFound,
    PhoneInvalid,
    PhoneTaken,
    PinUnset,
    PinWrong,
    PinLocked, ///< the context is the seconds left
    PinWeak,
    FeedbackNotFound,
    SegmentNotFound,
    // Codes
    CodeUnknown,
    SignatureInvalid,
    CodeExpired,
    ImageUnreadable,
    NoCodeInImage,
    // Sale
    CartEmpty,
    CartFull,
    QuantityInvalid,
    TenderShort,
    TenderInvalid,
    PointsInsufficient,
    SaleNotFound,
    AlreadyRefunded,
    CartNotFound,
    CashierNotFound,
    CashierTaken,
    // Loyalty
    ProofNeeded,
    ValueInsufficient,
    GiftUnavailable,
    OriginUnknown,
    AlreadySpent,
    DrawFinal,
    LimitReached,
    SoldOut,
    NotEligible,
    NotNow,
    RulesRefused,
    ClockDoubtful,
    // Prices
    CouponUnknown,
    CouponForged,
    CouponForeign,
    CouponNotHeld,
    CouponUsed,
    CouponRevoked,
    CouponNotYetValid,
    CouponExpired,
    CouponOtherStore,
    CouponNotNow,
    CouponTooMany,
    CouponNotTransferable,
    DiscountNotAllowed,
    DiscountTooLarge,
    DiscountReasonMissing,
    // Storage
    DatabaseFailed,
    DatabaseBusy,
    DatabaseCorrupt,
    DatabaseNewer,
    DatabaseMissing,
    TillExists,
    DiskFull,
    ReadOnly,
    FolderInUse,
    FileNotFound,
    FileUnreadable,
    FileUnwritable,
    ChainBroken,
    LedgerBroken,
    // Keys
    KeyMissing,
    KeyStoreUnavailable,
    KeyWrong,
    SealBroken,
    // Devices
    PrinterNotConfigured,
    PrinterUnreachable,
    PrinterOutOfPaper,
    PrinterFailed,
    ScannerUnavailable,
    CameraUnavailable,
    // The chain
    HubUnreachable,
    HubCertificateWrong, ///< who answers is not the hub that this till joined
    HubRefused,          ///< the context is the refusal's name
    HubVersion,          ///< the hub speaks another version of the protocol
    DeviceRevoked,
    EnrolmentRefused, ///< the context is the refusal's name
};

/// The code's name as it stands above, for logs, JSON and exit reports ("DiskFull").
QString errorCodeName(ErrorCode code);

/// A failure: its code, and where it struck (a file, a row number, a field). The context is for
/// people who mend things; it never holds personal data.
struct Error {
    ErrorCode code;
    QString context {};
};

}
