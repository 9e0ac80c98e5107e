// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTranslator>

namespace tangyuan {

/// The language of the screen and of receipts; may change while the till runs.
class Languages final {
public:
    /// "zh_CN", "en"; empty: as the computer, Chinese where its locale is Chinese.
    void use(const QString& language);

private:
    QTranslator m_own;
    QTranslator m_qt;
};

}
