// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/CommandLine.h"
#include "app/hub/HubFolder.h"

namespace tangyuan::sync {

/// One call of a command, on a hub's folder that is open.
struct HubCall {
    HubFolder& folder;
    QStringList arguments;
    QHash<QString, QString> options;

    Hub& hub() const { return folder.hub(); }
    QString argument(qsizetype index) const { return arguments.value(index); }
    bool has(QLatin1String option) const { return options.contains(QString(option)); }
    QString option(QLatin1String name) const { return options.value(QString(name)); }
};

struct HubCommand : CommandSpec {
    Result<ProgramOutcome> (*run)(const HubCall& call);
};

/// What whoever runs the hub does on its machine, also while it serves.
std::vector<HubCommand> hubCommands();

/// Serves until the system or a person ends it.
Result<ProgramOutcome> serve(const HubCall& call);

}
