// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

namespace stateroom::ui {

/// Our own icons: strokes on a grid of 24, drawn in the colour of text, or of what lies on the
/// accent. They follow the application's palette by themselves.
enum class Glyph {
    Add,
    Alert,
    Browse,
    Check,
    ChevronDown,
    ChevronRight,
    Clock,
    Close,
    Compare,
    Connect,
    Copy,
    Delete,
    Dot,
    Down,
    Edit,
    Filter,
    History,
    Inbox,
    Info,
    More,
    Open,
    Pause,
    Play,
    Reload,
    Requests,
    Restore,
    Scripts,
    Search,
    Send,
    Settings,
    Studio,
    Tree,
    Up,
    Webhooks,
};

enum class GlyphTone {
    Text,     ///< secondary text
    OnAccent, ///< on a filled button
    Accent,
    Warning,
    Error,
};

QIcon glyphIcon(Glyph glyph, GlyphTone tone = GlyphTone::Text);

/// The program's own icon.
QIcon programIcon();

} // namespace stateroom::ui
