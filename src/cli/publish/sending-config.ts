import { ConfigError } from '../../config/config-error.ts'
import type { ResolvedConfig } from '../../config/resolve.ts'
import { SinkRefused } from '../../publishing/sink.ts'
import type { CommandContext } from '../command.ts'

const CONNECTION = 'realtime.azure_connection_string'

/**
 * The configuration of a command that sends. Where nothing but the connection string is wrong with it, the command ends as with
 * a key that is not accepted: for who sends, both are a sink that refuses.
 * @throws ConfigError, SinkRefused
 */
export async function sendingConfig(context: CommandContext): Promise<ResolvedConfig> {
  try {
    return await context.config()
  } catch (error) {
    const isRefused = error instanceof ConfigError && error.problems.every(({ key }) => key === CONNECTION)
    throw isRefused ? new SinkRefused(error.message, { cause: error }) : error
  }
}
