// SPDX-License-Identifier: GPL-3.0-or-later
// The receiver that the API's document gives, as it stands in docs/api/webhooks.md, and payloads that are hard on it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import { sourceFile } from '../e2e/program.mjs'

/**
 * The document's verifier, and its handler: the status with which it answers these headers and a body that was parsed.
 */
export function documentsReceiver(secret) {
  const page = readFileSync(sourceFile('docs/api/webhooks.md'), 'utf8')
  const [, code] = /^```js\n([^]*?)^```$/m.exec(page)
  let handler
  const app = { post: (_, handle) => (handler = handle) }
  const run = new Function('require', 'app', 'process', `${code}; return verifyWebhookSignature`)
  const verify = run(createRequire(import.meta.url), app, { env: { WEBHOOK_SECRET: secret } })
  const answer = (headers, body) => {
    let status = 200
    const res = { status: (code) => ((status = code), res), send: () => res }
    handler({ headers, body }, res)
    return status
  }
  return { verify, answer }
}

/** Numbers that come again in every run (mulberry32). */
export function randomSource(seed) {
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
export function randomJson(random, depth) {
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
