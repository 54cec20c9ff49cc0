import { z } from 'zod'
import type { StreamState } from '../streaming.ts'

/** What clients of older versions read of everything that is started. */
export const operationResult = z.object({
  success: z.boolean(),
  message: z.string(),
  operation_id: z.string().nullable(),
  started_at: z.string().nullable(),
})

/** A wall time as ISO 8601. */
export function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/** The stream as such a result; it is named by when it began. */
export function resultOf(state: StreamState, message: string): z.output<typeof operationResult> {
  const { status, startedAt } = state
  return {
    success: status !== 'error',
    message,
    operation_id: startedAt === null ? null : `streaming_${startedAt.toString(16)}`,
    started_at: instantOf(startedAt),
  }
}
