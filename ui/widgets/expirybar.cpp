// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/expirybar.h"

#include "ui/model/timetext.h"
#include "ui/style/fonts.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include <chrono>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;
constexpr qint64 longest = 36525 * day;

qint64 unitOf(const QString& word)
{
    if (word.isEmpty() || word == u"s" || word == u"sec")
        return second;
    if (word == u"m" || word == u"min")
        return minute;
    if (word == u"h" || word == u"std")
        return hour;
    if (word == u"d" || word == u"t")
        return day;
    return 0;
}

} // namespace

std::optional<Milliseconds> parseTimeSpan(const QString& text)
{
    static const QRegularExpression part(uR"(\s*(\d{1,9})\s*([a-z]*)\s*)"_s);
    const QString lower = text.toLower();
    qint64 total = 0;
    qsizetype at = 0;
    while (at < lower.size()) {
        const auto match = part.match(
            lower, at, QRegularExpression::NormalMatch,
            QRegularExpression::AnchorAtOffsetMatchOption);
        const qint64 unit = match.hasMatch() ? unitOf(match.captured(2)) : 0;
        if (unit == 0)
            return std::nullopt;
        total += match.captured(1).toLongLong() * unit;
        if (total > longest)
            return std::nullopt;
        at = match.capturedEnd();
    }
    if (total <= 0)
        return std::nullopt;
    return Milliseconds(total);
}

QString timeSpanText(Milliseconds span)
{
    qint64 left = span.count() / second;
    QStringList parts;
    const auto add = [&](qint64 unit, const QString& text) {
        if (const qint64 count = left / (unit / second); count > 0)
            parts << text.arg(count);
        left %= unit / second;
    };
    //: A time span in days; short
    add(day, ExpiryBar::tr("%1 d"));
    //: A time span in hours; short
    add(hour, ExpiryBar::tr("%1 h"));
    //: A time span in minutes; short
    add(minute, ExpiryBar::tr("%1 min"));
    //: A time span in seconds; short
    add(second, ExpiryBar::tr("%1 s"));
    return parts.join(u' ');
}

ExpiryBar::ExpiryBar(std::function<Timestamp()> now, QWidget* parent)
    : QWidget(parent)
    , m_now(std::move(now))
    , m_span(new QLineEdit)
    , m_hint(makeSecondaryLabel())
    , m_set(new QPushButton(tr("Set")))
    , m_never(new QPushButton(tr("Never expires")))
    , m_many(makeLabel())
{
    auto* label = makeLabel(tr("Expires in"));
    label->setBuddy(m_span);
    m_span->setFont(fixedFont());
    m_span->setPlaceholderText(tr("15 min, 2 h, 1 d 12 h"));
    m_span->setAccessibleName(tr("Expires in"));
    m_span->setToolTip(m_span->placeholderText()); // which a narrow field cuts short
    const int example = QFontMetrics(fixedFont()).horizontalAdvance(m_span->placeholderText());
    m_span->setMinimumWidth(example + metrics::gap24);
    m_span->setMaximumWidth(std::max(200, example + metrics::gap24));
    auto* cancel = new QAction(glyphIcon(Glyph::Close), tr("Leave it as it is (Esc)"), this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::gap16, metrics::gap4, metrics::gap12, metrics::gap8);
    column->setSpacing(metrics::gap4);
    column->addWidget(m_many);
    auto* field = new QHBoxLayout;
    field->setSpacing(metrics::gap8);
    field->addWidget(label);
    field->addWidget(m_span, 1000);
    field->addStretch(1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::gap8);
    buttons->addWidget(m_set);
    buttons->addWidget(m_never);
    buttons->addWidget(makeToolButton(cancel));
    buttons->addStretch(1);
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight);
    m_rows->setSpacing(metrics::gap8);
    m_rows->addLayout(field);
    m_rows->addLayout(buttons, 1);
    column->addLayout(m_rows);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    m_ticks.setInterval(std::chrono::seconds(1));
    connect(&m_ticks, &QTimer::timeout, this, [this] {
        if (isVisible())
            look();
        else
            m_ticks.stop(); // whoever has hidden it
    });
    hide();
    connect(m_span, &QLineEdit::textChanged, this, &ExpiryBar::look);
    connect(m_span, &QLineEdit::returnPressed, this, &ExpiryBar::choose);
    connect(m_set, &QPushButton::clicked, this, &ExpiryBar::choose);
    connect(cancel, &QAction::triggered, this, &ExpiryBar::close);
    connect(m_never, &QPushButton::clicked, this, [this] {
        close();
        Q_EMIT chosen(std::nullopt);
    });
}

void ExpiryBar::open(std::optional<Milliseconds> left)
{
    m_span->setText(left ? timeSpanText(std::max(*left, Milliseconds(second))) : QString());
    m_never->setEnabled(left.has_value());
    m_many->hide();
    takeKeyboard();
}

void ExpiryBar::openForMany(int keys)
{
    m_span->clear();
    m_never->setEnabled(true);
    m_many->setText(tr("Expiry of %Ln keys", nullptr, keys));
    m_many->show();
    takeKeyboard();
}

void ExpiryBar::takeKeyboard()
{
    look();
    if (!isAncestorOf(QApplication::focusWidget()))
        m_before = QApplication::focusWidget();
    show();
    m_ticks.start();
    m_span->setFocus(Qt::ShortcutFocusReason);
    m_span->selectAll();
}

void ExpiryBar::close()
{
    hide();
    if (m_before != nullptr)
        m_before->setFocus(Qt::OtherFocusReason);
}

void ExpiryBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const QMargins margins = layout()->contentsMargins();
    int wanted = margins.left() + margins.right() + m_rows->spacing();
    for (int i = 0; i < m_rows->count(); ++i)
        wanted += m_rows->itemAt(i)->minimumSize().width();
    m_rows->setDirection(wanted > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void ExpiryBar::look()
{
    const auto span = parseTimeSpan(m_span->text());
    m_set->setEnabled(span.has_value());
    if (span)
        //: %1 is a time span, %2 a moment
        m_hint->setText(tr("%1 from now, at %2")
                            .arg(timeSpanText(*span), exactTimeText(m_now() + *span).chopped(4)));
    else if (m_span->text().isEmpty())
        m_hint->setText(tr("A bare number is in seconds."));
    else
        m_hint->setText(tr("Not a time span"));
}

void ExpiryBar::choose()
{
    const auto span = parseTimeSpan(m_span->text());
    if (!span)
        return;
    close();
    Q_EMIT chosen(span);
}

void ExpiryBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace stateroom::ui
