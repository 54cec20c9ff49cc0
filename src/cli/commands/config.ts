import type { ResolvedConfig } from '../../config/resolve.ts'
import type { CommandContext, Subcommand } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { WORLD_FLAGS } from '../flags.ts'

export const command: Subcommand = {
  name: 'config',
  summary: 'Shows, checks or describes the configuration',
  arguments: [
    { name: '<action>', description: 'what to do', choices: ['show', 'validate', 'schema', 'scenario-schema'] },
  ],
  flags: WORLD_FLAGS,
  examples: [
    ['tillstream config show', 'every effective value and where it comes from'],
    ['tillstream config show --preset demo --stores 3', 'the same, with what these flags change'],
    ['tillstream config validate --config my.json', 'checks a file and the environment'],
    ['tillstream config schema > tillstream.schema.json', 'JSON Schema, so that editors complete the file'],
    ['tillstream config scenario-schema > scenario.schema.json', 'the same for scenario files'],
  ],
  run: (context) => ACTIONS[context.args[0] as keyof typeof ACTIONS](context),
}

const ACTIONS = { show, validate, schema, 'scenario-schema': scenarioSchema }

function cell(value: unknown): string {
  if (isScenario(value)) return `"${value.name}" (entries: ${value.entries.length})`
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isScenario(value: unknown): value is { readonly name: string; readonly entries: readonly unknown[] } {
  return typeof value === 'object' && value !== null && 'name' in value && 'entries' in value
}

function table(rows: readonly (readonly [string, string, string])[]): string {
  const width = (column: 0 | 1) => Math.min(60, Math.max(...rows.map((row) => row[column].length)))
  const [first, second] = [width(0), width(1)]
  return rows.map(([key, value, source]) => `${key.padEnd(first)}  ${value.padEnd(second)}  ${source}`).join('\n')
}

async function show(context: CommandContext): Promise<ExitCode> {
  const resolved = await context.config()
  const [{ redactConfig }, { valueAt }] = await Promise.all([
    import('../../config/redact.ts'),
    import('../../config/layers.ts'),
  ])
  const config = redactConfig(resolved.config)
  const { preset, file, warnings } = resolved
  const rows = [...resolved.sources].map(([key, source]) => [key, cell(valueAt(config, key)), source] as const)
  context.result({ config, sources: Object.fromEntries(resolved.sources), preset, file, warnings }, table(rows))
  return EXIT.done
}

function origin({ file, preset }: ResolvedConfig): string {
  return `preset ${preset}, ${file ?? 'no configuration file'}`
}

async function validate(context: CommandContext): Promise<ExitCode> {
  const resolved = await context.config()
  const { file, preset, warnings } = resolved
  context.result({ valid: true, file, preset, warnings }, `The configuration is valid (${origin(resolved)}).`)
  return EXIT.done
}

async function schema(context: CommandContext): Promise<ExitCode> {
  const { configJsonSchema } = await import('../../config/json-schema.ts')
  const value = configJsonSchema()
  context.result(value, JSON.stringify(value, null, 2))
  return EXIT.done
}

async function scenarioSchema(context: CommandContext): Promise<ExitCode> {
  const { scenarioJsonSchema } = await import('../../config/json-schema.ts')
  const value = scenarioJsonSchema()
  context.result(value, JSON.stringify(value, null, 2))
  return EXIT.done
}
