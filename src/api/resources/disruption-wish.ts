import { z } from 'zod'
import type { CompanyRequest } from '../../config/scenario/request.ts'
import { SCENARIO_DISRUPTIONS } from '../../config/scenario/schema.ts'
import { FieldsRefused } from '../engine.ts'

const DAY_MINUTES = 24 * 60
/** A disruption may last so long. */
const MOST_MINUTES = 60 * DAY_MINUTES

/** What `target_id` means; a region, by its DC, where nothing else is said. */
const TARGETS: Readonly<Record<string, 'truck' | 'supplier'>> = { truck_breakdown: 'truck', supplier_delay: 'supplier' }

/** A disruption as clients of older versions ask for it. */
export const disruptionWish = z.strictObject({
  disruption_type: z.enum(SCENARIO_DISRUPTIONS),
  target_id: z.int().min(1).meta({
    description: 'A truck of truck_breakdown, a supplier of supplier_delay, else a DC with its region',
  }),
  duration_minutes: z.int().min(1).max(MOST_MINUTES).meta({ description: 'Simulated minutes' }),
  severity: z.number().min(0.1).max(1).default(0.5),
  product_ids: z
    .array(z.int())
    .max(0, 'allowed: nothing, a shortage concerns all goods of its place')
    .nullish()
    .meta({ description: 'For clients of older versions' }),
})

/** What is asked of the company. */
export function requestOf({
  disruption_type: type,
  target_id: id,
  duration_minutes,
  severity,
}: z.output<typeof disruptionWish>) {
  const where = { [TARGETS[type] ?? 'dc']: id }
  return { kind: 'disruption', type, where, severity, for: spanOf(duration_minutes) } as CompanyRequest
}

/** `90` minutes are `1h 30m`, because no part has more than four digits. */
function spanOf(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 60), 'h'],
    [minutes % 60, 'm'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ')
}

/** Fields of the request by the names that this endpoint has for them. */
export function renamed({ problems }: FieldsRefused): FieldsRefused {
  return new FieldsRefused(
    problems.map(({ field, message }) => ({ field: field.replace(/^where\..*/, 'target_id'), message })),
  )
}
