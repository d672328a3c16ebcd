// SPDX-License-Identifier: MIT
import { stringify } from './json.js'
import { Page, pagePromise, type PagePromise } from './page.js'
import { path, Transport, type ClientOptions, type RequestOptions } from './transport.js'

/** What every record has. Records are open: members that are not listed here are kept, too. */
export interface BusinessRecord {
  readonly id: string
  readonly object: string
  readonly created_at: string
  readonly updated_at: string
  [member: string]: unknown
}

export interface AgentData {
  name: string
  role?: string
  instructions?: string
  capabilities?: Record<string, boolean>
  metadata?: Record<string, unknown>
  status?: string
  [member: string]: unknown
}

export interface ConversationData {
  agent_id: string
  channel: string
  status?: 'open' | 'escalated' | 'closed'
  /** 1 to 5. */
  satisfaction_score?: number | null
  metadata?: Record<string, unknown>
  [member: string]: unknown
}

export interface MessageData {
  conversation_id: string
  content: string
  role: 'user' | 'assistant' | 'system'
  timestamp?: string
  [member: string]: unknown
}

export interface OrderData {
  status?: 'pending' | 'processing' | 'shipped' | 'delivered' | 'cancelled'
  [member: string]: unknown
}

export interface ReturnData {
  order_id: string
  status?: 'requested' | 'approved' | 'rejected' | 'completed'
  [member: string]: unknown
}

export type WebhookEvent =
  | 'conversation.started' | 'conversation.escalated' | 'order.created' | 'order.shipped'
  | 'return.requested' | 'return.approved' | 'return.completed' | '*'

export interface WebhookData {
  url: string
  events: WebhookEvent[]
  metadata?: Record<string, unknown>
  status?: 'enabled' | 'disabled'
  [member: string]: unknown
}

export type Agent = BusinessRecord & AgentData
export type Conversation = BusinessRecord & ConversationData
export type Message = BusinessRecord & MessageData
export type Order = BusinessRecord & OrderData
export type Return = BusinessRecord & ReturnData
/** `secret` is there once, in the answer to `create`. */
export type Webhook = BusinessRecord & WebhookData & {
  secret?: string
  /** Why the server has disabled it. */
  readonly disabled_reason?: 'gone' | 'queue_full' | 'too_old' | 'no_secret'
}

/** One time that a delivery was sent. */
export interface DeliveryAttempt {
  at: string
  duration_ms: number
  /** Null: there was no answer; `error` says why. */
  status_code: number | null
  /** Sent by hand, beside the schedule. */
  asked_for: boolean
  error: string | null
  request_headers: Record<string, string>
  response_headers: Record<string, string>
  /** The first 4 KiB; `base64:…` where that is no text. */
  response: string
}

/** One event on its way to one webhook, and what came of it. */
export interface Delivery {
  id: string
  object: 'delivery'
  webhook_id: string
  /** The same for every webhook, and however often it is sent. */
  event_id: string
  /** Of a test `webhook.test`. */
  type: Exclude<WebhookEvent, '*'> | 'webhook.test'
  resource: string
  record_id: string
  status: 'waiting' | 'retrying' | 'delivered' | 'failed' | 'abandoned'
  test: boolean
  /** Whether the body differs from the record, since JavaScript could not keep that. */
  rewritten: boolean
  /** The delivery of which this is a repeat. */
  again_of: string | null
  created_at: string
  /** Null: at its turn, or done. */
  next_attempt_at: string | null
  /** All attempts so far. */
  tries: number
  /** The newest 20, the oldest first. */
  attempts: DeliveryAttempt[]
  /** What is sent; not in lists. Null: kept no more. */
  body?: string | null
}

/** A condition on one member: a value that it must equal, or operators. */
export type Condition =
  | string | number | boolean | null | Date
  | {
      $eq?: unknown; $ne?: unknown; $gt?: unknown; $gte?: unknown; $lt?: unknown; $lte?: unknown
      $in?: unknown[]; $nin?: unknown[]; $exists?: boolean
    }

export interface ListParams {
  /** Records on a page, 1 to 100: 20. */
  limit?: number | undefined
  /** A page's `next_cursor`; filter and sort must be that page's. */
  cursor?: string | null | undefined
  /** Member or dotted path, and what it must be. */
  filter?: Record<string, Condition> | undefined
  /** Members, `-` for descending: '-created_at' unless given. */
  sort?: string | string[] | undefined
}

/** Records of one kind, to be read. */
export class Collection<T> {
  protected readonly transport: Transport
  protected readonly path: () => string

  constructor(transport: Transport, at: () => string) {
    this.transport = transport
    this.path = at
  }

  /** A page of them; in `for await`, all. */
  list(params: ListParams = {}, options?: RequestOptions): PagePromise<T> {
    return pagePromise(this.#page(params, options))
  }

  async #page(params: ListParams, options?: RequestOptions): Promise<Page<T>> {
    const { limit, cursor, filter, sort } = params
    const query = {
      limit,
      cursor: cursor ?? undefined,
      // As one text, so that a number stays a number and a text a text.
      filter: filter && stringify(filter),
      sort: Array.isArray(sort) ? sort.join(',') : sort
    }
    const answer = await this.transport.call({ method: 'GET', path: this.path(), query, options })
    return new Page(answer, (next) => this.#page({ ...params, cursor: next }, options))
  }
}

/** Records of one kind. */
export class Resource<T, D = Partial<T>> extends Collection<T> {
  create(data: D, options?: RequestOptions): Promise<T> {
    return this.#data('POST', undefined, data, options)
  }

  get(id: string, options?: RequestOptions): Promise<T> {
    return this.#data('GET', id, undefined, options)
  }

  /** Sets the members that are given; the others stay. */
  update(id: string, changes: Partial<D>, options?: RequestOptions): Promise<T> {
    return this.#data('PATCH', id, changes, options)
  }

  /** Sets the whole record. */
  replace(id: string, data: D, options?: RequestOptions): Promise<T> {
    return this.#data('PUT', id, data, options)
  }

  delete(id: string, options?: RequestOptions): Promise<{ id: string; deleted: true }> {
    return this.#data('DELETE', id, undefined, options)
  }

  async #data(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', id: string | undefined, body: unknown,
    options?: RequestOptions
  ): Promise<any> {
    const at = method === 'POST' ? this.path() : path(this.path(), id!)
    return (await this.transport.call({ method, path: at, body, options })).data
  }
}

export class Agents extends Resource<Agent, AgentData> {
  /** The conversations of one agent. */
  conversations(id: string, params?: ListParams, options?: RequestOptions): PagePromise<Conversation> {
    const at = () => `${path(this.path(), id)}/conversations`
    return new Collection<Conversation>(this.transport, at).list(params, options)
  }
}

export class Conversations extends Resource<Conversation, ConversationData> {
  /** The messages of one conversation. */
  messages(id: string, params?: ListParams, options?: RequestOptions): PagePromise<Message> {
    const at = () => `${path(this.path(), id)}/messages`
    return new Collection<Message>(this.transport, at).list(params, options)
  }
}

export class Webhooks extends Resource<Webhook, WebhookData> {
  /** What is and was sent to one webhook, newest first. */
  deliveries(
    id: string, params?: Pick<ListParams, 'limit' | 'cursor'>, options?: RequestOptions
  ): PagePromise<Delivery> {
    return new Collection<Delivery>(this.transport, () => this.#deliveries(id)).list(params, options)
  }

  /** One delivery, with its body. */
  delivery(id: string, delivery: string, options?: RequestOptions): Promise<Delivery> {
    return this.#data('GET', () => path(this.#deliveries(id), delivery), options)
  }

  /** Sends it again: one that is done as a new delivery, one that waits now. */
  resend(id: string, delivery: string, options?: RequestOptions): Promise<Delivery> {
    return this.#data('POST', () => `${path(this.#deliveries(id), delivery)}/resend`, options)
  }

  /** Sends an event `webhook.test` about the webhook itself. */
  test(id: string, options?: RequestOptions): Promise<Delivery> {
    return this.#data('POST', () => `${path(this.path(), id)}/test`, options)
  }

  /** Gives it another secret, which is told here alone. */
  renewSecret(id: string, options?: RequestOptions): Promise<{ id: string; secret: string }> {
    return this.#data('POST', () => `${path(this.path(), id)}/secret`, options)
  }

  #deliveries(id: string) {
    return `${path(this.path(), id)}/deliveries`
  }

  async #data(method: 'GET' | 'POST', at: () => string, options?: RequestOptions): Promise<any> {
    return (await this.transport.call({ method, path: at(), options })).data
  }
}

/** The business API. */
export class StateSetClient {
  readonly agents: Agents
  readonly conversations: Conversations
  readonly messages: Resource<Message, MessageData>
  readonly orders: Resource<Order, OrderData>
  readonly returns: Resource<Return, ReturnData>
  /** Where the server sends events. */
  readonly webhooks: Webhooks
  readonly #transport: Transport

  constructor(options: ClientOptions = {}) {
    const transport = (this.#transport = new Transport(options, 'http://localhost:7474/v1'))
    this.agents = new Agents(transport, () => '/v1/agents')
    this.conversations = new Conversations(transport, () => '/v1/conversations')
    this.messages = this.resource('messages')
    this.orders = this.resource('orders')
    this.returns = this.resource('returns')
    this.webhooks = new Webhooks(transport, () => '/v1/webhooks')
  }

  /** Any other resource of the server. */
  resource<T = BusinessRecord, D = Partial<T>>(name: string): Resource<T, D> {
    return new Resource<T, D>(this.#transport, () => path('/v1', name))
  }
}
