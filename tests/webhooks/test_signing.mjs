// SPDX-License-Identifier: GPL-3.0-or-later
// Payloads as wild as JSON allows, as the server writes and signs them, before the verifier that the API's document
// gives to receivers.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import test from 'node:test'

import { binary } from '../e2e/program.mjs'
import { documentsReceiver, randomJson, randomSource } from './payloads.mjs'

const secret = 'whsec_4f1c2b7a9d'
const { verify, answer } = documentsReceiver(secret)

/** Whether the document's handler takes a body that express.json() has parsed for it. */
function isAccepted(bytes, signature) {
  let body
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
  return answer({ 'x-stateset-signature': signature }, body) === 200
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

/** A number by its digits, whatever their spelling. */
function decimalOf(number) {
  const [, sign, whole, fraction = '', exponent = '0'] = number.match(/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/)
  const digits = (whole + fraction).replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - kept.length)
  return kept ? `${sign}${kept}e${power}` : `${sign}0`
}

/** What a text says: its order and its values, but for their spelling. */
function valuesOf(text) {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|[^\s"]/g)
  return tokens
    .map((token) => {
      if (token.startsWith('"')) return JSON.stringify(JSON.parse(token))
      return /^-?\d/.test(token) ? decimalOf(token) : token
    })
    .join(' ')
}

test('what is sent is what JavaScript writes of what REST shows', () => {
  const given = payloads(1, 1000)
  for (const [i, { bytes, changed }] of signed(given).entries()) {
    const text = bytes.toString()
    assert.equal(JSON.stringify(JSON.parse(text)), text)
    assert.equal(text, JSON.stringify(JSON.parse(given[i])))
    assert.equal(changed, valuesOf(text) !== valuesOf(given[i]), given[i])
  }
})

test('the verifier accepts a thousand payloads and refuses each with one bit flipped', () => {
  const random = randomSource(2)
  let unseen = 0
  for (const { signature, bytes } of signed(payloads(3, 1000))) {
    assert.ok(verify(bytes, signature, secret))
    assert.ok(isAccepted(bytes, signature))
    const flipped = Buffer.from(bytes)
    flipped[random.below(flipped.length)] ^= 1 << random.below(8)
    assert.ok(!verify(flipped, signature, secret))
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
