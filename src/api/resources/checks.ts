import { z } from 'zod'
import type { CheckKind, CheckRun, Checks, DigestRun, Verification } from '../checks.ts'
import { readingRoutes, Reply, type Route, route } from '../route.ts'
import { instantOf, operationResult } from './stream-bodies.ts'

const TAG = 'Checks'

const run = {
  operation_id: z.string().nullable(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  simulated_to: z.string().nullable().meta({ description: 'History was checked up to this simulated instant' }),
  events: z.int(),
  error_message: z.string().nullable(),
}

const verification = z.object({
  ...run,
  laws_done: z.int(),
  violations: z.int(),
  laws: z
    .array(
      z.object({
        law: z.int(),
        name: z.string(),
        says: z.string(),
        status: z.enum(['waiting', 'holds', 'broken', 'nothing to check']),
        checked: z.int().meta({ description: 'Rows or events that it was held against' }),
        violations: z.int(),
        offenders: z.array(z.string()).readonly().meta({ description: 'The first few' }),
      }),
    )
    .readonly(),
})

const part = z.object({ rows: z.int(), sha256: z.string() })
const digest = z.object({
  ...run,
  all: z.string().nullable().meta({ description: 'SHA-256 over log and tables' }),
  log: part.nullable(),
  tables: z.record(z.string(), part),
})

/** Checks of history: its laws, and what identifies it. */
export function checkRoutes(checks: Checks): readonly Route[] {
  return [
    ...moves(checks, 'verify', 'Holds every law of the company against log and tables'),
    ...moves(checks, 'digest', 'Takes one SHA-256 of the log, one of each table and one over all'),
    ...readingRoutes(TAG, [
      {
        path: '/api/verify',
        summary: 'The laws as a checklist: what the last check has found so far',
        schema: verification,
        tell: () => verificationBody(checks.verification()),
      },
      {
        path: '/api/digest',
        summary: 'The digest that was taken last',
        schema: digest,
        tell: () => digestBody(checks.digest()),
      },
    ]),
  ]
}

function moves(checks: Checks, kind: CheckKind, summary: string): readonly Route[] {
  const path = `/api/${kind}`
  return [
    route({
      method: 'post',
      path,
      tag: TAG,
      summary: `${summary}; history must stand still`,
      answer: { schema: operationResult, status: 202 },
      problems: [400, 409],
      limit: { requests: 20, seconds: 60 },
      handle: async () => new Reply(202, resultOf(await checks.start(kind), 'it is being checked')),
    }),
    route({
      method: 'delete',
      path,
      tag: TAG,
      summary: 'Ends it before it is done',
      answer: { schema: operationResult },
      problems: [409],
      handle: async () => resultOf(await checks.cancel(kind), 'cancelled'),
    }),
  ]
}

function resultOf({ id, startedAt }: CheckRun, message: string): z.output<typeof operationResult> {
  return { success: true, message, operation_id: id, started_at: instantOf(startedAt) }
}

function runBody(known: CheckRun | undefined) {
  return {
    operation_id: known?.id ?? null,
    status: known?.status ?? ('pending' as const),
    started_at: instantOf(known?.startedAt ?? null),
    ended_at: instantOf(known?.endedAt ?? null),
    simulated_to: known?.simulatedTo ?? null,
    events: known?.events ?? 0,
    error_message: known?.error ?? null,
  }
}

function verificationBody(known: Verification | undefined): z.output<typeof verification> {
  const laws = known?.laws ?? []
  return {
    ...runBody(known),
    laws_done: laws.filter(({ status }) => status !== 'waiting').length,
    violations: laws.reduce((sum, { violations }) => sum + violations, 0),
    laws,
  }
}

function digestBody(known: DigestRun | undefined): z.output<typeof digest> {
  return { ...runBody(known), all: known?.all ?? null, log: known?.log ?? null, tables: { ...known?.tables } }
}
