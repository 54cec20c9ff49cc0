/** How events are being sent to the sink. */
export interface StreamState {
  readonly status: 'stopped' | 'starting' | 'running' | 'paused' | 'stopping' | 'error'
  /** What the sink is, and where; null before anything was sent. */
  readonly sink: string | null
  /** Wall time, milliseconds since the Unix epoch; null when nothing is sent. */
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** Events of the log that were looked at, and those that the sink has confirmed. */
  readonly read: number
  readonly sent: number
  readonly sentByType: Readonly<Record<string, number>>
  /** Events per second over the last seconds. */
  readonly rate: number
  /** Bytes of envelopes. */
  readonly bytes: number
  readonly batches: number
  /** Attempts that failed, by kind. */
  readonly failures: Readonly<Record<string, number>>
  /** Events that can never be sent. */
  readonly rejected: number
  /** Events that wait for their confirmation. */
  readonly waiting: number
  readonly breaker: 'closed' | 'open' | 'half-open'
  readonly breakerTrips: number
  readonly checks: number
  readonly checksFailed: number
  /** Wall time at which events were last confirmed. */
  readonly lastSentAt: number | null
  readonly pauses: Pauses
  readonly error: string | null
}

/** How often and how long a stream was paused. Milliseconds. */
export interface Pauses {
  readonly count: number
  readonly totalMs: number
  /** Since when it is paused, wall time; null when it is not. */
  readonly since: number | null
}

/** How a stream is asked to run. */
export interface StreamStart {
  /** Simulated seconds per second, for the simulation. */
  readonly speed?: number | 'max' | undefined
  readonly durationMinutes?: number | undefined
  /** All published types when absent. */
  readonly eventTypes?: readonly string[] | undefined
  readonly emitIntervalMs?: number | undefined
  readonly burst?: number | undefined
}

/** What the sink said when it was asked whether it would take events. */
export interface SinkTest {
  readonly ok: boolean
  readonly message: string
  readonly ms: number
  readonly facts: Readonly<Record<string, string | number>>
}

/** What is in the log behind the publisher's place. */
export interface OutboxState {
  readonly sink: string | null
  /** Events of the log, of whatever type. */
  readonly pending: number
  readonly sent: number
  /** Simulated instants, ISO 8601. */
  readonly oldestPending: string | null
  readonly latestSent: string | null
}

/** How events went out at a moment. */
export interface StreamPoint {
  /** Wall time, milliseconds since the Unix epoch. */
  readonly at: number
  /** Events per second over the last seconds. */
  readonly rate: number
  /** Events of the log behind the publisher's place; null when that was not known. */
  readonly pending: number | null
}

/** How events went out over the last minutes in which any were sent. */
export interface StreamCourse {
  /** A point a second, the oldest first. */
  points(): readonly StreamPoint[]
}

/** What sends events, in a process of its own. One stream at a time. */
export interface Streaming {
  state(): StreamState
  /** Sends what is recorded from now on, and lets the simulation run if nothing does. @throws EngineRefused */
  start(options: StreamStart): Promise<StreamState>
  /** Ends it, and the simulation if it came with it; nothing is lost. @throws EngineRefused */
  stop(): Promise<StreamState>
  /** @throws EngineRefused */
  pause(): Promise<StreamState>
  /** @throws EngineRefused */
  resume(): Promise<StreamState>
  /** The last envelopes that the sink has confirmed, the newest first; none while nothing is sent. */
  recent(limit: number): Promise<readonly Readonly<Record<string, unknown>>[]>
  test(): Promise<SinkTest>
  outbox(): Promise<OutboxState>
  /** Sends everything to the end of the log; when nothing is left, simulates the next day first. @throws EngineRefused */
  drain(): Promise<StreamState>
  /** Goes on behind the end of the log; what is pending is never sent. Returns how much that was. @throws EngineRefused */
  skip(): Promise<number>
}
