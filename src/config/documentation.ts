import { environmentName } from './environment.ts'
import { CONFIG_KEYS, CONFIG_SECTIONS, type ConfigKey, configKey } from './keys.ts'
import { PRESETS } from './presets.ts'

const INTRODUCTION = `# Configuration

Generated from the schema in \`src/config\`; do not edit by hand.

Values come from these places, later ones winning: defaults, the preset (\`--preset\`), the file
\`tillstream.config.json\` (or \`--config FILE\`), the environment (a file \`.env\` in the working directory is read too;
the real environment wins), and flags (\`--stores 10\`, or \`--set volume.stores=10\` for any key).
\`tillstream config show\` prints every effective value with its origin, \`tillstream config validate\` checks, and
\`tillstream config schema\` prints the JSON Schema for editors. Keys that do not exist are errors.

The variable of a key is \`TILLSTREAM_\` and the key in capitals with \`_\` for every dot: \`${environmentName('volume.stores')}\`
sets \`volume.stores\`. Lists are written \`1,2,3\` or as JSON, "not set" as \`null\`. \`DATABASE_URL\`, \`EVENTSTORE_URL\`,
\`AZURE_EVENTHUB_CONNECTION_STRING\`, \`AZURE_STORAGE_ACCOUNT_URI\`, \`AZURE_STORAGE_ACCOUNT_KEY\` and \`LOG_LEVEL\` are read as
well. \`TILLSTREAM_CONFIG\` and \`TILLSTREAM_PRESET\` stand for the flags of these names.

A \`config.json\` of the older form is accepted with \`--config config.json\`, with a warning for every key that means
something else now.
`

function cell(value: string): string {
  return value.replaceAll('|', '\\|')
}

function row(key: ConfigKey): string {
  const value = `\`${JSON.stringify(key.default)}\``
  const description = key.secret ? `${key.description} (secret)` : key.description
  return `| \`${key.path}\` | ${cell(value)} | ${cell(key.allowed)} | ${cell(description)} |`
}

const HEAD = ['| key | default | allowed | meaning |', '|---|---|---|---|']

function table(keys: readonly ConfigKey[]): string {
  return [...HEAD, ...keys.map(row)].join('\n')
}

function sectionText(name: string, description: string): string {
  const keys = CONFIG_KEYS.filter((key) => key.path.startsWith(`${name}.`))
  return `## ${name}\n\n${description}.\n\n${table(keys)}\n`
}

function usual(name: string): string {
  return String(configKey(`volume.${name}`)?.default)
}

function presetsText(): string {
  const names = Object.keys(PRESETS.demo.volume) as (keyof typeof PRESETS.demo.volume)[]
  const large: Readonly<Record<string, number>> = PRESETS.large.volume
  const rows = names.map(
    (name) => `| \`volume.${name}\` | ${PRESETS.demo.volume[name]} | ${usual(name)} | ${large[name] ?? usual(name)} |`,
  )
  return ['## Presets\n', '| key | demo | default | large |', '|---|---|---|---|', ...rows, ''].join('\n')
}

/** The reference of all keys as Markdown: the content of `docs/configuration.md`. */
export function configurationMarkdown(): string {
  const top = CONFIG_KEYS.filter((key) => !key.path.includes('.'))
  const sections = CONFIG_SECTIONS.filter((section) => !section.path.includes('.'))
  const texts = sections.map((section) => sectionText(section.path, section.description))
  return [INTRODUCTION, presetsText(), `## Top level\n\n${table(top)}\n`, ...texts].join('\n')
}
