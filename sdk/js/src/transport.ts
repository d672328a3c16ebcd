// SPDX-License-Identifier: MIT
import { errorOf, StateroomError } from './errors.js'
import { parse, stringify, type Numbers } from './json.js'
import { isTransient, pause, retryDelay, secondsOf, systemClock, type Clock } from './retry.js'

/** What every client is made with. */
export interface ClientOptions {
  /** The API key; without one, no Authorization header is sent. */
  apiKey?: string | undefined
  /** Where the API is, with or without `/v1` at its end. */
  baseURL?: string | undefined
  /** Milliseconds that one try may take, its answer's body included: 30,000; 0 for any. */
  timeout?: number | undefined
  /** How many times a call is tried again after 429, 5xx, a time-out or a broken connection: 3. */
  maxRetries?: number | undefined
  /** Milliseconds to wait at most before trying again: 60,000. If a server asks for more, the call fails at once. */
  maxRetryDelay?: number | undefined
  /** 'exact': numbers that no double holds are read as bigint or RawJSON. Otherwise as JSON.parse does. */
  numbers?: Numbers | undefined
  /** Further headers for each request. */
  headers?: Record<string, string> | undefined
  /** Told of every answer, also of those that are tried again. */
  onResponse?: ((answer: ResponseInfo) => void) | undefined
  fetch?: typeof globalThis.fetch | undefined
  /** For tests: the time, and the random numbers from 0 to 1 of which jitter is made. */
  clock?: Clock | undefined
  random?: (() => number) | undefined
}

/** What one call may have otherwise. */
export interface RequestOptions {
  signal?: AbortSignal | undefined
  timeout?: number | undefined
  maxRetries?: number | undefined
  /** For a write: made for each call unless given, and the same for all its tries. */
  idempotencyKey?: string | undefined
  headers?: Record<string, string> | undefined
}

/** An answer as it came, before it is read. */
export interface ResponseInfo {
  method: string
  url: string
  status: number
  headers: Headers
  /** 1 for the first try of a call. */
  attempt: number
}

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the base URL; made by `path`. */
  path: string
  query?: Record<string, string | number | boolean | undefined>
  /** Sent as JSON unless undefined. */
  body?: unknown
  /** Gives what is borne instead of the API key; asked at each try, as it may have expired. */
  token?: (() => string | Promise<string>) | undefined
  options?: RequestOptions | undefined
}

/** Sends calls, again where that may help, and reads their answers. */
export class Transport {
  readonly clock: Clock
  readonly random: () => number
  readonly fetch: typeof globalThis.fetch
  readonly numbers: Numbers
  readonly headers: Record<string, string>
  readonly #options: ClientOptions
  readonly #root: string

  constructor(options: ClientOptions, defaultBase: string) {
    this.#options = options
    this.#root = (options.baseURL ?? defaultBase).replace(/\/+$/, '').replace(/\/v1$/, '')
    this.clock = options.clock ?? systemClock
    this.random = options.random ?? Math.random
    this.numbers = options.numbers ?? 'double'
    // Looked up at each call, and called without a receiver, as browsers want it.
    this.fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init))
    this.headers = { ...options.headers }
    if (options.apiKey !== undefined) this.headers['Authorization'] = `Bearer ${options.apiKey}`
  }

  url(path: string, query: Call['query'] = {}): string {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined)
    const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
    return `${this.#root}${path}${text === '' ? '' : `?${text}`}`
  }

  /** The body of a successful answer; undefined when it is empty. */
  async call(call: Call): Promise<any> {
    const options = call.options ?? {}
    const headers: Record<string, string> = { Accept: 'application/json', ...this.headers, ...options.headers }
    if (call.body !== undefined) headers['Content-Type'] = 'application/json'
    if (call.method !== 'GET') headers['Idempotency-Key'] = options.idempotencyKey ?? uniqueKey()
    const init: RequestInit = { method: call.method, headers, cache: 'no-store', credentials: 'omit' }
    if (call.body !== undefined) init.body = stringify(call.body)
    const url = this.url(call.path, call.query)

    const maxRetries = options.maxRetries ?? this.#options.maxRetries ?? 3
    for (let tries = 1; ; tries++) {
      if (call.token) headers['Authorization'] = `Bearer ${await call.token()}`
      try {
        return await this.#try(url, init, tries, options)
      } catch (error) {
        if (!(error instanceof StateroomError) || tries > maxRetries) throw error
        if (error.status !== 0 && !isTransient(error.status)) throw error
        const most = this.#options.maxRetryDelay ?? 60_000
        if ((error.retry_after ?? 0) * 1000 > most) throw error
        await pause(this.clock, retryDelay(tries, error.retry_after, this.random), options.signal)
      }
    }
  }

  async #try(url: string, init: RequestInit, attempt: number, options: RequestOptions): Promise<any> {
    const { signal } = options
    signal?.throwIfAborted()
    const abort = new AbortController()
    const forward = () => abort.abort(signal!.reason)
    signal?.addEventListener('abort', forward, { once: true })
    const timeout = options.timeout ?? this.#options.timeout ?? 30_000
    let late = false
    const timer = timeout > 0 && this.clock.setTimeout(() => {
      late = true
      abort.abort()
    }, timeout)
    let response: Response
    let text: string
    try {
      response = await this.fetch(url, { ...init, signal: abort.signal })
      text = await response.text()
    } catch (cause) {
      signal?.throwIfAborted()
      if (late) throw new StateroomError('TIMEOUT', `no answer within ${timeout} ms`, { cause })
      throw new StateroomError('CONNECTION_FAILED', `no answer from ${new URL(url, 'http://this').host}`, { cause })
    } finally {
      this.clock.clearTimeout(timer)
      signal?.removeEventListener('abort', forward)
    }
    const { status, headers } = response
    this.#options.onResponse?.({ method: init.method!, url, status, headers, attempt })
    return this.#read(response, text)
  }

  #read(response: Response, text: string): any {
    const request_id = response.headers.get('X-Request-Id') ?? undefined
    if (!response.ok) {
      const retryAfter = secondsOf(response.headers.get('Retry-After'), this.clock.now())
      throw errorOf(response.status, jsonOr(text), request_id, retryAfter)
    }
    if (text === '') return undefined
    try {
      return parse(text, this.numbers)
    } catch (cause) {
      const { status } = response
      const message = 'the answer is not JSON; is this the address of the API?'
      throw new StateroomError('INVALID_ANSWER', message, { status, request_id, body: text, cause })
    }
  }
}

/** A path of these names, each of them one segment, whatever characters it has. */
export function path(start: string, ...names: string[]): string {
  return start + names.map((name) => `/${segment(name)}`).join('')
}

function segment(name: string): string {
  if (typeof name !== 'string' || name === '') throw new TypeError('a name in a path must be a text that is not empty')
  // Whoever reads the URL takes these for steps up, percent-encoded too, and would ask for something else.
  if (name === '.' || name === '..') throw new TypeError(`"${name}" cannot be named in a URL`)
  return encodeURIComponent(name)
}

function jsonOr(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return text === '' ? undefined : text
  }
}

/** 32 hexadecimal digits that nobody else has made. */
export function uniqueKey(): string {
  const bytes = new Uint8Array(16)
  // Node 18 has no global crypto. The key must be unique, not secret.
  if (globalThis.crypto?.getRandomValues) globalThis.crypto.getRandomValues(bytes)
  else bytes.forEach((_, index) => (bytes[index] = Math.random() * 256))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
