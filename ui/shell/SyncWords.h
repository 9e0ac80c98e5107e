// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Clock.h"
#include "ui/desk/SyncView.h"

#include <QString>

#include <vector>

/// How the till's standing in its chain is said.
namespace tangyuan::words {

/// The mark in the window's head; no text where there is no chain.
struct SyncMark {
    QString text {};
    enum class Tone { Good, Quiet, Waits, Trouble } tone = Tone::Quiet;

    bool operator==(const SyncMark&) const = default;
};
SyncMark syncMark(const SyncView& view, UtcTime now, const BusinessCalendar& calendar);

/// One line of the details: what, and how it stands.
struct SyncDetail {
    QString name;
    QString text;

    bool operator==(const SyncDetail&) const = default;
};
std::vector<SyncDetail> syncDetails(const SyncView& view, UtcTime now, const BusinessCalendar& calendar);

/// "Spent more than there was: member 10000017".
QString exceptionText(const ChainException& exception);
/// "3,400".
QString count(qint64 number);

}
