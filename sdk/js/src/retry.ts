// SPDX-License-Identifier: MIT

/** Time as a client needs it; the platform's own unless a test brings another. */
export interface Clock {
  now(): number
  setTimeout(callback: () => void, milliseconds: number): unknown
  clearTimeout(timer: any): void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  // What is beyond 31 bits would ring at once.
  setTimeout: (callback, milliseconds) => setTimeout(callback, Math.min(milliseconds, 0x7fffffff)),
  clearTimeout: (timer) => clearTimeout(timer)
}

/** Whether the same request may fare better later: too many requests, or the server's trouble. */
export function isTransient(status: number): boolean {
  if (status === 408 || status === 429) return true
  return status >= 500 && status !== 501 && status !== 505
}

/**
 * Milliseconds before try number `tries` + 1: 0.5 s, doubled each time up to 8 s, half of it at
 * random. What the server asked for is the least, with up to a tenth more, so that not all come at once.
 */
export function retryDelay(tries: number, retryAfter: number | undefined, random: () => number): number {
  const backoff = exponential(500, tries - 1, 8_000, random)
  if (retryAfter === undefined) return backoff
  return Math.max(backoff, retryAfter * 1000 * (1 + random() / 10))
}

/** `base`, doubled `times` times, at most `most`; half of it at random. */
export function exponential(base: number, times: number, most: number, random: () => number): number {
  const delay = Math.min(base * 2 ** times, most)
  return delay / 2 + (delay / 2) * random()
}

/** The seconds of a Retry-After header, which may be a date. */
export function secondsOf(retryAfter: string | null, now: number): number | undefined {
  if (retryAfter === null) return undefined
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter)
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000))
}

/** Ends after `milliseconds`, or fails with the signal's reason when that comes first. */
export function pause(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clock.clearTimeout(timer)
      reject(signal!.reason)
    }
    const timer = clock.setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
