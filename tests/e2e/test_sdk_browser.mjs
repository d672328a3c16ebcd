// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript client in a real browser, in a page of an origin that was allowed, and of one that was not.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { inTime, openBrowser, serveSite, sourceFile, startProgram, temporaryDirectory } from './program.mjs'
import { userToken, variables } from './sdk_credentials.mjs'
import { businessProgram, businessTells, lockingProgram, lockingTells, referenceProgram, referenceTells } from './sdk_documents.mjs'

const modules = sourceFile('sdk/js/dist/esm')

const pageWith = (script) => `<!doctype html><title>test</title>
<script type="importmap">{"imports": {"@stateroom/client": "/modules/index.js", "@stateset/node": "/modules/index.js"}}</script>
<script type="module">${script}
console.log('the end')</script>`

/** What `script` tells, line by line, in a page of app.example; with `allowed` the server lets it call. */
async function runInPage(t, script, { allowed = true, variables } = {}) {
  const page = await openBrowser(t)
  let html
  const { port } = await serveSite(t, ({ url }, response) => {
    const module = /^\/modules\/([a-z]+\.js)$/.exec(url)?.[1]
    response.setHeader('Content-Type', `text/${module ? 'javascript' : 'html'}; charset=utf-8`)
    response.end(module ? readFileSync(`${modules}/${module}`) : html)
  })
  const options = allowed ? ['--allow-origin', `http://app.example:${port}`] : []
  const program = await startProgram(t, temporaryDirectory(t), { options, variables })
  html = pageWith(script(program.url))
  const told = []
  const ended = new Promise((resolve, reject) => {
    page.on('pageerror', reject)
    page.on('console', (message) => {
      if (message.type() !== 'log') return
      if (message.text() === 'the end') resolve()
      else told.push(JSON.parse(message.text()))
    })
  })
  await page.goto(`http://app.example:${port}/`)
  await inTime(ended, 'the end of the script')
  return { program, told }
}

for (const [what, script, tells] of [
  ['optimistic locking', lockingProgram, lockingTells], ['the SDK reference', referenceProgram, referenceTells]
]) {
  test(`the State Store's document in a page, ${what}`, async (t) => {
    const { told } = await runInPage(t, script)
    assert.deepEqual(told, tells)
  })
}

test('the business API\'s document in a page', async (t) => {
  const script = (url) => businessProgram(url, { key: 'biz_1', limited: 'biz_few' })
  assert.deepEqual((await runInPage(t, script, { variables })).told, businessTells)
})

test('a page of an allowed origin reads and writes, with the browser\'s EventSource', async (t) => {
  const { told } = await runInPage(t, (url) => `
    import { WorkflowClient } from '@stateroom/client'
    const { state } = new WorkflowClient({ baseURL: '${url}' })
    const tell = (value) => console.log(JSON.stringify(value))
    const key = 'a/b é😀'
    tell(await state.set('w', key, { from: 'page' }))
    const change = await new Promise((resolve) => {
      const source = state.subscribe('w', key, (event) => { source.close(); resolve(event) })
      tell(source instanceof EventSource)
      source.onopen = () => state.set('w', key, 2)
    })
    tell(change)
    tell(await state.list('w'))
    await state.get('w', 'none').catch(({ code, request_id }) => tell([code, typeof request_id]))`)
  assert.deepEqual(told, [
    { version: 1 }, true, { oldValue: { from: 'page' }, newValue: 2, version: 2, op: 'set' },
    { keys: ['a/b é😀'] }, ['KEY_NOT_FOUND', 'string']
  ])
})

test('a page with a key watches by the client\'s own EventSource', async (t) => {
  const { told } = await runInPage(t, (url) => `
    import { FetchEventSource, IntegrationClient, WorkflowClient } from '@stateroom/client'
    const { state } = new WorkflowClient({ baseURL: '${url}', apiKey: 'wfl_1' })
    const tell = (value) => console.log(JSON.stringify(value))
    const changes = []
    await new Promise((resolve) => {
      const source = state.subscribe('w', 'k', ({ newValue }) => {
        if (changes.push(newValue) === 2) { source.close(); resolve() }
      })
      tell(source instanceof FetchEventSource)
      source.onopen = async () => { await state.set('w', 'k', 1); await state.set('w', 'k', 2) }
    })
    tell(changes)
    const integration = new IntegrationClient({ baseURL: '${url}', apiKey: 'int_1' })
    await integration.state.set('cursor', [null])
    tell(await integration.state.get('cursor'))`, { variables })
  assert.deepEqual(told, [true, [1, 2], [null]])
})

test('a page with a user token reads and changes its participant\'s state', async (t) => {
  const { told } = await runInPage(t, (url) => `
    import { CampaignClient } from '@stateroom/client'
    const tell = (value) => console.log(JSON.stringify(value))
    const operator = new CampaignClient({ baseURL: '${url}', apiKey: 'cmp_1' })
    await operator.variables.define('spring', { scope: 'app', name: 'round_score', type: 'number' })
    const player = new CampaignClient({ baseURL: '${url}', token: async () => '${userToken()}' })
    tell(await player.state.mutate({ ops: [{ path: 'state.app.round_score', op: 'set', value: 35 }] }))
    tell(await player.state.get())
    await player.state.mutate({ ops: [{ path: 'state.sessionId', op: 'set', value: 1 }] })
      .catch(({ code, path }) => tell([code, path]))`, { variables })
  assert.deepEqual(told, [
    { status: 'applied', mutations: [{ path: 'state.app.round_score', previous: null, current: 35 }] },
    { state: { user: {}, campaign: {}, app: { round_score: 35 } } },
    ['system_state_violation', 'state.sessionId']
  ])
})

test('a page of a foreign origin is refused and has no effect', async (t) => {
  const { told, program } = await runInPage(t, (url) => `
    import { WorkflowClient } from '@stateroom/client'
    const { state } = new WorkflowClient({ baseURL: '${url}', maxRetries: 0 })
    const tell = (value) => console.log(JSON.stringify(value))
    await state.set('w', 'k', 1).catch(({ code, status }) => tell([code, status]))`, { allowed: false })
  assert.deepEqual(told, [['CONNECTION_FAILED', 0]])
  assert.equal((await program.get('w/k')).code, 'KEY_NOT_FOUND')
})
