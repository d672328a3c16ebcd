// SPDX-License-Identifier: MIT
// What each method sends, and what it makes of the answer.
import assert from 'node:assert/strict'
import test from 'node:test'

import { CampaignClient, IntegrationClient, RawJSON, StateSetClient, WorkflowClient } from '../dist/esm/index.js'
import { answer, clientOf, FakeServer } from './support.mjs'

const record = { success: true, data: { id: 'x_1' }, meta: { request_id: 'req_1' } }
const page = { success: true, data: [{ id: 'x_1' }], next_cursor: null, has_more: false, meta: { request_id: 'req_1' } }

/** Client, call, the request that it makes, the answer that it gets, and what it gives. */
const cases = [
  [WorkflowClient, (c) => c.state.set('wf-1', 'k', { a: 1 }), 'POST /v1/state/wf-1/k {"value":{"a":1}}', { version: 1 }, { version: 1 }],
  [WorkflowClient, (c) => c.state.set('wf-1', 'k', null, 0.5), 'POST /v1/state/wf-1/k {"value":null,"ttl":0.5}', { version: 2 }, { version: 2 }],
  [WorkflowClient, (c) => c.state.get('wf-1', 'k'), 'GET /v1/state/wf-1/k', { value: [1], version: 3 }, { value: [1], version: 3 }],
  [WorkflowClient, (c) => c.state.get('wf-1', 'k', { version: 2 }), 'GET /v1/state/wf-1/k?version=2', { value: 1, version: 2 }, { value: 1, version: 2 }],
  [WorkflowClient, (c) => c.state.delete('wf-1', 'k'), 'DELETE /v1/state/wf-1/k', { deleted: true }, { deleted: true }],
  [WorkflowClient, (c) => c.state.list('wf-1'), 'GET /v1/state/wf-1', { keys: ['k'] }, { keys: ['k'] }],
  [WorkflowClient, (c) => c.state.list('wf-1', { prefix: 'a/', limit: 2, cursor: 'x=' }), 'GET /v1/state/wf-1?prefix=a%2F&limit=2&cursor=x%3D', { keys: [], next_cursor: null }, { keys: [], next_cursor: null }],
  [WorkflowClient, (c) => c.state.setWithVersion('wf-1', 'k', 2, 0), 'POST /v1/state/wf-1/k/version {"value":2,"expectedVersion":0}', { version: 1 }, { version: 1 }],
  [WorkflowClient, (c) => c.state.setWithVersion('wf-1', 'k', 2, 1, 60), 'POST /v1/state/wf-1/k/version {"value":2,"expectedVersion":1,"ttl":60}', { version: 2 }, { version: 2 }],
  [WorkflowClient, (c) => c.state.get('a/b', 'stream #?&+%@,😀 .. x'), 'GET /v1/state/a%2Fb/stream%20%23%3F%26%2B%25%40%2C%F0%9F%98%80%20..%20x', { value: 1, version: 1 }, { value: 1, version: 1 }],

  [IntegrationClient, (c) => c.state.get('k'), 'GET /state/k', { a: 1 }, { a: 1 }],
  [IntegrationClient, (c) => c.state.set('k', 0), 'PUT /state/k 0', { success: true }, { success: true }],
  [IntegrationClient, (c) => c.state.set('k', null), 'PUT /state/k null', { success: true }, { success: true }],
  [IntegrationClient, (c) => c.state.set('k', { id: new RawJSON('1.10'), big: 2n ** 64n }), 'PUT /state/k {"id":1.10,"big":18446744073709551616}', { success: true }, { success: true }],
  [IntegrationClient, (c) => c.state.delete('k'), 'DELETE /state/k', undefined, undefined],
  [IntegrationClient, (c) => c.state.list(), 'GET /state', undefined, { keys: [] }],
  [IntegrationClient, (c) => c.state.list({ prefix: 'p' }), 'GET /state?prefix=p', { keys: ['pq'] }, { keys: ['pq'] }],
  [IntegrationClient, (c) => c.state.clear(), 'DELETE /state', undefined, undefined],
  [IntegrationClient, (c) => c.resource('imports', '5/5').state.set('k', ''), 'PUT /v1/imports/5%2F5/state/k ""', { success: true }, { success: true }],
  [IntegrationClient, (c) => c.resource('flows', 'f').state.delete('k'), 'DELETE /v1/flows/f/state/k', { success: true }, undefined],

  [CampaignClient, (c) => c.variables.define('spring', { scope: 'user', name: 'n', type: 'number', default: 0 }), 'POST /v1/campaigns/spring/variables:define {"scope":"user","name":"n","type":"number","default":0}', { status: 'defined', variable: {} }, { status: 'defined', variable: {} }],
  [CampaignClient, (c) => c.variables.list('spring'), 'GET /v1/campaigns/spring/variables', { variables: [] }, { variables: [] }],
  [CampaignClient, (c) => c.state.get(), 'GET /v1/runtime/state', { state: { user: {} } }, { state: { user: {} } }],
  [CampaignClient, (c) => c.state.mutate({ ops: [], mutation_id: 'm' }), 'POST /v1/runtime/state:mutate {"ops":[],"mutation_id":"m"}', { status: 'applied', mutations: [] }, { status: 'applied', mutations: [] }],

  ...['agents', 'conversations', 'messages', 'orders', 'returns', 'webhooks', 'shipments'].flatMap((name) => {
    const of = (c) => c[name] ?? c.resource(name)
    return [
      [StateSetClient, (c) => of(c).create({ a: 1 }), `POST /v1/${name} {"a":1}`, record, { id: 'x_1' }],
      [StateSetClient, (c) => of(c).get('x_1'), `GET /v1/${name}/x_1`, record, { id: 'x_1' }],
      [StateSetClient, (c) => of(c).update('x_1', { a: null }), `PATCH /v1/${name}/x_1 {"a":null}`, record, { id: 'x_1' }],
      [StateSetClient, (c) => of(c).replace('x_1', {}), `PUT /v1/${name}/x_1 {}`, record, { id: 'x_1' }],
      [StateSetClient, (c) => of(c).delete('x_1'), `DELETE /v1/${name}/x_1`, { success: true, data: { id: 'x_1', deleted: true } }, { id: 'x_1', deleted: true }],
      [StateSetClient, async (c) => ({ ...(await of(c).list()) }), `GET /v1/${name}`, page, { data: [{ id: 'x_1' }], next_cursor: null, has_more: false, meta: page.meta }]
    ]
  }),
  [StateSetClient, async (c) => (await c.conversations.messages('c/1', { limit: 5 })).data, 'GET /v1/conversations/c%2F1/messages?limit=5', page, page.data],
  [StateSetClient, async (c) => (await c.agents.conversations('a')).data, 'GET /v1/agents/a/conversations', page, page.data],
  [StateSetClient, async (c) => (await c.webhooks.deliveries('w/1', { limit: 5, cursor: 'dlv_1' })).data, 'GET /v1/webhooks/w%2F1/deliveries?limit=5&cursor=dlv_1', page, page.data],
  [StateSetClient, (c) => c.webhooks.delivery('w', 'd/1'), 'GET /v1/webhooks/w/deliveries/d%2F1', record, { id: 'x_1' }],
  [StateSetClient, (c) => c.webhooks.resend('w', 'd'), 'POST /v1/webhooks/w/deliveries/d/resend', record, { id: 'x_1' }],
  [StateSetClient, (c) => c.webhooks.test('w'), 'POST /v1/webhooks/w/test', record, { id: 'x_1' }],
  [StateSetClient, (c) => c.webhooks.renewSecret('w'), 'POST /v1/webhooks/w/secret', record, { id: 'x_1' }],
  [StateSetClient, async (c) => (await c.agents.list({ cursor: null, sort: ['-status', 'id'] })).data, 'GET /v1/agents?sort=-status%2Cid', page, page.data]
]

for (const [Client, call, request, told, expected] of cases) {
  test(`${Client.name}: ${request}`, async () => {
    const server = new FakeServer(answer(told === undefined ? 204 : 200, told))
    const result = await call(clientOf(Client, server, { token: 'token' }))
    assert.deepEqual(result, expected)
    const [{ method, url, body, headers }] = server.requests
    assert.equal(`${method} ${url.replace('http://test', '')}${body === undefined ? '' : ` ${body}`}`, request)
    assert.equal(headers.Authorization, request.includes('/runtime/') ? 'Bearer token' : 'Bearer key')
    assert.equal(headers['Content-Type'], body === undefined ? undefined : 'application/json')
    assert.equal(server.requests.length, 1)
  })
}

test('the document\'s webhook is what is sent', async () => {
  const documented = `
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
  const server = new FakeServer(answer(201, { success: true, data: { id: 'wh_1', secret: 'whsec_1' }, meta: {} }))
  const AsyncFunction = (async () => {}).constructor
  const run = new AsyncFunction('client', `${documented}; return webhook`)
  assert.deepEqual(await run(clientOf(StateSetClient, server)), { id: 'wh_1', secret: 'whsec_1' })
  const [{ method, url, body }] = server.requests
  assert.deepEqual([method, url, JSON.parse(body).events.length], ['POST', 'http://test/v1/webhooks', 7])
})

test('a base URL may have /v1 and slashes at its end, or be of this origin', async () => {
  for (const [baseURL, expected] of [
    ['http://h:1', 'http://h:1/v1/state/w/k'], ['http://h:1/', 'http://h:1/v1/state/w/k'],
    ['http://h:1/v1', 'http://h:1/v1/state/w/k'], ['http://h:1/v1//', 'http://h:1/v1/state/w/k'],
    ['https://h/behind/v1/', 'https://h/behind/v1/state/w/k'], ['/here', '/here/v1/state/w/k'],
    [undefined, 'http://localhost:7474/v1/state/w/k']
  ]) {
    const server = new FakeServer(answer(200, {}))
    await clientOf(WorkflowClient, server, { baseURL }).state.get('w', 'k')
    assert.equal(server.requests[0].url, expected)
  }
})

test('names that a URL would lose are refused before anything is sent', async () => {
  const server = new FakeServer(answer(200, {}))
  const workflow = clientOf(WorkflowClient, server)
  const integration = clientOf(IntegrationClient, server)
  const business = clientOf(StateSetClient, server)
  const campaign = clientOf(CampaignClient, server)
  for (const name of ['', '.', '..', undefined, 7]) {
    for (const call of [
      () => workflow.state.get(name, 'k'), () => workflow.state.delete('w', name), () => workflow.state.list(name),
      () => workflow.state.setWithVersion('w', name, 1, 0), () => integration.state.delete(name),
      () => integration.state.get(name), () => integration.resource('flows', name).state.clear(),
      () => business.agents.get(name), () => business.orders.delete(name), () => business.agents.conversations(name),
      () => campaign.variables.list(name)
    ]) {
      await assert.rejects(call(), TypeError, String(call))
    }
    assert.throws(() => workflow.state.subscribe('w', name, () => {}), TypeError)
  }
  await assert.rejects(integration.state.set('k', undefined), TypeError)
  await assert.rejects(integration.state.set('k', () => {}), TypeError)
  assert.equal(server.requests.length, 0)
})

test('further headers and no key', async () => {
  const server = new FakeServer(answer(200, { keys: [] }))
  const { state } = clientOf(WorkflowClient, server, { apiKey: undefined, headers: { 'X-API-Version': 'v1' } })
  await state.list('w', { headers: { 'X-Request-Id': 'r' } })
  const { headers } = server.requests[0]
  assert.deepEqual([headers.Authorization, headers['X-API-Version'], headers['X-Request-Id']], [undefined, 'v1', 'r'])
})

test('a list goes on through all pages, also short and empty ones', async () => {
  const of = (data, next_cursor) => answer(200, { success: true, data, next_cursor, has_more: next_cursor !== null, meta: {} })
  const server = new FakeServer(of([1, 2], 'a'), of([], 'b'), of([3], null))
  const { agents } = clientOf(StateSetClient, server)
  const params = { filter: { status: 'active', created_at: { $gte: '2024-01-01' } }, sort: '-created_at', limit: 2 }
  const seen = []
  for await (const agent of agents.list(params)) seen.push(agent)
  assert.deepEqual(seen, [1, 2, 3])
  const queries = server.requests.map(({ url }) => new URL(url).searchParams)
  assert.deepEqual(queries.map((query) => query.get('cursor')), [null, 'a', 'b'])
  for (const query of queries) {
    assert.deepEqual(JSON.parse(query.get('filter')), params.filter)
    assert.deepEqual([query.get('sort'), query.get('limit')], ['-created_at', '2'])
  }
})

test('a list asks for no page that nobody wants', async () => {
  const server = new FakeServer(answer(200, { success: true, data: [1, 2], next_cursor: 'a', has_more: true, meta: {} }))
  const { agents } = clientOf(StateSetClient, server)
  for await (const agent of agents.list()) {
    assert.equal(agent, 1)
    break
  }
  assert.equal(server.requests.length, 1)
  const first = await agents.list()
  assert.equal(first.next_cursor, 'a')
  await first.nextPage()
  assert.match(server.requests[2].url, /cursor=a$/)
})

test('a list that fails rejects once, awaited and iterated', async () => {
  const client = clientOf(StateSetClient, new FakeServer(answer(400, { success: false, error: { code: 'VALIDATION_ERROR', message: 'm' } })))
  await assert.rejects(client.agents.list(), { code: 'VALIDATION_ERROR' })
  await assert.rejects(async () => { for await (const _ of client.agents.list()) assert.fail() }, { code: 'VALIDATION_ERROR' })
})
