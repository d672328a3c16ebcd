// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connect/snippetspanel.h"

#include "ui/style/fonts.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

SnippetsPanel::SnippetsPanel(Service& service, QWidget* parent)
    : QWidget(parent)
    , m_service(service)
    , m_api(new ChoiceBox)
    , m_languages(new QButtonGroup(this))
    , m_base(new QLineEdit)
    , m_code(new QPlainTextEdit)
    , m_key(makeSecondaryLabel())
{
    m_code->setReadOnly(true);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setTabChangesFocus(true);
    m_code->setFont(fixedFont());
    m_code->setFrameShape(QFrame::NoFrame);
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setProperty("code", true);
    m_code->setAccessibleName(tr("Example"));
    m_key->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap16, metrics::gap12);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(makeBase());
    layout->addWidget(makeChoices());
    layout->addWidget(m_code, 1);
    layout->addWidget(m_key);
    connect(m_api, &ChoiceBox::currentIndexChanged, this, &SnippetsPanel::refresh);
    connect(m_languages, &QButtonGroup::idClicked, this, &SnippetsPanel::refresh);
    setFocusProxy(m_api);
}

QWidget* SnippetsPanel::makeBase()
{
    auto* row = new QWidget;
    m_api->setAccessibleName(tr("API"));
    m_api->setFixedHeight(metrics::controlHeight);
    for (const ApiKind api : allApiKinds) {
        if (!snippetOf(api, SnippetLanguage::Curl, {}, true).isEmpty())
            m_api->addItem(QString::fromLatin1(apiName(api)), int(api));
    }
    if (const int workflow = m_api->findData(int(ApiKind::Workflow)); workflow > 0)
        m_api->setCurrentIndex(workflow); // it needs no key
    m_base->setReadOnly(true);
    m_base->setFocusPolicy(Qt::ClickFocus); // the keyboard copies by the button
    m_base->setFont(fixedFont());
    m_base->setProperty("command", true);
    m_base->setAccessibleName(tr("Base URL"));
    auto* copy = new QAction(glyphIcon(Glyph::Copy), tr("Copy base URL"), this);
    connect(copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(baseUrl());
    });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap8);
    layout->addWidget(makeLabel(tr("API")));
    layout->addWidget(m_api);
    layout->addSpacing(metrics::gap16);
    layout->addWidget(makeLabel(tr("Base URL")));
    layout->addWidget(m_base, 1);
    layout->addWidget(makeToolButton(copy));
    return row;
}

QWidget* SnippetsPanel::makeChoices()
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::gap4);
    const auto add = [&](const QString& name, SnippetLanguage language) {
        auto* button = new QToolButton;
        button->setText(name);
        button->setCheckable(true);
        button->setFocusPolicy(Qt::TabFocus);
        m_languages->addButton(button, int(language));
        layout->addWidget(button);
    };
    add(u"curl"_s, SnippetLanguage::Curl);
    add(u"JavaScript"_s, SnippetLanguage::JavaScript);
    add(u"Python"_s, SnippetLanguage::Python);
    m_languages->button(0)->setChecked(true);
    auto* copy = new QAction(glyphIcon(Glyph::Copy), tr("Copy example"), this);
    connect(copy, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setText(snippet());
    });
    layout->addStretch(1);
    layout->addWidget(makeToolButton(copy));
    return row;
}

void SnippetsPanel::choose(SnippetLanguage language)
{
    m_languages->button(int(language))->setChecked(true);
    refresh();
}

void SnippetsPanel::setUrl(const QString& url)
{
    m_url = url;
    refresh();
}

void SnippetsPanel::refresh()
{
    const auto api = ApiKind(m_api->currentData().toInt());
    const QByteArray url = m_url.toUtf8();
    const bool needsKey = m_service.needsKey(api);
    setEnabled(!url.isEmpty());
    m_base->setText(url.isEmpty() ? QString() : QString::fromUtf8(baseUrlOf(api, url)));
    m_base->setCursorPosition(0);
    const QString code =
        QString::fromUtf8(snippetOf(api, SnippetLanguage(m_languages->checkedId()), url, needsKey));
    if (code != m_code->toPlainText())
        m_code->setPlainText(url.isEmpty() ? QString() : code);
    m_key->setText(
        needsKey ? tr("The example takes the key from the environment: export STATEROOM_KEY, with "
                      "the text of a key of this API.")
                 : tr("This API needs no key. A program may send one, so that history tells who "
                      "wrote."));
}

QString SnippetsPanel::baseUrl() const
{
    return m_base->text();
}

QString SnippetsPanel::snippet() const
{
    return m_code->toPlainText();
}

} // namespace stateroom::ui
