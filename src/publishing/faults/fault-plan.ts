import { createHash } from 'node:crypto'
import { eventIdText } from '../../simulation/event-id.ts'
import type { RecordedEvent } from '../../event-store/port.ts'

/** Shares of the events, 0 to 1 each and 1 together at most, to which something is done. */
export interface FaultRates {
  readonly late: number
  readonly duplicate: number
  readonly drop: number
  readonly corrupt: number
}

/** How an envelope is made wrong. It stays JSON, so that others of its batch arrive. */
export const CORRUPTIONS = ['missing_field', 'renamed_field', 'wrong_type', 'bad_timestamp'] as const

/** What is done to an event on purpose, and told in `truth_faults`. */
export type Fault =
  /** It comes so many simulated seconds after its time. */
  | { readonly kind: 'late'; readonly delaySeconds: number }
  /** It comes so many times. */
  | { readonly kind: 'duplicate'; readonly copies: number }
  | { readonly kind: 'drop' }
  /** `choice` from 0 up to 1 chooses the field. */
  | { readonly kind: 'corrupt'; readonly how: (typeof CORRUPTIONS)[number]; readonly choice: number }

/** How an event is made wrong. */
export type Corruption = Extract<Fault, { kind: 'corrupt' }>

/** What is done to an event, if anything. The same for the same event and seed, whoever publishes it, and however often. */
export type FaultPlan = (event: Pick<RecordedEvent, 'id'>) => Fault | undefined

const SHORTEST_DELAY_S = 30
const LONGEST_DELAY_S = 3600
const MOST_COPIES = 3
const KINDS = ['late', 'duplicate', 'drop', 'corrupt'] as const
const BITS = 2 ** 32

/** Decides by a hash of seed and event. @throws RangeError when the shares are more than 1 together. */
export function planFaults(rates: FaultRates, seed: string): FaultPlan {
  const sum = KINDS.reduce((total, kind) => total + rates[kind], 0)
  if (sum > 1) throw new RangeError(`stream.faults: the shares come to ${sum}, allowed: 1 together at most`)
  return ({ id }) => {
    const hash = createHash('sha256')
      .update(`${seed}/${eventIdText(id)}`)
      .digest()
    const [chance, second, third] = [0, 4, 8].map((offset) => hash.readUInt32BE(offset) / BITS)
    let upTo = 0
    const kind = KINDS.find((candidate) => chance < (upTo += rates[candidate]))
    return kind && MAKERS[kind](second, third)
  }
}

/** From two numbers from 0 up to 1. */
const MAKERS: Readonly<Record<(typeof KINDS)[number], (second: number, third: number) => Fault>> = {
  late: (second) => ({
    kind: 'late',
    delaySeconds: SHORTEST_DELAY_S + Math.floor(second * (LONGEST_DELAY_S - SHORTEST_DELAY_S)),
  }),
  duplicate: (second) => ({ kind: 'duplicate', copies: 2 + Math.floor(second * (MOST_COPIES - 1)) }),
  drop: () => ({ kind: 'drop' }),
  corrupt: (second, third) => ({
    kind: 'corrupt',
    how: CORRUPTIONS[Math.floor(second * CORRUPTIONS.length)],
    choice: third,
  }),
}
