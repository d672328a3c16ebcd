// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/campaign/problem.h"

namespace stateroom::campaign {

Checked<JsonText> parseObject(const QByteArray& body, const JsonLimits& limits)
{
    auto text = JsonText::parse(body, limits);
    if (!text)
        return refuse(
            {ProblemKind::MalformedJson,
             "The body is not valid JSON: " + text.error().toString().toUtf8(),
             {},
             {},
             text.error().offset});
    if (text->type() != JsonType::Object)
        return refuse({ProblemKind::ValidationFailed, "The body must be a JSON object."});
    return std::move(*text);
}

} // namespace stateroom::campaign
