// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/keyrights.h"

#include "core/api/plan.h"

#include <algorithm>

namespace stateroom {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxLabelBytes = 256;
constexpr qsizetype maxResourceBytes = 1100; // a type, a slash and the longest id
constexpr qsizetype maxResources = 100;

Failure wrong(QString message, QString hint = {})
{
    return fail(ErrorCode::InvalidInput, std::move(message), std::move(hint));
}

/// `imports`, `imports/55cc`.
bool isIntegrationResource(const QByteArray& resource)
{
    const qsizetype slash = resource.indexOf('/');
    const QByteArrayView type = QByteArrayView(resource).first(slash < 0 ? resource.size() : slash);
    return slash != resource.size() - 1 &&
           std::any_of(
               std::begin(integrationResourceTypes), std::end(integrationResourceTypes),
               [type](const char* known) { return type == known; });
}

} // namespace

Result<void> checkRights(const ApiKey& key)
{
    if (key.label.size() > maxLabelBytes)
        return wrong(u"A key's label may have at most 256 bytes."_s);
    if (!findPlan(key.plan))
        return wrong(u"A key's plan must be local, starter, growth or enterprise."_s);
    if (key.resources.size() > maxResources)
        return wrong(u"A key may be limited to at most 100 resources."_s);
    for (const QByteArray& resource : key.resources) {
        const bool isName = !resource.isEmpty() && resource.size() <= maxResourceBytes &&
                            std::none_of(resource.begin(), resource.end(), [](char c) {
                                return uchar(c) < ' ' || c == '\x7f';
                            });
        if (!isName)
            return wrong(u"A resource that a key is limited to must have 1 to 1,100 bytes, and no "
                         u"control characters."_s);
        if (key.api == ApiKind::Integration && !isIntegrationResource(resource))
            return wrong(
                u"\"%1\" is no resource of the integration API."_s.arg(QString::fromUtf8(resource)),
                u"It is flows, exports, imports, connections, integrations or scripts, or one of "
                u"them with an id: imports/55cc."_s);
    }
    return {};
}

} // namespace stateroom
