// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/records/samplerecords.h"

#include "core/business/records.h"
#include "core/store/store.h"
#include "core/webhooks/outbox.h"
#include "ui/model/bywindow.h"
#include "ui/records/recordedit.h"

namespace stateroom::ui {

using namespace business;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype samplesOfEach = 3;

/// The sample with references to records that have been made; its choices go through all there are,
/// so that there is something to filter by.
JsonText
bodyOf(const Resource& resource, qsizetype number, const QHash<QByteArray, QByteArrayList>& made)
{
    JsonText body = resource.sample;
    for (const Field& field : resource.fields) {
        if (field.type == FieldType::Reference) {
            const QByteArrayList ids = made.value(field.reference);
            if (!ids.isEmpty())
                body = withMember(body, field.name, JsonText::fromUtf8(ids[number % ids.size()]));
        } else if (field.type == FieldType::Choice && !JsonView(body).member(field.name)) {
            const QByteArray& choice = field.choices[number % field.choices.size()];
            body = withMember(body, field.name, JsonText::fromUtf8(choice));
        }
    }
    return body;
}

Result<int> writeAll(Transaction& transaction)
{
    QHash<QByteArray, QByteArrayList> made;
    int count = 0;
    for (const Resource& resource : catalogue().resources()) {
        if (resource.hasOwnRules)
            continue;
        for (qsizetype number = 0; number < samplesOfEach; ++number, ++count) {
            const auto record = createRecord(transaction, resource, bodyOf(resource, number, made));
            if (!record) {
                if (const auto* error = std::get_if<Error>(&record.error()))
                    return tl::unexpected<Error>(*error);
                return fail(ErrorCode::Internal, u"A sample is no record."_s);
            }
            if (auto queued = webhooks::publish(transaction, resource, *record); !queued)
                return failureOf(queued);
            made[resource.name] << record->record.id;
        }
    }
    return count;
}

} // namespace

void writeSampleRecords(Store& store, QObject* context, std::function<void(Result<int>)> done)
{
    store.transact(byWindow(), writeAll, context, std::move(done));
}

} // namespace stateroom::ui
