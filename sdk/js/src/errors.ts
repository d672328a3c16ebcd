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
  // Declared only: what an answer does not say is no member, so that a printed error is short.
  declare readonly details: any
  declare readonly retry_after: number | undefined
  declare readonly currentVersion: number | undefined
  declare readonly path: string | undefined
  declare readonly request_id: string | undefined
  declare readonly body: unknown

  constructor(code: string, message: string, facts: ErrorFacts = {}) {
    const { status = 0, cause, body, ...rest } = facts
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StateroomError'
    this.code = code
    this.status = status
    Object.assign(this, Object.fromEntries(Object.entries(rest).filter(([, fact]) => fact !== undefined)))
    Object.defineProperty(this, 'body', { value: body })
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
