// SPDX-License-Identifier: MIT
// JSON.parse and JSON.stringify, without the loss of numbers that no double is.

/** Something no text of anybody else's begins with. */
const mark = `\ue000${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`

/**
 * A JSON text that is sent as it stands: `new RawJSON('1.10')`. With `numbers: 'exact'` a number
 * that JavaScript would spell otherwise is read as one, so that it is written back as it was.
 * In arithmetic it counts as the nearest double.
 */
export class RawJSON {
  readonly text: string

  /** Throws a SyntaxError when `text` is not JSON. */
  constructor(text: string) {
    JSON.parse(text)
    this.text = text
  }

  toString(): string {
    return this.text
  }

  valueOf(): any {
    return JSON.parse(this.text)
  }

  toJSON(): any {
    return this.valueOf()
  }
}

/** How numbers are read: as JavaScript's, or so that none changes; see `parse`. */
export type Numbers = 'double' | 'exact'

/**
 * What `text` says. With 'exact', a number that JavaScript would spell as it stands there is a
 * number, another whole one a bigint, any other (`1.10`, `1e400`) a RawJSON.
 */
export function parse(text: string, numbers: Numbers = 'double'): any {
  const plain = JSON.parse(text)
  if (numbers === 'double') return plain
  const marked = markNumbers(text)
  if (marked === text) return plain
  return JSON.parse(marked, (_, value) =>
    typeof value === 'string' && value.startsWith(mark) ? exactNumber(value.slice(mark.length)) : value
  )
}

/** The JSON text of `value`, in which a bigint is a number and a RawJSON what it holds. */
export function stringify(value: unknown): string {
  const texts: string[] = []
  const text = JSON.stringify(value, function (this: any, name: string, member: unknown) {
    const original = this[name] // before toJSON
    if (original instanceof RawJSON) texts.push(original.text)
    else if (typeof member === 'bigint') texts.push(String(member))
    else return member
    return `${mark}${texts.length - 1}`
  })
  if (text === undefined) throw new TypeError('the value has no JSON form')
  if (texts.length === 0) return text
  return text.replace(new RegExp(`"${mark}(\\d+)"`, 'g'), (_, index) => texts[Number(index)]!)
}

function exactNumber(text: string): bigint | RawJSON {
  if (/^-?\d+$/.test(text) && String(BigInt(text)) === text) return BigInt(text)
  return new RawJSON(text)
}

/** `text`, which is JSON, with each number that a double would change as a marked string. */
function markNumbers(text: string): string {
  const parts: string[] = []
  const start = /["\d-]/g
  const number = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y
  let copied = 0
  for (let found; (found = start.exec(text)) !== null; ) {
    const at = found.index
    if (text[at] === '"') {
      start.lastIndex = endOfString(text, at)
      continue
    }
    number.lastIndex = at
    const token = number.exec(text)![0]
    start.lastIndex = at + token.length
    if (String(Number(token)) === token) continue
    parts.push(text.slice(copied, at), `"${mark}${token}"`)
    copied = at + token.length
  }
  parts.push(text.slice(copied))
  return parts.join('')
}

/** Behind the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text[end - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return end + 1
  }
}
