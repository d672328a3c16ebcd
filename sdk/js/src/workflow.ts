// SPDX-License-Identifier: MIT
import { FetchEventSource, type EventSourceLike } from './eventsource.js'
import { parse } from './json.js'
import { path, Transport, type ClientOptions, type RequestOptions } from './transport.js'

/** A change of a key, as a subscription tells it. */
export interface StateChange<T = any> {
  /** null when the key did not exist. */
  oldValue: T | null
  /** null when the key is gone. */
  newValue: T | null
  version: number
  op: 'set' | 'delete' | 'expire'
  /** The event's own text, in which every digit stands as it was written. */
  readonly data: string
  /** What to resume behind. */
  readonly lastEventId: string
}

/** A change of one of a workflow's keys. */
export interface KeyedStateChange<T = any> extends StateChange<T> {
  key: string
}

export interface KeyListOptions extends RequestOptions {
  /** Only keys that begin so. */
  prefix?: string | undefined
  /** One page of so many keys, 1 to 1,000. */
  limit?: number | undefined
  /** The page behind this one's `next_cursor`. */
  cursor?: string | undefined
}

export interface KeyList {
  /** Sorted by code point. */
  keys: string[]
  /** When a page was asked for: where the next one begins, null at the end. */
  next_cursor?: string | null
}

export interface SubscribeOptions {
  /** Begin with the current value. */
  snapshot?: boolean | undefined
  /** Begin with the changes behind this event's id; 0 is the first. */
  since?: string | number | undefined
}

/** Keys and values that the agents of a workflow share. */
export class WorkflowState {
  readonly #transport: Transport
  readonly #native: boolean

  constructor(transport: Transport, native: boolean) {
    this.#transport = transport
    this.#native = native
  }

  /** Sets a value; `ttlSeconds` 0 or absent for no expiry. */
  set(
    workflowId: string, key: string, value: unknown, ttlSeconds?: number, options?: RequestOptions
  ): Promise<{ version: number }> {
    return this.#call('POST', [workflowId, key], options, { value, ttl: ttlSeconds })
  }

  /** The value and its version; fails with KEY_NOT_FOUND when there is none. */
  get<T = any>(
    workflowId: string, key: string, options: RequestOptions & { version?: number | undefined } = {}
  ): Promise<{ value: T; version: number }> {
    const { version } = options
    return this.#call('GET', [workflowId, key], options, undefined, { version })
  }

  /** `deleted` is false when there was none. */
  delete(workflowId: string, key: string, options?: RequestOptions): Promise<{ deleted: boolean }> {
    return this.#call('DELETE', [workflowId, key], options)
  }

  /** All keys of a workflow, or a page of them. */
  list(workflowId: string, options: KeyListOptions = {}): Promise<KeyList> {
    const { prefix, limit, cursor } = options
    return this.#call('GET', [workflowId], options, undefined, { prefix, limit, cursor })
  }

  /**
   * Sets a value only if the key's version is `expectedVersion`, 0 for "must not exist". Fails with
   * VERSION_CONFLICT, and the error's `currentVersion`, when another wrote first.
   */
  setWithVersion(
    workflowId: string, key: string, value: unknown, expectedVersion: number, ttlSeconds?: number,
    options?: RequestOptions
  ): Promise<{ version: number }> {
    const body = { value, expectedVersion, ttl: ttlSeconds }
    return this.#call('POST', [workflowId, key, 'version'], options, body)
  }

  /**
   * Calls `callback` at each change of the key, until the EventSource that is returned is closed. It resumes
   * by itself and misses nothing. If the store has lost what was missed, an event `reset` comes, then the current value.
   */
  subscribe<T = any>(
    workflowId: string, key: string, callback: (event: StateChange<T>) => void, options?: SubscribeOptions
  ): EventSourceLike {
    return this.#follow([workflowId, key, 'stream'], callback, options)
  }

  /** The same for every key of the workflow. */
  subscribeAll<T = any>(
    workflowId: string, callback: (event: KeyedStateChange<T>) => void, options?: SubscribeOptions
  ): EventSourceLike {
    return this.#follow([workflowId], callback, options)
  }

  // Async, so that a wrong name is a rejection like any other failure; awaited, so that a stack shows the caller.
  async #call(
    method: 'GET' | 'POST' | 'DELETE', names: string[], options?: RequestOptions, body?: unknown,
    query?: Record<string, string | number | undefined>
  ): Promise<any> {
    return await this.#transport.call({ method, path: path('/v1/state', ...names), options, body, query: query ?? {} })
  }

  #follow(names: string[], callback: (event: any) => void, options: SubscribeOptions = {}): EventSourceLike {
    const { snapshot, since } = options
    const { clock, fetch, headers, numbers, random } = this.#transport
    const url = this.#transport.url(path('/v1/state', ...names), { snapshot, since })
    const source: EventSourceLike = this.#native
      ? new globalThis.EventSource(url)
      : new FetchEventSource(url, { clock, fetch, headers, random })
    source.addEventListener('message', ({ data, lastEventId }: MessageEvent) => {
      const change = parse(data, numbers)
      // Not among what is printed or compared, but there for who wants it.
      callback(Object.defineProperties(change, { data: { value: data }, lastEventId: { value: lastEventId } }))
    })
    return source
  }
}

/** The State Store of workflows. */
export class WorkflowClient {
  readonly state: WorkflowState

  constructor(options: ClientOptions = {}) {
    const transport = new Transport(options, 'http://localhost:7474')
    // The platform's own can neither bear a key nor be given a fetch.
    const plain = !options.fetch && Object.keys(transport.headers).length === 0
    this.state = new WorkflowState(transport, plain && typeof globalThis.EventSource === 'function')
  }
}
