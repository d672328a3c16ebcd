// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/appearance.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

double luminance(const QColor& color)
{
    const auto part = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) +
           0.0722 * part(color.blueF());
}

/// WCAG 2: 1 to 21.
double contrast(const QColor& a, const QColor& b)
{
    const double brighter = std::max(luminance(a), luminance(b));
    const double darker = std::min(luminance(a), luminance(b));
    return (brighter + 0.05) / (darker + 0.05);
}

using Role = ColorRole;

} // namespace

/// Counts how often a widget is told that its style is another.
class StyleChanges final : public QObject {
public:
    int count = 0;

    bool eventFilter(QObject*, QEvent* event) override
    {
        count += event->type() == QEvent::StyleChange ? 1 : 0;
        return false;
    }
};

class ThemeTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void color_textOnItsGrounds_isReadable_data();
    void color_textOnItsGrounds_isReadable();
    void of_aThemesPalette_isThatTheme();
    void styleSheetFor_bothThemes_fillsEachColour();
    void setChoice_dark_paintsDark();
    void setChoice_dark_stylesADeepWidgetNotMoreThanTwice();
    void glyphIcon_everyGlyph_drawsInTheThemesColour();
    void roomFor_anyNumber_leavesItWhole();
    void enlargementFor_systemFont_keepsTheWindowOnTheScreen_data();
    void enlargementFor_systemFont_keepsTheWindowOnTheScreen();
};

void ThemeTest::color_textOnItsGrounds_isReadable_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<int>("text");
    QTest::addColumn<int>("ground");
    const std::vector<Role> lists{
        Role::Window, Role::Surface, Role::Hover, Role::Selection, Role::SelectionInactive};
    const std::vector<Role> notices{Role::NoticeGround, Role::WarningGround, Role::ErrorGround};
    std::vector<std::pair<Role, Role>> pairs;
    for (const Role ground : lists)
        for (const Role text :
             {Role::Text, Role::TextSecondary, Role::JsonString, Role::JsonNumber,
              Role::JsonKeyword, Role::JsonName})
            pairs.emplace_back(text, ground);
    for (const Role ground : notices)
        pairs.emplace_back(Role::Text, ground);
    for (const Role text : {Role::Text, Role::JsonString, Role::JsonNumber, Role::JsonKeyword})
        for (const Role ground : {Role::CurrentLine, Role::TextSelection})
            pairs.emplace_back(text, ground);
    for (const Role text : {Role::Accent, Role::Added, Role::Removed, Role::Changed, Role::Warning})
        for (const Role ground : {Role::Window, Role::Surface})
            pairs.emplace_back(text, ground);
    pairs.emplace_back(Role::Text, Role::Match);
    pairs.emplace_back(Role::OnAccent, Role::Accent);
    pairs.emplace_back(Role::OnAccent, Role::AccentHover);
    for (const bool dark : {false, true})
        for (const auto& [text, ground] : pairs)
            QTest::addRow(
                "%s: %s on %s", dark ? "dark" : "light", qPrintable(colorRoleName(text)),
                qPrintable(colorRoleName(ground)))
                << dark << int(text) << int(ground);
}

void ThemeTest::color_textOnItsGrounds_isReadable()
{
    QFETCH(bool, dark);
    QFETCH(int, text);
    QFETCH(int, ground);
    const Theme& theme = dark ? Theme::dark() : Theme::light();
    const double found = contrast(theme.color(Role(text)), theme.color(Role(ground)));
    QVERIFY2(found >= 4.5, qPrintable(QString::number(found)));
}

void ThemeTest::of_aThemesPalette_isThatTheme()
{
    QCOMPARE(&Theme::of(Theme::light().palette()), &Theme::light());
    QCOMPARE(&Theme::of(Theme::dark().palette()), &Theme::dark());
}

void ThemeTest::styleSheetFor_bothThemes_fillsEachColour()
{
    for (const Theme* theme : {&Theme::light(), &Theme::dark()}) {
        const QString sheet = styleSheetFor(*theme);
        QVERIFY(sheet.contains(theme->color(Role::Surface).name()));
        QVERIFY(!sheet.contains(u'@'));
    }
}

void ThemeTest::setChoice_dark_paintsDark()
{
    Appearance appearance(*qApp);
    appearance.setChoice(SchemeChoice::Dark);
    QCOMPARE(&Theme::of(QApplication::palette()), &Theme::dark());
    appearance.setChoice(SchemeChoice::Light);
    QCOMPARE(&Theme::of(QApplication::palette()), &Theme::light());
}

void ThemeTest::setChoice_dark_stylesADeepWidgetNotMoreThanTwice()
{
    Appearance appearance(*qApp);
    appearance.setChoice(SchemeChoice::Light);
    QWidget window;
    QWidget* inner = &window;
    for (int depth = 0; depth < 8; ++depth)
        inner = new QWidget(inner);
    StyleChanges changes;
    inner->installEventFilter(&changes);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QImage before = window.grab().toImage();
    changes.count = 0;
    appearance.setChoice(SchemeChoice::Dark);
    QVERIFY2(changes.count <= 2, qPrintable(QString::number(changes.count))); // off and on
    QVERIFY(window.grab().toImage() != before);
    appearance.setChoice(SchemeChoice::Light);
    QCOMPARE(window.grab().toImage(), before);
}

void ThemeTest::glyphIcon_everyGlyph_drawsInTheThemesColour()
{
    QApplication::setPalette(Theme::dark().palette());
    const QColor expected = Theme::dark().color(Role::TextSecondary);
    for (int i = int(Glyph::Add); i <= int(Glyph::Up); ++i) {
        const QImage image = glyphIcon(Glyph(i)).pixmap(64, 64).toImage();
        bool found = false;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                found |= image.pixelColor(x, y) == expected;
        QVERIFY2(found, qPrintable(QString::number(i)));
    }
    QVERIFY(!programIcon().pixmap(32, 32).toImage().isNull());
}

void ThemeTest::roomFor_anyNumber_leavesItWhole()
{
    const QFont font = uiFont();
    for (int number = 100; number < 600; ++number) {
        const QString text = QString::number(number);
        QCOMPARE(QFontMetrics(font).elidedText(text, Qt::ElideRight, roomFor(text, font)), text);
    }
}

void ThemeTest::enlargementFor_systemFont_keepsTheWindowOnTheScreen_data()
{
    QTest::addColumn<qreal>("points");
    QTest::addColumn<QSize>("room");
    QTest::addColumn<qreal>("enlargement");
    const QSize large(2560, 1440);
    QTest::newRow("small") << 9.0 << large << 1.0;
    QTest::newRow("usual") << 11.0 << large << 1.0;
    QTest::newRow("large") << 16.5 << large << 1.5;
    QTest::newRow("as large as the width") << 16.5 << QSize(1200, 1000) << 1.2;
    QTest::newRow("as large as the height") << 16.5 << QSize(2560, 650) << 1.3;
    QTest::newRow("no room at all") << 16.5 << QSize(800, 600) << 1.0;
}

void ThemeTest::enlargementFor_systemFont_keepsTheWindowOnTheScreen()
{
    QFETCH(qreal, points);
    QFETCH(QSize, room);
    QFETCH(qreal, enlargement);
    QFont font;
    font.setPointSizeF(points);
    QCOMPARE(enlargementFor(font, QSize(1000, 500), room), enlargement);
    font.setPixelSize(int(points * 96 / 72));
    QVERIFY(std::abs(enlargementFor(font, QSize(1000, 500), room) - enlargement) < 0.1);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
