// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict'
import test from 'node:test'

import { CampaignClient, IntegrationClient, StateroomError, StateSetClient, WorkflowClient } from '../dist/esm/index.js'
import { answer, clientOf, FakeServer } from './support.mjs'

const never = { maxRetries: 0 }

/** Status, body, and what the error says. */
const cases = {
  'workflow': [WorkflowClient, 409, { code: 'VERSION_CONFLICT', message: 'Expected 1', currentVersion: 2 },
    { code: 'VERSION_CONFLICT', message: 'Expected 1', currentVersion: 2 }],
  'integration': [IntegrationClient, 404, { errors: [{ code: 'not_found', message: 'State key not found' }] },
    { code: 'not_found', message: 'State key not found' }],
  'both shapes of a shared path': [IntegrationClient, 401,
    { code: 'UNAUTHORIZED', message: 'Unauthorized', errors: [{ code: 'unauthorized', message: 'No key' }] },
    { code: 'unauthorized', message: 'No key' }],
  'campaign': [CampaignClient, 400,
    { status: 'error', error_code: 'system_state_violation', message: 'No', path: 'state.sessionId', details: [{ field: 'f', message: 'm' }] },
    { code: 'system_state_violation', message: 'No', path: 'state.sessionId', details: [{ field: 'f', message: 'm' }] }],
  'business': [StateSetClient, 404,
    { success: false, error: { code: 'RESOURCE_NOT_FOUND', message: 'No agent', details: { agent_id: 'agent_xyz', suggestion: 's' } } },
    { code: 'RESOURCE_NOT_FOUND', message: 'No agent', details: { agent_id: 'agent_xyz', suggestion: 's' } }],
  'business, limited': [StateSetClient, 429, { error: { code: 'RATE_LIMITED', message: 'Wait', retry_after: 60 } },
    { code: 'RATE_LIMITED', message: 'Wait', retry_after: 60 }],
  'none': [StateSetClient, 404, { error: { code: 'NOT_FOUND', message: 'No such path' } },
    { code: 'NOT_FOUND', message: 'No such path' }],
  'a page of something in between': [StateSetClient, 502, '<html>bad gateway</html>',
    { code: 'HTTP_502', message: 'the server answered 502', body: '<html>bad gateway</html>' }],
  'an empty answer': [StateSetClient, 500, undefined, { code: 'HTTP_500', message: 'the server answered 500' }],
  'JSON that is no object': [StateSetClient, 500, 'null', { code: 'HTTP_500' }]
}

for (const [name, [Client, status, body, expected]] of Object.entries(cases)) {
  test(`the shape of ${name}`, async () => {
    const client = clientOf(Client, new FakeServer(answer(status, body, { 'X-Request-Id': 'req_7' })), { token: 't' })
    const call = {
      WorkflowClient: () => client.state.get('w', 'k', never), IntegrationClient: () => client.state.get('k', never),
      CampaignClient: () => client.state.get(never), StateSetClient: () => client.agents.get('a', never)
    }[Client.name]
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof StateroomError && error instanceof Error)
      for (const [member, value] of Object.entries(expected)) assert.deepEqual(error[member], value, member)
      assert.deepEqual([error.status, error.request_id], [status, 'req_7'])
      return true
    })
  })
}

test('a success that is not JSON says so and is not tried again', async () => {
  const server = new FakeServer(answer(200, '<html>a login page</html>'))
  await assert.rejects(clientOf(StateSetClient, server).agents.get('a'), { code: 'INVALID_ANSWER', status: 200 })
  assert.equal(server.requests.length, 1)
})

test('an error tells no key', async () => {
  for (const last of [answer(401, {}), new TypeError('fetch failed')]) {
    const client = clientOf(StateSetClient, new FakeServer(last), { apiKey: 'biz_secret', maxRetries: 0 })
    await assert.rejects(client.agents.get('a'), (error) => {
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)} ${error.cause?.stack}`, /biz_secret/)
      return true
    })
  }
})

test('a printed error has what was said and nothing else', async () => {
  const client = clientOf(WorkflowClient, new FakeServer(answer(409, { code: 'VERSION_CONFLICT', message: 'm', currentVersion: 0 })))
  await assert.rejects(client.state.setWithVersion('w', 'k', 1, 1), (error) => {
    assert.deepEqual(Object.keys(error).sort(), ['code', 'currentVersion', 'name', 'status'])
    assert.match(error.stack, /errors\.test\.mjs/, 'it shows where the call is')
    assert.equal(error.body.code, 'VERSION_CONFLICT')
    return true
  })
})
