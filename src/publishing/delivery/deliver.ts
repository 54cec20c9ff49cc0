import { EventsRejected, type FailureKind, type Sink, SinkUnavailable } from '../sink.ts'
import type { Envelope } from '../wire/envelope.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { WallClock } from '../../time/pace.ts'

/** How failures are met. */
export interface RetryOptions {
  /** How often a batch is sent again before the breaker opens, or, without one, before the publisher gives up. */
  readonly attempts: number
  /** Factor by which the wait grows. */
  readonly multiplier: number
}

/** What delivering works with. */
export interface DeliveryParts {
  readonly sink: Sink
  readonly breaker: CircuitBreaker | undefined
  readonly retry: RetryOptions
  readonly clock: WallClock
  /** Hears of every attempt that failed. */
  readonly onFailure: (kind: FailureKind, error: Error) => void
  /** From 0 up to 1: spreads the waits of lanes that failed together. */
  readonly jitter?: () => number
}

/** What became of the first events of a batch: so many were confirmed, or the first can never be sent. */
export type Delivered = { readonly confirmed: number } | { readonly rejected: string }

/** Delivers the first events of a batch, however long it takes. */
export type Deliver = (lane: number, events: readonly Envelope[], signal: AbortSignal) => Promise<Delivered>

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 30_000
/** Event Hubs asks for 4 seconds in its answer "server busy"; other services tell how long they want to be left alone. */
const LONGEST_WAIT_WHEN_BUSY_MS = 4000
/** Waits differ by up to this share either way. */
const SPREAD = 0.2

/**
 * Sends to a sink with retries behind a circuit breaker. With a breaker it goes on until the sink is back; without one it fails
 * with SinkUnavailable when its attempts are used up. A batch that is rejected is halved until the event is found that is the matter.
 */
export function createDelivery(parts: DeliveryParts): Deliver {
  return async (lane, events, signal) => {
    let few = events
    for (;;) {
      try {
        return { confirmed: await sendPatiently(parts, { lane, events: few }, signal) }
      } catch (error) {
        if (!(error instanceof EventsRejected)) throw error
        parts.onFailure('rejected', error)
        if (few.length === 1) return { rejected: error.message }
        few = few.slice(0, Math.ceil(few.length / 2))
      }
    }
  }
}

interface LaneBatch {
  readonly lane: number
  readonly events: readonly Envelope[]
}

async function sendPatiently(parts: DeliveryParts, { lane, events }: LaneBatch, signal: AbortSignal): Promise<number> {
  const { sink, breaker, retry, clock, onFailure, jitter = Math.random } = parts
  let failures = 0
  let refusals = 0
  for (;;) {
    await breaker?.pass(signal)
    try {
      const confirmed = await sink.send(lane, events, signal)
      breaker?.succeeded()
      return confirmed
    } catch (error) {
      if (!(error instanceof SinkUnavailable)) {
        // What has answered is there; and nothing is learned of a sink from an attempt that was broken off.
        if (!signal.aborted) breaker?.succeeded()
        throw error
      }
      onFailure(error.kind, error)
      if (error.kind === 'throttling') {
        // It is there and asks for patience: that is not the failure that a breaker guards against, nor one to give up after.
        breaker?.succeeded()
        await clock.sleep(waitMs(error, refusals++, retry, jitter()), signal)
        continue
      }
      const isFinal = failures >= retry.attempts
      if (isFinal && breaker === undefined) throw error
      breaker?.failed(isFinal)
      if (!isFinal) await clock.sleep(waitMs(error, failures, retry, jitter()), signal)
      failures = isFinal ? 0 : failures + 1
    }
  }
}

function waitMs(
  { kind, retryAfterMs = 0 }: SinkUnavailable,
  attempt: number,
  retry: RetryOptions,
  jitter: number,
): number {
  const longest = kind === 'throttling' ? LONGEST_WAIT_WHEN_BUSY_MS : LONGEST_WAIT_MS
  const wait = Math.min(longest, FIRST_WAIT_MS * retry.multiplier ** attempt)
  return Math.max(retryAfterMs, wait * (1 - SPREAD + 2 * SPREAD * jitter))
}
