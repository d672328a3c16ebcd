// SPDX-License-Identifier: MIT

/** One event of a text/event-stream. */
export interface StreamEvent {
  type: string
  data: string
}

/** Reads a text/event-stream, in pieces cut anywhere, as the HTML standard tells. */
export class EventParser {
  /** The id of the last event, to resume by. */
  lastEventId: string
  /** Milliseconds before connecting again, if the stream has told. */
  retry: number | undefined

  #pieces: string[] = []
  #afterReturn = false
  #data: string[] = []
  #type = ''
  #id: string

  constructor(lastEventId: string) {
    this.lastEventId = lastEventId
    this.#id = lastEventId
  }

  /** The events that `text` completes. */
  *push(text: string): Generator<StreamEvent> {
    const ends = /\r\n|\r|\n/g
    let from = 0
    if (this.#afterReturn && text !== '') {
      this.#afterReturn = false
      if (text[0] === '\n') ends.lastIndex = from = 1
    }
    for (let end; (end = ends.exec(text)) !== null; ) {
      this.#pieces.push(text.slice(from, end.index))
      const line = this.#pieces.join('')
      this.#pieces = []
      from = ends.lastIndex
      this.#afterReturn = end[0] === '\r' && from === text.length
      const event = this.#line(line)
      if (event) yield event
    }
    if (from < text.length) this.#pieces.push(text.slice(from))
  }

  #line(line: string): StreamEvent | undefined {
    if (line === '') return this.#dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return undefined
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (name === 'data') this.#data.push(value)
    else if (name === 'event') this.#type = value
    else if (name === 'id' && !value.includes('\0')) this.#id = value
    else if (name === 'retry' && /^\d+$/.test(value)) this.retry = Number(value)
    return undefined
  }

  #dispatch(): StreamEvent | undefined {
    this.lastEventId = this.#id
    const event = { type: this.#type || 'message', data: this.#data.join('\n') }
    const complete = this.#data.length > 0
    this.#data = []
    this.#type = ''
    return complete ? event : undefined
  }
}
