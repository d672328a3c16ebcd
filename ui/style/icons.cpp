// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/style/icons.h"

#include "ui/style/resources.h"
#include "ui/style/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

QString glyphName(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Add:
        return u"add"_s;
    case Glyph::Alert:
        return u"alert"_s;
    case Glyph::Browse:
        return u"browse"_s;
    case Glyph::Check:
        return u"check"_s;
    case Glyph::ChevronDown:
        return u"chevron-down"_s;
    case Glyph::ChevronRight:
        return u"chevron-right"_s;
    case Glyph::Clock:
        return u"clock"_s;
    case Glyph::Close:
        return u"close"_s;
    case Glyph::Compare:
        return u"compare"_s;
    case Glyph::Connect:
        return u"connect"_s;
    case Glyph::Copy:
        return u"copy"_s;
    case Glyph::Delete:
        return u"delete"_s;
    case Glyph::Dot:
        return u"dot"_s;
    case Glyph::Down:
        return u"down"_s;
    case Glyph::Edit:
        return u"edit"_s;
    case Glyph::Filter:
        return u"filter"_s;
    case Glyph::History:
        return u"history"_s;
    case Glyph::Inbox:
        return u"inbox"_s;
    case Glyph::Info:
        return u"info"_s;
    case Glyph::More:
        return u"more"_s;
    case Glyph::Open:
        return u"open"_s;
    case Glyph::Pause:
        return u"pause"_s;
    case Glyph::Play:
        return u"play"_s;
    case Glyph::Reload:
        return u"reload"_s;
    case Glyph::Requests:
        return u"requests"_s;
    case Glyph::Restore:
        return u"restore"_s;
    case Glyph::Scripts:
        return u"scripts"_s;
    case Glyph::Search:
        return u"search"_s;
    case Glyph::Send:
        return u"send"_s;
    case Glyph::Settings:
        return u"settings"_s;
    case Glyph::Studio:
        return u"studio"_s;
    case Glyph::Tree:
        return u"tree"_s;
    case Glyph::Up:
        return u"up"_s;
    case Glyph::Webhooks:
        return u"webhooks"_s;
    }
    Q_UNREACHABLE();
}

ColorRole colorOf(GlyphTone tone, QIcon::Mode mode)
{
    if (mode == QIcon::Disabled)
        return ColorRole::TextDisabled;
    switch (tone) {
    case GlyphTone::Text:
        return mode == QIcon::Active ? ColorRole::Text : ColorRole::TextSecondary;
    case GlyphTone::OnAccent:
        return ColorRole::OnAccent;
    case GlyphTone::Accent:
        return ColorRole::Accent;
    case GlyphTone::Warning:
        return ColorRole::Warning;
    case GlyphTone::Error:
        return ColorRole::Removed;
    }
    Q_UNREACHABLE();
}

/// Draws the glyph when it is asked to, so that a change of theme needs no new icons.
class GlyphEngine final : public QIconEngine {
public:
    GlyphEngine(Glyph glyph, GlyphTone tone)
        : m_glyph(glyph)
        , m_tone(tone)
    {
        initStyleResources();
        QFile file(u":/stateroom/icons/%1.svg"_s.arg(glyphName(glyph)));
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const Theme& theme = Theme::of(palette);
        QByteArray svg = m_svg;
        svg.replace("currentColor", theme.color(colorOf(m_tone, mode)).name().toLatin1());
        QSvgRenderer renderer(svg);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QPixmap
    scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        Q_UNUSED(scale) // the size comes scaled
        return pixmap(size, mode, state);
    }

    QIconEngine* clone() const override { return new GlyphEngine(m_glyph, m_tone); }

private:
    Glyph m_glyph;
    GlyphTone m_tone;
    QByteArray m_svg;
};

} // namespace

QIcon glyphIcon(Glyph glyph, GlyphTone tone)
{
    return QIcon(new GlyphEngine(glyph, tone));
}

QIcon programIcon()
{
    initStyleResources();
    QIcon icon;
    QSvgRenderer renderer(u":/stateroom/icons/stateroom.svg"_s);
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace stateroom::ui
