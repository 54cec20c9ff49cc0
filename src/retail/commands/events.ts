import { z } from 'zod'
import { defineEvent, type EventOf } from '../define-event.ts'
import { instant } from '../fields.ts'

export const COMMAND_KINDS = ['disruption', 'promotion', 'price_change', 'demand_factor', 'disruption_end'] as const
export const COMMAND_ORIGINS = ['scenario', 'api'] as const

/** Somebody outside changed the world: what follows names this event as its cause. Its stream holds nothing else. */
export const commandAccepted = defineEvent('command_accepted', {
  endsStream: true,
  description: 'Somebody outside the company changes its world: who asked what, and from when on it holds.',
  place: ({ command_id, effective_at }) => ({
    stream: `command-${command_id}`,
    businessDate: effective_at.slice(0, 'YYYY-MM-DD'.length),
  }),
  partition: () => 'company',
  data: z.object({
    command_id: z.string(),
    kind: z.enum(COMMAND_KINDS),
    origin: z.enum(COMMAND_ORIGINS),
    effective_at: instant,
    /** Until when it holds; null for good. */
    ends_at: instant.nullable(),
    /** What was asked, with the names of the command. */
    details: z.record(z.string(), z.json()),
  }),
})
export type CommandAccepted = EventOf<typeof commandAccepted>
