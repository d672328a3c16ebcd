// SPDX-License-Identifier: GPL-3.0-or-later
// That people are told of errors in the window's language: errors as the core makes them.
#include "core/actions/copykeys.h"
#include "core/actions/undelete.h"
#include "core/actions/undo.h"
#include "tests/ui/teststore.h"
#include "ui/model/errortext.h"
#include "ui/model/keyfilter.h"
#include "ui/shell/translation.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTest>
#include <QTranslator>

using namespace stateroom;
using namespace stateroom::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr ErrorCode allCodes[] = {
    ErrorCode::InvalidInput, ErrorCode::TooLarge,      ErrorCode::NotFound,
    ErrorCode::Conflict,     ErrorCode::Compacted,     ErrorCode::ReadOnly,
    ErrorCode::StorageFull,  ErrorCode::StorageFailed, ErrorCode::DamagedFile,
    ErrorCode::NewerFile,    ErrorCode::AlreadyOwned,  ErrorCode::Cancelled,
    ErrorCode::Internal};

/// The error of an action that answers by a callback.
template <class Report, class Run> Error errorOfAction(Run&& run)
{
    std::optional<Result<Report>> answer;
    run([&answer](Result<Report> result) { answer = std::move(result); });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }) || *answer)
        return {};
    return answer->error();
}

Error jsonError(const QByteArray& text, const JsonLimits& limits = {})
{
    const auto json = JsonText::parse(text, limits);
    return json ? Error() : json.error();
}

} // namespace

class ErrorTextTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void errorSentence_everyCode_isTranslated();
    void errorText_ofTheCore_isTranslated_data();
    void errorText_ofTheCore_isTranslated();
    void jsonErrorText_everyFault_isTranslated_data();
    void jsonErrorText_everyFault_isTranslated();
    void expressionErrorText_whatIsTyped_isTranslated_data();
    void expressionErrorText_whatIsTyped_isTranslated();
    void errorText_ofTheDisk_quotesTheReport();
    void errorText_withoutTranslation_leavesEnglishOut();
    void errorText_inEnglish_isWhatTheCoreSays();

private:
    void speakGerman()
    {
        installTranslation(*QCoreApplication::instance(), QLocale(QLocale::German));
    }
};

void ErrorTextTest::init()
{
    for (auto* translator : QCoreApplication::instance()->findChildren<QTranslator*>())
        delete translator;
}

void ErrorTextTest::errorSentence_everyCode_isTranslated()
{
    QStringList english;
    for (const ErrorCode code : allCodes)
        english << errorSentence(code);
    speakGerman();
    for (const ErrorCode code : allCodes)
        QVERIFY2(!english.contains(errorSentence(code)), qPrintable(errorSentence(code)));
}

void ErrorTextTest::errorText_ofTheCore_isTranslated_data()
{
    QTest::addColumn<Error>("error");
    TestStore store;
    store.set("workflow/a", "k", "1");
    const auto write = [&](const SetOptions& options) {
        const auto written = store->transactAndWait({}, [&](Transaction& transaction) {
            return transaction.set(nameOf("workflow/a", "k"), JsonText::fromNumber(2), options);
        });
        return written ? Error() : written.error();
    };
    QTest::newRow("another version") << write({.expected = Version(7)});
    store.remove("workflow/a", "k");
    QTest::newRow("no key") << write({.expected = Version(7)});
    const auto reader = store->openReader().value();
    QTest::newRow("no such version")
        << reader->version(nameOf("workflow/a", "k"), Version(9)).error();
    QTest::newRow("behind the log") << reader->changes(Seq(99), {}).error();
    QTest::newRow("not a namespace") << Namespace::parse("Not one").error();
    QTest::newRow("no such operation") << errorOfAction<UndoReport>([&](auto done) {
        undoChanges(*store, {}, {.target = OperationId(99)}, QCoreApplication::instance(), done);
    });
    QTest::newRow("nothing to bring back") << errorOfAction<RestoreReport>([&](auto done) {
        UndeleteRequest request;
        request.scope = {Namespace("workflow", "a"), {}, std::vector{Key("never")}};
        undeleteKeys(*store, {}, request, QCoreApplication::instance(), done);
    });
    const auto copy = [&](const Namespace& from, const Namespace& to) {
        return errorOfAction<CopyReport>([&](auto done) {
            copyKeys(
                *store, {}, {.from = {from, {}, {}}, .to = to}, QCoreApplication::instance(), done);
        });
    };
    const Namespace some("workflow", "a");
    QTest::newRow("copy to itself") << copy(some, some);
    QTest::newRow("copy to nowhere") << copy(some, Namespace());
    QTest::newRow("copy to our own") << copy(some, Namespace("system", "keys"));
}

void ErrorTextTest::errorText_ofTheCore_isTranslated()
{
    QFETCH(const Error, error);
    QVERIFY(!error.message.isEmpty());
    speakGerman();
    const QString text = errorText(error);
    QVERIFY2(text.size() > errorSentence(error.code).size(), qPrintable(error.message));
    QVERIFY2(!text.contains(error.message), qPrintable(text));
    QVERIFY2(!text.contains(u'%'), qPrintable(text)); // every number has its place
    QVERIFY(error.hint.isEmpty() || !text.contains(error.hint));
}

void ErrorTextTest::jsonErrorText_everyFault_isTranslated_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const QByteArray text :
         {"\xef\xbb\xbf{}",
          "",
          "1 2",
          "{1",
          "[,",
          "{\"a\":1]",
          "[1}",
          "{\"a\":1,}",
          "[1,]",
          "{\"a\" 1}",
          "{\"a\":}",
          "trux",
          "fals",
          "nul",
          "\"a",
          "\"\t\"",
          R"("\x")",
          R"("\u12g4")",
          "\"\xff\"",
          "01",
          "-",
          "1.",
          "1e"})
        QTest::newRow(text.toPercentEncoding().constData()) << text;
    QTest::newRow("deep") << QByteArray(2000, '[');
}

void ErrorTextTest::jsonErrorText_everyFault_isTranslated()
{
    QFETCH(const QByteArray, text);
    const Error error = jsonError(text);
    QCOMPARE(error.code, ErrorCode::InvalidInput);
    speakGerman();
    const QString said = jsonErrorText(error);
    QVERIFY2(said != error.message && said != errorSentence(error.code), qPrintable(error.message));
    QVERIFY2(!said.contains(u"%1"_s), qPrintable(said));
}

void ErrorTextTest::expressionErrorText_whatIsTyped_isTranslated_data()
{
    QTest::addColumn<QString>("filter");
    for (const auto& text :
         {u"/a\\/"_s, u"/a(/"_s, u"/a)/"_s, u"/*/"_s, u"/[a/"_s, u"/[z-a]/"_s, u"/a{3,1}/"_s,
          u"/(?x/"_s, u"/(?<=a+)b/"_s, u"/\\p{Nope}/"_s, u"/a{99999}/"_s})
        QTest::newRow(qPrintable(text)) << text;
}

void ErrorTextTest::expressionErrorText_whatIsTyped_isTranslated()
{
    QFETCH(const QString, filter);
    const auto parsed = KeyFilter::parse(filter);
    QVERIFY(!parsed);
    const QString english = expressionErrorText(parsed.error());
    QVERIFY(english.contains(parsed.error().message));
    speakGerman();
    const QString said = expressionErrorText(parsed.error());
    QVERIFY2(!said.contains(parsed.error().message), qPrintable(said));
    QVERIFY2(said.contains(u": "_s), qPrintable(parsed.error().message)); // it says why, too
}

void ErrorTextTest::errorText_ofTheDisk_quotesTheReport()
{
    const Error error{ErrorCode::StorageFailed, u"Cannot use the store: I/O error."_s, u"Look."_s};
    speakGerman();
    const QString text = errorText(error);
    QVERIFY(text.startsWith(errorSentence(ErrorCode::StorageFailed)));
    QVERIFY(text.contains(error.message)); // whoever mends it needs it
    QVERIFY(!text.contains(error.hint));
}

void ErrorTextTest::errorText_withoutTranslation_leavesEnglishOut()
{
    speakGerman();
    QCOMPARE(
        errorText({ErrorCode::NotFound, u"Something that nobody has translated."_s, {}}),
        errorSentence(ErrorCode::NotFound));
}

void ErrorTextTest::errorText_inEnglish_isWhatTheCoreSays()
{
    QCOMPARE(
        errorText({ErrorCode::NotFound, u"History holds no version 3 of this key."_s, u"Hint."_s}),
        errorSentence(ErrorCode::NotFound) + u" History holds no version 3 of this key."_s);
}

QTEST_GUILESS_MAIN(ErrorTextTest)
#include "tst_errortext.moc"
