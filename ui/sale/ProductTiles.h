// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/catalog/Catalog.h"

#include <QListView>

namespace tangyuan {

/// The products of one category as large tiles to touch. Paints only what is seen, so a catalogue of
/// fifty thousand costs nothing.
class ProductTiles final : public QListView {
    Q_OBJECT

public:
    explicit ProductTiles(QWidget* parent = nullptr);
    void render(const std::vector<const Product*>& products);

Q_SIGNALS:
    void picked(const tangyuan::Id& product);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    class Tiles;
    Tiles* m_tiles;
};

}
