import type { EventsByType, EventType } from '../retail/events.ts'
import type { DomainEvent } from '../simulation/domain-event.ts'
import type { EventId } from '../simulation/event-id.ts'
import type { SimTime } from '../time/sim-time.ts'

/** What a row holds for a column of each SQL type. Cents and counts are whole numbers, dates `YYYY-MM-DD`. */
interface Values {
  readonly int4: number
  readonly int8: number
  readonly float8: number
  readonly bool: boolean
  readonly text: string
  readonly 'text[]': readonly string[]
  readonly 'int4[]': readonly number[]
  readonly date: string
  readonly timestamptz: SimTime
  readonly uuid: EventId
}

type SqlType = keyof Values

/** SQL type of a column; with `?` when it may be null. */
export type ColumnType = SqlType | `${SqlType}?`

type ValueOf<Type> = Type extends `${infer Base extends SqlType}?`
  ? Values[Base] | null
  : Type extends SqlType
    ? Values[Type]
    : never

type Row<Columns> = { readonly [Name in keyof Columns]: ValueOf<Columns[Name]> }

/** What a handler can do to its table. */
export interface TableChanges<Row, Key = unknown, Changes = object> {
  /** Adds a row; place and links of the event are filled in. Fields that are no columns are left out. */
  readonly insert: (row: Row) => void
  /** Changes columns of every row with this key; an earlier event of the same stream has added them. */
  readonly update: (key: Key, changes: Changes) => void
}

type Handlers<Table> = {
  readonly [Type in EventType]?: (event: EventsByType[Type], table: Table) => void
}

/** Links to other events that a fact can carry: the story, the cause, and the session of its event. */
export const LINKS = ['correlation_id', 'parent_event_id', 'session_id'] as const
export type Link = (typeof LINKS)[number]

/** Columns that later events of a row's stream may change. The last change of a column wins. */
interface Changing<By, Name> {
  /** The first column of the primary key, by which rows are found. */
  readonly by: By
  readonly columns: readonly Name[]
}

interface Details<Columns, By extends keyof Columns, Name extends keyof Columns> {
  /** The columns of the primary key. */
  readonly key: ReadonlyArray<(string & keyof Columns) | 'trace_id' | Link>
  readonly links?: readonly Link[]
  /** Columns of its own; `event_ts`, `event_date` and `trace_id` come before them. */
  readonly columns: Columns
  /** Absent when rows stay as they are added. */
  readonly changing?: Changing<By, Name>
  /** What becomes of each event, in the total order of events. */
  readonly on: Handlers<TableChanges<Row<Columns>, Row<Columns>[By], Partial<Pick<Row<Columns>, Name>>>>
}

/** A column as a table has it. */
export interface Column {
  readonly name: string
  readonly type: SqlType
  readonly nullable: boolean
}

/** Handles an event of the type that it is listed under. */
export type Handler = (event: DomainEvent, table: TableChanges<object>) => void

/** How events become rows of a fact table: pure, so that the table can be rebuilt from the log at any time. */
export interface Projection {
  readonly table: string
  readonly key: readonly string[]
  /** Filled in from the event itself; the first of `columns`. */
  readonly links: readonly Link[]
  /** All columns, in the order in which rows are written: place, links, own. */
  readonly columns: readonly Column[]
  /** The column by which rows are found that change, and the columns that do; undefined when none does. */
  readonly changing: { readonly by: Column; readonly columns: readonly Column[] } | undefined
  readonly on: ReadonlyMap<string, Handler>
}

const PLACE: readonly Column[] = [
  { name: 'event_ts', type: 'timestamptz', nullable: false },
  { name: 'event_date', type: 'date', nullable: false },
  { name: 'trace_id', type: 'uuid', nullable: false },
]

/** How many columns of every fact come from the event's place. */
export const PLACE_COLUMNS = PLACE.length

/** Defines a projection; a column without a field of its type, or a field that no event has, does not compile. */
export function projection<
  const Columns extends Readonly<Record<string, ColumnType>>,
  const By extends keyof Columns = never,
  const Name extends keyof Columns = never,
>(table: string, { key, links = [], columns, changing, on }: Details<Columns, By, Name>): Projection {
  const linked = links.map((name): Column => ({ name, type: 'uuid', nullable: name === 'parent_event_id' }))
  const own = Object.entries(columns).map(([name, type]) => column(name, type))
  const named = (name: keyof Columns) => column(String(name), columns[name])
  return {
    table,
    key,
    links,
    columns: [...PLACE, ...linked, ...own],
    changing: changing && { by: named(changing.by), columns: changing.columns.map(named) },
    on: new Map(Object.entries(on) as Array<[EventType, Handler]>),
  }
}

function column(name: string, type: ColumnType): Column {
  const nullable = type.endsWith('?')
  return { name, type: (nullable ? type.slice(0, -1) : type) as SqlType, nullable }
}
