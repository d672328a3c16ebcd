// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/model/diffmodel.h"

#include "ui/model/displaytext.h"
#include "ui/model/roles.h"

#include <algorithm>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

struct DiffModel::Node {
    Node* parent = nullptr;
    int row = 0;
    QByteArray name; ///< the last step of its path, decoded
    Spans change;    ///< empty where only something below it differs
    std::vector<std::unique_ptr<Node>> children;
};

namespace {

/// A step of a JSON Pointer as it was before it was written into one.
QByteArray decoded(QByteArrayView step)
{
    QByteArray name = step.toByteArray();
    name.replace("~1", "/");
    name.replace("~0", "~");
    return name;
}

void append(Spans& spans, const std::optional<JsonText>& value)
{
    if (value)
        spans += valuePreview(*value);
}

Spans spansOf(const JsonDifference& difference)
{
    Spans spans;
    switch (difference.kind) {
    case JsonDifference::Kind::Added:
        spans << Span{SpanKind::Added, u"+ "_s + DiffModel::tr("added") + u"  "_s};
        append(spans, difference.after);
        break;
    case JsonDifference::Kind::Removed:
        spans << Span{SpanKind::Removed, u"− "_s + DiffModel::tr("removed") + u"  "_s};
        append(spans, difference.before);
        break;
    case JsonDifference::Kind::Changed:
        spans << Span{SpanKind::Changed, u"~ "_s + DiffModel::tr("changed") + u"  "_s};
        append(spans, difference.before);
        spans << Span{SpanKind::Muted, u" → "_s};
        append(spans, difference.after);
        break;
    }
    return spans;
}

} // namespace

DiffModel::DiffModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

DiffModel::~DiffModel() = default;

void DiffModel::show(const JsonDiff& diff)
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_added = m_removed = m_changed = 0;
    for (const JsonDifference& difference : diff.differences) {
        switch (difference.kind) {
        case JsonDifference::Kind::Added:
            ++m_added;
            break;
        case JsonDifference::Kind::Removed:
            ++m_removed;
            break;
        case JsonDifference::Kind::Changed:
            ++m_changed;
            break;
        }
        nodeFor(difference.path).change += spansOf(difference);
    }
    endResetModel();
}

/// The node of this path; those on the way are made where they are missing. What was removed and
/// what was added at one place are two nodes of one name.
DiffModel::Node& DiffModel::nodeFor(QByteArrayView path)
{
    Node* node = m_root.get();
    const auto child = [](Node& parent, const QByteArray& name, bool fresh) -> Node& {
        // Differences come in the order of the text: a branch is the newest one, or a new one.
        if (!fresh && !parent.children.empty() && parent.children.back()->name == name)
            return *parent.children.back();
        auto made = std::make_unique<Node>();
        made->parent = &parent;
        made->row = int(parent.children.size());
        made->name = name;
        parent.children.push_back(std::move(made));
        return *parent.children.back();
    };
    if (path.isEmpty())
        return child(*node, {}, true);
    while (!path.isEmpty()) {
        path = path.sliced(1);
        const qsizetype end = path.indexOf('/');
        const QByteArrayView step = end < 0 ? path : path.first(end);
        path = end < 0 ? QByteArrayView() : path.sliced(end);
        node = &child(*node, decoded(step), path.isEmpty());
    }
    return *node;
}

const DiffModel::Node& DiffModel::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? *static_cast<const Node*>(index.constInternalPointer()) : *m_root;
}

QModelIndex DiffModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeAt(parent).children[size_t(row)].get());
}

QModelIndex DiffModel::parent(const QModelIndex& child) const
{
    if (!child.isValid())
        return {};
    const Node* parent = nodeAt(child).parent;
    return parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int DiffModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent).children.size());
}

int DiffModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant DiffModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = nodeAt(index);
    const bool place = index.column() == PlaceColumn;
    switch (role) {
    case Qt::DisplayRole:
        if (!place)
            return plainText(node.change);
        return node.name.isEmpty() && node.parent == m_root.get() ? tr("(the whole value)")
                                                                  : displayText(node.name);
    case SpansRole:
        return place || node.change.isEmpty() ? QVariant() : QVariant::fromValue(node.change);
    case Qt::ToolTipRole:
        return plainToolTip(place ? displayText(node.name) : plainText(node.change));
    }
    return {};
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == PlaceColumn ? tr("Place", "column") : tr("Difference", "column");
}

} // namespace stateroom::ui
