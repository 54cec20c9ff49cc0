/** A pending piece of future work: an agent wants to be woken for an entity. Plain data. */
export interface WakeUp {
  /** Milliseconds since the Unix epoch. */
  readonly due: number
  /** Entity key: which agent's entity (see `entityKey`). */
  readonly entity: number
  /** Number of the agent's handler. At one instant an entity is woken at most once per kind. */
  readonly kind: number
  readonly data: unknown
}

const NUMBERS_PER_AGENT = 2 ** 48

/** One safe integer for entity `number` (0 .. 2^48-1) of the agent with this code (0 .. 31). */
export function entityKey(agentCode: number, number: number): number {
  if (!(number >= 0 && number < NUMBERS_PER_AGENT)) throw new RangeError(`entity number ${number} is not below 2^48`)
  return agentCode * NUMBERS_PER_AGENT + number
}

/** One number from several, each below its limit, the first the most significant. @throws RangeError when one is not. */
export function packNumber(...parts: readonly (readonly [value: number, limit: number])[]): number {
  let number = 0
  for (let i = 0; i < parts.length; i++) {
    const value = parts[i][0]
    const limit = parts[i][1]
    if (!(value >= 0 && value < limit)) throw new RangeError(`${value} does not fit an entity number (below ${limit})`)
    number = number * limit + value
  }
  return number
}

/** The code of the agent that an entity belongs to. */
export function agentCodeOf(entity: number): number {
  return Math.floor(entity / NUMBERS_PER_AGENT)
}

/** The entity's number within its agent. */
export function entityNumberOf(entity: number): number {
  return entity % NUMBERS_PER_AGENT
}
