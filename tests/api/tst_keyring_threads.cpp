// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keyring.h"

#include <QTest>

#include <thread>

using namespace stateroom;

namespace {

ApiKeyPtr makeKey(int number, const QByteArray& text)
{
    ApiKey key;
    key.id = "key_" + QByteArray::number(number);
    key.hash = hashOfKeyText(text);
    key.created = Timestamp(number);
    return std::make_shared<const ApiKey>(key);
}

QByteArray textOf(int number)
{
    return "text " + QByteArray::number(number);
}

} // namespace

class KeyRingThreadsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void find_whileKeysComeAndGo_knowsWhatIsInForce()
    {
        constexpr int rounds = 1000;
        constexpr int looks = 1000; // by others
        KeyRing ring;
        ring.put(makeKey(0, textOf(0)));
        std::atomic<int> removed = 0; // all keys up to this one have been
        std::atomic<int> wrong = 0;
        std::atomic<int> looked = 0;
        std::atomic<bool> done = false;
        std::vector<std::thread> workers;
        for (int i = 0; i < 3; ++i)
            workers.emplace_back([&] {
                while (!done) {
                    const int gone = removed;
                    const auto always = ring.find(textOf(0));
                    if (!always || (gone > 0 && ring.find(textOf(gone))))
                        ++wrong;
                    else
                        ring.noteUse(*always, Timestamp(gone + 1));
                    ++looked;
                }
            });
        // No part of it is done here: ThreadSanitizer passes over what Qt's test runner calls.
        workers.emplace_back([&] {
            for (int number = 1; number <= rounds || looked < looks; ++number) {
                ring.put(makeKey(number, textOf(number)));
                if (!ring.find(textOf(number)) || ring.all().size() != 2)
                    ++wrong;
                ring.remove("key_" + QByteArray::number(number));
                removed = number;
            }
            done = true;
        });
        for (std::thread& worker : workers)
            worker.join();
        QCOMPARE(wrong.load(), 0);
        QVERIFY(ring.lastUse("key_0"));
    }
};

QTEST_GUILESS_MAIN(KeyRingThreadsTest)
#include "tst_keyring_threads.moc"
