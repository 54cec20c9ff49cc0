import { type EventId, eventIdText } from '../../simulation/event-id.ts'

/** The canonical text of an event's id. */
export type IdText = (id: EventId) => string

/** A power of two. */
const REMEMBERED = 4096
const UUID_LENGTH = 36
const NO_ID: EventId = { ms: -1, a: 0, b: 0, c: 0 }

/**
 * Remembers the last texts of ids: those of a story come again and again, as cause, as correlation, as session. They are whole
 * texts, where those of the engine are trees of their parts, which would be gathered once in each envelope.
 */
export function createIdText(): IdText {
  const ids = Array.from({ length: REMEMBERED }, () => NO_ID)
  const texts = Array.from({ length: REMEMBERED }, () => '')
  const whole = Buffer.alloc(UUID_LENGTH)
  return (id) => {
    const place = id.c & (REMEMBERED - 1)
    if (!isSame(ids[place], id)) {
      whole.write(eventIdText(id), 'latin1')
      ids[place] = id
      texts[place] = whole.toString('latin1')
    }
    return texts[place]
  }
}

function isSame(one: EventId, other: EventId): boolean {
  return one.c === other.c && one.b === other.b && one.a === other.a && one.ms === other.ms
}
