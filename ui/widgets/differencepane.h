// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/valuedifference.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace stateroom::ui {

class DiffModel;
class JsonEditor;

/// Shows how two values differ: as a tree of their structure, or line by line.
class DifferencePane final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DifferencePane)

public:
    explicit DifferencePane(QWidget* parent = nullptr);

    /// What is compared, in a few words.
    void setTitle(const QString& title);
    void show(const ValueDifference& difference);
    /// Why there is nothing to show.
    void showTrouble(const QString& trouble);
    void clear();

    DiffModel& model() { return *m_model; }
    JsonEditor& lines() { return *m_lines; }
    QTreeView& tree() { return *m_tree; }
    void showLines(bool lines);

private:
    QWidget* makeHead();
    void setUpTree();

    DiffModel* m_model;
    QTreeView* m_tree;
    JsonEditor* m_lines;
    QLabel* m_title;
    QLabel* m_state;
    QToolButton* m_byStructure = nullptr;
    QToolButton* m_byLine = nullptr;
    QStackedWidget* m_pages;
};

} // namespace stateroom::ui
