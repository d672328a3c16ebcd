// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and user tokens for servers that the tests of the JavaScript client start.
import { createHmac } from 'node:crypto'

const secret = 'a secret that is longer than 32 bytes'

/** The server's environment. */
export const variables = {
  STATEROOM_KEYS: 'integration=int_1,campaign=cmp_1,workflow=wfl_1,business=biz_1,business=biz_few:starter', STATEROOM_JWT_SECRET: secret
}

/** A user token for an hour. */
export function userToken(sub = 'ann') {
  const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const exp = Date.now() / 1000 + 3600
  const claims = { iss: 'tests', aud: 'stateroom', exp, sub, campaign_id: 'spring', app_id: 'quiz' }
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}
