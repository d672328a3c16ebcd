// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/diagnosis.h"

#include <algorithm>
#include <numeric>

namespace stateroom {

namespace {

using Credential = RequestNote::Credential;

QByteArray fieldOf(const RequestReport& report, QByteArrayView name)
{
    const auto value = report.requestHead.first(name);
    return value ? value->toByteArray() : QByteArray();
}

/// GET, HEAD, POST, OPTIONS as people think of it: GET, POST.
QByteArray plainMethods(const QByteArray& allow)
{
    QByteArrayList methods;
    for (const QByteArray& method : allow.split(',')) {
        if (const QByteArray name = method.trimmed(); name != "HEAD" && name != "OPTIONS")
            methods << name;
    }
    return methods.join(", ");
}

QByteArray allowOf(const RequestReport& report)
{
    for (const QByteArray& line : report.answerHead.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && equalsIgnoringCase(QByteArrayView(line).first(colon), "Allow"))
            return plainMethods(line.sliced(colon + 1));
    }
    return {};
}

bool writes(const RequestReport& report)
{
    return report.method != "GET" && report.method != "HEAD" && report.method != "OPTIONS";
}

Diagnosis ofUnauthorized(const RequestReport& report)
{
    const QByteArray authorization = fieldOf(report, "Authorization");
    const QByteArray scheme =
        authorization.first(std::max<qsizetype>(authorization.indexOf(' '), 0));
    if (!authorization.isEmpty() && !equalsIgnoringCase(scheme, "Bearer"))
        return {.finding = Finding::WrongScheme, .subject = scheme};
    const bool bearsOne = report.note.credential == Credential::NotRead
                              ? !authorization.isEmpty()
                              : report.note.credential != Credential::None;
    return {.finding = bearsOne ? Finding::UnknownKey : Finding::NoKey};
}

Diagnosis ofForbidden(const RequestReport& report, const KeyRing& keys)
{
    const auto all = keys.all();
    const auto key = std::find_if(all.begin(), all.end(), [&](const ApiKeyPtr& one) {
        return !report.note.keyId.isEmpty() && one->id == report.note.keyId;
    });
    if (key == all.end())
        return {.finding = Finding::Forbidden};
    const QByteArray keyApi = apiName((*key)->api);
    if (report.api.isEmpty() || keyApi != report.api)
        return {.finding = Finding::KeyOfOtherApi, .keyApi = keyApi};
    if ((*key)->readOnly && writes(report))
        return {.finding = Finding::ReadOnlyKey};
    if (!(*key)->resources.isEmpty())
        return {.finding = Finding::OutsideKey, .resources = (*key)->resources};
    return {.finding = Finding::Forbidden};
}

Diagnosis
ofRefusal(Refusal::Kind kind, const RequestReport& report, const std::vector<Router::Route>& routes)
{
    switch (kind) {
    case Refusal::Kind::BadRequest:
    case Refusal::Kind::UnsupportedVersion:
        // A TLS handshake begins with 0x16 0x03; what is no method is cut off before a blank.
        if (report.method.startsWith("\\x16\\x03"))
            return {.finding = Finding::SpeaksTls};
        return {.finding = Finding::BadRequest};
    case Refusal::Kind::Unauthorized:
        return ofUnauthorized(report);
    case Refusal::Kind::Forbidden:
        if (const QByteArray origin = fieldOf(report, "Origin"); !origin.isEmpty())
            return {.finding = Finding::OriginRefused, .subject = origin};
        return {.finding = Finding::OtherSite};
    case Refusal::Kind::NotFound: {
        Diagnosis diagnosis{.finding = Finding::NoSuchPath};
        if (const auto near = nearestPath(report.target, routes)) {
            diagnosis.nearest = near->path;
            diagnosis.allow = near->allow;
            diagnosis.api = near->api;
        }
        return diagnosis;
    }
    case Refusal::Kind::MethodNotAllowed:
        return {.finding = Finding::WrongMethod, .allow = allowOf(report)};
    case Refusal::Kind::NotImplemented:
        return {.finding = Finding::BadRequest};
    case Refusal::Kind::Timeout:
        return {.finding = Finding::TooSlow};
    case Refusal::Kind::PayloadTooLarge:
    case Refusal::Kind::UriTooLong:
    case Refusal::Kind::HeadTooLarge:
        return {.finding = Finding::TooLarge};
    case Refusal::Kind::Misdirected:
        return {.finding = Finding::HostRefused, .subject = fieldOf(report, "Host")};
    case Refusal::Kind::Internal:
        return {.finding = Finding::Defect};
    case Refusal::Kind::Overloaded:
        return {.finding = Finding::Overloaded};
    }
    Q_UNREACHABLE();
}

Diagnosis ofStatus(const RequestReport& report, const KeyRing& keys)
{
    switch (report.status) {
    case 401:
        return ofUnauthorized(report);
    case 403:
        return ofForbidden(report, keys);
    case 404:
    case 410:
        return {.finding = Finding::NoSuchEntry};
    case 405:
        return {.finding = Finding::WrongMethod, .allow = allowOf(report)};
    case 400:
    case 422:
        return {.finding = Finding::BadRequest};
    case 409:
    case 412:
        return {.finding = Finding::Conflict};
    case 413:
        return {.finding = Finding::TooLarge};
    case 429:
        return {.finding = Finding::RateLimited};
    case 500:
        return {.finding = Finding::Defect};
    case 503:
        return {.finding = Finding::Unwritable};
    case 507:
        return {.finding = Finding::StorageFull};
    default:
        return {.finding = Finding::OtherRefusal};
    }
}

// The nearest path: the cheapest way to turn the request's segments into a route's.

constexpr double missing = 0.7;   // a word of the route that the request lacks
constexpr double tooMuch = 1.0;   // a segment of the request that the route has no place for
constexpr double unlike = 1.2;    // another word
constexpr double anyValue = 0.05; // a value, which is as good as any other
constexpr double alike = 0.5;     // up to here a word may be a slip of another
constexpr double farthest = 2.0;

bool isParameter(const QByteArray& segment)
{
    return segment.startsWith('{');
}

/// Letters to change for one word to be the other (Levenshtein 1965), as a share of the longer one.
double difference(const QByteArray& a, const QByteArray& b)
{
    std::vector<int> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (size_t j = 1; j < row.size(); ++j) {
            const int kept = diagonal + (a[i] == b[qsizetype(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({kept, row[j] + 1, row[j - 1] + 1});
        }
    }
    return double(row.back()) / double(std::max<qsizetype>({a.size(), b.size(), 1}));
}

struct Way {
    double cost = 0;
    bool hasWord = false; ///< whether a word of the route was recognised
    QByteArray path;
};

Way longer(const Way& way, double cost, bool isWord, const QByteArray& segment)
{
    Way next{way.cost + cost, way.hasWord || isWord, way.path};
    if (!segment.isNull())
        next.path += '/' + segment;
    return next;
}

Way cheapestWay(const QByteArrayList& given, const QByteArrayList& wanted)
{
    const auto cheaper = [](const Way& a, const Way& b) { return a.cost < b.cost; };
    std::vector<Way> row{Way()}; // ways from the first i given segments to the first j wanted ones
    for (const QByteArray& want : wanted)
        row.push_back(longer(row.back(), isParameter(want) ? tooMuch : missing, false, want));
    for (const QByteArray& have : given) {
        std::vector<Way> next{longer(row.front(), tooMuch, false, {})};
        for (size_t j = 1; j < row.size(); ++j) {
            const QByteArray& want = wanted[qsizetype(j) - 1];
            const double differs = isParameter(want) ? anyValue : difference(have, want);
            const bool isWord = !isParameter(want) && differs < alike;
            const Way kept = longer(
                row[j - 1], isParameter(want) || isWord ? differs : unlike, isWord,
                isParameter(want) ? have : want);
            const Way left = longer(row[j], tooMuch, false, {});
            const Way added =
                longer(next.back(), isParameter(want) ? tooMuch : missing, false, want);
            next.push_back(std::min({kept, left, added}, cheaper));
        }
        row = std::move(next);
    }
    return row.back();
}

} // namespace

Diagnosis
diagnose(const RequestReport& report, const KeyRing& keys, const std::vector<Router::Route>& routes)
{
    if (report.status == 0)
        return {.finding = Finding::ClientLeft, .api = report.api};
    if (report.status < 400)
        return {.finding = Finding::Answered, .api = report.api};
    Diagnosis diagnosis =
        report.refusal ? ofRefusal(*report.refusal, report, routes) : ofStatus(report, keys);
    if (!report.api.isEmpty())
        diagnosis.api = report.api;
    return diagnosis;
}

std::optional<NearestPath>
nearestPath(const QByteArray& target, const std::vector<Router::Route>& routes)
{
    constexpr qsizetype longestTarget = 512; // beyond it nobody compares by eye
    QByteArray path = target.first(
        std::max<qsizetype>(target.contains('?') ? target.indexOf('?') : target.size(), 0));
    if (path.size() > longestTarget)
        return std::nullopt;
    const auto segmentsOf = [](const QByteArray& text) {
        QByteArrayList segments = text.split('/');
        segments.removeAll({});
        return segments;
    };
    std::optional<NearestPath> nearest;
    double cost = farthest;
    for (const Router::Route& route : routes) {
        const Way way = cheapestWay(segmentsOf(path), segmentsOf(route.pattern));
        if (!way.hasWord || way.cost >= cost)
            continue;
        cost = way.cost;
        nearest = {way.path, plainMethods(route.allow), route.api};
    }
    return nearest;
}

} // namespace stateroom
