// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"

#include <QJsonObject>

namespace tangyuan {

/// How a program without a screen ends (see app/admin/README.md).
enum class ProgramExit { Done = 0, Refused = 1, Usage = 2, Storage = 3, Damaged = 4 };
/// How one ends that met this error.
ProgramExit exitFor(ErrorCode code);

/// What happened, as one sentence with its place.
QString errorSentence(const Error& error);
/// {"code": …, "context": …}
QJsonObject errorJson(const Error& error);
/// A context may quote a file's name or a key: nothing in it may steer the terminal.
QString printable(QString text);

}
