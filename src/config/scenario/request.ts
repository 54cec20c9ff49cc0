import { z } from 'zod'
import { entryRules } from './rules.ts'
import { ENTRIES } from './schema.ts'

const DISRUPTION_ID = 'the id of a disruption, such as "X1-20240103-2"'

const disruptionEnd = z.strictObject({
  kind: z.literal('disruption_end').meta({ description: 'A disruption ends before its time' }),
  at: ENTRIES.disruption.shape.at,
  disruption_id: z
    .string(DISRUPTION_ID)
    .regex(/^X\d{1,4}-\d{8}-\d{1,6}$/, DISRUPTION_ID)
    .meta({ description: 'Which; fact_disruptions lists them' }),
})

const { disruption, demand_factor, promotion, price_change } = ENTRIES
const KINDS = [
  disruption.omit({ after: true }),
  demand_factor.omit({ after: true }),
  promotion.omit({ after: true }),
  price_change.omit({ after: true }),
  disruptionEnd,
] as const
const KIND_NAMES = KINDS.map((kind) => kind.shape.kind.value)

/** What can be asked of the company while it runs: what scenarios can, from now on unless `at` says when; and the end of a disruption. */
export const requestSchema = z
  .discriminatedUnion('kind', KINDS, { error: () => `allowed: one of ${KIND_NAMES.join(', ')}` })
  .superRefine((request, context) => {
    for (const { path, message } of entryRules(request)) context.addIssue({ code: 'custom', path: [...path], message })
  })

/** Names a request, so that it can be asked again without happening again: the same request answers the same, another is refused. */
export const idempotencyKey = z
  .string()
  .regex(/^[!-~]{1,100}$/, 'allowed: 1 to 100 visible ASCII characters, no spaces')

/** The wish of somebody outside. */
export type CompanyRequest = z.output<typeof requestSchema>
/** The wish that a disruption ends. */
export type DisruptionEnd = z.output<typeof disruptionEnd>
