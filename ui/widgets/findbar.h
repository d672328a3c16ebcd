// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/model/textsearch.h"
#include "ui/model/throttle.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stateroom::ui {

class JsonEditor;

/// Finds and replaces in an editor, as one types. It searches in another thread, so that a large
/// text does not hold up the keys. Hidden until it is opened; Esc closes it.
class FindBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FindBar)

public:
    explicit FindBar(JsonEditor& editor, QWidget* parent = nullptr);

    /// Shows the bar, with what is selected as what to find.
    void open(bool withReplace);
    void close();
    void findNext() { step(1); }
    void findPrevious() { step(-1); }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void arrange();
    QWidget* makeFindRow();
    QWidget* makeReplaceRow();
    QAction* makeOption(const QString& text, const QString& tip);
    SearchQuery query() const;
    void search();
    void take(SearchHits hits);
    void step(int by);
    void go(int by);
    void replaceOne();
    void replaceEverything();
    void updateState();

    JsonEditor& m_editor;
    QLineEdit* m_find;
    QLineEdit* m_replace;
    QWidget* m_replaceRow = nullptr;
    QLabel* m_state;
    QAction* m_matchCase;
    QAction* m_regex;
    QPushButton* m_replaceButton;
    QPushButton* m_replaceAllButton;
    Throttle m_search;
    SearchHits m_hits;
    SearchQuery m_searched;      ///< what m_hits belong to
    quint64 m_searchedEdits = 0; ///< and which state of the text
    qsizetype m_current = -1;    ///< the hit that is selected
    int m_pendingStep = 0;       ///< to be taken when the answer is there
    bool m_searching = false;
};

} // namespace stateroom::ui
