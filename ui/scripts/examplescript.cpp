// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scripts/examplescript.h"

namespace stateroom::ui {

QByteArray exampleScript()
{
    return R"js(function preSavePage(options) {
  // Get state using built-in state functions; at first there is none
  const lastSync = options.state.get('last_sync_timestamp') ?? 0;

  // Filter to only new records
  const newRecords = options.data.filter(record =>
    new Date(record.modifiedAt) > new Date(lastSync)
  );

  // Update state for next run
  if (newRecords.length > 0) {
    const latestTimestamp = newRecords
      .map(r => r.modifiedAt)
      .sort()
      .pop();
    options.state.set('last_sync_timestamp', latestTimestamp);
  }

  console.log(newRecords.length, 'of', options.data.length, 'records are new');
  return { data: newRecords, errors: options.errors };
}
)js";
}

QByteArray exampleData()
{
    return R"json({
  "data": [
    { "id": 1, "name": "Ada",
      "modifiedAt": "2026-03-01T09:00:00Z" },
    { "id": 2, "name": "Grace",
      "modifiedAt": "2026-03-02T14:30:00Z" },
    { "id": 3, "name": "Edsger",
      "modifiedAt": "2026-03-04T08:15:00Z" }
  ],
  "errors": [],
  "settings": {}
}
)json";
}

} // namespace stateroom::ui
