import type { Envelope } from './wire/envelope.ts'

/** Where envelopes go. Every adapter passes `tests/contracts/sink.ts`. */
export interface Sink extends AsyncDisposable {
  /** Where to, for people and as the name of the checkpoint: `eventhubs NAMESPACE/HUB`. Without secrets. */
  readonly name: string
  /**
   * Independent ways into the sink, such as partitions: 1 or more. The events of a partition key go one way, where order is kept;
   * on each way one `send` is under way at a time.
   */
  readonly lanes: number
  /**
   * Sends as many of the first events as fit into one batch, and returns how many once the sink has confirmed them: at least 1.
   * What fails may have arrived all the same; it is sent again.
   * @throws SinkUnavailable when the same may succeed later; EventsRejected when these events never will; SinkRefused when
   * nothing will until somebody acts; the reason of `signal` when that is aborted.
   */
  send(lane: number, events: readonly Envelope[], signal: AbortSignal): Promise<number>
  /** Asks the sink whether it would take events, without sending any. @throws SinkUnavailable, SinkRefused */
  check(signal: AbortSignal): Promise<SinkFacts>
}

/** What a sink says about itself, for people: `partitions` -> `4`. */
export type SinkFacts = Readonly<Record<string, string | number>>

/** What went wrong, as statistics count it. */
export type FailureKind = 'network' | 'throttling' | 'timeout' | 'authentication' | 'rejected' | 'service'

/** The sink cannot take events now; the same may succeed later. */
export class SinkUnavailable extends Error {
  override readonly name = 'SinkUnavailable'
  readonly kind: FailureKind
  /** Milliseconds that the sink asks to be left alone. */
  readonly retryAfterMs: number | undefined
  constructor(
    kind: FailureKind,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number | undefined } = {},
  ) {
    super(message, options)
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs
  }
}

/** The sink takes nothing from us until somebody acts: a wrong key, a hub that there is not. The message says what to do. */
export class SinkRefused extends Error {
  override readonly name = 'SinkRefused'
}

/** The sink takes others, but never these events, or never all of them at once; the message says why. */
export class EventsRejected extends Error {
  override readonly name = 'EventsRejected'
}
