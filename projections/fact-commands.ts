import { projection } from '../src/projection/projection.ts'
import { parseIsoTime } from '../src/time/iso-time.ts'

/** One row per command; `details` is JSON. */
export const factCommands = projection('fact_commands', {
  key: ['command_id'],
  columns: {
    command_id: 'text',
    kind: 'text',
    origin: 'text',
    effective_at: 'timestamptz',
    ends_at: 'timestamptz?',
    details: 'text',
  },
  on: {
    command_accepted: ({ data }, { insert }) =>
      insert({
        command_id: data.command_id,
        kind: data.kind,
        origin: data.origin,
        effective_at: parseIsoTime(data.effective_at),
        ends_at: data.ends_at === null ? null : parseIsoTime(data.ends_at),
        details: JSON.stringify(data.details),
      }),
  },
})
