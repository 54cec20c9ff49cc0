/** An event of the log that a sink never took. */
export interface KeptLetter {
  readonly sink: string
  readonly eventId: string
  readonly eventType: string
  readonly partitionKey: string
  readonly reason: string
  readonly attempts: number
  /** Wall time, ISO 8601. */
  readonly firstFailedAt: string
  readonly lastFailedAt: string
  readonly envelope: unknown
}

/** The dead letters of the log in figures. */
export interface LetterSummary {
  readonly size: number
  readonly byType: Readonly<Record<string, number>>
  readonly bySink: Readonly<Record<string, number>>
  /** Wall time, ISO 8601. */
  readonly oldest: string | null
  readonly newest: string | null
}

/** Events of the served log that sinks never took. */
export interface DeadLetters {
  summary(): Promise<LetterSummary>
  /** The newest first. */
  list(limit: number): Promise<readonly KeptLetter[]>
  /** Sends those of the configured sink again. @throws EngineRefused */
  retry(): Promise<{ readonly sent: number; readonly left: number }>
}
