import { TablesAway } from '../../api/tables.ts'
import type { Config } from '../../config/schema.ts'
import type { Database } from '../../database/connect.ts'
import type { CommandContext } from '../command.ts'
import { openDataDirectory } from '../data-directory.ts'
import { migrateTables, openDatabase } from '../open-tables.ts'

/** A database that stays open while we serve, so that others attach to it. */
export interface HeldDatabase extends AsyncDisposable {
  /** @throws TablesAway while it is closed. */
  readonly database: () => Database
  /** Closes it for some work. */
  readonly without: (work: () => Promise<void>) => Promise<void>
}

/** Opens it, and brings its schema up to date. */
export async function holdDatabase(context: CommandContext, config: Config): Promise<HeldDatabase> {
  const open = async () => {
    openDataDirectory(config.paths.data)
    const opened = await openDatabase(config, context.log)
    await migrateTables(opened)
    return opened
  }
  let database: Database | undefined = await open()
  const close = async () => {
    const closing = database
    database = undefined
    await closing?.[Symbol.asyncDispose]()
  }
  return {
    database() {
      if (database === undefined) throw new TablesAway('the database is closed while everything is deleted')
      return database
    },
    async without(work) {
      await close()
      try {
        await work()
      } finally {
        database = await open()
      }
    },
    [Symbol.asyncDispose]: close,
  }
}
