// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/recordedit.h"

#include "core/business/sortkey.h"

namespace stateroom::ui {

namespace {

bool continuesCharacter(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

} // namespace

JsonText
withMember(const JsonText& object, const QByteArray& name, const std::optional<JsonText>& value)
{
    QByteArray text = "{";
    bool written = !value;
    const auto append = [&text](QByteArrayView rawName, QByteArrayView rawValue) {
        if (text.size() > 1)
            text += ',';
        text.append(rawName).append(':').append(rawValue);
    };
    const auto appendNew = [&] {
        if (!std::exchange(written, true))
            append(JsonText::fromUtf8(name).bytes(), value->bytes());
    };
    const bool isThere = JsonView(object).member(name).has_value();
    JsonView(object).forEachMember([&](JsonView rawName, JsonView rawValue) {
        const QByteArray each = business::textOf(rawName);
        if (each == name) {
            appendNew();
        } else {
            if (!isThere && (each == "created_at" || each == "updated_at"))
                appendNew();
            append(rawName.raw(), rawValue.raw());
        }
        return true;
    });
    appendNew();
    return JsonText::fromValidated(text + '}');
}

TextStretch differingStretch(const QByteArray& before, const QByteArray& after)
{
    const qsizetype most = std::min(before.size(), after.size());
    qsizetype from = 0;
    while (from < most && before[from] == after[from])
        ++from;
    while (from > 0 && from < before.size() && continuesCharacter(before[from]))
        --from;
    qsizetype same = 0;
    while (same < most - from && before[before.size() - same - 1] == after[after.size() - same - 1])
        ++same;
    while (same > 0 && continuesCharacter(before[before.size() - same]))
        --same;
    return {from, before.size() - from - same, after.sliced(from, after.size() - from - same)};
}

} // namespace stateroom::ui
