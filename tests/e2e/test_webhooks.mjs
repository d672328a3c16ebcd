// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks end to end: the real stateroomd, receivers that listen, and the verifier of the business
// API's document as it stands in docs/api/webhooks.md.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import test from 'node:test'

import { inTime, patience, serveSite, sourceFile, startProgram, temporaryDirectory } from './program.mjs'

const key = 'biz-key'
const variables = { STATEROOM_KEYS: `business=${key}` }

/** The document's handler: what it does with a request that a server has got, as Express gives it. */
function documentsHandler(secret) {
  const page = readFileSync(sourceFile('docs/api/webhooks.md'), 'utf8')
  const [, code] = /^```js\n([^]*?)^```$/m.exec(page)
  let handler
  const app = { post: (_, handle) => (handler = handle) }
  const run = new Function('require', 'app', 'process', code)
  run(createRequire(import.meta.url), app, { env: { WEBHOOK_SECRET: secret } })
  return (headers, body) => {
    let status = 200
    const res = { status: (code) => ((status = code), res), send: () => res }
    handler({ headers, body: JSON.parse(body) }, res)
    return status
  }
}

/** A receiver that keeps what comes; `answer(request)` tells the status, 200 unless given. */
async function receive(t, answer = () => 200) {
  const got = []
  const { port } = await serveSite(t, async (request, response) => {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const one = { headers: request.headers, body: Buffer.concat(pieces).toString(), method: request.method, url: request.url }
    got.push(one)
    const status = await answer(one, got.length)
    if (!response.destroyed) response.writeHead(status, { 'X-Seen': 'yes' }).end(`answer ${got.length}`)
  })
  return { url: `http://127.0.0.1:${port}/hooks?a=b`, got }
}

/** Waits until `holds()` gives something. */
async function until(holds, what) {
  const end = Date.now() + patience
  for (;;) {
    const found = await holds()
    if (found) return found
    assert.ok(Date.now() < end, `waited too long for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function clientOf(program) {
  return async (method, target, body, headers = {}) => {
    const answer = await inTime(
      fetch(`${program.url}/v1/${target}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, ...headers },
        body: body && JSON.stringify(body)
      }),
      target
    )
    const told = await answer.json()
    assert.ok(told.success, `${method} ${target}: ${JSON.stringify(told)}`)
    return told.data
  }
}

async function start(t, { options = [] } = {}) {
  const data = temporaryDirectory(t)
  const program = await startProgram(t, data, { variables, options })
  return { data, program, call: clientOf(program) }
}

const deliveriesOf = (call, webhook) => call('GET', `webhooks/${webhook.id}/deliveries?limit=100`)
const settled = (call, webhook, count) =>
  until(async () => {
    const all = await deliveriesOf(call, webhook)
    return all.length === count && all.every(({ status }) => status === 'delivered') && all
  }, `${count} deliveries`)

test('events come in order, signed as the document verifies them', async (t) => {
  const { data, program, call } = await start(t)
  const receiver = await receive(t)
  const webhook = await call('POST', 'webhooks', { url: receiver.url, events: ['*'] })
  const handle = documentsHandler(webhook.secret)
  const forged = documentsHandler('whsec_other')

  const agent = await call('POST', 'agents', { name: 'A' })
  const conversation = await call('POST', 'conversations', { agent_id: agent.id, channel: 'web' })
  await call('PATCH', `conversations/${conversation.id}`, { status: 'escalated' })
  const order = await call('POST', 'orders', { status: 'shipped', note: 'Grüße 🎉', total: 12.5, 7: 'seven' })
  const back = await call('POST', 'returns', { order_id: order.id })
  await call('PUT', `returns/${back.id}`, { order_id: order.id, status: 'approved' })
  await call('PATCH', `returns/${back.id}`, { status: 'completed' })

  const deliveries = (await settled(call, webhook, 7)).reverse()
  const types = ['conversation.started', 'conversation.escalated', 'order.created', 'order.shipped',
    'return.requested', 'return.approved', 'return.completed']
  assert.deepEqual(deliveries.map(({ type }) => type), types)
  assert.deepEqual(receiver.got.map(({ body }) => JSON.parse(body).type), types)
  for (const [i, { method, url, headers, body }] of receiver.got.entries()) {
    assert.deepEqual([method, url], ['POST', '/hooks?a=b'])
    assert.equal(JSON.stringify(JSON.parse(body)), body)
    assert.equal(handle(headers, body), 200)
    assert.equal(forged(headers, body), 401)
    assert.deepEqual(
      ['x-webhook-id', 'x-webhook-event', 'x-webhook-delivery'].map((name) => headers[name]),
      [webhook.id, types[i], deliveries[i].id]
    )
    const { body: kept, attempts } = await call('GET', `webhooks/${webhook.id}/deliveries/${deliveries[i].id}`)
    assert.equal(kept, body)
    assert.equal(attempts.length, 1)
    assert.deepEqual([attempts[0].status_code, attempts[0].response], [200, `answer ${i + 1}`])
    assert.equal(attempts[0].response_headers['x-seen'], 'yes')
  }
  assert.deepEqual(JSON.parse(receiver.got[3].body).data.object, order)

  // The book of requests, which the window shows, has the answer without the secret.
  const token = readFileSync(path.join(data, 'control-token'), 'utf8').trim()
  const book = await fetch(`${program.url}/_stateroom/v1/requests`, { headers: { Authorization: `Bearer ${token}` } })
  const told = await book.text()
  assert.ok(told.includes('/v1/webhooks'))
  assert.ok(!told.includes(webhook.secret.slice(0, 20)), told)
})

test('what is refused waits for its retry, and can be sent now; what is done, again', async (t) => {
  const { call } = await start(t)
  let isUp = false
  const receiver = await receive(t, () => (isUp ? 204 : 503))
  const webhook = await call('POST', 'webhooks', { url: receiver.url, events: ['order.created'] })
  await call('POST', 'orders', {})
  const [waiting] = await until(async () => {
    const all = await deliveriesOf(call, webhook)
    return all[0].status === 'retrying' && all
  }, 'the first attempt')
  assert.equal(waiting.tries, 1)
  assert.ok(Date.parse(waiting.next_attempt_at) - Date.parse(waiting.attempts[0].at) >= 9_000)
  isUp = true
  const all = `webhooks/${webhook.id}/deliveries`
  assert.equal((await call('POST', `${all}/${waiting.id}/resend`)).id, waiting.id)
  const [done] = await settled(call, webhook, 1)
  assert.deepEqual(done.attempts.map(({ status_code }) => status_code), [503, 204])

  const again = await call('POST', `${all}/${done.id}/resend`)
  assert.equal(again.again_of, done.id)
  const both = await settled(call, webhook, 2)
  assert.deepEqual(both.map(({ event_id }) => event_id), [done.event_id, done.event_id])
  assert.equal(receiver.got[2].body, receiver.got[0].body)
  assert.notEqual(receiver.got[2].headers['x-webhook-delivery'], receiver.got[0].headers['x-webhook-delivery'])
})

test('a test event, another secret, a webhook that is gone, and one that is deleted', async (t) => {
  const { call } = await start(t)
  let status = 200
  const receiver = await receive(t, () => status)
  const webhook = await call('POST', 'webhooks', { url: receiver.url, events: ['return.completed'] })
  await call('POST', `webhooks/${webhook.id}/test`)
  await settled(call, webhook, 1)
  assert.equal(documentsHandler(webhook.secret)(receiver.got[0].headers, receiver.got[0].body), 200)
  assert.equal(JSON.parse(receiver.got[0].body).data.object.id, webhook.id)
  assert.ok(!receiver.got[0].body.includes('whsec_'))

  const { secret } = await call('POST', `webhooks/${webhook.id}/secret`)
  await call('POST', `webhooks/${webhook.id}/test`)
  await settled(call, webhook, 2)
  assert.equal(documentsHandler(webhook.secret)(receiver.got[1].headers, receiver.got[1].body), 401)
  assert.equal(documentsHandler(secret)(receiver.got[1].headers, receiver.got[1].body), 200)

  status = 410
  await call('POST', `webhooks/${webhook.id}/test`)
  await until(async () => (await call('GET', `webhooks/${webhook.id}`)).disabled_reason === 'gone', 'the end')
  assert.equal((await deliveriesOf(call, webhook))[0].status, 'failed')
  const enabled = await call('PATCH', `webhooks/${webhook.id}`, { status: 'enabled' })
  assert.deepEqual([enabled.status, enabled.disabled_reason], ['enabled', undefined])
  await call('DELETE', `webhooks/${webhook.id}`)
  assert.equal(receiver.got.length, 3)
})

test('a webhook that comes back without its secret sends nothing until it has another', async (t) => {
  const { data, program, call } = await start(t)
  const token = readFileSync(path.join(data, 'control-token'), 'utf8').trim()
  const control = async (target, body) => {
    const headers = { Authorization: `Bearer ${token}` }
    const answer = await fetch(`${program.url}/_stateroom/v1/${target}`, { method: 'POST', headers, body: JSON.stringify(body) })
    assert.equal(answer.status, 200, await answer.text())
  }
  const receiver = await receive(t)
  const webhook = await call('POST', 'webhooks', { url: receiver.url, events: ['order.created'] })
  const order = await call('POST', 'orders', {})
  await settled(call, webhook, 1)
  await call('DELETE', `webhooks/${webhook.id}`)
  await control('undelete', { namespace: 'business/webhooks', key: webhook.id })
  assert.deepEqual((await call('GET', `webhooks/${webhook.id}`)).events, ['order.created'])
  await until(async () => (await call('GET', `webhooks/${webhook.id}`)).disabled_reason === 'no_secret', 'it is found')
  const { secret } = await call('POST', `webhooks/${webhook.id}/secret`)
  await call('PATCH', `webhooks/${webhook.id}`, { status: 'enabled' })
  assert.equal(receiver.got.length, 1)
  await call('POST', 'orders', {})
  await until(() => receiver.got.length === 2, 'the next event')
  assert.equal(documentsHandler(secret)(receiver.got[1].headers, receiver.got[1].body), 200)

  // What brings records back makes no events, and touches no deliveries.
  const before = (await deliveriesOf(call, webhook)).map(({ id }) => id)
  await call('PATCH', `orders/${order.id}`, { note: 1 })
  await control('restore', { namespace: 'business/orders', key: order.id, version: 1 })
  await call('DELETE', `orders/${order.id}`)
  await control('undelete', { namespace: 'business/orders', key: order.id })
  assert.equal((await call('GET', `orders/${order.id}`)).note, undefined)
  assert.deepEqual((await deliveriesOf(call, webhook)).map(({ id }) => id), before)
})

test('the server sends nothing to itself, to private addresses, or after a redirect', async (t) => {
  const { program, call } = await start(t)
  const target = await receive(t)
  const { port } = await serveSite(t, (_, response) => response.writeHead(307, { Location: target.url }).end())
  const urls = [`${program.url}/v1/state/w/k`, 'http://10.0.0.1:1/', `http://127.0.0.1:${port}/`]
  for (const url of urls) {
    const webhook = await call('POST', 'webhooks', { url, events: ['*'] })
    await call('POST', `webhooks/${webhook.id}/test`)
    const [{ attempts }] = await until(async () => {
      const all = await deliveriesOf(call, webhook)
      return all[0].tries === 1 && all
    }, url)
    assert.equal(attempts[0].status_code, url.endsWith(`:${port}/`) ? 307 : null)
    assert.equal(attempts[0].error === null, url.endsWith(`:${port}/`))
  }
  assert.equal(target.got.length, 0)
})

test('a receiver that hangs holds nobody else up, and the program ends in time', async (t) => {
  const { program, call } = await start(t)
  const slow = await receive(t, () => new Promise(() => {}))
  const quick = await receive(t)
  const hanging = await call('POST', 'webhooks', { url: slow.url, events: ['*'] })
  const webhook = await call('POST', 'webhooks', { url: quick.url, events: ['*'] })
  for (let i = 0; i < 5; ++i) await call('POST', 'orders', { i })
  await settled(call, webhook, 5)
  await until(() => slow.got.length > 0, 'the receiver that hangs')
  assert.equal((await deliveriesOf(call, hanging)).length, 5)
  assert.equal(slow.got.length, 1)
  assert.equal(await program.stop(), 0)
})

test('what waited when the program ended is sent by the next one', async (t) => {
  const data = temporaryDirectory(t)
  let isUp = false
  const receiver = await receive(t, () => (isUp ? 200 : 500))
  const first = await startProgram(t, data, { variables })
  const call = clientOf(first)
  const webhook = await call('POST', 'webhooks', { url: receiver.url, events: ['*'] })
  for (let i = 0; i < 3; ++i) await call('POST', 'orders', { i })
  await until(async () => (await deliveriesOf(call, webhook)).every(({ tries }) => tries === 1), 'first attempts')
  assert.equal(await first.stop(), 0)
  isUp = true
  const next = clientOf(await startProgram(t, data, { variables }))
  for (const { id } of await deliveriesOf(next, webhook)) await next('POST', `webhooks/${webhook.id}/deliveries/${id}/resend`)
  const all = await settled(next, webhook, 3)
  assert.deepEqual(all.map(({ tries }) => tries), [2, 2, 2])
  assert.equal(documentsHandler(webhook.secret)(receiver.got[5].headers, receiver.got[5].body), 200)
})
