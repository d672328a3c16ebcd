// SPDX-License-Identifier: GPL-3.0-or-later
// What the inspector offers beside typing: its actions and its menu.
#include "ui/inspector/editsession.h"
#include "ui/inspector/entrycode.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/valueview.h"
#include "ui/model/commandtraits.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

void InspectorPanel::makeActions()
{
    m_save = new QAction(glyphIcon(Glyph::Check), tr("Save"), this);
    m_save->setShortcut(QKeySequence::Save);
    connect(m_save, &QAction::triggered, this, [this] { m_session->save(); });
    m_remove = new QAction(glyphIcon(Glyph::Delete), tr("Delete key"), this);
    // The menus show the key; it is the lists that take it, each for what is chosen there.
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    setCommandTraits(m_remove, {.careful = true});
    connect(m_remove, &QAction::triggered, this, [this] { removeEntry(); });
    m_discard = makeAction(tr("Discard the edit"), {}, &InspectorPanel::discard);
    setCommandTraits(m_discard, {.careful = true});
    m_setExpiry =
        makeAction(tr("Set expiry…"), Qt::CTRL | Qt::Key_E, &InspectorPanel::expiryWanted);
    makeAction(tr("Show history"), Qt::CTRL | Qt::SHIFT | Qt::Key_H, &InspectorPanel::showHistory);
    makeAction(tr("Watch this key"), Qt::CTRL | Qt::SHIFT | Qt::Key_W, &InspectorPanel::watch);
    makeCopyActions();
}

QAction* InspectorPanel::makeAction(
    const QString& text, const QKeySequence& keys, void (InspectorPanel::*run)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    connect(action, &QAction::triggered, this, run);
    m_entryActions.append(action);
    return action;
}

void InspectorPanel::makeCopyActions()
{
    const auto add = [this](const QString& text, auto make) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, [make] {
            QGuiApplication::clipboard()->setText(make());
        });
        m_codeActions.append(action);
    };
    struct Language {
        CodeLanguage language;
        QString name;
    };
    const Language languages[] = {
        {CodeLanguage::Curl, u"curl"_s},
        {CodeLanguage::JavaScript, u"JavaScript"_s},
        {CodeLanguage::Python, u"Python"_s}};
    for (const Language& each : languages)
        //: %1 is curl or the name of a programming language
        add(tr("Copy as %1, reading").arg(each.name), [this, language = each.language] {
            return readCode(language, m_serverUrl, m_session->name());
        });
    for (const Language& each : languages)
        add(tr("Copy as %1, writing").arg(each.name), [this, language = each.language] {
            return writeCode(
                language, m_serverUrl, m_session->name(),
                m_session->base().value.value_or(JsonText()));
        });
}

void InspectorPanel::makeMenu()
{
    m_menu->addActions(m_entryActions);
    m_menu->addSeparator();
    m_menu->addActions(m_value->actions());
    m_menu->addSeparator();
    m_menu->addActions(m_codeActions);
    m_entryActions.append(m_codeActions);
}

} // namespace stateroom::ui
