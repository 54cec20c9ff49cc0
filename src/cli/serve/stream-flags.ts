import type { StreamStart } from '../../api/streaming.ts'

/** How `publish` is told what a stream is asked for. */
export function startFlags({ durationMinutes, eventTypes, emitIntervalMs, burst }: StreamStart): readonly string[] {
  const types = eventTypes && ['-all', ...eventTypes.map((type) => `+${type}`)]
  return [
    ...(durationMinutes === undefined ? [] : [`--duration=${durationMinutes}`]),
    ...(types === undefined ? [] : [`--set=stream.event_types=${JSON.stringify(types)}`]),
    ...(emitIntervalMs === undefined ? [] : [`--set=realtime.emit_interval_ms=${emitIntervalMs}`]),
    ...(burst === undefined ? [] : [`--set=realtime.burst=${burst}`]),
  ]
}
