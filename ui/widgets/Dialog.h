// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace tangyuan {

/// A question in the till's look: a title, something in the middle, and large buttons with their keys.
class Dialog : public QDialog {
    Q_OBJECT

public:
    Dialog(const QString& name, const QString& title, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    QVBoxLayout* body() { return m_body; }
    /// Enter presses it.
    QPushButton* addAccept(const QString& text);
    QPushButton* addReject(const QString& text);
    QPushButton* addButton(const QString& text, const char* role);
    /// A problem in the last answer; empty hides it.
    void showProblem(const QString& text);

private:
    QVBoxLayout* m_body;
    QLabel* m_problem;
    QHBoxLayout* m_buttons;
    QPointer<QWidget> m_shade; ///< dims the window behind
};

}
