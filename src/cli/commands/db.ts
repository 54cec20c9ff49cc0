import { once } from 'node:events'
import type { Database } from '../../database/connect.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { Connections } from '../history/connection-text.ts'

export const command: Subcommand = {
  name: 'db',
  summary: 'Keeps the embedded Postgres up, for psql and BI tools',
  flags: [
    {
      name: 'port',
      kind: { is: 'config', key: 'database.port' },
      placeholder: 'PORT',
      description: 'Port of 127.0.0.1 (the one of last time, or a free one)',
    },
  ],
  examples: [
    ['tillstream db', 'prints how to connect, and serves until Ctrl-C'],
    ['tillstream db --port 5433', 'the same on a port that other tools know'],
  ],
  run,
}

async function run(context: CommandContext): Promise<ExitCode> {
  const { config } = await context.config()
  const [{ openDataDirectory }, { mayHaveLog }, { openDatabase, warnOfMissingKeys }, { migrate }, { connectionsOf }] =
    await Promise.all([
      import('../data-directory.ts'),
      import('../event-log.ts'),
      import('../open-tables.ts'),
      import('../../database/migrate.ts'),
      import('../history/connection-text.ts'),
    ])
  openDataDirectory(config.paths.data)
  if (!mayHaveLog(config)) {
    context.log.warn(
      `${config.paths.data} holds no events yet, so its tables are empty; fill them with tillstream generate`,
    )
  }
  await using database = await openDatabase(config, context.log)
  const session = await database.connect()
  try {
    await migrate(session)
    await warnOfMissingKeys(database, context.log)
    const connections = connectionsOf(database)
    context.result({ embedded: database.embedded, ...connections }, connectionsText(database, connections))
    if (database.embedded) await untilStopped(session, context.signal)
  } finally {
    await session.end()
  }
  return EXIT.done
}

function connectionsText({ embedded, readerProblem }: Database, { reader, owner }: Connections): string {
  const asReader =
    reader === null ? [`  ${readerProblem}`] : [`  psql      ${reader.psql}`, `  BI tools  ${reader.url}`]
  const head = embedded
    ? 'Postgres is ready. It runs until Ctrl-C; other commands use it meanwhile.'
    : 'The tables are on the server that DATABASE_URL names; there is no embedded server to keep up.'
  const owned =
    owner === null ? [] : ['As owner, who can do everything:', `  psql      ${owner.psql}`, `  BI tools  ${owner.url}`]
  return [head, 'To read:', ...asReader, ...owned].join('\n')
}

/** @throws DatabaseUnavailable when the server ends before the user wants it to, with or without a word. */
async function untilStopped(session: NodeJS.EventEmitter, signal: AbortSignal): Promise<void> {
  const cause = await once(session, 'end', { signal }).then(
    () => undefined,
    (error: unknown) => error,
  )
  if (signal.aborted) return
  const { DatabaseUnavailable } = await import('../../database/database-unavailable.ts')
  throw new DatabaseUnavailable('the database server has ended; start it again with `tillstream db`', { cause })
}
