import { type CompanyRequest, idempotencyKey, requestSchema } from '../../config/scenario/request.ts'
import type { DeskPlace } from '../../command-desk.ts'
import { type RequestProblem, requestProblems } from '../../retail/commands/check-request.ts'
import { type Command, type EntryOf, requestedCommand } from '../../retail/commands/command.ts'
import { plannedDisruptions } from '../../retail/commands/effects.ts'
import type { Company } from '../../retail/company.ts'
import { isoTime } from '../../time/iso-time.ts'
import type { Plan } from '../simulate/plan.ts'

/** A request that is in the log, and will take effect. */
export interface TakenRequest {
  readonly command_id: string
  /** Simulated instants, ISO 8601; null for good. */
  readonly effective_at: string
  readonly ends_at: string | null
  /** The disruptions that it starts. */
  readonly disruption_ids: readonly string[]
}

/** What is wrong with a request; nothing has changed. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused'
  readonly problems: readonly RequestProblem[]
  constructor(problems: readonly RequestProblem[]) {
    super(problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('\n'))
    this.problems = problems
  }
}

/** What somebody asks of the company: JSON text, and the key that names it, if any. */
export interface AskedRequest {
  readonly text: string
  readonly key?: string | undefined
}

/** Takes in what somebody asks of the company. @throws RequestRefused, KeyTaken */
export async function takeRequest(plan: Plan, { text, key }: AskedRequest): Promise<TakenRequest> {
  const { company, dictionaries, desk } = plan
  const entry = understood(text)
  const keyed = key === undefined ? undefined : { key: understoodKey(key), entry }
  const make = (place: DeskPlace) => {
    const asked = requestedCommand(company, entry, place)
    const problems = requestProblems(asked, { company, dictionaries, others: desk.commands, from: place.from })
    if (problems.length > 0) throw new RequestRefused(problems)
    return asked
  }
  const command = await desk.request(make, keyed)
  return {
    command_id: command.id,
    effective_at: isoTime(command.effectiveAt),
    ends_at: command.endsAt === null ? null : isoTime(command.endsAt),
    disruption_ids: disruptionIds(company, command),
  }
}

function understoodKey(key: string): string {
  const { success, error } = idempotencyKey.safeParse(key)
  if (success) return key
  const got = `got ${JSON.stringify(key)}`
  throw new RequestRefused(error.issues.map(({ message }) => ({ field: 'key', message: `${got}, ${message}` })))
}

function understood(text: string): CompanyRequest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new RequestRefused([{ field: '', message: `got ${text}, allowed: a request as JSON, {"kind": ..., ...}` }])
  }
  const { success, data, error } = requestSchema.safeParse(value)
  if (success) return data
  throw new RequestRefused(error.issues.map(({ path, message }) => ({ field: path.join('.'), message })))
}

function disruptionIds(company: Company, command: Command): readonly string[] {
  if (!startsDisruptions(command)) return []
  return plannedDisruptions({ company, command, cause: null }).map(({ id }) => id)
}

function startsDisruptions(command: Command): command is Command<EntryOf<'disruption'>> {
  return command.entry.kind === 'disruption'
}
