// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testservice.h"
#include "tests/ui/testwindow.h"

#include <map>
#include <random>

class QAction;
class QPushButton;

namespace stateroom::ui {

/// Somebody who does at random what can be done in the window, by keys, by mouse and by its
/// actions, without looking whether it makes sense.
class RandomHand {
public:
    /// Both must outlive it. Its keys are those of randomTestKey(), in these namespaces.
    RandomHand(
        TestWindow& window, test::TestService& service, QByteArrayList spaces, int keys,
        quint32 seed);

    /// Does one thing; `done()` says which.
    void step();
    const QByteArray& done() const { return m_done; }
    /// How often each has been done.
    const std::map<QByteArray, int>& counts() const { return m_counts; }

    /// Puts aside whatever hides the list of keys: back to Browse, all keys in their order.
    void tidyUp();

private:
    struct Deed {
        int weight;
        const char* name;
        void (RandomHand::*run)();
    };
    static const std::vector<Deed>& deeds();

    void chooseRow();
    void chooseSeveral();
    void chooseNamespace();
    void editValue();
    void leaveEdit();
    void save();
    void makeKey();
    void removeChosen();
    void undoBulk();
    void answerNotice();
    void expireChosen();
    void passTime();
    void showHistory();
    void restoreVersion();
    void bringBack();
    void removeNamespace();
    void copyNamespace();
    void filter();
    void sortOrTree();
    void walkTree();
    void usePalette();
    void visitPlace();
    void liveStrip();
    void pressKey();
    void triggerAny();

    int below(int limit) { return int(m_random() % unsigned(limit)); }
    bool chance(int percent) { return below(100) < percent; }
    template <class T> T& oneOf(std::vector<T>& all)
    {
        return all[std::size_t(below(int(all.size())))];
    }
    void focusList();
    QByteArray someJson();
    QAction* actionNamed(const QList<QAction*>& actions, const QString& text);

    TestWindow& m_window;
    test::TestService& m_service;
    const QByteArrayList m_spaces;
    const int m_keys;
    std::mt19937 m_random;
    QByteArray m_done;
    std::map<QByteArray, int> m_counts;
};

} // namespace stateroom::ui
