// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/hooks/hookstate.h"
#include "tests/store/storefixture.h"

using namespace stateroom;
using namespace stateroom::test;

class HookStateTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void isHookSpace_ofNamespaces_isIntegrationAlone_data();
    void isHookSpace_ofNamespaces_isIntegrationAlone();
    void get_afterOwnWrite_seesIt();
    void apply_nothingChanged_writesAll();
    void apply_readKeyChanged_writesNothing_data();
    void apply_readKeyChanged_writesNothing();
    void apply_otherKeyChanged_writes();

private:
    static EntryName name(const QByteArray& key) { return entryName("integration/", key); }
    Result<std::optional<std::vector<HookChange>>> apply(const HookState& state)
    {
        return m_store->store().transactAndWait(
            {}, [&](Transaction& transaction) { return state.apply(transaction); });
    }

    std::unique_ptr<StoreFixture> m_store;
};

void HookStateTest::init()
{
    m_store = std::make_unique<StoreFixture>();
    VERIFY_OK(m_store->open());
    VERIFY_OK(m_store->set(name("there"), "1"));
}

void HookStateTest::isHookSpace_ofNamespaces_isIntegrationAlone_data()
{
    QTest::addColumn<QByteArray>("space");
    QTest::addColumn<bool>("may");
    QTest::newRow("global") << QByteArray("integration/") << true;
    for (const char* type :
         {"flows", "exports", "imports", "connections", "integrations", "scripts"})
        QTest::newRow(type) << "integration/" + QByteArray(type) + "/55cc" << true;
    QTest::newRow("no such type") << QByteArray("integration/users/1") << false;
    QTest::newRow("a type without id") << QByteArray("integration/imports/") << false;
    QTest::newRow("a type alone") << QByteArray("integration/imports") << false;
    QTest::newRow("a longer type") << QByteArray("integration/importsx/1") << false;
    QTest::newRow("another API") << QByteArray("workflow/w") << false;
    QTest::newRow("a system's") << QByteArray("system/keys") << false;
}

void HookStateTest::isHookSpace_ofNamespaces_isIntegrationAlone()
{
    QFETCH(const QByteArray, space);
    QFETCH(const bool, may);
    QCOMPARE(isHookSpace(Namespace::parse(space).value()), may);
}

void HookStateTest::get_afterOwnWrite_seesIt()
{
    HookState state(Namespace("integration", {}));
    QCOMPARE(state.get(m_store->reader(), Key("there")).value(), json("1"));
    state.set(Key("there"), json("2"));
    QCOMPARE(state.get(m_store->reader(), Key("there")).value(), json("2"));
    state.remove(Key("there"));
    QCOMPARE(state.get(m_store->reader(), Key("there")).value(), std::nullopt);
    QCOMPARE(m_store->value(name("there")), "1");
}

void HookStateTest::apply_nothingChanged_writesAll()
{
    HookState state(Namespace("integration", {}));
    QCOMPARE(state.get(m_store->reader(), Key("gone")).value(), std::nullopt);
    state.set(Key("new"), json("2"));
    state.remove(Key("there"));
    state.remove(Key("gone"));
    const auto changes = apply(state);
    VERIFY_OK(changes);
    QVERIFY(*changes);
    QCOMPARE((*changes)->size(), 2U);
    QCOMPARE((*changes)->at(0).name.key.bytes(), "new");
    QCOMPARE((*changes)->at(0).before, std::nullopt);
    QCOMPARE((*changes)->at(0).version, Version(1));
    QCOMPARE((*changes)->at(1).before, json("1"));
    QCOMPARE((*changes)->at(1).after, std::nullopt);
    QCOMPARE((*changes)->at(1).version, Version(2));
    QCOMPARE(m_store->value(name("new")), "2");
    QCOMPARE(m_store->value(name("there")), "");
}

void HookStateTest::apply_readKeyChanged_writesNothing_data()
{
    QTest::addColumn<QByteArray>("read");
    QTest::addColumn<QByteArray>("written"); ///< by another; empty: removed
    QTest::newRow("another value") << QByteArray("there") << QByteArray("9");
    QTest::newRow("the same value again") << QByteArray("there") << QByteArray("1");
    QTest::newRow("removed") << QByteArray("there") << QByteArray();
    QTest::newRow("was missing") << QByteArray("gone") << QByteArray("9");
}

void HookStateTest::apply_readKeyChanged_writesNothing()
{
    QFETCH(const QByteArray, read);
    QFETCH(const QByteArray, written);
    HookState state(Namespace("integration", {}));
    VERIFY_OK(state.get(m_store->reader(), Key(read)));
    state.set(Key("result"), json("2"));
    if (written.isEmpty())
        VERIFY_OK(m_store->remove(name(read)));
    else
        VERIFY_OK(m_store->set(name(read), written));
    const auto changes = apply(state);
    VERIFY_OK(changes);
    QVERIFY(!*changes);
    QCOMPARE(m_store->value(name("result")), "");
    QVERIFY(!state.isCurrent(m_store->reader()).value());
}

void HookStateTest::apply_otherKeyChanged_writes()
{
    HookState state(Namespace("integration", {}));
    VERIFY_OK(state.get(m_store->reader(), Key("there")));
    state.set(Key("blind"), json("2"));
    VERIFY_OK(m_store->set(name("blind"), "9"));
    const auto changes = apply(state);
    VERIFY_OK(changes);
    QVERIFY(*changes);
    QCOMPARE((*changes)->at(0).before, json("9"));
    QCOMPARE(m_store->value(name("blind")), "2");
}

QTEST_GUILESS_MAIN(HookStateTest)
#include "tst_hookstate.moc"
