import type { Flag, FlagValues } from './command.ts'
import { REPORT_FLAG } from './report.ts'
import { UsageError } from './usage-error.ts'

/** Flags of every command. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  {
    name: 'config',
    kind: { is: 'text' },
    placeholder: 'FILE',
    description: 'Configuration file (tillstream.config.json)',
  },
  { name: 'data', kind: { is: 'config', key: 'paths.data' }, placeholder: 'DIR', description: 'Data directory (data)' },
  {
    name: 'log-level',
    kind: { is: 'config', key: 'log_level' },
    placeholder: 'LEVEL',
    description: 'error, warn, info or debug (info)',
  },
  { name: 'json', kind: { is: 'switch' }, description: 'Machine-readable result on standard output' },
]

function sized(name: string, key: string, description: string): Flag {
  return { name, kind: { is: 'config', key }, placeholder: 'N', description }
}

/** The flag that sets any key. */
export const SET_FLAG: Flag = {
  name: 'set',
  kind: { is: 'settings' },
  placeholder: 'SECTION.KEY=VALUE',
  description: 'Sets any key of the configuration; may be repeated',
}

/** Flags that change the configuration of any simulating command. */
export const WORLD_FLAGS: readonly Flag[] = [
  { name: 'preset', kind: { is: 'text' }, placeholder: 'NAME', description: 'demo, default or large (default)' },
  { name: 'seed', kind: { is: 'config', key: 'seed' }, placeholder: 'SEED', description: 'Whole number or text (42)' },
  sized('stores', 'volume.stores', 'Stores of the company'),
  sized('dcs', 'volume.dcs', 'Distribution centers'),
  sized('customers', 'volume.total_customers', 'Known customers'),
  sized('products', 'volume.total_products', 'Products of the catalogue'),
  sized('geographies', 'volume.total_geographies', 'Geographies chosen from the dictionary'),
  sized('customers-per-day', 'volume.customers_per_day', 'Visits per store and day'),
  {
    name: 'scenario',
    kind: { is: 'config', key: 'scenario' },
    placeholder: 'FILE',
    description: 'Scenario file, or the name of one that ships: what happens to the company, and when',
  },
  SET_FLAG,
]

/** Flags of `generate`. */
export const GENERATE_FLAGS: readonly Flag[] = [
  {
    name: 'from',
    kind: { is: 'config', key: 'historical.start_date' },
    placeholder: 'DATE',
    description: 'First business day (2024-01-01); makes the target absolute, so that repeating it changes nothing',
  },
  {
    name: 'days',
    kind: { is: 'whole', min: 0, max: 36_500 },
    placeholder: 'N',
    description: 'Business days to simulate: from --from, or added to what is there',
  },
  { name: 'to', kind: { is: 'date' }, placeholder: 'DATE', description: 'Last business day to simulate' },
  {
    name: 'from-commands',
    kind: { is: 'text' },
    placeholder: 'LOG',
    description:
      'Data directory, or esdb:// address, of a log to simulate again with all that was asked of it while it ran',
  },
  ...WORLD_FLAGS,
  sized('workers', 'performance.max_workers', 'Most worker threads'),
  { name: 'dry-run', kind: { is: 'switch' }, description: 'Prints what would be made: rows, bytes and time' },
  { name: 'tour', kind: { is: 'switch' }, description: 'Afterwards shows where the data are and what to ask them' },
  REPORT_FLAG,
]

/** How far `generate` goes; dates are YYYY-MM-DD. */
export interface GenerateTarget {
  /** Given only when the user gave it: the target is absolute then. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly days: number | undefined
  /** The log whose commands are given again. */
  readonly fromCommands: string | undefined
  readonly dryRun: boolean
  readonly tour: boolean
}

interface Asked {
  readonly from?: string
  readonly to?: string
  readonly days?: number
  readonly 'from-commands'?: string
}

/**
 * What the flags of `generate` ask for.
 * @throws UsageError when they contradict each other.
 */
export function generateTarget(flags: FlagValues): GenerateTarget {
  const { from, to, days, 'from-commands': fromCommands } = flags as Asked
  const problems: string[] = []
  if (to !== undefined && days !== undefined)
    problems.push(`--days: got ${days} beside --to ${to}, allowed: one of them`)
  if (from !== undefined && to !== undefined && to < from) problems.push(`--to: got "${to}", allowed: ${from} or later`)
  if (fromCommands !== undefined && flags['dry-run'] === true)
    problems.push('--dry-run: got it beside --from-commands, allowed: one of them')
  if (problems.length > 0) throw new UsageError(problems)
  return { from, to, days, fromCommands, dryRun: flags['dry-run'] === true, tour: flags.tour === true }
}
