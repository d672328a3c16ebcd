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
