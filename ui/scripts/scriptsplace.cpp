// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/scriptsplace.h"

#include "core/hooks/hookrunner.h"
#include "ui/model/background.h"
#include "ui/model/errortext.h"
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
constexpr JsonLimits dataLimits{};

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
    layout->addWidget(m_state, 1);
    layout->addWidget(makeChoices(), 4);
    layout->addWidget(m_button);
    layout->addWidget(makeToolButton(actions().last()));
    return head;
}

QWidget* ScriptsPlace::makeChoices()
{
    auto* choices = new QWidget;
    m_function->setAccessibleName(tr("Function"));
    m_function->setToolTip(tr("The function that is called"));
    m_space->setAccessibleName(tr("State"));
    m_space->setToolTip(tr("What options.state reads and writes: the global state, or that of one "
                           "resource such as integration/imports/55cc"));
    m_space->setEditable(true);
    m_space->lineEdit()->setAccessibleName(tr("State"));
    m_space->setInsertPolicy(QComboBox::NoInsert);
    m_space->addItem(u"integration/"_s);
    for (ChoiceBox* choice : {m_function, m_space}) {
        choice->setMinimumWidth(110);
        choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        choice->setMaximumWidth(240);
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

// Running it

void ScriptsPlace::runOrStop()
{
    if (!isRunning())
        return start();
    stop();
    m_state->setText(tr("Stopped"));
}

void ScriptsPlace::start()
{
    m_notice->clear();
    m_script->clearError();
    m_data->clearError();
    findFunctions(); // those of the text as it is now
    if (m_function->currentText().isEmpty()) {
        m_notice->tell(
            NoticeKind::Warning,
            tr("The script declares no function. Write one, such as function preSavePage(options) "
               "{ … }."));
        return;
    }
    const auto space = hookSpaceOf(m_space->currentText());
    if (!space) {
        m_notice->tell(
            NoticeKind::Warning,
            tr("The state must be integration/, or that of one resource such as "
               "integration/imports/55cc."));
        return;
    }
    HookRequest request;
    request.script = m_script->script();
    request.function = m_function->currentText();
    request.space = *space;
    request.dryRun = !m_keeps->isChecked();
    request.by = {"window", {}};
    m_running = std::make_unique<QObject>();
    m_patience.start();
    inBackground(
        [data = m_data->utf8()] { return JsonText::parse(data, dataLimits); }, m_running.get(),
        [this, request](const Result<JsonText>& data) mutable {
            if (data && data->type() == JsonType::Object) {
                request.options = *data;
                return ask(std::move(request));
            }
            stop();
            if (!data)
                m_data->markError(data.error().offset);
            const TextPlace place = m_data->placeOf(data ? 0 : data.error().offset);
            m_notice->tell(
                NoticeKind::Error,
                data ? tr("The data must be a JSON object: it is what the function is called with.")
                     : tr("The data is not JSON, line %L1, column %L2: %3")
                           .arg(place.line)
                           .arg(place.column)
                           .arg(jsonErrorText(data.error())));
        });
}

void ScriptsPlace::ask(HookRequest request)
{
    const bool isKept = !request.dryRun;
    m_service.hooks().run(
        std::move(request), m_running.get(),
        [this, isKept](const Result<HookOutcome>& outcome) { told(outcome, isKept); });
}

void ScriptsPlace::told(const Result<HookOutcome>& outcome, bool isKept)
{
    stop();
    if (!outcome) {
        m_outcome->clear();
        m_notice->tell(NoticeKind::Error, errorText(outcome.error()));
        return;
    }
    m_outcome->show(*outcome, isKept);
    const QString took = tr("%L1 ms").arg(outcome->took.count());
    m_state->setText(
        outcome->runs > 1 ? tr("%1, in %Ln runs", nullptr, outcome->runs).arg(took) : took);
    if (outcome->failure)
        showFailure(*outcome->failure);
    else
        listSpaces();
}

/// Errors of the script are the engine's own words.
QString ScriptsPlace::failureText(const HookFailure& failure) const
{
    const HookLimits& limits = m_service.hooks().limits();
    switch (failure.kind) {
    case HookFailureKind::Script:
        return failure.message;
    case HookFailureKind::Timeout:
        return tr(
            "The script took longer than %Ln seconds and was ended.", nullptr,
            int(limits.time.count() / 1'000));
    case HookFailureKind::Memory:
        return tr("The script needed more than %L1 MiB of memory and was ended.")
            .arg(limits.memory >> 20);
    case HookFailureKind::Conflict:
        return tr("Others changed what the script had read in each of its %L1 runs; nothing was "
                  "kept.")
            .arg(maxHookRuns);
    }
    Q_UNREACHABLE();
}

void ScriptsPlace::showFailure(const HookFailure& failure)
{
    QString text = failureText(failure);
    const QStringList calls = failure.stack.split(u'\n', Qt::SkipEmptyParts);
    constexpr int mostCalls = 4;
    if (calls.size() > 1)
        text += u'\n' + calls.first(std::min(mostCalls, int(calls.size()))).join(u" ← "_s);
    if (failure.line <= 0) {
        m_notice->tell(NoticeKind::Error, text);
        return;
    }
    m_script->markError(failure.line, failure.column);
    m_notice->tell(
        NoticeKind::Error, text,
        {{tr("Go to line %L1").arg(failure.line),
          [this, line = failure.line, column = failure.column] { m_script->goTo(line, column); }}});
}

/// Ends the run, or forgets it when it has ended.
void ScriptsPlace::stop()
{
    m_patience.stop();
    if (m_running)
        m_running.release()->deleteLater(); // it may be what calls
    showRunning(false);
}

void ScriptsPlace::showRunning(bool isRunning)
{
    m_run->setText(isRunning ? tr("Stop") : tr("Run"));
    m_button->setText(m_run->text());
    m_button->setToolTip(toolTipOf(*m_run));
    m_state->setText(isRunning ? tr("Running…") : QString());
}

} // namespace stateroom::ui
