// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/snippets.h"

namespace stateroom {

namespace {

/// A write, and where it is read again. The body must be JavaScript and Python, too.
struct Example {
    QByteArray path; ///< behind the base URL
    QByteArray method;
    QByteArray body;
    QByteArray action = {}; ///< what the path of the write has behind that of the read
};

Example exampleOf(ApiKind api)
{
    switch (api) {
    case ApiKind::Integration:
        return Example{"/state/cursor", "PUT", R"({"page": 3})"};
    case ApiKind::Workflow:
        return Example{"/v1/state/wf-1/status", "POST", R"({"value": {"step": "researching"}})"};
    case ApiKind::Campaign:
        return Example{
            "/v1/campaigns/spring/variables", "POST",
            R"({"scope": "user", "name": "points", "type": "number"})", ":define"};
    case ApiKind::Business:
        return Example{"/agents", "POST", R"({"name": "Support Agent", "status": "active"})"};
    }
    Q_UNREACHABLE();
}

/// Appended to `url`, in JavaScript and Python alike.
QByteArray actionOf(const Example& example)
{
    return example.action.isEmpty() ? QByteArray() : " + \"" + example.action + '"';
}

QByteArray curlSnippet(const Example& example, const QByteArray& url, bool withKey)
{
    const QByteArray key =
        withKey ? QByteArray(" \\\n  -H \"Authorization: Bearer $STATEROOM_KEY\"") : QByteArray();
    return "curl -X " + example.method + ' ' + url + example.action + key + " \\\n  -d '" +
           example.body + "'\ncurl " + url + key + '\n';
}

QByteArray javaScriptSnippet(const Example& example, const QByteArray& url, bool withKey)
{
    QByteArray headers = "  \"Content-Type\": \"application/json\",\n";
    if (withKey)
        headers += "  Authorization: `Bearer ${process.env.STATEROOM_KEY}`,\n";
    return "const url = \"" + url + "\";\nconst headers = {\n" + headers + "};\n\nawait fetch(url" +
           actionOf(example) + ", {\n  method: \"" + example.method +
           "\",\n  headers,\n  body: JSON.stringify(" + example.body +
           "),\n});\nconst answer = await fetch(url, { headers });\n"
           "console.log(await answer.json());\n";
}

QByteArray pythonSnippet(const Example& example, const QByteArray& url, bool withKey)
{
    QByteArray headers = R"("Content-Type": "application/json")";
    QByteArray imports = "import json\n";
    if (withKey) {
        headers += ",\n           \"Authorization\": \"Bearer \" + os.environ[\"STATEROOM_KEY\"]";
        imports += "import os\n";
    }
    return imports + "from urllib.request import Request, urlopen\n\nurl = \"" + url +
           "\"\nheaders = {" + headers + "}\nbody = json.dumps(" + example.body +
           ").encode()\n\nurlopen(Request(url" + actionOf(example) + ", body, headers, method=\"" +
           example.method +
           "\"))\nwith urlopen(Request(url, headers=headers)) as answer:\n"
           "    print(json.load(answer))\n";
}

} // namespace

QByteArray baseUrlOf(ApiKind api, const QByteArray& serverUrl)
{
    switch (api) {
    case ApiKind::Integration:
    case ApiKind::Business:
        return serverUrl + "/v1";
    case ApiKind::Workflow:
    case ApiKind::Campaign:
        return serverUrl;
    }
    Q_UNREACHABLE();
}

QByteArray
snippetOf(ApiKind api, SnippetLanguage language, const QByteArray& serverUrl, bool withKey)
{
    const Example example = exampleOf(api);
    const QByteArray url = baseUrlOf(api, serverUrl) + example.path;
    switch (language) {
    case SnippetLanguage::Curl:
        return curlSnippet(example, url, withKey);
    case SnippetLanguage::JavaScript:
        return javaScriptSnippet(example, url, withKey);
    case SnippetLanguage::Python:
        return pythonSnippet(example, url, withKey);
    }
    Q_UNREACHABLE();
}

} // namespace stateroom
