// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the real stateroomd, pages and a browser for the tests; whoever starts one ends it.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const source =
  process.env.STATEROOM_SOURCE_DIR ?? fileURLToPath(new URL('../..', import.meta.url))
const binaries = process.env.STATEROOM_BIN_DIR ?? path.join(source, 'build/debug/bin')

/** Longer than anything takes, also under a sanitizer on a busy machine. */
export const patience = 60_000

export const sourceFile = (name) => path.join(source, name)

export const binary = (name) => path.join(binaries, name)

/** The caller's environment without what would configure the program. */
export const plainEnvironment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('STATEROOM_')))

/** What `promise` gives, or an error when that takes too long. */
export function inTime(promise, what) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited too long for ${what}`)), patience)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

const endings = new WeakMap()

/** At the test's end, `end` is run; what was started last ends first. */
function atEnd(t, end) {
  if (!endings.has(t)) {
    endings.set(t, [])
    t.after(async () => {
      for (const last of endings.get(t).reverse()) await last()
    })
  }
  endings.get(t).push(end)
}

export function temporaryDirectory(t) {
  const directory = mkdtempSync(path.join(tmpdir(), 'stateroom-e2e-'))
  atEnd(t, () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}

/** A stateroomd that is ready; it is killed at the test's end if it still runs. */
export async function startProgram(t, data, { port = 0, options = [], variables = {} } = {}) {
  const environment = { ...plainEnvironment(), ...variables }
  const child = spawn(
    path.join(binaries, 'stateroomd'),
    ['--data', data, '--http-threads', '3', '--port', String(port), ...options],
    { stdio: ['ignore', 'pipe', 'inherit'], env: environment }
  )
  const ended = once(child, 'exit').then(([code]) => code)
  atEnd(t, async () => {
    child.kill('SIGKILL')
    await ended
  })
  const lines = createInterface(child.stdout)
  const [line] = await inTime(
    Promise.race([once(lines, 'line'), ended.then((code) => [`ended with ${code}`])]),
    'stateroomd'
  )
  const found = /^listening on (http:\/\/127\.0\.0\.1:(\d+))$/.exec(line)
  if (!found) throw new Error(`stateroomd said: ${line}`)
  return {
    url: found[1],
    port: Number(found[2]),
    /** As a crash ends it. */
    kill() {
      child.kill('SIGKILL')
      return inTime(ended, 'the end of stateroomd')
    },
    async stop() {
      child.kill('SIGTERM')
      return inTime(ended, 'the end of stateroomd')
    },
    async set(key, value) {
      const answer = await fetch(`${found[1]}/v1/state/${key}`, {
        method: 'POST',
        body: JSON.stringify({ value })
      })
      return (await answer.json()).version
    },
    async get(key) {
      return (await fetch(`${found[1]}/v1/state/${key}`)).json()
    }
  }
}

/** A web server that answers by `answer(request, response)`, until `close()`. */
export async function serveSite(t, answer) {
  const server = http.createServer(answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ended = once(server, 'close')
  const close = () => {
    server.close()
    server.closeAllConnections()
    return ended
  }
  atEnd(t, close)
  return { port: server.address().port, close }
}

/** A web server that answers every request with `html`, as it is then; its port. */
export async function servePage(t, html) {
  const { port } = await serveSite(t, (_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    response.end(String(html))
  })
  return port
}

/** A page of a real Chromium, in which every name below `.example` is this machine. */
export async function openBrowser(t) {
  const { chromium } = await import('playwright-core').catch(() => {
    throw new Error('playwright-core is missing: run "npm ci" in tests/e2e, as ./dev test does')
  })
  const executablePath = ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
    .find((found) => found !== '')
  if (!executablePath) throw new Error('there is no Chromium; ./dev test installs it')
  const context = await chromium.launchPersistentContext(temporaryDirectory(t), {
    executablePath,
    headless: true,
    timeout: patience,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.example 127.0.0.1'
    ]
  })
  atEnd(t, () => context.close())
  return context.newPage()
}
