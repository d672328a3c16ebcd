// SPDX-License-Identifier: GPL-3.0-or-later
// A page that has no business here, in a real browser: whatever it sends, and whatever it knows, it reads
// nothing and changes nothing. The same code succeeds where it may, so that these tests can fail.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import test from 'node:test'

import { inTime, openBrowser, serveSite, sourceFile, startProgram, temporaryDirectory } from './program.mjs'

const secret = 'nobody-elses-business'

/**
 * What each API has to lose. `seed` calls as a program on this machine does, with a key of its own; `calls`
 * are what the page tries: one with a body writes. A new API is a new entry here.
 */
const apis = [
  {
    name: 'workflow',
    seed: ({ send }) => send('POST', '/v1/state/wf-1/status', { value: secret }),
    calls: [
      { method: 'GET', path: '/v1/state/wf-1/status', stream: '/v1/state/wf-1/status/stream' },
      { method: 'GET', path: '/v1/state/wf-1' },
      { method: 'POST', path: '/v1/state/wf-1/status', body: '{"value":"taken"}' },
      { method: 'DELETE', path: '/v1/state/wf-1/status', body: '{}' }
    ]
  },
  {
    name: 'integration',
    seed: ({ send, key }) => send('PUT', '/v1/state/cursor', secret, key('integration')),
    calls: [
      { method: 'GET', path: '/v1/state/cursor' },
      { method: 'PUT', path: '/v1/state/cursor', body: '{"value":"taken"}' },
      { method: 'DELETE', path: '/v1/state', body: '{}' }
    ]
  },
  {
    name: 'campaign',
    seed: ({ send, key }) =>
      send(
        'POST',
        '/v1/campaigns/spring/variables:define',
        { scope: 'user', name: 'points', type: 'string', default: secret },
        key('campaign')
      ),
    calls: [
      { method: 'GET', path: '/v1/campaigns/spring/variables' },
      {
        method: 'POST',
        path: '/v1/campaigns/spring/variables:define',
        body: '{"scope":"app","name":"taken","type":"number"}'
      },
      { method: 'GET', path: '/v1/runtime/state', as: 'user' },
      {
        method: 'POST',
        path: '/v1/runtime/state:mutate',
        body: '{"ops":[{"path":"state.user.points","op":"set","value":"taken"}]}',
        as: 'user'
      }
    ]
  },
  {
    name: 'business',
    seed: ({ send, key }) => send('POST', '/v1/agents', { name: secret }, key('business')),
    calls: [
      { method: 'GET', path: '/v1/agents' },
      { method: 'POST', path: '/v1/agents', body: '{"name":"taken"}' },
      { method: 'GET', path: '/agents' }
    ]
  },
  {
    name: 'control', // answers no page, wherever it is from
    seed: () => undefined,
    calls: [
      { method: 'GET', path: '/_stateroom/v1/namespaces', stream: '/_stateroom/v1/watch' },
      { method: 'GET', path: '/_stateroom/v1/export' },
      {
        method: 'PUT',
        path: '/_stateroom/v1/namespaces/workflow%2Fwf-1/entries/status',
        body: '{"value":"taken"}'
      },
      {
        method: 'POST',
        path: '/_stateroom/v1/namespaces/workflow%2Fwf-1/entries:delete',
        body: '{"all":true}'
      },
      { method: 'POST', path: '/_stateroom/v1/keys', body: '{"api":"integration"}' }
    ]
  }
]

/** What a program on this machine does; a browser's page can do none of it so. */
async function openClient(program, data) {
  const token = readFileSync(`${data}/control-token`, 'utf8').trim()
  const send = async (method, path, body, key) => {
    const answer = await fetch(program.url + path, {
      method,
      headers: key ? { Authorization: `Bearer ${key}` } : {},
      body: body === undefined ? undefined : JSON.stringify(body)
    })
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`)
    return answer.json()
  }
  const control = (method, path, body) => send(method, `/_stateroom/v1${path}`, body, token)
  const keys = { control: token }
  for (const { name } of apis.filter(({ name }) => name !== 'control'))
    keys[name] = (await control('POST', '/keys', { api: name })).text
  const user = { campaign: 'spring', app: 'game', sub: 'ann' }
  keys.user = (await control('POST', '/tokens/user', user)).token
  const client = { send, control, key: (name) => keys[name], url: program.url }
  for (const api of apis) await api.seed(client)
  return client
}

const where = async (client) => (await client.control('GET', '/statistics')).log

/** Follows the server's own list of what it was asked. */
function openBook(client) {
  const requests = []
  let since = 0
  return async (label) => {
    const news = await client.control('GET', `/requests?since=${since}`)
    since = news.nextSince
    for (const { path, method, status } of news.requests) {
      const way = new URL(path, client.url).searchParams.get('way')
      if (way) requests.push({ way, method, status })
    }
    return requests.filter(({ way }) => way.startsWith(`${label}/`))
  }
}

/** Lets `frame` attack the APIs at `base`; what became of it, for each. */
async function attack(client, frame, { base = client.url, site, isKeyKnown, isShort, targets = apis }) {
  const book = openBook(client)
  const outcomes = []
  for (const api of targets) {
    const label = `${api.name}${isKeyKnown ? ' with its key' : ''}`
    const calls = api.calls.map((call) => ({ ...call, key: client.key(call.as ?? api.name) }))
    const plan = { base, site, calls, label, isKeyKnown, isShort }
    const ways = await inTime(frame.evaluate((what) => window.attack(what), plan), label)
    // Some ways do not tell the page when they have been gone.
    let requests = []
    let missing = []
    for (let turns = 0; turns < 400; ++turns) {
      requests = await book(label)
      const arrived = new Set(requests.map(({ way }) => way))
      missing = ways.filter(({ way, stays }) => !stays && !arrived.has(way)).map(({ way }) => way)
      if (missing.length === 0) break
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    assert.deepEqual(missing, [], 'ways that did not get as far as the server')
    outcomes.push({ api, label, ways, requests })
  }
  return outcomes
}

/** Each attack was turned away for where it came from, and was told nothing. */
function assertRefused(outcomes, status) {
  for (const { label, ways, requests } of outcomes) {
    assert.deepEqual(requests.filter((request) => request.status !== status), [], label)
    assert.deepEqual(ways.filter(({ seen }) => seen.includes(secret)), [], label)
  }
}

/** As any page may come, and as one that has found every key. */
async function attackBothWays(client, frame, site, base, status) {
  const before = await where(client)
  for (const isKeyKnown of [false, true]) {
    const targets = isKeyKnown ? apis : apis.filter(({ name }) => name === 'workflow')
    assertRefused(await attack(client, frame, { base, site, isKeyKnown, targets }), status)
  }
  assert.deepEqual(await where(client), before)
}

const attackPage = '<!doctype html><title>attack</title><body><script src="/attacks.js"></script>'

/** A web server with the pages of an attacker. */
function serveAttacker(t) {
  const code = readFileSync(sourceFile('tests/e2e/attacks.js'))
  const pages = {
    '/': attackPage,
    '/sandbox': '<!doctype html><iframe sandbox="allow-scripts allow-forms allow-popups" src="/"></iframe>'
  }
  return serveSite(t, (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://site')
    response.setHeader('Content-Type', pathname === '/attacks.js' ? 'text/javascript' : 'text/html')
    if (pathname === '/redirect') {
      response.setHeader('Access-Control-Allow-Origin', request.headers.origin ?? '*')
      response.setHeader('Location', searchParams.get('to'))
      response.statusCode = Number(searchParams.get('status'))
      return response.end()
    }
    if (pathname === '/reporting') {
      response.setHeader('Content-Security-Policy', `img-src 'none'; report-uri ${searchParams.get('to')}`)
      return response.end('<img src="/none.png">')
    }
    response.end(pathname === '/attacks.js' ? code : (pages[pathname] ?? ''))
  })
}

async function start(t, options = []) {
  const data = temporaryDirectory(t)
  const program = await startProgram(t, data, { options })
  return openClient(program, data)
}

test('a page of another origin reads nothing and changes nothing', async (t) => {
  const client = await start(t)
  const site = `http://evil.example:${(await serveAttacker(t)).port}`
  const page = await openBrowser(t)
  await page.goto(site)
  const before = await where(client)
  assertRefused(await attack(client, page, { site, isShort: true }), 403)
  assertRefused(await attack(client, page, { site, isKeyKnown: true }), 403)
  const open = apis.filter(({ name }) => name === 'workflow') // needs no key
  assertRefused(await attack(client, page, { site, targets: open }), 403)
  const base = client.url.replace('127.0.0.1', 'localhost')
  assertRefused(await attack(client, page, { site, base, isShort: true }), 403)
  assert.deepEqual(await where(client), before)
})

test('it cannot even tell whether something is there', async (t) => {
  const client = await start(t)
  const site = `http://evil.example:${(await serveAttacker(t)).port}`
  const page = await openBrowser(t)
  await page.goto(site)
  const look = async (path) => {
    const calls = [{ method: 'GET', path, stream: `${path}/stream` }]
    const plan = { base: client.url, site, calls, label: 'look', isKeyKnown: false }
    const ways = await inTime(page.evaluate((what) => window.attack(what), plan), 'the page')
    return Object.fromEntries(ways.map(({ way, seen }) => [way, seen]))
  }
  assert.deepEqual(await look('/v1/state/wf-1/status'), await look('/v1/state/wf-1/missing'))
})

test('a sandboxed frame has no origin that may call, whoever frames it', async (t) => {
  const client = await start(t)
  const site = `http://127.0.0.1:${(await serveAttacker(t)).port}`
  const page = await openBrowser(t)
  await page.goto(`${site}/sandbox`)
  const frame = page.frames().find((one) => one !== page.mainFrame())
  assert.equal(await frame.evaluate(() => window.origin), 'null')
  await attackBothWays(client, frame, site, client.url, 403)
})

test('a host name that was rebound to this machine is not served', async (t) => {
  // The page comes from the port on which the program listens afterwards: to the browser it is then a
  // page of the same origin, which may send and read everything.
  const site = `http://evil.example:${(await serveAttacker(t)).port}`
  const former = await serveAttacker(t)
  const page = await openBrowser(t)
  const origin = `http://rebound.example:${former.port}`
  await page.goto(origin)
  await former.close()
  const data = temporaryDirectory(t)
  const client = await openClient(await startProgram(t, data, { port: former.port }), data)
  await attackBothWays(client, page, site, origin, 421)
})

/** The same code where it may: what it reads and writes; `isNear`, on this machine itself. */
function assertServed({ api, label, ways, requests }, isNear) {
  const namelessWays = ways.filter(({ nameless }) => nameless).map(({ way }) => way)
  const named = requests.filter(({ way }) => !namelessWays.includes(way))
  if (api.name === 'control') {
    assert.deepEqual(named.filter(({ method, status }) => status < 400 && method !== 'OPTIONS'), [], label)
    return
  }
  // A browser does not tell the origin of a picture's page; whether it is near, it does tell.
  if (isNear) assert.deepEqual(named.filter(({ status }) => status === 403 || status === 421), [], label)
  const readers = ways.filter(({ seen }) => seen.includes(secret)).map(({ way }) => way)
  const statusOf = (number, name) =>
    named.find(({ way, method }) => way === `${label}/${number}/${name}` && method !== 'OPTIONS')?.status
  const writes = api.calls.findIndex(({ body }) => body !== undefined)
  for (const name of ['fetch', 'XMLHttpRequest']) {
    assert.ok(readers.includes(`${label}/0/${name}`), `${label}: ${name} reads`)
    assert.ok([200, 201].includes(statusOf(writes, name)), `${label}: ${name} writes`)
  }
  if (api.name !== 'workflow') return
  assert.ok(readers.includes(`${label}/0/fetch of a worker`), label)
  for (const name of ['fetch text', 'fetch no-cors text', 'beacon text', 'form text'])
    assert.equal(statusOf(writes, name), 200, `${label}: ${name} writes`)
}

test('a page of an allowed origin succeeds with the same code', async (t) => {
  const { port } = await serveAttacker(t)
  const friend = `http://friend.example:${port}`
  const client = await start(t, ['--allow-origin', friend])
  const page = await openBrowser(t)
  for (const site of [`http://127.0.0.1:${port}`, friend]) {
    await page.goto(site)
    const before = await where(client)
    for (const api of apis) {
      await api.seed(client) // what the attack on the former may have taken away
      const isKeyKnown = api.name !== 'workflow'
      const [outcome] = await attack(client, page, { site, isKeyKnown, targets: [api] })
      assertServed(outcome, site !== friend)
    }
    assert.ok((await where(client)).lastRevision > before.lastRevision)
  }
})

test('a foreign page may link to the documentation, and no more', async (t) => {
  const client = await start(t)
  const site = `http://evil.example:${(await serveAttacker(t)).port}`
  const page = await openBrowser(t)
  await page.goto(site)
  const framed = page.waitForResponse((response) => response.url() === `${client.url}/docs`)
  await page.evaluate((url) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: url }))
  }, `${client.url}/docs`)
  assert.equal((await framed).status(), 403)
  await page.evaluate((url) => {
    document.body.append(Object.assign(document.createElement('a'), { href: url, id: 'docs', text: 'docs' }))
  }, `${client.url}/docs`)
  const followed = page.waitForResponse((response) => response.url() === `${client.url}/docs`)
  await page.click('#docs')
  assert.equal((await followed).status(), 200)
  await page.waitForSelector('.call')
  assert.equal(await page.evaluate(() => window.opener), null)
})

test('a browser that asks before it calls into this machine is told who may', async (t) => {
  const client = await start(t)
  const ask = (origin) =>
    new Promise((resolve, reject) => {
      const headers = {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Private-Network': 'true'
      }
      const request = http.request(`${client.url}/v1/state/wf-1/status`, { method: 'OPTIONS', headers })
      request.on('response', (response) => resolve(response.resume()))
      request.on('error', reject)
      request.end()
    })
  const allows = ({ headers }) => Object.keys(headers).filter((name) => name.includes('-allow-'))
  const foreign = await ask('http://evil.example')
  assert.deepEqual([foreign.statusCode, allows(foreign)], [403, []])
  const own = await ask('http://localhost:3000')
  assert.deepEqual([own.statusCode, own.headers['access-control-allow-private-network']], [204, 'true'])
})
