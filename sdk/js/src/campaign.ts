// SPDX-License-Identifier: MIT
import { path, Transport, uniqueKey, type ClientOptions, type RequestOptions } from './transport.js'

export type Scope = 'user' | 'campaign' | 'app'
export type VariableType = 'number' | 'string' | 'boolean'
export type VariableValue = number | string | boolean

/** A variable that a campaign declares. */
export interface Variable {
  scope: Scope
  /** Unique in its scope: a letter or an underscore, then those and digits. */
  name: string
  type: VariableType
  /** Of that type; what counts while there is no value. */
  default?: VariableValue
  description?: string
}

/** One step of a mutation, on `state.{scope}.{name}`. */
export type Operation =
  | { path: string; op: 'set'; value: VariableValue | bigint }
  | { path: string; op: 'inc' | 'dec'; value: number | bigint }

/** What a step has done; `previous` is null when there was neither value nor default. */
export interface Mutation {
  path: string
  previous: VariableValue | null
  current: VariableValue
}

export interface MutateRequest {
  ops: Operation[]
  /** Applied once, however often it is sent: made for each call unless given, and the same for all its tries. */
  mutation_id?: string | undefined
}

export interface MutateAnswer {
  /** 'duplicate': the mutation_id had been applied before, and nothing has changed. */
  status: 'applied' | 'duplicate'
  mutations: Mutation[]
}

/** The current values of declared variables. */
export type ParticipantState = Record<Scope, Record<string, VariableValue>>

export interface CampaignOptions extends ClientOptions {
  /** The user token that runtime calls need; a function is asked at each try. */
  token?: string | (() => string | Promise<string>) | undefined
}

/** Declarations of variables; they need a campaign key. */
export class Variables {
  readonly #transport: Transport

  constructor(transport: Transport) {
    this.#transport = transport
  }

  /** Declares a variable. The same once more is answered the same. */
  async define(
    campaignId: string, variable: Variable, options?: RequestOptions
  ): Promise<{ status: 'defined'; variable: Variable }> {
    const at = `${path('/v1/campaigns', campaignId)}/variables:define`
    return await this.#transport.call({ method: 'POST', path: at, body: variable, options })
  }

  /** Those of all scopes, in the order of their definition. */
  async list(campaignId: string, options?: RequestOptions): Promise<{ variables: Variable[] }> {
    return await this.#transport.call({ method: 'GET', path: `${path('/v1/campaigns', campaignId)}/variables`, options })
  }
}

/** Values of the participant, campaign and app that the user token names. */
export class RuntimeState {
  readonly #transport: Transport
  readonly #token: (() => string | Promise<string>) | undefined

  constructor(transport: Transport, token: CampaignOptions['token']) {
    this.#transport = transport
    this.#token = typeof token === 'string' ? () => token : token
  }

  async get(options?: RequestOptions): Promise<{ state: ParticipantState }> {
    return await this.#transport.call({ method: 'GET', path: '/v1/runtime/state', token: this.#token, options })
  }

  /** Does all operations or none, in order. */
  async mutate({ ops, mutation_id = uniqueKey() }: MutateRequest, options?: RequestOptions): Promise<MutateAnswer> {
    const body = { ops, mutation_id }
    return await this.#transport.call({
      method: 'POST', path: '/v1/runtime/state:mutate', token: this.#token, body, options
    })
  }
}

/** State & Variables of campaigns. */
export class CampaignClient {
  readonly variables: Variables
  readonly state: RuntimeState

  constructor(options: CampaignOptions = {}) {
    const transport = new Transport(options, 'http://localhost:7474')
    this.variables = new Variables(transport)
    this.state = new RuntimeState(transport, options.token)
  }
}
