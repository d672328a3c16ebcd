// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choicebox.h"

#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class ChoiceBoxTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wheel_withoutFocus_changesNothing();
    void wheel_withFocus_choosesTheNext();
};

namespace {

/// A window with a box, and another widget that takes the focus first.
struct Form {
    Form()
    {
        auto* layout = new QVBoxLayout(&window);
        other = new QWidget;
        other->setFocusPolicy(Qt::StrongFocus);
        box = new ChoiceBox;
        box->addItems({u"one"_s, u"two"_s, u"three"_s});
        layout->addWidget(other);
        layout->addWidget(box);
        window.show();
        other->setFocus();
    }
    /// One notch downwards; whether the box took it for itself.
    bool turn() const
    {
        const QPointF at = box->rect().center();
        QWheelEvent event(
            at, box->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false);
        event.setAccepted(true);
        QCoreApplication::sendEvent(box, &event);
        return event.isAccepted();
    }

    QWidget window;
    QWidget* other = nullptr;
    ChoiceBox* box = nullptr;
};

} // namespace

void ChoiceBoxTest::wheel_withoutFocus_changesNothing()
{
    const Form form;
    QVERIFY(QTest::qWaitForWindowActive(form.box->window()));
    QVERIFY(!form.turn());
    QCOMPARE(form.box->currentIndex(), 0);
    QVERIFY(form.other->hasFocus());
}

void ChoiceBoxTest::wheel_withFocus_choosesTheNext()
{
    const Form form;
    QVERIFY(QTest::qWaitForWindowActive(form.box->window()));
    form.box->setFocus();
    QVERIFY(form.turn());
    QCOMPARE(form.box->currentIndex(), 1);
}

QTEST_MAIN(ChoiceBoxTest)
#include "tst_choicebox.moc"
