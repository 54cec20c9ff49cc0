import { type Client, type CustomTypesConfig, DatabaseError, Query, type ResultBuilder } from 'pg'
import { openSession } from '../../database/session.ts'

/** Rows that one statement may bring; more would not fit on a screen, nor at last into memory. */
export const MAX_ROWS = 100_000

const CANCELED = '57014'

/** What a statement answers. */
export interface Answer {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly unknown[])[]
  /** `SELECT`, `EXPLAIN`, ... */
  readonly command: string
  /** Whether there were more than may come. */
  readonly cut: boolean
}

/** A column with the object id of its type. */
export interface Column {
  readonly name: string
  readonly type: number
}

/** A session that answers SQL. One text at a time. */
export interface Reader extends AsyncDisposable {
  /** Answers each statement of a text. @throws DatabaseError when one is wrong or was cancelled. */
  answer(sql: string): Promise<readonly Answer[]>
  /** Ends the statement under way; nothing happens when there is none. */
  cancel(): Promise<void>
}

/** Values as the server writes them. */
export const AS_TEXT: CustomTypesConfig = { getTypeParser: () => String }

/** How a reader answers. */
export interface ReaderOptions {
  /** How values are read. */
  readonly types?: CustomTypesConfig
  /** Most rows of a statement. */
  readonly rows?: number
  /** Whether a text may hold one statement only. */
  readonly isSingle?: boolean
}

/** Opens a session. @throws DatabaseUnavailable */
export async function openReader(url: string, options: ReaderOptions = {}): Promise<Reader> {
  const { types, isSingle = false, rows = MAX_ROWS } = options
  const client = await openSession(url)
  let busy = false
  const cancel = async () => {
    if (busy) await cancelBackend(url, (client as Client & { processID: number }).processID)
  }
  return {
    cancel,
    async answer(sql) {
      busy = true
      try {
        const how = { ...(types && { types }), ...(isSingle && { queryMode: 'extended' }) }
        return await collect(client, { text: sql, ...how }, { most: rows, cancel })
      } finally {
        busy = false
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

async function cancelBackend(url: string, processId: number): Promise<void> {
  const other = await openSession(url)
  try {
    await other.query('SELECT pg_cancel_backend($1)', [processId])
  } finally {
    await other.end()
  }
}

type Rows = unknown[][]

interface Cut {
  /** Rows that may come. */
  readonly most: number
  readonly cancel: () => Promise<void>
}

/** Rows are taken one by one, so that a result without end can be cut. */
function collect(
  client: Client,
  config: { text: string; types?: CustomTypesConfig; queryMode?: string },
  { most, cancel }: Cut,
): Promise<readonly Answer[]> {
  const rowsOf = new Map<ResultBuilder, Rows>()
  let cutAt: ResultBuilder | undefined
  const { promise, resolve, reject } = Promise.withResolvers<readonly Answer[]>()
  const answers = (results: readonly ResultBuilder[]) =>
    results.map((result) => answerOf(result, rowsOf.get(result) ?? [], result === cutAt))
  const query = new Query<unknown[]>({ ...config, rowMode: 'array' } as unknown as string)
  query.on('row', (row, result) => {
    if (result === undefined) return
    const rows = rowsOf.get(result) ?? []
    rowsOf.set(result, rows)
    if (rows.length < most) rows.push(row)
    else if (cutAt === undefined) {
      cutAt = result
      cancel().catch(reject)
    }
  })
  query.on('error', (error) => {
    const isOurs = cutAt !== undefined && error instanceof DatabaseError && error.code === CANCELED
    if (isOurs) resolve(answers([...rowsOf.keys()]))
    else reject(error)
  })
  query.on('end', (results) => resolve(answers([results].flat())))
  client.query(query)
  return promise
}

function answerOf({ fields, command }: ResultBuilder, rows: Rows, cut: boolean): Answer {
  const columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }))
  return { columns, rows, command: command ?? 'SELECT', cut }
}
