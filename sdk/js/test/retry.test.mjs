// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict'
import test from 'node:test'

import { CampaignClient, StateroomError, StateSetClient, WorkflowClient } from '../dist/esm/index.js'
import { answer, clientOf, FakeServer, settle } from './support.mjs'

const made = answer(201, { success: true, data: { id: 'agent_1' }, meta: {} })
const limited = (seconds, headers = {}) =>
  answer(429, { success: false, error: { code: 'RATE_LIMITED', message: 'wait', retry_after: seconds } }, headers)

test('a write that is limited waits as told and keeps its idempotency key', async () => {
  const server = new FakeServer(limited(7, { 'Retry-After': '7' }), made)
  const client = clientOf(StateSetClient, server, { random: () => 0 })
  const { value, waits } = await client.clock.run(client.agents.create({ name: 'a' }))
  assert.deepEqual(value, { id: 'agent_1' })
  assert.deepEqual(waits, [7000])
  const keys = server.requests.map(({ headers }) => headers['Idempotency-Key'])
  assert.match(keys[0], /^[0-9a-f]{32}$/)
  assert.equal(keys[1], keys[0])
  assert.equal(server.requests[0].body, server.requests[1].body)
})

test('jitter comes on top of what the server asked for', async () => {
  const server = new FakeServer(limited(10), made)
  const client = clientOf(StateSetClient, server, { random: () => 0.5 })
  assert.deepEqual((await client.clock.run(client.agents.create({ name: 'a' }))).waits, [10_500])
})

test('Retry-After counts without a body, in seconds and as a date', async () => {
  for (const [header, wait] of [['3', 3000], ['Thu, 01 Jan 2026 00:00:05 GMT', 5000], ['Wed, 31 Dec 2025 00:00:00 GMT', 250], ['soon', 250]]) {
    const server = new FakeServer(answer(503, '<html>', { 'Retry-After': header }), made)
    const client = clientOf(StateSetClient, server, { random: () => 0 })
    assert.deepEqual((await client.clock.run(client.agents.get('a'))).waits, [wait], header)
  }
})

test('without a word of the server the wait doubles, half of it at random', async () => {
  for (const [random, expected] of [[0, [250, 500, 1000, 2000, 4000, 4000]], [1, [500, 1000, 2000, 4000, 8000, 8000]]]) {
    const server = new FakeServer(answer(500, {}))
    const client = clientOf(StateSetClient, server, { random: () => random, maxRetries: 6 })
    const { error, waits } = await client.clock.run(client.agents.get('a'))
    assert.deepEqual(waits, expected)
    assert.equal(error.status, 500)
  }
})

for (const [status, tries] of [
  [408, 4], [429, 4], [500, 4], [502, 4], [503, 4], [504, 4], [507, 4],
  [400, 1], [401, 1], [403, 1], [404, 1], [405, 1], [409, 1], [412, 1], [413, 1], [422, 1], [501, 1], [505, 1]
]) {
  test(`${status} is tried ${tries} times`, async () => {
    const server = new FakeServer(answer(status, { error: { code: 'C', message: 'm' } }))
    const client = clientOf(StateSetClient, server)
    const { error } = await client.clock.run(client.orders.create({}))
    assert.equal(error.status, status)
    assert.equal(server.requests.length, tries)
    assert.equal(client.clock.pending, 0)
  })
}

test('maxRetries is the client\'s, or the call\'s', async () => {
  const server = new FakeServer(answer(500, {}))
  const client = clientOf(StateSetClient, server, { maxRetries: 1 })
  await client.clock.run(client.agents.get('a'))
  assert.equal(server.requests.length, 2)
  await client.clock.run(client.agents.get('a', { maxRetries: 0 }))
  assert.equal(server.requests.length, 3)
})

test('a longer wait than maxRetryDelay is the caller\'s to decide', async () => {
  const server = new FakeServer(limited(61))
  const client = clientOf(StateSetClient, server)
  const { error, waits } = await client.clock.run(client.agents.get('a'))
  assert.deepEqual([error.code, error.retry_after, waits, server.requests.length], ['RATE_LIMITED', 61, [], 1])
  await client.clock.run(clientOf(StateSetClient, server, { clock: client.clock, maxRetryDelay: 61_000 }).agents.get('a'))
  assert.equal(server.requests.length, 5)
})

test('a connection that breaks is tried again with the same key, then told with its cause', async () => {
  const cause = new TypeError('fetch failed')
  const server = new FakeServer(cause)
  const client = clientOf(StateSetClient, server)
  const { error } = await client.clock.run(client.agents.create({ name: 'a' }))
  assert.ok(error instanceof StateroomError)
  assert.deepEqual([error.code, error.status, error.cause], ['CONNECTION_FAILED', 0, cause])
  assert.equal(new Set(server.requests.map(({ headers }) => headers['Idempotency-Key'])).size, 1)
  assert.equal(server.requests.length, 4)
})

test('a try that takes longer than timeout is given up', async () => {
  const server = new FakeServer('hang', made)
  const client = clientOf(StateSetClient, server)
  const { value, waits } = await client.clock.run(client.agents.create({ name: 'a' }))
  assert.deepEqual(value, { id: 'agent_1' })
  assert.deepEqual(waits, [30_000, 500])

  const hanging = clientOf(StateSetClient, new FakeServer('hang'), { timeout: 5, maxRetries: 0 })
  const { error } = await hanging.clock.run(hanging.agents.get('a'))
  assert.deepEqual([error.code, error.status], ['TIMEOUT', 0])
})

test('a caller\'s signal ends a call, while it is tried and while it waits', async () => {
  for (const first of ['hang', answer(500, {})]) {
    const server = new FakeServer(first)
    const client = clientOf(StateSetClient, server)
    const abort = new AbortController()
    const reason = new Error('no longer wanted')
    const call = assert.rejects(client.agents.get('a', { signal: abort.signal }), reason)
    await settle()
    abort.abort(reason)
    await call
    assert.equal(server.requests.length, 1)
    assert.equal(client.clock.pending, 0)
    await assert.rejects(client.agents.get('a', { signal: abort.signal }), reason)
    assert.equal(server.requests.length, 1)
  }
})

test('reads bear no idempotency key, writes one each, or the caller\'s', async () => {
  const server = new FakeServer(answer(200, { version: 1 }))
  const { state } = clientOf(WorkflowClient, server)
  await state.get('w', 'k')
  await state.set('w', 'k', 1)
  await state.set('w', 'k', 1)
  await state.set('w', 'k', 1, 0, { idempotencyKey: 'mine' })
  const [none, one, other, mine] = server.requests.map(({ headers }) => headers['Idempotency-Key'])
  assert.equal(none, undefined)
  assert.notEqual(one, other)
  assert.equal(mine, 'mine')
})

test('a key is unique where there is no crypto, as in Node 18', async () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true })
  try {
    const server = new FakeServer(answer(200, { version: 1 }))
    const { state } = clientOf(WorkflowClient, server)
    for (let i = 0; i < 100; i++) await state.delete('w', 'k')
    const keys = new Set(server.requests.map(({ headers }) => headers['Idempotency-Key']))
    assert.equal(keys.size, 100)
    for (const key of keys) assert.match(key, /^[0-9a-f]{32}$/)
  } finally {
    delete globalThis.crypto
    if (own) Object.defineProperty(globalThis, 'crypto', own)
  }
})

test('a mutation keeps its id over tries, and asks for the token at each', async () => {
  let asked = 0
  const server = new FakeServer(answer(503, {}), answer(200, { status: 'applied', mutations: [] }))
  const client = clientOf(CampaignClient, server, { token: async () => `token${++asked}` })
  const ops = [{ path: 'state.user.points', op: 'inc', value: 1 }]
  const { value } = await client.clock.run(client.state.mutate({ ops }))
  assert.deepEqual(value, { status: 'applied', mutations: [] })
  const [first, second] = server.requests
  assert.match(JSON.parse(first.body).mutation_id, /^[0-9a-f]{32}$/)
  assert.equal(first.body, second.body)
  assert.deepEqual([first.headers.Authorization, second.headers.Authorization], ['Bearer token1', 'Bearer token2'])
  await client.state.mutate({ ops, mutation_id: 'mine' })
  assert.equal(JSON.parse(server.requests[2].body).mutation_id, 'mine')
})

test('onResponse is told of each answer', async () => {
  const told = []
  const server = new FakeServer(limited(1), made)
  const client = clientOf(StateSetClient, server, { onResponse: (response) => told.push(response) })
  await client.clock.run(client.agents.create({ name: 'a' }))
  assert.deepEqual(told.map(({ method, url, status, attempt }) => [method, url, status, attempt]), [
    ['POST', 'http://test/v1/agents', 429, 1],
    ['POST', 'http://test/v1/agents', 201, 2]
  ])
})
