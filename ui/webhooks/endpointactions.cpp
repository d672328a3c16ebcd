// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/timetext.h"
#include "ui/style/icons.h"
#include "ui/webhooks/deliveriesmodel.h"
#include "ui/webhooks/deliverydetail.h"
#include "ui/webhooks/endpointpanel.h"
#include "ui/webhooks/webhookdesk.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;
using webhooks::Delivery;

namespace {

/// `order.shipped 12:04:11.203`
QString titleOf(const Delivery& delivery)
{
    return displayText(delivery.type) + u' ' + timeOfDayText(delivery.queuedAt);
}

} // namespace

void EndpointPanel::makeEndpointActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, run);
        m_endpointActions << action;
        return action;
    };
    m_test =
        make(Glyph::Send, tr("Send a test event"), Qt::CTRL | Qt::Key_T, [this] { sendTest(); });
    m_edit =
        make(Glyph::Edit, tr("Change the webhook"), Qt::Key_F2, [this] { Q_EMIT editWanted(); });
    m_toggle = make(Glyph::Pause, tr("Disable"), Qt::CTRL | Qt::Key_E, [this] { toggle(); });
    //: A command, where nothing else says what is disabled
    setCommandTraits(m_toggle, {.name = tr("Disable the webhook, or enable it again")});
    m_copySecret =
        make(Glyph::Copy, tr("Copy the secret"), Qt::CTRL | Qt::SHIFT | Qt::Key_S, [this] {
            copySecret();
        });
    m_renewSecret =
        make(Glyph::Reload, tr("Make a new secret"), Qt::CTRL | Qt::SHIFT | Qt::Key_G, [this] {
            askToRenew();
        });
    setCommandTraits(m_renewSecret, {.careful = true});
    // By key where the list is, in which one sees which one goes.
    m_remove =
        make(Glyph::Delete, tr("Delete the webhook"), Qt::Key_Delete, [this] { askToRemove(); });
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    setCommandTraits(m_remove, {.careful = true});
}

void EndpointPanel::makeDeliveryActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        m_view->addAction(action);
        return action;
    };
    m_again = make(Glyph::Send, tr("Send again"), Qt::CTRL | Qt::Key_R);
    //: A command, where nothing else says what is sent
    setCommandTraits(m_again, {.name = tr("Send the delivery again, or now")});
    connect(m_again, &QAction::triggered, this, &EndpointPanel::sendAgain);
    m_curl = make(Glyph::Copy, tr("Copy as curl"), QKeySequence::Copy);
    setCommandTraits(m_curl, {.name = tr("Copy the delivery as curl")});
    connect(m_curl, &QAction::triggered, this, &EndpointPanel::copyAsCurl);
    m_compare = make(Glyph::Compare, tr("Compare"), Qt::CTRL | Qt::Key_D);
    setCommandTraits(m_compare, {.name = tr("Compare two deliveries")});
    m_compare->setCheckable(true);
    connect(m_compare, &QAction::toggled, this, [this](bool compares) {
        m_base = compares ? current() : QByteArray();
        m_model->setMarked(m_base);
        if (!compares)
            m_detail->leaveDifference();
        chosen();
    });
    m_abandon = make(Glyph::Close, tr("Give it up"), Qt::Key_Delete);
    setCommandTraits(m_abandon, {.name = tr("Give the delivery up"), .careful = true});
    connect(m_abandon, &QAction::triggered, this, &EndpointPanel::abandon);
}

// What is shown of the deliveries

QByteArray EndpointPanel::current() const
{
    const QModelIndex row = m_view->currentIndex();
    return row.isValid() && row.row() < m_model->rowCount() ? m_model->at(row.row()).id
                                                            : QByteArray();
}

void EndpointPanel::updateActions()
{
    const QByteArray id = current();
    const int row = id.isEmpty() ? -1 : m_model->rowOf(id);
    const bool open = row >= 0 && isOpen(m_model->at(row).state);
    const bool writes = m_desk.mayWrite() && !m_info.endpoint.id.isEmpty();
    for (QAction* action : {m_edit, m_toggle, m_renewSecret, m_remove})
        action->setEnabled(writes);
    m_copySecret->setEnabled(!m_info.endpoint.id.isEmpty());
    m_test->setEnabled(writes && m_info.endpoint.enabled);
    m_again->setEnabled(writes && m_info.endpoint.enabled && row >= 0);
    m_again->setText(open ? tr("Send now") : tr("Send again"));
    m_abandon->setEnabled(writes && open);
    m_curl->setEnabled(row >= 0);
    m_compare->setEnabled(row >= 0);
}

void EndpointPanel::deliveriesChanged()
{
    updateEmpty();
    if (!m_wanted.isEmpty() && m_model->rowOf(m_wanted) >= 0)
        choose(std::exchange(m_wanted, {}));
    endSending();
    updateActions();
}

void EndpointPanel::choose(const QByteArray& delivery)
{
    const int row = m_model->rowOf(delivery);
    if (row < 0) {
        m_wanted = delivery;
        m_states->setCurrentIndex(0); // it may not pass
        return;
    }
    m_view->setCurrentIndex(m_model->index(row, 0));
    m_view->scrollTo(m_model->index(row, 0));
}

/// Another delivery is chosen, or something has happened to it.
void EndpointPanel::chosen()
{
    updateActions();
    const QByteArray id = current();
    m_detail->setVisible(!id.isEmpty());
    if (id.isEmpty()) {
        m_detail->clear();
        return;
    }
    showReport();
    if (m_compare->isChecked())
        compareNow();
}

void EndpointPanel::showReport()
{
    m_desk.report(m_info.endpoint.id, current(), [this](const Answered<DeliveryReport>& report) {
        if (!report)
            return tell(report.error());
        if (report->delivery.id == current())
            m_detail->show(*report);
    });
}

/// The older one first, whichever was chosen first.
void EndpointPanel::compareNow()
{
    const QByteArray chosenOne = current();
    if (m_model->rowOf(m_base) < 0 || m_model->rowOf(chosenOne) < 0 || chosenOne == m_base) {
        m_detail->showDifferenceHint(tr("Choose another delivery to compare this one with."));
        return;
    }
    const auto [before, after] = std::minmax(m_base, chosenOne);
    const QString title = titleOf(m_model->at(m_model->rowOf(before))) + u" → "_s +
                          titleOf(m_model->at(m_model->rowOf(after)));
    m_desk.compare(
        m_info.endpoint.id, before, after,
        [this, title, chosenOne](const Answered<ValueDifference>& difference) {
            if (!m_compare->isChecked() || chosenOne != current())
                return;
            if (difference)
                m_detail->showDifference(title, *difference);
            else
                m_detail->showDifferenceHint(difference.error());
        });
}

// What is done

void EndpointPanel::tell(const QString& trouble)
{
    m_notice->tell(NoticeKind::Error, trouble);
}

void EndpointPanel::sendTest()
{
    m_notice->clear();
    m_desk.sendTest(m_info.endpoint.id, [this](const Answered<QByteArray>& sent) {
        if (!sent)
            return tell(sent.error());
        choose(*sent);
        m_view->setFocus(Qt::OtherFocusReason);
    });
}

void EndpointPanel::sendAgain()
{
    m_notice->clear();
    const QByteArray id = current();
    m_desk.sendAgain(m_info.endpoint.id, id, [this, id](const Answered<QByteArray>& sent) {
        if (!sent)
            return tell(sent.error());
        choose(*sent);
        if (m_url.isEmpty())
            m_notice->tell(
                NoticeKind::Warning,
                tr("It waits: nothing is sent while Stateroom does not serve. Connect says why."));
        else if (*sent == id)
            tellOfSending(id);
    });
}

/// An attempt that is under way, or begins, may take as long as a receiver has: nothing would be
/// seen meanwhile. Once asked for, more of it does nothing.
void EndpointPanel::tellOfSending(const QByteArray& delivery)
{
    const int row = m_model->rowOf(delivery);
    if (row < 0)
        return;
    m_sentNow = delivery;
    m_sentTries = m_model->at(row).tries;
    m_notice->tell(
        NoticeKind::Info, tr("It is being sent now, or right after another attempt to this "
                             "webhook. What the receiver answers appears here."));
    m_sentNotice = m_notice->text();
}

/// The attempt has ended.
void EndpointPanel::endSending()
{
    if (m_sentNow.isEmpty())
        return;
    const int row = m_model->rowOf(m_sentNow);
    if (row >= 0 && isOpen(m_model->at(row).state) && m_model->at(row).tries == m_sentTries)
        return;
    m_sentNow.clear();
    if (m_notice->text() == m_sentNotice)
        m_notice->clear();
}

void EndpointPanel::abandon()
{
    m_notice->clear();
    m_desk.abandon(m_info.endpoint.id, current(), [this](const Answered<bool>& abandoned) {
        if (!abandoned)
            tell(abandoned.error());
    });
}

void EndpointPanel::copyAsCurl()
{
    m_desk.report(m_info.endpoint.id, current(), [this](const Answered<DeliveryReport>& report) {
        if (!report)
            return tell(report.error());
        if (!report->hasBody)
            return tell(tr("The body was large, and is kept no more."));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(curlOf(*report)));
    });
}

void EndpointPanel::toggle()
{
    m_notice->clear();
    m_desk.setEnabled(
        m_info.endpoint.id, !m_info.endpoint.enabled, [this](const Answered<bool>& changed) {
            if (!changed)
                tell(changed.error());
        });
}

void EndpointPanel::askToRemove()
{
    const QString url = displayText(m_info.endpoint.url);
    const int waiting = int(m_info.waiting);
    ask(waiting == 0
            ? tr("Delete the webhook %1? Its secret and its deliveries go with it. This can't be "
                 "undone.")
                  .arg(url)
            : tr("Delete the webhook %1? Its secret and its deliveries go with it, %Ln of which "
                 "have not arrived. This can't be undone.",
                 nullptr, waiting)
                  .arg(url),
        {tr("Delete it"), [this] { remove(); }}, tr("Keep it"));
}

/// The keyboard goes to what changes nothing, and is not left in the list, where no key answers.
void EndpointPanel::ask(const QString& question, const NoticeAction& act, const QString& leave)
{
    m_notice->tell(NoticeKind::Warning, question, {act, {leave, [this] { leaveQuestion(); }}});
    QPushButton* last = nullptr;
    for (auto* button : m_notice->findChildren<QPushButton*>())
        if (!button->isHidden()) // as those of an earlier notice are
            last = button;
    last->setFocus(Qt::OtherFocusReason);
}

void EndpointPanel::leaveQuestion()
{
    m_notice->clear();
    Q_EMIT left();
}

void EndpointPanel::remove()
{
    m_notice->clear();
    m_desk.remove(
        m_info.endpoint.id, [this, id = m_info.endpoint.id](const Answered<bool>& removed) {
            if (removed)
                m_freshSecrets.remove(id);
            else
                tell(removed.error());
        });
    Q_EMIT left();
}

void EndpointPanel::showSecret(const QByteArray& webhook, const QByteArray& secret)
{
    m_freshSecrets.insert(webhook, secret);
    if (webhook == m_info.endpoint.id)
        showFreshSecret();
}

/// Of the webhook that is shown, if it has one.
void EndpointPanel::showFreshSecret()
{
    const QString text = QString::fromLatin1(m_freshSecrets.value(m_info.endpoint.id));
    if (text.isEmpty())
        return m_secret->clear();
    m_secret->tell(
        NoticeKind::Info,
        tr("The secret by which the receiver checks signatures. It can be copied at any time: %1")
            .arg(text),
        {{tr("Copy it"), [text] { QGuiApplication::clipboard()->setText(text); }},
         {tr("Hide it"), [this] { hideSecret(); }}});
}

void EndpointPanel::hideSecret()
{
    m_freshSecrets.remove(m_info.endpoint.id);
    m_secret->clear();
    Q_EMIT left();
}

void EndpointPanel::copySecret()
{
    m_desk.readSecret(m_info.endpoint.id, [this](const Answered<QByteArray>& secret) {
        if (!secret)
            return tell(secret.error());
        if (secret->isEmpty())
            return tell(tr("The webhook has no secret. Make a new one."));
        QGuiApplication::clipboard()->setText(QString::fromLatin1(*secret));
        m_notice->tell(
            NoticeKind::Info,
            tr("The secret was copied. Give it to the receiver, which checks signatures by it."));
    });
}

void EndpointPanel::askToRenew()
{
    ask(tr("Make a new secret? A receiver that checks with the old one refuses what is sent from "
           "then on. This can't be undone."),
        {tr("Make it"), [this] { renewSecret(); }}, tr("Keep the old one"));
}

void EndpointPanel::renewSecret()
{
    m_notice->clear();
    Q_EMIT left();
    m_desk.renewSecret(
        m_info.endpoint.id, [this](const Answered<webhooks::Registered>& registered) {
            if (registered)
                showSecret(registered->record.id, registered->secret);
            else
                tell(registered.error());
        });
}

} // namespace stateroom::ui
