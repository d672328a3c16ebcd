// SPDX-License-Identifier: MIT
import { errorOf, StateroomError } from './errors.js'
import { exponential, isTransient, secondsOf, systemClock, type Clock } from './retry.js'
import { EventParser } from './sse.js'

/** What an EventSource has, a browser's or ours. */
export interface EventSourceLike {
  readonly CONNECTING: 0
  readonly OPEN: 1
  readonly CLOSED: 2
  readonly readyState: number
  readonly url: string
  readonly withCredentials: boolean
  onopen: ((this: any, event: any) => any) | null
  onmessage: ((this: any, event: any) => any) | null
  onerror: ((this: any, event: any) => any) | null
  addEventListener(type: string, listener: EventListenerLike, options?: any): void
  removeEventListener(type: string, listener: EventListenerLike, options?: any): void
  dispatchEvent(event: any): boolean
  close(): void
}

export type EventListenerLike = ((event: any) => any) | { handleEvent(event: any): any } | null

export interface FetchEventSourceInit {
  headers?: Record<string, string> | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds of silence after which a connection is lost: 45,000. Stateroom writes every 15,000. */
  idleTimeout?: number | undefined
  clock?: Clock | undefined
  random?: (() => number) | undefined
}

/** Milliseconds: before the stream has told a time, and between two tries at most. */
const firstRetry = 1_000
const longestRetry = 30_000

/**
 * An EventSource over fetch, for where there is none and for streams that need headers. Beyond the standard's
 * it comes back also after 429 and 5xx, waits longer each time that fails, and notices a connection that has gone
 * silent; its error events bear `error`. Other refusals close it.
 */
export class FetchEventSource extends EventTarget implements EventSourceLike {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  readonly CONNECTING = 0
  readonly OPEN = 1
  readonly CLOSED = 2
  readonly url: string
  readonly withCredentials = false

  #readyState = 0
  #init: FetchEventSourceInit
  #clock: Clock
  #parser = new EventParser('')
  #abort = new AbortController()
  #timer: unknown
  #failures = 0
  #handlers = new Map<string, ((event: any) => any) | null>()

  constructor(url: string, init: FetchEventSourceInit = {}) {
    super()
    this.url = url
    this.#init = init
    this.#clock = init.clock ?? systemClock
    for (const type of ['open', 'message', 'error']) {
      this.addEventListener(type, (event) => this.#handlers.get(type)?.call(this, event))
    }
    void this.#connect()
  }

  get readyState(): number {
    return this.#readyState
  }

  get onopen() { return this.#handlers.get('open') ?? null }
  set onopen(handler) { this.#handlers.set('open', handler) }
  get onmessage() { return this.#handlers.get('message') ?? null }
  set onmessage(handler) { this.#handlers.set('message', handler) }
  get onerror() { return this.#handlers.get('error') ?? null }
  set onerror(handler) { this.#handlers.set('error', handler) }

  close(): void {
    this.#readyState = this.CLOSED
    this.#clock.clearTimeout(this.#timer)
    this.#abort.abort()
  }

  /** One connection, until it ends or is lost. */
  async #connect(): Promise<void> {
    const abort = (this.#abort = new AbortController())
    const headers: Record<string, string> = { Accept: 'text/event-stream', ...this.#init.headers }
    if (this.#parser.lastEventId !== '') headers['Last-Event-ID'] = this.#parser.lastEventId
    const fetch = this.#init.fetch ?? globalThis.fetch
    let error: StateroomError
    try {
      this.#watch()
      const response = await fetch(this.url, { headers, signal: abort.signal, cache: 'no-store', credentials: 'omit' })
      await this.#judge(response)
      this.#open()
      await this.#read(response)
      error = new StateroomError('CONNECTION_FAILED', 'the stream has ended')
    } catch (cause) {
      error = cause instanceof StateroomError ? cause
        : new StateroomError('CONNECTION_FAILED', 'the stream is interrupted', { cause })
    }
    this.#clock.clearTimeout(this.#timer)
    abort.abort()
    if (this.#readyState !== this.CLOSED) this.#lost(error)
  }

  /** Throws what a refusal says. */
  async #judge(response: Response): Promise<void> {
    const type = response.headers.get('Content-Type') ?? ''
    if (response.status === 200 && /^text\/event-stream\s*(;|$)/i.test(type)) return
    const text = await response.text()
    let body: unknown = text
    try {
      body = JSON.parse(text)
    } catch { /* as it came */ }
    const retryAfter = secondsOf(response.headers.get('Retry-After'), this.#clock.now())
    throw errorOf(response.status, body, response.headers.get('X-Request-Id') ?? undefined, retryAfter)
  }

  #open(): void {
    if (this.#readyState === this.CLOSED) return
    this.#failures = 0
    this.#readyState = this.OPEN
    this.dispatchEvent(new Event('open'))
  }

  async #read(response: Response): Promise<void> {
    // What a broken connection has left of an event is forgotten with its parser.
    const { lastEventId, retry } = this.#parser
    const parser = (this.#parser = Object.assign(new EventParser(lastEventId), { retry }))
    const origin = new URL(response.url || this.url, 'http://this').origin
    const decoder = new TextDecoder()
    const reader = response.body!.getReader()
    while (this.#readyState === this.OPEN) {
      this.#watch()
      const { done, value } = await reader.read()
      if (done) return
      for (const { type, data } of parser.push(decoder.decode(value, { stream: true }))) {
        if (this.#readyState !== this.OPEN) return // closed meanwhile, by a listener perhaps
        this.dispatchEvent(new MessageEvent(type, { data, lastEventId: parser.lastEventId, origin }))
      }
    }
  }

  /** Gives the connection up if nothing comes for too long. */
  #watch(): void {
    if (this.#readyState === this.CLOSED) return
    const { signal } = this.#abort
    const abort = this.#abort
    this.#clock.clearTimeout(this.#timer)
    this.#timer = this.#clock.setTimeout(() => {
      if (!signal.aborted) abort.abort(new StateroomError('TIMEOUT', 'the stream has gone silent'))
    }, this.#init.idleTimeout ?? 45_000)
  }

  #lost(error: StateroomError): void {
    const again = error.status === 0 || isTransient(error.status)
    this.#readyState = again ? this.CONNECTING : this.CLOSED
    if (again) {
      const random = this.#init.random ?? Math.random
      const backoff = exponential(this.#parser.retry ?? firstRetry, this.#failures++, longestRetry, random)
      const delay = Math.max(backoff, (error.retry_after ?? 0) * 1000)
      this.#timer = this.#clock.setTimeout(() => void this.#connect(), delay)
    }
    this.dispatchEvent(Object.assign(new Event('error'), { error }))
  }
}
