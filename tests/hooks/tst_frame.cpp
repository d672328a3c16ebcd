// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hookwire/frame.h"

#include <QTest>

using namespace stateroom::hookwire;

class FrameTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reader_bytesOneByOne_givesFramesWhole();
    void reader_notAFrame_isBroken_data();
    void reader_notAFrame_isBroken();
    void parts_joined_comeBack_data();
    void parts_joined_comeBack();
    void splitParts_malformed_isNothing_data();
    void splitParts_malformed_isNothing();
};

void FrameTest::reader_bytesOneByOne_givesFramesWhole()
{
    const QByteArray bytes = encode(FrameKind::Get, "key") + encode(FrameKind::Missing) +
                             encode(FrameKind::Value, QByteArray("\0\n{}", 4));
    FrameReader reader;
    QByteArrayList frames;
    for (const char byte : bytes) {
        reader.append(QByteArrayView(&byte, 1));
        while (const auto frame = reader.next())
            frames << char(frame->kind) + frame->payload;
    }
    QCOMPARE(frames, (QByteArrayList{"Gkey", "N", QByteArray("V\0\n{}", 5)}));
    QVERIFY(!reader.isBroken());
}

void FrameTest::reader_notAFrame_isBroken_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("an unknown kind") << QByteArray("\0\0\0\0?", 5);
    QTest::newRow("a length of 4 GiB") << QByteArray("\xff\xff\xff\xffG", 5);
    QTest::newRow("a text") << QByteArray("Segmentation fault\n");
    QTest::newRow("a kind of zero") << QByteArray(5, '\0');
}

void FrameTest::reader_notAFrame_isBroken()
{
    QFETCH(const QByteArray, bytes);
    FrameReader reader;
    reader.append(encode(FrameKind::Log, "dx"));
    reader.append(bytes);
    QVERIFY(reader.next());
    QVERIFY(!reader.next());
    QVERIFY(reader.isBroken());
    reader.append(encode(FrameKind::Log, "dx"));
    QVERIFY(!reader.next());
}

void FrameTest::parts_joined_comeBack_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::newRow("none") << QByteArrayList{};
    QTest::newRow("one") << QByteArrayList{"key"};
    QTest::newRow("empty ones") << QByteArrayList{"", "value", ""};
    QTest::newRow("any bytes") << QByteArrayList{QByteArray("\0\1", 2), "\xff"};
}

void FrameTest::parts_joined_comeBack()
{
    QFETCH(const QByteArrayList, parts);
    const QByteArray payload = joinParts(parts);
    QCOMPARE(splitParts(payload, parts.size()), std::optional(parts));
    QVERIFY(!splitParts(payload, parts.size() + 1));
    QVERIFY(parts.isEmpty() || !splitParts(payload, parts.size() - 1));
}

void FrameTest::splitParts_malformed_isNothing_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("half a length") << QByteArray("\1\0", 2);
    QTest::newRow("longer than what follows") << QByteArray("\2\0\0\0a", 5);
    QTest::newRow("something behind") << joinParts({"a"}) + 'b';
}

void FrameTest::splitParts_malformed_isNothing()
{
    QFETCH(const QByteArray, payload);
    QVERIFY(!splitParts(payload, 1));
}

QTEST_APPLESS_MAIN(FrameTest)
#include "tst_frame.moc"
