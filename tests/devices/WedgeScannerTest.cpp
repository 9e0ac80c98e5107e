// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/devices/WedgeScanner.h"

#include "core/base/Limits.h"

#include "tests/support/RoomTest.h"
#include <QApplication>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSignalSpy>

#include <QTest>
#include <QVBoxLayout>
#include <QWindow>

using namespace tangyuan;

namespace {

constexpr auto scannedBarcode = "6901234567892";
constexpr int scannerGapMs = 4;
constexpr int personGapMs = 120;

/// A keyboard at which time goes by as the story says: each key carries the stamp that the window system would
/// have given it, and enters at the window, as real ones do.
class Keyboard {
public:
    void press(int key, const QString& text, int afterMs, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        send(QEvent::KeyPress, key, text, afterMs, modifiers);
    }
    void release(int key, const QString& text, int afterMs, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        send(QEvent::KeyRelease, key, text, afterMs, modifiers);
    }

    void click(int key, const QString& text, int afterMs)
    {
        press(key, text, afterMs);
        release(key, text, 1);
    }
    void type(const QString& text, int gapMs)
    {
        for (const QChar character : text) {
            const bool isShifted = character.isUpper() || QStringLiteral("*:?_+").contains(character);
            if (isShifted)
                press(Qt::Key_Shift, {}, 0);
            const auto modifiers = isShifted ? Qt::ShiftModifier : Qt::NoModifier;
            press(character.toUpper().unicode(), character, gapMs, modifiers);
            release(character.toUpper().unicode(), character, 1, modifiers);
            if (isShifted)
                release(Qt::Key_Shift, {}, 0);
        }
    }
    void enter(int afterMs) { click(Qt::Key_Return, QStringLiteral("\r"), afterMs); }
    void scan(const QString& text)
    {
        pause();
        type(text, scannerGapMs);
        enter(scannerGapMs);
    }
    void pause() { m_nowMs += 1'000; }

    bool isAutoRepeat = false;

private:
    void send(QEvent::Type type, int key, const QString& text, int afterMs, Qt::KeyboardModifiers modifiers)
    {
        m_nowMs += static_cast<quint64>(afterMs);
        QWindow* const window = QGuiApplication::focusWindow();
        QVERIFY(window);
        // The platform announces each key as a possible shortcut first.
        QKeyEvent shortcut(QEvent::ShortcutOverride, key, modifiers, text, isAutoRepeat);
        shortcut.setTimestamp(m_nowMs);
        if (type == QEvent::KeyPress)
            QCoreApplication::sendEvent(window, &shortcut);
        QKeyEvent event(type, key, modifiers, text, isAutoRepeat);
        event.setTimestamp(m_nowMs);
        QCoreApplication::sendEvent(window, &event);
    }

    quint64 m_nowMs = 100'000;
};

}

class WedgeScannerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aScanNeverReachesTheFieldInFocus();
    void aScanOfManyKindsOfCharacters();
    void aScanNeverPressesTheButtonInFocus();
    void aScanEndedByTabKeepsTheFocus();
    void aScanWhileADialogIsOpen();
    void aScanFromTheKeypad();
    void twoScansInARow();
    void aPersonTypesAsEver();
    void aFastTypistLosesNothing_data();
    void aFastTypistLosesNothing();
    void aShortBurstAndEnterIsAPerson();
    void aKeyHeldDownIsAPerson();
    void aBurstThatEndsInSilenceIsGivenBack();
    void correctionsKeepTheirPlace();
    void typingThenAScanThenTyping();
    void aSingleKeyShortcutStillWorksButNotInAScan();
    void aSpacePressesTheButtonOnce();
    void aClosedWindowIsNoTrouble();
    void aScanTooLongIsCut();
    void throughTheWindowSystem();

private:
    std::unique_ptr<QWidget> m_counter;
    QLineEdit* m_field = nullptr;
    QPushButton* m_button = nullptr;
    std::unique_ptr<WedgeScanner> m_scanner;
    std::unique_ptr<QSignalSpy> m_scans;
    int m_returns = 0;
    int m_clicks = 0;
    Keyboard m_keys;
};

void WedgeScannerTest::init()
{
    m_keys = Keyboard();
    m_returns = 0;
    m_clicks = 0;
    m_counter = std::make_unique<QWidget>();
    m_field = new QLineEdit;
    m_button = new QPushButton(QStringLiteral("Pay"));
    m_button->setAutoDefault(true);
    auto* const layout = new QVBoxLayout(m_counter.get());
    layout->addWidget(m_field);
    layout->addWidget(m_button);
    connect(m_field, &QLineEdit::returnPressed, this, [this] { ++m_returns; });
    connect(m_button, &QPushButton::clicked, this, [this] { ++m_clicks; });
    m_counter->show();
    m_counter->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_counter.get()));
    m_field->setFocus();
    m_scanner = std::make_unique<WedgeScanner>();
    m_scans = std::make_unique<QSignalSpy>(m_scanner.get(), &WedgeScanner::scanned);
}

void WedgeScannerTest::cleanup()
{
    m_scans.reset();
    m_scanner.reset();
    m_counter.reset();
}

void WedgeScannerTest::aScanNeverReachesTheFieldInFocus()
{
    m_keys.scan(QLatin1StringView(scannedBarcode));
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_scans->at(0).at(0).toString(), QLatin1StringView(scannedBarcode));
    QCOMPARE(m_field->text(), QString());
    QCOMPARE(m_returns, 0);
}

void WedgeScannerTest::aScanOfManyKindsOfCharacters()
{
    const QString text = QStringLiteral("TYMabc 12*3:/?_+~Z");
    m_keys.scan(text);
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_scans->at(0).at(0).toString(), text);
    QCOMPARE(m_field->text(), QString());
}

void WedgeScannerTest::aScanNeverPressesTheButtonInFocus()
{
    m_button->setFocus();
    m_keys.scan(QStringLiteral("ABC 123 DEF")); // a space presses a button as well
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_clicks, 0);
    QVERIFY(!m_button->isDown());
    m_keys.pause();
    m_keys.enter(personGapMs);
    QCOMPARE(m_clicks, 1); // a person's Enter still does
}

void WedgeScannerTest::aScanEndedByTabKeepsTheFocus()
{
    m_keys.pause();
    m_keys.type(QLatin1StringView(scannedBarcode), scannerGapMs);
    m_keys.click(Qt::Key_Tab, QStringLiteral("\t"), scannerGapMs);
    QCOMPARE(m_scans->size(), 1);
    QVERIFY(m_field->hasFocus());
    m_keys.click(Qt::Key_Tab, QStringLiteral("\t"), personGapMs);
    QVERIFY(m_button->hasFocus());
}

void WedgeScannerTest::aScanWhileADialogIsOpen()
{
    QDialog dialog(m_counter.get());
    auto* const note = new QLineEdit;
    auto* const accept = new QPushButton(QStringLiteral("OK"));
    auto* const layout = new QVBoxLayout(&dialog);
    layout->addWidget(note);
    layout->addWidget(accept);
    accept->setDefault(true);
    connect(accept, &QPushButton::clicked, &dialog, &QDialog::accept);
    dialog.open();
    dialog.activateWindow();
    // Not isActiveWindow(): that of a dialog is true as soon as its parent is active.
    QTRY_COMPARE(QGuiApplication::focusWindow(), dialog.windowHandle());
    note->setFocus();

    m_keys.scan(QLatin1StringView(scannedBarcode));
    QCOMPARE(m_scans->size(), 1);
    QVERIFY(dialog.isVisible());
    QCOMPARE(note->text(), QString());

    m_keys.pause();
    m_keys.type(QStringLiteral("less ice"), personGapMs);
    m_keys.press(Qt::Key_Return, QStringLiteral("\r"), personGapMs); // its release has no window any more
    QCOMPARE(note->text(), QStringLiteral("less ice"));
    QVERIFY(!dialog.isVisible());
}

void WedgeScannerTest::aScanFromTheKeypad()
{
    m_keys.pause();
    for (const char* digit = scannedBarcode; *digit != '\0'; ++digit)
        m_keys.press(*digit, QString(QLatin1Char(*digit)), scannerGapMs, Qt::KeypadModifier);
    m_keys.press(Qt::Key_Enter, QStringLiteral("\r"), scannerGapMs, Qt::KeypadModifier);
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_field->text(), QString());
}

void WedgeScannerTest::twoScansInARow()
{
    m_keys.type(QLatin1StringView(scannedBarcode), scannerGapMs);
    m_keys.enter(scannerGapMs);
    m_keys.type(QStringLiteral("96385074"), scannerGapMs);
    m_keys.enter(scannerGapMs);
    QCOMPARE(m_scans->size(), 2);
    QCOMPARE(m_scans->at(1).at(0).toString(), QStringLiteral("96385074"));
    QCOMPARE(m_field->text(), QString());
    QCOMPARE(m_returns, 0);
}

void WedgeScannerTest::aPersonTypesAsEver()
{
    m_keys.pause();
    m_keys.type(QStringLiteral("13800138000"), personGapMs);
    m_keys.enter(personGapMs);
    QCOMPARE(m_scans->size(), 0);
    QCOMPARE(m_field->text(), QStringLiteral("13800138000"));
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::aFastTypistLosesNothing_data()
{
    QTest::addColumn<int>("gapMs");
    QTest::addColumn<int>("burst");
    QTest::newRow("25 keys a second") << 40 << 1;
    QTest::newRow("just slower than a scanner") << 36 << 1;
    QTest::newRow("rolling two keys") << 5 << 2;
    QTest::newRow("rolling five keys") << 5 << 5;
}

void WedgeScannerTest::aFastTypistLosesNothing()
{
    QFETCH(int, gapMs);
    QFETCH(int, burst);
    m_keys.pause();
    QString typed;
    for (int i = 0; i < 12; ++i) {
        const QChar letter(static_cast<char16_t>(u'a' + i));
        m_keys.type(letter, i % burst == 0 ? std::max(gapMs, 60) : gapMs);
        typed += letter;
    }
    m_keys.enter(60);
    QCOMPARE(m_scans->size(), 0);
    QCOMPARE(m_field->text(), typed);
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::aShortBurstAndEnterIsAPerson()
{
    m_keys.pause();
    m_keys.type(QStringLiteral("12345"), scannerGapMs);
    m_keys.enter(scannerGapMs);
    QCOMPARE(m_scans->size(), 0);
    QCOMPARE(m_field->text(), QStringLiteral("12345"));
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::aKeyHeldDownIsAPerson()
{
    m_keys.pause();
    m_keys.press('0', QStringLiteral("0"), personGapMs);
    m_keys.isAutoRepeat = true;
    for (int i = 0; i < 9; ++i)
        m_keys.press('0', QStringLiteral("0"), 20);
    m_keys.isAutoRepeat = false;
    m_keys.release('0', QStringLiteral("0"), 5);
    m_keys.enter(20);
    QCOMPARE(m_scans->size(), 0);
    QCOMPARE(m_field->text(), QString(10, u'0'));
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::aBurstThatEndsInSilenceIsGivenBack()
{
    m_keys.pause();
    m_keys.type(QLatin1StringView(scannedBarcode), scannerGapMs);
    QCOMPARE(m_field->text(), QString()); // not yet known
    QTRY_COMPARE(m_field->text(), QLatin1StringView(scannedBarcode));
    QCOMPARE(m_scans->size(), 0);
}

void WedgeScannerTest::correctionsKeepTheirPlace()
{
    m_keys.pause();
    m_keys.type(QStringLiteral("ab"), 10);
    m_keys.click(Qt::Key_Backspace, QStringLiteral("\b"), 10);
    m_keys.type(QStringLiteral("c"), 10);
    m_keys.click(Qt::Key_Home, {}, 10);
    m_keys.type(QStringLiteral("x"), 10);
    m_keys.enter(10);
    QCOMPARE(m_field->text(), QStringLiteral("xac"));
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::typingThenAScanThenTyping()
{
    m_keys.pause();
    m_keys.type(QStringLiteral("tang"), personGapMs);
    m_keys.scan(QLatin1StringView(scannedBarcode));
    m_keys.type(QStringLiteral("yuan"), personGapMs);
    m_keys.enter(personGapMs);
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_scans->at(0).at(0).toString(), QLatin1StringView(scannedBarcode));
    QCOMPARE(m_field->text(), QStringLiteral("tangyuan"));
    QCOMPARE(m_returns, 1);
}

void WedgeScannerTest::aSingleKeyShortcutStillWorksButNotInAScan()
{
    QShortcut shortcut(QKeySequence(Qt::Key_Plus), m_counter.get());
    int activated = 0;
    connect(&shortcut, &QShortcut::activated, this, [&activated] { ++activated; });
    m_button->setFocus();
    m_keys.scan(QStringLiteral("AB+CD+EF"));
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_scans->at(0).at(0).toString(), QStringLiteral("AB+CD+EF"));
    QCOMPARE(activated, 0);
    m_keys.pause();
    m_keys.press(Qt::Key_Plus, QStringLiteral("+"), personGapMs);
    QTRY_COMPARE(activated, 1);
}

void WedgeScannerTest::aSpacePressesTheButtonOnce()
{
    m_button->setFocus();
    m_keys.pause();
    m_keys.click(Qt::Key_Space, QStringLiteral(" "), personGapMs);
    QTRY_COMPARE(m_clicks, 1);
    QTest::qWait(100);
    QCOMPARE(m_clicks, 1);
}

void WedgeScannerTest::aClosedWindowIsNoTrouble()
{
    m_keys.pause();
    m_keys.type(QStringLiteral("abc"), scannerGapMs);
    m_counter.reset();
    QTest::qWait(150);
    QCOMPARE(m_scans->size(), 0);
}

void WedgeScannerTest::aScanTooLongIsCut()
{
    m_keys.scan(QString(10'000, u'7'));
    QCOMPARE(m_scans->size(), 1);
    QCOMPARE(m_scans->at(0).at(0).toString().size(), limits::scanChars + 1);
    QCOMPARE(m_field->text(), QString());
    m_keys.scan(QLatin1StringView(scannedBarcode));
    QCOMPARE(m_scans->size(), 2);
}

/// Keys that Qt itself stamps, on the whole way from the window system's queue.
void WedgeScannerTest::throughTheWindowSystem()
{
    // Wide limits: here the time is real, and the machine may be busy.
    m_scanner.reset();
    WedgeScanner patient({ .maximumGapMs = 4'000, .holdMs = 5'000, .minimumCharacters = 6 }, nullptr);
    QSignalSpy scans(&patient, &WedgeScanner::scanned);
    for (const char* digit = scannedBarcode; *digit != '\0'; ++digit)
        QTest::keyClick(m_counter->windowHandle(), *digit);
    QTest::keyClick(m_counter->windowHandle(), Qt::Key_Return);
    QCOMPARE(scans.size(), 1);
    QCOMPARE(scans.at(0).at(0).toString(), QLatin1StringView(scannedBarcode));
    QCOMPARE(m_field->text(), QString());

    // What a program sends to a widget is no keyboard.
    QTest::keyClicks(m_field, QStringLiteral("1234567"));
    QTest::keyClick(m_field, Qt::Key_Return);
    QCOMPARE(m_field->text(), QStringLiteral("1234567"));
    QCOMPARE(m_returns, 1);
}

TANGYUAN_TEST(WedgeScannerTest)
#include "WedgeScannerTest.moc"
