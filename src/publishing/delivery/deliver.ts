import { EventsRejected, type FailureKind, type Sink, SinkRefused, SinkUnavailable } from '../sink.ts'
import type { Envelope } from '../wire/envelope.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { WallClock } from '../../time/wall-clock.ts'

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
  /** With so many events in a row that the sink never takes, the matter is not with them; unlimited when absent. */
  readonly mostRejected?: number
  /** From 0 up to 1: spreads the waits of lanes that failed together. */
  readonly jitter?: () => number
}

/** What became of the first events of a batch: so many were confirmed, or the first can never be sent. */
export type Delivered = { readonly confirmed: number } | { readonly rejected: string }

/** What ends a delivery. */
export interface DeliverySignals {
  /** Ends an attempt that is under way. */
  readonly attempts: AbortSignal
  /** Ends the waiting for another one. */
  readonly waits: AbortSignal
}

/** Delivers the first events of a batch, however long it takes. @throws the reason of a signal when that is aborted first. */
export type Deliver = (lane: number, events: readonly Envelope[], signals: DeliverySignals) => Promise<Delivered>

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 30_000
/** Event Hubs asks for 4 seconds in its answer "server busy"; other services tell how long they want to be left alone. */
const LONGEST_WAIT_WHEN_BUSY_MS = 4000
/** Waits differ by up to this share either way. */
const SPREAD = 0.2

/**
 * Sends to a sink with retries behind a circuit breaker. With a breaker it goes on until the sink is back; without one it fails
 * with SinkUnavailable when its attempts are used up. A batch that is rejected is halved until the event is found that is the matter;
 * when it is every event, it fails with SinkRefused.
 */
export function createDelivery(parts: DeliveryParts): Deliver {
  const { mostRejected = Number.POSITIVE_INFINITY } = parts
  let rejectedInARow = 0
  return async (lane, events, signals) => {
    let few = events
    for (;;) {
      try {
        const confirmed = await sendPatiently(parts, { lane, events: few }, signals)
        rejectedInARow = 0
        return { confirmed }
      } catch (error) {
        if (!(error instanceof EventsRejected)) throw error
        parts.onFailure('rejected', error)
        if (few.length === 1) {
          if (++rejectedInARow >= mostRejected) throw tooManyRejected(parts, error)
          return { rejected: error.message }
        }
        few = few.slice(0, Math.ceil(few.length / 2))
      }
    }
  }
}

function tooManyRejected({ sink, mostRejected }: DeliveryParts, cause: EventsRejected): SinkRefused {
  return new SinkRefused(`${sink.name} took none of ${mostRejected} events in a row: ${cause.message}`, { cause })
}

interface LaneBatch {
  readonly lane: number
  readonly events: readonly Envelope[]
}

async function sendPatiently(
  parts: DeliveryParts,
  { lane, events }: LaneBatch,
  { attempts, waits }: DeliverySignals,
): Promise<number> {
  const { sink, breaker, retry, clock, onFailure, jitter = Math.random } = parts
  let failures = 0
  let refusals = 0
  for (;;) {
    await breaker?.pass(waits)
    try {
      const confirmed = await sink.send(lane, events, attempts)
      breaker?.succeeded()
      return confirmed
    } catch (error) {
      if (!(error instanceof SinkUnavailable)) {
        // What has answered is there; and nothing is learned of a sink from an attempt that was broken off.
        if (!attempts.aborted) breaker?.succeeded()
        throw error
      }
      onFailure(error.kind, error)
      if (error.kind === 'throttling') {
        // It is there and asks for patience: that is not the failure that a breaker guards against, nor one to give up after.
        breaker?.succeeded()
        await clock.sleep(waitMs(error, refusals++, retry, jitter()), waits)
        continue
      }
      const isFinal = failures >= retry.attempts
      if (isFinal && breaker === undefined) throw error
      breaker?.failed(isFinal)
      if (!isFinal) await clock.sleep(waitMs(error, failures, retry, jitter()), waits)
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
