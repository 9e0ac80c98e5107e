// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Enumerators.h"
#include "core/base/Error.h"
#include "tests/support/RoomTest.h"

#include <QSet>
#include <QTest>

using namespace tangyuan;

namespace {

enum class Fruit { Mango, Cherry, Lychee };
enum class Stored { Points = 1, Gift = 4 };
struct Shelf {
    enum class Board : quint8 { Upper, Lower };
};
struct FruitWord {
    Fruit fruit;
    const char* word;
};

static_assert(enumerators<Fruit> == std::array { Fruit::Mango, Fruit::Cherry, Fruit::Lychee });
static_assert(enumerators<Stored> == std::array { Stored::Points, Stored::Gift });
static_assert(enumerators<Shelf::Board> == std::array { Shelf::Board::Upper, Shelf::Board::Lower });

static_assert(namesEach(std::array { Fruit::Lychee, Fruit::Mango, Fruit::Cherry }));
static_assert(!namesEach(std::array { Fruit::Lychee, Fruit::Mango }));
static_assert(!namesEach(std::array { Fruit::Lychee, Fruit::Mango, Fruit::Cherry, Fruit::Mango }));
static_assert(namesEach(std::array { Fruit::Lychee, Fruit::Mango }, {}, { Fruit::Cherry }));
static_assert(!namesEach(std::array { Fruit::Lychee, Fruit::Cherry }, {}, { Fruit::Cherry }));
static_assert(!namesEach(std::array { FruitWord { Fruit::Mango, "mango" } }, &FruitWord::fruit));

}

/// Lists of all that an enum has. What the compiler can say of them it says above.
class EnumeratorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLongEnumIsKnownWhole()
    {
        QSet<QString> names;
        for (const ErrorCode code : enumerators<ErrorCode>)
            names.insert(errorCodeName(code)); // stops the program where a code has no name
        QCOMPARE(names.size(), static_cast<qsizetype>(enumerators<ErrorCode>.size()));
        QCOMPARE(enumerators<ErrorCode>.front(), ErrorCode::InputTooLong);
        QCOMPARE(enumerators<ErrorCode>.back(), ErrorCode::EnrolmentRefused);
    }
};

TANGYUAN_TEST(EnumeratorsTest)
#include "EnumeratorsTest.moc"
