// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/commandtext.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QScrollBar>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>
#include <QVBoxLayout>

using namespace stateroom::ui;
using namespace Qt::StringLiterals;

class CommandTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void room_widths_wholeCommandIsSeen_data();
    void room_widths_wholeCommandIsSeen();
    void room_tooLow_scrolls();
    void text_copied_isOneLine();
    void line_broken_endsInNoOption();

private:
    /// In a column of this size, with nothing below it.
    void show(QSize size);
    int scrolls() const { return m_text->verticalScrollBar()->maximum(); }

    std::unique_ptr<QWidget> m_window;
    CommandText* m_text = nullptr;
    const QString m_command =
        u"curl http://127.0.0.1:7474/v1/agents -d '{\"name\":\"%1\"}'"_s.arg(QString(80, u'x'));
};

void CommandTextTest::show(QSize size)
{
    m_window = std::make_unique<QWidget>();
    auto* layout = new QVBoxLayout(m_window.get());
    layout->setContentsMargins(0, 0, 0, 0);
    m_text = new CommandText;
    m_text->setStyleSheet(u"QPlainTextEdit { border: 1px solid black; padding: 8px 11px; }"_s);
    m_text->setCommand(m_command);
    layout->addWidget(m_text);
    layout->addStretch();
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void CommandTextTest::room_widths_wholeCommandIsSeen_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("isOneLine");
    QTest::newRow("plenty") << 3000 << true;
    QTest::newRow("half of it") << 600 << false;
    QTest::newRow("little") << 200 << false;
}

void CommandTextTest::room_widths_wholeCommandIsSeen()
{
    QFETCH(const int, width);
    QFETCH(const bool, isOneLine);
    show({width, 2000});
    QCOMPARE(scrolls(), 0);
    QTextCursor end(m_text->document());
    end.movePosition(QTextCursor::End);
    const QRect last = m_text->cursorRect(end);
    QVERIFY(m_text->viewport()->rect().contains(last.adjusted(0, 0, -last.width(), -1)));
    QCOMPARE(last.top() < last.height(), isOneLine);
    QVERIFY(m_text->width() <= width);
    QVERIFY(m_text->height() < last.bottom() + 3 * last.height()); // and no more than that
}

void CommandTextTest::room_tooLow_scrolls()
{
    show({200, 80});
    QVERIFY(scrolls() > 0);
    QVERIFY(m_text->verticalScrollBar()->isVisible());
}

void CommandTextTest::text_copied_isOneLine()
{
    show({200, 2000});
    m_text->selectAll();
    m_text->copy();
    QCOMPARE(QGuiApplication::clipboard()->text(), m_command);
    QCOMPARE(m_text->command(), m_command);
}

/// Such as `-` at the end of a line and `d` at the begin of the next.
void CommandTextTest::line_broken_endsInNoOption()
{
    for (int width = 120; width < 700; width += 5) {
        show({width, 2000});
        const QTextBlock all = m_text->document()->firstBlock();
        const QTextLayout* layout = all.layout();
        const QString text = all.text();
        QVERIFY(layout->lineCount() > 1);
        for (int i = 0; i + 1 < layout->lineCount(); ++i) {
            const QTextLine line = layout->lineAt(i);
            QString shown = text.mid(line.textStart(), line.textLength());
            shown.remove(QChar(0x2060));
            QVERIFY2(!shown.endsWith(u" -"_s), qPrintable(shown));
        }
    }
}

QTEST_MAIN(CommandTextTest)
#include "tst_commandtext.moc"
