// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/theme.h"

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

/// One row per role, so that the two palettes are judged side by side.
struct Row {
    ColorRole role;
    const char* name;
    QRgb light;
    QRgb dark;
};

constexpr std::array<Row, colorRoleCount> rows{{
    {ColorRole::Window, "Window", 0xfff5f6f7, 0xff15181c},
    {ColorRole::Surface, "Surface", 0xffffffff, 0xff1b1f24},
    {ColorRole::Hairline, "Hairline", 0xffe0e3e7, 0xff2b3138},
    {ColorRole::ControlBorder, "ControlBorder", 0xffc9ced4, 0xff414952},
    {ColorRole::Hover, "Hover", 0xffebedf0, 0xff242a31},
    {ColorRole::Selection, "Selection", 0xffd3ebe8, 0xff1b4343},
    {ColorRole::SelectionInactive, "SelectionInactive", 0xffe6e9ec, 0xff2b323a},
    {ColorRole::Text, "Text", 0xff1d2227, 0xffe4e8ec},
    {ColorRole::TextSecondary, "TextSecondary", 0xff555e68, 0xffa2adb8},
    {ColorRole::TextDisabled, "TextDisabled", 0xff8f98a1, 0xff67717c},
    {ColorRole::Accent, "Accent", 0xff0b6e6b, 0xff52bdb5},
    {ColorRole::AccentHover, "AccentHover", 0xff095c5a, 0xff6bcac3},
    {ColorRole::OnAccent, "OnAccent", 0xffffffff, 0xff04211f},
    {ColorRole::Added, "Added", 0xff116329, 0xff5fc97b},
    {ColorRole::Removed, "Removed", 0xffb3202a, 0xffff8a80},
    {ColorRole::Changed, "Changed", 0xff7d4e00, 0xffe0b04c},
    {ColorRole::Warning, "Warning", 0xff7d4e00, 0xffe0b04c},
    {ColorRole::NoticeGround, "NoticeGround", 0xffe7f2f1, 0xff172b2c},
    {ColorRole::WarningGround, "WarningGround", 0xfffdf3dc, 0xff2f2714},
    {ColorRole::ErrorGround, "ErrorGround", 0xfffcebea, 0xff371d1e},
    {ColorRole::JsonString, "JsonString", 0xff116329, 0xff8fd3a0},
    {ColorRole::JsonNumber, "JsonNumber", 0xff0a4fae, 0xff82bfff},
    {ColorRole::JsonKeyword, "JsonKeyword", 0xff7a3ec8, 0xffcda9ff},
    {ColorRole::JsonName, "JsonName", 0xff1d2227, 0xffe4e8ec},
    {ColorRole::TextSelection, "TextSelection", 0xffc6e5e2, 0xff1e4a4c},
    {ColorRole::CurrentLine, "CurrentLine", 0xfff5f8f8, 0xff20262c},
    {ColorRole::Match, "Match", 0xfffbe39b, 0xff5a4a12},
    {ColorRole::AddedGround, "AddedGround", 0xffe2f4e6, 0xff18301f},
    {ColorRole::RemovedGround, "RemovedGround", 0xfffdeae9, 0xff371f21},
    {ColorRole::ChangedGround, "ChangedGround", 0xfffbf1da, 0xff302914},
}};

template <class Pick> std::array<QColor, colorRoleCount> pick(Pick&& value)
{
    std::array<QColor, colorRoleCount> colors;
    for (const Row& row : rows)
        colors[std::size_t(row.role)] = QColor::fromRgb(value(row));
    return colors;
}

} // namespace

const Theme& Theme::light()
{
    static const Theme theme(false, pick([](const Row& row) { return row.light; }));
    return theme;
}

const Theme& Theme::dark()
{
    static const Theme theme(true, pick([](const Row& row) { return row.dark; }));
    return theme;
}

const Theme& Theme::of(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? dark() : light();
}

QPalette Theme::palette() const
{
    QPalette p;
    const auto set = [&](QPalette::ColorRole role, ColorRole of) { p.setColor(role, color(of)); };
    set(QPalette::Window, ColorRole::Window);
    set(QPalette::WindowText, ColorRole::Text);
    set(QPalette::Base, ColorRole::Surface);
    set(QPalette::AlternateBase, ColorRole::Window);
    set(QPalette::Text, ColorRole::Text);
    set(QPalette::PlaceholderText, ColorRole::TextSecondary);
    set(QPalette::Button, ColorRole::Surface);
    set(QPalette::ButtonText, ColorRole::Text);
    set(QPalette::BrightText, ColorRole::Removed);
    set(QPalette::ToolTipBase, ColorRole::Surface);
    set(QPalette::ToolTipText, ColorRole::Text);
    set(QPalette::Highlight, ColorRole::Selection);
    set(QPalette::HighlightedText, ColorRole::Text);
    set(QPalette::Link, ColorRole::Accent);
    set(QPalette::LinkVisited, ColorRole::Accent);
    set(QPalette::Light, ColorRole::Surface);
    set(QPalette::Midlight, ColorRole::Hover);
    set(QPalette::Mid, ColorRole::Hairline);
    set(QPalette::Dark, ColorRole::ControlBorder);
    p.setColor(QPalette::Shadow, QColor(0, 0, 0, m_dark ? 160 : 60));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, color(ColorRole::TextDisabled));
    return p;
}

QString colorRoleName(ColorRole role)
{
    return QString::fromLatin1(rows[std::size_t(role)].name);
}

} // namespace stateroom::ui
