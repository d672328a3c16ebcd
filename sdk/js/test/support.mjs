// SPDX-License-Identifier: MIT
// A clock that goes when told to, and a fetch whose answers a test writes.

/** What is due now has happened when this ends. */
export async function settle() {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate)
}

export class FakeClock {
  time = Date.parse('2026-01-01T00:00:00Z')
  #timers = new Map()
  #last = 0

  now() { return this.time }
  setTimeout(callback, milliseconds) {
    this.#timers.set(++this.#last, { at: this.time + milliseconds, callback })
    return this.#last
  }
  clearTimeout(timer) { this.#timers.delete(timer) }

  get pending() { return this.#timers.size }

  /** Rings the timer that is due first, and tells how long that took; nothing when there is none. */
  async ring() {
    await settle()
    const [first] = [...this.#timers].sort(([, a], [, b]) => a.at - b.at)
    if (!first) return undefined
    const [timer, { at, callback }] = first
    const waited = at - this.time
    this.#timers.delete(timer)
    this.time = at
    callback()
    await settle()
    return waited
  }

  /** Lets time go until `promise` is settled; how it ended, and the milliseconds of each wait. */
  async run(promise) {
    const waits = []
    let outcome
    promise.then((value) => (outcome = { value, waits }), (error) => (outcome = { error, waits }))
    for (let i = 0; i < 100; i++) {
      await settle()
      if (outcome) return outcome
      const waited = await this.ring()
      if (waited === undefined) throw new Error('nothing is left that it could wait for')
      waits.push(waited)
    }
    throw new Error('it never ends')
  }
}

/** An answer for FakeServer: what a Response has, without its own turns of the event loop. */
export function answer(status, body, headers = {}) {
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  return { status, ok: status >= 200 && status < 300, url: '', headers: new Headers(headers), text: async () => text }
}

/** Answers as a list says: answers, errors to fail with, or 'hang'; the last one counts for all that follow. */
export class FakeServer {
  requests = []
  constructor(...answers) {
    this.answers = answers
    this.fetch = this.fetch.bind(this)
  }

  async fetch(url, { method = 'GET', headers, body, signal }) {
    this.requests.push({ method, url, headers: { ...headers }, body })
    const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0]
    if (next === 'hang') {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    }
    if (next instanceof Error) throw next
    return next
  }
}

/** A client of `Client` before `server`, without jitter. */
export function clientOf(Client, server, options = {}) {
  const clock = options.clock ?? new FakeClock()
  return Object.assign(
    new Client({ baseURL: 'http://test/v1', apiKey: 'key', fetch: server.fetch, clock, random: () => 1, ...options }),
    { clock }
  )
}

/** An event stream that a test writes. */
export class FakeStream {
  #waiting = []
  #pieces = []
  constructor(status = 200, type = 'text/event-stream') {
    this.response = {
      status, ok: status === 200, url: 'http://test/stream', headers: new Headers({ 'Content-Type': type }),
      text: async () => '',
      body: { getReader: () => ({ read: () => this.#read() }) }
    }
  }
  #read() {
    if (this.#pieces.length > 0) return this.#pieces.shift()
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }))
  }
  write(text) { this.writeBytes(new TextEncoder().encode(text)) }
  writeBytes(value) { this.#give(Promise.resolve({ done: false, value })) }
  end() { this.#give(Promise.resolve({ done: true })) }
  break(error = new TypeError('terminated')) {
    const failure = Promise.reject(error)
    failure.catch(() => {})
    this.#give(failure)
  }
  #give(piece) {
    const reader = this.#waiting.shift()
    if (reader) piece.then(reader.resolve, reader.reject)
    else this.#pieces.push(piece)
  }
}
