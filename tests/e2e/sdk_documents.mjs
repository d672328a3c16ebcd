// SPDX-License-Identifier: GPL-3.0-or-later
// The lines that the APIs' own documents give for their clients, as they stand there, and programs around them
// that tell what they did. They run in Node and in a page.

const optimisticLocking = `
// Read current version
const { value, version } = await client.state.get('wf-1', 'counter')

// Write only if version hasn't changed
const result = await client.state.setWithVersion('wf-1', 'counter', value + 1, version)
// Throws VERSION_CONFLICT (409) if another agent wrote first
`

const stateReference = `
// Set
await client.state.set(workflowId, key, value, ttlSeconds?)

// Get
const { value, version } = await client.state.get(workflowId, key)

// Delete
await client.state.delete(workflowId, key)

// List keys
const { keys } = await client.state.list(workflowId)

// Optimistic write
await client.state.setWithVersion(workflowId, key, value, expectedVersion)

// Subscribe (returns EventSource)
const es = client.state.subscribe(workflowId, key, (event) => { ... })
es.close() // unsubscribe
`

const opening = (url) => `
import { WorkflowClient } from '@stateroom/client'
const client = new WorkflowClient({ baseURL: '${url}' })
const tell = (value) => console.log(JSON.stringify(value))
`

/** Writes behind a version that was read, then behind one that another has changed meanwhile. */
export const lockingProgram = (url) => `${opening(url)}
await client.state.set('wf-1', 'counter', 41)
{${optimisticLocking}
tell({ value, version, result })
}
const get = client.state.get
client.state.get = async (...names) => {
  const read = await get.apply(client.state, names)
  await client.state.set(...names, 100)
  return read
}
try {${optimisticLocking}
} catch ({ code, status, currentVersion }) {
  tell({ code, status, currentVersion })
}
`
export const lockingTells = [
  { value: 41, version: 1, result: { version: 2 } },
  { code: 'VERSION_CONFLICT', status: 409, currentVersion: 3 }
]

/** Each line of the reference, which has "?" and "..." where a program has none. */
export function referenceProgram(url) {
  const [set, get, remove, list, setWithVersion, subscribe, close] = stateReference
    .replace('ttlSeconds?', 'ttlSeconds').replace('...', 'seen(event)').split('\n').filter((line) => /^[^/]/.test(line))
  return `${opening(url)}
const [workflowId, key, ttlSeconds, expectedVersion] = ['wf-2', 'a key', 60, 1]
const written = { step: 1 }
{ const value = written; ${set} }
{ ${get}; tell({ value, version }) }
{ const value = { step: 2 }; ${setWithVersion} }
{ ${list}; tell({ keys }) }
{
  const event = await new Promise((seen) => {
    ${subscribe}
    es.onopen = async () => { ${remove} }
    globalThis.es = es
  })
  const es = globalThis.es
  ${close}
  tell(event)
  tell({ readyState: es.readyState })
}
tell(await client.state.list(workflowId))
`
}
export const referenceTells = [
  { value: { step: 1 }, version: 1 },
  { keys: ['a key'] },
  { oldValue: { step: 2 }, newValue: null, version: 3, op: 'delete' },
  { readyState: 2 },
  { keys: [] }
]

const businessStart = `
import { StateSetClient } from '@stateset/node';

const client = new StateSetClient({
  apiKey: process.env.STATESET_API_KEY,
  // Optional: Override default settings
  baseURL: 'https://api.stateset.com/v1',
  timeout: 30000,
  maxRetries: 3
});

// Async/await support
const agent = await client.agents.create({
  name: 'Support Agent',
  role: 'Customer Success'
});

// Promise support
client.agents.list()
  .then(agents => console.log(agents))
  .catch(error => console.error(error));
`

const businessErrors = `
try {
  const result = await client.agents.create(data);
} catch (error) {
  if (error.code === 'VALIDATION_ERROR') {
    // Handle validation errors
    console.error('Validation failed:', error.details);
  } else if (error.code === 'RATE_LIMITED') {
    // Implement retry logic
    const retryAfter = error.retry_after || 60;
    setTimeout(() => retryRequest(), retryAfter * 1000);
  } else {
    // Handle other errors
    console.error('API error:', error.message);
  }
}
`

const businessPages = `
// First page
const page1 = await client.agents.list({ limit: 20 });

// Next page
const page2 = await client.agents.list({ 
  limit: 20,
  cursor: page1.next_cursor 
});
`

const businessFilter = `
const agents = await client.agents.list({
  filter: {
    status: 'active',
    created_at: { $gte: '2024-01-01' }
  },
  sort: '-created_at', // Descending order
  limit: 50
});
`

const businessWebhook = `
// Configure webhook endpoint
const webhook = await client.webhooks.create({
  url: 'https://your-app.com/webhooks/stateset',
  events: [
    'conversation.started',
    'conversation.escalated',
    'order.created',
    'order.shipped',
    'return.requested',
    'return.approved',
    'return.completed'
  ],
  metadata: {
    environment: 'production'
  }
});
`

/** The document's lines in its order; that address leads to `url`. The key `limited` may call 100 times a minute. */
export const businessProgram = (url, { key, limited }) => `
const tell = (value) => log(JSON.stringify(value))
const log = console.log
globalThis.process ??= { env: {} }
process.env.STATESET_API_KEY = '${key}'
const platformFetch = globalThis.fetch
globalThis.fetch = (address, init) => platformFetch(address.replace('https://api.stateset.com', '${url}'), init)
const listed = new Promise((resolve) => (console.log = resolve))
${businessStart}
tell([agent.name, agent.role, agent.status, /^agent_.{20}$/.test(agent.id)])
tell((await listed).data.map(({ id }) => id === agent.id))
console.log = log
for (let i = 0; i < 21; i++) await client.agents.create({ name: 'Agent ' + i, status: i < 3 ? 'paused' : 'active' })
{${businessPages}
tell([page1.data.length, typeof page1.next_cursor, page2.data.length, page2.next_cursor])
}
{${businessFilter}
tell([agents.data.length, agents.data[0].name, agents.data.at(-1).name])
}
{${businessWebhook}
tell([/^wh_.{20}$/.test(webhook.id), /^whsec_/.test(webhook.secret), webhook.events.length, webhook.metadata.environment])
await client.webhooks.delete(webhook.id)
}
const bad = async (client, data, retryRequest, setTimeout, console) => {${businessErrors}}
const errors = []
const console2 = { error: (...told) => errors.push(told.map((one) => typeof one)) }
await bad(client, {}, undefined, undefined, console2)
await bad(new StateSetClient({ apiKey: 'unknown', baseURL: 'https://api.stateset.com/v1' }), { name: 'a' }, undefined, undefined, console2)
tell(errors)
const few = new StateSetClient({ apiKey: '${limited}', baseURL: 'https://api.stateset.com/v1', maxRetries: 0 })
let wait
// In two minutes at most, a minute's 100 are used up.
for (let i = 0; i < 250 && wait === undefined; i++) {
  await bad(few, { name: 'again' }, () => tell('retried'), (retry, milliseconds) => { wait = milliseconds; retry() }, console)
}
tell(wait >= 1000 && wait <= 60000)
`
export const businessTells = [
  ['Support Agent', 'Customer Success', 'active', true], [true],
  [20, 'string', 2, null],
  [19, 'Agent 20', 'Support Agent'],
  [true, true, 7, 'production'],
  [['string', 'object'], ['string', 'string']],
  'retried', true
]
