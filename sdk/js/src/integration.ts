// SPDX-License-Identifier: MIT
import { path, Transport, type ClientOptions, type RequestOptions } from './transport.js'
import type { KeyList, KeyListOptions } from './workflow.js'

/** What keeps a state of its own beside the global one. */
export type ResourceType = 'flows' | 'exports' | 'imports' | 'connections' | 'integrations' | 'scripts'

/** Values under keys of 1 to 256 characters, global or of one resource. */
export class IntegrationState {
  readonly #transport: Transport
  readonly #base: () => string

  constructor(transport: Transport, base: () => string) {
    this.#transport = transport
    this.#base = base
  }

  /** The value; fails with `not_found` when there is none. */
  get<T = any>(key: string, options?: RequestOptions): Promise<T> {
    return this.#call('GET', [key], options)
  }

  /** Creates or replaces a value: anything that has a JSON form, null too. */
  set(key: string, value: unknown, options?: RequestOptions): Promise<{ success: true }> {
    // A RawJSON would do as well, but undefined must not become a request without a body.
    if (value === undefined) return Promise.reject(new TypeError('undefined has no JSON form'))
    return this.#call('PUT', [key], options, value)
  }

  /** Removes a key; fails with `not_found` when there is none. */
  async delete(key: string, options?: RequestOptions): Promise<void> {
    await this.#call('DELETE', [key], options)
  }

  /** All keys, or a page of them. */
  async list(options: KeyListOptions = {}): Promise<KeyList> {
    const { prefix, limit, cursor } = options
    return (await this.#call('GET', [], options, undefined, { prefix, limit, cursor })) ?? { keys: [] }
  }

  /** Removes all keys. */
  async clear(options?: RequestOptions): Promise<void> {
    await this.#call('DELETE', [], options)
  }

  async #call(
    method: 'GET' | 'PUT' | 'DELETE', names: string[], options?: RequestOptions, body?: unknown,
    query?: Record<string, string | number | undefined>
  ): Promise<any> {
    return await this.#transport.call({ method, path: path(this.#base(), ...names), options, body, query: query ?? {} })
  }
}

/** The State API of integrations. */
export class IntegrationClient {
  /** The global keys. */
  readonly state: IntegrationState
  readonly #transport: Transport

  constructor(options: ClientOptions = {}) {
    this.#transport = new Transport(options, 'http://localhost:7474/v1')
    // Not /v1/state: without an integration key that would be another API's, and answer something else.
    this.state = new IntegrationState(this.#transport, () => '/state')
  }

  /** The keys of one resource: `client.resource('imports', '55cc').state`. */
  resource(type: ResourceType, id: string): { readonly state: IntegrationState } {
    return { state: new IntegrationState(this.#transport, () => `${path('/v1', type, id)}/state`) }
  }
}
