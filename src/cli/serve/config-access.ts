import type { ConfigAccess } from '../../api/resources/config.ts'
import { ConfigError } from '../../config/config-error.ts'
import { configJsonSchema } from '../../config/json-schema.ts'
import { redactConfig } from '../../config/redact.ts'
import { resolveConfig } from '../../config/resolve.ts'
import type { CommandContext } from '../command.ts'

/** The configuration that the command runs with. */
export function configAccess(context: CommandContext): ConfigAccess {
  return {
    async shown() {
      const { config, sources } = await context.config()
      return { config: redactConfig(config), sources: Object.fromEntries(sources) }
    },
    check: async (content) => checkContent(context, content),
    schema: async () => configJsonSchema(),
  }
}

/** What would be wrong with a file of this content, on its own: no environment and no flags beside it. */
function checkContent({ host }: CommandContext, content: Readonly<Record<string, unknown>>) {
  try {
    const today = new Date(host.now()).toISOString().slice(0, 10)
    const { warnings } = resolveConfig({ fileText: JSON.stringify(content), env: {}, cwd: host.cwd, today })
    return { errors: [], warnings }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return { errors: error.problems.map(({ key, message }) => ({ key, message })), warnings: [] }
  }
}
