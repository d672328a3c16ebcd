// SPDX-License-Identifier: MIT
// What a strict compiler must accept, and what it must refuse. It is compiled, never run.
import {
  CampaignClient, IntegrationClient, StateroomError, StateSetClient, WorkflowClient,
  type Agent, type Delivery, type Page, type StateChange
} from '@stateroom/client'

declare const process: { env: Record<string, string | undefined> }

export async function workflow() {
  const client = new WorkflowClient({ baseURL: 'http://localhost:7474', apiKey: process.env['KEY'], numbers: 'exact' })
  const { value, version } = await client.state.get('wf-1', 'counter')
  const result: { version: number } = await client.state.setWithVersion('wf-1', 'counter', value + 1, version)
  const typed: { value: { step: string } } = await client.state.get<{ step: string }>('wf-1', 'status')
  const source: EventSource = client.state.subscribe('wf-1', 'status', (event: StateChange<string>) => {
    const text: string | null = event.newValue
    return text
  })
  source.addEventListener('reset', () => source.close())
  source.onerror = (event) => event.type
  const keys: string[] = (await client.state.list('wf-1', { prefix: 'a', limit: 2 })).keys
  await client.state.set('wf-1', 'k', 12345678901234567890n, 60, { signal: new AbortController().signal })
  // @ts-expect-error a key is missing
  await client.state.get('wf-1')
  // @ts-expect-error a version is a number
  await client.state.setWithVersion('wf-1', 'k', 1, '1')
  // @ts-expect-error there is no such option
  new WorkflowClient({ baseUrl: 'http://localhost:7474' })
  // @ts-expect-error there is no such way to read numbers
  new WorkflowClient({ numbers: 'bigint' })
  return [result, typed, keys]
}

export async function integration() {
  const client = new IntegrationClient({ apiKey: 'int_1' })
  const position = await client.state.get<{ lastId: string }>('position')
  const answer: { success: true } = await client.resource('imports', '55cc').state.set('position', position.lastId)
  // @ts-expect-error there are no such resources
  client.resource('orders', '1')
  return answer
}

export async function campaign() {
  const client = new CampaignClient({ apiKey: 'cmp_1', token: async () => 'jwt' })
  await client.variables.define('spring', { scope: 'user', name: 'points', type: 'number', default: 0 })
  const { mutations } = await client.state.mutate({ ops: [{ path: 'state.user.points', op: 'inc', value: 1 }], mutation_id: 'm' })
  const { state } = await client.state.get()
  // @ts-expect-error inc wants a number
  await client.state.mutate({ ops: [{ path: 'state.user.points', op: 'inc', value: 'x' }] })
  // @ts-expect-error there is no such scope
  await client.variables.define('spring', { scope: 'session', name: 'points', type: 'number' })
  return [mutations[0]?.current, state.user['points']]
}

export async function business() {
  const client = new StateSetClient({
    apiKey: process.env['STATESET_API_KEY'],
    baseURL: 'https://api.stateset.com/v1',
    timeout: 30000,
    maxRetries: 3
  })
  const agent: Agent = await client.agents.create({ name: 'Support Agent', role: 'Customer Success' })
  const webhook = await client.webhooks.create({ url: 'https://your-app.com/', events: ['order.created', 'order.shipped'] })
  const page1: Page<Agent> = await client.agents.list({ limit: 20 })
  const page2 = await client.agents.list({ limit: 20, cursor: page1.next_cursor })
  const agents = await client.agents.list({
    filter: { status: 'active', created_at: { $gte: '2024-01-01' } }, sort: '-created_at', limit: 50
  })
  for await (const { id, capabilities } of client.agents.list()) console.log(id.length, capabilities?.['can_issue_refunds'])
  for await (const message of client.conversations.messages('conv_1')) console.log(message.content.length)
  try {
    await client.orders.update('ord_1', { status: 'shipped', carrier: 'any' })
  } catch (error) {
    if (error instanceof StateroomError && error.code === 'RATE_LIMITED') console.log((error.retry_after ?? 60) * 1000)
  }
  // @ts-expect-error a name is required
  await client.agents.create({ role: 'Customer Success' })
  // @ts-expect-error there is no such status
  await client.orders.update('ord_1', { status: 'lost' })
  for await (const { type, attempts } of client.webhooks.deliveries(webhook.id, { limit: 100 })) console.log(type, attempts.at(-1)?.status_code)
  const sent: Delivery = await client.webhooks.test(webhook.id)
  await client.webhooks.resend(webhook.id, sent.id, { idempotencyKey: 'again' })
  // @ts-expect-error deliveries have no filter
  await client.webhooks.deliveries(webhook.id, { filter: { status: 'failed' } })
  // @ts-expect-error there is no such event
  await client.webhooks.create({ url: 'https://your-app.com/', events: ['order.lost'] })
  return [agent.created_at, webhook.secret, page2.data.length, agents.has_more]
}
