// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/requests/requesttext.h"

#include "core/json/jsonformat.h"
#include "ui/model/displaytext.h"

#include <QCoreApplication>

namespace stateroom::ui {

using namespace Qt::StringLiterals;

namespace {

struct RequestText {
    Q_DECLARE_TR_FUNCTIONS(RequestText)
};

QString text(const QByteArray& utf8)
{
    return displayText(utf8);
}

/// The answer's own words behind ours, where it has some.
QString withAnswer(const QString& sentence, const RequestReport& report)
{
    if (report.errorMessage.isEmpty())
        return sentence;
    return sentence + u' ' + RequestText::tr("The answer says: %1").arg(text(report.errorMessage));
}

QString noSuchPath(const Diagnosis& diagnosis)
{
    if (diagnosis.nearest.isEmpty())
        return RequestText::tr("Nothing is served at this path, nor at one like it.");
    return RequestText::tr("Nothing is served at this path. The nearest that is: %1 (%2).")
        .arg(text(diagnosis.nearest), text(diagnosis.allow));
}

QString bodyText(const RecordedBody& body)
{
    const auto json = JsonText::parse(QByteArrayView(body.bytes));
    QString shown = QString::fromUtf8(json ? formatJson(JsonView(*json)) : body.bytes);
    if (body.isCut)
        shown += u"\n\n"_s + RequestText::tr("(Only the beginning was recorded.)");
    return shown;
}

QString headAndBody(const QString& head, qint64 size, const RecordedBody* body)
{
    if (size == 0)
        return head;
    if (body != nullptr)
        return head + u'\n' + bodyText(*body);
    return head + u'\n' +
           RequestText::tr("(%1 of body, not recorded: bodies are kept only while that is turned "
                           "on.)")
               .arg(sizeText(size));
}

} // namespace

QString shortReason(const Diagnosis& diagnosis)
{
    switch (diagnosis.finding) {
    case Finding::Answered:
        return {};
    case Finding::ClientLeft:
        return RequestText::tr("Client left");
    case Finding::NoKey:
        return RequestText::tr("No key");
    case Finding::WrongScheme:
        return RequestText::tr("Not a Bearer key");
    case Finding::UnknownKey:
        return RequestText::tr("Unknown key");
    case Finding::KeyOfOtherApi:
        //: %1 is the name of an API
        return RequestText::tr("Key of %1").arg(text(diagnosis.keyApi));
    case Finding::ReadOnlyKey:
        return RequestText::tr("Read-only key");
    case Finding::OutsideKey:
        return RequestText::tr("Outside the key's resources");
    case Finding::Forbidden:
        return RequestText::tr("Not allowed");
    case Finding::NoSuchPath:
        return RequestText::tr("Unknown path");
    case Finding::NoSuchEntry:
        return RequestText::tr("Does not exist");
    case Finding::WrongMethod:
        return RequestText::tr("Wrong method");
    case Finding::HostRefused:
        return RequestText::tr("Host not allowed");
    case Finding::OriginRefused:
        return RequestText::tr("Origin not allowed");
    case Finding::OtherSite:
        return RequestText::tr("Page of another site");
    case Finding::SpeaksTls:
        return RequestText::tr("https instead of http");
    case Finding::BadRequest:
        return RequestText::tr("Malformed");
    case Finding::TooLarge:
        return RequestText::tr("Too large");
    case Finding::TooSlow:
        return RequestText::tr("Too slow");
    case Finding::Conflict:
        return RequestText::tr("Other version");
    case Finding::RateLimited:
        return RequestText::tr("Too many requests");
    case Finding::Overloaded:
        return RequestText::tr("Too much at once");
    case Finding::StorageFull:
        return RequestText::tr("Disk full");
    case Finding::Unwritable:
        return RequestText::tr("Store not writable");
    case Finding::Defect:
        return RequestText::tr("Defect of Stateroom");
    case Finding::OtherRefusal:
        return RequestText::tr("Refused");
    }
    Q_UNREACHABLE();
}

QString reasonSentence(const RequestReport& report, const Diagnosis& diagnosis)
{
    const QString api = text(diagnosis.api);
    const QString subject = text(diagnosis.subject);
    switch (diagnosis.finding) {
    case Finding::Answered:
        return {};
    case Finding::ClientLeft:
        return RequestText::tr("The client closed the connection before the answer was there.");
    case Finding::NoKey:
        return RequestText::tr(
                   "The %1 API needs a key, and the request bears none. Send the header "
                   "Authorization: Bearer KEY, with a key from Connect.")
            .arg(api);
    case Finding::WrongScheme:
        if (subject.isEmpty())
            return RequestText::tr("The request's Authorization must read Bearer KEY; it is one "
                                   "word alone.");
        return RequestText::tr("The request's Authorization must read Bearer KEY; it begins with "
                               "%1.")
            .arg(subject);
    case Finding::UnknownKey:
        return RequestText::tr("The request's key is not in force here. It may have been revoked, "
                               "belong to another store, or be cut off. Connect lists the keys.");
    case Finding::KeyOfOtherApi:
        return api.isEmpty()
                   ? RequestText::tr("The request's key belongs to the %1 API, which does "
                                     "not serve this path.")
                         .arg(text(diagnosis.keyApi))
                   : RequestText::tr("The path belongs to the %1 API, the request's key "
                                     "to the %2 API. Use a key of %1.")
                         .arg(api, text(diagnosis.keyApi));
    case Finding::ReadOnlyKey:
        return RequestText::tr("The request's key may only read, and %1 writes.")
            .arg(text(report.method));
    case Finding::OutsideKey:
        return RequestText::tr(
                   "The request's key is limited to %1, which does not cover this path.")
            .arg(text(diagnosis.resources.join(", ")));
    case Finding::Forbidden:
        return withAnswer(RequestText::tr("The caller may not do this."), report);
    case Finding::NoSuchPath:
        return noSuchPath(diagnosis);
    case Finding::NoSuchEntry:
        return withAnswer(
            RequestText::tr("The path is right, but what it names does not exist."), report);
    case Finding::WrongMethod:
        return RequestText::tr("This path does not know %1. It knows %2.")
            .arg(text(report.method), text(diagnosis.allow));
    case Finding::HostRefused:
        return RequestText::tr(
                   "The request was sent to the host name %1, to which this server does "
                   "not answer. If it is yours, start with --allow-host %1.")
            .arg(subject);
    case Finding::OriginRefused:
        return RequestText::tr("A web page of %1 called, which may not. If it is yours, start with "
                               "--allow-origin %1.")
            .arg(subject);
    case Finding::OtherSite:
        return RequestText::tr(
            "A web page of another site called, without saying which. Pages must "
            "call with fetch, and their origin be let in by --allow-origin.");
    case Finding::SpeaksTls:
        return RequestText::tr("The client speaks https, this server http. Begin its address with "
                               "http://.");
    case Finding::BadRequest:
        return withAnswer(RequestText::tr("The request is not as it should be."), report);
    case Finding::TooLarge:
        return withAnswer(RequestText::tr("The request is too large."), report);
    case Finding::TooSlow:
        return RequestText::tr("The request did not arrive in time: its end is missing. Its "
                               "Content-Length may be larger than its body.");
    case Finding::Conflict:
        return withAnswer(
            RequestText::tr("The key has another version than the request expects. Read it again."),
            report);
    case Finding::RateLimited:
        return withAnswer(
            RequestText::tr("The key's plan allows no more requests at the moment."), report);
    case Finding::Overloaded:
        return withAnswer(RequestText::tr("Too much is asked of the server at once."), report);
    case Finding::StorageFull:
        return RequestText::tr("The disk is full. Nothing was written.");
    case Finding::Unwritable:
        return withAnswer(RequestText::tr("The store cannot be written."), report);
    case Finding::Defect:
        return withAnswer(RequestText::tr("Something went wrong within Stateroom."), report);
    case Finding::OtherRefusal:
        return withAnswer(RequestText::tr("The request was refused."), report);
    }
    Q_UNREACHABLE();
}

QString requestText(const RequestReport& report)
{
    QString head = u"%1 %2\n"_s.arg(text(report.method), text(report.target));
    for (const Headers::Field& field : report.requestHead.all())
        head += u"%1: %2\n"_s.arg(
            displayText(field.name.toByteArray()), displayText(field.value.toByteArray()));
    return headAndBody(head, report.bytesIn, report.bodies ? &report.bodies->request : nullptr);
}

QString answerText(const RequestReport& report)
{
    QString head;
    for (const QByteArray& line : report.answerHead.trimmed().split('\n'))
        head += text(line.trimmed()) + u'\n';
    return headAndBody(head, report.bytesOut, report.bodies ? &report.bodies->answer : nullptr);
}

} // namespace stateroom::ui
