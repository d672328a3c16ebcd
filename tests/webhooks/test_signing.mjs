// SPDX-License-Identifier: GPL-3.0-or-later
// Payloads as wild as JSON allows, as the server writes and signs them, before the verifier that the API's document
// gives to receivers.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import test from 'node:test'

import { binary } from '../e2e/program.mjs'

const secret = 'whsec_4f1c2b7a9d'

// As it stands in the document.
const documented = `
// Verify webhook signatures
const crypto = require('crypto');

function verifyWebhookSignature(payload, signature, secret) {
  const expectedSignature = crypto
    .createHmac('sha256', secret)
    .update(payload)
    .digest('hex');
    
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expectedSignature)
  );
}
`
const verifyWebhookSignature = new Function('require', `${documented}; return verifyWebhookSignature`)(
  createRequire(import.meta.url)
)

/** What the document's handler does with a body, as express.json() hands it over. */
function isAccepted(bytes, signature) {
  let body
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
  return verifyWebhookSignature(JSON.stringify(body), signature, secret)
}

/** Numbers that come again in every run (mulberry32). */
function randomSource(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (bound) => Math.floor(next() * bound)
  return { next, below, one: (list) => list[below(list.length)] }
}

const characters = [
  'a', 'B', '7', ' ', '/', '"', '\\', '\n', '\t', '\b', '\f', '\r', '\0', '\x1f', '\x7f', '\x80', 'é', 'ß', 'Ж', '中', '\u2028', '\ufeff',
  '\uffff', '😀', '𐀀', '\ud800', '\udfff', '\ud83d'
]
const numbers = [
  '0', '-0', '-0.0', '1e400', '-1e400', '1E-400', '12345678901234567890', '9007199254740993', '1.10', '1e21', '1e20',
  '123456789012345678901234567890', '0.000001', '0.0000001', '5e-324', '2.5e-324', '1.7976931348623157e308', '1e1000000', '0.1e1', '100E-2'
]
const names = ['__proto__', 'constructor', 'toJSON', 'toString', 'length', '0', '1', '10', '9', '01', '4294967294', '4294967295', '-1', '', 'id', 'ä']

/** A JSON text that no JSON.stringify would write. */
function randomJson(random, depth) {
  const { below, one } = random
  const spell = (unit) =>
    one([
      () => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      () => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`
    ])()
  const string = (text) => {
    let json = ''
    for (const character of text) {
      const isLone = character.length === 1 && character >= '\ud800' && character <= '\udfff'
      if (isLone || character < ' ' || character === '"' || character === '\\' || below(4) === 0)
        json += [...character].flatMap((c) => c.split('')).map(spell).join('')
      else json += character
    }
    return `"${json}"`
  }
  const text = () => Array.from({ length: below(9) }, () => one(characters)).join('')
  const digits = (count) => Array.from({ length: count }, () => below(10)).join('').replace(/^0+(?=\d)/, '')
  const number = () =>
    one([
      () => one(numbers),
      () => `${one(['', '-'])}${digits(1 + below(25))}`,
      () => `${one(['', '-'])}${digits(1 + below(5))}.${digits(1) + digits(1 + below(20))}`,
      () => `${digits(1 + below(18))}${one(['e', 'E', 'e+', 'e-', 'E-'])}${below(320)}`,
      () => String(random.next() * 10 ** (below(40) - 20))
    ])()
  const value = (levels) =>
    one([
      () => string(text()),
      number,
      () => one(['true', 'false', 'null']),
      ...(levels > 0 ? [() => object(levels - 1), () => object(levels - 1), () => array(levels - 1)] : [])
    ])()
  const space = () => (below(8) === 0 ? one([' ', '\t', '  ']) : '')
  const array = (levels) => `[${Array.from({ length: below(5) }, () => space() + value(levels)).join(',')}]`
  const object = (levels) => {
    const name = () => string(below(2) ? one(names) : text())
    return `{${Array.from({ length: below(8) }, () => `${name()}:${space()}${value(levels)}`).join(',')}}`
  }
  return object(depth)
}

function signed(payloads) {
  const ran = spawnSync(binary('webhook-signer'), [secret], {
    input: `${payloads.join('\n')}\n`,
    maxBuffer: 256 * 1024 * 1024
  })
  assert.equal(ran.status, 0, ran.stderr.toString())
  const lines = ran.stdout.toString('latin1').split('\n').slice(0, -1)
  assert.equal(lines.length, payloads.length)
  return lines.map((line) => ({
    signature: line.slice(0, 64),
    changed: line[65] === '1',
    bytes: Buffer.from(line.slice(67), 'latin1')
  }))
}

function payloads(seed, count) {
  const random = randomSource(seed)
  return Array.from({ length: count }, (_, i) => {
    const record = randomJson(random, 4)
    return `{"id":"evt_${i}","type":"order.shipped","created":1700000000,"data":{"object":${record}}}`
  })
}

test('what is sent is what JavaScript writes of what REST shows', () => {
  const given = payloads(1, 1000)
  for (const [i, { bytes, changed }] of signed(given).entries()) {
    const text = bytes.toString()
    assert.equal(JSON.stringify(JSON.parse(text)), text)
    assert.equal(text, JSON.stringify(JSON.parse(given[i])))
    if (!changed) assert.equal(text, given[i].replace(/[ \t]+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, ''))
  }
})

test('the verifier accepts a thousand payloads and refuses each with one bit flipped', () => {
  const random = randomSource(2)
  let unseen = 0
  for (const { signature, bytes } of signed(payloads(3, 1000))) {
    assert.ok(verifyWebhookSignature(bytes, signature, secret))
    assert.ok(isAccepted(bytes, signature))
    const flipped = Buffer.from(bytes)
    flipped[random.below(flipped.length)] ^= 1 << random.below(8)
    assert.ok(!verifyWebhookSignature(flipped, signature, secret))
    // A handler that signs what it has parsed does not see a flip that JSON.parse does not see: "1E+21", "\uD800", the
    // 18th digit of a number. It has the payload that was signed all the same.
    if (isAccepted(flipped, signature)) {
      assert.deepEqual(JSON.parse(flipped), JSON.parse(bytes))
      ++unseen
    }
    const forged = signature.replace(/^./, (c) => (c === '0' ? '1' : '0'))
    assert.ok(!isAccepted(bytes, forged))
  }
  assert.ok(unseen < 20, `${unseen}`)
})

test('numbers of every size are written as JavaScript writes them', () => {
  const random = randomSource(5)
  const view = new DataView(new ArrayBuffer(8))
  const doubles = []
  while (doubles.length < 20_000) {
    for (let i = 0; i < 8; ++i) view.setUint8(i, random.below(256))
    const value = view.getFloat64(0)
    if (Number.isFinite(value)) doubles.push(value)
  }
  for (let power = -30; power <= 30; ++power) doubles.push(10 ** power, -(10 ** power) / 3, 2 ** power)
  const given = doubles.map((value) => `[${value.toExponential(17 + random.below(3))},${value.toPrecision(17)}]`)
  for (const [i, { bytes }] of signed(given).entries())
    assert.equal(bytes.toString(), JSON.stringify(JSON.parse(given[i])), given[i])
})
