// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript client in Node, against the real server.
import assert from 'node:assert/strict'
import test from 'node:test'

import { inTime, sourceFile, startProgram, temporaryDirectory } from './program.mjs'
import { userToken, variables } from './sdk_credentials.mjs'

const { CampaignClient, IntegrationClient, RawJSON, StateSetClient, stringify, WorkflowClient } =
  await import(sourceFile('sdk/js/dist/esm/index.js'))

/** Names that a client may get wrong. */
const names = ['status', 'stream', 'version', 'create', 'a/b', 'with space', '😀é', '#?&+%@,', '%2F', '...', '..a', ':', '"\\', '\n']

/** A fetch that loses the first answer to each request of `method`, after the server has given it. */
function losing(method) {
  const lost = new Set()
  return async (url, init) => {
    const answer = await fetch(url, init)
    if (init.method !== method || lost.has(url)) return answer
    lost.add(url)
    await answer.text()
    throw new TypeError('the answer is lost')
  }
}

/** What a subscription tells, in order; `await next()`. */
function following(subscribe) {
  const waiting = []
  const told = []
  const source = subscribe((change) => (waiting.length > 0 ? waiting.shift()(change) : told.push(change)))
  const opened = new Promise((resolve) => source.addEventListener('open', resolve, { once: true }))
  return {
    source,
    opened: () => inTime(opened, 'the stream'),
    next: () => inTime(told.length > 0 ? told.shift() : new Promise((resolve) => waiting.push(resolve)), 'a change')
  }
}

test('workflow: every name and value comes back', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t))
  const { state } = new WorkflowClient({ baseURL: url })
  for (const name of names) {
    const workflow = `wf ${name}`
    assert.deepEqual(await state.set(workflow, name, { name }), { version: 1 })
    assert.deepEqual(await state.get(workflow, name), { value: { name }, version: 1 })
    assert.deepEqual(await state.list(workflow), { keys: [name] })
    assert.deepEqual(await state.setWithVersion(workflow, name, null, 1), { version: 2 })
    assert.deepEqual(await state.get(workflow, name, { version: 1 }), { value: { name }, version: 1 })
    const { source, next } = following((tell) => state.subscribe(workflow, name, tell, { snapshot: true }))
    assert.deepEqual(await next(), { oldValue: null, newValue: null, version: 2, op: 'set' })
    assert.deepEqual(await state.delete(workflow, name), { deleted: true })
    assert.deepEqual(await next(), { oldValue: null, newValue: null, version: 3, op: 'delete' })
    source.close()
    await assert.rejects(state.get(workflow, name), { code: 'KEY_NOT_FOUND', status: 404 })
  }
})

test('workflow: a conflict, an expiry, a page', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t))
  const { state } = new WorkflowClient({ baseURL: `${url}/v1/` })
  await state.set('w', 'a', 1)
  await assert.rejects(state.setWithVersion('w', 'a', 2, 0), { code: 'VERSION_CONFLICT', status: 409, currentVersion: 1 })
  await assert.rejects(state.setWithVersion('w', 'b', 2, 1), { code: 'VERSION_CONFLICT', currentVersion: 0 })
  await assert.rejects(state.set('w', 'a', 1, -1), { code: 'VALIDATION_ERROR', status: 400 })
  await assert.rejects(state.set('w', 'a', undefined), { code: 'VALIDATION_ERROR' })
  const { source, next } = following((tell) => state.subscribeAll('w', tell, { since: 0 }))
  assert.deepEqual(await next(), { key: 'a', oldValue: null, newValue: 1, version: 1, op: 'set' })
  await state.set('w', 'b', 'gone soon', 0.01)
  assert.equal((await next()).newValue, 'gone soon')
  assert.deepEqual(await next(), { key: 'b', oldValue: 'gone soon', newValue: null, version: 2, op: 'expire' })
  source.close()
  await state.set('w', 'c', 1)
  const first = await state.list('w', { limit: 1 })
  assert.deepEqual(first.keys, ['a'])
  assert.deepEqual(await state.list('w', { limit: 1, cursor: first.next_cursor }), { keys: ['c'], next_cursor: null })
})

test('workflow: what only lost its answer is not done twice', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t))
  const { state } = new WorkflowClient({ baseURL: url, fetch: losing('POST'), random: () => 0 })
  assert.deepEqual(await state.set('w', 'a', 1), { version: 1 })
  assert.deepEqual(await state.setWithVersion('w', 'a', 2, 1), { version: 2 })
  assert.deepEqual(await state.get('w', 'a'), { value: 2, version: 2 })
})

test('workflow: exact numbers go there and back', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t))
  const { state } = new WorkflowClient({ baseURL: url, numbers: 'exact' })
  const text = '{"id":12345678901234567890,"price":1.10,"much":1e400,"list":[-0,0.1,9007199254740993]}'
  await state.set('w', 'a', new RawJSON(text))
  const { value } = await state.get('w', 'a')
  await state.set('w', 'b', value)
  assert.equal(await (await fetch(`${url}/v1/state/w/b`)).text(), `{"value":${text},"version":1}`)
  assert.equal(stringify(value), text)
})

test('workflow: a subscription misses nothing across restarts, and ends when closed', async (t) => {
  const data = temporaryDirectory(t)
  const first = await startProgram(t, data)
  const { state } = new WorkflowClient({ baseURL: first.url })
  const { source, opened, next } = following((tell) => state.subscribe('w', 'a', tell))
  await opened()
  await state.set('w', 'a', 1)
  assert.equal((await next()).newValue, 1)
  assert.equal(await first.stop(), 0)
  const between = await startProgram(t, data)
  await between.set('w/a', 2)
  await between.set('w/a', 3)
  assert.equal(await between.stop(), 0)
  const second = await startProgram(t, data, { port: first.port })
  await second.set('w/a', 4)
  for (const [newValue, version] of [[2, 2], [3, 3], [4, 4]]) {
    const change = await next()
    assert.deepEqual([change.newValue, change.version], [newValue, version])
  }
  source.close()
  assert.equal(source.readyState, 2)
})

test('workflow: with keys, calls and streams bear them', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { options: ['--require-keys'], variables })
  const { state } = new WorkflowClient({ baseURL: url, apiKey: 'wfl_1' })
  const { source, opened, next } = following((tell) => state.subscribe('w', 'a', tell))
  await opened()
  await state.set('w', 'a', 1)
  assert.equal((await next()).newValue, 1)
  source.close()
  const keyless = new WorkflowClient({ baseURL: url }).state
  await assert.rejects(keyless.get('w', 'a'), { code: 'UNAUTHORIZED', status: 401 })
  const refused = keyless.subscribe('w', 'a', () => assert.fail())
  const { error } = await inTime(new Promise((resolve) => (refused.onerror = resolve)), 'the refusal')
  assert.deepEqual([error.code, error.status, refused.readyState], ['UNAUTHORIZED', 401, 2])
})

test('integration: every operation', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { variables })
  const client = new IntegrationClient({ baseURL: `${url}/v1`, apiKey: 'int_1' })
  for (const { state } of [client, client.resource('imports', '55/cc')]) {
    assert.deepEqual(await state.list(), { keys: [] })
    for (const name of names) {
      for (const value of [{ name }, null, 0, '', false]) {
        assert.deepEqual(await state.set(name, value), { success: true })
        assert.deepEqual(await state.get(name), value)
      }
    }
    assert.deepEqual((await state.list()).keys.sort(), [...names].sort())
    assert.equal(await state.delete('status'), undefined)
    for (const call of ['get', 'delete']) {
      await assert.rejects(state[call]('status'), { code: 'not_found', status: 404, message: 'State key not found' })
    }
    assert.deepEqual((await state.list({ prefix: 'vers', limit: 9 })).keys, ['version'])
  }
  await client.state.clear()
  assert.deepEqual(await client.state.list(), { keys: [] })
  assert.equal((await client.resource('imports', '55/cc').state.list()).keys.length, names.length - 1)
  await client.resource('imports', '55/cc').state.clear()
  await assert.rejects(client.state.set('k'.repeat(257), 1), { code: 'validation_error', status: 422 })
  // On the path that the two APIs share, these would be answered as the State Store's list of keys.
  await assert.rejects(new IntegrationClient({ baseURL: url }).state.get('k'), { code: 'unauthorized', status: 401 })
  await assert.rejects(new IntegrationClient({ baseURL: url, apiKey: 'wfl_1' }).state.get('k'), { code: 'forbidden', status: 403 })
  const losingClient = new IntegrationClient({ baseURL: url, apiKey: 'int_1', fetch: losing('DELETE'), random: () => 0 })
  await losingClient.state.set('once', 1)
  await losingClient.state.delete('once') // the repeat would find nothing
})

test('campaign: declare, read, change once', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { variables })
  const operator = new CampaignClient({ baseURL: url, apiKey: 'cmp_1' })
  const points = { scope: 'user', name: 'points', type: 'number', default: 10 }
  assert.deepEqual(await operator.variables.define('spring', points), { status: 'defined', variable: points })
  await assert.rejects(operator.variables.define('spring', { ...points, default: 1 }), { code: 'definition_conflict', status: 409 })
  await assert.rejects(operator.variables.define('spring', { ...points, name: '1' }), (error) => {
    assert.deepEqual([error.code, error.status, error.details[0].field], ['validation_failed', 422, 'name'])
    return true
  })
  assert.deepEqual(await operator.variables.list('spring'), { variables: [points] })
  await assert.rejects(operator.state.get(), { code: 'forbidden', status: 403 })

  const token = async () => userToken()
  const player = new CampaignClient({ baseURL: url, token, fetch: losing('POST'), random: () => 0 })
  const ops = [{ path: 'state.user.points', op: 'inc', value: 5 }]
  const mutations = [{ path: 'state.user.points', previous: 10, current: 15 }]
  assert.deepEqual((await player.state.mutate({ ops })).mutations, mutations)
  assert.deepEqual(await player.state.get(), { state: { user: { points: 15 }, campaign: {}, app: {} } })
  const exact = new CampaignClient({ baseURL: url, token, numbers: 'exact' })
  const most = 2n ** 63n - 1n
  await exact.state.mutate({ ops: [{ path: 'state.user.points', op: 'set', value: most }] })
  assert.equal((await exact.state.get()).state.user.points, most)
})

test('business: records of each kind are made, read, changed and deleted', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { variables })
  const client = new StateSetClient({ baseURL: `${url}/v1`, apiKey: 'biz_1' })
  const agent = await client.agents.create({ name: 'Support Agent', capabilities: { can_issue_refunds: false }, extra: [1] })
  assert.deepEqual([agent.object, agent.status, agent.extra], ['agent', 'active', [1]])
  const conversation = await client.conversations.create({ agent_id: agent.id, channel: 'web' })
  const message = await client.messages.create({ conversation_id: conversation.id, content: 'é😀', role: 'user' })
  const order = await client.orders.create({ total: 1.5 })
  const back = await client.returns.create({ order_id: order.id })
  for (const [resource, record, changes] of [
    [client.agents, agent, { role: 'none' }], [client.conversations, conversation, { status: 'closed' }],
    [client.messages, message, { content: 'again' }], [client.orders, order, { status: 'shipped' }],
    [client.returns, back, { status: 'approved' }], [client.resource('orders'), order, { total: null }]
  ]) {
    const before = await resource.get(record.id)
    const changed = await resource.update(record.id, changes)
    assert.deepEqual(changed, { ...before, ...changes, updated_at: changed.updated_at })
    assert.deepEqual(await resource.get(record.id), changed)
    assert.equal((await resource.list()).data[0].id, record.id)
  }
  assert.deepEqual((await client.agents.conversations(agent.id)).data.map(({ id }) => id), [conversation.id])
  assert.deepEqual((await client.conversations.messages(conversation.id)).data.map(({ id }) => id), [message.id])
  const { id, created_at } = agent
  const replaced = await client.agents.replace(id, { name: 'Other' })
  assert.deepEqual(replaced, { id, object: 'agent', name: 'Other', status: 'active', created_at, updated_at: replaced.updated_at })
  assert.deepEqual(await client.agents.delete(id), { id, deleted: true })
  await assert.rejects(client.agents.get(id), ({ code, status, details }) => {
    assert.deepEqual([code, status, details.agent_id], ['RESOURCE_NOT_FOUND', 404, id])
    return true
  })
  await assert.rejects(client.conversations.create({ channel: 'web' }), { code: 'VALIDATION_ERROR', status: 400 })
  await assert.rejects(new StateSetClient({ baseURL: url, apiKey: 'x' }).agents.list(), { code: 'INVALID_API_KEY', status: 401 })
})

test('business: a list goes through all pages, filtered and sorted, while others write', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { variables })
  const { orders } = new StateSetClient({ baseURL: `${url}/v1`, apiKey: 'biz_1' })
  for (let n = 0; n < 45; n++) await orders.create({ n, odd: n % 2 === 1, name: `order ${n % 3}` })
  const seen = []
  for await (const { n } of orders.list({ limit: 10, sort: ['name', '-n'], filter: { odd: true, n: { $gte: 5 } } })) {
    if (seen.push(n) === 3) await orders.create({ n: -1, odd: true, name: 'order 0' })
  }
  const expected = Array.from({ length: 45 }, (_, n) => n).filter((n) => n % 2 && n >= 5).sort((a, b) => a % 3 - b % 3 || b - a)
  assert.deepEqual(seen, expected)
  assert.equal((await orders.list({ filter: { n: '7' } })).data.length, 0, 'a text is no number')
  assert.equal((await orders.list({ limit: 100, filter: { created_at: { $lt: new Date(0) } } })).data.length, 0)
  assert.equal((await orders.list({ limit: 100, filter: { 'name': { $in: ['order 0'] } } })).data.length, 16)
  const page = await orders.list({ limit: 20 })
  await assert.rejects(orders.list({ cursor: page.next_cursor, sort: 'n' }), { code: 'VALIDATION_ERROR' })
  await assert.rejects(orders.list({ filter: { n: { $regex: 1 } } }), { code: 'VALIDATION_ERROR' })
})

test('business: what only lost its answer is not done twice, and a limit says how long', async (t) => {
  const { url } = await startProgram(t, temporaryDirectory(t), { variables })
  const options = { baseURL: url, apiKey: 'biz_1', numbers: 'exact' }
  const losingClient = new StateSetClient({ ...options, fetch: losing('POST'), random: () => 0 })
  const order = await losingClient.orders.create({ total: new RawJSON('1.10'), big: 2n ** 70n })
  const client = new StateSetClient(options)
  assert.deepEqual((await client.orders.list()).data, [order])
  assert.deepEqual([String(order.total), order.big], ['1.10', 2n ** 70n])
  const same = () => client.orders.create({ n: 1 }, { idempotencyKey: 'mine' })
  const [first, second] = await Promise.all([same(), same()])
  assert.equal(first.id, second.id)

  const remaining = []
  const onResponse = ({ headers }) => remaining.push(Number(headers.get('X-RateLimit-Remaining')))
  const few = new StateSetClient({ baseURL: url, apiKey: 'biz_few', maxRetries: 0, onResponse })
  await assert.rejects(async () => {
    for (let call = 0; call < 250; call++) await few.orders.get(order.id)
  }, ({ code, status, retry_after }) => {
    assert.deepEqual([code, status], ['RATE_LIMITED', 429])
    assert.ok(retry_after >= 1 && retry_after <= 60, retry_after)
    return true
  })
  assert.equal(remaining[0], 99)
})
