// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/ProductCsv.h"
#include "ui/widgets/Dialog.h"

namespace tangyuan {

/// Shows what a catalogue file would change and what is wrong with it, before anything is saved. Accepted: import
/// the good rows; rejected: nothing.
class ImportDialog final : public Dialog {
    Q_OBJECT

public:
    ImportDialog(const ProductImport& import, const QString& fileName, QWidget* parent);
};

}
