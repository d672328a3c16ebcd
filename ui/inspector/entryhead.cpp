// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/entryhead.h"

#include "ui/model/displaytext.h"
#include "ui/model/recordspace.h"
#include "ui/model/timetext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/readingorder.h"

#include <QAction>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestKey = 1024; ///< bytes
constexpr int headHeight = 64;         ///< two lines of text, or a row of controls
} // namespace

EntryHead::EntryHead(QAction* save, QAction* remove, QMenu* menu, QWidget* parent)
    : QWidget(parent)
    , m_key(new ElidedLabel(Qt::ElideMiddle))
    , m_facts(new ElidedLabel(Qt::ElideRight))
    , m_space(new QLineEdit)
    , m_newKey(new QLineEdit)
    , m_save(new QPushButton)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_remove(makeToolButton(remove))
    , m_more(new QToolButton)
    , m_tabs(new QButtonGroup(this))
    , m_pages(new QStackedWidget)
{
    m_pages->addWidget(makeTitle());
    m_pages->addWidget(makeForm());
    m_row = new QWidget;
    m_row->setFixedHeight(headHeight);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_row);
    m_tabRow = makeTabRow({tr("Value"), tr("History")}, *m_tabs, metrics::gap4);
    connect(m_tabs, &QButtonGroup::idClicked, this, &EntryHead::tabChosen);
    column->addWidget(m_tabRow);
    auto* layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap12, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(m_pages, 1);
    layout->addWidget(m_cancel);
    layout->addWidget(m_save);
    layout->addWidget(m_remove);
    layout->addWidget(m_more);
    m_more->setIcon(glyphIcon(Glyph::More));
    m_more->setIconSize({metrics::iconSize, metrics::iconSize});
    m_more->setMenu(menu);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setToolTip(tr("More about this entry"));
    m_more->setAccessibleName(tr("More about this entry"));
    bindSave(save);
    // What follows the name of a new key is its value.
    m_save->setProperty(readingRank, -1);
    m_pages->setProperty(readingRank, 1);
    m_cancel->hide();
    connect(m_cancel, &QPushButton::clicked, this, &EntryHead::cancelled);
}

void EntryHead::showEntry(const EntryName& name)
{
    m_pages->setCurrentIndex(0);
    fitForm();
    m_key->setText(displayText(name.key.bytes()));
    m_cancel->hide();
    m_remove->show();
    m_more->show();
    m_tabRow->show();
}

void EntryHead::setFacts(const QString& facts, const QString& toolTip)
{
    m_facts->setText(facts);
    m_facts->setToolTip(plainToolTip(toolTip));
}

void EntryHead::showForm(const QByteArray& space, const QByteArray& key)
{
    m_pages->setCurrentIndex(1);
    m_space->setText(QString::fromUtf8(space));
    m_newKey->setText(QString::fromUtf8(key));
    fitKeyField();
    m_cancel->show();
    m_remove->hide();
    m_more->hide();
    m_tabRow->hide();
    fitForm();
    focusForm();
}

Result<EntryName> EntryHead::formName() const
{
    auto space = Namespace::parse(formSpaceText());
    if (!space)
        return fail(
            ErrorCode::InvalidInput,
            tr("A namespace is written kind/name, such as workflow/wf-1."));
    if (recordsIn(*space) != nullptr)
        return EntryName{*space, Key()};
    const QByteArray key = formKeyText();
    if (key.isEmpty())
        return fail(ErrorCode::InvalidInput, tr("The key is still missing."));
    if (key.size() > longestKey)
        return fail(ErrorCode::TooLarge, tr("The key is longer than 1,024 bytes."));
    return EntryName{*space, Key(key)};
}

QByteArray EntryHead::formSpaceText() const
{
    return m_space->text().trimmed().toUtf8();
}

QByteArray EntryHead::formKeyText() const
{
    if (!m_newKey->isEnabled())
        return {};
    return m_newKey->text().toUtf8();
}

void EntryHead::focusForm()
{
    QLineEdit* field =
        Namespace::parse(formSpaceText()) && m_newKey->isEnabled() ? m_newKey : m_space;
    field->setFocus(Qt::ShortcutFocusReason);
    field->selectAll();
}

QWidget* EntryHead::makeTitle()
{
    auto* title = new QWidget;
    m_key->setFont(fixedFont(TextSize::Title));
    m_facts->setSecondary(true);
    auto* layout = new QVBoxLayout(title);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addStretch(1);
    layout->addWidget(m_key);
    layout->addWidget(m_facts);
    layout->addStretch(1);
    return title;
}

void EntryHead::setTab(int tab)
{
    m_tabs->button(tab)->setChecked(true);
}

QWidget* EntryHead::makeForm()
{
    auto* form = new QWidget;
    m_space->setFont(fixedFont());
    m_space->setPlaceholderText(u"workflow/wf-1"_s);
    m_space->setToolTip(tr("Namespace of the new key"));
    m_space->setAccessibleName(tr("Namespace of the new key"));
    m_newKey->setFont(fixedFont());
    m_newKey->setPlaceholderText(tr("Key"));
    m_newKey->setToolTip(tr("New key"));
    m_newKey->setAccessibleName(tr("New key"));
    m_fields = new QBoxLayout(QBoxLayout::LeftToRight, form);
    m_fields->setContentsMargins(0, 0, 0, 0);
    m_fields->setSpacing(metrics::gap8);
    m_fields->addWidget(m_space, 1);
    m_fields->addWidget(m_newKey, 1);
    connect(m_space, &QLineEdit::returnPressed, m_newKey, qOverload<>(&QWidget::setFocus));
    connect(m_newKey, &QLineEdit::returnPressed, this, &EntryHead::formDone);
    connect(m_space, &QLineEdit::textEdited, this, [this] {
        fitKeyField();
        Q_EMIT nameEdited();
    });
    connect(m_newKey, &QLineEdit::textEdited, this, &EntryHead::nameEdited);
    auto* escape = new QShortcut(Qt::Key_Escape, form);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &EntryHead::escaped);
    return form;
}

/// Where there is little room the two fields stand one above the other.
void EntryHead::fitForm()
{
    constexpr int roomForBoth = 480;
    const bool isNarrow = width() < roomForBoth;
    m_fields->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    const bool isForm = m_pages->currentIndex() == 1;
    m_row->setFixedHeight(isForm && isNarrow ? headHeight + metrics::gap16 : headHeight);
}

void EntryHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitForm();
}

/// A record gets its id when it is made.
void EntryHead::fitKeyField()
{
    const auto space = Namespace::parse(formSpaceText());
    const business::Resource* resource = space ? recordsIn(*space) : nullptr;
    m_newKey->setEnabled(resource == nullptr);
    m_newKey->setPlaceholderText(
        //: %1 is how the id of a record begins
        resource == nullptr ? tr("Key")
                            : tr("%1… when saved").arg(displayText(resource->idPrefix)));
}

void EntryHead::bindSave(QAction* save)
{
    setStyleProperty(m_save, "primary", true);
    const auto show = [this, save] {
        m_save->setText(save->text());
        m_save->setToolTip(toolTipOf(*save));
        m_save->setEnabled(save->isEnabled());
    };
    connect(save, &QAction::changed, m_save, show);
    connect(m_save, &QPushButton::clicked, save, &QAction::trigger);
    show();
}

QString factsOf(const EntryState& state, Timestamp now)
{
    QStringList facts{u"v%1"_s.arg(state.version.value())};
    if (state.at)
        facts << agoText(*state.at, now);
    if (!state.by.keyId.isEmpty())
        //: Who wrote an entry: the id of an API key
        facts << EntryHead::tr("by %1").arg(displayText(state.by.keyId));
    if (state.value)
        facts << sizeText(state.value->bytes().size());
    if (state.present && state.expiresAt)
        //: %1 is a countdown such as 3:12
        facts << EntryHead::tr("expires in %1").arg(countdownText(*state.expiresAt, now));
    return facts.join(u" · "_s);
}

} // namespace stateroom::ui
