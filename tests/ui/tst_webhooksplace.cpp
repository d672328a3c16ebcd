// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks in the real window, by keys and mouse: making, changing, deleting, and their secrets.
#include "core/webhooks/outbox.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhookstest.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointform.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/messageview.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/listtable.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

class WebhooksPlaceTest final : public WebhooksTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }
    void webhook_madeByKeyboard_showsItsSecretUntilHidden();
    void form_wrongInput_saysSoInPlace_data();
    void form_wrongInput_saysSoInPlace();
    void webhook_changed_keepsWhatWasNotAskedFor();
    void webhook_disabledAndEnabled_byKeyAndByNotice();
    void webhook_deleted_afterAQuestion();
    void secret_copied_byExplicitActAlone();
    void secret_renewed_isShownUntilHidden();
    void place_byPalette_commandsAreThereOnlyWhereTheyWork();
};

void WebhooksPlaceTest::webhook_madeByKeyboard_showsItsSecretUntilHidden()
{
    open();
    m_window->press(Qt::Key_W, Qt::ControlModifier | Qt::AltModifier);
    QVERIFY(place().form().url().hasFocus());
    QTest::keyClicks(QApplication::focusWidget(), u"https://shop.example/hooks"_s);
    m_window->press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), place().form().event("*"));
    m_window->press(Qt::Key_Space); // not all
    QVERIFY(place().form().event("order.shipped")->isEnabled());
    QTest::mouseClick(place().form().event("order.shipped"), Qt::LeftButton, {}, {10, 12});
    place().form().metadata().setFocus();
    QTest::keyClicks(QApplication::focusWidget(), uR"({"team": "shipping"})"_s);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE(place().model().rowCount(), 1);
    const Endpoint made = place().model().at(0).endpoint;
    QCOMPARE(made.url, "https://shop.example/hooks");
    QCOMPARE(made.events, QByteArrayList{"order.shipped"});
    QVERIFY(place().model().at(0).record.bytes().contains(R"("metadata":{"team":"shipping"})"));
    QTRY_VERIFY(endpoint().secretNotice().text().contains(u"at any time: whsec_"_s));
    const QString secret = endpoint().secretNotice().text().section(u": "_s, -1);
    QVERIFY(TestWindow::pressIn(endpoint().secretNotice(), u"Copy it"_s));
    QCOMPARE(QGuiApplication::clipboard()->text(), secret);
    endpoint().testAction()->trigger();
    QTRY_COMPARE(endpoint().model().rowCount(), 1);
    endpoint().toggleAction()->trigger();
    QTRY_VERIFY(!endpoint().disabledNotice().text().isEmpty());
    QVERIFY(endpoint().secretNotice().text().endsWith(secret));
    QVERIFY(TestWindow::pressIn(endpoint().secretNotice(), u"Hide it"_s));
    QVERIFY(endpoint().secretNotice().text().isEmpty());
    QVERIFY(place().view().hasFocus());
}

void WebhooksPlaceTest::form_wrongInput_saysSoInPlace_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("metadata");
    QTest::addColumn<bool>("all");
    QTest::addColumn<QString>("says");
    QTest::newRow("no url") << QString() << QString() << true << u"url"_s;
    QTest::newRow("not a url") << u"shop"_s << QString() << true
                               << u"url must be an http or https URL"_s;
    QTest::newRow("no event") << u"http://a.example/"_s << QString() << false
                              << u"at least one event"_s;
    QTest::newRow("metadata") << u"http://a.example/"_s << u"{a}"_s << true
                              << u"The metadata is not JSON."_s;
    QTest::newRow("metadata, array")
        << u"http://a.example/"_s << u"[1]"_s << true << u"must be a JSON object"_s;
}

void WebhooksPlaceTest::form_wrongInput_saysSoInPlace()
{
    QFETCH(QString, url);
    QFETCH(QString, metadata);
    QFETCH(bool, all);
    QFETCH(QString, says);
    open();
    place().newAction()->trigger();
    EndpointForm& form = place().form();
    form.url().setText(url);
    form.metadata().setText(metadata);
    form.event("*")->setChecked(all);
    QTest::mouseClick(&form.acceptButton(), Qt::LeftButton);
    QTRY_VERIFY2(form.notice().text().contains(says), qPrintable(form.notice().text()));
    QVERIFY(form.isVisible());
    QVERIFY(form.acceptButton().isEnabled());
    QCOMPARE(form.url().text(), url);
    m_window->press(Qt::Key_Escape);
    QVERIFY(!form.isVisible());
    QCOMPARE(place().model().rowCount(), 0);
}

void WebhooksPlaceTest::webhook_changed_keepsWhatWasNotAskedFor()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_F2);
    EndpointForm& form = place().form();
    QVERIFY(form.isVisible());
    QCOMPARE(form.url().text(), u"https://shop.example/hooks/stateroom"_s);
    QCOMPARE(form.metadata().text(), uR"({"environment":"production"})"_s);
    QVERIFY(form.event("order.created")->isChecked());
    QVERIFY(!form.event("return.approved")->isChecked());
    form.url().setText(u"https://shop.example/v2"_s);
    form.event("return.approved")->setChecked(true);
    m_window->press(Qt::Key_Return);
    QTRY_COMPARE(stored(m_sample.shop)->url, "https://shop.example/v2");
    QCOMPARE(stored(m_sample.shop)->events.size(), 3);
    QTRY_VERIFY(!form.isVisible());
    QVERIFY(place().view().hasFocus());
    const auto reader = m_service->store().openReader().value();
    QCOMPARE(readSecret(*reader, m_sample.shop).value(), m_sample.secret);
}

void WebhooksPlaceTest::webhook_disabledAndEnabled_byKeyAndByNotice()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(!stored(m_sample.shop)->enabled);
    QTRY_VERIFY(endpoint().disabledNotice().text().startsWith(u"The webhook is disabled: "_s));
    QCOMPARE(
        endpoint().model().index(0, DeliveriesModel::NextColumn).data().toString(), u"on hold"_s);
    QVERIFY(!endpoint().testAction()->isEnabled());
    QVERIFY(TestWindow::pressIn(endpoint().disabledNotice(), u"Enable it again"_s));
    QTRY_VERIFY(stored(m_sample.shop)->enabled);
    QTRY_VERIFY(endpoint().disabledNotice().text().isEmpty());
    // One that its receiver has left.
    place().view().setFocus();
    m_window->press(Qt::Key_End);
    QVERIFY(endpoint().disabledNotice().text().contains(u"answered 410"_s));
    m_window->press(Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(stored(m_sample.disabled)->enabled);
    QVERIFY(stored(m_sample.disabled)->disabledReason.isEmpty());
}

void WebhooksPlaceTest::webhook_deleted_afterAQuestion()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_Delete);
    QVERIFY(endpoint().notice().text().contains(u"1 of which"_s));
    QVERIFY(TestWindow::pressIn(endpoint().notice(), u"Keep it"_s));
    QVERIFY(endpoint().notice().text().isEmpty());
    QVERIFY(place().view().hasFocus());
    m_window->press(Qt::Key_Delete);
    QVERIFY(TestWindow::pressIn(endpoint().notice(), u"Delete it"_s));
    QTRY_COMPARE(place().model().rowCount(), 2);
    const auto reader = m_service->store().openReader().value();
    QVERIFY(!readEndpoint(*reader, m_sample.shop)->has_value());
    QVERIFY(readSecret(*reader, m_sample.shop)->isEmpty());
    QTRY_COMPARE(readDeliveries(*reader, m_sample.shop, 10)->deliveries.size(), size_t(0));
    QCOMPARE(place().view().currentIndex().row(), 0); // the next one
}

void WebhooksPlaceTest::secret_copied_byExplicitActAlone()
{
    openSample();
    chooseDelivery(1);
    QTRY_VERIFY(endpoint().detail().request().text().contains(u"x-stateset-signature"_s));
    const QString secret = QString::fromLatin1(m_sample.secret);
    for (const auto* view : endpoint().findChildren<QPlainTextEdit*>())
        QVERIFY(!view->toPlainText().contains(secret));
    m_window->press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), secret);
    QVERIFY(!endpoint().notice().text().contains(secret));
}

void WebhooksPlaceTest::secret_renewed_isShownUntilHidden()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(TestWindow::pressIn(endpoint().notice(), u"Keep the old one"_s));
    QVERIFY(place().view().hasFocus());
    m_window->press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(TestWindow::pressIn(endpoint().notice(), u"Make it"_s));
    QTRY_VERIFY(endpoint().secretNotice().text().contains(u"whsec_"_s));
    const auto reader = m_service->store().openReader().value();
    const QByteArray secret = readSecret(*reader, m_sample.shop).value();
    QVERIFY(secret != m_sample.secret);
    QVERIFY(endpoint().secretNotice().text().endsWith(QString::fromLatin1(secret)));
    place().view().setFocus();
    m_window->press(Qt::Key_Down); // another webhook
    QVERIFY(endpoint().secretNotice().text().isEmpty());
    m_window->press(Qt::Key_Up);
    QVERIFY(endpoint().secretNotice().text().endsWith(QString::fromLatin1(secret)));
    QVERIFY(TestWindow::pressIn(endpoint().secretNotice(), u"Hide it"_s));
    m_window->press(Qt::Key_Down);
    m_window->press(Qt::Key_Up);
    QVERIFY(endpoint().secretNotice().text().isEmpty());
}

void WebhooksPlaceTest::place_byPalette_commandsAreThereOnlyWhereTheyWork()
{
    openSample();
    QVERIFY(endpoint().testAction()->isVisible());
    QVERIFY(!endpoint().curlAction()->isEnabled()); // none is chosen
    chooseDelivery(0);
    QVERIFY(endpoint().curlAction()->isEnabled());
    place().receiverAction()->trigger();
    QVERIFY(!endpoint().testAction()->isVisible());
    place().choose(m_sample.local);
    QVERIFY(endpoint().testAction()->isVisible());
    QTRY_VERIFY(endpoint().model().isLoaded());
    QVERIFY(!endpoint().curlAction()->isEnabled());
}

STATEROOM_WATCHED_MAIN(WebhooksPlaceTest)
#include "tst_webhooksplace.moc"
