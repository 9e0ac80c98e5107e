// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/pricing/Explain.h"
#include "tests/domain/pricing/PricingCases.h"
#include "tests/support/RoomTest.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

#include <clocale>

using namespace tangyuan;

/// A till in Berlin, Cairo or Shanghai prices a cart to the same fen and tells it in the same documents.
class LocaleTest : public QObject {
    Q_OBJECT

    static constexpr quint64 firstCase = 20'261'120;
    static constexpr quint64 cases = 300;
    std::vector<QByteArray> m_plain; ///< by case, in the C locale

    /// All that stands in a document or on paper of one quote.
    static QByteArray told(quint64 number)
    {
        const PricingCase made = PricingCaseMaker(number).make();
        const PriceList prices(made.rules);
        const QuoteInput input = made.input(prices);
        const Quote priced = quote(input);
        QByteArray text = asText(made, priced) + "\nhash " + prices.hash.toHex();
        for (const QuoteLine& line : priced.lines)
            text += '\n' + toDisplayString(line.total).toUtf8() + ' ' + toPlainString(line.unitPrice).toUtf8();
        for (const CartLine& line : made.cart.lines)
            text += '\n' + toDisplayString(line.quantity).toUtf8();
        for (const OfferStory& story : explain(input, priced))
            text += '\n'
                + (QStringList {
                       story.id, story.name, offerFateName(story.fate), toPlainString(story.saved), toPlainString(story.missing), toPlainString(story.costs) })
                      .join(u' ')
                      .toUtf8();
        const auto rules = PriceRules::fromJson(made.rules.toJson());
        const auto cart = Cart::fromJson(made.cart.toJson());
        const bool isReadBack = rules && rules->toJson() == made.rules.toJson() && cart && cart->toJson() == made.cart.toJson();
        return text + (isReadBack ? "\nread back" : "\nnot read back");
    }

    void compareAll()
    {
        for (quint64 i = 0; i < cases; ++i)
            QCOMPARE(told(firstCase + i), m_plain[i]);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qInfo("seed %llu", firstCase);
        for (quint64 i = 0; i < cases; ++i)
            m_plain.push_back(told(firstCase + i));
        for (const QByteArray& text : m_plain)
            QVERIFY2(text.endsWith("\nread back"), text.constData());
    }

    void anotherLocaleOfQt_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : { "de_DE", "ar_EG", "zh_CN", "tr_TR", "hi_IN", "sv_SE" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void anotherLocaleOfQt()
    {
        QFETCH(QString, name);
        const QLocale before;
        const auto restore = qScopeGuard([&] { QLocale::setDefault(before); });
        QLocale::setDefault(QLocale(name));
        QCOMPARE(QLocale().name(), name); // Qt brings its own
        compareAll();
    }

    void anotherLocaleOfTheSystem_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : { "C.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8" })
            QTest::newRow(name) << QByteArray(name);
    }
    void anotherLocaleOfTheSystem()
    {
        QFETCH(QByteArray, name);
        const QByteArray before = std::setlocale(LC_ALL, nullptr);
        const auto restore = qScopeGuard([&] { std::setlocale(LC_ALL, before.constData()); });
        if (!std::setlocale(LC_ALL, name.constData()))
            QSKIP("This system has no such locale.");
        compareAll();
    }
};

TANGYUAN_TEST(LocaleTest)
#include "LocaleTest.moc"
