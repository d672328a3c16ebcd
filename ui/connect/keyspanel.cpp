// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/keyspanel.h"

#include "core/service/snippets.h"
#include "ui/connect/keyform.h"
#include "ui/connect/keysmodel.h"
#include "ui/model/commandtraits.h"
#include "ui/model/displaytext.h"
#include "ui/model/errortext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/columnfit.h"
#include "ui/widgets/listtable.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView firstLabel = "first start";

QString nameOf(const ApiKey& key)
{
    QString name = displayText(key.hint + "…");
    if (!key.label.isEmpty())
        name += u" (%1)"_s.arg(displayText(key.label));
    return name;
}

/// Those that have an API to be called by.
QList<ApiKind> servedApis()
{
    QList<ApiKind> apis;
    for (const ApiKind api : allApiKinds) {
        if (!snippetOf(api, SnippetLanguage::Curl, {}, true).isEmpty())
            apis << api;
    }
    return apis;
}

} // namespace

KeysPanel::KeysPanel(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_model(new KeysModel(service, this))
    , m_view(new ListTable)
    , m_form(new KeyForm)
    , m_notice(new NoticeBar)
{
    makeActions();
    setUpView();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_notice);
    layout->addWidget(m_form);
    layout->addWidget(m_view, 1);
    setFocusProxy(m_view);
    connect(m_form, &KeyForm::accepted, this, &KeysPanel::submit);
    connect(m_form, &KeyForm::cancelled, this, [this] {
        m_form->hide();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    m_uses.setInterval(std::chrono::seconds(2));
    connect(&m_uses, &QTimer::timeout, m_model, &KeysModel::refresh);
    connect(m_model, &KeysModel::refreshed, this, &KeysPanel::updateActions);
    updateActions();
}

void KeysPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_model->refresh();
    m_uses.start();
}

void KeysPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_uses.stop();
}

void KeysPanel::makeActions()
{
    const auto make = [this](Glyph glyph, const QString& text, const QKeySequence& keys, auto run) {
        auto* action = new QAction(glyphIcon(glyph), text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_view->addAction(action);
        return action;
    };
    m_make = make(Glyph::Add, tr("New key"), Qt::Key_Insert, [this] {
        m_notice->clear();
        m_form->startNew(servedApis());
    });
    m_change = make(Glyph::Edit, tr("Change label and limits"), Qt::Key_F2, [this] {
        m_notice->clear();
        if (const ApiKey* key = current())
            m_form->startChange(*key);
    });
    m_copy = make(Glyph::Copy, tr("Copy key"), QKeySequence::Copy, [this] { copyFirstKey(); });
    m_revoke = make(Glyph::Delete, tr("Revoke"), Qt::Key_Delete, [this] { askToRevoke(); });
    setCommandTraits(m_revoke, {.careful = true});
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QWidget* KeysPanel::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("API keys"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap4);
    layout->addWidget(title);
    layout->addStretch(1);
    for (QAction* action : {m_copy, m_change, m_revoke, m_make})
        layout->addWidget(makeToolButton(action));
    return head;
}

void KeysPanel::setUpView()
{
    m_view->setModel(m_model);
    m_view->setAccessibleName(tr("API keys"));
    using Model = KeysModel;
    const auto look = [this](int column, const CellLook& cells) {
        m_view->setItemDelegateForColumn(column, new CellDelegate(cells, m_view));
    };
    look(Model::KeyColumn, {.fixedFont = true, .leftPadding = metrics::gap16});
    look(Model::LabelColumn, {});
    look(Model::ApiColumn, {.secondary = true});
    look(Model::RightsColumn, {});
    for (const int column : {Model::PlanColumn, Model::CreatedColumn, Model::UsedColumn})
        look(column, {.secondary = true});
    std::vector<ColumnNeed> needs(Model::ColumnCount);
    needs[Model::KeyColumn] = {.least = 140, .best = 140};
    needs[Model::LabelColumn] = {.least = 88, .best = 160, .grows = true};
    needs[Model::ApiColumn] = {.least = 96, .best = 110};
    needs[Model::RightsColumn] = {.least = 150, .best = 196};
    needs[Model::PlanColumn] = {.least = 72, .best = 90, .rank = 1};
    needs[Model::CreatedColumn] = {.least = 112, .best = 140, .rank = 2};
    needs[Model::UsedColumn] = {.least = 112, .best = 140};
    (new ColumnFit(*m_view))->setNeeds(std::move(needs));
    connect(
        m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &KeysPanel::updateActions);
}

const ApiKey* KeysPanel::current() const
{
    const QModelIndex row = m_view->currentIndex();
    return row.isValid() ? &m_model->keyAt(row.row()) : nullptr;
}

void KeysPanel::updateActions()
{
    const ApiKey* key = current();
    const bool owns = m_service.store().mode() != StoreMode::Follow;
    const bool isKept = key != nullptr && !key->hint.isEmpty(); // not one of STATEROOM_KEYS
    m_make->setEnabled(owns);
    m_change->setEnabled(owns && isKept);
    m_revoke->setEnabled(owns && isKept);
    m_copy->setEnabled(
        m_service.store().mode() == StoreMode::Own && key != nullptr && key->label == firstLabel);
}

void KeysPanel::submit()
{
    const ApiKey wish = m_form->wish();
    m_form->setBusy(true);
    m_notice->clear();
    if (wish.id.isEmpty()) {
        m_service.keyStore().make(wish, this, [this](const Result<KeyStore::NewKey>& made) {
            m_form->setBusy(false);
            if (!made)
                return showError(made.error());
            m_form->hide();
            showMade(*made);
        });
    } else {
        m_service.keyStore().change(wish, this, [this](const Result<ApiKey>& changed) {
            m_form->setBusy(false);
            if (!changed)
                return showError(changed.error());
            m_form->hide();
            m_view->setFocus(Qt::OtherFocusReason);
        });
    }
}

void KeysPanel::showMade(const KeyStore::NewKey& made)
{
    m_model->refresh();
    m_view->setCurrentIndex(m_model->index(m_model->rowOf(made.key.id), 0));
    m_view->setFocus(Qt::OtherFocusReason);
    const QString text = QString::fromLatin1(made.text);
    m_notice->tell(
        NoticeKind::Info, tr("The new key, shown this once only: %1").arg(text),
        {{tr("Copy key"), [text] { QGuiApplication::clipboard()->setText(text); }},
         {tr("Hide it"), [this] { m_notice->clear(); }}});
}

void KeysPanel::askToRevoke()
{
    const ApiKey* key = current();
    if (key == nullptr)
        return;
    m_form->hide();
    m_notice->tell(
        NoticeKind::Warning,
        tr("Revoke %1? Programs that use it are refused from then on. This can't be undone.")
            .arg(nameOf(*key)),
        {{tr("Revoke"), [this, id = key->id] { revoke(id); }}, {tr("Keep it"), [this] {
                                                                    m_notice->clear();
                                                                    m_view->setFocus(
                                                                        Qt::OtherFocusReason);
                                                                }}});
}

void KeysPanel::revoke(const QByteArray& id)
{
    m_notice->clear();
    m_service.keyStore().revoke(id, this, [this](const Result<void>& revoked) {
        m_model->refresh();
        if (!revoked)
            showError(revoked.error());
    });
    m_view->setFocus(Qt::OtherFocusReason);
}

void KeysPanel::copyFirstKey()
{
    const ApiKey* key = current();
    if (key == nullptr)
        return;
    m_service.readFirstKey(
        key->api, this, [this, hash = key->hash](const Result<QByteArray>& text) {
            if (!text)
                return showError(text.error());
            if (hashOfKeyText(*text) != hash) {
                m_notice->tell(NoticeKind::Error, tr("keys.json has another key than this one."));
                return;
            }
            QGuiApplication::clipboard()->setText(QString::fromLatin1(*text));
            m_notice->tell(
                NoticeKind::Info, tr("The key was copied. Give it to programs as STATEROOM_KEY."));
        });
}

void KeysPanel::showError(const Error& error)
{
    m_notice->tell(NoticeKind::Error, errorText(error));
}

} // namespace stateroom::ui
