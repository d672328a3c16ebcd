// SPDX-License-Identifier: MIT

/** What is said of an answer beside its data. */
export interface Meta {
  request_id: string
  timestamp: string
  version: string
  execution_time_ms: number
  [member: string]: unknown
}

/** One page of a list. `for await` over it goes on through all that follow. */
export class Page<T> implements AsyncIterable<T> {
  readonly data: T[]
  /** Where the next page begins; null at the end. */
  readonly next_cursor: string | null
  readonly has_more: boolean
  readonly meta: Meta
  readonly #fetch: (cursor: string) => Promise<Page<T>>

  constructor(answer: any, fetch: (cursor: string) => Promise<Page<T>>) {
    this.data = answer.data
    this.next_cursor = answer.next_cursor ?? null
    this.has_more = answer.has_more ?? this.next_cursor !== null
    this.meta = answer.meta
    this.#fetch = fetch
  }

  /** The page behind this one, null at the end. */
  async nextPage(): Promise<Page<T> | null> {
    return this.next_cursor === null ? null : this.#fetch(this.next_cursor)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let page: Page<T> | null = this; page !== null; page = await page.nextPage()) yield* page.data
  }
}

/** What a list answers: awaited the first page, in `for await` every record. */
export type PagePromise<T> = Promise<Page<T>> & AsyncIterable<T>

export function pagePromise<T>(first: Promise<Page<T>>): PagePromise<T> {
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      yield* await first
    }
  })
}
