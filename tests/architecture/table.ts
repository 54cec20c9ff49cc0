/** What may see what. This table is the architecture: whoever changes one changes the other. */

/** A folder (or file) of ours and what it may import of ours. Patterns: `*` within a name, `**` across folders. */
export interface FolderRule {
  readonly may: readonly string[]
  /** What it may import with `import type` only. */
  readonly mayTypes?: readonly string[]
  readonly why: string
}

/** Event definitions and the vocabulary of master data: what readers of events may know of the company. Never agents. */
const EVENT_TYPES = [
  'retail/events.ts',
  'retail/*/events.ts',
  'retail/define-event.ts',
  'retail/fields.ts',
  'retail/master-data/types.ts',
]
const EVENTS = ['time/**', 'simulation/event-id.ts', 'simulation/domain-event.ts']
/** The port and what is built on the port alone; `embedded` and other adapters stay out of sight. */
const EVENT_STORE_PORT = [
  'event-store/port.ts',
  'event-store/reader.ts',
  'event-store/recorder.ts',
  'event-store/bookkeeping.ts',
]
const READER = 'readers see event types and ports, never each other, never agents'

/** By the longest matching name: a folder below `src`, a file there, or `projections`. Everything may import from its own folder. */
export const FOLDERS: Readonly<Record<string, FolderRule>> = {
  time: { may: [], why: 'time knows nothing else' },
  simulation: { may: ['time/**'], why: 'the kernel knows no retail: time <- simulation <- retail' },
  dictionaries: { may: ['time/**', 'package-root.ts'], why: 'dictionaries are a leaf that reads CSV' },
  config: { may: ['package-root.ts'], why: 'the configuration is a leaf that everybody may be configured from' },
  retail: {
    may: ['time/**', 'simulation/**', 'dictionaries/types.ts', 'dictionaries/refrigeration.ts'],
    mayTypes: ['config/schema.ts', 'config/scenario/request.ts'],
    why: 'time <- simulation <- retail: the company reads nothing from stores, tables or files',
  },
  'event-store': { may: EVENTS, why: 'the log keeps events and knows nothing of what they mean' },
  database: {
    may: ['time/**', 'simulation/event-id.ts', 'dictionaries/types.ts', 'package-root.ts'],
    mayTypes: ['retail/master-data/types.ts', 'retail/truth/types.ts'],
    why: 'the database keeps tables and writes dimensions; it knows no events',
  },
  projection: {
    may: [...EVENTS, 'database/**', 'config/nearest.ts'],
    mayTypes: [...EVENT_TYPES, ...EVENT_STORE_PORT],
    why: READER,
  },
  projections: { may: ['projection/projection.ts', 'time/**'], mayTypes: EVENT_TYPES, why: READER },
  digest: { may: [...EVENTS, ...EVENT_STORE_PORT], why: READER },
  verify: {
    may: [...EVENTS, ...EVENT_TYPES, ...EVENT_STORE_PORT],
    mayTypes: ['config/schema.ts'],
    why: READER,
  },
  publishing: {
    may: [...EVENTS, ...EVENT_TYPES, ...EVENT_STORE_PORT, 'database/**'],
    mayTypes: ['config/schema.ts'],
    why: READER,
  },
  exporting: { may: [...EVENTS, ...EVENT_TYPES, ...EVENT_STORE_PORT], mayTypes: ['config/schema.ts'], why: READER },
  live: { may: [...EVENTS, ...EVENT_TYPES, ...EVENT_STORE_PORT], mayTypes: ['config/schema.ts'], why: READER },
  api: {
    may: [...EVENTS, ...EVENT_TYPES, ...EVENT_STORE_PORT, 'config/scenario/*.ts'],
    mayTypes: ['config/schema.ts'],
    why: READER,
  },
  dashboard: {
    may: [],
    mayTypes: ['live/protocol.ts', 'live/figures.ts', 'live/moving-trucks.ts'],
    why: 'a page in a browser knows of the program only what comes over HTTP and the feed',
  },
  workers: {
    may: [
      ...EVENTS,
      'simulation/random.ts',
      'config/**',
      'dictionaries/types.ts',
      'retail/**',
      'projection/**',
      'projections/**',
      'snapshots.ts',
      ...EVENT_STORE_PORT,
      'event-store/packed-*.ts',
    ],
    why: 'a worker simulates and encodes: it sees the company, its projections and the forms of log and state, no adapter',
  },
  'run.ts': {
    may: ['time/**', ...EVENT_STORE_PORT],
    mayTypes: ['retail/slice-ends.ts', 'retail/commands/command.ts', 'workers/shares.ts', 'projection/projector.ts'],
    why: 'the run loop composes ports: it sees no adapter, and of the company only that it moves',
  },
  'resume.ts': {
    may: [
      ...EVENTS,
      'retail/commands/command.ts',
      'retail/company.ts',
      'retail/company-simulation.ts',
      'retail/model-version.ts',
      'retail/share.ts',
      ...EVENT_STORE_PORT,
    ],
    mayTypes: ['snapshots.ts'],
    why: 'resuming simulates what the log holds: it sees the company and ports, no adapter',
  },
  'snapshots.ts': { may: ['time/**'], mayTypes: ['retail/share.ts'], why: 'snapshots are opaque state in files' },
  'run-history.ts': {
    may: EVENT_STORE_PORT,
    mayTypes: ['config/world.ts', 'retail/commands/command.ts'],
    why: 'bookkeeping sees the port alone',
  },
  'command-desk.ts': {
    may: ['time/**', 'run-history.ts'],
    mayTypes: ['retail/commands/command.ts'],
    why: 'commands are plain data on their way into log and simulation',
  },
  'package-root.ts': { may: [], why: 'where the package lies depends on nothing' },
  'main.ts': { may: ['cli/main.ts'], why: 'the program is the command line' },
  cli: { may: ['**'], why: 'the command line is the container of everything' },
}

/** Only these files of ours may import the files of the right column, whatever the folders allow. */
export const ONLY_FROM: readonly { readonly file: string; readonly from: readonly string[]; readonly why: string }[] = [
  { file: 'cli/**', from: ['main.ts', 'cli/**'], why: 'only main and cli know the command line' },
  {
    file: 'event-store/{embedded,eventstoredb}.ts',
    from: ['main.ts', 'cli/**', 'event-store/**'],
    why: 'only main and cli see adapters',
  },
  { file: '{run,resume}.ts', from: ['cli/**', '*.ts'], why: 'only cli composes runs' },
  { file: 'snapshots.ts', from: ['cli/**', '*.ts', 'workers/**'], why: 'state is kept by runs and made by workers' },
]

/** Folders that are the same on every machine: no input or output, no wall clock, no inexact arithmetic. */
export const PURE = {
  in: ['time/**', 'simulation/**', 'retail/**', 'projections/**'],
} as const

/** Text that code (comments and strings apart) may not contain. */
export interface TextRule {
  readonly text: RegExp
  readonly in: readonly string[]
  readonly except?: readonly string[]
  readonly why: string
}

export const TEXTS: readonly TextRule[] = [
  { text: /\bDate\.now\b|\bperformance\.\w+/g, ...PURE, why: 'there is no wall clock' },
  { text: /\bnew Date\b(?!\s*\(\s*[^)\s])|(?<!\bnew\s+)\bDate\(/g, ...PURE, why: '`new Date` takes an instant' },
  {
    text: /\bMath\.(?!(?:abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|[A-Z][A-Z0-9_]*)\b)\w+/g,
    ...PURE,
    why: 'only exactly rounded functions of Math',
  },
  {
    text: /\*\*(?!\s*-?\d+(?![\d.]))|(?<!\b2\s*)\*\*/g,
    ...PURE,
    why: '`**` only as 2 ** a whole number, which is exact',
  },
  { text: /\b(setTimeout|setInterval|setImmediate|queueMicrotask)\b/g, ...PURE, why: 'there are no timers' },
  { text: /\bprocess\.|\bcrypto\./g, ...PURE, why: 'the machine is out of sight' },
  { text: /\b(?:Map|Object)\.groupBy\b/g, ...PURE, why: 'the model runs on Node 20 as well: groupBy of master-data' },
  { text: /\bconsole\b/g, in: ['**'], why: 'the command line writes, with its logger' },
  {
    text: /\bprocess\s*\.\s*env\b|\bprocess\s*\[/g,
    in: ['**'],
    except: ['config/environment.ts', 'database/postgres-binaries.ts', 'database/process-identity.ts'],
    why: 'config is the only reader of process.env (programs that database starts inherit PATH and the like)',
  },
  {
    text: /\bnew\s+(Client|Pool)\b/g,
    in: ['**'],
    except: ['database/**'],
    why: 'connections are opened in database alone',
  },
  { text: /\bexport\s+default\b/g, in: ['**'], why: 'no default exports' },
  {
    text: /\bexport\s+(type\s+)?(\*|\{[^}]*\})\s*(as\s+\w+\s+)?from\b/g,
    in: ['**'],
    why: 'no barrels: import from where it is',
  },
]

export const BANNED_NAMES = ['utils', 'util', 'common', 'helpers', 'helper', 'manager', 'service']
/** Where an `index.ts` may be. */
export const INDEX_FILES = ['projections/index.ts']
export const MAX_LINES = 200
export const MAX_COLUMNS = 120
