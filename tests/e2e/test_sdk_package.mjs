// SPDX-License-Identifier: GPL-3.0-or-later
// The JavaScript client as a newcomer has it: packed, installed into an empty project, its pages' programs run
// from top to bottom, its types used by strict compilers.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'
import { promisify } from 'node:util'

import { patience, plainEnvironment, sourceFile, startProgram, temporaryDirectory } from './program.mjs'
import {
  businessProgram, businessTells, lockingProgram, lockingTells, referenceProgram, referenceTells
} from './sdk_documents.mjs'
import { userToken, variables } from './sdk_credentials.mjs'

const sdk = sourceFile('sdk/js')
const run = promisify(execFile)
const project = temporaryDirectory(test)

/** Runs a program of the project; its output. */
async function runHere(command, parameters, { cwd = project, environment = {} } = {}) {
  const env = { ...plainEnvironment(), npm_config_cache: path.join(project, 'cache'), ...environment }
  const { stdout } = await run(command, parameters, { cwd, env, timeout: patience }).catch((error) => {
    throw new Error(`${command} ${parameters.join(' ')}\n${error.stdout}\n${error.stderr}`)
  })
  return stdout
}

async function runProgram(name, text, environment) {
  writeFileSync(path.join(project, name), text)
  return runHere(process.execPath, [name], { environment })
}

test.before(async () => {
  const packed = JSON.parse(
    await runHere('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], { cwd: sdk })
  )
  const [{ filename }] = Object.values(packed) // a list, and by name since npm 11.6
  const dependencies = { '@stateroom/client': `file:${filename}`, '@stateset/node': `file:${filename}` }
  writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  await runHere('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'])
})

test('the package holds what is needed and nothing else', () => {
  const files = readdirSync(path.join(project, 'node_modules/@stateroom/client'), { recursive: true })
    .map((file) => file.replaceAll('\\', '/')).sort()
  const code = /^dist\/(esm|cjs)\/[a-z]+\.(d\.ts|js)$/
  assert.ok(files.some((file) => code.test(file)))
  assert.deepEqual(files.filter((file) => !code.test(file)), [
    'LICENSE', 'README.md', 'dist', 'dist/cjs', 'dist/cjs/package.json', 'dist/esm', 'package.json'
  ])
  const manifest = JSON.parse(readFileSync(path.join(project, 'node_modules/@stateroom/client/package.json'), 'utf8'))
  assert.equal(manifest.license, 'MIT')
  assert.equal(manifest.dependencies, undefined)
})

test('it is there by import and by require', async () => {
  const tell = 'console.log(JSON.stringify(Object.keys(client).sort()))'
  const imported = await runProgram('a.mjs', `import * as client from '@stateroom/client'; ${tell}`)
  const required = await runProgram('a.cjs', `const client = require('@stateset/node'); ${tell}`)
  assert.deepEqual(JSON.parse(imported), [
    'CampaignClient', 'FetchEventSource', 'IntegrationClient', 'RawJSON', 'StateSetClient', 'StateroomError',
    'WorkflowClient', 'parse', 'stringify'
  ])
  assert.equal(required, imported)
})

/** Compiles files of the project, and the package's types with them, without making anything. */
async function check(files, options) {
  const compilerOptions = {
    noEmit: true, strict: true, exactOptionalPropertyTypes: true, target: 'ES2022', lib: ['ES2022', 'DOM'], types: [],
    typeRoots: [path.join(sdk, 'node_modules/@types')], ...options
  }
  writeFileSync(path.join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  await runHere(process.execPath, [path.join(sdk, 'node_modules/typescript/bin/tsc')])
}

test('its types hold for strict compilers of modules, CommonJS, bundlers, and without a page', async () => {
  const usage = readFileSync(path.join(sdk, 'test/usage.ts'), 'utf8')
  for (const name of ['usage.mts', 'usage.cts', 'usage.ts']) writeFileSync(path.join(project, name), usage)
  await check(['usage.mts', 'usage.cts'], { module: 'NodeNext' })
  await check(['usage.ts'], { module: 'ESNext', moduleResolution: 'bundler' })
  writeFileSync(path.join(project, 'node.mts'), `import { WorkflowClient } from '@stateroom/client'
    new WorkflowClient({ fetch, apiKey: process.env['KEY'] }).state.subscribe('w', 'k', ({ version }) => version + 1).close()`)
  await check(['node.mts'], { module: 'NodeNext', lib: ['ES2022'], types: ['node'] })
})

/** A page's programs as one, and what it tells that they print: the comment behind each console.log. */
function programOf(page) {
  const text = readFileSync(sourceFile(page), 'utf8')
  const code = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, block]) => block).join('\n')
  const told = [...code.matchAll(/^( *)console\.log\(.*\n((?:\1\/\/ .*\n)+)/gm)]
    .map(([, , comment]) => comment.replace(/^ *\/\/ /gm, '')).join('')
  assert.equal((code.match(/console\.log\(/g)).length, code.match(/console\.log\(.*\n *\/\/ /g).length, 'each tells what it prints')
  return { code, told }
}

for (const page of ['sdk/js/README.md', ...['workflow', 'integration', 'campaign', 'business'].map((name) => `docs/clients/${name}.md`)]) {
  test(`${page} prints what it tells`, async (t) => {
    const program = await startProgram(t, temporaryDirectory(t), { variables })
    const { code, told } = programOf(page)
    const printed = await runProgram('page.mjs', code.replaceAll('localhost:7474', `127.0.0.1:${program.port}`), {
      INTEGRATION_KEY: 'int_1', CAMPAIGN_KEY: 'cmp_1', STATESET_API_KEY: 'biz_1', USER_TOKEN: userToken()
    })
    assert.equal(printed, told)
  })
}

for (const [what, makeProgram, tells] of [
  ['State Store, optimistic locking', lockingProgram, lockingTells],
  ['State Store, SDK reference', referenceProgram, referenceTells],
  ['business API', (url) => businessProgram(url, { key: 'biz_1', limited: 'biz_few' }), businessTells]
]) {
  test(`the document's lines: ${what}`, async (t) => {
    const { url } = await startProgram(t, temporaryDirectory(t), { variables })
    const printed = await runProgram('document.mjs', makeProgram(url))
    assert.deepEqual(printed.trimEnd().split('\n').map((line) => JSON.parse(line)), tells)
  })
}
