// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict'
import test from 'node:test'

import { FetchEventSource, WorkflowClient } from '../dist/esm/index.js'
import { EventParser } from '../dist/esm/sse.js'
import { answer, clientOf, FakeClock, FakeServer, FakeStream, settle } from './support.mjs'

function eventsOf(pieces, parser = new EventParser('')) {
  const events = []
  for (const piece of pieces) {
    for (const { type, data } of parser.push(piece)) events.push([type, data, parser.lastEventId])
  }
  return events
}

test('the parser reads what the standard gives as examples', () => {
  for (const [text, expected] of [
    ['data: YHOO\ndata: +2\ndata: 10\n\n', [['message', 'YHOO\n+2\n10', '']]],
    [': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
      [['message', 'first event', '1'], ['message', 'second event', ''], ['message', ' third event', '']]],
    ['data\n\ndata\ndata\n\ndata:', [['message', '', ''], ['message', '\n', '']]],
    ['data:test\n\ndata: test\n\n', [['message', 'test', ''], ['message', 'test', '']]],
    ['event: reset\ndata: {}\n\ndata: 1\n\n', [['reset', '{}', ''], ['message', '1', '']]],
    ['id: 1\0\nid: 7\nretry: x\nretry: 25\nother: 1\n\ndata: 1\n\n', [['message', '1', '7']]],
    ['data: never ended', []]
  ]) {
    for (const end of ['\n', '\r\n', '\r']) {
      const whole = text.replaceAll('\n', end)
      // A lone \r at the end is an end of line at once.
      assert.deepEqual(eventsOf([whole]), expected.map(([type, data, id]) => [type, data, id]), JSON.stringify(whole))
      assert.deepEqual(eventsOf([...whole]), expected)
      for (let cut = 0; cut <= whole.length; cut++) {
        assert.deepEqual(eventsOf([whole.slice(0, cut), '', whole.slice(cut)]), expected)
      }
    }
  }
  const parser = new EventParser('')
  eventsOf(['retry: 25\n\n'], parser)
  assert.equal(parser.retry, 25)
})

/** An EventSource before these answers or streams. */
function open(...answers) {
  const server = new FakeServer(...answers.map((one) => (one instanceof FakeStream ? one.response : one)))
  const clock = new FakeClock()
  const log = []
  const source = new FetchEventSource('http://test/stream', { fetch: server.fetch, clock, random: () => 1, headers: { 'X-A': 'b' } })
  for (const type of ['open', 'message', 'error', 'reset']) {
    source.addEventListener(type, (event) => log.push(type === 'open' ? 'open' : [type, event.data ?? event.error.code, event.lastEventId]))
  }
  return { server, clock, log, source }
}

test('an event source tells what comes, by handler and by listener', async () => {
  const stream = new FakeStream()
  const { source, log, server } = open(stream)
  const handled = []
  source.onopen = () => handled.push('open')
  source.onmessage = function (event) { handled.push([this === source, event instanceof MessageEvent, event.data, event.origin]) }
  assert.equal(source.readyState, FetchEventSource.CONNECTING)
  await settle()
  assert.equal(source.readyState, source.OPEN)
  stream.write(':\n\nid: 4\nda')
  stream.write('ta: é\n\nevent: reset\ndata: 1\n\n')
  await settle()
  assert.deepEqual(log, ['open', ['message', 'é', '4'], ['reset', '1', '4']])
  assert.deepEqual(handled, ['open', [true, true, 'é', 'http://test']])
  assert.deepEqual(server.requests[0].headers, { Accept: 'text/event-stream', 'X-A': 'b' })
  source.close()
})

test('a character cut in two is one', async () => {
  const stream = new FakeStream()
  const { source, log } = open(stream)
  await settle()
  for (const byte of new TextEncoder().encode('data: 😀\n\n')) stream.writeBytes(Uint8Array.of(byte))
  await settle()
  assert.deepEqual(log, ['open', ['message', '😀', '']])
  source.close()
})

test('it resumes by the last event\'s id, and waits longer each time that fails', async () => {
  const first = new FakeStream()
  const second = new FakeStream()
  const { source, clock, log, server } = open(first, new TypeError('refused'), answer(503, {}), second)
  await settle()
  first.write('retry: 100\nid: 7\ndata: 1\n\nid: 8\ndata: cut off')
  await settle()
  first.end()
  await settle()
  assert.equal(source.readyState, source.CONNECTING)
  assert.deepEqual([await clock.ring(), await clock.ring(), await clock.ring()], [100, 200, 400])
  assert.equal(source.readyState, source.OPEN)
  second.write('data: 2\n\n')
  await settle()
  assert.deepEqual(server.requests.map(({ headers }) => headers['Last-Event-ID']), [undefined, '7', '7', '7'])
  assert.deepEqual(log, [
    'open', ['message', '1', '7'], ['error', 'CONNECTION_FAILED', undefined], ['error', 'CONNECTION_FAILED', undefined],
    ['error', 'HTTP_503', undefined], 'open', ['message', '2', '7']
  ])
  // What had been told about time still counts, and it begins anew.
  second.break()
  await settle()
  assert.equal(await clock.ring(), 100)
  source.close()
})

test('the wait has a bound, and what a server asks for is its least', async () => {
  const { source, clock } = open(...Array.from({ length: 8 }, () => new TypeError('refused')), answer(429, {}, { 'Retry-After': '90' }))
  const waits = []
  for (let i = 0; i < 9; i++) waits.push(await clock.ring())
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 90_000])
  source.close()
})

for (const [what, refusal] of [
  ['401', answer(401, { code: 'UNAUTHORIZED' })], ['404', answer(404, { code: 'KEY_NOT_FOUND' })],
  ['204', answer(204)], ['another type', new FakeStream(200, 'text/html')]
]) {
  test(`it closes at ${what}`, async () => {
    const { source, clock, log } = open(refusal)
    await settle()
    assert.equal(source.readyState, source.CLOSED)
    assert.equal(clock.pending, 0)
    assert.equal(log.length, 1)
    assert.equal(log[0][0], 'error')
  })
}

test('a connection that goes silent is given up', async () => {
  const first = new FakeStream()
  const { source, clock, log } = open(first, new FakeStream())
  await settle()
  first.write(':\n\n')
  assert.equal(await clock.ring(), 45_000)
  first.break(new Error('aborted')) // as a real body does when its request is
  await settle()
  assert.deepEqual(log, ['open', ['error', 'CONNECTION_FAILED', undefined]])
  assert.equal(await clock.ring(), 1000)
  assert.equal(source.readyState, source.OPEN)
  source.close()
})

test('close ends it: no event, no timer, no connection', async () => {
  for (const when of ['connecting', 'open', 'waiting']) {
    const stream = new FakeStream()
    const { source, clock, log, server } = open(stream, new FakeStream())
    if (when !== 'connecting') await settle()
    if (when === 'waiting') {
      stream.end()
      await settle()
    }
    const before = log.length
    source.close()
    stream.write('data: 1\n\n')
    stream.break()
    await settle()
    assert.deepEqual([source.readyState, clock.pending, log.length, server.requests.length], [2, 0, before, 1], when)
  }
})

test('close in a listener is obeyed at once', async () => {
  const stream = new FakeStream()
  const { source, clock, log } = open(stream)
  source.onmessage = () => source.close()
  await settle()
  stream.write('data: 1\n\ndata: 2\n\n')
  await settle()
  assert.deepEqual(log, ['open', ['message', '1', '']])
  assert.equal(clock.pending, 0)
})

test('subscribe tells changes, with key and header, and stops when closed', async () => {
  const stream = new FakeStream()
  const server = new FakeServer(stream.response)
  const { state } = clientOf(WorkflowClient, server)
  const seen = []
  const source = state.subscribe('wf 1', 'a/b', (event) => seen.push(event), { snapshot: true, since: 3 })
  await settle()
  stream.write('id: 5\ndata: {"oldValue":null,"newValue":1.10,"version":1,"op":"set"}\n\n')
  await settle()
  assert.deepEqual(seen, [{ oldValue: null, newValue: 1.1, version: 1, op: 'set' }])
  assert.equal(seen[0].lastEventId, '5')
  assert.match(seen[0].data, /1\.10/)
  const [{ url, headers }] = server.requests
  assert.equal(url, 'http://test/v1/state/wf%201/a%2Fb/stream?snapshot=true&since=3')
  assert.equal(headers.Authorization, 'Bearer key')
  source.close()
  stream.write('id: 6\ndata: {"oldValue":1,"newValue":2,"version":2,"op":"set"}\n\n')
  await settle()
  assert.equal(seen.length, 1)
})

test('subscribeAll watches a workflow', async () => {
  const stream = new FakeStream()
  const server = new FakeServer(stream.response)
  const { state } = clientOf(WorkflowClient, server, { numbers: 'exact' })
  const seen = []
  const source = state.subscribeAll('wf-1', (event) => seen.push(event))
  await settle()
  stream.write('data: {"key":"k","oldValue":null,"newValue":12345678901234567890,"version":1,"op":"set"}\n\n')
  await settle()
  assert.deepEqual(seen, [{ key: 'k', oldValue: null, newValue: 12345678901234567890n, version: 1, op: 'set' }])
  assert.equal(server.requests[0].url, 'http://test/v1/state/wf-1')
  source.close()
})

test('the platform\'s EventSource is taken where it can do it', () => {
  const own = globalThis.EventSource
  globalThis.EventSource = class extends EventTarget {
    constructor(url) { super(); this.url = url }
  }
  try {
    const subscribed = (options) => new WorkflowClient({ baseURL: 'http://test', ...options }).state.subscribe('w', 'k', () => {})
    assert.ok(subscribed({}) instanceof globalThis.EventSource)
    const { fetch } = new FakeServer(new FakeStream().response)
    for (const options of [{ apiKey: 'k', fetch }, { fetch }]) {
      const source = subscribed(options)
      assert.ok(source instanceof FetchEventSource)
      source.close()
    }
  } finally {
    globalThis.EventSource = own
  }
})
