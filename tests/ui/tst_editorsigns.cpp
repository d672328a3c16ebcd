// SPDX-License-Identifier: GPL-3.0-or-later
// The signs in an editor's margins, at a scale between the pixels: its environment sets one.
#include "ui/style/theme.h"
#include "ui/widgets/jsoneditor.h"

#include <QImage>
#include <QTest>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class EditorSignsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sign_scaledScreen_standsInTheMiddle_data();
    void sign_scaledScreen_standsInTheMiddle();
};

namespace {

/// Where something is drawn on this ground, in points.
QRectF drawnIn(const QImage& picture, const QRect& place, QRgb ground)
{
    const qreal ratio = picture.devicePixelRatio();
    QRect drawn;
    for (int y = int(place.top() * ratio); y < int((place.bottom() + 1) * ratio); ++y)
        for (int x = int(place.left() * ratio); x < int((place.right() + 1) * ratio); ++x)
            if (picture.pixel(x, y) != ground)
                drawn = drawn.united(QRect(x, y, 1, 1));
    return {QPointF(drawn.topLeft()) / ratio, QSizeF(drawn.size()) / ratio};
}

} // namespace

void EditorSignsTest::sign_scaledScreen_standsInTheMiddle_data()
{
    QTest::addColumn<int>("margin");
    QTest::addColumn<int>("line");
    QTest::addColumn<bool>("isThere");
    QTest::newRow("fold") << 2 << 0 << true;
    QTest::newRow("no fold") << 2 << 1 << false;
    QTest::newRow("changed") << 1 << 1 << true;
    QTest::newRow("unchanged") << 1 << 0 << false;
}

void EditorSignsTest::sign_scaledScreen_standsInTheMiddle()
{
    QFETCH(const int, margin);
    QFETCH(const int, line);
    QFETCH(const bool, isThere);
    JsonEditor editor;
    editor.resize(400, 200);
    editor.showText("{\n  \"a\": 1\n}\n");
    editor.markLines({{1, JsonEditor::LineMark::Changed}});
    editor.show();
    QVERIFY(QTest::qWaitForWindowExposed(&editor));
    QVERIFY(editor.devicePixelRatioF() > 1);
    const QImage picture = editor.viewport()->grab().toImage();
    int left = 0;
    for (int before = 0; before < margin; ++before)
        left += editor.marginWidth(before);
    const int height = editor.textHeight(line);
    const QRect place(left, line * height, editor.marginWidth(margin), height);
    const QRgb ground = Theme::of(editor.palette()).color(ColorRole::Surface).rgb();
    const QRectF drawn = drawnIn(picture, place, ground);
    QCOMPARE(!drawn.isEmpty(), isThere);
    if (isThere) {
        QVERIFY(std::abs(drawn.center().y() - (place.top() + height / 2.0)) < 1.5);
        QVERIFY(std::abs(drawn.center().x() - (left + place.width() / 2.0)) < 1.5);
    }
}

QTEST_MAIN(EditorSignsTest)
#include "tst_editorsigns.moc"
