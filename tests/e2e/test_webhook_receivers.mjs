// SPDX-License-Identifier: GPL-3.0-or-later
// Webhooks of the real stateroomd with wild records, with receivers that hang, and with kills at the moments at which
// a delivery is made.
import assert from 'node:assert/strict'
import test from 'node:test'

import { documentsReceiver, randomJson, randomSource } from '../webhooks/payloads.mjs'
import { inTime, serveSite, startProgram, temporaryDirectory } from './program.mjs'

const key = 'webhooks-test-key'

async function start(t, data = temporaryDirectory(t)) {
  const program = await startProgram(t, data, { variables: { STATEROOM_KEYS: `business=${key}` } })
  const call = async (method, target, body) => {
    const answer = await fetch(`${program.url}/v1/${target}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: typeof body === 'object' ? JSON.stringify(body) : body
    })
    const told = await answer.json()
    if (!told.success) throw Object.assign(new Error(told.error.message), { status: answer.status })
    return told
  }
  /** Every delivery of a webhook, newest first. */
  const deliveries = async (webhook) => {
    const all = []
    for (let cursor = ''; cursor !== null; ) {
      const page = await call('GET', `webhooks/${webhook}/deliveries?limit=100&cursor=${cursor}`)
      all.push(...page.data)
      cursor = page.next_cursor
    }
    return all
  }
  return { ...program, call, deliveries }
}

/** Waits until `holds` does, asking now and then. */
const until = (holds, what) =>
  inTime(
    (async () => {
      while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20))
    })(),
    what
  )

async function bodyOf(request) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

test("the document's receiver accepts what is sent, whatever the records hold", async (t) => {
  let answer
  const received = []
  const { port } = await serveSite(t, async (request, response) => {
    const body = JSON.parse(await bodyOf(request))
    const status = answer(request.headers, body)
    received.push({ status, body })
    response.writeHead(status).end()
  })
  const program = await start(t)
  const { data: webhook } = await program.call('POST', 'webhooks', {
    url: `http://127.0.0.1:${port}/webhooks/stateset`,
    events: ['order.created']
  })
  answer = documentsReceiver(webhook.secret).answer
  const random = randomSource(11)
  const texts = Array.from({ length: 200 }, () => randomJson(random, 4))
  for (const text of texts) await program.call('POST', 'orders', `{"payload":${text}}`)
  await until(() => received.length >= texts.length, 'all deliveries')
  for (const [i, { status, body }] of received.entries()) {
    assert.equal(status, 200)
    assert.equal(JSON.stringify(body.data.object.payload), JSON.stringify(JSON.parse(texts[i])))
  }
  assert.equal(received.length, texts.length)
  await until(async () => (await program.deliveries(webhook.id)).every(({ status }) => status === 'delivered'), 'the log')
  const shown = [await program.call('GET', `webhooks/${webhook.id}`), await program.deliveries(webhook.id)]
  assert.ok(!JSON.stringify(shown).includes(webhook.secret.slice('whsec_'.length)))
})

test('hanging receivers hold nobody back', async (t) => {
  const program = await start(t)
  const hanging = await serveSite(t, () => {})
  for (let n = 0; n < 12; ++n)
    await program.call('POST', 'webhooks', { url: `http://127.0.0.1:${hanging.port}/${n}`, events: ['*'] })
  const received = []
  const { port } = await serveSite(t, async (request, response) => {
    received.push(JSON.parse(await bodyOf(request)).data.object.n)
    response.end()
  })
  await program.call('POST', 'webhooks', { url: `http://127.0.0.1:${port}/`, events: ['order.created'] })
  const begun = Date.now()
  for (let n = 0; n < 20; ++n) await program.call('POST', 'orders', { n })
  await until(() => received.length === 20, 'the other deliveries')
  assert.ok(Date.now() - begun < 9_000, 'before any of the others was given up')
  assert.deepEqual(received, Array.from({ length: 20 }, (_, n) => n))
})

test('a kill at any moment loses no event and doubles no delivery', async (t) => {
  const data = temporaryDirectory(t)
  const came = [] // { delivery, order }
  let strike = () => {} // called with the moment of a delivery: 'before' its answer, 'after' it
  const { port } = await serveSite(t, async (request, response) => {
    const { data: { object } } = JSON.parse(await bodyOf(request))
    came.push({ delivery: request.headers['x-webhook-delivery'], order: object.id })
    strike('before')
    response.end(() => strike('after'))
  })
  const acknowledged = []
  let webhook
  const rounds = 6
  for (let round = 0; round < rounds; ++round) {
    const program = await start(t, data)
    webhook ??= (await program.call('POST', 'webhooks', { url: `http://127.0.0.1:${port}/`, events: ['order.created'] })).data.id
    let left = 5 + 4 * round // deliveries until the kill
    const moment = round % 2 ? 'before' : 'after'
    const killed = new Promise((resolve) => {
      strike = (now) => {
        if (now !== moment || --left !== 0) return
        strike = () => {}
        resolve(program.kill())
      }
    })
    const write = async () => {
      while (acknowledged.length < (round + 1) * 120) {
        try {
          acknowledged.push((await program.call('POST', 'orders', { round })).data.id)
        } catch (error) {
          if (error.status) throw error
          return // it is gone
        }
      }
    }
    await inTime(Promise.all([killed, write(), write()]), 'the kill')
  }
  const program = await start(t, data)
  const stillOpen = async () =>
    (await program.deliveries(webhook)).filter(({ status }) => status !== 'delivered').length
  await until(async () => (await stillOpen()) === 0, 'the rest')

  const log = await program.deliveries(webhook)
  assert.ok(log.length <= 1000, 'else the log has dropped some')
  assert.equal(new Set(log.map(({ event_id: id }) => id)).size, log.length, 'one row for each event')
  const recorded = log.map(({ record_id: id }) => id)
  assert.equal(new Set(recorded).size, recorded.length, 'one event for each order')
  for (const order of acknowledged) {
    assert.ok(recorded.includes(order), `${order} has its delivery`)
    assert.ok(came.some((one) => one.order === order), `${order} came`)
  }
  // What came twice came as the same delivery, and a kill costs no more than what was in hand.
  assert.equal(new Set(came.map(({ delivery }) => delivery)).size, log.length)
  assert.ok(came.length - log.length <= rounds, `${came.length - log.length} came twice`)
  assert.deepEqual(came.map(({ order }) => order).filter((order, i, all) => order !== all[i - 1]), [...recorded].reverse())
})
