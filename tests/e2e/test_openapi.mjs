// SPDX-License-Identifier: GPL-3.0-or-later
// The served OpenAPI document: its linter finds nothing, and what the server really answers is what
// the document says, for every operation and for errors of every API.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import test from 'node:test'

import { inTime, startProgram, temporaryDirectory } from './program.mjs'

const { default: Ajv } = await import('ajv/dist/2020.js')
const redocly = (await import('@redocly/openapi-core')).default

const documentOf = async (program) => (await fetch(`${program.url}/openapi.json`)).json()

/** The document, with closed answers: a member that it does not name is one too many. */
function validatorOf(document) {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  const closed = structuredClone(document)
  const close = (schema) => {
    if (schema === null || typeof schema !== 'object') return
    if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false
    Object.values(schema).forEach(close)
  }
  close(closed.components.schemas)
  ajv.addSchema({ $id: 'doc', components: closed.components })
  return (schema, value, what) => {
    const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/')))
    assert.ok(validate(value), `${what}: ${JSON.stringify(validate.errors)}\n${JSON.stringify(value)}`)
  }
}

/** Calls operations by their ids, and holds each request and answer against the document. */
function callerOf(program, document) {
  const operations = new Map()
  for (const [path, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item))
      operations.set(operation.operationId, { ...operation, method: method.toUpperCase(), path })
  const validate = validatorOf(document)
  const succeeded = new Set()
  const statuses = new Map()
  const resolve = (thing) =>
    thing.$ref ? thing.$ref.slice(2).split('/').reduce((at, part) => at[part], document) : thing

  async function call(id, { status = 200, key, path = {}, query = {}, headers = {}, body, text } = {}) {
    const operation = operations.get(id)
    assert.ok(operation, id)
    for (const name of [...Object.keys(query), ...Object.keys(headers)])
      if (name !== 'X-Unknown')
        assert.ok(operation.parameters.some((one) => one.name === name), `${id}: ${name}`)
    let target = operation.path
    for (const [name, value] of Object.entries(path))
      target = target.replace(`{${name}}`, encodeURIComponent(value))
    assert.ok(!target.includes('{'), target)
    const asked = new URLSearchParams(query).toString()
    if (body !== undefined && status < 400)
      validate(Object.values(operation.requestBody.content)[0].schema, body, `${id}: body`)
    const abort = new AbortController()
    const answer = await inTime(
      fetch(program.url + target + (asked && `?${asked}`), {
        method: operation.method,
        headers: { ...(key && { Authorization: `Bearer ${key}` }), ...headers },
        body: text ?? (body === undefined ? undefined : JSON.stringify(body)),
        signal: abort.signal
      }),
      id
    )
    const type = (answer.headers.get('Content-Type') ?? '').split(';')[0]
    if (type === 'text/event-stream') {
      const { value } = await inTime(answer.body.getReader().read(), 'the beginning of a stream')
      abort.abort()
      assert.ok(value.length > 0)
    }
    const told = type === 'text/event-stream' ? '' : await answer.text()
    assert.ok([status].flat().includes(answer.status), `${id}: ${answer.status}, not ${status}: ${told}`)
    const described = operation.responses[answer.status] ?? operation.responses[`${String(answer.status)[0]}XX`]
    assert.ok(described, `${id}: ${answer.status} is not described`)
    const { content } = resolve(described)
    if (told === '' && type === '') assert.equal(content, undefined, `${id}: no body`)
    else assert.ok(content?.[type], `${id}: ${answer.status} ${type} is not described`)
    if (type === 'application/json') validate(content[type].schema, JSON.parse(told), `${id} ${answer.status}`)
    if (answer.status < 400) succeeded.add(id)
    else {
      const tag = operation.tags[0]
      statuses.set(tag, (statuses.get(tag) ?? new Set()).add(answer.status))
    }
    return type === 'application/json' ? JSON.parse(told) : told
  }
  return { call, operations, succeeded, statuses }
}

test('the linter finds nothing', async (t) => {
  const program = await startProgram(t, temporaryDirectory(t))
  const source = await (await fetch(`${program.url}/openapi.json`)).text()
  const config = await redocly.createConfig({
    extends: ['recommended'],
    // Paths that only a router could confuse, and ours prefers literals.
    rules: { 'no-ambiguous-paths': 'off' }
  })
  const problems = await redocly.lintFromString({ source, absoluteRef: 'openapi.json', config })
  assert.deepEqual(problems.map((one) => `${one.severity} ${one.ruleId} ${one.location[0]?.pointer}: ${one.message}`), [])
})

async function callWorkflow(call) {
  const path = { workflowId: 'wf-1', key: 'a/b ü' }
  await call('setWorkflowValue', { path, body: { value: { n: 1 }, ttl: 60 } })
  await call('getWorkflowValue', { path })
  await call('getWorkflowValue', { path, query: { version: 1 } })
  await call('getWorkflowValue', { path, headers: { 'If-None-Match': '"1"' }, status: 304 })
  await call('compareAndSetWorkflowValue', { path, body: { value: null, expectedVersion: 1 } })
  await call('compareAndSetWorkflowValue', { path, body: { value: 1, expectedVersion: 1 }, status: 409 })
  await call('streamWorkflowValue', { path, query: { snapshot: true } })
  await call('getSharedState', { path: { name: 'wf-1' } })
  await call('getSharedState', { path: { name: 'wf-1' }, query: { limit: 1, prefix: 'a' } })
  await call('getSharedState', { path: { name: 'wf-1' }, headers: { Accept: 'text/event-stream' } })
  await call('getSharedState', { path: { name: 'wf-1' }, query: { limit: 'x' }, status: 400 })
  await call('getSharedState', { path: { name: 'wf-1' }, key: 'unknown', status: 401 })
  await call('deleteWorkflowValue', { path })
  await call('deleteWorkflowValue', { path })
  await call('getWorkflowValue', { path, status: 404 })
  await call('getWorkflowValue', { path, query: { version: 99 }, status: 404 })
  await call('setWorkflowValue', { path, text: '{"value":', status: 400 })
  await call('setWorkflowValue', { path, body: { value: 1 }, headers: { 'If-Match': '"7"' }, status: 412 })
  await call('getWorkflowValue', { path: { workflowId: 'wf', key: 'x' }, headers: { 'X-Unknown': 'a'.repeat(70_000) }, status: 431 })
  await call('getWorkflowValue', { path, headers: {}, status: 404 })
}

async function callIntegration(call, key) {
  const global = { key: 'cursor' }
  await call('listIntegrationKeys', { key, status: 204 })
  await call('putIntegrationValue', { key, path: global, body: 1.5 })
  await call('getIntegrationValue', { key, path: global })
  await call('getIntegrationValue', { key, path: global, headers: { 'If-None-Match': '"1"' }, status: 304 })
  await call('putSharedState', { key, path: { name: 'cursor' }, body: { lastId: 12 } })
  await call('getSharedState', { key, path: { name: 'cursor' } })
  await call('getSharedState', { key, path: { name: 'missing' }, status: 404 })
  await call('listIntegrationKeys', { key, query: { limit: 1 } })
  await call('deleteSharedState', { key, path: { name: 'cursor' }, status: 204 })
  await call('putIntegrationValue', { key, path: global, body: null })
  await call('deleteIntegrationValue', { key, path: global, status: 204 })
  await call('deleteIntegrationValue', { key, path: global, status: 404 })
  await call('deleteIntegrationKeys', { key, status: 204 })
  const one = { resourceType: 'imports', id: '55cc', key: 'k' }
  const all = { resourceType: 'imports', id: '55cc' }
  await call('putResourceValue', { key, path: one, body: [1] })
  await call('getResourceValue', { key, path: one })
  await call('listResourceKeys', { key, path: all })
  await call('deleteResourceValue', { key, path: one })
  await call('deleteResourceKeys', { key, path: all })
  await call('listResourceKeys', { key, path: all, status: 204 })
  await call('getIntegrationValue', { path: global, status: 401 })
  await call('getIntegrationValue', { key, path: { key: 'k'.repeat(257) }, status: 422 })
  await call('putIntegrationValue', { key, path: global, text: '', status: 400 })
  await call('putIntegrationValue', { key, path: global, body: 1, headers: { 'If-Match': '"9"' }, status: 412 })
  await call('getIntegrationValue', { key: 'biz-key', path: global, status: 403 })
}

async function callCampaign(call, key, control) {
  const path = { campaign_id: 'spring' }
  const points = { scope: 'user', name: 'points', type: 'number', default: 0, description: 'so many' }
  await call('defineVariable', { key, path, body: points })
  await call('defineVariable', { key, path, body: { ...points, default: 1 }, status: 409 })
  await call('defineVariable', { key, path, body: { scope: 'nobody' }, status: 422 })
  await call('defineVariable', { key, path, text: '{', status: 400 })
  await call('listVariables', { key, path })
  await call('listVariables', { path, status: 401 })
  const { token } = await call('mintUserToken', { key: control, body: { campaign: 'spring', app: 'quiz', sub: 'ann' } })
  await call('getParticipantState', { key: token })
  const inc = { ops: [{ path: 'state.user.points', op: 'inc', value: 5 }], mutation_id: 'once' }
  assert.equal((await call('mutateParticipantState', { key: token, body: inc })).status, 'applied')
  assert.equal((await call('mutateParticipantState', { key: token, body: inc })).status, 'duplicate')
  await call('getParticipantState', { key: token })
  const unknown = { ops: [{ path: 'state.sessionId', op: 'set', value: 1 }] }
  await call('mutateParticipantState', { key: token, body: unknown, status: 400 })
  await call('getParticipantState', { key, status: 403 })
  await call('getParticipantState', { status: 401 })
}

async function callWebhooks(call, key, id) {
  const path = { id }
  await call('createWebhook', { key, body: { url: 'ftp://a/', events: ['*'] }, status: 400 })
  const { data: test } = await call('testWebhook', { key, path, headers: { 'Idempotency-Key': 'w' }, status: 202 })
  await call('listWebhookDeliveries', { key, path, query: { limit: 1 } })
  await call('listWebhookDeliveries', { key, path, query: { cursor: 'none' }, status: 400 })
  await call('getWebhookDelivery', { key, path: { id, delivery: test.id } })
  await call('getWebhookDelivery', { key, path: { id, delivery: 'none' }, status: 404 })
  await call('resendWebhookDelivery', { key, path: { id, delivery: test.id }, status: 202 })
  await call('resendWebhookDelivery', { key, path: { id, delivery: 'none' }, status: 404 })
  await call('renewWebhookSecret', { key, path })
  await call('renewWebhookSecret', { path, status: 401 })
  await call('updateWebhook', { key, path, body: { status: 'disabled' } })
  await call('testWebhook', { key, path, status: 400 })
}

async function callBusiness(call, key) {
  const bodies = (ids) => ({
    Agent: { name: 'Ann', capabilities: { may: true }, own: [1] },
    Conversation: { agent_id: ids.Agent, channel: 'web', satisfaction_score: 3 },
    Message: { conversation_id: ids.Conversation, content: 'Hi', role: 'user' },
    Order: { total: 2.5 },
    Return: { order_id: ids.Order },
    Webhook: { url: 'http://127.0.0.1:9/', events: ['order.created', '*'], status: 'enabled' }
  })
  const ids = {}
  for (const name of Object.keys(bodies({}))) {
    const body = bodies(ids)[name]
    ids[name] = (await call(`create${name}`, { key, body, status: 201 })).data.id
    const path = { id: ids[name] }
    await call(`get${name}`, { key, path })
    await call(`get${name}`, { key, path, headers: { 'If-None-Match': '"1"' }, status: 304 })
    await call(`update${name}`, { key, path, body: { metadata: { a: 1 } } })
    await call(`replace${name}`, { key, path, body, headers: { 'X-API-Version': 'v1' } })
    await call(`list${name}s`, { key, query: { limit: 1, sort: '-created_at', filter: '{"id":{"$exists":true}}' } })
    await call(`get${name}`, { key, path: { id: 'none' }, status: 404 })
    await call(`get${name}`, { path, status: 401 })
  }
  await call('listConversationsOfAgent', { key, path: { id: ids.Agent } })
  await call('listMessagesOfConversation', { key, path: { id: ids.Conversation } })
  await call('createAgent', { key, body: {}, status: 400 })
  await call('createAgent', { key, text: '{"name"', status: 400 })
  await call('createConversation', { key, body: { agent_id: 'agent_none', channel: 'web' }, status: 404 })
  await call('updateAgent', { key, path: { id: ids.Agent }, body: {}, headers: { 'If-Match': '"9"' }, status: 412 })
  await call('listAgents', { key: 'int-key', status: 403 })
  await call('listAgents', { key, query: { limit: 1000 }, status: 400 })
  await callWebhooks(call, key, ids.Webhook)
  for (const name of Object.keys(ids)) await call(`delete${name}`, { key, path: { id: ids[name] } })
  // A hundred calls a minute; a new minute may begin in between.
  let refused = false
  for (let i = 0; i < 1000 && !refused; ++i)
    refused = !(await call('listAgents', { key: 'poor', status: [200, 429] })).success
  assert.ok(refused, 'the plan has no limit')
}

async function callControlWebhooks(call, key) {
  const fields = { url: 'http://127.0.0.1:9/', events: ['*'] }
  const { data: webhook } = await call('createWebhook', { key: 'biz-key', body: fields, status: 201 })
  const path = { id: webhook.id }
  const { webhooks } = await call('listAllWebhooks', { key })
  assert.deepEqual(webhooks.map(({ id, enabled }) => [id, enabled]), [[webhook.id, true]])
  const { delivery } = await call('sendTestEvent', { key, path, headers: { 'Idempotency-Key': 'w' }, status: 202 })
  const one = { ...path, delivery: delivery.id }
  await call('listDeliveries', { key, path, query: { limit: 1 } })
  await call('getDelivery', { key, path: one })
  await call('getDelivery', { key, path: { ...path, delivery: 'none' }, status: 404 })
  await call('resendDelivery', { key, path: one, status: 202 })
  await call('enableWebhook', { key, path, body: { enabled: false } })
  await call('resendDelivery', { key, path: one, status: 409 })
  await call('sendTestEvent', { key, path: { id: 'none' }, status: 404 })
}

async function callControl(call, key) {
  await callControlWebhooks(call, key)
  const path = { ns: 'workflow/wf-2', key: 'a/b' }
  const space = { ns: 'workflow/wf-2' }
  await call('putEntry', { key, path, body: { value: { a: 1 } } })
  await call('putEntry', { key, path, body: { value: { a: 2, b: [] }, expectedVersion: 1, ttl: 1000 } })
  await call('putEntry', { key, path, body: { value: 3, expectedVersion: 1 }, status: 409 })
  await call('getEntry', { key, path })
  await call('getEntry', { key, path, query: { version: 1 } })
  await call('getEntry', { key, path, headers: { 'If-None-Match': '"2"' }, status: 304 })
  await call('getEntry', { key, path: { ...path, key: 'none' }, status: 404 })
  await call('getEntry', { key, path: { ns: 'system/keys', key: 'x' }, status: 403 })
  await call('listNamespaces', { key, query: { kind: 'workflow' } })
  await call('listNamespaces', { status: 401 })
  await call('listEntries', { key, path: space, query: { limit: 1, values: false } })
  await call('getHistory', { key, path, query: { limit: 1 } })
  await call('diffEntry', { key, path })
  await call('deleteEntry', { key, path, query: { expectedVersion: 2 } })
  await call('deleteEntry', { key, path })
  await call('undelete', { key, body: { namespace: 'workflow/wf-2', key: 'a/b' } })
  await call('restore', { key, body: { namespace: 'workflow/wf-2', key: 'a/b', version: 1 } })
  await call('copyEntries', { key, path: space, body: { to: 'workflow/wf-3' } })
  const { operation } = await call('deleteEntries', { key, path: { ns: 'workflow/wf-3' }, body: { all: true } })
  await call('putEntry', { key, path: { ns: 'workflow/wf-3', key: 'a/b' }, body: { value: 'new' } })
  await call('undo', { key, body: { operation }, status: 409 })
  await call('undo', { key, body: { operation, force: true } })
  await call('restore', { key, body: { namespace: 'workflow/wf-2', wrong: 1 }, status: 400 })
  await call('listChanges', { key, query: { since: 0, namespace: 'workflow/wf-2', key: 'a/b' } })
  await call('watchChanges', { key, query: { since: 0 } })
  const lines = await call('exportEntries', { key, query: { namespace: 'workflow/wf-2' } })
  await call('importEntries', { key, text: lines, query: { dryRun: true } })
  await call('importEntries', { key, text: lines.replace('"value":{"a":1}', '"value":9'), query: { onConflict: 'fail' }, status: 409 })
  await call('importEntries', { key, text: 'no line\n', status: 400 })
  const upload = { id: (await call('beginUpload', { key, status: 201 })).import }
  await call('addUploadLines', { key, path: upload, query: { offset: 0 }, text: lines })
  await call('addUploadLines', { key, path: upload, query: { offset: 99999 }, text: lines, status: 409 })
  await call('commitUpload', { key, path: upload, body: { onConflict: 'keep' } })
  await call('dropUpload', { key, path: upload, status: 404 })
  await call('dropUpload', { key, path: { id: (await call('beginUpload', { key, status: 201 })).import } })
  await callKeys(call, key)
  await callVariables(call, key)
  const script = "function f(options) { console.log('hi'); options.state.set('k', 1); return options.data; }"
  await call('runHook', { key, body: { script, function: 'f', options: { data: [1] } } })
  await call('runHook', { key, body: { script, function: 'f', dryRun: true } })
  await call('runHook', { key, body: { script: 'function f() { throw new Error("no"); }', function: 'f' }, status: 422 })
  await call('listRequests', { key, query: { since: 0 } })
  await call('getStatistics', { key })
  await call('getStatistics', { key, headers: {}, status: 200 })
}

async function callKeys(call, key) {
  await call('listKeys', { key })
  const made = await call('createKey', { key, body: { api: 'integration', label: 'CI', resources: ['imports'] }, status: 201 })
  const path = { id: made.key.id }
  await call('changeKey', { key, path, body: { readOnly: true } })
  await call('rotateKey', { key, path, body: { grace: 1 } })
  await call('revokeKey', { key, path })
  await call('revokeKey', { key, path, status: 404 })
  await call('createKey', { key, body: { api: 'none' }, status: 400 })
}

async function callVariables(call, key) {
  const campaign = { campaign: 'spring' }
  const path = { ...campaign, scope: 'user', name: 'points' }
  await call('exportVariables', { key, path: campaign })
  await call('importVariables', { key, path: campaign, body: { variables: [{ scope: 'app', name: 'score', type: 'number' }] } })
  await call('changeVariable', { key, path, body: { type: 'string' }, status: 409 })
  await call('changeVariable', { key, path, body: { type: 'string', force: true } })
  await call('removeVariable', { key, path })
  await call('removeVariable', { key, path, status: 404 })
  await call('resetApp', { key, path: campaign, body: { sub: 'ann', app: 'quiz' } })
}

async function callServer(call) {
  await call('getHealth')
  for (const id of ['getOpenApi', 'getDocs', 'getDocsStyle', 'getDocsScript', 'listErrors']) await call(id)
  await call('getError', { path: { code: 'version_conflict' } })
  await call('getError', { path: { code: 'NO_SUCH_CODE' }, status: 404 })
}

test('every operation answers what the document says', async (t) => {
  const data = temporaryDirectory(t)
  const program = await startProgram(t, data, {
    variables: { STATEROOM_KEYS: 'integration=int-key,campaign=cmp-key,business=biz-key,business=poor:starter' }
  })
  const control = readFileSync(path.join(data, 'control-token'), 'utf8').trim()
  const { call, operations, succeeded, statuses } = callerOf(program, await documentOf(program))
  await callWorkflow(call)
  await callIntegration(call, 'int-key')
  await callCampaign(call, 'cmp-key', control)
  await callBusiness(call, 'biz-key')
  await callControl(call, control)
  await callServer(call)
  assert.deepEqual([...operations.keys()].filter((id) => !succeeded.has(id)), [])
  for (const api of ['workflow', 'integration', 'campaign', 'business', 'control'])
    assert.ok(statuses.get(api).size >= 3, `${api}: ${[...statuses.get(api)]}`)
})
