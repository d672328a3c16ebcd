// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/jsondiff.h"
#include "core/store/entry.h"
#include "ui/model/linediff.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace stateroom {
class Reader;
class Store;
} // namespace stateroom

namespace stateroom::ui {

class DiffModel;
class JsonEditor;

/// How one version of a key differs from another: as a tree of their structure, or line by line.
class DifferenceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DifferenceView)

public:
    /// The store must outlive it.
    explicit DifferenceView(Store& store, QWidget* parent = nullptr);

    /// Compares; version 0, or one that is a removal, holds nothing.
    void compare(const EntryName& name, Version before, Version after);
    void clear();

    DiffModel& model() { return *m_model; }
    JsonEditor& lines() { return *m_lines; }
    QTreeView& tree() { return *m_tree; }
    void showLines(bool lines);

private:
    /// What the comparison came to, in text that is ready to be shown.
    struct Outcome {
        JsonDiff diff;
        QByteArray text;                         ///< both versions in one, line by line
        std::vector<std::pair<int, bool>> marks; ///< line, and whether it was added
        bool onlyOne = false;                    ///< one of the two holds nothing
        bool same = false;
    };
    static Result<Outcome>
    compareIn(Reader& reader, const EntryName& name, Version before, Version after);
    static void writeLines(Outcome& outcome, const QByteArray& before, const QByteArray& after);

    QWidget* makeHead();
    void setUpTree();
    void take(const Outcome& outcome);

    Store& m_store;
    DiffModel* m_model;
    QTreeView* m_tree;
    JsonEditor* m_lines;
    QLabel* m_title;
    QLabel* m_state;
    QToolButton* m_byStructure = nullptr;
    QToolButton* m_byLine = nullptr;
    QStackedWidget* m_pages;
    quint64 m_generation = 0;
};

} // namespace stateroom::ui
