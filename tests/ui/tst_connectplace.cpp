// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testservice.h"
#include "ui/connect/connectplace.h"
#include "ui/connect/keyform.h"
#include "ui/connect/keysmodel.h"
#include "ui/connect/keyspanel.h"
#include "ui/connect/snippetspanel.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ConnectPlaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void snippets_choices_areThoseOfTheApi();
    void makeKey_byKeyboard_isShownOnceAndWorks();
    void changeKey_readOnly_isRefusedWrites();
    void revokeKey_asked_isGoneOnlyThen();
    void copyKey_firstStart_isTheOneInTheFile();
    void keys_usedAndMadeElsewhere_areShown();
    void serving_portTaken_offersAnother();
    void serving_https_tellsWhatToTrust();

private:
    static Fields bearer(const QString& token)
    {
        return {{"Authorization", "Bearer " + token.toLatin1()}};
    }
    KeysPanel& keys() { return m_place->keys(); }
    /// The row of the key of integration with this label, or -1.
    int rowOf(const char* label)
    {
        KeysModel& model = keys().model();
        for (int row = 0; row < model.rowCount(); ++row)
            if (model.keyAt(row).api == ApiKind::Integration && model.keyAt(row).label == label)
                return row;
        return -1;
    }
    QString cell(const char* label, int column)
    {
        return keys().model().index(rowOf(label), column).data().toString();
    }
    void choose(const char* label)
    {
        keys().view().setFocus();
        keys().view().setCurrentIndex(keys().model().index(rowOf(label), 0));
    }
    QPushButton* button(const QString& text);
    QString copied() const { return QGuiApplication::clipboard()->text(); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<TestService> m_service;
    std::unique_ptr<ConnectPlace> m_place;
};

void ConnectPlaceTest::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    ServiceOptions options = TestService::plainOptions();
    options.store.mode = StoreMode::Own;
    options.store.directory = m_directory->path();
    options.makeFirstKeys = true;
    m_service = std::make_unique<TestService>(std::move(options));
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    m_place = std::make_unique<ConnectPlace>(m_service->service());
    m_service->clock.advance(Milliseconds(1)); // keys are in the order of their making
    m_place->resize(1000, 700);
    m_place->show();
    QVERIFY(QTest::qWaitForWindowActive(m_place.get()));
}

void ConnectPlaceTest::cleanup()
{
    m_place.reset();
    m_service.reset();
}

QPushButton* ConnectPlaceTest::button(const QString& text)
{
    for (QPushButton* one : m_place->findChildren<QPushButton*>())
        if (one->isVisible() && one->text() == text)
            return one;
    return nullptr;
}

void ConnectPlaceTest::snippets_choices_areThoseOfTheApi()
{
    SnippetsPanel& snippets = m_place->snippets();
    const QString url = m_service->service().url();
    QCOMPARE(snippets.api().currentText(), u"workflow"_s);
    QCOMPARE(snippets.baseUrl(), url);
    QVERIFY(snippets.snippet().startsWith(u"curl -X POST "_s + url));
    QVERIFY(!snippets.snippet().contains(u"STATEROOM_KEY"_s));
    snippets.api().setCurrentText(u"integration"_s);
    snippets.choose(SnippetLanguage::Python);
    QCOMPARE(snippets.baseUrl(), url + u"/v1"_s);
    QVERIFY(snippets.snippet().startsWith(u"import json\n"_s));
    QVERIFY(snippets.snippet().contains(u"os.environ[\"STATEROOM_KEY\"]"_s));
}

void ConnectPlaceTest::makeKey_byKeyboard_isShownOnceAndWorks()
{
    const QAbstractItemModelTester tester(&keys().model());
    QVERIFY(rowOf("first start") >= 0);
    keys().view().setFocus();
    QTest::keyClick(&keys().view(), Qt::Key_Insert);
    QVERIFY(keys().form().isVisible());
    auto* api = keys().form().findChild<QComboBox*>();
    api->setCurrentIndex(api->findText(u"integration"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"importer"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!keys().notice().text().isEmpty());
    QCOMPARE(cell("importer", KeysModel::RightsColumn), u"read and write"_s);
    QVERIFY(button(u"Copy key"_s));
    button(u"Copy key"_s)->click();
    QVERIFY(keys().notice().text().endsWith(copied()));
    QCOMPARE(m_service->call("PUT /v1/state/a", "1", bearer(copied())).status, 200);
    button(u"Hide it"_s)->click();
    QVERIFY(keys().notice().text().isEmpty());
}

void ConnectPlaceTest::changeKey_readOnly_isRefusedWrites()
{
    choose("first start");
    QTest::keyClick(&keys().view(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(copied().startsWith(u"int_"_s));
    QTest::keyClick(&keys().view(), Qt::Key_F2);
    QVERIFY(keys().form().isVisible());
    keys().form().findChild<QCheckBox*>()->setChecked(true);
    keys().form().findChildren<QLineEdit*>().back()->setText(u" /imports/55cc/ , flows,"_s);
    QTest::keyClick(keys().form().findChildren<QLineEdit*>().back(), Qt::Key_Return);
    QTRY_VERIFY(!keys().form().isVisible());
    QTRY_COMPARE(cell("first start", KeysModel::RightsColumn), u"read imports/55cc, flows"_s);
    QCOMPARE(m_service->call("PUT /v1/imports/55cc/state/a", "1", bearer(copied())).status, 403);
    QCOMPARE(m_service->call("GET /v1/imports/55cc/state/a", {}, bearer(copied())).status, 404);
}

void ConnectPlaceTest::revokeKey_asked_isGoneOnlyThen()
{
    choose("first start");
    QTest::keyClick(&keys().view(), Qt::Key_Delete);
    QVERIFY(keys().notice().text().startsWith(u"Revoke int_"_s));
    QVERIFY(button(u"Keep it"_s));
    button(u"Keep it"_s)->click();
    QVERIFY(rowOf("first start") >= 0);
    keys().revokeAction()->trigger();
    button(u"Revoke"_s)->click();
    QTRY_COMPARE(rowOf("first start"), -1);
}

void ConnectPlaceTest::copyKey_firstStart_isTheOneInTheFile()
{
    QGuiApplication::clipboard()->clear();
    choose("first start");
    QVERIFY(keys().copyAction()->isEnabled());
    keys().copyAction()->trigger();
    QTRY_VERIFY(!copied().isEmpty());
    QCOMPARE(m_service->call("PUT /v1/state/a", "1", bearer(copied())).status, 200);
    // What is shown once cannot be copied later.
    ApiKey wish;
    wish.label = "other";
    QVERIFY(m_service->service().keyStore().make(wish));
    QTRY_VERIFY(rowOf("other") >= 0);
    choose("other");
    QVERIFY(!keys().copyAction()->isEnabled());
}

void ConnectPlaceTest::keys_usedAndMadeElsewhere_areShown()
{
    QCOMPARE(cell("first start", KeysModel::UsedColumn), u"not yet"_s);
    ApiKey wish;
    wish.label = "other";
    const auto made = m_service->service().keyStore().make(wish);
    QVERIFY(made);
    QTRY_VERIFY(rowOf("other") >= 0);
    QCOMPARE(
        m_service->call("PUT /v1/state/a", "1", bearer(QString::fromLatin1(made->text))).status,
        200);
    QTRY_COMPARE(cell("other", KeysModel::UsedColumn), u"just now"_s);
    QCOMPARE(cell("first start", KeysModel::UsedColumn), u"not yet"_s);
}

void ConnectPlaceTest::serving_portTaken_offersAnother()
{
    QVERIFY(m_place->notice().text().isEmpty());
    m_service->service().stop();
    m_place->refresh();
    QVERIFY(!m_place->notice().text().isEmpty());
    QVERIFY(!m_place->snippets().isEnabled());
    QVERIFY(button(u"Listen on another port"_s));
    button(u"Listen on another port"_s)->click();
    QTRY_VERIFY(m_service->service().isServing());
    QVERIFY(m_place->notice().text().isEmpty());
    QCOMPARE(m_place->snippets().baseUrl(), m_service->service().url());
}

void ConnectPlaceTest::serving_https_tellsWhatToTrust()
{
    QCOMPARE(m_place->notice().text(), QString()); // where there is none
    ServiceOptions options = TestService::plainOptions();
    options.tlsPort = 0;
    TestService test(options);
    ConnectPlace place(test.service());
    const QString text = place.notice().text();
    QVERIFY(text.contains(test.service().httpsUrl()));
    QVERIFY(text.contains(test.service().authorityFile()));
    QStringList copied;
    for (auto* button : place.notice().findChildren<QPushButton*>()) {
        button->click();
        copied << QGuiApplication::clipboard()->text();
    }
    QCOMPARE(copied, (QStringList{test.service().httpsUrl(), test.service().authorityFile()}));
}

QTEST_MAIN(ConnectPlaceTest)
#include "tst_connectplace.moc"
