// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/referenceeditor.h"

#include "core/business/listquery.h"
#include "core/business/records.h"
#include "core/store/store.h"
#include "ui/model/displaytext.h"
#include "ui/records/recordtext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/choicebox.h"
#include "ui/widgets/parts.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStringListModel>
#include <QToolButton>

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds lookInterval{150};

struct Found {
    bool isThere = false;
    QString label;
};

/// The newest records: `id` alone is completed, the label behind it tells which one it is.
Result<QStringList> newestIds(Reader& reader, const Resource& resource)
{
    ListQuery query;
    query.resource = &resource;
    query.limit = ListLimits::maxPage;
    const auto page = list(reader, query);
    if (!page)
        return QStringList();
    QStringList ids;
    for (const Record& record : page->records)
        ids << QString::fromUtf8(record.id);
    return ids;
}

} // namespace

ReferenceEditor::ReferenceEditor(Store& store, const QByteArray& resource, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_resource(catalogue().resource(resource))
    , m_id(new QLineEdit)
    , m_who(makeSecondaryLabel())
    , m_follow(new QAction(glyphIcon(Glyph::Open), tr("Go to this record"), this))
    , m_offered(new QStringListModel(this))
    , m_look(lookInterval, [this] { look(); })
{
    m_id->setFont(fixedFont());
    m_id->setPlaceholderText(displayText(m_resource->idPrefix) + u"…"_s);
    auto* completer = new QCompleter(m_offered, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCompletionMode(QCompleter::PopupCompletion);
    m_id->setCompleter(completer);
    lookAlike(*completer, true);
    m_who->setWordWrap(true);
    m_who->hide();
    m_follow->setShortcut(Qt::CTRL | Qt::Key_Return);
    m_follow->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_follow);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::gap4);
    row->addWidget(m_id, 1);
    row->addWidget(makeToolButton(m_follow));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::gap4);
    column->addLayout(row);
    column->addWidget(m_who);
    setFocusProxy(m_id);
    const auto tell = [this](const QString& id) {
        m_look.request();
        Q_EMIT edited(id);
    };
    connect(m_id, &QLineEdit::textEdited, this, [this, tell](const QString& id) {
        if (m_offered->rowCount() == 0)
            offerIds();
        tell(id);
    });
    connect(m_id, &QLineEdit::returnPressed, this, [this, completer] {
        if (!completer->popup()->isVisible()) // else Enter takes what is chosen there
            focusNextChild();
    });
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, tell);
    connect(m_follow, &QAction::triggered, this, [this] {
        Q_EMIT followed({m_resource->space(), Key(m_id->text().toUtf8())});
    });
    ChangeFilter filter;
    filter.space = m_resource->space();
    m_subscription = m_store.feed().subscribe(
        filter, std::nullopt, this,
        {.changes =
             [this](const std::vector<ChangePtr>&) {
                 m_offered->setStringList({});
                 m_look.request();
             },
         .reset = [this](Seq) { m_look.request(); },
         .ended = [](const Error&) {}});
    m_follow->setEnabled(false);
}

void ReferenceEditor::setId(const QString& id)
{
    if (id == m_id->text())
        return;
    m_id->setText(id);
    m_id->setCursorPosition(0);
    m_look.request();
}

void ReferenceEditor::setWritable(bool writable)
{
    m_id->setReadOnly(!writable);
}

void ReferenceEditor::offerIds()
{
    m_store.read(
        [resource = m_resource](Reader& reader) { return newestIds(reader, *resource); }, this,
        [this](const Result<QStringList>& ids) {
            if (ids)
                m_offered->setStringList(*ids);
        });
}

void ReferenceEditor::look()
{
    const QByteArray id = m_id->text().toUtf8();
    m_follow->setEnabled(false);
    ++m_generation;
    if (id.isEmpty()) {
        m_who->hide();
        return;
    }
    m_store.read(
        [resource = m_resource, id](Reader& reader) -> Result<Found> {
            const auto record = readRecord(reader, *resource, id);
            if (!record)
                return failureOf(record);
            if (!*record)
                return Found{};
            return Found{true, recordLabel(*resource, (*record)->value)};
        },
        this,
        [this, id, generation = m_generation](const Result<Found>& found) {
            if (generation != m_generation || !found)
                return;
            m_follow->setEnabled(found->isThere);
            //: %1 is the name of a collection, such as agents
            m_who->setText(
                found->isThere
                    ? found->label
                    : tr("There is no such record in %1.").arg(displayText(m_resource->name)));
            setStyleProperty(m_who, "tone", found->isThere ? u"secondary"_s : u"error"_s);
            m_who->setVisible(!m_who->text().isEmpty());
        });
}

} // namespace stateroom::ui
