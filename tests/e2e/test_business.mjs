// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript of the business API's document as it stands in docs/api/business.md, with another
// port and a key, against the real stateroomd.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { binary, sourceFile, startProgram, temporaryDirectory } from './program.mjs'

const AsyncFunction = (async () => {}).constructor

const page = readFileSync(sourceFile('docs/api/business.md'), 'utf8')

/** The example that holds this text. */
function example(piece) {
  const blocks = [...page.matchAll(/^```js\n([^]*?)^```$/gm)].map((match) => match[1])
  const found = blocks.filter((block) => block.includes(piece))
  assert.equal(found.length, 1, piece)
  return found[0]
}

/** `{ status: 'a', n: { $in: [1, 2] } }` in the brackets of most clients' libraries. */
function* brackets(name, value) {
  if (Array.isArray(value)) for (const one of value) yield [`${name}[]`, one]
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* brackets(`${name}[${key}]`, inner)
  else yield [name, value]
}

/** A client of the kind that the document's examples use: the least that can be. */
function clientOf(program, key) {
  const call = async (method, target, body) => {
    const answer = await fetch(`${program.url}/v1/${target}`, {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body)
    })
    const told = await answer.json()
    if (!told.success) throw Object.assign(new Error(), told.error)
    return told
  }
  return {
    agents: {
      create: async (data) => (await call('POST', 'agents', data)).data,
      list: ({ filter = {}, ...plain }) => {
        const items = [...Object.entries(plain), ...brackets('filter', filter)]
        return call('GET', `agents?${new URLSearchParams(items.filter(([, v]) => v !== null))}`)
      }
    }
  }
}

async function start(t, plan = 'local') {
  const data = temporaryDirectory(t)
  const program = await startProgram(t, data)
  const ctl = (...words) => {
    const ran = spawnSync(binary('stateroomctl'), [...words, '--data', data], { encoding: 'utf8' })
    assert.equal(ran.status, 0, ran.stderr)
    return ran.stdout.trim()
  }
  const key = ctl('keys', 'create', 'business', '--plan', plan)
  const client = clientOf(program, key)
  /** Runs an example; what it has named `result`. */
  const run = (code, result = 'undefined', given = {}) => {
    const text = code
      .replaceAll('localhost:7474', `localhost:${program.port}`)
      .replaceAll('YOUR_API_KEY', key)
    const names = { client, ...given }
    return new AsyncFunction(...Object.keys(names), `${text}\nreturn ${result}`)(
      ...Object.values(names)
    )
  }
  return { program, ctl, key, client, run }
}

test('records are made as documented', async (t) => {
  const { ctl, run } = await start(t)
  const agent = await run(example("name: 'Support Agent'"), 'agent')
  assert.equal(agent.status, 201)
  const made = await agent.json()
  assert.equal(made.success, true)
  assert.deepEqual(made.data.metadata, { department: 'customer_support', language: 'en' })
  assert.equal(made.data.capabilities.can_issue_refunds, false)
  assert.match(made.data.id, /^agent_[0-9a-z]{20}$/)
  assert.match(made.meta.request_id, /^req_/)
  assert.ok(made.meta.execution_time_ms >= 0)

  // The document's ids must exist for what refers to them.
  const conversation = example("agent_id: 'agent_123'")
  assert.equal((await run(conversation, 'conversation')).status, 404)
  ctl('set', 'business/agents', 'agent_123', '{"name":"A"}')
  const started = await (await run(conversation, 'conversation')).json()
  assert.equal(started.data.status, 'open')

  const message = example("conversation_id: 'conv_456'")
  assert.equal((await run(message, 'message')).status, 404)
  ctl('set', 'business/conversations', 'conv_456', '{"agent_id":"agent_123","channel":"web"}')
  assert.equal((await (await run(message, 'message')).json()).data.role, 'user')
})

test('pages and filters as documented', async (t) => {
  const { client, run } = await start(t)
  for (let i = 0; i < 30; i++)
    await client.agents.create({ name: `A${i}`, status: i % 2 ? 'active' : 'idle' })
  const [page1, page2] = await run(example('page1.next_cursor'), '[page1, page2]')
  const names = [...page1.data, ...page2.data].map((agent) => agent.name)
  assert.deepEqual(names, [...Array(30).keys()].map((i) => `A${29 - i}`))
  assert.equal(page1.has_more, true)
  assert.equal(page2.next_cursor, null)

  const agents = await run(example("status: 'active'"), 'agents')
  assert.equal(agents.data.length, 15)
  assert.equal(agents.data[0].name, 'A29')
})

test('errors are handled as documented', async (t) => {
  const { client, run } = await start(t, 'starter')
  const handle = (data) => {
    const said = []
    const waits = []
    const given = {
      data,
      console: { error: (...words) => said.push(words) },
      setTimeout: (retry, time) => waits.push(time),
      retryRequest: () => {}
    }
    return run(example('await client.agents.create(data)'), 'undefined', given).then(() => ({
      said,
      waits
    }))
  }
  const invalid = await handle({})
  assert.equal(invalid.said[0][0], 'Validation failed:')
  assert.deepEqual(invalid.said[0][1].errors, [{ field: 'name', message: 'is required.' }])
  // Of 100 calls a minute; should the minute end amid them, it takes a few more.
  let limited
  for (let i = 0; i < 400 && !limited; i++)
    await client.agents.list({}).catch((error) => (limited = error))
  assert.equal(limited.code, 'RATE_LIMITED')
  assert.match(limited.message, /^Rate limit exceeded\. Please retry after \d+ seconds\.$/)
  assert.ok(limited.retry_after >= 1 && limited.retry_after <= 60)
})

test('a repeated order is made once', async (t) => {
  const { program, key, run } = await start(t)
  const code = example('Idempotency-Key')
  const orderData = { customer: 'Ada', total: 12.5 }
  const first = await run(code, 'response', { orderData })
  const second = await run(code, 'response', { orderData })
  assert.equal(first.status, 201)
  assert.equal(second.status, 201)
  assert.equal(second.headers.get('idempotency-replayed'), 'true')
  assert.equal(await first.text(), await second.text())
  const orders = await fetch(`${program.url}/v1/orders`, {
    headers: { Authorization: `Bearer ${key}` }
  })
  assert.equal((await orders.json()).data.length, 1)
  assert.equal((await run(code, 'response', { orderData: {} })).status, 400)
})
