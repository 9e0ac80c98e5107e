// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace tangyuan {

/// A sentence across the screen that never stands in the way: with an optional button, and a cross.
class Banner final : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Quiet, Good, Trouble };
    explicit Banner(const QString& name, QWidget* parent = nullptr);

    void show(Tone tone, const QString& text, const QString& button = {});
    QString text() const;

Q_SIGNALS:
    void acted();
    void dismissed();

private:
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
};

}
