// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/codes/QrMatrix.h"

#include "core/base/Limits.h"

#include <algorithm>
#include <memory>

#include <qrencode.h>

namespace tangyuan {

namespace {

QRecLevel levelOf(ErrorCorrection correction)
{
    switch (correction) {
    case ErrorCorrection::Low: return QR_ECLEVEL_L;
    case ErrorCorrection::Medium: return QR_ECLEVEL_M;
    case ErrorCorrection::Quartile: return QR_ECLEVEL_Q;
    case ErrorCorrection::High: return QR_ECLEVEL_H;
    }
    VERIFY(false);
    return QR_ECLEVEL_M;
}

/// ISO/IEC 18004:2015, 7.3.3 and 7.3.4.
QRencodeMode densestMode(const QByteArray& bytes)
{
    constexpr QByteArrayView digits = "0123456789";
    constexpr QByteArrayView alphanumeric = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    const auto isAllOf = [&bytes](QByteArrayView set) { return std::all_of(bytes.begin(), bytes.end(), [set](char c) { return set.contains(c); }); };
    if (isAllOf(digits))
        return QR_MODE_NUM;
    return isAllOf(alphanumeric) ? QR_MODE_AN : QR_MODE_8;
}

}

QrMatrix::QrMatrix(int size, std::vector<bool> isDark)
    : m_size(size)
    , m_isDark(std::move(isDark))
{
    VERIFY(size >= 0 && m_isDark.size() == static_cast<size_t>(size) * static_cast<size_t>(size));
}

bool QrMatrix::isDark(int x, int y) const
{
    VERIFY(x >= 0 && x < m_size && y >= 0 && y < m_size);
    return m_isDark[static_cast<size_t>(y) * static_cast<size_t>(m_size) + static_cast<size_t>(x)];
}

Result<QrMatrix> makeQr(const QString& payload, ErrorCorrection correction)
{
    if (payload.isEmpty())
        return fail(ErrorCode::InputMalformed, QStringLiteral("QR payload"));
    if (payload.size() > limits::scanChars)
        return fail(ErrorCode::InputTooLong, QStringLiteral("QR payload"));

    const QByteArray bytes = payload.toUtf8();
    const std::unique_ptr<QRinput, decltype(&QRinput_free)> input(QRinput_new2(0, levelOf(correction)), &QRinput_free);
    VERIFY(input != nullptr);
    const auto* data = reinterpret_cast<const unsigned char*>(bytes.constData());
    if (QRinput_append(input.get(), densestMode(bytes), static_cast<int>(bytes.size()), data) != 0)
        return fail(ErrorCode::InputTooLong, QStringLiteral("QR payload"));

    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeInput(input.get()), &QRcode_free);
    if (!code) // what is left to go wrong: more than version 40 holds
        return fail(ErrorCode::InputTooLong, QStringLiteral("QR payload"));
    std::vector<bool> isDark(static_cast<size_t>(code->width) * static_cast<size_t>(code->width));
    for (size_t i = 0; i < isDark.size(); ++i)
        isDark[i] = (code->data[i] & 1) != 0; // the lowest bit is the colour; the others say which part it is
    return QrMatrix(code->width, std::move(isDark));
}

}
