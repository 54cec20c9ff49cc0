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

const NUMBERS_PER_AGENT = 2 ** 45

/** The greatest number of an entity within its agent. */
export const MAX_ENTITY_NUMBER = NUMBERS_PER_AGENT - 1

/** One safe integer for entity `number` (0 .. 2^45-1) of the agent with this code (0 .. 255). */
export function entityKey(agentCode: number, number: number): number {
  return agentCode * NUMBERS_PER_AGENT + number
}

/** The code of the agent that an entity belongs to. */
export function agentCodeOf(entity: number): number {
  return Math.floor(entity / NUMBERS_PER_AGENT)
}

/** The entity's number within its agent. */
export function entityNumberOf(entity: number): number {
  return entity % NUMBERS_PER_AGENT
}
