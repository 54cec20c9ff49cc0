import { inTime } from './in-time.ts'
import type { Add } from './metric.ts'

/** How far a reader of the log is behind its end. */
export interface ReaderLag {
  /** `projection:fact_receipts`, `publisher`, `live_feed` */
  readonly reader: string
  readonly events: number
  readonly simulatedSeconds: number
}

/** Who knows of readers. */
export interface LagSources {
  /** Each tells of some; what fails or takes long is left out. */
  readonly readers: ReadonlyArray<() => Promise<readonly ReaderLag[]>>
}

/** Adds how far each reader is behind; what cannot be known now is absent. */
export function readerMetrics(add: Add, { readers }: LagSources): void {
  let reading: Promise<readonly ReaderLag[]> | undefined
  /** Both figures are those of one look. */
  const look = () => {
    reading ??= Promise.all(readers.map((read) => inTime(read(), []))).then((lags) => {
      reading = undefined
      return lags.flat()
    })
    return reading
  }
  const gauge = (name: string, help: string, of: (lag: ReaderLag) => number) => {
    const read = async () => new Map((await look()).map((lag) => [lag.reader, of(lag)]))
    add(name, { kind: 'gauge', help, label: 'reader', read })
  }
  gauge('tillstream_reader_lag_events', 'Events of the log that a reader has not taken', ({ events }) => events)
  gauge(
    'tillstream_reader_lag_simulated_seconds',
    'Simulated seconds of the log that a reader has not taken',
    ({ simulatedSeconds }) => simulatedSeconds,
  )
}
