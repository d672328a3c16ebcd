// SPDX-License-Identifier: GPL-3.0-or-later
// The State Store's own EventSource snippet in a real browser: from a page that may call, from one
// that may not, and across a restart of the server.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

import { inTime, openBrowser, servePage, sourceFile, startProgram, temporaryDirectory } from './program.mjs'

/** The snippet as it stands in the documentation, but for the port; and when the stream opens. */
function snippet(program) {
  const text = readFileSync(sourceFile('docs/api/workflow.md'), 'utf8')
  const code = /^```js\n(const source = new EventSource\([^`]*?console\.log\(`v[^]*?)^```$/m.exec(text)[1]
  return code.replace('localhost:7474', `localhost:${program.port}`)
}

const pageWith = (script) => `<!doctype html><title>test</title><script>${script}</script>`

/** What a page logs, in order: `await next()` is the next one's arguments. */
function logOf(page) {
  const waiting = []
  const logged = []
  page.on('console', (message) => {
    if (message.type() !== 'log') return
    // At the test's end the page may go before it has told what it logged last.
    const values = Promise.all(message.args().map((argument) => argument.jsonValue())).catch(() => [])
    if (waiting.length > 0) waiting.shift()(values)
    else logged.push(values)
  })
  return () =>
    inTime(
      logged.length > 0 ? logged.shift() : new Promise((resolve) => waiting.push(resolve)),
      'what the page logs'
    )
}

const watching = (program) => `
  ${snippet(program)}
  source.onopen = () => console.log('open')
  source.onerror = () => console.log('error', source.readyState)`

test('a page of a loopback origin sees each change', async (t) => {
  const program = await startProgram(t, temporaryDirectory(t))
  const port = await servePage(t, pageWith(watching(program)))
  const page = await openBrowser(t)
  const next = logOf(page)
  for (const host of ['localhost', '127.0.0.1']) {
    await page.goto(`http://${host}:${port}/`)
    assert.deepEqual(await next(), ['open'])
    const version = await program.set('wf-1/status', { step: 'researching', from: host })
    assert.deepEqual(await next(), [`v${version}:`, { step: 'researching', from: host }])
    await fetch(`${program.url}/v1/state/wf-1/status`, { method: 'DELETE' })
    assert.deepEqual(await next(), [`v${version + 1}:`, null])
  }
  // The page itself may write, with all that a browser asks before.
  const written = await page.evaluate(async (url) => {
    const answer = await fetch(`${url}/v1/state/wf-1/from-page`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'If-None-Match': '*' },
      body: '{"value":"from a page"}'
    })
    return [answer.status, answer.headers.get('ETag'), await answer.json()]
  }, program.url)
  assert.deepEqual(written, [200, '"1"', { version: 1 }])
})

test('a page of a foreign origin is refused and has no effect', async (t) => {
  const program = await startProgram(t, temporaryDirectory(t))
  await program.set('wf-1/status', 'mine')
  const port = await servePage(t, pageWith(watching(program)))
  const page = await openBrowser(t)
  const next = logOf(page)
  await page.goto(`http://app.example:${port}/`)
  assert.deepEqual(await next(), ['error', 2]) // closed, and it does not try again
  // What a page may send without being asked: a "simple" request.
  const sent = await page.evaluate(async (url) => {
    const results = []
    for (const mode of ['no-cors', 'cors']) {
      try {
        const answer = await fetch(`${url}/v1/state/wf-1/status`, {
          method: 'POST',
          mode,
          headers: { 'Content-Type': 'text/plain' },
          body: '{"value":"taken over"}'
        })
        results.push(answer.type)
      } catch {
        results.push('refused')
      }
    }
    return results
  }, program.url)
  assert.deepEqual(sent, ['opaque', 'refused'])
  assert.deepEqual(await program.get('wf-1/status'), { value: 'mine', version: 1 })
})

test('a page of an origin that was allowed sees each change', async (t) => {
  // The page's port must be known before the program starts, and the program's before the page.
  const page = await openBrowser(t)
  const next = logOf(page)
  const parts = { html: '' }
  const port = await servePage(t, { toString: () => parts.html })
  const program = await startProgram(t, temporaryDirectory(t), {
    options: ['--allow-origin', `http://app.example:${port}`]
  })
  parts.html = pageWith(watching(program))
  await page.goto(`http://app.example:${port}/`)
  assert.deepEqual(await next(), ['open'])
  await program.set('wf-1/status', 1)
  assert.deepEqual(await next(), ['v1:', 1])
})

test('a page resumes by itself across a restart, missing nothing', async (t) => {
  const data = temporaryDirectory(t)
  const first = await startProgram(t, data)
  const port = await servePage(t, pageWith(watching(first)))
  const page = await openBrowser(t)
  const next = logOf(page)
  await page.goto(`http://localhost:${port}/`)
  assert.deepEqual(await next(), ['open'])
  await first.set('wf-1/status', 1)
  assert.deepEqual(await next(), ['v1:', 1])
  assert.equal(await first.stop(), 0)
  assert.deepEqual(await next(), ['error', 0]) // connecting again

  // What happens before the browser is back, happens for it too.
  const between = await startProgram(t, data)
  await between.set('wf-1/status', 2)
  await between.set('wf-1/status', 3)
  assert.equal(await between.stop(), 0)
  const second = await startProgram(t, data, { port: first.port })
  await second.set('wf-1/status', 4)
  const seen = []
  while (seen.length < 3) {
    const [what, value] = await next()
    if (what.startsWith('v')) seen.push([what, value])
  }
  assert.deepEqual(seen, [['v2:', 2], ['v3:', 3], ['v4:', 4]])
  await second.set('wf-1/status', 5)
  let last = await next()
  while (!last[0].startsWith('v')) last = await next()
  assert.deepEqual(last, ['v5:', 5])
})
