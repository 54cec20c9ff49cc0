import type { ConfigAccess } from '../../api/resources/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import { configJsonSchema } from '../../config/json-schema.ts'
import { redactConfig, redactText, secretsOf } from '../../config/redact.ts'
import { resolveConfig } from '../../config/resolve.ts'
import type { CommandContext } from '../command.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The configuration that the command runs with. */
export function configAccess(context: CommandContext): ConfigAccess {
  return {
    async shown() {
      const { config, sources } = await context.config()
      return { config: redactConfig(config), sources: Object.fromEntries(sources) }
    },
    check: (file) => checkFile(context, file),
    schema: async () => configJsonSchema(),
  }
}

/** A file with this content is read as any other would be, without the environment. */
async function checkFile({ host }: CommandContext, content: Readonly<Record<string, unknown>>) {
  const folder = await mkdtemp(join(tmpdir(), 'tillstream-config-'))
  try {
    const file = join(folder, 'tillstream.config.json')
    await writeFile(file, JSON.stringify(content), { mode: 0o600 })
    const today = new Date(host.now()).toISOString().slice(0, 10)
    const { config, warnings } = resolveConfig({ file, env: {}, cwd: folder, today })
    const secrets = secretsOf(config)
    return { errors: [], warnings: warnings.map((line) => plain(redactText(line, secrets), file)) }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const errors = error.problems.map(({ key, message }) => ({ key, message }))
    return { errors, warnings: [] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function plain(line: string, file: string): string {
  return line.replaceAll(file, 'the file')
}
