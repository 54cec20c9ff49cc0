import type { ClientBase } from 'pg'
import type { Config } from '../config/schema.ts'
import type { EventStore } from '../event-store/port.ts'
import type { HolidayCalendar } from '../time/calendar.ts'
import { checkSums } from './company-sums.ts'
import { lendDeniedNames, type NameLists } from './denied-names.ts'
import { checkDistribution, DISTRIBUTIONS } from './distributions/distribution-laws.ts'
import { checkExpectedOrders, EXPECTED_ORDERS } from './distributions/expected-orders.ts'
import { checkExpectedVisits, EXPECTED_VISITS } from './distributions/expected-visits.ts'
import { checkFacts, FACTS_TELL_THE_LOG, startFacts } from './facts/facts-tell-the-log.ts'
import type { ToldFacts } from './facts/told-rows.ts'
import { IMPRESSIONS_WITHIN_CAP, impressionsByDay } from './impressions-within-cap.ts'
import { readLawFiles } from './law-files.ts'
import { checkLog, LOG_LAWS } from './log/log-laws.ts'
import { checkReferences, REFERENCES } from './references.ts'
import type { Finding, LawReport, LawTitle } from './report.ts'
import { checkSqlLaw } from './sql-law.ts'

/** What the history should look like. */
export interface Expectations {
  /** The configuration that the history was made with. */
  readonly config: Config
  /** The holidays that the history was made with; without them `expected_visits` and `expected_orders` have nothing to check. */
  readonly calendar?: HolidayCalendar
  /** What the log tells of the fact tables. */
  readonly facts: ToldFacts
}

/** What laws are held against. */
export interface Evidence extends Expectations {
  readonly database: Pick<{ connect(): Promise<ClientBase & { end(): Promise<void> }> }, 'connect'>
  readonly store: Pick<EventStore, 'readAll'>
  /** Reads the lists of real names that law 16 is about. */
  readonly deniedNames: () => Promise<NameLists>
  /** Fails when the tables have moved from where the log was seen to end; asked when their snapshot is taken. */
  readonly assertStill?: () => Promise<void>
  /** Numbers of the laws to check; all when absent. */
  readonly laws?: readonly number[]
}

/** A law that is checked on the tables. */
interface TableLaw extends LawTitle {
  readonly check: (client: ClientBase, expectations: Expectations) => Promise<Finding>
}

/** Every law in words, in the order of their numbers. */
export function lawTitles(): readonly LawTitle[] {
  return inOrder([...tableLaws(), ...LOG_LAWS])
}

/**
 * Checks the laws and yields a report as each is done: those of the tables by number, then those of the log, which is read
 * meanwhile, once for all of them. Nothing is changed. @throws RangeError for a number that no law has.
 */
export async function* runLaws(evidence: Evidence): AsyncGenerator<LawReport> {
  const { database, store, deniedNames, assertStill, laws, ...expectations } = evidence
  const isWanted = wanted(laws)
  const client = await database.connect()
  try {
    if (laws?.includes(NAMES) !== false) await lendDeniedNames(client, await deniedNames())
    await client.query(SNAPSHOT)
    // The first statement takes it.
    await client.query('SELECT 1')
    await assertStill?.()
    const facts = isWanted(FACTS_TELL_THE_LOG) ? await startFacts(client, expectations.facts) : undefined
    const reading = checkLog(store, inOrder(LOG_LAWS.filter(isWanted)), facts)
    reading.catch(() => undefined)
    yield* checkTables(client, expectations, (law) => law.name !== FACTS_TELL_THE_LOG.name && isWanted(law))
    if (facts !== undefined) yield { ...FACTS_TELL_THE_LOG, ...(await facts.end(reading)) }
    yield* await reading
  } finally {
    await client.end()
  }
}

/** Checks the laws about tables as the client sees them now; it has been lent the lists of real names if law 16 is wanted. */
export async function* checkTables(
  client: ClientBase,
  expectations: Expectations,
  isWanted: (law: LawTitle) => boolean = () => true,
): AsyncGenerator<LawReport> {
  for (const { law, name, says, check } of inOrder(tableLaws().filter(isWanted))) {
    yield { law, name, says, ...(await check(client, expectations)) }
  }
}

/** Reports in the order of the laws' numbers, with the sum of violations: the machine-readable result. */
export async function collectReports(reports: AsyncIterable<LawReport>): Promise<Verdict> {
  const collected: LawReport[] = []
  for await (const report of reports) collected.push(report)
  const laws = inOrder(collected)
  return { violations: laws.reduce((sum, { violations }) => sum + violations, 0), laws }
}

/** The outcome of all laws. */
export interface Verdict {
  readonly violations: number
  readonly laws: readonly LawReport[]
}

/**
 * All laws see the same instant. Tables may have been loaded a moment ago, before the server took their statistics: without
 * nested loops a wrong guess costs little.
 */
const SNAPSHOT = `
  BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL work_mem = '128MB'; SET LOCAL enable_nestloop = off; SET LOCAL timezone = 'UTC'`

/** The law for which a session has to be lent the lists of real names. */
const NAMES = 16

function tableLaws(): readonly TableLaw[] {
  return [
    { ...REFERENCES, check: (client) => checkReferences(client) },
    { ...FACTS_TELL_THE_LOG, check: checkFacts },
    ...readLawFiles('laws').map((law) => tableLaw(law, (client) => checkSqlLaw(client, law))),
    ...readLawFiles('conservation').map((law) => tableLaw(law, (client) => checkSums(client, law))),
    ...DISTRIBUTIONS.map((law) => tableLaw(law, (client, { config }) => checkDistribution(client, law, config))),
    tableLaw(IMPRESSIONS_WITHIN_CAP, (client, { config }) => checkSqlLaw(client, { sql: impressionsByDay(config) })),
    tableLaw(EXPECTED_VISITS, checkExpectedVisits),
    tableLaw(EXPECTED_ORDERS, checkExpectedOrders),
  ]
}

function tableLaw({ law, name, says }: LawTitle, check: TableLaw['check']): TableLaw {
  return { law, name, says, check }
}

function wanted(laws: readonly number[] | undefined): (law: LawTitle) => boolean {
  if (laws === undefined) return () => true
  const known = new Set(lawTitles().map(({ law }) => law))
  const unknown = laws.find((law) => !known.has(law))
  if (unknown !== undefined) throw new RangeError(`law ${unknown} (expected one of ${[...known].join(', ')})`)
  return ({ law }) => laws.includes(law)
}

function inOrder<Law extends LawTitle>(laws: readonly Law[]): readonly Law[] {
  return laws.toSorted((left, right) => left.law - right.law || (left.name < right.name ? -1 : 1))
}
