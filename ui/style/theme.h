// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include <array>

namespace stateroom::ui {

/// What a colour is for. Light and dark give each role a value; both keep text readable (WCAG AA)
/// on every ground that it may stand on.
enum class ColorRole {
    Window,        ///< the ground of navigator, headers and strips
    Surface,       ///< the ground of lists and of the editor
    Hairline,      ///< between two areas
    ControlBorder, ///< around what can be typed into or pressed
    Hover,
    Selection,         ///< the chosen row where the keyboard is
    SelectionInactive, ///< the chosen row elsewhere
    Text,
    TextSecondary,
    TextDisabled,
    Accent,
    AccentHover,
    OnAccent,
    Added,
    Removed,
    Changed,
    Warning,
    NoticeGround,
    WarningGround,
    ErrorGround,
    JsonString,
    JsonNumber,
    JsonKeyword,
    JsonName,
    TextSelection, ///< behind selected text in the editor
    CurrentLine,
    Match,       ///< behind what a filter or a search found
    AddedGround, ///< behind a line that a difference is about
    RemovedGround,
    ChangedGround,
};
constexpr int colorRoleCount = int(ColorRole::ChangedGround) + 1;

/// One of the two palettes.
class Theme {
public:
    static const Theme& light();
    static const Theme& dark();
    /// The theme that a widget with this palette shows.
    static const Theme& of(const QPalette& palette);

    bool isDark() const { return m_dark; }
    QColor color(ColorRole role) const { return m_colors[std::size_t(role)]; }
    /// The same for what Qt draws by itself.
    QPalette palette() const;

private:
    using Colors = std::array<QColor, colorRoleCount>;
    Theme(bool dark, Colors colors)
        : m_dark(dark)
        , m_colors(std::move(colors))
    {
    }

    bool m_dark;
    Colors m_colors;
};

/// The name of a role as it stands in the style sheet.
QString colorRoleName(ColorRole role);

} // namespace stateroom::ui
