// SPDX-License-Identifier: GPL-3.0-or-later
// The served documentation in a real browser: it loads nothing from elsewhere, keeps nothing, and
// what one tries there reaches this server's APIs.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'

import { openBrowser, patience, startProgram, temporaryDirectory } from './program.mjs'

/** The page of a server, and all that it has asked for and complained of. */
async function openDocs(t, { variables = {}, options = [] } = {}) {
  const data = temporaryDirectory(t)
  const program = await startProgram(t, data, { variables, options })
  const page = await openBrowser(t)
  page.setDefaultTimeout(patience)
  const asked = []
  const complaints = []
  page.on('request', (request) => asked.push(request.url()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    // Of an answer that was asked for as one: a refusal is no complaint.
    if (!/Failed to load resource: the server responded/.test(message.text())) complaints.push(message.text())
  })
  await page.goto(`${program.url}/docs`)
  await page.waitForSelector('.call')
  return { program, page, data, asked, complaints }
}

/** Opens an operation's form; fills in what is given. */
async function formOf(page, id, { inputs = {}, body } = {}) {
  const call = page.locator(`[id="${id}"]`)
  if ((await call.getAttribute('open')) === null) await call.locator('> summary').click()
  for (const fold of await call.locator('form details').all()) await fold.evaluate((one) => (one.open = true))
  for (const [name, value] of Object.entries(inputs)) await call.locator(`[name="${name}"]`).fill(value)
  if (body !== undefined) await call.locator('textarea').fill(body)
  return call
}

/** Sends it; status and body as they are shown. */
async function tryIt(page, id, given) {
  const call = await formOf(page, id, given)
  await call.locator('button.primary').click()
  await call.locator('.result [role=status]:not(:text("Waiting…"))').waitFor()
  await page.waitForFunction((one) => document.getElementById(one).querySelector('pre.body').textContent !== '', id)
  return [parseInt(await call.locator('.result [role=status]').textContent()), await call.locator('pre.body').textContent()]
}

test('what one tries reaches every API, and nothing else is asked or kept', async (t) => {
  const { program, page, data, asked, complaints } = await openDocs(t, {
    variables: { STATEROOM_KEYS: 'integration=int-key,campaign=cmp-key,business=biz-key' }
  })
  const control = readFileSync(path.join(data, 'control-token'), 'utf8').trim()
  for (const [scheme, text] of Object.entries({
    integrationKey: 'int-key', campaignKey: 'cmp-key', businessKey: 'biz-key', controlToken: control
  }))
    await page.locator(`input[data-scheme=${scheme}]`).fill(text)

  const hostile = '<img src="http://elsewhere.example/x" onerror="document.title=1">'
  const value = JSON.stringify({ value: hostile })
  const place = { 'path.workflowId': 'wf 1', 'path.key': 'a/b' }
  assert.deepEqual(await tryIt(page, 'setWorkflowValue', { inputs: place, body: value }), [200, '{\n  "version": 1\n}'])
  const [status, text] = await tryIt(page, 'getWorkflowValue', { inputs: place })
  assert.deepEqual([status, JSON.parse(text)], [200, { value: hostile, version: 1 }])
  assert.equal(await page.locator('main img').count(), 0) // text stays text
  const [missing, why] = await tryIt(page, 'getWorkflowValue', { inputs: { ...place, 'path.key': 'none' } })
  assert.deepEqual([missing, JSON.parse(why).code], [404, 'KEY_NOT_FOUND'])

  const put = await tryIt(page, 'putIntegrationValue', { inputs: { 'path.key': 'cursor' }, body: '{"lastId":12}' })
  assert.deepEqual([put[0], JSON.parse(put[1])], [200, { success: true }])
  const [defined] = await tryIt(page, 'defineVariable')
  assert.equal(defined, 200)
  const [created, agent] = await tryIt(page, 'createAgent')
  assert.equal(created, 201)
  assert.match(JSON.parse(agent).data.id, /^agent_/)
  const [listed, spaces] = await tryIt(page, 'listNamespaces')
  assert.equal(listed, 200)
  assert.ok(JSON.parse(spaces).namespaces.some(({ namespace }) => namespace === 'workflow/wf 1'))
  assert.equal((await tryIt(page, 'getHealth'))[0], 200)

  // The control API answers no page where it changes something: that is said, and curl is told.
  const hook = await formOf(page, 'runHook')
  assert.equal(await hook.locator('button.primary').count(), 0)
  const curl = await hook.locator('[aria-label="As curl"]').textContent()
  assert.match(curl, /hooks:run/)
  assert.ok(!curl.includes(control))
  const refused = await page.evaluate(
    async ([token]) =>
      (await fetch('/_stateroom/v1/undo', { method: 'POST', headers: { Authorization: `Bearer ${token}` } })).status,
    [control]
  )
  assert.equal(refused, 403)

  assert.deepEqual(asked.filter((url) => new URL(url).origin !== program.url), [])
  assert.deepEqual(complaints, [])
  const kept = await page.evaluate(async () => [
    localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length
  ])
  assert.deepEqual(kept, [0, 0, '', 0])
  assert.ok(!page.url().includes('key'))
  await page.reload()
  await page.waitForSelector('.call')
  assert.equal(await page.locator('input[data-scheme=integrationKey]').inputValue(), '')
})

test('a stream is shown as it comes, and ended', async (t) => {
  const { program, page, complaints } = await openDocs(t)
  const inputs = { 'path.workflowId': 'wf-1', 'path.key': 'status' }
  const call = await formOf(page, 'streamWorkflowValue', { inputs })
  await call.locator('button.primary').click()
  await call.locator('.result [role=status]:has-text("200")').waitFor()
  await program.set('wf-1/status', { step: 'seen' })
  await call.locator('pre.body:has-text("seen")').waitFor()
  await call.locator('button:text("Stop")').click()
  await call.locator('.result [role=status]:has-text("stopped")').waitFor()
  assert.deepEqual(complaints, [])
})

test('the keyboard alone is enough', async (t) => {
  const { page } = await openDocs(t)
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip')
  await page.locator('#search').focus()
  await page.keyboard.type('post agents')
  const shown = page.locator('#list li:not([hidden])')
  assert.deepEqual(await shown.allTextContents(), ['POSTCreate an agent'])
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.getElementById('createAgent').open)
  // From there on, the form's fields and its button follow in their order.
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'SUMMARY')
  for (let i = 0; i < 40; ++i) {
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement.className === 'primary')) break
  }
  await page.keyboard.press('Enter')
  await page.locator('#createAgent .result [role=status]:has-text("401")').waitFor()
  // Every field has a name for those who hear it.
  const nameless = await page.evaluate(() =>
    [...document.querySelectorAll('input, textarea, button')].filter(
      (one) => !one.labels?.length && !one.getAttribute('aria-label') && !one.textContent
    ).length
  )
  assert.equal(nameless, 0)
})

/** The worst contrast of text to the ground that it stands on. */
function worstContrast() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number)
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const groundOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = getComputedStyle(at).backgroundColor
      if (channels(ground)[3] !== 0) return ground
    }
    return 'rgb(255, 255, 255)'
  }
  let worst = [21, '']
  for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '')
    if (!own || element.getClientRects().length === 0) continue
    const [a, b] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))].sort((x, y) => y - x)
    const contrast = (a + 0.05) / (b + 0.05)
    if (contrast < worst[0]) worst = [contrast, element.outerHTML.slice(0, 120)]
  }
  return worst
}

test('it can be read in light and dark, on narrow and wide screens', async (t) => {
  const { program, page } = await openDocs(t)
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme })
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      for (const place of ['/docs', '/docs/errors', '/docs/errors/VERSION_CONFLICT']) {
        await page.goto(program.url + place)
        await page.waitForSelector(place === '/docs' ? '.call' : 'table')
        if (place === '/docs') for (const id of ['setWorkflowValue', 'getSharedState', 'runHook']) await formOf(page, id)
        const what = `${place} ${colorScheme} ${width}`
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        assert.ok(wider <= 0, `${what}: wider by ${wider}`)
        const [contrast, element] = await page.evaluate(worstContrast)
        assert.ok(contrast >= 4.5, `${what}: ${contrast} ${element}`)
      }
    }
  }
})
