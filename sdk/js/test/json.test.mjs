// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict'
import test from 'node:test'

import { IntegrationClient, parse, RawJSON, stringify, WorkflowClient } from '../dist/esm/index.js'
import { answer, clientOf, FakeServer } from './support.mjs'

test('parse exact: what a double changes is a bigint or a RawJSON', () => {
  const value = parse('{"a":12345678901234567890,"b":1.10,"c":1e400,"d":-0,"e":0.1,"f":-7,"g":1E2,"h":9007199254740993}', 'exact')
  assert.equal(value.a, 12345678901234567890n)
  assert.deepEqual([value.b, value.c, value.d, value.g].map(String), ['1.10', '1e400', '-0', '1E2'])
  for (const member of ['b', 'c', 'd', 'g']) assert.ok(value[member] instanceof RawJSON, member)
  assert.deepEqual([value.e, value.f, value.h], [0.1, -7, 9007199254740993n])
  assert.equal(value.b + 1, 2.1)
})

test('parse without exact is JSON.parse', () => {
  assert.deepEqual(parse('{"a":12345678901234567890,"b":1.10}'), { a: 12345678901234567890, b: 1.1 })
})

test('exact numbers are written as they were read', () => {
  const texts = [
    '1.10', '12345678901234567890', '-0', '1e400', '"1.10 in a text"', '[1.0,"\\"1.0\\\\",2.50,"\\\\"]', '{"1.0":1.0}',
    '{"__proto__":1.0}', '[[[1.00]]]', '[]', '"\\\\\\"1.0"', '123', '[true,null,1.5e-10,1.5e10,15000000000]', '-12345678901234567890'
  ]
  for (const text of texts) assert.equal(stringify(parse(text, 'exact')), text)
})

test('exact numbers are written as they were read, at random', () => {
  let seed = 1
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n
  const number = () => `${random(2) ? '-' : ''}${random(3) ? 1 + random(9) : 0}`.replace(/^(-?)0$/, '$10') +
    (random(2) ? `.${random(1000)}0` : '') + (random(4) ? '' : `e${random(500)}`)
  const text = (depth) => [
    number, () => JSON.stringify('"\\1.0'.slice(random(5)) + 'é😀'.repeat(random(2))),
    () => `[${Array.from({ length: random(4) }, () => text(depth - 1)).join(',')}]`,
    () => `{${Array.from({ length: random(4) }, (_, i) => `"k${i}":${text(depth - 1)}`).join(',')}}`
  ][depth > 0 ? random(4) : random(2)]()
  for (let i = 0; i < 5_000; i++) {
    const json = text(5)
    assert.equal(stringify(parse(json, 'exact')), json)
  }
})

test('a long text costs no more than its length', () => {
  const json = `["${'\\\\'.repeat(2_000_000)}",1.0]`
  assert.equal(stringify(parse(json, 'exact')), json)
})

test('what is not JSON throws', () => {
  for (const text of ['', '{', '01', '1.', '-', '"']) {
    for (const numbers of ['double', 'exact']) assert.throws(() => parse(text, numbers), SyntaxError)
    assert.throws(() => new RawJSON(text), SyntaxError)
  }
  assert.throws(() => stringify(undefined), TypeError)
})

test('stringify is JSON.stringify for everything else', () => {
  const date = new Date(0)
  for (const value of [null, 1, 'a', [undefined, () => {}], { a: undefined, d: date, n: NaN }, new Map(), 'ba"1.0']) {
    assert.equal(stringify(value), JSON.stringify(value))
  }
  assert.equal(JSON.stringify({ a: new RawJSON('1.10') }), '{"a":1.1}')
  assert.equal(stringify({ a: new RawJSON('{"b": 1.0}') }), '{"a":{"b": 1.0}}')
})

test('numbers: exact holds for every answer of a client, and back', async () => {
  const server = new FakeServer(answer(200, '{"value":{"id":12345678901234567890,"price":1.10},"version":1}'))
  const { state } = clientOf(WorkflowClient, server, { numbers: 'exact' })
  const { value, version } = await state.get('w', 'k')
  assert.equal(version, 1)
  await state.set('w', 'k', value)
  assert.equal(server.requests[1].body, '{"value":{"id":12345678901234567890,"price":1.10}}')
  const bare = clientOf(IntegrationClient, new FakeServer(answer(200, '1e400')), { numbers: 'exact' })
  assert.equal(String(await bare.state.get('k')), '1e400')
})
