// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/valuedifference.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace stateroom::ui {

class DiffModel;
class ElidedLabel;
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
    /// Signs for what can be done with the two, in its head while they are shown.
    void setCommands(const QList<QAction*>& commands);
    void showCommands(bool shown);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHead();
    void setUpTree();
    void fitPlaces();
    QString countsText() const;

    DiffModel* m_model;
    QTreeView* m_tree;
    JsonEditor* m_lines;
    QLabel* m_title;
    ElidedLabel* m_state;
    QHBoxLayout* m_commands = nullptr; ///< in the head
    QToolButton* m_byStructure = nullptr;
    QToolButton* m_byLine = nullptr;
    QStackedWidget* m_pages;
    bool m_fitting = false;
    bool m_placesDrawn = false; ///< the user has chosen how wide the places are
};

} // namespace stateroom::ui
