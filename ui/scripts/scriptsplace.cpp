// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/scriptsplace.h"

#include "core/hooks/hookrunner.h"
#include "ui/scripts/examplescript.h"
#include "ui/scripts/scriptdraft.h"
#include "ui/scripts/scriptoutcome.h"
#include "ui/scripts/scripttext.h"
#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/jsoneditor.h"
#include "ui/widgets/noticebar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/scripteditor.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds functionsInterval{250};
constexpr Milliseconds patience{100};
constexpr int partHead = 32;
constexpr int mostChoice = 240; // pixels wide

/// A follower's directory is its owner's to write to.
QString draftPath(const Store& store)
{
    return store.mode() == StoreMode::Follow ? QString() : store.directory() + u"/script.json"_s;
}

} // namespace

ScriptsPlace::ScriptsPlace(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_script(new ScriptEditor)
    , m_data(new JsonEditor)
    , m_outcome(new ScriptOutcome)
    , m_notice(new NoticeBar)
    , m_function(new ChoiceBox)
    , m_space(new ChoiceBox)
    , m_keeps(new QCheckBox(tr("Keep changes")))
    , m_state(makeSecondaryLabel())
    , m_draft(new ScriptDraft(
          draftPath(service.store()), [this] { return work(); }, this))
    , m_functions(functionsInterval, [this] { findFunctions(); })
{
    m_data->setAccessibleName(tr("Data"));
    makeActions();
    arrange();
    setFocusProxy(m_script);
    takeWork({exampleScript(), exampleData(), {}, {}});
    m_draft->load([this](const std::optional<ScriptWork>& work) {
        if (work && !m_isTouched)
            takeWork(*work);
    });
    connect(m_script, &ScriptEditor::edited, this, &ScriptsPlace::edited);
    connect(m_data, &JsonEditor::edited, this, &ScriptsPlace::edited);
    connect(m_function, &QComboBox::currentTextChanged, this, &ScriptsPlace::edited);
    connect(m_space, &QComboBox::currentTextChanged, this, &ScriptsPlace::edited);
    connect(m_script, &ScriptEditor::left, this, [this] { m_button->setFocus(); });
    connect(m_data, &JsonEditor::left, this, [this] { m_button->setFocus(); });
    connect(m_outcome, &ScriptOutcome::left, this, [this] { m_button->setFocus(); });
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { showRunning(true); });
}

ScriptsPlace::~ScriptsPlace()
{
    m_draft->flush();
}

void ScriptsPlace::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    listSpaces();
}

void ScriptsPlace::makeActions()
{
    m_run = new QAction(glyphIcon(Glyph::Play), tr("Run"), this);
    m_run->setShortcuts({Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter});
    m_run->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_run);
    connect(m_run, &QAction::triggered, this, &ScriptsPlace::runOrStop);
    auto* example = new QAction(glyphIcon(Glyph::Restore), tr("Show the example"), this);
    addAction(example);
    connect(example, &QAction::triggered, this, &ScriptsPlace::showExample);
}

QWidget* ScriptsPlace::makeHead()
{
    auto* head = new QWidget;
    head->setFixedHeight(metrics::headerHeight);
    auto* title = makeLabel(tr("Scripts"));
    title->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    m_button = new QPushButton(m_run->text());
    m_button->setToolTip(toolTipOf(*m_run));
    setStyleProperty(m_button, "primary", true);
    connect(m_button, &QPushButton::clicked, m_run, &QAction::trigger);
    m_state->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* layout = new QHBoxLayout(head);
    layout->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(title);
    layout->addWidget(m_state); // has what the choices leave
    layout->addWidget(makeChoices());
    layout->addWidget(m_button);
    layout->addWidget(makeToolButton(actions().last()));
    return head;
}

QWidget* ScriptsPlace::makeChoices()
{
    auto* choices = new QWidget;
    m_function->setAccessibleName(tr("Function"));
    m_function->setToolTip(tr("The function that is called"));
    m_function->setSizeAdjustPolicy(QComboBox::AdjustToContents); // which is its least width too
    m_space->setAccessibleName(tr("State"));
    m_space->setToolTip(tr("What options.state reads and writes: the global state, or that of one "
                           "resource such as integration/imports/55cc"));
    m_space->setEditable(true);
    m_space->lineEdit()->setAccessibleName(tr("State"));
    m_space->setMinimumWidth(110);
    m_space->setInsertPolicy(QComboBox::NoInsert);
    m_space->addItem(u"integration/"_s);
    for (ChoiceBox* choice : {m_function, m_space}) {
        choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        choice->setMaximumWidth(mostChoice);
    }
    m_keeps->setChecked(true);
    m_keeps->setToolTip(tr("Whether what the script writes to its state is kept, or only told"));
    auto* layout = new QHBoxLayout(choices);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addStretch();
    layout->addWidget(makeSecondaryLabel(tr("Function")));
    layout->addWidget(m_function, 1);
    layout->addSpacing(metrics::gap4);
    layout->addWidget(makeSecondaryLabel(tr("State")));
    layout->addWidget(m_space, 1);
    layout->addSpacing(metrics::gap4);
    layout->addWidget(m_keeps);
    return choices;
}

QWidget* ScriptsPlace::makePart(const QString& title, QWidget* content)
{
    auto* part = new QWidget;
    part->setMinimumWidth(180);
    auto* label = makeLabel(title);
    label->setFont(uiFont(TextSize::Body, QFont::DemiBold));
    label->setFixedHeight(partHead);
    label->setContentsMargins(metrics::gap16, 0, metrics::gap8, 0);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(label);
    layout->addWidget(content, 1);
    return part;
}

QWidget* ScriptsPlace::makeEditors()
{
    auto* editors = new QSplitter(Qt::Horizontal);
    editors->setHandleWidth(1);
    editors->setChildrenCollapsible(false);
    editors->addWidget(makePart(tr("Script"), m_script));
    editors->addWidget(makePart(tr("Data"), m_data));
    editors->setSizes({640, 400});
    return editors;
}

void ScriptsPlace::arrange()
{
    auto* rows = new QSplitter(Qt::Vertical);
    rows->setHandleWidth(1);
    rows->setChildrenCollapsible(false);
    rows->addWidget(makeEditors());
    rows->addWidget(m_outcome);
    rows->setStretchFactor(0, 3);
    rows->setStretchFactor(1, 2);
    rows->setSizes({430, 260});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(makeHairline(Qt::Horizontal));
    layout->addWidget(m_notice);
    layout->addWidget(rows, 1);
    setAttribute(Qt::WA_StyledBackground);
    setProperty("ground", u"surface"_s);
}

// What is written here

void ScriptsPlace::takeWork(const ScriptWork& work)
{
    m_isLoading = true;
    m_script->showScript(work.script);
    m_data->showText(work.data);
    findFunctions();
    if (const int row = m_function->findText(work.function); row >= 0)
        m_function->setCurrentIndex(row);
    m_space->setEditText(work.space.isEmpty() ? u"integration/"_s : work.space);
    m_isLoading = false;
}

ScriptWork ScriptsPlace::work() const
{
    return {m_script->script(), m_data->utf8(), m_function->currentText(), m_space->currentText()};
}

void ScriptsPlace::edited()
{
    if (m_isLoading)
        return;
    m_isTouched = true;
    m_data->clearError();
    m_draft->request();
    m_functions.request();
}

void ScriptsPlace::showExample()
{
    // By way of the editors, so that it can be undone.
    m_script->selectAll();
    m_script->replaceSelectedText(QString::fromUtf8(exampleScript()));
    m_data->replaceText(exampleData());
    m_notice->clear();
}

void ScriptsPlace::findFunctions()
{
    const QStringList names = functionsIn(m_script->script());
    const QString chosen = m_function->currentText();
    QStringList shown;
    for (int row = 0; row < m_function->count(); ++row)
        shown += m_function->itemText(row);
    if (names == shown)
        return;
    const QSignalBlocker quiet(m_function);
    m_function->clear();
    m_function->addItems(names);
    m_function->setCurrentIndex(std::max(int(names.indexOf(chosen)), names.isEmpty() ? -1 : 0));
}

void ScriptsPlace::listSpaces()
{
    m_service.store().read(
        [](Reader& reader) { return reader.namespaces("integration"); }, this,
        [this](const Result<std::vector<NamespaceInfo>>& spaces) {
            if (!spaces)
                return;
            QStringList names{u"integration/"_s};
            for (const NamespaceInfo& info : *spaces) {
                if (isHookSpace(info.space) && !info.space.name().isEmpty())
                    names += QString::fromUtf8(info.space.text());
            }
            const QSignalBlocker quiet(m_space);
            const QString typed = m_space->currentText();
            m_space->clear();
            m_space->addItems(names);
            m_space->setEditText(typed);
        });
}

} // namespace stateroom::ui
