import type { Client, DatabaseError } from 'pg'
import { DatabaseUnavailable } from './database-unavailable.ts'
import { type Migration, readMigrations } from './migration-files.ts'
import { grantToReader } from './reader-role.ts'

/** The schema in the database and the program's migrations do not belong together, or a migration failed; the message says what to do. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed'
}

interface AppliedMigration {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

/** Any constant will do; only those who migrate this database at the same time must agree. */
const LOCK = 7_411_806_225

/**
 * Brings the schema up to the program's version and returns the names of the migrations that were applied now. Each is one transaction together
 * with its entry in `tillstream.migrations`; processes that migrate at the same time wait for each other.
 * @throws MigrationFailed
 */
export async function migrate(
  client: Client,
  migrations: readonly Migration[] = readMigrations(),
): Promise<readonly string[]> {
  await client.query('SELECT pg_advisory_lock($1)', [LOCK])
  try {
    const applied = await readApplied(client)
    checkHistory(applied, migrations)
    const pending = migrations.slice(applied.length)
    for (const migration of pending) await apply(client, migration)
    if (pending.length > 0) await grantToReader(client)
    return pending.map(({ name }) => name)
  } finally {
    // The server unlocks by itself when the session ends, so a session that is gone only hides here what went wrong with it.
    await client.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
  }
}

async function readApplied(client: Client): Promise<readonly AppliedMigration[]> {
  await client.query(`
    SET client_min_messages = warning;
    CREATE SCHEMA IF NOT EXISTS tillstream;
    CREATE TABLE IF NOT EXISTS tillstream.migrations (
      number int PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    );
    RESET client_min_messages`)
  const { rows } = await client.query<AppliedMigration>(
    'SELECT number, name, checksum FROM tillstream.migrations ORDER BY number',
  )
  return rows
}

/** What was applied must be the beginning of what there is. */
function checkHistory(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const newest = migrations.at(-1)?.number ?? -1
  for (const [i, done] of applied.entries()) {
    const file = migrations[i]
    if (done.number > newest) {
      throw new MigrationFailed(
        `the database has migration ${done.name}, which this version of the program does not know; use the version that made it, or a newer one. Nothing was changed.`,
      )
    }
    if (file === undefined || file.number !== done.number) {
      throw new MigrationFailed(
        `the database has migration ${done.name} where the program has ${file?.name ?? 'none'}; migrations are only ever added at the end`,
      )
    }
    if (file.checksum !== done.checksum) {
      throw new MigrationFailed(
        `migration ${file.name} was edited after this database applied it as ${done.name}; undo the edit and put the change into a new migration`,
      )
    }
  }
}

async function apply(client: Client, { number, name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(sql)
    await client.query('INSERT INTO tillstream.migrations (number, name, checksum) VALUES ($1, $2, $3)', [
      number,
      name,
      checksum,
    ])
    await client.query('COMMIT')
  } catch (cause) {
    // Fails on a lost session, whose transaction the server rolls back.
    await client.query('ROLLBACK').catch(() => undefined)
    if (isLost(cause as DatabaseError)) {
      const reason = (cause as Error).message
      throw new DatabaseUnavailable(
        `the database went away during migration ${name} (${reason}): start again when it answers`,
        { cause },
      )
    }
    throw new MigrationFailed(
      `migration ${name} failed${lineOf(cause as DatabaseError, sql)}: ${(cause as Error).message}`,
      {
        cause,
      },
    )
  }
}

/** Whether the session ended: nothing is wrong with the migration. */
function isLost({ code, message }: DatabaseError): boolean {
  return code === undefined ? message.startsWith('Connection terminated') : /^(?:08|57P0|ECONN)/.test(code)
}

function lineOf({ position }: DatabaseError, sql: string): string {
  return position === undefined ? '' : ` in line ${sql.slice(0, Number(position)).split('\n').length}`
}
