import type { BreakerState } from './delivery/circuit-breaker.ts'
import type { FailureKind } from './sink.ts'
import type { Envelope } from './wire/envelope.ts'

/** What a publisher has done since it began. */
export interface PublisherStatistics {
  /** Events of the log that were looked at, whether or not their type is published. */
  readonly read: number
  /** Events that the sink has confirmed. */
  readonly sent: number
  readonly sentByType: Readonly<Record<string, number>>
  /** Bytes of their envelopes. */
  readonly bytes: number
  readonly batches: number
  /** Attempts that failed, by kind. */
  readonly failures: Readonly<Partial<Record<FailureKind, number>>>
  /** Events that can never be sent. */
  readonly rejected: number
  readonly breaker: BreakerState
  readonly breakerTrips: number
  /** Health checks of the sink, and how many of them failed. */
  readonly checks: number
  readonly checksFailed: number
  /** Events that wait for their confirmation. */
  readonly waiting: number
}

/** Counts as things happen. */
export interface Counts {
  read: number
  rejected: number
  checks: number
  checksFailed: number
  /** The last envelopes that the sink has confirmed, the newest last. */
  readonly recent: () => readonly Envelope[]
  readonly confirmed: (events: readonly Envelope[]) => void
  readonly failed: (kind: FailureKind) => void
  readonly soFar: (now: Pick<PublisherStatistics, 'breaker' | 'breakerTrips' | 'waiting'>) => PublisherStatistics
}

/** So many of the last envelopes are kept. */
export const MOST_RECENT = 100

/** Counts of nothing. */
export function createCounts(): Counts {
  const sentByType: Record<string, number> = {}
  const failures: Partial<Record<FailureKind, number>> = {}
  let recent: readonly Envelope[] = []
  let [sent, bytes, batches] = [0, 0, 0]
  const counts: Counts = {
    read: 0,
    rejected: 0,
    checks: 0,
    checksFailed: 0,
    recent: () => recent,
    confirmed(events) {
      if (events.length === 0) return
      recent = [...recent, ...events.slice(-MOST_RECENT)].slice(-MOST_RECENT)
      batches++
      sent += events.length
      for (const { type, json } of events) {
        sentByType[type] = (sentByType[type] ?? 0) + 1
        bytes += Buffer.byteLength(json)
      }
    },
    failed(kind) {
      failures[kind] = (failures[kind] ?? 0) + 1
    },
    soFar(now) {
      const { read, rejected, checks, checksFailed } = counts
      const copies = { sentByType: { ...sentByType }, failures: { ...failures } }
      return { read, sent, bytes, batches, rejected, checks, checksFailed, ...copies, ...now }
    },
  }
  return counts
}
