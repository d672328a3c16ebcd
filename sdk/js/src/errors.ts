// SPDX-License-Identifier: MIT

/** What a refusal says beside its code and message; each API has some of it. */
export interface ErrorFacts {
  /** The HTTP status; 0 when there was no answer. */
  status?: number
  /** business: about the request; campaign: each field that is wrong. */
  details?: any
  /** Seconds to wait, of the body or the Retry-After header. */
  retry_after?: number | undefined
  /** workflow: the key's version, 0 when it does not exist. */
  currentVersion?: number
  /** campaign: the variable that it is about. */
  path?: string
  /** What to name when asking about this request. */
  request_id?: string | undefined
  /** The answer's body, parsed where it is JSON. */
  body?: unknown
  cause?: unknown
}

/**
 * Every refusal of the server, and every failure to reach it. `code` is the API's own, such as
 * VERSION_CONFLICT, VALIDATION_ERROR or not_found. Of its own there are TIMEOUT, CONNECTION_FAILED (no
 * answer came), INVALID_ANSWER (it is not JSON), and HTTP_502 and the like for a refusal without a code.
 */
export class StateroomError extends Error {
  readonly code: string
  readonly status: number
  readonly details: any
  readonly retry_after: number | undefined
  readonly currentVersion: number | undefined
  readonly path: string | undefined
  readonly request_id: string | undefined
  readonly body: unknown

  constructor(code: string, message: string, facts: ErrorFacts = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.name = 'StateroomError'
    this.code = code
    this.status = facts.status ?? 0
    this.details = facts.details
    this.retry_after = facts.retry_after
    this.currentVersion = facts.currentVersion
    this.path = facts.path
    this.request_id = facts.request_id
    this.body = facts.body
  }
}

/** The error of an answer that is not a success, whichever API's shape its body has. */
export function errorOf(
  status: number,
  body: any,
  request_id: string | undefined,
  retryAfter: number | undefined
): StateroomError {
  // business, control: {error}; integration: {errors}; workflow and campaign: the body itself.
  const told = body?.error ?? body?.errors?.[0] ?? body ?? {}
  const code = told.code ?? told.error_code ?? `HTTP_${status}`
  const { details, currentVersion, path } = told
  const retry_after = typeof told.retry_after === 'number' ? told.retry_after : retryAfter
  const message = told.message ?? body?.message ?? `the server answered ${status}`
  return new StateroomError(String(code), String(message), {
    status, details, retry_after, currentVersion, path, request_id, body
  })
}
