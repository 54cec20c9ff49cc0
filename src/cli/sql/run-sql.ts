import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { text as readAll } from 'node:stream/consumers'
import type { Database } from '../../database/connect.ts'
import type { CommandContext } from '../command.ts'
import { requireDataDirectory } from '../data-directory.ts'
import { psqlLine } from '../history/connection-text.ts'
import { openDatabase, warnOfMissingKeys } from '../open-tables.ts'
import { UsageError } from '../usage-error.ts'
import { mayHaveLog } from '../event-log.ts'
import { answerRows, FOR_JSON } from './answer-rows.ts'
import { answerText } from './answer-text.ts'
import { describeSql } from './describe.ts'
import { explainError } from './explain-error.ts'
import { readHistory, writeHistory } from './history-file.ts'
import { prompt } from './prompt.ts'
import { AS_TEXT, openReader, type Reader } from './reader.ts'

/** Answers the statement of the command line, or those that come through a pipe, or talks to the user. */
export async function runSql(context: CommandContext): Promise<void> {
  const { config } = await context.config()
  const isLocal = config.event_store.url === null
  if (isLocal) requireDataDirectory(config.paths.data)
  if (config.database.url === null && !existsSync(join(config.paths.data, 'postgres'))) {
    const first = mayHaveLog(config) ? 'project' : 'generate'
    throw new UsageError([`${config.paths.data} holds no tables yet; run \`tillstream ${first}\` first`])
  }
  await using database = await openDatabase(config, context.log)
  if (database.readerUrl === undefined) throw new UsageError([`sql: ${database.readerProblem}`])
  await warnOfMissingKeys(database, context.log)
  await using reader = await openReader(database.readerUrl, { types: context.json ? FOR_JSON : AS_TEXT })
  const { stdin } = context.host
  if (context.args[0] !== undefined) await answerOnce(context, reader, context.args[0])
  else if (stdin.isTTY) await talk(context, reader, { database, dataDir: config.paths.data })
  else await answerOnce(context, reader, await readAll(stdin))
}

async function answerOnce(context: CommandContext, reader: Reader, sql: string): Promise<void> {
  if (sql.trim() === '') throw new UsageError(['sql: got nothing, allowed: a statement'])
  const described = describeSql(sql)
  const stop = () => void reader.cancel().catch(() => undefined)
  context.signal.addEventListener('abort', stop)
  try {
    await show(context, reader, { sql: described ?? sql, expanded: false })
  } catch (error) {
    if (context.signal.aborted) return
    const problem = explainError(error, described === undefined ? sql : undefined)
    throw problem === undefined ? error : new UsageError([`sql: ${problem}`])
  } finally {
    context.signal.removeEventListener('abort', stop)
  }
}

/** Writes every answer: rows as JSON, one line a statement, or as tables. */
async function show(context: CommandContext, reader: Reader, question: Question): Promise<void> {
  const { stdout } = context.host
  const columns = stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY
  for (const answer of await reader.answer(question.sql)) {
    context.result(answerRows(answer), answerText(answer, { columns, expanded: question.expanded }))
    if (answer.cut && context.json) context.log.warn(`only the first ${answer.rows.length} rows are shown`)
  }
}

interface Question {
  readonly sql: string
  readonly expanded: boolean
}

interface Place {
  readonly database: Database
  readonly dataDir: string
}

async function talk(context: CommandContext, reader: Reader, { database, dataDir }: Place): Promise<void> {
  const { stdin: input, stdout: output } = context.host
  const say = (text: string) => void output.write(`${text}\n`)
  const connections = connectionText(database)
  say(`${connections}\nStatements end with a semicolon; \\? for help, \\q to leave.`)
  const typed = await prompt({
    input,
    output,
    signal: context.signal,
    say,
    connections,
    names: await namesOf(database),
    history: readHistory(dataDir),
    cancel: () => reader.cancel(),
    async execute({ sql, expanded, isWritten }) {
      try {
        await show(context, reader, { sql, expanded })
      } catch (error) {
        const problem = explainError(error, isWritten ? sql : undefined)
        if (problem === undefined) throw error
        context.log.error(problem)
      }
    },
  })
  writeHistory(dataDir, typed)
}

function connectionText({ readerUrl = '', embedded }: Database): string {
  const lines = [`psql      ${psqlLine(readerUrl)}`, `BI tools  ${readerUrl}`]
  if (embedded) lines.push('The server stops with the last command that uses it; `tillstream db` keeps it up.')
  return lines.join('\n')
}

async function namesOf({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT CASE schemaname WHEN 'public' THEN '' ELSE schemaname || '.' END || name AS name
       FROM (SELECT schemaname, tablename AS name FROM pg_tables UNION ALL SELECT schemaname, viewname FROM pg_views) AS r
      WHERE schemaname IN ('public', 'csv_compat') ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}
