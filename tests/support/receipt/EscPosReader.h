// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Result.h"
#include "core/domain/receipt/Bitmap.h"

#include <QStringList>

#include <optional>
#include <variant>
#include <vector>

namespace tangyuan {

/// What came out of a printer's slot.
namespace paper {
enum class Align { Left, Centre, Right };
struct Line {
    QString text;
    int columns = 0; ///< half-width columns, doubled characters counted twice
    Align align = Align::Left;
    bool isLarge = false;
    bool isBold = false;
};
struct Qr {
    QString payload;
    int moduleDots = 0;
    Align align = Align::Left;
};
/// Bands that touch are one image.
struct Image {
    Bitmap bitmap;
};
struct Feed {
    int dots = 0;
};
struct Cut { };
struct Pulse { };
using Item = std::variant<Line, Qr, Image, Feed, Cut, Pulse>;
}

/// Reads ESC/POS as strictly as the worst printer: a job begins with ESC @, and one byte that is not of a
/// command that we use is an error. For tests: the fake printer's eyes.
class EscPosReader {
public:
    /// Errors: InputMalformed with the offset and what stood there.
    static Result<EscPosReader> read(const QByteArray& bytes);

    const std::vector<paper::Item>& items() const { return m_items; }
    std::vector<paper::Line> lines() const { return all<paper::Line>(); }
    QStringList texts() const;
    std::vector<paper::Qr> qrs() const { return all<paper::Qr>(); }
    std::vector<paper::Image> images() const { return all<paper::Image>(); }
    int cuts() const { return int(all<paper::Cut>().size()); }
    int pulses() const { return int(all<paper::Pulse>().size()); }
    /// Of GS v 0, before they were joined.
    int tallestBandRows() const { return m_tallestBandRows; }

private:
    template <class T>
    std::vector<T> all() const
    {
        std::vector<T> found;
        for (const paper::Item& item : m_items) {
            if (const T* one = std::get_if<T>(&item))
                found.push_back(*one);
        }
        return found;
    }

    friend class EscPosParser;
    std::vector<paper::Item> m_items;
    int m_tallestBandRows = 0;
};

}
