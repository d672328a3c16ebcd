// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks in the real window, by keys and mouse: making, changing, sending, and the receiver.
#include "core/webhooks/outbox.h"
#include "core/webhooks/signature.h"
#include "tests/ui/testwindow.h"
#include "tests/ui/watchedapplication.h"
#include "tests/ui/webhooksample.h"
#include "ui/model/diffmodel.h"
#include "ui/model/roles.h"
#include "ui/shell/serverplaces.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointform.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/endpointsmodel.h"
#include "ui/webhooks/messageview.h"
#include "ui/webhooks/receiverhead.h"
#include "ui/webhooks/receivermodel.h"
#include "ui/webhooks/receiverpanel.h"
#include "ui/webhooks/webhooksplace.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/differencepane.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QUrl>

using namespace stateroom;
using namespace stateroom::test;
using namespace stateroom::ui;
using namespace stateroom::webhooks;
using namespace Qt::StringLiterals;

namespace {

/// Presses the visible button with this text.
bool pressButton(QWidget& within, const QString& text)
{
    for (auto* button : within.findChildren<QPushButton*>())
        if (button->isVisible() && button->isEnabled() && button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
    return false;
}

} // namespace

class WebhooksPlaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void newcomer_fromNothing_seesVerifiedEvent();
    void webhook_madeByKeyboard_showsItsSecretUntilHidden();
    void form_wrongInput_saysSoInPlace_data();
    void form_wrongInput_saysSoInPlace();
    void webhook_changed_keepsWhatWasNotAskedFor();
    void webhook_disabledAndEnabled_byKeyAndByNotice();
    void webhook_deleted_afterAQuestion();
    void secret_copied_byExplicitActAlone();
    void secret_renewed_isShownUntilHidden();
    void delivery_chosen_showsRequestAnswerAndWhy();
    void delivery_asSent_showsTheBytes();
    void delivery_copiedAsCurl_isSignedAnew();
    void delivery_sentAgain_isANewOne();
    void delivery_givenUp_moves();
    void deliveries_compared_showTheDifference();
    void receiver_secretGiven_checksAnySender();
    void receiver_answers410_webhookIsDisabledAndEnabledAgain();
    void receiver_stoppedAndStarted_pointsItsWebhookThere();
    void hostileRequest_shown_isPlainText();
    void place_byPalette_commandsAreThereOnlyWhereTheyWork();

private:
    WebhooksPlace& place() { return *m_window->window().findChild<WebhooksPlace*>(); }
    EndpointPanel& endpoint() { return place().endpoint(); }
    ReceiverPanel& receiver() { return place().receiver(); }
    ListTable& deliveries() { return endpoint().view(); }
    void open();
    void openSample();
    void chooseDelivery(int row);
    /// Starts the receiver and makes its webhook, as a newcomer does.
    void startReceiver();
    std::optional<Endpoint> stored(const QByteArray& id);
    QString field(int row, int column)
    {
        return receiver().model().index(row, column).data().toString();
    }
    quint16 receiverPort() { return quint16(QUrl(place().receiverUrl()).port()); }

    std::unique_ptr<TestService> m_service;
    std::unique_ptr<TestWindow> m_window;
    WebhookSample m_sample;
};

void WebhooksPlaceTest::init()
{
    failOnWarnings();
    m_service = std::make_unique<TestService>();
    QVERIFY2(m_service->mistake().isEmpty(), qPrintable(m_service->mistake()));
    QGuiApplication::clipboard()->clear();
}

void WebhooksPlaceTest::cleanup()
{
    m_window.reset();
    m_service.reset();
}

void WebhooksPlaceTest::open()
{
    m_window = std::make_unique<TestWindow>(m_service->store());
    addServerPlaces(m_window->window(), m_service->service());
    m_window->press(Qt::Key_6, Qt::AltModifier);
    QCOMPARE(m_window->window().currentPlace(), u"webhooks"_s);
    QTRY_VERIFY(place().model().isLoaded());
}

void WebhooksPlaceTest::openSample()
{
    m_sample = writeWebhookSample(*m_service);
    open();
    QTRY_COMPARE(place().model().rowCount(), 3);
    QTRY_COMPARE(endpoint().model().rowCount(), 9); // the first one's
}

void WebhooksPlaceTest::chooseDelivery(int row)
{
    deliveries().setFocus();
    const QModelIndex index = endpoint().model().index(row, 0);
    deliveries().scrollTo(index);
    QTest::mouseClick(
        deliveries().viewport(), Qt::LeftButton, {}, deliveries().visualRect(index).center());
    QTRY_COMPARE(endpoint().detail().shown(), endpoint().model().at(row).id);
}

void WebhooksPlaceTest::startReceiver()
{
    open();
    place().receiverAction()->trigger();
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!place().receiverUrl().isEmpty());
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(place().model().rowCount(), 1);
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
}

std::optional<Endpoint> WebhooksPlaceTest::stored(const QByteArray& id)
{
    const auto reader = m_service->store().openReader().value();
    return readEndpoint(*reader, id).value();
}

void WebhooksPlaceTest::newcomer_fromNothing_seesVerifiedEvent()
{
    open();
    QVERIFY(pressButton(m_window->window(), u"Try it with the built-in receiver"_s));
    QVERIFY(pressButton(receiver(), u"Start the receiver"_s));
    QVERIFY(place().receiverUrl().startsWith(u"http://127.0.0.1:"_s));
    QVERIFY(pressButton(receiver(), u"Make a webhook for it"_s));
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    QVERIFY(pressButton(receiver(), u"Send a test event"_s));
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 1, patienceMs);
    QTRY_COMPARE(field(0, ReceiverModel::StatusColumn), u"200"_s);
    QCOMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"webhook.test"_s);
    QVERIFY(receiver().verdict().text().startsWith(u"Verified: "_s));
    QTRY_VERIFY(receiver().message().text().contains(u"\"type\": \"webhook.test\""_s));
    // An order, of whichever program, too.
    ApiKey wish;
    wish.api = ApiKind::Business;
    const QByteArray key = m_service->service().keyStore().make(wish).value().text;
    const HttpAnswer order = m_service->call(
        "POST /v1/orders", business::catalogue().resource("orders")->sample.bytes(),
        {{"Authorization", "Bearer " + key}});
    QVERIFY2(order.status == 201, order.body.constData());
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 2, patienceMs);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"order.created"_s);
    QCOMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    // And the sender's side of it.
    place().choose(place().model().at(0).endpoint.id);
    QTRY_COMPARE(endpoint().model().rowCount(), 2);
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Delivered);
    chooseDelivery(0);
    QTRY_VERIFY(endpoint().detail().answer().contains(u"{\"received\":true}"_s));
}

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

void WebhooksPlaceTest::delivery_chosen_showsRequestAnswerAndWhy()
{
    openSample();
    place().view().setFocus();
    m_window->press(Qt::Key_Return); // on to its deliveries
    QVERIFY(deliveries().hasFocus());
    DeliveryDetail& detail = endpoint().detail();
    QTRY_VERIFY(detail.request().text().startsWith(
        u"POST https://shop.example/hooks/stateroom\nContent-Type: application/json\n"_s));
    QTRY_VERIFY(detail.request().text().contains(u"    \"object\": {\n"_s));
    QVERIFY(detail.why().text().startsWith(u"The receiver failed (500)."_s));
    QCOMPARE(detail.attempts().count(), 2);
    QVERIFY(detail.attempts().item(0)->text().endsWith(u"500  39 ms"_s));
    QVERIFY(detail.answer().contains(u"database is locked"_s));
    deliveries().setFocus();
    m_window->press(Qt::Key_End);
    m_window->press(Qt::Key_Up); // the one that has failed
    QTRY_COMPARE(detail.attempts().count(), 8);
    QCOMPARE(detail.answer(), u"There was no answer. Connection refused."_s);
    QVERIFY(detail.why().text().contains(u"after 8 attempts"_s));
    detail.attempts().setCurrentRow(1);
    QVERIFY(detail.answer().startsWith(u"500\n"_s));
    chooseDelivery(6);
    QTRY_VERIFY(detail.why().text().startsWith(u"The body was rewritten"_s));
    m_window->press(Qt::Key_End);
    QTRY_COMPARE(detail.answer(), u"It has not been sent yet."_s);
}

void WebhooksPlaceTest::delivery_asSent_showsTheBytes()
{
    openSample();
    chooseDelivery(1);
    const auto reader = m_service->store().openReader().value();
    const auto delivery = readDelivery(*reader, m_sample.shop, endpoint().model().at(1).id);
    const QString bytes = QString::fromUtf8(*(*delivery)->body);
    QTRY_VERIFY(endpoint().detail().request().text().contains(u"\"Zoë Weiß\""_s));
    QVERIFY(!endpoint().detail().request().text().contains(bytes));
    endpoint().detail().request().showAsSent(true);
    QVERIFY(endpoint().detail().request().text().endsWith(u'\n' + bytes));
}

void WebhooksPlaceTest::delivery_copiedAsCurl_isSignedAnew()
{
    openSample();
    chooseDelivery(1);
    m_window->press(Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"curl "_s));
    const QByteArray line = QGuiApplication::clipboard()->text().toUtf8();
    const QByteArray body = line.sliced(line.indexOf("--data-raw '") + 12).chopped(1);
    QVERIFY(line.contains("'x-stateset-signature: " + sign(m_sample.secret, body) + '\''));
    QVERIFY(!line.contains(m_sample.secret));
    QVERIFY(!line.contains("whsec_"));
}

void WebhooksPlaceTest::delivery_sentAgain_isANewOne()
{
    openSample();
    chooseDelivery(1);
    const Delivery old = endpoint().model().at(1);
    QCOMPARE(endpoint().againAction()->text(), u"Send again"_s);
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    QTRY_COMPARE(endpoint().model().rowCount(), 10);
    QCOMPARE(endpoint().model().at(0).againOf, old.id);
    QCOMPARE(endpoint().model().at(0).eventId, old.eventId);
    QTRY_COMPARE(deliveries().currentIndex().row(), 0); // it is shown
    // One that waits is sent now.
    chooseDelivery(1);
    QVERIFY(endpoint().model().at(1).nextAt.value() > m_service->store().now());
    QCOMPARE(endpoint().againAction()->text(), u"Send now"_s);
    m_window->press(Qt::Key_R, Qt::ControlModifier);
    const QByteArray open = endpoint().model().at(1).id;
    QTRY_VERIFY(
        endpoint().model().at(1).nextAt != Timestamp(0) &&
        (!endpoint().model().at(1).nextAt || endpoint().model().at(1).tries > 2 ||
         *endpoint().model().at(1).nextAt <= m_service->store().now()));
    QCOMPARE(endpoint().model().rowCount(), 10);
    QCOMPARE(endpoint().model().at(1).id, open);
}

void WebhooksPlaceTest::delivery_givenUp_moves()
{
    openSample();
    chooseDelivery(1);
    QVERIFY(!endpoint().abandonAction()->isEnabled()); // it is done
    chooseDelivery(0);
    m_window->press(Qt::Key_Delete);
    QTRY_COMPARE(endpoint().model().at(0).state, DeliveryState::Abandoned);
    QTRY_VERIFY(endpoint().detail().why().text().contains(u"given up"_s));
    QVERIFY(!endpoint().abandonAction()->isEnabled());
}

void WebhooksPlaceTest::deliveries_compared_showTheDifference()
{
    openSample();
    chooseDelivery(4);
    m_window->press(Qt::Key_D, Qt::ControlModifier);
    DifferencePane& difference = endpoint().detail().difference();
    QVERIFY(difference.isVisible());
    const auto isMarked = [this](int row) {
        return endpoint().model().index(row, 0).data(MarkedRole).toBool();
    };
    QVERIFY(isMarked(4));
    m_window->press(Qt::Key_Up);
    QTRY_COMPARE(difference.model().changed(), 4); // two ids, when, how much
    QVERIFY(isMarked(4) && !isMarked(3));
    m_window->press(Qt::Key_D, Qt::ControlModifier);
    QVERIFY(!difference.isVisible());
    QVERIFY(!isMarked(4));
    QVERIFY(endpoint().detail().request().isVisible());
}

void WebhooksPlaceTest::receiver_secretGiven_checksAnySender()
{
    open();
    place().receiverAction()->trigger();
    m_window->press(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(!place().receiverUrl().isEmpty());
    const QByteArray body = R"({"action":"opened"})";
    const QByteArray digest = sign("it's a secret", body);
    QCOMPARE(
        call(
            receiverPort(), "POST /github", body,
            {{"X-Hub-Signature-256", "sha256=" + digest}, {"X-GitHub-Event", "pull_request"}})
            .status,
        200);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"not checked"_s);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"pull_request"_s);
    QVERIFY(receiver().verdict().text().contains(u"X-Hub-Signature-256"_s));
    receiver().head().secretField().setFocus();
    QTest::keyClicks(QApplication::focusWidget(), u"it's a secre"_s);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"does not fit"_s);
    QTest::keyClicks(QApplication::focusWidget(), u"t"_s);
    QTRY_COMPARE(field(0, ReceiverModel::SignatureColumn), u"✓ verified"_s);
    QTRY_VERIFY(receiver().verdict().text().startsWith(u"Verified"_s));
    m_window->press(Qt::Key_L, Qt::ControlModifier);
    QCOMPARE(receiver().model().rowCount(), 0);
}

void WebhooksPlaceTest::receiver_answers410_webhookIsDisabledAndEnabledAgain()
{
    startReceiver();
    ChoiceBox& answer = receiver().head().answer();
    answer.setFocus();
    m_window->press(Qt::Key_Down);
    QCOMPARE(answer.currentText(), u"410, gone"_s);
    receiver().stepAction()->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(receiver().model().rowCount(), 1, patienceMs);
    QTRY_COMPARE(field(0, ReceiverModel::StatusColumn), u"410"_s);
    QTRY_COMPARE_WITH_TIMEOUT(
        receiver().stepAction()->text(), u"Enable its webhook again"_s, patienceMs);
    answer.setCurrentIndex(0);
    QVERIFY(pressButton(receiver(), u"Enable its webhook again"_s));
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
}

void WebhooksPlaceTest::receiver_stoppedAndStarted_pointsItsWebhookThere()
{
    startReceiver();
    const QString url = place().receiverUrl();
    m_window->press(Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(place().receiverUrl().isEmpty());
    QCOMPARE(receiver().stepAction()->text(), u"Start the receiver"_s);
    // Somebody else has taken its port by the next start.
    SystemClock clock;
    Receiver other({.clock = &clock});
    QVERIFY(other.start(quint16(QUrl(url).port())));
    receiver().stepAction()->trigger();
    QVERIFY(!place().receiverUrl().isEmpty());
    QVERIFY(place().receiverUrl() != url);
    QCOMPARE(receiver().stepAction()->text(), u"Point its webhook here"_s);
    receiver().stepAction()->trigger();
    QTRY_COMPARE(receiver().stepAction()->text(), u"Send a test event"_s);
    QCOMPARE(place().model().rowCount(), 1);
    QCOMPARE(QString::fromLatin1(place().model().at(0).endpoint.url), place().receiverUrl());
}

void WebhooksPlaceTest::hostileRequest_shown_isPlainText()
{
    open();
    place().receiverAction()->trigger();
    receiver().stepAction()->trigger();
    call(
        receiverPort(), "POST /<img%20src=x>", "<script>alert(1)</script>\x1b[31m\u202e",
        {{"X-Webhook-Event", "<b>bold</b>"}});
    QTRY_COMPARE(receiver().model().rowCount(), 1);
    QCOMPARE(field(0, ReceiverModel::EventColumn), u"<b>bold</b>"_s);
    QTRY_VERIFY(receiver().message().text().contains(u"<script>alert(1)</script>"_s));
    QVERIFY(!receiver().message().text().contains(QChar(0x1b)));
    QVERIFY(!receiver().message().text().contains(QChar(0x202e)));
    const QString toolTip =
        receiver().model().index(0, ReceiverModel::EventColumn).data(Qt::ToolTipRole).toString();
    QVERIFY2(!toolTip.contains(u"<b>"_s), qPrintable(toolTip));
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
